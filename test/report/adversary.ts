/**
 * Somebody who keeps every published report, knows the roster, the catalogue and all rules, and works out what each withheld
 * figure can be at least and at most.
 */
import type { Person } from "../../src/app/ports.ts"
import { nextPeriod, type Period, periodOf } from "../../src/domain/period.ts"
import { type Puzzle, puzzle, ranges, type Sum, solver } from "./linear.ts"

export type Json = {
  period: { id: string }
  figures: {
    reach: Cell
    active: Cell
    actions: Amount
    depth: { acted: Cell }
    sdg: ({ goal: number } & ({ actions: number } | { suppressed: true }))[]
    logged: ({ unit: string } & ({ amount: number } | { suppressed: true }))[]
    segments: { segment: string; reach: Cell; active: Cell }[]
  }
}
type Cell = { count: number; of: number } | { suppressed: true }
type Amount = { count: number } | { suppressed: true }
/** What stands in one report, read by eye: null is withheld. */
export type Reading = { period: Period; json: Json }
export type Range = { low: number; high: number }

/** All weeks, months and the quarter that an organisation of this quarter publishes. */
export function periodsOf(quarter: Period): Period[] {
  const all = [quarter]
  for (const kind of ["month", "week"] as const)
    for (let p = periodOf(kind, quarter.from); p.from <= quarter.to; p = nextPeriod(p)) all.push(p)
  return all
}

/** People whom nothing tells apart: the same segment and the same days on the roster. */
export type Kind = { segment: string | null; size: number; on: (day: string) => boolean }

export function kindsOf(people: readonly Person[]): Kind[] {
  const kinds = new Map<string, Kind>()
  for (const { roster } of people) {
    const key = JSON.stringify(roster)
    const spell = roster[0]
    if (!spell) continue
    const on = (day: string) => spell.from <= day && (spell.to === null || day <= spell.to)
    const known = kinds.get(key) ?? { segment: spell.segment, size: 0, on }
    kinds.set(key, { ...known, size: known.size + 1 })
  }
  return [...kinds.values()]
}

/** Days between any two at which a period begins or ends. */
function atomsOf(periods: Period[]): { from: string; in: (p: Period) => boolean }[] {
  const starts = [...new Set(periods.flatMap((p) => [p.from, nextPeriod(p).from]))].sort().slice(0, -1)
  return starts.map((from) => ({ from, in: (p) => p.from <= from && from <= p.to }))
}

export type Wish = { period: string; segment: string; what: "reach" | "active" }

/** For each wish the range of how many people of that segment took part. `cells: false`: of the totals alone. */
export async function participation(q: {
  readings: Reading[]
  kinds: Kind[]
  wishes: Wish[]
  cells: boolean
  whole: boolean
}): Promise<Range[]> {
  const p = puzzle()
  const periods = q.readings.map((r) => r.period)
  const counts = new Map<string, number>()
  const at = (what: string, kind: number, period: string) => counts.get(`${what} ${kind} ${period}`) ?? -1
  for (const [k, kind] of q.kinds.entries()) {
    for (const what of ["reach", "acted"]) overlapping(p, { kind, k, what, periods, counts })
    for (const { id, kind: length } of periods) {
      p.know(sum([at("reach", k, id), 1], [at("acted", k, id), -1]), { low: 0 })
      if (length === "quarter") twoOfThree(p, { k, quarter: id, periods, counts, size: kind.size })
      else counts.set(`active ${k} ${id}`, at("acted", k, id))
    }
  }
  for (const { period, json } of q.readings) {
    const here = [...q.kinds.entries()].filter(([, kind]) => kind.on(period.to))
    const tell = (what: string, cell: Cell, ks: number[]) => {
      if (!("suppressed" in cell))
        p.know(new Map(ks.map((k) => [at(what, k, period.id), 1])), { low: cell.count, high: cell.count })
    }
    const everybody = here.map(([k]) => k)
    tell("reach", json.figures.reach, everybody)
    tell("active", json.figures.active, everybody)
    tell("acted", json.figures.depth.acted, everybody)
    if (!q.cells) continue
    const named = new Set(json.figures.segments.map((s) => s.segment))
    for (const cell of json.figures.segments) {
      const inCell = (segment: string | null) =>
        cell.segment === "Other" ? segment === null || !named.has(segment) : segment === cell.segment
      const ks = here.filter(([, kind]) => inCell(kind.segment)).map(([k]) => k)
      tell("reach", cell.reach, ks)
      tell("active", cell.active, ks)
    }
  }
  const wanted = q.wishes.map(({ period, segment, what }) => {
    const { to } = periods.find((one) => one.id === period) as Period
    const ks = [...q.kinds.entries()].filter(([, kind]) => kind.segment === segment && kind.on(to))
    return new Map(ks.map(([k]) => [at(what, k, period), 1]))
  })
  return ranges(await solver(), { puzzle: p, wanted, whole: q.whole })
}

