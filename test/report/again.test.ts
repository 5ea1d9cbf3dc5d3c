/** What recomputes the figures takes nothing from what made them, and comes to the same by other ways. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { nextPeriod, periodOf, readPeriod } from "../../src/domain/period.ts"
import { addDays } from "../../src/domain/time.ts"
import { around, spanOf } from "../../src/report/again/calendar.ts"
import { written } from "../../src/report/again/canonical.ts"
import { indexAgain, movedAgain, wilsonAgain } from "../../src/report/again/index-again.ts"
import { type BuyInCounts, buyIn, meanOf } from "../../src/report/buy-in.ts"
import { canonical } from "../../src/report/canonical.ts"
import { difference } from "../../src/report/intervals.ts"
import { parse } from "../tidy/parse.ts"
import { anyCounts, workedExample } from "./buy-in-counts.ts"
import { slowIndex, slowWilson } from "./slow-index.ts"

const folder = join(import.meta.dirname, "../../src/report/again")
const rangesOf = (q: { sampling: object; nonResponse: object; weights: object }) =>
  [q.sampling, q.nonResponse, q.weights].flatMap((range) => Object.values(range) as number[])

test("it imports nothing but itself", () => {
  const files = readdirSync(folder)
  expect(files.length).toBeGreaterThan(5)
  const imports = files.flatMap((name) => parse(name, readFileSync(join(folder, name), "utf8")).imports)
  expect(imports.filter((i) => !/^\.\/[\w-]+\.ts$/.test(i.from))).toEqual([])
})

describe("the index", () => {
  test("of the worked example has its four figures once more", () => {
    const { value, sampling, nonResponse, weights } = indexAgain(workedExample)
    const shown = [value, ...rangesOf({ sampling, nonResponse, weights })].map((n) => n.toFixed(2))
    expect(shown).toEqual(["49.17", "45.75", "52.48", "34.21", "61.21", "42.15", "55.46"])
  })

  test("comes to the same as the report's and as a third computation, for any counts", () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const [again, made, slow] = [indexAgain(counts), buyIn(counts), slowIndex(counts)]
        expect(again.value).toBeCloseTo(made.value, 8)
        for (const [i, end] of rangesOf(again).entries()) {
          expect(end).toBeCloseTo(rangesOf(made)[i] ?? Number.NaN, 8)
          expect(end).toBeCloseTo(rangesOf(slow)[i] ?? Number.NaN, 5)
        }
        for (const [part, value] of Object.entries(made.parts))
          if (value === null) expect(again.parts[part as "loop"]).toBeNull()
          else expect(again.parts[part as "loop"]).toBeCloseTo(value, 8)
      }),
    )
  })

  test("has Wilson's bounds, as halving on the score equation finds them", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (answers, part) => {
          const agree = Math.round(part * answers)
          const again = wilsonAgain({ agree, answers }, 400)
          const slow = slowWilson({ count: agree, answers, people: 400 })
          expect(again.low).toBeCloseTo(slow.low, 6)
          expect(again.high).toBeCloseTo(slow.high, 6)
        },
      ),
    )
  })

  test("changes by the same interval, and is called real in the same cases", () => {
    fc.assert(
      fc.property(anyCounts, anyCounts, (a, b) => {
        const estimate = (c: BuyInCounts) => ({ value: buyIn(c).value, ...buyIn(c).sampling })
        const pairs = [
          { now: estimate(a), before: estimate(b) },
          { now: meanOf(a.room, a.people), before: meanOf(b.room, b.people) },
        ]
        for (const pair of pairs) {
          const [again, made] = [movedAgain(pair), difference(pair)]
          expect(again.low).toBeCloseTo(made.low, 8)
          expect(again.high).toBeCloseTo(made.high, 8)
          if (Math.abs(made.low) > 1e-6 && Math.abs(made.high) > 1e-6) expect(again.real).toBe(made.real)
        }
      }),
    )
  })
})

test("the calendar knows the same periods, on every day of forty years", () => {
  for (const kind of ["week", "month", "quarter", "year"] as const)
    for (let period = periodOf(kind, "1998-12-20"); period.from < "2039-01-01"; period = nextPeriod(period)) {
      expect(spanOf(period.id)).toEqual(period)
      for (const day of [period.from, addDays(period.from, 3), period.to])
        expect(around(kind, day)).toEqual(period)
    }
  const odd = [
    "2026-W00",
    "2026-W54",
    "2025-W53",
    "2026-W1",
    "2026-Q0",
    "2026-Q5",
    "2026-Q01",
    "2026-13",
    "2026-00",
  ]
  for (const id of [...odd, "2026-1", "26", "x", "", "2026-W47x"]) {
    expect(spanOf(id)).toBeNull()
    expect(readPeriod(id)).toBeNull()
  }
})

test("the one way to write a value is the same as the report's, whatever the value", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      fc.pre(JSON.stringify(value).isWellFormed())
      expect(written(JSON.parse(JSON.stringify(value)))).toBe(canonical(value))
    }),
  )
})
