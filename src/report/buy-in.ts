/** The Draagvlak-index (buy-in index) of a quarter from raw counts, with its parts and its three ranges. */
import { type Estimate, type Interval, wilson } from "./intervals.ts"

/** A choice, not science: published with the index, and kept for a year. Behaviour 45 %, opinion 45 %, follow-up 10 %. */
export const buyInWeights = {
  reach: 0.1,
  active: 0.2,
  depth: 0.15,
  attitude: 0.25,
  room: 0.2,
  loop: 0.1,
} as const
export type Part = keyof typeof buyInWeights

/** The weights as they count: with nothing due that of loop is spread over the others, in proportion. */
export function weightsWith({ loop }: { loop: number | null }): Record<Part, number> {
  if (loop !== null) return buyInWeights
  const others = 1 - buyInWeights.loop
  const parts = Object.entries(buyInWeights).map(([part, weight]) => [part, weight / others])
  return { ...(Object.fromEntries(parts) as Record<Part, number>), loop: 0 }
}

export const buyInLimits = {
  /** Fewer answers to the item with the fewest: no index. */
  answersMin: 30,
  /** A smaller share of the roster: no index. */
  responseMin: 0.3,
  /** Weights may be this much smaller or larger in the third range. */
  weightSlack: 0.5,
  steps: 5,
} as const

/** Counts of one opinion item: who (strongly) agreed, of all answers. "Don't know" is an answer and no agreement. */
export type ItemCount = { item: string; agree: number; answers: number }
export type BuyInCounts = {
  /** Everybody on the roster, those who opted out included. */
  people: number
  reach: number
  active: number
  /** People per step 0 to 5; they add up to `people`. */
  ladder: readonly number[]
  attitude: readonly ItemCount[]
  room: readonly ItemCount[]
  /** Questions that were due in the quarter, and those answered in time. */
  loop: { answered: number; due: number }
}

/** Per part, from 0 to 100, unrounded. Loop is null where nothing was due. */
export type Parts = Record<Exclude<Part, "loop">, number> & { loop: number | null }
export type BuyIn = {
  value: number
  parts: Parts
  /** The fewest answers to one item. */
  answers: number
  sampling: Interval
  nonResponse: Interval
  weights: Interval
}

/** Takes counts of a quarter in which every item was asked; whether they are enough for an index says `tooLittle`. */
export function buyIn(counts: BuyInCounts): BuyIn {
  const parts = partsOf(counts, (item) => item.agree / item.answers)
  const at = (share: (item: ItemCount) => number) => weighted(partsOf(counts, share))
  const { people } = counts
  return {
    value: weighted(parts),
    parts,
    answers: fewestAnswers(counts),
    sampling: {
      low: at((i) => wilsonOf(i, people).low),
      high: at((i) => wilsonOf(i, people).high),
    },
    nonResponse: { low: at((i) => silent(i, people).low), high: at((i) => silent(i, people).high) },
    weights: overWeights(parts),
  }
}

/** Why there is no index; null where there is one. `answers`: the fewest to one item. */
export function tooLittle(q: {
  answers: number
  people: number
}): "response under 30%" | "fewer than 30 answers" | null {
  if (q.answers < buyInLimits.responseMin * q.people) return "response under 30%"
  return q.answers < buyInLimits.answersMin ? "fewer than 30 answers" : null
}

function fewestAnswers({ attitude, room }: Pick<BuyInCounts, "attitude" | "room">): number {
  return Math.min(...[...attitude, ...room].map((i) => i.answers))
}

/** The mean over items as an estimate, from 0 to 100; the bounds are averaged too, as if all items erred to one side. */
export function meanOf(items: readonly ItemCount[], people: number): Estimate {
  const all = items.map((item) => wilsonOf(item, people))
  return {
    value: 100 * mean(all.map((e) => e.value)),
    low: 100 * mean(all.map((e) => e.low)),
    high: 100 * mean(all.map((e) => e.high)),
  }
}

/** From 0 to 100: step times people, of everybody on the highest step. */
export function depthOf(ladder: readonly number[], people: number): number {
  const sum = ladder.reduce((total, count, step) => total + step * count, 0)
  return (100 * sum) / (buyInLimits.steps * people)
}

/** People who answered and left the roster before its last day were part of the population that was asked. */
function populationOf(item: ItemCount, people: number): number {
  return Math.max(people, item.answers)
}

function wilsonOf(item: ItemCount, people: number): Estimate {
  return wilson({ count: item.agree, answers: item.answers, people: populationOf(item, people) })
}

/** Everybody who said nothing is against, or for. */
function silent(item: ItemCount, people: number): Interval {
  const all = populationOf(item, people)
  return { low: item.agree / all, high: (item.agree + all - item.answers) / all }
}

function partsOf(counts: BuyInCounts, share: (item: ItemCount) => number): Parts {
  const { people, loop } = counts
  return {
    reach: (100 * counts.reach) / people,
    active: (100 * counts.active) / people,
    depth: depthOf(counts.ladder, people),
    attitude: 100 * mean(counts.attitude.map(share)),
    room: 100 * mean(counts.room.map(share)),
    loop: loop.due === 0 ? null : (100 * loop.answered) / loop.due,
  }
}

/** A part without a value gives its weight to the others in proportion. */
function weighted(parts: Parts): number {
  const known = knownParts(parts)
  return sum(known.map((p) => p.weight * p.value)) / sum(known.map((p) => p.weight))
}

/**
 * The exact extremes of the weighted mean where every weight may be half as large or as small: at an extreme each weight
 * stands at one of its ends, with one cut along the sorted parts.
 */
function overWeights(parts: Parts): Interval {
  const known = knownParts(parts).sort((a, b) => a.value - b.value)
  const { weightSlack: slack } = buyInLimits
  const means = known.flatMap((_, cut) =>
    [1, -1].map((sign) => {
      const heavy = known.map((p, i) => p.weight * (1 + (i < cut ? -sign : sign) * slack))
      return sum(known.map((p, i) => (heavy[i] ?? 0) * p.value)) / sum(heavy)
    }),
  )
  return { low: Math.min(...means), high: Math.max(...means) }
}

function knownParts(parts: Parts): { value: number; weight: number }[] {
  return (Object.keys(buyInWeights) as Part[]).flatMap((part) => {
    const value = parts[part]
    return value === null ? [] : [{ value, weight: buyInWeights[part] }]
  })
}

function mean(values: number[]): number {
  return sum(values) / values.length
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
