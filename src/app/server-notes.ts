/** What was made of the report on the server itself, by a command beside the bot: noted there, and taken up into the ledger here. */
import { streams } from "../domain/id.ts"
import type { ReportMade } from "../domain/programme.ts"
import type { Organisation } from "./organisation.ts"

export type ServerNote = Omit<ReportMade, "type" | "note">
type Waiting = { name: string; note: ServerNote }
/** The notes that lie waiting. `name` is the same for as long as the note lies there, and no other note has it. */
export type ServerNotes = {
  waiting(): Promise<Waiting[]>
  remove(name: string): Promise<void>
}

/** A note that cannot be read, recorded or removed now waits for another minute, and holds up no other. */
export async function takeUpNotes(org: Organisation): Promise<void> {
  const failed: unknown[] = []
  try {
    const waiting = (await org.serverNotes?.waiting()) ?? []
    const known = waiting.length > 0 ? await recordedIn(org) : new Set<string>()
    for (const one of waiting)
      try {
        if (!known.has(one.name)) await record(org, one)
        await org.serverNotes?.remove(one.name)
      } catch (error) {
        failed.push(error)
      }
  } catch (error) {
    failed.push(error)
  }
  if (failed.length > 0)
    org.log.error("server notes not taken up", { org: org.id, failed: failed.length }, failed.at(-1))
}

/** A cause is remembered for 35 days, and a note may lie there longer. */
async function recordedIn({ store }: Organisation): Promise<Set<string>> {
  const { events } = await store.read(streams.programme)
  return new Set(events.flatMap(({ event }) => (event.type === "report.made" ? (event.note ?? []) : [])))
}

/** Before it is removed, so that a stop in between loses none. */
async function record(org: Organisation, { name, note }: Waiting): Promise<void> {
  const now = org.clock.now()
  // The command's clock may run ahead of the bot's: nothing was made in the future.
  const made: ReportMade = { type: "report.made", ...note, madeAt: Math.min(note.madeAt, now), note: name }
  await org.store.commit({
    at: now,
    cause: { hash: org.vault.hash(`server note ${name}`), facts: {} },
    appends: [{ stream: streams.programme, expect: "any", events: [made] }],
    outbox: [],
  })
}
