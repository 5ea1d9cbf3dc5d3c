import type { Running } from "../../src/app/open.ts"
import type { MovableClock } from "../movable-clock.ts"

/** Placeholder until the rehearsal is written: the first steward's steps. */
export async function rehearseDemo(q: {
  running: Running
  clock: MovableClock
  people: string[]
  say: (line: string) => void
}): Promise<void> {
  await q.running.syncRoster()
  const place = { key: "mvo", name: "mvo", language: null, timeZone: null }
  const actor = { key: "chadia", language: null, timeZone: null }
  for (const [i, text] of [
    "here",
    "programme nudge yes",
    "programme pulse yes",
    "programme challenge yes",
    "settings manager add directeur",
  ].entries())
    await q.running.hear({ delivery: `setup-${i}`, actor, place, text, via: "command" })
}
