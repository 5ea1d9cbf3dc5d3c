/** Sealing, reading and counting ballots. The key of a confidential poll exists only while the poll is open. */
import { type Poll, padBallot, type Result, tally } from "../domain/poll.ts"
import { publishOpinion } from "../report/privacy.ts"
import type { PollOnBoard } from "./board.ts"
import type { Organisation } from "./organisation.ts"

/** Makes the poll's key, durable when it resolves. */
export async function makePollKey(org: Organisation, poll: string): Promise<void> {
  await org.store.keys.put(poll, { sealed: org.vault.seal(org.vault.newKey()), at: org.clock.now() })
}

/** Null where it was destroyed, lost by a restore, or sealed under another SECRET_KEY. */
export async function pollKey(org: Organisation, poll: string): Promise<string | null> {
  const kept = await org.store.keys.get(poll)
  if (!kept) return null
  try {
    return org.vault.open(kept.sealed)
  } catch {
    return null
  }
}

export function sealBallot(org: Organisation, choice: string, key: string): string {
  return org.vault.seal(padBallot(choice), key)
}

/** A person's present choice in an open poll; null where there is none or it can't be read any more. */
export async function choiceOf(org: Organisation, poll: PollOnBoard, person: string): Promise<string | null> {
  const ballot = poll.ballots.get(person)
  if (!ballot) return null
  if ("choice" in ballot) return ballot.choice
  const key = await pollKey(org, poll.id)
  return key === null ? null : org.vault.open(ballot.sealed, key).trim()
}

/** Counts all ballots on the board; null where the key is gone. */
export async function countBallots(
  org: Organisation,
  poll: PollOnBoard,
  keys: string[],
): Promise<Result | null> {
  const ballots = [...poll.ballots.values()]
  if (!poll.confidential) {
    const counts = tally(
      keys,
      ballots.map((b) => ("choice" in b ? b.choice : "")),
    )
    return { answers: ballots.length, options: { as: "counts", counts } }
  }
  const key = await pollKey(org, poll.id)
  if (key === null) return null
  const counts = tally(
    keys,
    ballots.map((b) => ("sealed" in b ? org.vault.open(b.sealed, key) : "")),
  )
  return publishOpinion({ counts, answers: ballots.length, minGroup: org.settings.minGroup })
}

export function optionKeys(org: Organisation, poll: Pick<Poll, "question">): string[] {
  if (poll.question.type === "typed") return poll.question.options.map((o) => o.key)
  return (
    org
      .catalogue()
      .polls.get(poll.question.item)
      ?.options.map((o) => o.key) ?? []
  )
}
