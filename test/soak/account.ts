/** What became of each thing that was said, delivered as Slack delivers it. */
import { setTimeout as pause } from "node:timers/promises"
import type { Load, Said } from "./load.ts"

/** What got no answer after all tries: when, what, how the last try ended and after how long. */
type Unanswered = { at: string; what: string; ended: string; ms: number }
/** An event that was not kept comes again at once, after a minute and after five. A command and a page are asked once. */
const againAfterMs = [0, 60_000, 300_000]

export function makeAccount(load: Load) {
  const counts = { said: 0, answered: 0, again: 0 }
  const unanswered: Unanswered[] = []
  let slowest = 0
  /** Null where it was answered as Slack wants it. */
  const once = async (ask: () => Promise<Response>): Promise<string | null> => {
    const from = performance.now()
    try {
      const response = await ask()
      await response.text()
      return response.ok ? null : `status ${response.status}`
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } }
      return cause?.code ?? (error as Error).message
    } finally {
      slowest = Math.max(slowest, performance.now() - from)
    }
  }
  const deliver = async ({ what, isEvent, ask }: Said): Promise<void> => {
    const at = new Date().toISOString()
    const from = performance.now()
    for (const [retry, later] of [...(isEvent ? againAfterMs : []), null].entries()) {
      const ended = await once(() => ask(retry))
      if (ended === null) {
        counts.answered++
        return
      }
      if (later === null) unanswered.push({ at, what, ended, ms: performance.now() - from })
      else {
        counts.again++
        await pause(later)
      }
    }
  }
  return {
    counts: counts as Readonly<typeof counts>,
    unanswered: unanswered as readonly Unanswered[],
    say(): Promise<void> {
      counts.said++
      return deliver(load())
    },
    /** The slowest answer since this was asked last. */
    slowestMs(): number {
      const was = slowest
      slowest = 0
      return was
    },
  }
}
