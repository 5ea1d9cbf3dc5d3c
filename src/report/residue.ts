/**
 * What a reader could subtract: a quarter minus its months, a month of today minus the month of last Sunday, all actions minus
 * those for some goals. Whoever looks at every end of a week or month and now must learn no figure of one or two people,
 * whether or not all from before the quarter is known.
 */
import type { Catalogue } from "../domain/content.ts"
import type { LocalDate, PersonId, RunId } from "../domain/id.ts"
import { type Period, type PeriodKind, periodOf } from "../domain/period.ts"
import { privacyLimits } from "./privacy.ts"
import { elementKey, elementsOf, goalsFramework } from "./source.ts"
import { openSpan, type Row } from "./span.ts"
import { type Stand, type Step, stepsUpTo } from "./steps.ts"
import type { Day, Source } from "./tally.ts"
import { groupOf, rest } from "./window.ts"

/** What may be shown of work in the period. What too few people did is not in it. */
export type Shown = {
  actions: boolean
  goal(number: number): boolean
  /** Of quarters: one element of a framework, as `elementKey` names it. */
  element(key: string): boolean
  unit(id: string): boolean
  /** Whether each challenge of the unit may be told from the others, as their factors of CO2 do. */
  challenges(unit: string): boolean
}

/** `day`: the last that is counted. */
type Question = { days: ReadonlyMap<LocalDate, Day>; catalogue: Catalogue; period: Period; day: LocalDate }

export function shownWork(q: Question): Shown {
  const { catalogue, period } = q
  const steps = stepsUpTo(q.day)
  const counted = partsOf(q, { steps, name: (source) => elementsOf(catalogue, source).join(" ") })
  const about = new Map(counted.map(({ name }) => [name, new Set(name.split(" "))]))
  const sum = (key: string) => (name: string) => about.get(name)?.has(key) ?? false
  const goals = [...catalogue.goals.keys()].map((number) => elementKey(goalsFramework, String(number)))
  const elements = period.kind === "quarter" ? keysOf(catalogue) : []
  const open = lastOf({ steps, parts: counted, kind: period.kind, ofActions: true }, [
    { counts: () => true },
    ...goals.map((key) => ({ counts: sum(key), never: "week" as const })),
    ...elements.map((key) => ({ counts: sum(key), only: "quarter" as const, after: true as const })),
  ])
  const goal = (key: string) => open[goals.indexOf(key) + 1] ?? true
  const amounts = byRun(
    partsOf(q, {
      steps,
      name: (source, run) => (source.kind === "challenge" ? `${source.unit} ${source.id} ${run}` : null),
    }),
  )
  const openUnit = (id: string) => {
    const parts = amounts.filter(({ name }) => name.startsWith(`${id} `))
    const runs = [...new Set(parts.map(({ name }) => name))].filter((name) => challengeOf(name) !== name)
    const challenges = [...new Set(parts.map(({ name }) => challengeOf(name)))]
    // Each run first, and each challenge: its own card tells its sum to everybody.
    return lastOf({ steps, parts, kind: period.kind, ofActions: false }, [
      ...runs.map((own) => ({ counts: (name: string) => name === own, before: true as const })),
      ...challenges.map((own) => ({ counts: (name: string) => challengeOf(name) === own })),
      { counts: () => true, after: true },
    ])
  }
  return {
    actions: open[0] ?? true,
    goal: (number) => goal(elementKey(goalsFramework, String(number))),
    element: (key) =>
      goals.includes(key) ? goal(key) : (open[1 + goals.length + elements.indexOf(key)] ?? false),
    unit: (id) => openUnit(id).at(-1) ?? true,
    challenges: (unit) => openUnit(unit).every((shown) => shown),
  }
}

function keysOf({ frameworks }: Catalogue): string[] {
  return [...frameworks.values()].flatMap(({ id, elements }) =>
    [...elements.keys()].map((element) => elementKey(id, element)),
  )
}

/** Work of one name in the days of one step: the unknowns. `weight`: by how many, as often as they did it on a day. */
type WorkPart = { from: LocalDate; name: string; people: Few; weight: number }

/** A run is told from the challenge's others only in a step in which there are two: else its sum is the challenge's. */
function byRun(parts: WorkPart[]): WorkPart[] {
  const key = ({ from, name }: WorkPart) => `${from} ${challengeOf(name)}`
  const together = Map.groupBy(parts, key)
  return parts.map((part) =>
    (together.get(key(part)) ?? []).length > 1 ? part : { ...part, name: challengeOf(part.name) },
  )
}

/** Its unit and id, of a part's name. */
function challengeOf(name: string): string {
  return name.split(" ", 2).join(" ")
}

