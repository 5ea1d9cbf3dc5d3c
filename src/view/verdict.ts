/** What the report says in sentences: on the page, in PDF and slides the same. */
import type { IndexFigure, Moved, Published, Report, Share } from "../report/report.ts"
import { decimal, inPeriod, inPeriodBeside, periodName, signed, type Telling } from "./telling.ts"
import type { Values } from "./words.ts"

/** Period, days and who is counted, in one line. */
export function kicker({ period, roster }: Report, telling: Telling): string {
  const name = periodName(telling, period)
  const days = period.kind === "month" ? null : telling.days(period.from, period.to)
  const list = telling.words(`report.roster.${countedAs(roster)}`, {
    n: roster.size,
    day: telling.day(roster.asOf),
  })
  const running = period.state === "running" ? telling.words("report.period.running") : null
  return [name, days, running, list].filter((part) => part !== null).join(" · ")
}

/** Who is counted, as the words for it are named. */
export function countedAs({ scope, of }: Report["roster"]): "rooms" | Report["roster"]["scope"] {
  return scope === "everyone" && of ? of : scope
}

/** The finding, in one plain sentence. */
export function verdict(report: Report, telling: Telling): string {
  const { reach } = report.figures
  if (notCounted(report)) return telling.words("report.verdict.before")
  if (!reach) return telling.words("report.verdict.year")
  if (reach.suppressed)
    return telling.words(`report.verdict.${reach.because === "gone" ? "gone" : "small"}`, {
      min: report.minGroup,
    })
  return buyInVerdict(report, telling) ?? reachSentence(report, telling, reach)
}

function reachSentence({ period }: Report, telling: Telling, { count, of }: Share): string {
  const id = period.state === "running" ? "running" : "over"
  return sentence(telling.words(`report.verdict.${id}`, { count, of, when: inPeriod(telling, period) }))
}

/** What stands below it: of how many, and against what. */
export function lede(report: Report, telling: Telling): string {
  const { reach, active } = report.figures
  const { countedFrom } = report
  if (countedFrom && notCounted(report))
    return telling.words("report.verdict.before-why", { day: telling.day(countedFrom) })
  if (!reach || !active) return telling.words("report.verdict.year-why")
  if (reach.suppressed || active.suppressed)
    return reach.suppressed && reach.because === "gone" ? telling.words("report.verdict.gone-why") : ""
  // Where the index has the first word, the counts come second.
  if (buyInVerdict(report, telling)) return reachSentence(report, telling, reach)
  const id = report.period.kind === "quarter" ? "active-quarter" : "active"
  const did = telling.words(`report.verdict.${id}`, {
    count: active.count,
    share: telling.percent(active.share),
  })
  const before = report.previous?.reach
  const began = countedFrom && countedFrom > report.period.from
  if (began) return `${did} ${telling.words("report.verdict.before-why", { day: telling.day(countedFrom) })}`
  if (report.period.state === "running") return did
  if (!before || before.suppressed) return `${did} ${telling.words("report.verdict.first")}`
  const n = Math.abs(reach.count - before.count)
  const how = reach.count > before.count ? "more" : reach.count < before.count ? "fewer" : "same"
  const when = inPeriodBeside(telling, report.previous?.id ?? "", report.period.id)
  const compared = telling.words(`report.verdict.${how}`, { n, when, before: before.count, of: before.of })
  return `${compared} ${did}`
}

