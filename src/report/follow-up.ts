import type { LocalDate, QuestionId } from "../domain/id.ts"
import { questionLimits } from "../domain/question.ts"
import type { Metric } from "./metric.ts"
import { publishFollowUp } from "./privacy.ts"
import type { FollowUp, Published } from "./report.ts"

/** One question, in local days of the organisation. Null: it has not happened. */
export type Followed = {
  /** The last day on which an answer is in time. */
  dueOn: LocalDate
  /** Of the first answer: yes, no or later, each with its reason. */
  answeredOn: LocalDate | null
  withdrawnOn: LocalDate | null
}

/** For readers of the JSON, who see no words. */
export const followUpDefinition = `questions of colleagues answered yes, no or later with a reason, at most ${questionLimits.dueDays} days after they were asked, of those for which that time ended in the period; questions withdrawn before it ended without an answer are not counted`

/**
 * Questions whose time ended in these days, before `today`, and those of them that were answered in time. A question that
 * was taken back in time and without an answer was never due; taken back later it stays, so that what was counted stays.
 */
export function countFollowUp(
  questions: ReadonlyMap<QuestionId, Followed>,
  q: { from: LocalDate; to: LocalDate; today: LocalDate },
): { answered: number; due: number } {
  let answered = 0
  let due = 0
  for (const { dueOn, answeredOn, withdrawnOn } of questions.values()) {
    if (dueOn < q.from || dueOn > q.to || dueOn >= q.today) continue
    if (answeredOn === null && withdrawnOn !== null && withdrawnOn <= dueOn) continue
    due++
    if (answeredOn !== null && answeredOn <= dueOn) answered++
  }
  return { answered, due }
}

/** How management followed up on what colleagues asked. */
export const followUp: Metric<Published<FollowUp>> = ({ followUp: { answered, due }, roster, minGroup }) =>
  publishFollowUp({ answered, due, people: roster.size, minGroup })
