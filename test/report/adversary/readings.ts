/** All that a reader of everything has in hand: each report when it froze, those that ran when somebody looked, and the challenges' cards. */
import type { Person, Recorded } from "../../../src/app/ports.ts"
import type { Instant, LocalDate } from "../../../src/domain/id.ts"
import { nextPeriod, type Period, type PeriodKind, periodOf } from "../../../src/domain/period.ts"
import { noProgramme } from "../../../src/domain/programme.ts"
import { addDays, startOfDay } from "../../../src/domain/time.ts"
import { frozenAt } from "../../../src/report/freeze.ts"
import { toJson } from "../../../src/report/json.ts"
import { makeReport, type ReportQuestion } from "../../../src/report/make-report.ts"
import { makeTally, type Tally } from "../../../src/report/tally.ts"
import { acted, reached, type WorkOn } from "../../../src/report/window.ts"
import { zone } from "../world.ts"
import { type CardReading, cardsOf } from "./cards.ts"
import { catalogue, type SourceOf } from "./content.ts"
import type { Moment, Organisation } from "./organisations.ts"
import { type Days, earlier, monthsOf } from "./time.ts"

type Cell = { count: number; of: number; suppressed?: never } | { suppressed: true }
type Amount<Name extends string> = ({ [N in Name]: number } & { suppressed?: never }) | { suppressed: true }
export type Kg = { low: number; mid: number; high: number } | null
/** As `/report.json` has it. */
export type Json = {
  countedFrom: LocalDate | null
  roster: { size: number }
  figures: {
    reach: Cell
    active: Cell
    depth: { acted: Cell; thrice: Cell }
    actions: Amount<"count">
    sdg: ({ goal: number } & Amount<"actions">)[]
    logged: ({ unit: string } & ({ amount: number; kgCo2e: Kg; suppressed?: never } | { suppressed: true }))[]
    segments: { segment: string; reach: Cell; active: Cell }[]
  }
  polls: PollJson[]
  evidence: { framework: string; elements: { element: string; actions: Amount<"count"> }[] }[]
  index: { parts?: Record<string, number | null>; counts?: Record<string, ItemJson[]> }
}
export type PollJson = {
  id: string
  poll: string
  kind: string
  answers: number
  options: { suppressed: true } | { key: string; count?: number; share?: number }[]
}
export type ItemJson = { item: string; agree: number; answers: number }

export type Reading = {
  period: Period
  /** The first day on which people are counted in it. */
  from: LocalDate
  /** Whose roster it has. */
  day: LocalDate
  /** The first day of its quarter. */
  quarter: LocalDate
  /** The last day of which all is in it. */
  last: LocalDate
  now: Instant
  /** After retention people are counted no more. */
  gone: boolean
  /** "2026-W44 as it stood at the end of 2026-10-28" */
  title: string
  json: Json
  /** What is not told: who took part, and who did what. */
  took: Took
  did: readonly WorkOn[]
  /** Of a corrected edition: what an action counted for by then. */
  as?: (source: SourceOf) => SourceOf
}
export type Took = { reach: ReadonlySet<string>; active: ReadonlySet<string> }
/** What a challenge's card says to everybody; null: too few. */
export type Readings = { reports: Reading[]; cards: CardReading[] }
/** Makes what is published; the product's own, or one with a planted fault. */
export type Publisher = (question: ReportQuestion) => Json

export const product: Publisher = (question) => toJson(makeReport(question)) as Json

type Look = { now: Instant; day: LocalDate; last: LocalDate; when: string; periods: Period[]; gone?: true }

