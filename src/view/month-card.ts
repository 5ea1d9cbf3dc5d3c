import type { Share } from "../report/report.ts"
import type { Block, Card } from "./card.ts"
import { button, type Look, makeCard, note, paragraph, primary, quiet, row, short, t, title } from "./look.ts"
import { type QuestionView, quoted } from "./question-card.ts"

export type MonthView = {
  /** "november 2026" */
  month: string
  /** `2026-11` */
  period: string
  minGroup: number
  /** Null where too few people are on the list, and for the month before where there is none to compare with. */
  reach: Share | null
  reachBefore: Share | null
  active: Share | null
  activeBefore: Share | null
  /** Null where too few people did it. */
  actions: number | null
  /** Polls that closed. */
  polls: number
  /** Null where none was due. */
  followUp: { count: number; of: number } | null
  /** Questions without an answer, the oldest first. */
  waiting: QuestionView[]
}

/** So that it is one screen; all of it stands behind the buttons. */
const shownMax = 2
const lettersMax = 90

export function monthCard(look: Look, view: MonthView): Card {
  const waits = view.waiting.length
  return makeCard(look, {
    kind: "month",
    summary: `${t(look, "month.title", { month: view.month })}. ${t(look, "month.waiting", { n: waits })}`,
    blocks: [
      title(t(look, "month.title", { month: view.month })),
      ...(view.reach
        ? [people(look, "reach", { now: view.reach, before: view.reachBefore })]
        : [paragraph(look.say("month.too-small", { min: view.minGroup }))]),
      view.active ? people(look, "active", { now: view.active, before: view.activeBefore }) : null,
      paragraph(work(look, view)),
      paragraph([{ strong: t(look, "month.waiting", { n: waits }) }]),
      ...view.waiting.slice(0, shownMax).map((one) => waiting(look, one)),
      row(
        waits > 0 ? primary(t(look, "month.button.questions"), "questions") : null,
        button(t(look, "month.button.report"), `report ${view.period}`),
        quiet(t(look, "help.button.pause"), "pause 2w"),
      ),
      note(look.say("month.note")),
    ],
  })
}

/** A count of everybody, so that every difference is one; what it comes from, it does not say. */
function people(look: Look, part: "reach" | "active", q: { now: Share; before: Share | null }): Block {
  const { count, of, share } = q.now
  const told = look.say(`month.${part}`, { count, of, share: Math.round(100 * share) })
  if (!q.before) return paragraph(told)
  return paragraph([...told, " ", ...look.say("month.before", { count: q.before.count, of: q.before.of })])
}

function work(look: Look, { actions, polls, followUp }: MonthView): string[] {
  const lines = [
    actions === null ? t(look, "month.actions-few") : t(look, "month.actions", { n: actions }),
    t(look, "month.polls", { n: polls }),
    followUp ? t(look, "month.follow-up", followUp) : "",
  ]
  return [lines.filter(Boolean).join(" ")]
}

function waiting(look: Look, { text, daysLeft, due }: QuestionView): Block {
  const left =
    daysLeft < 0 ? t(look, "questions.past", { due }) : t(look, "questions.days-left", { days: daysLeft })
  return paragraph([...quoted(short(text, lettersMax)), ` · ${left}`])
}
