import type { Instant } from "../domain/id.ts"
import { minuteMs, secondMs } from "../domain/time.ts"

/** What one conversation, or one workspace, bears. `perMinute` is at least 1 and holds for every minute, wherever it begins. */
export type PaceLimits = { perMinute: number; minGapMs: number }

/** All that holds for one workspace at once; every message keeps to each part that is about it. */
export type Pace = {
  /** One place, or one person. */
  conversation: PaceLimits
  /** Counts calls, of which a message may take several. */
  workspace: PaceLimits
  /** The most calls that one message takes; absent: 1. */
  callsMax?: number
  /** All messages to persons together; absent: like those to places. */
  persons?: PaceLimits
  /** Redrawing messages that were posted. */
  redrawing: PaceLimits
}

/** For a platform that names no limits of its own: slow enough for any. */
export const usualPace: Pace = {
  conversation: { perMinute: 50, minGapMs: secondMs },
  workspace: { perMinute: 594, minGapMs: 101 },
  redrawing: { perMinute: 594, minGapMs: 0 },
}

/**
 * The earliest instant, now or later, at which one more message may go. `sent` are the earlier ones in any order, also those reserved for later.
 * Where several limits hold (conversation and workspace), the latest of the answers holds.
 */
export function next(q: { now: Instant; sent: Instant[]; limits: PaceLimits }): Instant {
  return nextAfter({ ...q, sent: [...q.sent].sort((a, b) => a - b) })
}

/** The same for earlier ones in their order: it looks at two of them, however many there are. */
export function nextAfter(q: { now: Instant; sent: readonly Instant[]; limits: PaceLimits }): Instant {
  const { perMinute, minGapMs } = q.limits
  if (!(perMinute >= 1 && minGapMs >= 0)) throw new RangeError("A pace allows at least one message a minute")
  const last = q.sent.at(-1) ?? Number.NEGATIVE_INFINITY
  const first = q.sent.at(-Math.floor(perMinute)) ?? Number.NEGATIVE_INFINITY
  return Math.max(q.now, last + minGapMs, first + minuteMs)
}
