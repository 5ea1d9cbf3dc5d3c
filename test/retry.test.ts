import fc from "fast-check"
import { expect, it } from "vitest"
import { retryAt, retryLimits } from "../src/app/retry.ts"

const { attemptsMax, firstWaitMs, waitMaxMs, platformWaitMaxMs } = retryLimits
const now = Date.parse("2026-11-23T08:00:00Z")
const waitOf = (attempt: number, waitMs?: number) => {
  const retry = retryAt(attempt, now, waitMs)
  return retry.type === "retry" ? retry.at - now : null
}

it("a clean failure is tried again after twice the time of the last, up to the cap, and then given up", () => {
  const waits = Array.from({ length: attemptsMax + 1 }, (_, i) => waitOf(i + 1))
  expect(waits.slice(0, 3)).toEqual([firstWaitMs, 2 * firstWaitMs, 4 * firstWaitMs])
  expect(waits.slice(-3)).toEqual([waitMaxMs, null, null])
})

it("nothing is tried for ever, nor at once, nor sooner than the platform asked", () => {
  const attempts = fc.integer({ min: 1, max: 100 })
  const asked = fc.oneof(fc.constant(undefined), fc.double({ min: 0, max: platformWaitMaxMs, noNaN: true }))
  fc.assert(
    fc.property(attempts, asked, (attempt, waitMs) => {
      const wait = waitOf(attempt, waitMs)
      expect(wait === null).toBe(attempt >= attemptsMax)
      if (wait === null) return
      expect(Number.isInteger(wait)).toBe(true)
      expect(wait).toBeGreaterThanOrEqual(Math.max(firstWaitMs, waitMs ?? 0))
      expect(wait).toBeLessThan(Math.max(waitMaxMs, waitMs ?? 0) + 1)
    }),
  )
})

it("a platform that asks to wait longer than a day is taken to say no", () => {
  expect(waitOf(1, platformWaitMaxMs)).toBe(platformWaitMaxMs)
  expect(waitOf(1, platformWaitMaxMs + 1)).toBeNull()
  expect(waitOf(1, Number.POSITIVE_INFINITY)).toBeNull()
})

it.each([-5, Number.NaN, 0])("a wait of %s is none", (waitMs) => {
  expect(waitOf(1, waitMs)).toBe(firstWaitMs)
})
