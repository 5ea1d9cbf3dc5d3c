/**
 * The index by other means than src/report: Wilson's bounds by halving on the score equation, extremes over weights by
 * trying all corners, people one by one instead of counts per step.
 */
import type { BuyInCounts } from "../../src/report/buy-in.ts"

type Bounds = { low: number; high: number }
type Item = { agree: number; answers: number }

/** |share - p| = z * sqrt(p(1-p) / n), with the finite population in n. */
export function slowWilson(q: { count: number; answers: number; people: number }): Bounds {
  const share = q.count / q.answers
  if (q.answers >= q.people) return { low: share, high: share }
  const n = (q.answers * (q.people - 1)) / (q.people - q.answers)
  const outside = (p: number) => (share - p) ** 2 > (1.959964 ** 2 * p * (1 - p)) / n
  return { low: edge(outside, { from: 0, to: share }), high: edge(outside, { from: 1, to: share }) }
}

/** Between `from`, outside unless the edge is there, and `to`, inside. */
function edge(outside: (p: number) => boolean, { from, to }: { from: number; to: number }): number {
  if (from === to) return from
  let [out, inside] = [from, to]
  for (let i = 0; i < 200; i++) {
    const half = (out + inside) / 2
    if (outside(half)) out = half
    else inside = half
  }
  return inside
}

export function slowIndex(
  counts: BuyInCounts,
): { value: number } & Record<"sampling" | "nonResponse" | "weights", Bounds> {
  const { people } = counts
  const everybody = counts.ladder.flatMap((n, step) => Array.from({ length: n }, () => step))
  const depth = everybody.reduce((sum, step) => sum + step / 5, 0) / people
  const sure = [
    [10, counts.reach / people],
    [20, counts.active / people],
    [15, depth],
    ...(counts.loop.due > 0 ? [[10, counts.loop.answered / counts.loop.due] as const] : []),
  ] as const
  const withItems = (share: (item: Item) => number) => [
    ...sure,
    [25, average(counts.attitude.map(share))] as const,
    [20, average(counts.room.map(share))] as const,
  ]
  const wilson = (i: Item) => slowWilson({ count: i.agree, answers: i.answers, people })
  const silent = (i: Item) => people - i.answers
  const parts = withItems((i) => i.agree / i.answers)
  return {
    value: mean(parts),
    sampling: { low: mean(withItems((i) => wilson(i).low)), high: mean(withItems((i) => wilson(i).high)) },
    nonResponse: {
      low: mean(withItems((i) => i.agree / people)),
      high: mean(withItems((i) => (i.agree + silent(i)) / people)),
    },
    weights: corners(parts),
  }
}

type Weighted = readonly (readonly [weight: number, value: number])[]

function corners(parts: Weighted): Bounds {
  const means = Array.from({ length: 2 ** parts.length }, (_, corner) =>
    mean(parts.map(([weight, value], i) => [weight * ((corner >> i) & 1 ? 1.5 : 0.5), value])),
  )
  return { low: Math.min(...means), high: Math.max(...means) }
}

function mean(parts: Weighted): number {
  let [top, bottom] = [0, 0]
  for (const [weight, value] of parts) {
    top += weight * value
    bottom += weight
  }
  return (100 * top) / bottom
}

function average(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}
