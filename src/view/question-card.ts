/** Questions to management, as the one who asks sees them. */
import type { Reply } from "../domain/question.ts"
import type { Block, Card, Rich } from "./card.ts"
import {
  button,
  eyebrow,
  type Look,
  makeCard,
  note,
  paragraph,
  primary,
  quiet,
  row,
  t,
  title,
} from "./look.ts"

export type QuestionView = {
  id: string
  /** As typed; "(withdrawn)" where `isThere` is false. */
  text: string
  isThere: boolean
  /** The last day for an answer, in words. */
  due: string
  /** Negative where that day is over. */
  daysLeft: number
  hidden: boolean
  answer: { reply: Reply; reason: string } | null
}

/** What is promised about what is typed, and what is not. */
export type Promised = { adviser: string; answerDays: number; keptDays: number }

export function questionFormCard(look: Look, q: { promise: Promised; max: number; hasAsked: boolean }): Card {
  return makeCard(look, {
    kind: "question",
    summary: t(look, "question.title"),
    blocks: [
      title(t(look, "question.title")),
      paragraph(look.say("question.intro", { days: q.promise.answerDays })),
      {
        type: "form",
        id: "question",
        field: { kind: "text", label: t(look, "question.label"), maxLength: q.max },
        text: 'question "{value}"',
        submit: t(look, "question.submit"),
      },
      row(
        q.hasAsked ? quiet(t(look, "question.button.mine"), "question mine") : null,
        quiet(t(look, "question.button.answers"), "question answers"),
      ),
      ...promised(look, q.promise),
    ],
  })
}

/** Before anything is kept: this may belong with somebody who listens in confidence. */
export function questionCheckCard(look: Look, q: { adviser: string; text: string; again: string }): Card {
  return makeCard(look, {
    kind: "question-check",
    summary: t(look, "question.check.title"),
    blocks: [
      title(t(look, "question.check.title")),
      paragraph(look.say("question.check.text", { adviser: q.adviser })),
      paragraph(quoted(q.text)),
      row(button(t(look, "question.check.sure"), q.again), quiet(t(look, "question.check.no"), "today")),
      note(look.say("question.check.note")),
    ],
  })
}

export function questionAskedCard(look: Look, q: { view: QuestionView; promise: Promised }): Card {
  const { view } = q
  return makeCard(look, {
    kind: "question-asked",
    summary: t(look, "question.asked", { due: view.due }),
    blocks: [
      paragraph(look.say("question.asked", { due: view.due })),
      paragraph(quoted(view.text)),
      row(
        view.isThere ? button(t(look, "question.button.withdraw"), `question withdraw ${view.id}`) : null,
        quiet(t(look, "question.button.mine"), "question mine"),
      ),
      ...promised(look, q.promise),
    ],
  })
}

export function myQuestionsCard(
  look: Look,
  q: { headline: Rich | null; views: QuestionView[]; page: number; pages: number; mayAsk: boolean },
): Card {
  return makeCard(look, {
    kind: "my-questions",
    summary: t(look, "question.mine.title"),
    blocks: [
      q.headline ? paragraph(q.headline) : null,
      title(t(look, "question.mine.title")),
      q.views.length === 0 ? paragraph(look.say("question.mine.none")) : null,
      ...q.views.flatMap((view): (Block | null)[] => [
        eyebrow(stateOf(look, view)),
        paragraph(quoted(view.text)),
        view.answer ? paragraph(answerLine(look, view.answer)) : null,
        view.isThere ? row(quiet(t(look, "question.button.withdraw"), `question withdraw ${view.id}`)) : null,
      ]),
      row(
        q.page < q.pages ? button(t(look, "more"), `question mine ${q.page + 1}`) : null,
        q.mayAsk ? primary(t(look, "question.button.ask"), "question") : null,
      ),
      note(look.say("question.mine.note")),
    ],
  })
}

/** The answer, to the one who asked and nobody else. */
export function questionReplyCard(
  look: Look,
  view: QuestionView & { answer: { reply: Reply; reason: string } },
): Card {
  const { reply } = view.answer
  return makeCard(look, {
    kind: "question-reply",
    summary: t(look, "question.reply.summary", { reply: t(look, `question.reply.${reply}`) }),
    blocks: [
      eyebrow(t(look, "question.reply.eyebrow")),
      paragraph(quoted(view.text)),
      paragraph(answerLine(look, view.answer)),
      row(quiet(t(look, "question.button.mine"), "question mine")),
      note(look.say("question.reply.note")),
    ],
  })
}

/** "You said, we did": what may be read by all. */
export function answersCard(
  look: Look,
  q: { views: QuestionView[]; page: number; pages: number; keptDays: number },
): Card {
  return makeCard(look, {
    kind: "answers",
    summary: t(look, "question.answers.title"),
    blocks: [
      title(t(look, "question.answers.title")),
      q.views.length === 0 ? paragraph(look.say("question.answers.none")) : null,
      ...q.views.map((view) =>
        paragraph([...quoted(view.text), ...(view.answer ? ["\n", ...answerLine(look, view.answer)] : [])]),
      ),
      row(
        q.page < q.pages ? button(t(look, "more"), `question answers ${q.page + 1}`) : null,
        quiet(t(look, "question.button.ask"), "question"),
      ),
      note(look.say("question.answers.note", { days: q.keptDays })),
    ],
  })
}

export function answerLine(look: Look, { reply, reason }: { reply: Reply; reason: string }): Rich {
  return [{ strong: `${t(look, `question.reply.${reply}`)}.` }, ` ${reason}`]
}

export function quoted(text: string): Rich {
  return [`“${text}”`]
}

function stateOf(look: Look, view: QuestionView): string {
  if (view.answer) return t(look, "question.state.answered")
  if (!view.isThere) return t(look, "question.state.gone")
  return t(look, view.daysLeft < 0 ? "question.state.past" : "question.state.waiting", { due: view.due })
}

function promised(look: Look, { adviser, keptDays }: Promised): Block[] {
  return [
    note(look.say("question.no-channel", { adviser })),
    note(look.say("question.promise", { days: keptDays })),
  ]
}
