import type { PartEvent, RunEvent } from "./challenge.ts"
import type { MemberEvent } from "./member.ts"
import type { NudgeEvent } from "./nudge.ts"
import type { BallotEvent, PollEvent } from "./poll.ts"
import type { DeliveryEvent, OccasionEvent, ProgrammeEvent } from "./programme.ts"
import type { QuestionEvent } from "./question.ts"

/** Everything that can have happened. Past tense; ids and numbers only. */
export type Event =
  | MemberEvent
  | RunEvent
  | PartEvent
  | NudgeEvent
  | PollEvent
  | BallotEvent
  | QuestionEvent
  | ProgrammeEvent
  | OccasionEvent
  | DeliveryEvent

/** The version of the shapes above that is written today. */
export const eventVersion = 1

/** Lifts an event written by an older release to today's shape. Throws where the version is from a later release. */
export function lift(stored: { v: number; event: { type: string } }): Event {
  if (stored.v > eventVersion)
    throw new Error(
      `An event of version ${stored.v} was written by a later release; this one knows up to ${eventVersion}. Start the newer release again.`,
    )
  return stored.event as Event
}
