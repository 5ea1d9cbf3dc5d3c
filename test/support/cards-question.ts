/** Questions to management, as short and as long as people can make them. */
import { pageOf } from "../../src/app/pages.ts"
import { lengthOf, perPage } from "../../src/app/use/question.ts"
import { questionLimits, type Reply } from "../../src/domain/question.ts"
import type { Card } from "../../src/view/card.ts"
import {
  answersCard,
  myQuestionsCard,
  type QuestionView,
  questionAskedCard,
  questionCheckCard,
  questionFormCard,
  questionReplyCard,
} from "../../src/view/question-card.ts"
import {
  answerFormCard,
  correctCard,
  questionAnsweredCard,
  questionsCard,
} from "../../src/view/questions-card.ts"
import { type Drawing, sized } from "./cards-content.ts"

const replies: Reply[] = ["yes", "no", "later"]

export function questionCards({ look, size, language }: Drawing): Record<string, Card> {
  const it = sized(size)
  const isLong = size === "longest"
  const text = it.line(questionLimits.textMax, language)
  const answer = { reply: "later" as const, reason: it.line(questionLimits.reasonMax, language) }
  const due = language === "nl" ? "wo 25 november" : "Wed 25 November"
  const open: QuestionView = {
    id: "qabcd",
    text,
    isThere: true,
    due,
    daysLeft: 30,
    hidden: isLong,
    answer: null,
  }
  const answered = { ...open, daysLeft: -1, answer }
  const late = { ...open, daysLeft: -3 }
  const promise = { adviser: it.line(120, language), answerDays: 30, keptDays: 60 }
  /** As many as the bot puts on a page. */
  const page = (view: QuestionView) =>
    pageOf(Array<QuestionView>(isLong ? 9 : 1).fill(view), { wanted: 1, ...perPage, lengthOf }).shown
  const headline = isLong ? look.say("question.withdrawn") : null
  const cut = { page: 1, pages: isLong ? 9 : 1 }
  const again = `question "${text}" sure`
  return {
    question: questionFormCard(look, { promise, max: questionLimits.textMax, hasAsked: isLong }),
    "question, asked once more": questionCheckCard(look, { adviser: promise.adviser, text, again }),
    "question asked": questionAskedCard(look, { view: open, promise }),
    "my questions": myQuestionsCard(look, { headline, views: page(answered), ...cut, mayAsk: true }),
    "my questions, late": myQuestionsCard(look, { headline, views: page(late), ...cut, mayAsk: true }),
    "my questions, none": myQuestionsCard(look, { headline: null, views: [], ...cut, mayAsk: false }),
    "reply to a question": questionReplyCard(look, answered),
    answers: answersCard(look, { views: page(answered), ...cut, keptDays: 60 }),
    "answers, none": answersCard(look, { views: [], ...cut, keptDays: 60 }),
    questions: questionsCard(look, { headline, views: page(open), waiting: 200, ...cut }),
    "questions, late": questionsCard(look, { headline, views: page(late), waiting: 200, ...cut }),
    "questions, answered with later": questionsCard(look, {
      headline,
      views: page(answered),
      waiting: 0,
      ...cut,
    }),
    "questions, none": questionsCard(look, { headline: null, views: [], waiting: 0, ...cut }),
    ...Object.fromEntries(
      replies.map((reply) => [
        `answer ${reply}`,
        answerFormCard(look, {
          view: open,
          reply,
          verb: "answer",
          apart: isLong,
          max: questionLimits.reasonMax,
        }),
      ]),
    ),
    "answer to correct": correctCard(look, { view: answered, again: `question correct qabcd no "${text}"` }),
    "question answered": questionAnsweredCard(look, {
      reply: "later",
      told: !isLong,
      waiting: isLong ? 200 : 0,
    }),
  }
}
