import type { PollKind } from "../domain/content.ts"
import type { Instant } from "../domain/id.ts"
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
import { dayAndTime } from "./words.ts"

export type PollView = {
  id: string
  question: string
  kind: PollKind
  options: { key: string; label: string }[]
  confidential: boolean
  closesAt: Instant
  open: boolean
  /** Shown while open: null, or the number of answers in steps of five from ten. Named polls: the number. */
  answered: number | null
  minGroup: number
}

/** For everyone in the place. */
export function pollCard(look: Look, poll: PollView): Card {
  return makeCard(look, {
    kind: "poll",
    summary: t(look, "poll.summary", { question: poll.question }),
    blocks: [
      pollEyebrow(look, poll),
      title(poll.question),
      ...(poll.open
        ? ways(look, poll, [])
        : [row(button(t(look, "poll.button.results"), `poll results ${poll.id}`))]),
      note(promise(look, poll)),
    ],
  })
}

/** Several questions behind one button, so that a pulse takes one screen. */
export function pulseCard(look: Look, polls: PollView[]): Card {
  const [first] = polls
  if (polls.length === 1 && first) return pollCard(look, first)
  return makeCard(look, {
    kind: "pulse",
    summary: t(look, "pulse.summary", { n: polls.length }),
    blocks: [
      first ? pollEyebrow(look, first) : null,
      title(t(look, "pulse.title", { n: polls.length })),
      ...polls.map((p) => paragraph([`– ${p.question}`])),
      row(
        ...(first?.open
          ? [primary(t(look, "pulse.button.start"), `poll show ${first.id}`)]
          : polls.map((p, i) =>
              button(t(look, "pulse.button.results", { n: i + 1 }), `poll results ${p.id}`),
            )),
      ),
      first ? note(promise(look, first)) : null,
    ],
  })
}

/** The reader's own answer, in private. `quiz` after the answer; `next` leads through a pulse; `asked`: to answer or to change it. */
export function myPollCard(
  look: Look,
  poll: PollView,
  q: {
    chosen: string[]
    quiz: { right: boolean; answer: string; because: string } | null
    next: string | null
    /** On the list of who is counted today. */
    counted: boolean
    asked: boolean
  },
): Card {
  const labels = poll.options.filter((o) => q.chosen.includes(o.key)).map((o) => o.label)
  const answered: Rich | null = labels.length ? look.say("poll.yours", { answer: labels.join(", ") }) : null
  const open = poll.open && !(poll.kind === "quiz" && q.chosen.length > 0)
  // After an answer a long list is not shown again: what was chosen, and a way back to it.
  const folded = open && !q.asked && (isLong(poll) || poll.kind === "enps" || poll.kind === "multiple")
  return makeCard(look, {
    kind: "my-poll",
    summary: t(look, answered ? "poll.noted" : "poll.summary", { question: poll.question }),
    blocks: [
      pollEyebrow(look, poll),
      title(poll.question),
      answered ? paragraph(answered) : null,
      answered && !q.counted ? paragraph(look.say("poll.not-listed")) : null,
      q.quiz
        ? paragraph(look.say(q.quiz.right ? "quiz.right" : "quiz.wrong", { answer: q.quiz.answer }))
        : null,
      q.quiz ? paragraph([q.quiz.because]) : null,
      ...(open && !folded ? ways(look, poll, q.chosen) : []),
      row(
        q.next && answered ? primary(t(look, "pulse.button.next"), `poll show ${q.next}`) : null,
        folded ? quiet(t(look, "poll.button.change"), `poll show ${poll.id}`) : null,
        poll.open ? null : button(t(look, "poll.button.results"), `poll results ${poll.id}`),
      ),
      note(promise(look, poll)),
    ],
  })
}

function pollEyebrow(look: Look, poll: PollView): Block {
  return eyebrow(
    t(look, poll.kind === "quiz" ? "quiz.eyebrow" : "poll.eyebrow"),
    t(look, poll.confidential ? "poll.confidential" : "poll.named"),
    poll.open
      ? t(look, "poll.closes", { at: dayAndTime(look.language, poll.closesAt, look.zone) })
      : t(look, "poll.is-closed"),
  )
}

function ways(look: Look, poll: PollView, chosen: string[]): (Block | null)[] {
  const long = isLong(poll)
  const why = look.to === "place" && poll.confidential ? quiet(t(look, "poll.button.why"), "privacy") : null
  if (long && look.to === "place" && poll.kind !== "multiple")
    return [row(primary(t(look, "poll.button.answer"), `poll show ${poll.id}`), why)]
  if (poll.kind === "multiple" || poll.kind === "enps" || long)
    return [
      {
        type: "form",
        id: `vote-${poll.id}`,
        field: {
          kind: poll.kind === "multiple" ? "choices" : "choice",
          label: t(look, chooseWords(poll.kind)),
          options: poll.options,
          initial: chosen,
        },
        text: `poll vote ${poll.id} {value}`,
        submit: t(look, "poll.button.answer"),
      },
      formLines(poll) > formLinesMax ? null : row(why),
    ]
  return [
    {
      type: "buttons",
      layout: "stack",
      buttons: poll.options.map((o) => ({
        label: o.label,
        text: `poll vote ${poll.id} ${o.key}`,
        style: "plain",
        ...(chosen.includes(o.key) ? { chosen: true } : {}),
      })),
    },
    row(why),
  ]
}

/** A stack of buttons would be longer than a phone's screen: then the place gets one button, and the person a list. */
function isLong({ kind, options }: PollView): boolean {
  if (kind === "enps") return false
  return options.reduce((lines, o) => lines + 1 + Math.ceil(o.label.length / phoneChars), 0) > stackLinesMax
}

/** Question and options of a list: from a certain length on the way to `privacy` would push its end off the screen. */
function formLines({ question, options }: PollView): number {
  return [question, ...options.map((o) => o.label)].reduce(
    (n, text) => n + Math.ceil(text.length / phoneChars),
    0,
  )
}
const phoneChars = 40
const formLinesMax = 16
const stackLinesMax = 18

function chooseWords(kind: PollKind): string {
  if (kind === "enps") return "poll.choose-number"
  return kind === "multiple" ? "poll.choose-several" : "poll.choose-one"
}

function promise(look: Look, poll: PollView): Rich {
  const count = poll.answered === null ? [] : [...look.say("poll.so-far", { n: poll.answered }), " "]
  if (!poll.open) return [...look.say(poll.confidential ? "poll.result.note" : "poll.result.note-named")]
  const kept = poll.kind === "quiz" ? "poll.promise-quiz" : "poll.promise"
  return [...count, ...look.say(poll.confidential ? kept : "poll.promise-named", { min: poll.minGroup })]
}
