import type { LocalDate, PersonId, QuestionId, TextId } from "./id.ts"
import { addDays } from "./time.ts"

/** What management says to a question; always with its reason. "later" may be followed by a yes or a no. */
export type Reply = "yes" | "no" | "later"

/** A question of a colleague to management. What was typed lies beside the ledger, by its id. */
export type QuestionEvent =
  | { type: "question.asked"; question: QuestionId; person: PersonId; text: TextId }
  /** The last one holds. `inChannels`: may be told there, without names, as far as the question itself may. */
  | {
      type: "question.answered"
      question: QuestionId
      by: PersonId
      reply: Reply
      reason: TextId
      inChannels: boolean
    }
  | { type: "question.withdrawn"; question: QuestionId; person: PersonId }
  /** Its text is kept out of the channels: it names somebody, for example. */
  | { type: "question.hidden"; question: QuestionId; by: PersonId }

export const questionLimits = {
  /** The answer is due so many days after the question, that day included. */
  dueDays: 30,
} as const

/** The last day on which an answer is in time; `asked` in the organisation's zone. */
export function dueOn(asked: LocalDate): LocalDate {
  return addDays(asked, questionLimits.dueDays)
}