function partsOf(
  { days }: Question,
  q: { steps: Step[]; name: (source: Source, run: RunId | null) => string | null },
): WorkPart[] {
  const parts = new Map<string, WorkPart>()
  const [first, last] = [q.steps[0], q.steps.at(-1)]
  if (!first || !last) return []
  for (const [date, { work }] of days) {
    if (date < first.from || date > last.to) continue
    const from = q.steps.findLast((step) => step.from <= date)?.from ?? first.from
    for (const { source, run, people } of work.values()) {
      const name = q.name(source, run)
      if (name === null) continue
      const part = parts.get(`${from} ${name}`) ?? { from, name, people: new Map(), weight: 0 }
      for (const [person, w] of people) {
        if (w.done === 0 && w.late === 0 && Math.abs(w.amount) <= rest) continue
        join(part.people, person)
        part.weight++
      }
      if (part.weight > 0) parts.set(`${from} ${name}`, part)
    }
  }
  return [...parts.values()]
}

/** People by the names that hold together, as many of each as it takes to be enough. */
type Few = Map<string, Set<PersonId>>

function join(few: Few, person: PersonId): void {
  const group = few.get(groupOf(person)) ?? new Set()
  few.set(groupOf(person), group)
  if (group.size < privacyLimits.contributorsMin) group.add(person)
}

/**
 * `only`: told in these periods and in no others. `never`: not told in these, and known of them no better for that. `before`: told
 * before the others. `after`: told after them, and takes nothing from them.
 */
type Sum = {
  counts: (name: string) => boolean
  only?: PeriodKind
  never?: PeriodKind
  before?: true
  after?: true
}

/** Whether the figures of that kind that stand at the last step may be shown, for each of the sums over names. */
function lastOf(
  q: { steps: Step[]; parts: WorkPart[]; kind: Period["kind"]; ofActions: boolean },
  sums: Sum[],
): boolean[] {
  const { steps, parts } = q
  const quarter = periodOf("quarter", steps.at(-1)?.to ?? "").from
  // Readers who know nothing from before the quarter, and who know all of it; of actions also who takes what was done once for told.
  const readers = [false, ...(q.ofActions ? [true] : [])].flatMap((knowsOnce) =>
    [() => true, (part: WorkPart) => part.from >= quarter].map((unknown) => ({
      knowsOnce,
      span: openSpan(),
      sees: (row: Row): Row => row.map((n, i) => (parts[i] && unknown(parts[i]) ? n : 0)),
    })),
  )
  /** When the last of the small figures began, of each sum. */
  const small = sums.map(() => "")
  const last = sums.map(() => true)
  for (const step of steps) {
    const cells = step.stands.map((stand) => sums.map((sum, i) => cellOf({ stand, i, sum }, parts)))
    for (const cell of cells.flat()) {
      const { row, people, stand, i } = cell
      if (people === 0 || people >= privacyLimits.contributorsMin) continue
      for (const { knowsOnce, span, sees } of readers) {
        if (knowsOnce && isOnce(cell)) span.add(sees(row))
        else if (isTold(cell)) span.keepSecret(sees(row))
      }
      if (stand.from > (small[i] ?? "")) small[i] = stand.from
    }
    for (const { row, people, stand, i } of cells.flatMap((one) => one.filter(isTold).sort(firstTold))) {
      if (people === 0) continue
      const shown =
        sums[i]?.never !== stand.kind &&
        people >= privacyLimits.contributorsMin &&
        (stand.over || stand.from > (small[i] ?? "")) &&
        readers.every(({ span, sees }) => span.isSafe(sees(row)))
      if (shown) for (const { span, sees } of readers) span.add(sees(row))
      if (step === steps.at(-1) && stand.kind === q.kind) last[i] = shown
    }
  }
  return last
}

type Cell = { stand: Stand; i: number; sum: Sum; row: Row; people: number; weight: number }

function isTold({ sum, stand }: Cell): boolean {
  return sum.only === undefined || sum.only === stand.kind
}

/** That somebody did something is told by withholding it; where that was one action, it is all there is to tell. */
function isOnce(cell: Cell): boolean {
  return cell.weight === 1 && isTold(cell) && cell.sum.never !== cell.stand.kind
}

/** What more people did goes first, so that what must be withheld is the smaller. */
function firstTold(a: Cell, b: Cell): number {
  const rank = ({ sum }: Cell) => Number(sum.after ?? 0) - Number(sum.before ?? 0)
  return rank(a) - rank(b) || b.weight - a.weight || a.i - b.i
}

function cellOf(q: Pick<Cell, "stand" | "i" | "sum">, parts: WorkPart[]): Cell {
  const { stand, sum } = q
  const row = new Float64Array(parts.length)
  const people: Few = new Map()
  let weight = 0
  for (const [i, part] of parts.entries()) {
    if (part.from < stand.from || part.from > stand.to || !sum.counts(part.name)) continue
    row[i] = 1
    weight += part.weight
    for (const group of part.people.values()) for (const person of group) join(people, person)
  }
  return { ...q, row, weight, people: Math.max(0, ...[...people.values()].map((group) => group.size)) }
}
