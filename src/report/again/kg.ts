/** Kilograms once more: the amount times the factors that could count for its unit on the days of the period. */
import { type Checks, isNumber, type Json, toOneDecimal } from "./checks.ts"
import type { ContentAgain } from "./evidence.ts"

type Values = ContentAgain["factors"][number]["values"][number]

export function kgAgain(q: {
  cell: string
  unit: string
  amount: number
  kg: Json
  days: { from: string; to: string }
  content: ContentAgain
  checks: Checks
}): void {
  const { cell, kg, content, checks, amount } = q
  const ids = new Set(content.challenges.filter((c) => c.unit === q.unit).map((c) => c.factor))
  const perFactor = content.factors.filter((f) => ids.has(f.id)).map((f) => inForce(f.values, q.days))
  const all = perFactor.flat()
  const years = [...new Set(all.map((v) => v.year))]
  checks.holds("kg", `${cell}.factorYear`, {
    found: kg["factorYear"],
    expected: years.length > 0 ? years.join(" or ") : "no factor for this unit",
    is: years.some((year) => year === kg["factorYear"]),
  })
  // Where values changed within the period, a day's minus may stand under others than its plus.
  if (all.length === 0 || perFactor.some((values) => values.length > 1)) return
  for (const bound of ["low", "mid", "high"] as const) {
    const found = kg[bound]
    const ends = all.map((v) => amount * v[bound])
    const [least, most] = [Math.min(...ends), Math.max(...ends)]
    const expected =
      all.length === 1 ? `${amount} times ${all[0]?.[bound]}, rounded` : `from ${least} to ${most}, rounded`
    const is = isNumber(found) && found >= least - toOneDecimal && found <= most + toOneDecimal
    checks.holds("kg", `${cell}.${bound}`, { found, expected, is })
  }
}

/** Which of the values count on at least one of the days: each from its first day to the next one's; the oldest also before. */
function inForce(values: readonly Values[], { from, to }: { from: string; to: string }): Values[] {
  return values.filter((v, i) => {
    const begins = i === values.length - 1 || v.from === null ? "" : v.from
    const next = values[i - 1]
    const ends = next === undefined ? "9999" : (next.from ?? "")
    return begins <= to && ends > from
  })
}
