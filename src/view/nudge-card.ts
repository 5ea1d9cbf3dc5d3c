import type { Goal, Nudge } from "../domain/content.ts"
import type { NudgeAnswer } from "../domain/nudge.ts"
import type { Card } from "./card.ts"
import { button, eyebrow, type Look, makeCard, note, paragraph, quiet, row, t, title } from "./look.ts"

export type NudgeView = { post: string; nudge: Nudge; goal: Goal }

export function nudgeCard(look: Look, { post, nudge, goal }: NudgeView): Card {
  const act = nudge.action[look.language]
  return makeCard(look, {
    kind: "nudge",
    summary: act,
    accent: goal.colour,
    blocks: [
      eyebrow(t(look, "nudge.eyebrow"), `SDG ${goal.number} ${goal.name[look.language]}`),
      title(act),
      nudge.fact ? paragraph([nudge.fact[look.language]]) : null,
      row(
        button(t(look, "nudge.button.done"), `nudge done ${post}`),
        button(t(look, "nudge.button.later"), `nudge later ${post}`),
        button(t(look, "nudge.button.goal", { goal: goal.number }), `sdg ${goal.number}`),
        quiet(t(look, "nudge.button.no"), `nudge no ${post}`),
      ),
      nudge.source
        ? note(look.say("nudge.source", { title: nudge.source.title, year: nudge.source.year.toString() }))
        : null,
    ],
  })
}

export function nudgeAnswerCard(look: Look, q: { view: NudgeView; answer: NudgeAnswer }): Card {
  const headline = t(look, `nudge.answered.${q.answer}`)
  return makeCard(look, {
    kind: "nudge-answer",
    summary: headline,
    blocks: [
      paragraph([{ strong: headline }, " ", q.view.nudge.action[look.language]]),
      row(
        q.answer === "done" ? null : button(t(look, "nudge.button.done"), `nudge done ${q.view.post}`),
        quiet(t(look, "nudge.button.goal", { goal: q.view.goal.number }), `sdg ${q.view.goal.number}`),
      ),
    ],
  })
}
