import { median, type Rounds, spreadOf } from "./measure.ts"

/** One line of `bench/latest.json`: the shape is CONTRACT's. `floor` is absolute, in the unit that the name tells. */
export type Line = {
  name: string
  ratio: number
  floor: number
  spread: number
  target: number
  met: boolean
}
/** Absolute figures, by name. */
export type Printed = Record<string, number | string>
export type Outcome = { lines: Line[]; printed: Printed }
/**
 * `run` answers why where it cannot be measured here: it is said and never left out. `apart`: takes hours, and runs only where its
 * whole name is given; `words` are what was said after that.
 */
export type Case = {
  name: string
  apart?: true
  run(words: readonly string[], say: (line: string) => void): Promise<Outcome | { notMeasured: string }>
}

export type Better = "lower" | "higher"

/** Where the floor strays further from itself, the figures say little, and excuse nothing. */
export const spreadMax = 0.25

/** `inSpread`: a miss that the floor's own straying explains is none. */
export function lineOf(
  name: string,
  rounds: Rounds,
  q: { target: number; better: Better; inSpread?: boolean },
): Line {
  const floor = median([...rounds.floor, ...rounds.again])
  const ratio = median(rounds.ours) / floor
  const spread = spreadOf(rounds)
  const within = q.inSpread === true && spread <= spreadMax && Math.abs(ratio - 1) <= spread
  const met = within || (q.better === "lower" ? ratio <= q.target : ratio >= q.target)
  return { name, ratio: round(ratio), floor: round(floor), spread: round(spread), target: q.target, met }
}

/** Three digits are all that such a machine tells. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}
