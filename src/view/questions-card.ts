/** Questions to management, as those see them who answer. Never who asked. */
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
  short,
  t,
  title,
} from "./look.ts"
import { answerLine, type QuestionView, quoted } from "./question-card.ts"

const replies: Reply[] = ["yes", "no", "later"]
/** Of an answer that said "later": all of it was read when it was given. */
const reasonShown = 90

/** `waiting`: all that wait, on this page and others. */
export function questionsCard(
  look: Look,
  q: { headline: Rich | null; views: QuestionView[]; waiting: number; page: number; pages: number },
): Card {
  return makeCard(look, {
    kind: "questions",
    summary: t(look, "questions.title"),
    blocks: [
      q.headline ? paragraph(q.headline) : null,
      title(t(look, "questions.title")),
      paragraph(look.say("questions.waiting", { n: q.waiting })),
      ...q.views.flatMap((view): (Block | null)[] => [
        eyebrow(view.id, stateOf(look, view), view.hidden ? t(look, "questions.hidden") : ""),
        paragraph(quoted(view.text)),
        view.answer
          ? paragraph(answerLine(look, { ...view.answer, reason: short(view.answer.reason, reasonShown) }))
          : null,
        row(
          ...replies
            .filter((reply) => !view.answer || reply !== "later")
            .map((reply) =>
              button(t(look, `question.reply.${reply}`), `question answer ${view.id} ${reply}`),
            ),
        ),
      ]),
      q.page < q.pages ? row(quiet(t(look, "more"), `questions ${q.page + 1}`)) : null,
      note(look.say("questions.note")),
    ],
  })
}

/** One question and the field for the reason. `verb` is `answer`, or `correct` where a yes or no stands already. */
export function answerFormCard(
  look: Look,
  q: { view: QuestionView; reply: Reply; verb: "answer" | "correct"; apart: boolean; max: number },
): Card {
  const { view, reply, verb, apart } = q
  const said = t(look, `question.reply.${reply}`)
  const command = `question ${verb} ${view.id} ${reply} "{value}"`
  return makeCard(look, {
    kind: "question-answer",
    summary: t(look, "questions.form.summary", { reply: said }),
    blocks: [
      eyebrow(view.id, stateOf(look, view), view.hidden ? t(look, "questions.hidden") : ""),
      paragraph(quoted(view.text)),
      {
        type: "form",
        id: `answer-${view.id}`,
        field: { kind: "text", label: t(look, "questions.form.label", { reply: said }), maxLength: q.max },
        text: apart ? `${command} private` : command,
        submit: t(look, "questions.form.submit", { reply: said }),
      },
      row(
        view.hidden ? null : button(t(look, "questions.button.hide"), `question hide ${view.id}`),
        quiet(t(look, "questions.button.all"), "questions"),
      ),
      note(look.say(view.hidden || apart ? "questions.form.note-hidden" : "questions.form.note")),
    ],
  })
}

/** Somebody said yes or no already, perhaps a moment ago: to overrule that takes one more press. */
export function correctCard(look: Look, q: { view: QuestionView; again: string }): Card {
  return makeCard(look, {
    kind: "question-correct",
    summary: t(look, "questions.correct.summary"),
    blocks: [
      eyebrow(q.view.id),
      paragraph(quoted(q.view.text)),
      q.view.answer ? paragraph(answerLine(look, q.view.answer)) : null,
      paragraph(look.say("questions.correct.text")),
      row(
        button(t(look, "questions.button.correct"), q.again),
        quiet(t(look, "questions.button.keep"), "questions"),
      ),
    ],
  })
}

/** `told`: it comes into the channels too. */
export function questionAnsweredCard(look: Look, q: { reply: Reply; told: boolean; waiting: number }): Card {
  const reply = t(look, `question.reply.${q.reply}`)
  const headline = look.say(q.told ? "questions.answered" : "questions.answered-apart", { reply })
  return makeCard(look, {
    kind: "question-answered",
    summary: t(look, "questions.answered-summary", { reply }),
    blocks: [
      paragraph(headline),
      row(
        q.waiting > 0
          ? primary(t(look, "questions.button.next", { n: q.waiting }), "questions")
          : quiet(t(look, "questions.button.all"), "questions"),
      ),
    ],
  })
}

function stateOf(look: Look, { answer, daysLeft, due }: QuestionView): string {
  if (answer) return t(look, "questions.later")
  return daysLeft < 0
    ? t(look, "questions.past", { due })
    : t(look, "questions.days-left", { days: daysLeft })
}
