/** How runs and polls begin, by hand and by the clock. */
import { type PersonId, type RunId, streams } from "../domain/id.ts"
import { addDays, atLocal, localDate } from "../domain/time.ts"
import type { Board } from "./board.ts"
import type { Organisation } from "./organisation.ts"
import type { Append } from "./ports.ts"

/** A poll closes so many days after it was opened, at this time in the organisation's zone. */
const openDays = 7
const closesAtTime = "17:00"

export function closingTime(org: Organisation, now: number): number {
  const { zone } = org.settings
  return atLocal({ date: addDays(localDate(now, zone), openDays), time: closesAtTime, zone })
}

/** The next run of a challenge, from now to the end of its last day in the organisation's zone. */
export function startRun(
  org: Organisation,
  q: { board: Board; challenge: string; weeks: number; by: PersonId | null; now: number },
): { run: RunId; append: Append } {
  const { zone } = org.settings
  const { challenge, by } = q
  const number = [...q.board.runs.values()].filter((r) => r.challenge === challenge).length + 1
  const run = `${challenge}.${number}`
  const endsAt = atLocal({ date: addDays(localDate(q.now, zone), q.weeks * 7 + 1), time: "00:00", zone })
  const started = { type: "run.started" as const, run, challenge, endsAt, by }
  return { run, append: { stream: streams.run(run), expect: 0, events: [started] } }
}
