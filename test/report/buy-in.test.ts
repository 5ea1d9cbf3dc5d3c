import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type BuyInCounts, buyIn, tooLittle } from "../../src/report/buy-in.ts"
import { difference, wilson } from "../../src/report/intervals.ts"
import { anyCounts, counts, workedExample } from "./buy-in-counts.ts"
import { slowIndex, slowWilson } from "./slow-index.ts"

const cases: Record<string, BuyInCounts> = {
  "everybody answered": counts({
    people: 60,
    ladder: [0, 20, 20, 10, 5, 5],
    active: 30,
    answers: 60,
    attitude: [50, 40, 30, 20],
    room: [10, 20, 30, 40, 50],
    loop: [3, 4],
  }),
  "nothing was due": counts({
    people: 500,
    ladder: [300, 100, 50, 30, 15, 5],
    active: 61,
    answers: 160,
    attitude: [100, 90, 120, 20],
    room: [80, 70, 60, 50, 40],
    loop: [0, 0],
  }),
  "just enough answers": counts({
    people: 100,
    ladder: [40, 20, 20, 10, 8, 2],
    active: 25,
    answers: 30,
    attitude: [30, 0, 15, 1],
    room: [29, 28, 3, 2, 17],
    loop: [0, 7],
  }),
  "ten thousand people": counts({
    people: 10_000,
    ladder: [1000, 4000, 3000, 1500, 400, 100],
    active: 3500,
    answers: 4200,
    attitude: [4000, 3000, 2000, 1000],
    room: [2100, 2200, 2300, 2400, 2500],
    loop: [40, 41],
  }),
  "all parts are full": counts({
    people: 35,
    ladder: [0, 0, 0, 0, 0, 35],
    active: 35,
    answers: 34,
    attitude: [33, 34, 33, 34],
    room: [33, 34, 33, 34, 33],
    loop: [9, 9],
  }),
}

describe("the index", () => {
  test("of the worked example has the four figures of its method", () => {
    const { value, sampling, nonResponse, weights } = buyIn(workedExample)
    const shown = [
      value,
      sampling.low,
      sampling.high,
      nonResponse.low,
      nonResponse.high,
      weights.low,
      weights.high,
    ]
    expect(shown.map((n) => n.toFixed(2))).toEqual([
      "49.17",
      "45.75",
      "52.48",
      "34.21",
      "61.21",
      "42.15",
      "55.46",
    ])
  })

  test.each(Object.entries(cases))("agrees with a computation by other means where %s", (_, given) => {
    expectSame(given)
  })

  test("agrees with it for any counts, and each range holds the index", () => {
    fc.assert(
      fc.property(anyCounts, (given) => {
        expectSame(given)
        const made = buyIn(given)
        for (const range of [made.sampling, made.nonResponse, made.weights]) {
          expect(range.low).toBeLessThanOrEqual(made.value + 1e-9)
          expect(range.high).toBeGreaterThanOrEqual(made.value - 1e-9)
        }
      }),
    )
  })

  test("of which more answered than are left on the roster has nothing to estimate, and nobody who was silent", () => {
    const left = counts({
      people: 90,
      ladder: [10, 20, 30, 20, 5, 5],
      active: 40,
      answers: 100,
      attitude: [62, 55, 49, 66],
      room: [48, 51, 60, 44, 33],
      loop: [1, 2],
    })
    const { value, sampling, nonResponse } = buyIn(left)
    expect(sampling).toEqual({ low: value, high: value })
    expect(nonResponse.low).toBeCloseTo(value, 9)
    expect(nonResponse.high).toBeCloseTo(value, 9)
  })

  test("where nothing was due is the same as with a follow-up that equals the rest", () => {
    const given = cases["nothing was due"] as BuyInCounts
    const { value } = buyIn(given)
    const due = 1_000_000
    const same = buyIn({ ...given, loop: { answered: Math.round((value / 100) * due), due } })
    expect(same.value).toBeCloseTo(value, 3)
  })

  test.each([
    { answers: 30, people: 100, why: null },
    { answers: 29, people: 90, why: "fewer than 30 answers" },
    { answers: 72, people: 240, why: null },
    { answers: 71, people: 240, why: "response under 30%" },
    { answers: 3, people: 240, why: "response under 30%" },
  ])("with $answers answers of $people: $why", ({ answers, people, why }) => {
    expect(tooLittle({ answers, people })).toBe(why)
  })
})

describe("a change", () => {
  const share = (count: number, answers: number) => wilson({ count, answers, people: 1_000_000_000 })

  test("between two shares has Newcombe's published interval", () => {
    // Newcombe 1998, table II: 56/70 and 48/80, method 10.
    const { low, high, real } = difference({ now: share(56, 70), before: share(48, 80) })
    expect([low, high].map((n) => n.toFixed(4))).toEqual(["0.0524", "0.3339"])
    expect(real).toBe(true)
  })

  test("that chance can make is not called real", () => {
    expect(difference({ now: share(50, 96), before: share(45, 96) }).real).toBe(false)
    expect(difference({ now: share(45, 96), before: share(75, 96) })).toMatchObject({ real: true })
  })

  test("of nothing is 0 and not real, and turned around it is its opposite", () => {
    fc.assert(
      fc.property(fc.nat(80), fc.nat(80), (a, b) => {
        const there = difference({ now: share(a, 80), before: share(b, 80) })
        const back = difference({ now: share(b, 80), before: share(a, 80) })
        expect(there.value).toBeCloseTo(-back.value, 9)
        expect(there.low).toBeCloseTo(-back.high, 9)
        expect(there.real).toBe(back.real)
        if (a === b) expect(there.real).toBe(false)
      }),
    )
  })

  test("between two Wilson intervals that solve the score equation", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, part) => {
        const count = Math.round(part * n)
        const made = wilson({ count, answers: n, people: 400 })
        const slow = slowWilson({ count, answers: n, people: 400 })
        expect(made.low).toBeCloseTo(slow.low, 6)
        expect(made.high).toBeCloseTo(slow.high, 6)
      }),
    )
  })
})

function expectSame(given: BuyInCounts): void {
  const { value, sampling, nonResponse, weights } = buyIn(given)
  const slow = slowIndex(given)
  const pairs = [
    [value, slow.value],
    [sampling.low, slow.sampling.low],
    [sampling.high, slow.sampling.high],
    [nonResponse.low, slow.nonResponse.low],
    [nonResponse.high, slow.nonResponse.high],
    [weights.low, slow.weights.low],
    [weights.high, slow.weights.high],
  ] as const
  for (const [made, other] of pairs) expect(made).toBeCloseTo(other, 5)
}
