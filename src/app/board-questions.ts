/** Questions to management, as the board holds them. */
import type { Event } from "../domain/event.ts"
import type { Instant, QuestionId } from "../domain/id.ts"
import { evolveQuestion, type StaffQuestion } from "../domain/question.ts"

export type Questions = Map<QuestionId, StaffQuestion>

export function onQuestion(questions: Questions, event: Event, at: Instant): void {
  switch (event.type) {
    case "question.asked":
    case "question.answered":
    case "question.withdrawn":
    case "question.hidden": {
      const after = evolveQuestion(questions.get(event.question) ?? null, event, at)
      if (after) questions.set(event.question, after)
    }
  }
}
