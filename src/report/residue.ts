/**
 * What a reader could subtract: a quarter minus its months, months minus weeks, all actions minus those for some goals.
 * Weeks, months and the quarter are gone through in the order in which they end; a figure is shown only while no figure
 * of one or two people follows from all that is shown: whether or not the reader knows all from before the quarter.
 */
import type { Catalogue } from "../domain/content.ts"
import type { LocalDate, PersonId } from "../domain/id.ts"
import { nextPeriod, type Period, type PeriodKind, periodOf } from "../domain/period.ts"
import { privacyLimits } from "./privacy.ts"
import { goalsOf } from "./source.ts"
import { openSpan, type Row } from "./span.ts"
import type { Day, Source } from "./tally.ts"
import { largestGroup } from "./window.ts"

/** What may be shown of work in the period. What too few people did is not in it. */
export type Shown = { actions: boolean; goal(number: number): boolean; unit(id: string): boolean }

type Question = { days: ReadonlyMap<LocalDate, Day>; catalogue: Catalogue; period: Period }

const kinds: PeriodKind[] = ["week", "month", "quarter"]

export function shownWork(q: Question): Shown {
  const { period, catalogue } = q
  const order = upTo(period)
  const counted = partsOf(q, { order, name: (source) => goalsOf(catalogue, source).join(" ") })
  const goals = [...catalogue.goals.keys()]
  const open = lastOf(order, counted, [
    () => true,
    ...goals.map((goal) => (name: string) => name.split(" ").includes(String(goal))),
  ])
  const amounts = partsOf(q, { order, name: (s) => (s.kind === "challenge" ? s.unit : null) })
  return {
    actions: open[0] ?? true,
    goal: (number) => open[goals.indexOf(number) + 1] ?? true,
    unit: (id) => lastOf(order, amounts, [(name) => name === id])[0] ?? true,
  }
}

/** The periods of the quarter that end before this one, and it: a shorter one before a longer. */
function upTo(period: Period): Period[] {
  const quarter = periodOf("quarter", period.to)
  const rank = (p: Period) => kinds.indexOf(p.kind)
  const before = kinds.flatMap((kind) => {
    const found: Period[] = []
    for (let p = periodOf(kind, quarter.from); p.to <= period.to; p = nextPeriod(p)) found.push(p)
    return found
  })
  const earlier = before.filter((p) => p.to < period.to || rank(p) < rank(period))
  earlier.sort((a, b) => (a.to === b.to ? rank(a) - rank(b) : a.to < b.to ? -1 : 1))
  return [...earlier, period]
}

/** Work of one name between two days on which a period begins: the unknowns. */
type WorkPart = { from: LocalDate; name: string; people: Set<PersonId> }

function partsOf(
  { days }: Question,
  q: { order: Period[]; name: (source: Source) => string | null },
): WorkPart[] {
  const cuts = [...new Set(q.order.flatMap((p) => [p.from, nextPeriod(p).from]))].sort()
  const parts = new Map<string, WorkPart>()
  for (const [date, { work }] of days) {
    const from = cuts.findLast((cut) => cut <= date)
    // After the last cut nothing belongs to any of the periods.
    if (from === cuts.at(-1)) continue
    for (const { source, people } of work.values()) {
      const name = q.name(source)
      if (name === null || from === undefined) continue
      const part = parts.get(`${from} ${name}`) ?? { from, name, people: new Set() }
      parts.set(`${from} ${name}`, part)
      for (const [person, w] of people)
        if (w.done !== 0 || w.late !== 0 || Math.abs(w.amount) > 0.01) part.people.add(person)
    }
  }
  return [...parts.values()].filter((part) => part.people.size > 0)
}

/** Whether the last period's figures may be shown, for each of the sums over names. */
function lastOf(order: Period[], parts: WorkPart[], sums: ((name: string) => boolean)[]): boolean[] {
  const quarter = periodOf("quarter", order.at(-1)?.to ?? "").from
  // Two readers: one who knows nothing from before the quarter, one who knows all of it.
  const readers = [() => true, (part: WorkPart) => part.from >= quarter].map((unknown) => ({
    span: openSpan(),
    sees: (row: Row): Row => row.map((n, i) => (parts[i] && unknown(parts[i]) ? n : 0)),
  }))
  let last: boolean[] = []
  for (const period of order) {
    const cellsIn = (days: Days) => sums.map((counts, i) => cellOf(days, parts, { counts, i }))
    const few = secretDays(period, parts).flatMap(cellsIn).filter(isFew)
    for (const { row } of few) for (const { span, sees } of readers) span.keepSecret(sees(row))
    const cells = cellsIn(period)
    last = sums.map(() => true)
    for (const { row, people, i } of cells.sort((a, b) => b.people - a.people || a.i - b.i)) {
      if (people === 0) continue
      const open = readers.every(({ span, sees }) => span.isSafe(sees(row)))
      last[i] = people >= privacyLimits.contributorsMin && open
      if (last[i]) for (const { span, sees } of readers) span.add(sees(row))
    }
  }
  return last
}

type Days = { from: LocalDate; to: LocalDate }

/** The period, those of other lengths that still run on its last day, and what is told of them by the others: their parts. */
function secretDays(period: Period, parts: WorkPart[]): Days[] {
  const running = kinds.map((kind) => ({ from: periodOf(kind, period.to).from, to: period.to }))
  const quiet = [period, ...running].filter((days) =>
    isFew(cellOf(days, parts, { counts: () => true, i: 0 })),
  )
  const starts = [...new Set(parts.map((part) => part.from))]
  return [
    period,
    ...running,
    ...quiet.flatMap(({ from, to }) =>
      starts.filter((start) => from <= start && start <= to).map((start) => ({ from: start, to: start })),
    ),
  ]
}

function isFew({ people }: { people: number }): boolean {
  return people > 0 && people < privacyLimits.contributorsMin
}

function cellOf(
  period: Days,
  parts: WorkPart[],
  q: { counts: (name: string) => boolean; i: number },
): { row: Row; people: number; i: number } {
  const row = new Float64Array(parts.length)
  const people = new Set<PersonId>()
  for (const [i, part] of parts.entries()) {
    if (part.from < period.from || part.from > period.to || !q.counts(part.name)) continue
    row[i] = 1
    for (const person of part.people) people.add(person)
  }
  return { row, people: largestGroup(people), i: q.i }
}
