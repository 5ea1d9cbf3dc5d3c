/**
 * Somebody who keeps every published report, knows the roster of every day with its segments, and all rules; and works out how many
 * people of a group can have taken part, at least and at most.
 *
 * People whom nothing tells apart are counted together. What they did is a flow through time: from one day on which somebody did
 * something to the next. Whoever did nothing in a period has passed by it, so each way in which so many people can have done
 * something on some days is a flow of whole people, and each such flow is such a way.
 */
import type { Person } from "../../../src/app/ports.ts"
import type { LocalDate } from "../../../src/domain/id.ts"
import { type Puzzle, puzzle, type Sum, sum } from "./linear.ts"
import type { Reading } from "./readings.ts"
import { type Atoms, atomsOf, type Days, monthsOf } from "./time.ts"

/** People who are there on the same days, and counted in the same cells. `at`: the reports that count them, and where. */
export type Kind = { size: number; roster: Person["roster"]; at: ReadonlyMap<Reading, Counted> }
/** `group`: whom somebody may want to know of. */
export type Counted = { group: unknown; cell: string }
/** So many people answered a poll that was open in these days, of those who were there on the last. */
export type Answered = Days & { answers: number }
export type What = "reach" | "active"
export type Wish = { reading: Reading; what: What; is: (counted: Counted) => boolean }
/** What is read of a report: the figures of everybody, the cells by name. */
export type Reads = { totals: boolean; cells: (segment: string) => boolean }

export type PeopleQuestion = {
  readings: readonly Reading[]
  kinds: readonly Kind[]
  reads: (reading: Reading) => Reads
  answered: readonly Answered[]
  wishes: readonly Wish[]
}

export function isThere({ roster }: { roster: Person["roster"] }, day: LocalDate): boolean {
  return roster.some((s) => s.from <= day && (s.to === null || day <= s.to))
}

export function peoplePuzzle(q: PeopleQuestion): { puzzle: Puzzle; wanted: Sum[]; sizes: number[] } {
  const p = puzzle()
  const spans: Days[] = [...q.readings.map(daysOf), ...q.readings.flatMap(monthsIn), ...q.answered]
  const atoms = atomsOf(spans)
  const lives = q.kinds.map((kind) => lifeOf(p, { kind, atoms }))
  for (const life of lives)
    for (const span of spans)
      p.know(sum(...life.idle("acted", span), ...minus(life.idle("reach", span))), { low: 0 })
  const cell = (reading: Reading, what: What | "acted", is: Wish["is"]) => {
    const here = lives.filter(({ kind }) => {
      const counted = kind.at.get(reading)
      return counted && is(counted)
    })
    return {
      // Of those who are there, less those who did nothing.
      idle: sum(...here.flatMap((life) => idleOf(p, life, { reading, what }))),
      size: here.reduce((total, { kind }) => total + kind.size, 0),
    }
  }
  const tell = (reading: Reading, q: { what: What | "acted"; is: Wish["is"]; count: number }) => {
    const { idle, size } = cell(reading, q.what, q.is)
    p.know(idle, { low: size - q.count, high: size - q.count })
  }
  for (const reading of q.readings) {
    const { figures } = reading.json
    const { totals, cells } = q.reads(reading)
    const everybody = () => true
    for (const [what, figure] of [
      ["reach", figures.reach],
      ["active", figures.active],
      ["acted", figures.depth.acted],
    ] as const)
      if (totals && !figure.suppressed) tell(reading, { what, is: everybody, count: figure.count })
    for (const { segment, ...figure } of figures.segments)
      for (const what of ["reach", "active"] as const) {
        const one = figure[what]
        if (cells(segment) && !one.suppressed)
          tell(reading, { what, is: (counted) => counted.cell === segment, count: one.count })
      }
  }
  for (const { answers, ...days } of q.answered) {
    const here = lives.filter(({ kind }) => isThere(kind, days.last))
    const size = here.reduce((total, { kind }) => total + kind.size, 0)
    p.know(sum(...here.flatMap((life) => life.idle("reach", days))), { high: size - answers })
  }
  const wanted = q.wishes.map(({ reading, what, is }) => cell(reading, what, is))
  return { puzzle: p, wanted: wanted.map(({ idle }) => idle), sizes: wanted.map(({ size }) => size) }
}

