/**
 * The index once more, from raw counts by the method that the report prints, along other ways than the report's code: Wilson's
 * bounds as the two roots of the score equation, the extremes over weights by all 64 corners.
 */
import { sum } from "./checks.ts"

export type ItemAgain = { agree: number; answers: number }
export type CountsAgain = {
  people: number
  reach: number
  active: number
  ladder: readonly number[]
  attitude: readonly ItemAgain[]
  room: readonly ItemAgain[]
  loop: { answered: number; due: number }
}
export type Bounds = { low: number; high: number }
export type PartName = keyof typeof weightsAgain

/** In hundredths, as published. */
export const weightsAgain = { reach: 10, active: 20, depth: 15, attitude: 25, room: 20, loop: 10 } as const

const z2 = 1.959964 ** 2

/** (share - p)² = z² p (1 - p) / n, solved for p; n grows with the part of the population that answered. */
export function wilsonAgain({ agree, answers }: ItemAgain, people: number): Bounds {
  const share = agree / answers
  const asked = Math.max(people, answers)
  if (answers === asked) return { low: share, high: share }
  const per = z2 / ((answers * (asked - 1)) / (asked - answers))
  // a p² + b p + c = 0
  const [a, b, c] = [1 + per, -(2 * share + per), share * share]
  const root = Math.sqrt(Math.max(0, b * b - 4 * a * c))
  return { low: Math.max(0, (-b - root) / (2 * a)), high: Math.min(1, (-b + root) / (2 * a)) }
}

export type IndexAgain = {
  value: number
  parts: Record<PartName, number | null>
  sampling: Bounds
  nonResponse: Bounds
  weights: Bounds
  attitude: Bounds & { value: number }
  room: Bounds & { value: number }
}

export function indexAgain(counts: CountsAgain): IndexAgain {
  const { people } = counts
  const parts = partsWith(counts, (i) => i.agree / i.answers)
  const at = (share: (item: ItemAgain) => number) => weighted(partsWith(counts, share))
  const silent = (i: ItemAgain) => Math.max(people, i.answers) - i.answers
  const all = (i: ItemAgain) => Math.max(people, i.answers)
  const opinion = (part: "attitude" | "room") => ({
    value: 100 * mean(counts[part].map((i) => i.agree / i.answers)),
    low: 100 * mean(counts[part].map((i) => wilsonAgain(i, people).low)),
    high: 100 * mean(counts[part].map((i) => wilsonAgain(i, people).high)),
  })
  return {
    value: weighted(parts),
    parts,
    sampling: { low: at((i) => wilsonAgain(i, people).low), high: at((i) => wilsonAgain(i, people).high) },
    nonResponse: { low: at((i) => i.agree / all(i)), high: at((i) => (i.agree + silent(i)) / all(i)) },
    weights: corners(parts),
    attitude: opinion("attitude"),
    room: opinion("room"),
  }
}

export function partsWith(
  counts: CountsAgain,
  share: (item: ItemAgain) => number,
): Record<PartName, number | null> {
  const { people, ladder, loop } = counts
  const opinion = (items: readonly ItemAgain[]) => (items.length === 0 ? null : 100 * mean(items.map(share)))
  // One who stands on step 3 of 5 counts for 60.
  const depth = sum(ladder.map((count, step) => count * 20 * step)) / people
  return {
    reach: (counts.reach / people) * 100,
    active: (counts.active / people) * 100,
    depth,
    attitude: opinion(counts.attitude),
    room: opinion(counts.room),
    loop: loop.due > 0 ? (loop.answered / loop.due) * 100 : null,
  }
}

/** The interval of now minus before, by square-and-add; `real` where it leaves out 0. */
export function movedAgain(q: {
  now: Bounds & { value: number }
  before: Bounds & { value: number }
}): Bounds & { value: number; real: boolean } {
  const { now, before } = q
  const value = now.value - before.value
  const low = value - Math.sqrt((now.value - now.low) ** 2 + (before.high - before.value) ** 2)
  const high = value + Math.sqrt((now.high - now.value) ** 2 + (before.value - before.low) ** 2)
  return { value, low, high, real: low > 0 || high < 0 }
}

type Parts = Record<PartName, number | null>

function known(parts: Parts): [weight: number, value: number][] {
  return (Object.keys(weightsAgain) as PartName[]).flatMap((name) => {
    const value = parts[name]
    return value === null ? [] : [[weightsAgain[name], value] as [number, number]]
  })
}

function weighted(parts: Parts): number {
  const pairs = known(parts)
  return sum(pairs.map(([w, v]) => w * v)) / sum(pairs.map(([w]) => w))
}

/** Each weight half as large or half as small again: a weighted mean has its extremes at corners. */
function corners(parts: Parts): Bounds {
  const pairs = known(parts)
  const means: number[] = []
  for (let corner = 0; corner < 2 ** pairs.length; corner++) {
    const heavy = pairs.map(([w, v], i) => [w * ((corner >> i) % 2 === 1 ? 1.5 : 0.5), v] as const)
    means.push(sum(heavy.map(([w, v]) => w * v)) / sum(heavy.map(([w]) => w)))
  }
  return { low: Math.min(...means), high: Math.max(...means) }
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length
}
