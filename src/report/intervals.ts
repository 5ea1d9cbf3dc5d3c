/** How sure a share is: Wilson's interval for a finite population, and the interval of a difference. */

/** Both ends included; in the unit of what it is about. */
export type Interval = { low: number; high: number }
export type Estimate = Interval & { value: number }

/** The 97.5th percentile of the normal distribution: intervals of 95 %. */
const z = 1.959964

/**
 * Wilson's score interval of `count` out of `answers`, with `n_eff = n(N-1)/(N-n)` for a population of `people`: where
 * everybody answered nothing is left to estimate. Shares from 0 to 1. Needs at least one answer.
 * Source: Wilson 1927; the finite form as in the method section of the report.
 */
export function wilson(q: { count: number; answers: number; people: number }): Estimate {
  const value = q.count / q.answers
  if (q.answers >= q.people) return { value, low: value, high: value }
  const n = (q.answers * (q.people - 1)) / (q.people - q.answers)
  const centre = (value + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z * Math.sqrt((value * (1 - value)) / n + z ** 2 / (4 * n ** 2))) / (1 + z ** 2 / n)
  return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

export type Difference = Interval & { value: number; real: boolean }

/**
 * The difference of two estimates by square-and-add: for two Wilson intervals this is Newcombe's method (1998, method 10),
 * for sums of them MOVER (Zou and Donner 2008). Real only where the interval leaves out 0. Conservative where the same
 * people answer twice.
 */
export function difference({ now, before }: { now: Estimate; before: Estimate }): Difference {
  const value = now.value - before.value
  const low = value - Math.hypot(now.value - now.low, before.high - before.value)
  const high = value + Math.hypot(now.high - now.value, before.value - before.low)
  return { value, low, high, real: low > 0 || high < 0 }
}
