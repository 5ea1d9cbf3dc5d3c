/** The same numbers for the same seed. */
export type Chance = {
  /** From 0 to 1, without 1. */
  next(): number
  below(n: number): number
  pick<T>(items: readonly T[]): T
  happens(probability: number): boolean
}

export function chanceOf(seed: number): Chance {
  const next = mulberry32(seed)
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    happens: (probability) => next() < probability,
  }
}

/** Numbers from 0 to below 1, the same for the same seed. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
