/** What was made of the report on the server itself, by a command beside the bot: noted there, and taken up into the ledger here. */
import { streams } from "../domain/id.ts"
import type { ReportMade } from "../domain/programme.ts"
import type { Organisation } from "./organisation.ts"

export type ServerNote = Omit<ReportMade, "type">
/** The notes that lie waiting. `name` is the same for as long as the note lies there, and no other note has it. */
export type ServerNotes = {
  waiting(): Promise<{ name: string; note: ServerNote }[]>
  remove(name: string): Promise<void>
}

/** A note that cannot be read or recorded now waits for the next minute, and holds up nothing. */
export async function takeUpNotes(org: Organisation): Promise<void> {
  try {
    const { serverNotes } = org
    for (const { name, note } of (await serverNotes?.waiting()) ?? []) {
      await record(org, name, note)
      await serverNotes?.remove(name)
    }
  } catch (error) {
    org.log.error("server notes not taken up", { org: org.id }, error)
  }
}

/** Before it is removed, so that a stop in between loses none; its name is the cause, so that twice is once. */
async function record(org: Organisation, name: string, note: ServerNote): Promise<void> {
  const now = org.clock.now()
  // The command's clock may run ahead of the bot's: nothing was made in the future.
  const made: ReportMade = { type: "report.made", ...note, madeAt: Math.min(note.madeAt, now) }
  await org.store.commit({
    at: now,
    cause: { hash: org.vault.hash(`server note ${name}`), facts: {} },
    appends: [{ stream: streams.programme, expect: "any", events: [made] }],
    outbox: [],
  })
}
