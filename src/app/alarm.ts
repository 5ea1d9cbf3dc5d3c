import type { Instant } from "../domain/id.ts"
import { secondMs } from "../domain/time.ts"

/** Waits until an instant or until somebody rings; a ring that comes first is not lost. */
export type Alarm = {
  now(): Instant
  ring(): void
  /** Null: until somebody rings. May come back earlier: who wakes looks whether it is time. */
  sleep(until: Instant | null): Promise<void>
}

/** Nobody is kept waiting for longer by a timer that nobody needs any more: a process that stops, for one. */
const napMaxMs = 5 * secondMs

/** `now` never goes back behind an instant that was waited for: timers may fire a moment early. */
export function makeAlarm(q: { elapsed: () => number; wait: (ms: number) => Promise<void> }): Alarm {
  let floor = Number.NEGATIVE_INFINITY
  let rung = false
  let wake = () => {}
  const now = () => Math.max(q.elapsed(), floor)
  return {
    now,
    ring() {
      rung = true
      wake()
    },
    async sleep(until) {
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      if (rung) resolve()
      else if (until !== null) {
        const end = Math.min(until, now() + napMaxMs)
        q.wait(Math.max(0, end - now())).then(() => {
          floor = Math.max(floor, end)
          resolve()
        }, resolve)
      }
      await promise
      rung = false
    },
  }
}