export function daysOf({ from, last }: Reading): Days {
  return { from, last }
}

/** Of a quarter, as far as they have come. */
function monthsIn(reading: Reading): Days[] {
  return reading.period.kind === "quarter" ? monthsOf(daysOf(reading)) : []
}

type Terms = [variable: number, factor: number][]
type Life = {
  kind: Kind
  /** How many did nothing in these days. */
  idle: (what: "reach" | "acted", days: Days) => Terms
  /** How many acted in fewer than two of the months that a quarter has had. */
  seldom: Map<Reading, Terms>
}

function lifeOf(p: Puzzle, q: { kind: Kind; atoms: Atoms }): Life {
  const { kind, atoms } = q
  const there = atoms.starts.flatMap((_, atom) => {
    const { from, last } = atoms.daysOf(atom)
    return kind.roster.some((s) => s.from <= last && (s.to === null || s.to >= from)) ? [atom] : []
  })
  const flows = { reach: flowOf(p, kind.size, there), acted: flowOf(p, kind.size, there) }
  const known = new Map<string, Terms>()
  const idle: Life["idle"] = (what, days) => {
    const { first, last } = atoms.of(days)
    const key = `${what} ${first} ${last}`
    const before = known.get(key)
    if (before) return before
    const terms = flows[what]
      .filter((arc) => arc.from < first && arc.to > last)
      .map((arc): [number, number] => [arc.variable, 1])
    known.set(key, terms)
    return terms
  }
  return { kind, idle, seldom: new Map() }
}

type Arc = { from: number; to: number; variable: number }

/** From one atom in which somebody did something to the next; -1 is the beginning, infinity the end. */
function flowOf(p: Puzzle, size: number, atoms: readonly number[]): Arc[] {
  const stops = [-1, ...atoms, Number.POSITIVE_INFINITY]
  const arcs = stops.flatMap((from, i) =>
    stops.slice(i + 1).map((to): Arc => ({ from, to, variable: p.variable(0, size) })),
  )
  for (const stop of stops) {
    const out = arcs.filter((arc) => arc.from === stop).map((arc) => [arc.variable, 1] as const)
    const into = arcs.filter((arc) => arc.to === stop).map((arc) => [arc.variable, -1] as const)
    const balance = stop === -1 ? size : stop === Number.POSITIVE_INFINITY ? -size : 0
    p.know(sum(...out, ...into), { low: balance, high: balance })
  }
  return arcs
}

function idleOf(p: Puzzle, life: Life, q: { reading: Reading; what: What | "acted" }): Terms {
  const { reading, what } = q
  if (what === "active" && reading.period.kind === "quarter") return seldomIn(p, life, reading)
  return life.idle(what === "reach" ? "reach" : "acted", daysOf(reading))
}

/** Active in a quarter is acting in two of its months: people by the set of months in which they acted. */
function seldomIn(p: Puzzle, life: Life, reading: Reading): Terms {
  const before = life.seldom.get(reading)
  if (before) return before
  const months = monthsIn(reading)
  const sets = Array.from({ length: 2 ** months.length }, (_, set) => ({
    set,
    variable: p.variable(0, life.kind.size),
  }))
  const count = (set: number) => months.filter((_, i) => (set >> i) & 1).length
  p.know(sum(...sets.map(({ variable }) => [variable, 1] as const)), {
    low: life.kind.size,
    high: life.kind.size,
  })
  const without = (has: (set: number) => boolean, days: Days) => {
    const idle = sets.filter(({ set }) => !has(set)).map(({ variable }) => [variable, 1] as const)
    p.know(sum(...idle, ...minus(life.idle("acted", days))), { low: 0, high: 0 })
  }
  for (const [i, month] of months.entries()) without((set) => ((set >> i) & 1) === 1, month)
  without((set) => set !== 0, daysOf(reading))
  const terms = sets
    .filter(({ set }) => count(set) < 2)
    .map(({ variable }): [number, number] => [variable, 1])
  life.seldom.set(reading, terms)
  return terms
}

function minus(terms: Terms): Terms {
  return terms.map(([variable, factor]) => [variable, -factor])
}
