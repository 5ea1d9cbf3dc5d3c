import { describe, expect, test } from "vitest"
import { inner, puzzle, ranges, solver, sum } from "./linear.ts"

/** Three numbers of 0 to 10, twice which is `together`, of which the first is looked for. */
function three(q: { together: number; seen?: { low: number; high: number } }) {
  const p = puzzle()
  const [a, b, c] = [p.variable(0, 10), p.variable(0, 10), p.variable(0, 10)]
  p.know(sum([a, 2], [b, 2], [c, 2]), { low: q.together, high: q.together })
  const seen = q.seen ?? { low: 5, high: 5 }
  return { puzzle: p, wanted: [{ sum: sum([a, 1]), seen, enough: 20, width: inner }], whole: true }
}

describe("the solver behind the adversary", () => {
  test("finds the least and the most", async () => {
    expect(ranges(await solver(), three({ together: 24 }))).toEqual([{ low: 0, high: 10 }])
    expect(ranges(await solver(), three({ together: 50 }))).toEqual([{ low: 5, high: 10 }])
  })

  test("says what contradicts itself: no number, no whole number, or another than is so", async () => {
    const highs = await solver()
    expect(ranges(highs, three({ together: 61 }))).toEqual(["contradicts"])
    expect(ranges(highs, three({ together: 25 }))).toEqual(["contradicts"])
    expect(ranges(highs, three({ together: 50, seen: { low: 4, high: 5 } }))).toEqual(["contradicts"])
  })

  test("does not take for known what it had no time for", async () => {
    expect(ranges(await solver(), { ...three({ together: 24 }), seconds: 0 })).toEqual(["undecided"])
  })

  test("needs no solver for what is wide enough as far as it came", async () => {
    const { wanted, ...q } = three({ together: 24, seen: { low: 1, high: 9 } })
    const easy = wanted.map((one) => ({ ...one, enough: 8 }))
    expect(ranges(await solver(), { ...q, wanted: easy, seconds: 0 })).toEqual([{ low: 1, high: 9 }])
  })
})