export function readingsOf(org: Organisation, publish: Publisher = product): Readings {
  const looks = [...finals(org), ...org.moments.map((moment) => running(moment)), ...afterRetention(org)]
  const reports: Reading[] = []
  const cards: CardReading[] = []
  let folded = 0
  let tally = makeTally({ zone })
  for (const look of looks.sort((a, b) => a.now - b.now)) {
    if (look.gone) {
      tally = makeTally({ zone })
      for (const event of org.events) tally.add(nameless(event))
    }
    for (; !look.gone && (org.events[folded]?.at ?? look.now + 1) <= look.now; folded++)
      tally.add(org.events[folded] as Recorded)
    for (const period of look.periods) {
      const { day, last, when } = look
      const json = publish(question(org, { tally, period, now: look.now }))
      const title = `${period.id} ${when}`
      const days = { day: earlier(day, period.to), last: earlier(last, period.to) }
      const from =
        json.countedFrom !== null && json.countedFrom > period.from ? json.countedFrom : period.from
      if (from > days.last) continue
      const took = tookPart({ tally, people: org.people, period }, { from, last: days.last })
      const quarter = periodOf("quarter", days.day).from
      reports.push({
        period,
        from,
        ...days,
        quarter,
        now: look.now,
        gone: look.gone === true,
        title,
        json,
        took,
        did: tally.between(period.from, days.last).work,
      })
    }
    if (!look.gone) cards.push(...cardsOf(org, tally, look))
  }
  return { reports, cards }
}

/** Who took part from a day to another, of those whom the question knows. */
export function tookPart(
  { tally, people, period }: Pick<ReportQuestion, "tally" | "people" | "period">,
  q: Days,
): Took {
  const window = tally.between(q.from, q.last)
  const months = monthsOf(q).map((days) => tally.between(days.from, days.last))
  const isActive = (id: string) =>
    period.kind === "quarter" ? months.filter((month) => acted(month, id)).length >= 2 : acted(window, id)
  const ids = people.map(({ id }) => id)
  return {
    reach: new Set(ids.filter((id) => reached(window, id))),
    active: new Set(ids.filter(isActive)),
  }
}

/** Of a period that ends outside of what happened nothing more is counted later. */
function finals(org: Organisation): Look[] {
  const kinds: PeriodKind[] = ["week", "month", "quarter"]
  return kinds.flatMap((kind) => {
    const looks: Look[] = []
    for (let p = periodOf(kind, org.from); p.from <= org.to; p = nextPeriod(p))
      looks.push({ now: frozenAt(p, zone), day: p.to, last: p.to, when: "as it froze", periods: [p] })
    return looks
  })
}

function running({ day, edge }: Moment): Look {
  const last = edge === "end" ? day : addDays(day, -1)
  const kinds: PeriodKind[] = ["week", "month", "quarter", "year"]
  return {
    now: edge === "end" ? startOfDay(addDays(day, 1), zone) - 1000 : startOfDay(day, zone) + 1000,
    day,
    last,
    when: `as it stood at the ${edge} of ${day}`,
    // On the first morning there is nothing yet.
    periods: kinds.map((kind) => periodOf(kind, day)).filter(({ from }) => from <= last),
  }
}

/** Then persons are deleted, and only what has frozen still counts people: what had not is told again, without them. */
function afterRetention(org: Organisation): Look[] {
  if (org.seed % 5 !== 0) return []
  const day = addDays(org.to, 200)
  const months = [org.from, org.to].flatMap((date) => [periodOf("month", date), periodOf("quarter", date)])
  const once = [...new Map(months.map((p) => [p.id, p])).values()]
  return [{ now: startOfDay(day, zone), day, last: day, when: "after retention", periods: once, gone: true }]
}

/** Within one month a person keeps one meaningless name. */
function nameless(recorded: Recorded): Recorded {
  const { event } = recorded
  if (!("person" in event) || event.type === "member.forgotten") return recorded
  const month = new Date(recorded.at).toISOString().slice(0, 7)
  return { ...recorded, event: { ...event, person: `gone-${month}-${event.person.slice(1)}` } }
}

export function peopleAt(org: Organisation, now: Instant): Pick<ReportQuestion, "people" | "forgotten"> {
  const isForgotten = ({ id }: Person) => {
    const on = org.forgotten.get(id)
    return on !== undefined && Date.parse(`${on}T12:00Z`) <= now
  }
  return {
    people: org.people.filter((one) => !isForgotten(one)),
    forgotten: org.people.filter(isForgotten).map(({ roster }) => ({ roster })),
  }
}

function question(org: Organisation, q: { tally: Tally; period: Period; now: Instant }): ReportQuestion {
  return {
    ...q,
    ...peopleAt(org, q.now),
    programme: noProgramme,
    catalogue,
    zone,
    organisation: "Voorbeeld",
    demo: false,
    minGroup: org.minGroup,
    for: "manager",
  }
}
