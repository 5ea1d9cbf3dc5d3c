import type { Clock } from "../src/app/ports.ts"
import type { Instant } from "../src/domain/id.ts"

/**
 * Stands still where a rehearsal puts it; runs with the given clock until then and again after `release`.
 * `skippedMs`: how much time a rehearsal jumped over so far, forwards; pacing counts it as passed.
 */
export type MovableClock = Clock & { set(at: Instant): void; release(): void; skippedMs(): number }

export function movableClock(clock: Clock): MovableClock {
  let stopped: Instant | null = null
  let skipped = 0
  return {
    now: () => stopped ?? clock.now(),
    set: (at) => {
      if (stopped !== null) skipped += Math.max(0, at - stopped)
      stopped = at
    },
    release: () => {
      stopped = null
    },
    skippedMs: () => skipped,
  }
}
