import type { Deliveries } from "./report.ts"
import type { Window } from "./window.ts"

/** How messages ended. Each message to each addressee is in exactly one of the five, which add up to all. */
export function deliveries({ outcomes, tooLate }: Window): Deliveries {
  const { sent, failed, paused, unreachable, uncertain } = outcomes
  return {
    addressees: sent + failed + paused + unreachable + uncertain,
    sent,
    failed,
    pausedOrOut: paused,
    unreachable,
    uncertain,
    missed: outcomes.missed + tooLate,
  }
}
