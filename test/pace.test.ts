import fc from "fast-check"
import { expect, it } from "vitest"
import { next, type PaceLimits } from "../src/app/pace.ts"

const limitsOf = fc.record({
  perMinute: fc.integer({ min: 1, max: 20 }),
  minGapMs: fc.integer({ min: 0, max: 5000 }),
})
const gaps = fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 80 })

/** Messages that want to go after these gaps, each as soon as it may. */
function run(wishes: number[], limits: PaceLimits): { wished: number; went: number }[] {
  let now = 0
  const all: { wished: number; went: number }[] = []
  for (const gap of wishes) {
    now += gap
    const sent = all.map((m) => m.went)
    all.push({ wished: now, went: next({ now, sent, limits }) })
  }
  return all
}
const inMinuteFrom = (sent: number[], from: number) =>
  sent.filter((t) => t >= from && t < from + 60_000).length

it("no minute, wherever it begins, has more messages than the limit, and no two are closer than the gap", () => {
  fc.assert(
    fc.property(gaps, limitsOf, (wishes, limits) => {
      const went = run(wishes, limits).map((m) => m.went)
      for (const from of went) expect(inMinuteFrom(went, from)).toBeLessThanOrEqual(limits.perMinute)
      for (const [i, t] of went.entries())
        if (i > 0) expect(t - (went[i - 1] as number)).toBeGreaterThanOrEqual(limits.minGapMs)
    }),
  )
})

it("nobody waits without need: one millisecond sooner would break a limit", () => {
  fc.assert(
    fc.property(gaps, limitsOf, (wishes, limits) => {
      const all = run(wishes, limits)
      for (const [i, { wished, went }] of all.entries()) {
        expect(went).toBeGreaterThanOrEqual(wished)
        if (went === wished) continue
        const before = all.slice(0, i).map((m) => m.went)
        const sooner = went - 1
        const tooClose = sooner - (before.at(-1) as number) < limits.minGapMs
        const tooMany = inMinuteFrom([...before, sooner], sooner - 59_999) > limits.perMinute
        expect(tooClose || tooMany).toBe(true)
      }
    }),
  )
})

it("the order in which earlier messages are told makes no difference", () => {
  fc.assert(
    fc.property(gaps, limitsOf, (sent, limits) => {
      const now = 10_000
      expect(next({ now, sent: [...sent].reverse(), limits })).toBe(next({ now, sent, limits }))
    }),
  )
})

it("the first message goes at once", () => {
  expect(next({ now: 5, sent: [], limits: { perMinute: 1, minGapMs: 1000 } })).toBe(5)
})

it.each([
  { perMinute: 0, minGapMs: 0 },
  { perMinute: Number.NaN, minGapMs: 0 },
  { perMinute: 1, minGapMs: -1 },
])("a pace of %j is a mistake of the programmer", (limits) => {
  expect(() => next({ now: 0, sent: [], limits })).toThrow(RangeError)
})
