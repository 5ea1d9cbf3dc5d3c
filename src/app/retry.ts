import type { Instant } from "../domain/id.ts"
import { hourMs, minuteMs } from "../domain/time.ts"

/** Nine tries over some 36 minutes: an outage of a platform is outlived, a broken message does not go on for days. */
export const retryLimits = {
  attemptsMax: 9,
  firstWaitMs: 10_000,
  waitMaxMs: 15 * minuteMs,
  /** A platform that asks for more is taken to say no. */
  platformWaitMaxMs: 24 * hourMs,
} as const

export type Retry = { type: "retry"; at: Instant } | { type: "give-up" }

/**
 * After the `attempt`th clean failure, counted from 1. Waits 10 s, 20 s, 40 s … up to the cap.
 * `waitMs` is what the platform asked for: never sooner than that, though it be longer than the cap.
 */
export function retryAt(attempt: number, now: Instant, waitMs = 0): Retry {
  if (attempt >= retryLimits.attemptsMax || waitMs > retryLimits.platformWaitMaxMs) return { type: "give-up" }
  const ours = Math.min(retryLimits.waitMaxMs, retryLimits.firstWaitMs * 2 ** (Math.max(1, attempt) - 1))
  return { type: "retry", at: now + (waitMs > ours ? Math.ceil(waitMs) : ours) }
}
