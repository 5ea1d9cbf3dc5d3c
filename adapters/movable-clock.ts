import type { Clock } from "../src/app/ports.ts"
import type { Instant } from "../src/domain/id.ts"

/** Stands still where a rehearsal puts it; runs with the given clock until then and again after `release`. */
export type MovableClock = Clock & { set(at: Instant): void; release(): void }

export function movableClock(clock: Clock): MovableClock {
  let stopped: Instant | null = null
  return {
    now: () => stopped ?? clock.now(),
    set: (at) => {
      stopped = at
    },
    release: () => {
      stopped = null
    },
  }
}
