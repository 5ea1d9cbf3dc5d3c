/** The benchmarks' own arithmetic: a figure that cannot be wrong proves nothing. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { lineOf } from "../bench/case.ts"
import { draw, interleave, median, roundsMin, spreadOf } from "../bench/measure.ts"

/** A machine that strays by a tenth either way, ours `times` as slow as the floor. */
async function measured(times: number, seed = 1) {
  const chance = draw(seed)
  const noisy = async () => 100 * (0.9 + 0.2 * chance())
  return interleave({ rounds: 15, floor: noisy, ours: async () => (await noisy()) * times })
}

describe("a ratio", () => {
  it("finds what was planted, and no more than the floor itself strays", async () => {
    for (const times of [0.5, 1, 1.4, 3]) {
      const { ratio, spread } = lineOf("planted", await measured(times), { target: 1, better: "lower" })
      expect(Math.abs(ratio / times - 1)).toBeLessThan(0.1)
      expect(spread).toBeLessThan(0.15)
      expect(spread).toBeGreaterThan(0.005)
    }
  })

  it("misses its target where it is beyond it, on the right side", async () => {
    const slower = await measured(1.6)
    const met = (target: number, better: "lower" | "higher", inSpread = false) =>
      lineOf("planted", slower, { target, better, inSpread }).met
    expect(met(1.5, "lower")).toBe(false)
    expect(met(1.8, "lower")).toBe(true)
    expect(met(1.5, "higher")).toBe(true)
    expect(met(1.8, "higher")).toBe(false)
    // The spread excuses what it explains, and nothing beyond.
    expect(met(1.2, "lower", true)).toBe(false)
  })

  it("has at least nine rounds, each with both floors, in turning order", async () => {
    const order: string[] = []
    const note = (name: string) => async () => order.push(name)
    const { floor, ours, again } = await interleave({ rounds: 1, floor: note("f"), ours: note("o") })
    expect([floor.length, ours.length, again.length]).toEqual([roundsMin, roundsMin, roundsMin])
    expect(order.slice(0, 6).join("")).toBe("foffof")
    expect((await interleave({ budgetMs: 0, floor: note("f"), ours: note("o") })).ours).toHaveLength(1)
  })
})

it("a spread is at least what the two floors really differed by", () => {
  const rounds = { ours: [], floor: Array(9).fill(100), again: Array(9).fill(130) }
  expect(spreadOf(rounds)).toBeGreaterThanOrEqual(0.3 - 1e-9)
})

it("a median lies in the middle", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (numbers) => {
      const middle = median(numbers)
      expect(numbers.filter((n) => n < middle).length).toBeLessThanOrEqual(numbers.length / 2)
      expect(numbers.filter((n) => n > middle).length).toBeLessThanOrEqual(numbers.length / 2)
    }),
  )
})
