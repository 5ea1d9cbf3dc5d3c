/** When an office is emptier than on other days. */
import type { LocalDate } from "../../src/domain/id.ts"
import { weekday } from "../../src/domain/time.ts"

/** Part of the colleagues that is away, by month and day: Dutch school holidays, roughly as they fall. */
const holidays: readonly { from: string; to: string; away: number }[] = [
  { from: "01-01", to: "01-01", away: 0.97 },
  { from: "01-02", to: "01-05", away: 0.5 },
  { from: "02-15", to: "02-28", away: 0.25 },
  { from: "04-27", to: "04-27", away: 0.95 },
  { from: "04-28", to: "05-10", away: 0.3 },
  { from: "07-11", to: "08-23", away: 0.45 },
  { from: "10-12", to: "10-25", away: 0.3 },
  { from: "12-21", to: "12-24", away: 0.5 },
  { from: "12-25", to: "12-26", away: 0.97 },
  { from: "12-27", to: "12-31", away: 0.75 },
]

export function partAway(date: LocalDate): number {
  const day = date.slice(5)
  return holidays.find((h) => h.from <= day && day <= h.to)?.away ?? 0.06
}

export function isWorkingDay(date: LocalDate): boolean {
  return weekday(date) <= 5
}