/** Before the first event nothing was counted, and "nobody took part" would be untrue. */
export function notCounted({ countedFrom, period }: Report): boolean {
  return countedFrom !== null && period.to < countedFrom
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Whether a majority is behind it, as far as answers can tell: all who said nothing are counted against, and for. */
export function buyInVerdict({ index }: Report, telling: Telling): string | null {
  if (index.value === null) return null
  const { attitude, people } = index.counts
  const mean = (share: (item: (typeof attitude)[number]) => number) =>
    attitude.reduce((sum, item) => sum + share(item), 0) / attitude.length
  const all = (item: (typeof attitude)[number]) => Math.max(people, item.answers)
  const against = mean((i) => i.agree / all(i))
  const inFavour = mean((i) => (i.agree + all(i) - i.answers) / all(i))
  const id = against > 0.5 ? "majority" : inFavour < 0.5 ? "minority" : "unknown"
  return telling.words(`report.index.verdict-${id}`, {
    ...answered(index.counts.attitude, { people, telling }),
    share: telling.percent((index.parts.attitude ?? 0) / 100),
  })
}

type Items = readonly { answers: number }[]

/** Each question has answers of its own; `people` is 0 where more answered than are on the list by now. */
function answered(items: Items, { people, telling }: { people: number; telling: Telling }): Values {
  const counts = items.map((item) => item.answers)
  return { answers: fromTo(counts, telling), people: Math.max(...counts) > people ? 0 : people }
}

/** How many did not answer, a question; they need not be the same people. */
export function silentOn({ counts, of }: Measured, telling: Telling): Values {
  const silent = [...counts.attitude, ...counts.room].map((item) => Math.max(0, of - item.answers))
  return { most: Math.max(...silent), silent: fromTo(silent, telling), of }
}

function fromTo(counts: readonly number[], telling: Telling): string {
  const [low, high] = [Math.min(...counts), Math.max(...counts)].map((n) => telling.number(n))
  return low === high ? `${low}` : telling.words("report.index.from-to", { low: low ?? "", high: high ?? "" })
}

type Measured = Extract<IndexFigure, { value: number }>

const because = {
  "quarters only": "quarters",
  "quarter not over": "running",
  "not all items asked": "items",
  "an item is withheld": "withheld",
  "response under 30%": "response",
  "fewer than 30 answers": "few",
  "too few people": "small",
  "people gone": "gone",
} as const

/** Why there is no index; null where there is one. */
export function noIndex(index: IndexFigure, q: { telling: Telling; minGroup: number }): string | null {
  if (index.value !== null) return null
  return q.telling.words(`report.index.none.${because[index.because]}`, { min: q.minGroup })
}

/** `span`: from what to what. `id` and `values` are a message that may be told with markup. */
export type ChangeLine = { name: string; span: string | null; id: string; values: Values }

/** What changed since the period before, as far as a change may be called one. Empty where nothing can be compared. */
export function changeLines(report: Report, telling: Telling): ChangeLine[] {
  const { previous, figures } = report
  if (!previous) return []
  return [
    ...indexChanges(report, telling),
    countChange("reach", { now: figures.reach, before: previous.reach, telling }),
    countChange("active", { now: figures.active, before: previous.active, telling }),
  ]
}

function indexChanges({ index }: Report, telling: Telling): ChangeLine[] {
  if (index.value === null || !index.change) return []
  const { change } = index
  const line = (
    name: string,
    q: { before: number | null; after: number | null; moved: Moved },
  ): ChangeLine => {
    const { value, low, high, real } = q.moved
    const how = real ? (value > 0 ? "more" : "fewer") : "same"
    return {
      name,
      span: `${decimal(telling, q.before ?? 0)} → ${decimal(telling, q.after ?? 0)}`,
      id: `report.index.change-${how}`,
      values: { value: signed(telling, value), low: signed(telling, low), high: signed(telling, high) },
    }
  }
  return [
    line(telling.words("report.index.title"), {
      before: change.value,
      after: index.value,
      moved: change.index,
    }),
    ...(["attitude", "room"] as const).map((part) =>
      line(telling.words(`report.index.part-${part}`), {
        before: change.parts[part],
        after: index.parts[part],
        moved: change[part],
      }),
    ),
  ]
}

function countChange(
  part: "reach" | "active",
  q: { now: Published<Share> | null; before: Published<Share>; telling: Telling },
): ChangeLine {
  const { now, before, telling } = q
  const name = telling.words(`report.parts.${part}`)
  if (!now || now.suppressed || before.suppressed)
    return { name, span: null, id: "report.change.withheld", values: {} }
  const n = Math.abs(now.count - before.count)
  const how = now.count > before.count ? "more" : now.count < before.count ? "fewer" : "same"
  return {
    name,
    span: `${telling.percent(before.share)} → ${telling.percent(now.share)}`,
    id: `report.change.${how}`,
    values: { n, before: before.count, after: now.count },
  }
}
