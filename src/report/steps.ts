/** When a reader of the report could look: at every end of a week or a month of the quarter so far, and now. */
import type { LocalDate } from "../domain/id.ts"
import { nextPeriod, type PeriodKind, periodOf } from "../domain/period.ts"
import { addDays } from "../domain/time.ts"

/** A week, month or quarter as it stands at the end of a day. */
export type Stand = { kind: PeriodKind; from: LocalDate; to: LocalDate; over: boolean }
/** What stands at the end of one day, the shortest first. */
export type Step = { from: LocalDate; to: LocalDate; stands: Stand[] }

/**
 * Each step's own days follow those of the step before: no week or month begins within them. The week in which the quarter
 * began has its days from before the quarter; months and quarters before it have not.
 */
export function stepsUpTo(day: LocalDate): Step[] {
  const quarter = periodOf("quarter", day)
  const first = periodOf("week", quarter.from)
  const starts = new Set<LocalDate>()
  for (let week = first; week.from <= day; week = nextPeriod(week)) starts.add(week.from)
  for (let month = periodOf("month", quarter.from); month.from <= day; month = nextPeriod(month))
    starts.add(month.from)
  const from = [...starts].sort()
  return from.map((start, i): Step => {
    const next = from[i + 1]
    const to = next ? addDays(next, -1) : day
    const kinds: PeriodKind[] = start < quarter.from ? ["week"] : ["week", "month", "quarter"]
    const stands = kinds.map((kind) => {
      const period = periodOf(kind, to)
      return { kind, from: period.from, to, over: period.to === to }
    })
    return {
      from: start,
      to,
      stands: stands.sort((a, b) => (a.from > b.from ? -1 : a.from < b.from ? 1 : 0)),
    }
  })
}
