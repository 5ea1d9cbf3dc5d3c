import type { Block, Card } from "./card.ts"
import { button, type Look, makeCard, note, paragraph, primary, quiet, row, t, title } from "./look.ts"
import type { NudgeView } from "./nudge-card.ts"

export type TodayView = {
  nudge: NudgeView | null
  /** Open polls that this person did not answer yet. */
  polls: { id: string; question: string }[]
  mine: { id: string; title: string; amount: string | null }[]
  open: { id: string; title: string }[]
}

export function todayCard(look: Look, view: TodayView): Card {
  const empty = !view.nudge && view.polls.length + view.mine.length + view.open.length === 0
  return makeCard(look, {
    kind: "today",
    summary: t(look, "today.title"),
    ...(view.nudge ? { accent: view.nudge.goal.colour } : {}),
    blocks: [
      title(t(look, "today.title")),
      empty ? paragraph(look.say("today.empty")) : null,
      ...nudgeBlocks(look, view.nudge),
      ...view.polls
        .slice(0, 2)
        .flatMap((p) => [
          paragraph([{ strong: t(look, "today.poll") }, ` ${p.question}`]),
          row(primary(t(look, "poll.button.answer"), `poll show ${p.id}`)),
        ]),
      ...view.mine
        .slice(0, 3)
        .flatMap((c) => [
          paragraph([{ strong: c.title }, c.amount ? ` · ${c.amount}` : ""]),
          row(button(t(look, "challenge.button.log"), `challenge show ${c.id}`)),
        ]),
      ...view.open
        .slice(0, 2)
        .flatMap((c) => [
          paragraph([{ strong: t(look, "today.challenge") }, ` ${c.title}`]),
          row(button(t(look, "challenge.button.show"), `challenge show ${c.id}`)),
        ]),
      row(quiet(t(look, "help.button.challenges"), "challenge list"), quiet(t(look, "help.button.me"), "me")),
      note(look.say("today.note")),
    ],
  })
}

function nudgeBlocks(look: Look, view: NudgeView | null): (Block | null)[] {
  if (!view) return []
  return [
    paragraph([{ strong: t(look, "today.nudge") }, ` ${view.nudge.action[look.language]}`]),
    row(
      button(t(look, "nudge.button.done"), `nudge done ${view.post}`),
      quiet(t(look, "nudge.button.no"), `nudge no ${view.post}`),
    ),
  ]
}
