/** The loops: a tick a minute, deliveries when there is something, redrawing every few seconds. */
import { schedule } from "node-cron"
import type { Running } from "../src/app/open.ts"
import type { Log } from "../src/app/ports.ts"

const redrawEveryMs = 3000

export function startLoops(q: { running: Running; log: Log }): { stop(): Promise<void> } {
  const { running, log } = q
  const under = new Set<Promise<void>>()
  const once = (name: string, run: () => Promise<void>): Promise<void> => {
    const going = run()
      .catch((error) => log.error(`${name} failed`, { org: running.org.id }, error))
      .finally(() => under.delete(going))
    under.add(going)
    return going
  }
  // Ticks queue up by themselves; one that still delivers must not make the next one be left out.
  const minute = schedule("* * * * *", () => once("tick", running.tick), { timezone: "Etc/UTC" })
  const redraw = setInterval(() => once("redrawing", running.redraw), redrawEveryMs)
  void once("tick", running.tick)
  return {
    async stop() {
      clearInterval(redraw)
      await minute.destroy()
      await running.stop()
      await Promise.all(under)
    },
  }
}
