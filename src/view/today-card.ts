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

/** So that today is one screen; the others stand in the list of challenges, further polls follow the first. */
const challengesMax = 2

export function todayCard(look: Look, view: TodayView): Card {
  const empty = !view.nudge && view.polls.length + view.mine.length + view.open.length === 0
  const [poll] = view.polls
  const challenges = [
    ...view.mine.map((c) => ({
      id: c.id,
      text: [{ strong: c.title }, c.amount ? ` · ${c.amount}` : ""],
      label: t(look, "challenge.button.log"),
    })),
    ...view.open.map((c) => ({
      id: c.id,
      text: [{ strong: t(look, "today.challenge") }, ` ${c.title}`],
      label: t(look, "challenge.button.show"),
    })),
  ].slice(0, challengesMax)
  return makeCard(look, {
    kind: "today",
    summary: t(look, "today.title"),
    ...(view.nudge ? { accent: view.nudge.goal.colour } : {}),
    blocks: [
      title(t(look, "today.title")),
      empty ? paragraph(look.say("today.empty")) : null,
      ...nudgeBlocks(look, view.nudge),
      poll
        ? paragraph([{ strong: t(look, "today.poll", { n: view.polls.length }) }, ` ${poll.question}`])
        : null,
      poll ? row(primary(t(look, "poll.button.answer"), `poll show ${poll.id}`)) : null,
      ...challenges.flatMap((c) => [paragraph(c.text), row(button(c.label, `challenge show ${c.id}`))]),
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
