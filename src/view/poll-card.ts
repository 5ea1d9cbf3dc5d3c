import type { PollKind } from "../domain/content.ts"
import type { Instant } from "../domain/id.ts"
import type { Result } from "../domain/poll.ts"
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
import { dayAndTime, number } from "./words.ts"

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

/** The reader's own answer, in private. `quiz` after the answer; `next` leads through a pulse. */
export function myPollCard(
  look: Look,
  poll: PollView,
  q: {
    chosen: string[]
    quiz: { right: boolean; answer: string; because: string } | null
    next: string | null
  },
): Card {
  const labels = poll.options.filter((o) => q.chosen.includes(o.key)).map((o) => o.label)
  const answered: Rich | null = labels.length ? look.say("poll.yours", { answer: labels.join(", ") }) : null
  const fixed = poll.kind === "quiz" && q.chosen.length > 0
  return makeCard(look, {
    kind: "my-poll",
    summary: t(look, answered ? "poll.noted" : "poll.summary", { question: poll.question }),
    blocks: [
      pollEyebrow(look, poll),
      title(poll.question),
      answered ? paragraph(answered) : null,
      q.quiz
        ? paragraph(look.say(q.quiz.right ? "quiz.right" : "quiz.wrong", { answer: q.quiz.answer }))
        : null,
      q.quiz ? paragraph([q.quiz.because]) : null,
      ...(poll.open && !fixed ? ways(look, poll, q.chosen) : []),
      q.next && answered ? row(primary(t(look, "pulse.button.next"), `poll show ${q.next}`)) : null,
      note(promise(look, poll)),
    ],
  })
}

export type ResultView = PollView & {
  result: Result
  of: number
  answer: { label: string; because: string } | null
}

export function resultBlocks(look: Look, poll: ResultView): (Block | null)[] {
  const { result } = poll
  const shares = result.options ? sharesOf(result) : null
  return [
    title(poll.question),
    paragraph(look.say("poll.answers", { answers: result.answers, of: poll.of })),
    shares
      ? null
      : paragraph(
          look.say(result.answers < poll.minGroup ? "poll.too-few" : "poll.all-equal", {
            min: poll.minGroup,
          }),
        ),
    ...poll.options.map((o): Block | null => {
      const share = shares?.[o.key]
      if (share === undefined) return null
      const count = result.options?.as === "counts" ? ` (${result.options.counts[o.key] ?? 0})` : ""
      return {
        type: "progress",
        value: share,
        max: 100,
        label: `${o.label}: ${number(look.language, share)}%${count}`,
      }
    }),
    poll.answer ? paragraph(look.say("quiz.answer", { answer: poll.answer.label })) : null,
    poll.answer ? paragraph([poll.answer.because]) : null,
  ]
}

export function resultCard(look: Look, polls: ResultView[]): Card {
  const [first] = polls
  return makeCard(look, {
    kind: "result",
    summary: t(look, "poll.result.summary", { question: first?.question ?? "" }),
    blocks: [
      eyebrow(t(look, "poll.result.eyebrow")),
      ...polls.flatMap((p) => resultBlocks(look, p)),
      note(look.say(first?.confidential ? "poll.result.note" : "poll.result.note-named")),
    ],
  })
}

/** Shares in whole percents of the answers; of several choices each has its own share. */
export function sharesOf(result: Result): Record<string, number> | null {
  if (!result.options) return null
  if (result.options.as === "shares")
    return Object.fromEntries(Object.entries(result.options.shares).map(([k, v]) => [k, Math.round(v * 100)]))
  return Object.fromEntries(
    Object.entries(result.options.counts).map(([k, n]) => [k, Math.round((100 * n) / (result.answers || 1))]),
  )
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
  if (poll.kind === "multiple" || poll.kind === "enps")
    return [
      {
        type: "form",
        id: `vote-${poll.id}`,
        field: {
          kind: poll.kind === "multiple" ? "choices" : "choice",
          label: t(look, poll.kind === "multiple" ? "poll.choose-several" : "poll.choose-number"),
          options: poll.options,
          initial: chosen,
        },
        text: `poll vote ${poll.id} {value}`,
        submit: t(look, "poll.button.answer"),
      },
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
    look.to === "actor" ? null : row(quiet(t(look, "poll.button.why"), "privacy")),
  ]
}

function promise(look: Look, poll: PollView): Rich {
  const count = poll.answered === null ? [] : [...look.say("poll.so-far", { n: poll.answered }), " "]
  if (!poll.open) return [...look.say(poll.confidential ? "poll.result.note" : "poll.result.note-named")]
  return [
    ...count,
    ...look.say(poll.confidential ? "poll.promise" : "poll.promise-named", { min: poll.minGroup }),
  ]
}
