import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { publishOpinion } from "../../src/report/privacy.ts"

const keys = ["a", "b", "c"]

describe("what a closing poll shows", () => {
  test.each([
    { answers: 9, counts: { a: 5, b: 4, c: 0 }, options: null },
    { answers: 10, counts: { a: 10, b: 0, c: 0 }, options: null },
    { answers: 40, counts: { a: 0, b: 40, c: 0 }, options: null },
    { answers: 0, counts: { a: 0, b: 0, c: 0 }, options: null },
    {
      answers: 10,
      counts: { a: 9, b: 1, c: 0 },
      options: { as: "shares", shares: { a: 0.9, b: 0.1, c: 0 } },
    },
    {
      answers: 19,
      counts: { a: 7, b: 12, c: 0 },
      options: { as: "shares", shares: { a: 0.35, b: 0.65, c: 0 } },
    },
    { answers: 20, counts: { a: 7, b: 12, c: 1 }, options: { as: "counts", counts: { a: 7, b: 12, c: 1 } } },
  ])("$answers answers as $counts", ({ answers, counts, options }) => {
    expect(publishOpinion({ answers, counts, minGroup: 10 })).toEqual({ answers, options })
  })

  test("of several choices, an option that everybody chose hides the poll", () => {
    const result = publishOpinion({ answers: 30, counts: { a: 30, b: 12, c: 3 }, minGroup: 10 })
    expect(result.options).toBeNull()
  })

  test("no option is ever shown of fewer answers than the smallest group, nor of a unanimous group", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...keys), { maxLength: 60 }),
        fc.integer({ min: 5, max: 25 }),
        (ballots, minGroup) => {
          const counts = Object.fromEntries(keys.map((k) => [k, ballots.filter((b) => b === k).length]))
          const { options } = publishOpinion({ counts, answers: ballots.length, minGroup })
          const mayShow = ballots.length >= minGroup && new Set(ballots).size > 1
          expect(options !== null).toBe(mayShow)
          if (options?.as === "counts") expect(ballots.length).toBeGreaterThanOrEqual(20)
          if (options?.as === "shares") {
            expect(ballots.length).toBeLessThan(20)
            for (const share of Object.values(options.shares)) expect((share * 20) % 1).toBeCloseTo(0, 9)
          }
        },
      ),
    )
  })
})
