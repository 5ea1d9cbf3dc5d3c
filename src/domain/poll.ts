import type { PollKind } from "./content.ts"
import type { Instant, PersonId, PlaceId, PollId, TextId } from "./id.ts"
import { neverAnAnswer, neverAsked } from "./never-asked.ts"
import { type Refusal, refuse } from "./refusal.ts"

/** What is asked: an item of the catalogue, or a question that a steward typed (texts by id). */
export type Question =
  | { type: "item"; item: string }
  | { type: "typed"; question: TextId; options: { key: string; text: TextId }[] }

/** A result in the only form in which opinions are published (DESIGN §4, small groups). */
export type Result = {
  answers: number
  /** Null under MIN_GROUP answers, or where all answers are equal. Counts from 20 answers; under 20 shares in steps of 5 points. */
  options:
    | null
    | { as: "counts"; counts: Record<string, number> }
    | { as: "shares"; shares: Record<string, number> }
}

export type PollEvent =
  | {
      type: "poll.opened"
      poll: PollId
      question: Question
      kind: PollKind
      confidential: boolean
      closesAt: Instant
      by: PersonId | null
      places: PlaceId[]
    }
  | { type: "poll.closing"; poll: PollId }
  /** `of`: how many were on the roster that day; only their answers are counted. */
  | { type: "poll.closed"; poll: PollId; result: Result; of: number }
  /** The key was lost (a restore): nothing can be counted. */
  | { type: "poll.voided"; poll: PollId }

/** `sealed` for confidential polls: all of one length. `choice` for named ones: option keys joined by commas. */
export type BallotEvent =
  | { type: "ballot.sealed"; poll: PollId; person: PersonId; sealed: string }
  | { type: "ballot.named"; poll: PollId; person: PersonId; choice: string }

export type Poll = {
  id: PollId
  question: Question
  kind: PollKind
  confidential: boolean
  openedAt: Instant
  closesAt: Instant
  by: PersonId | null
  places: PlaceId[]
  phase: "open" | "closing" | "closed" | "void"
  closedAt: Instant | null
  result: Result | null
  of: number | null
}

/** Numbers of a typed question's options. */
export const pollLimits = {
  optionsMin: 2,
  optionsMax: 10,
  questionMax: 200,
  optionMax: 75,
  openMax: 20,
  ballotBytes: 64,
} as const

/** `choice` as it stands in a command: one key, or several joined by commas. Sorted and without doubles. */
export function readChoice(kind: PollKind, keys: string[], choice: string): string | Refusal {
  const chosen = [
    ...new Set(
      choice
        .split(",")
        .map((k) => k.trim().toLowerCase())
        .filter(Boolean),
    ),
  ].sort((a, b) => keys.indexOf(a) - keys.indexOf(b))
  if (chosen.length === 0) return refuse("poll.no-choice")
  if (chosen.some((k) => !keys.includes(k))) return refuse("poll.no-such-option", { keys: keys.join(", ") })
  if (kind !== "multiple" && chosen.length > 1) return refuse("poll.one-choice")
  return chosen.join(",")
}

export function mayVote(poll: Poll, now: Instant): Refusal | null {
  return poll.phase === "open" && now < poll.closesAt ? null : refuse("poll.closed", { id: poll.id })
}

/** Pads to one length, so that a sealed ballot's size tells nothing. Throws where a choice does not fit: it would stand out. */
export function padBallot(choice: string): string {
  const fits = choice.length <= pollLimits.ballotBytes && /^[\x20-\x7e]*$/.test(choice)
  if (!fits) throw new RangeError("Option keys are too long, or not plain ASCII, for a ballot of one length")
  return choice.padEnd(pollLimits.ballotBytes, " ")
}

/** Counts ballots; each is option keys joined by commas. */
export function tally(keys: string[], ballots: string[]): Record<string, number> {
  const counts = Object.fromEntries(keys.map((k) => [k, 0]))
  for (const ballot of ballots)
    for (const key of ballot.trim().split(","))
      if (Object.hasOwn(counts, key)) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

/** Whether a text asks for what the bot never asks. */
export function asksForbidden(text: string): boolean {
  return neverAnAnswer.test(text.trim()) || neverAsked.some((pattern) => pattern.test(text))
}