/** People who did something in a period are at least those of any part of it, and at most those of all parts together. */
function overlapping(
  p: Puzzle,
  q: { kind: Kind; k: number; what: string; periods: Period[]; counts: Map<string, number> },
): void {
  const { kind, k, what, periods, counts } = q
  const atoms = atomsOf(periods).map((atom) => ({ ...atom, variable: p.variable(0, kind.size) }))
  for (const period of periods) {
    const variable = p.variable(0, kind.size)
    counts.set(`${what} ${k} ${period.id}`, variable)
    const parts = atoms.filter((atom) => atom.in(period)).map((atom) => atom.variable)
    for (const part of parts) p.know(sum([variable, 1], [part, -1]), { low: 0 })
    p.know(sum([variable, 1], ...parts.map((part): [number, number] => [part, -1])), { high: 0 })
  }
  const variableOf = (period: Period) => counts.get(`${what} ${k} ${period.id}`) ?? -1
  for (const whole of periods) {
    const inside = periods.filter((one) => one !== whole && whole.from <= one.from && one.to <= whole.to)
    for (const part of inside) p.know(sum([variableOf(whole), 1], [variableOf(part), -1]), { low: 0 })
    const months = inside.filter((one) => one.kind === "month")
    if (whole.kind === "quarter")
      p.know(sum([variableOf(whole), 1], ...months.map((one): [number, number] => [variableOf(one), -1])), {
        high: 0,
      })
  }
}

/** Active in a quarter is acting in two of its months. */
function twoOfThree(
  p: Puzzle,
  q: { k: number; quarter: string; periods: Period[]; counts: Map<string, number>; size: number },
): void {
  const { k, quarter, counts, size } = q
  const active = p.variable(0, size)
  counts.set(`active ${k} ${quarter}`, active)
  const acted = (id: string) => counts.get(`acted ${k} ${id}`) ?? -1
  const months = q.periods.filter((one) => one.kind === "month").map((one) => acted(one.id))
  const minus = months.map((month): [number, number] => [month, -1])
  p.know(sum([active, 2], ...minus), { high: 0 })
  // Who is not active acted in one month at most, who is in three at most.
  p.know(sum([active, 2], ...minus), { low: -size })
  p.know(sum([active, 1], [acted(quarter), -1]), { high: 0 })
}

export function sum(...terms: [variable: number, factor: number][]): Sum {
  const all = new Map<number, number>()
  for (const [variable, factor] of terms) all.set(variable, (all.get(variable) ?? 0) + factor)
  return all
}

/** What was done: per source, in how many goals and in which unit. */
export type SourceOf = { id: string; goals: number[]; unit: string | null; maxPerLog: number }
export type WorkWish = { period: string; what: "actions" | "logged"; goal?: number; unit?: string }

export async function workDone(q: {
  readings: Reading[]
  sources: SourceOf[]
  wishes: WorkWish[]
  whole: boolean
}): Promise<Range[]> {
  const p = puzzle()
  const periods = q.readings.map((r) => r.period)
  const most = 100_000
  const cells = atomsOf(periods).flatMap((atom) =>
    q.sources.map((source) => {
      const actions = p.variable(0, most)
      const amount = p.variable(0, source.unit === null ? 0 : most * source.maxPerLog)
      // Every log has an amount, and none is above the cap.
      p.know(sum([amount, 1], [actions, -source.maxPerLog]), { high: 0 })
      return { atom, source, actions, amount }
    }),
  )
  const sumOf = ({ period, what, goal, unit }: WorkWish): Sum => {
    const { in: _, ...here } = { in: 0, period: periods.find((one) => one.id === period) as Period }
    const taken = cells.filter(
      ({ atom, source }) =>
        atom.in(here.period) &&
        (goal === undefined || source.goals.includes(goal)) &&
        (unit === undefined || source.unit === unit),
    )
    return new Map(taken.map((cell) => [what === "actions" ? cell.actions : cell.amount, 1]))
  }
  for (const { period, json } of q.readings) {
    const { actions, sdg, logged } = json.figures
    const tell = (wish: Omit<WorkWish, "period">, value: number | null) => {
      const known = sumOf({ ...wish, period: period.id })
      // What is withheld was done by somebody: nothing done by nobody is shown, but where it could be subtracted.
      if (value === null) p.know(known, { low: 0 })
      else p.know(known, { low: value, high: value })
    }
    tell({ what: "actions" }, "suppressed" in actions ? null : actions.count)
    for (const goal of sdg)
      tell({ what: "actions", goal: goal.goal }, "suppressed" in goal ? null : goal.actions)
    for (const unit of logged)
      tell({ what: "logged", unit: unit.unit }, "suppressed" in unit ? null : unit.amount)
    // A unit that is not in the list was not logged.
    for (const unit of new Set(q.sources.map((s) => s.unit)))
      if (unit !== null && !logged.some((l) => l.unit === unit)) tell({ what: "logged", unit }, 0)
  }
  return ranges(await solver(), { puzzle: p, wanted: q.wishes.map(sumOf), whole: q.whole })
}
