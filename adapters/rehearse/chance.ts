/** Chance that comes out the same for the same seed, so that a rehearsal can be lived through again. */
export type Chance = {
  /** At least 0, under 1. */
  next(): number
  happens(probability: number): boolean
  /** A whole number, both ends included. */
  whole(from: number, to: number): number
  pick<T>(list: readonly T[]): T
  /** An index; each is as likely as its weight says. */
  weighted(weights: readonly number[]): number
}

/** `about` names whose chance it is: each colleague has their own, so that what one does changes nothing for the others. */
export function chanceOf(seed: number, about: string): Chance {
  let state = fnv(`${seed} ${about}`)
  // Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for who cycles when.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    happens: (probability) => next() < probability,
    whole,
    pick: (list) => {
      if (list.length === 0) throw new Error("there is nothing to pick from")
      return list[whole(0, list.length - 1)] as (typeof list)[number]
    },
    weighted: (weights) => {
      let left = next() * weights.reduce((sum, w) => sum + w, 0)
      const found = weights.findIndex((w) => (left -= w) < 0)
      return found < 0 ? weights.length - 1 : found
    },
  }
}

function fnv(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash | 0
}
