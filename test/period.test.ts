import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  mondayOf,
  nextPeriod,
  type PeriodKind,
  periodOf,
  previousPeriod,
  readPeriod,
} from "../src/domain/period.ts"
import { addDays, daysBetween, weekday } from "../src/domain/time.ts"

const kinds: PeriodKind[] = ["week", "month", "quarter", "year"]
const dates = fc.integer({ min: 0, max: 60_000 }).map((n) => addDays("1980-01-01", n))
const days = (p: { from: string; to: string }) => daysBetween(p.from, p.to) + 1

describe("a period", () => {
  it("of each kind holds each day exactly once", () => {
    fc.assert(
      fc.property(dates, fc.constantFrom(...kinds), (date, kind) => {
        const period = periodOf(kind, date)
        expect(period.from <= date && date <= period.to).toBe(true)
        expect(readPeriod(period.id)).toEqual(period)
        for (const edge of [period.from, period.to]) expect(periodOf(kind, edge)).toEqual(period)
        // Its neighbours touch it, so that no day is left out or doubled.
        expect(addDays(previousPeriod(period).to, 1)).toBe(period.from)
        expect(addDays(period.to, 1)).toBe(nextPeriod(period).from)
        expect(previousPeriod(nextPeriod(period))).toEqual(period)
      }),
      { numRuns: 500 },
    )
  })

  it("has the days of its kind", () => {
    fc.assert(
      fc.property(dates, (date) => {
        const week = periodOf("week", date)
        expect([days(week), weekday(week.from), week.from]).toEqual([7, 1, mondayOf(date)])
        expect(periodOf("month", date).from).toBe(`${date.slice(0, 7)}-01`)
        expect([90, 91, 92]).toContain(days(periodOf("quarter", date)))
        expect([365, 366]).toContain(days(periodOf("year", date)))
      }),
    )
  })

  it.each([
    ["2026-W47", "2026-11-16", "2026-11-22"],
    ["2026-W53", "2026-12-28", "2027-01-03"],
    ["2026-W01", "2025-12-29", "2026-01-04"],
    ["2024-02", "2024-02-01", "2024-02-29"],
    ["2026-Q4", "2026-10-01", "2026-12-31"],
    ["2026", "2026-01-01", "2026-12-31"],
  ])("%s goes from %s to %s", (id, from, to) => {
    expect(readPeriod(id)).toMatchObject({ id, from, to })
  })

  it.each([
    "2026-W00",
    "2026-W54",
    "2025-W53",
    "2026-W99",
    "2026-W7",
    "2026-w47",
    "2026-00",
    "2026-13",
    "2026-1",
    "2026-Q0",
    "2026-Q5",
    "2026-q4",
    "2026-11-22",
    "0000",
    "0000-W01",
    "1000-W10",
    "1969-12",
    "26",
    "+2026",
    "-2026",
    "20260",
    " 2026",
    "2026\n",
    "2026-W47\n",
    "2026-W47;drop",
    "2026/../../etc",
    "<b>2026</b>",
    "٢٠٢٦",
    "",
  ])("%j is none", (id) => {
    expect(readPeriod(id)).toBeNull()
  })

  it("is never read from what is not its own name", () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9QW-]{0,9}$/))
    fc.assert(
      fc.property(text, (id) => {
        const period = readPeriod(id)
        if (period) expect(period.id).toBe(id)
        if (period) expect(periodOf(period.kind, period.from).id).toBe(id)
      }),
      { numRuns: 2000 },
    )
  })
})
