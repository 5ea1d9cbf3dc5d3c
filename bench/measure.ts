import { performance } from "node:perf_hooks"

/** How is measured: interleaved rounds, medians, and beside them how far the floor strays from itself. */

/** Not fewer, so that one noisy second decides nothing. */
export const roundsMin = 9

export type Rounds = { ours: number[]; floor: number[]; again: number[] }

/**
 * Each round measures the floor, ours and the floor again, in turning order, so that a machine that slows down slows all.
 * Both floors are the same program: their ratio shows what the machine does by itself (A/A).
 * `budgetMs`: after so long no new round begins, so that a busy machine does not measure for ever; who reads the figure is told.
 */
export async function interleave(q: {
  rounds?: number
  budgetMs?: number
  ours: (round: number) => Promise<number>
  floor: (round: number) => Promise<number>
}): Promise<Rounds> {
  const found: Rounds = { ours: [], floor: [], again: [] }
  const rounds = Math.max(roundsMin, q.rounds ?? roundsMin)
  const until = performance.now() + (q.budgetMs ?? Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds && (round === 0 || performance.now() < until); round++) {
    const turns: [number[], (round: number) => Promise<number>][] = [
      [found.floor, q.floor],
      [found.ours, q.ours],
      [found.again, q.floor],
    ]
    for (const [into, run] of round % 2 ? turns.reverse() : turns) into.push(await run(round))
  }
  return found
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

export function quantile(numbers: readonly number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

/** Times that a spread is drawn. */
const draws = 400

/**
 * How far the ratio of medians of the floor against itself strays in nine of ten cases, as a share: 0.05 is 5 %.
 * By bootstrap: rounds are drawn with replacement from both floors, always the same draws.
 */
export function spreadOf({ floor, again }: Rounds): number {
  const pool = [...floor, ...again]
  const chance = draw(1)
  const some = () => floor.map(() => pool[Math.floor(chance() * pool.length)] ?? 0)
  const ratios = Array.from({ length: draws }, () => Math.abs(median(some()) / median(some()) - 1))
  // What both floors really differed by is never hidden by luck of the draws.
  return Math.max(quantile(ratios, 0.9), Math.abs(median(again) / median(floor) - 1))
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function draw(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
