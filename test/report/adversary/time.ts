/** Days between any two at which something that was read begins or ends: nobody can tell them apart. */
import type { LocalDate } from "../../../src/domain/id.ts"
import { nextPeriod, periodOf } from "../../../src/domain/period.ts"
import { addDays } from "../../../src/domain/time.ts"

export function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b
}

export type Days = { from: LocalDate; last: LocalDate }
export function monthsOf({ from, last }: Days): Days[] {
  const months: Days[] = []
  for (let month = periodOf("month", from); month.from <= last; month = nextPeriod(month))
    months.push({ from: month.from > from ? month.from : from, last: earlier(month.to, last) })
  return months
}

export type Atoms = {
  starts: LocalDate[]
  /** First and last of the atoms that make up these days. */
  of(days: Days): { first: number; last: number }
  daysOf(atom: number): Days
}

export function atomsOf(spans: readonly Days[]): Atoms {
  const cuts = [...new Set(spans.flatMap(({ from, last }) => [from, addDays(last, 1)]))].sort()
  const starts = cuts.slice(0, -1)
  const at = new Map(cuts.map((cut, i) => [cut, i]))
  const index = (cut: LocalDate) => {
    const i = at.get(cut)
    if (i === undefined) throw new Error(`nothing that was read begins on ${cut}`)
    return i
  }
  return {
    starts,
    of: ({ from, last }) => ({ first: index(from), last: index(addDays(last, 1)) - 1 }),
    daysOf: (atom) => ({ from: starts[atom] ?? "", last: addDays(cuts[atom + 1] ?? "", -1) }),
  }
}
