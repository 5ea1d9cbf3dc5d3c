import { streams } from "../domain/id.ts"
import { pollKey } from "./ballots.ts"
import type { Organisation } from "./organisation.ts"
import { transact } from "./transact.ts"

/** After a start: polls whose key was lost (a restore) are void. Closings that were cut short are finished by the first tick. */
export async function recover(org: Organisation): Promise<void> {
  const board = await org.board.upToDate()
  for (const poll of board.polls.values()) {
    const undecided = poll.phase === "open" || poll.phase === "closing"
    if (!undecided || !poll.confidential || (await pollKey(org, poll.id))) continue
    await transact({ org, cause: null }, async () => ({
      appends: [
        { stream: streams.poll(poll.id), expect: "any", events: [{ type: "poll.voided", poll: poll.id }] },
      ],
    }))
    org.log.warn("poll void: its key is lost", { poll: poll.id })
  }
}
