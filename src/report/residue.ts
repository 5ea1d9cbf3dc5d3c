/**
 * What a reader could subtract: a quarter minus its months, months minus weeks, all actions minus those for some goals.
 * Weeks, months and the quarter are gone through in the order in which they end; a figure is shown only while no figure
 * of one or two people follows from all that is shown: whether or not the reader knows all from before the quarter.
 */
import type { Catalogue } from "../domain/content.ts"
import type { LocalDate, PersonId } from "../domain/id.ts"
import { nextPeriod, type Period, type PeriodKind, periodOf } from "../domain/period.ts"
import { privacyLimits } from "./privacy.ts"
import { elementKey, elementsOf, goalsFramework } from "./source.ts"
import { openSpan, type Row } from "./span.ts"
import type { Day, Source } from "./tally.ts"
import { largestGroup } from "./window.ts"

/** What may be shown of work in the period. What too few people did is not in it. */
export type Shown = {
  actions: boolean
  goal(number: number): boolean
  /** Of quarters: one element of a framework, as `elementKey` names it. */
  element(key: string): boolean
  unit(id: string): boolean
}

type Question = { days: ReadonlyMap<LocalDate, Day>; catalogue: Catalogue; period: Period }

const kinds: PeriodKind[] = ["week", "month", "quarter"]

export function shownWork(q: Question): Shown {
  const { period, catalogue } = q
  const order = upTo(period)
  const counted = partsOf(q, { order, name: (source) => elementsOf(catalogue, source).join(" ") })
  const about = new Map(counted.map(({ name }) => [name, new Set(name.split(" "))]))
  const goals = [...catalogue.goals.keys()].map((number) => elementKey(goalsFramework, String(number)))
  const elements = period.kind === "quarter" ? keysOf(catalogue) : []
  const sum = (key: string) => (name: string) => about.get(name)?.has(key) ?? false
  const open = lastOf(order, counted, [
    { counts: () => true },
    ...goals.map((key) => ({ counts: sum(key) })),
    ...elements.map((key) => ({ counts: sum(key), only: period })),
  ])
  const amounts = partsOf(q, { order, name: (s) => (s.kind === "challenge" ? s.unit : null) })
  const goal = (key: string) => open[goals.indexOf(key) + 1] ?? true
  return {
    actions: open[0] ?? true,
    goal: (number) => goal(elementKey(goalsFramework, String(number))),
    element: (key) =>
      goals.includes(key) ? goal(key) : (open[1 + goals.length + elements.indexOf(key)] ?? false),
    unit: (id) => lastOf(order, amounts, [{ counts: (name) => name === id }])[0] ?? true,
  }
}

function keysOf({ frameworks }: Catalogue): string[] {
  return [...frameworks.values()].flatMap(({ id, elements }) =>
    [...elements.keys()].map((element) => elementKey(id, element)),
  )
}

/** A figure of each period, or of one only: then it comes after what is told of all, and takes nothing from it. */
type Sum = { counts: (name: string) => boolean; only?: Period }

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
function lastOf(order: Period[], parts: WorkPart[], sums: Sum[]): boolean[] {
  const quarter = periodOf("quarter", order.at(-1)?.to ?? "").from
  // Two readers: one who knows nothing from before the quarter, one who knows all of it.
  const readers = [() => true, (part: WorkPart) => part.from >= quarter].map((unknown) => ({
    span: openSpan(),
    sees: (row: Row): Row => row.map((n, i) => (parts[i] && unknown(parts[i]) ? n : 0)),
  }))
  let last: boolean[] = []
  for (const period of order) {
    const cellsIn = (days: Days) =>
      sums.flatMap(({ counts, only }, i) =>
        only === undefined || only === period
          ? cellOf(days, parts, { counts, i, after: only !== undefined })
          : [],
      )
    const few = secretDays(period, parts).flatMap(cellsIn).filter(isFew)
    for (const { row } of few) for (const { span, sees } of readers) span.keepSecret(sees(row))
    const cells = cellsIn(period)
    last = sums.map(() => true)
    for (const { row, people, i } of cells.sort(firstTold)) {
      if (people === 0) continue
      const open = readers.every(({ span, sees }) => span.isSafe(sees(row)))
      last[i] = people >= privacyLimits.contributorsMin && open
      if (last[i]) for (const { span, sees } of readers) span.add(sees(row))
    }
  }
  return last
}

function firstTold(a: Cell, b: Cell): number {
  return Number(a.after) - Number(b.after) || b.people - a.people || a.i - b.i
}

type Days = { from: LocalDate; to: LocalDate }

/** The period, those of other lengths that still run on its last day, and what is told of them by the others: their parts. */
function secretDays(period: Period, parts: WorkPart[]): Days[] {
  const running = kinds.map((kind) => ({ from: periodOf(kind, period.to).from, to: period.to }))
  const quiet = [period, ...running].filter((days) =>
    isFew(cellOf(days, parts, { counts: () => true, i: 0, after: false })),
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

type Cell = { row: Row; people: number; i: number; after: boolean }

function cellOf(
  period: Days,
  parts: WorkPart[],
  q: { counts: (name: string) => boolean; i: number; after: boolean },
): Cell {
  const row = new Float64Array(parts.length)
  const people = new Set<PersonId>()
  for (const [i, part] of parts.entries()) {
    if (part.from < period.from || part.from > period.to || !q.counts(part.name)) continue
    row[i] = 1
    for (const person of part.people) people.add(person)
  }
  return { row, people: largestGroup(people), i: q.i, after: q.after }
}
