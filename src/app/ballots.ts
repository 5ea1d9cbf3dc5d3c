/** Sealing, reading and counting ballots. The key of a confidential poll exists only while the poll is open. */

import type { LocalDate, PersonId } from "../domain/id.ts"
import { type Poll, padBallot, type Result, tally } from "../domain/poll.ts"
import { localDate } from "../domain/time.ts"
import { publishOpinion } from "../report/privacy.ts"
import type { PollOnBoard } from "./board.ts"
import type { Organisation } from "./organisation.ts"
import { onRoster, rosterSize } from "./roster.ts"

type Counted = { result: Result; of: number }

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

/** Counts the ballots of those on the roster; null where the key is gone. */
export async function countBallots(org: Organisation, poll: PollOnBoard): Promise<Counted | null> {
  const today = localDate(org.clock.now(), org.settings.zone)
  const keys = optionKeys(org, poll)
  const ballots = [...poll.ballots]
    .filter(([person]) => isCounted(org, person, today))
    .map(([, ballot]) => ballot)
  const answers = ballots.length
  const of = Math.max(rosterSize(org, today), answers)
  if (!poll.confidential) {
    const named = ballots.map((b) => ("choice" in b ? b.choice : ""))
    return { result: { answers, options: { as: "counts", counts: tally(keys, named) } }, of }
  }
  const key = await pollKey(org, poll.id)
  if (key === null) return null
  const opened = ballots.map((b) => ("sealed" in b ? org.vault.open(b.sealed, key) : ""))
  const { minGroup } = org.settings
  return { result: publishOpinion({ counts: tally(keys, opened), answers, minGroup }), of }
}

export function isCounted(org: Organisation, person: PersonId, today: LocalDate): boolean {
  return onRoster(org.directory.byId(person)?.roster ?? [], today)
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
