import type { Goal } from "../domain/content.ts"
import type { Card } from "./card.ts"
import { button, eyebrow, type Look, makeCard, note, paragraph, quiet, row, t, title } from "./look.ts"

export function goalsCard(look: Look, goals: Goal[]): Card {
  return makeCard(look, {
    kind: "sdg-list",
    summary: t(look, "sdg.list.title"),
    blocks: [
      title(t(look, "sdg.list.title")),
      paragraph(look.say("sdg.list.intro")),
      {
        type: "form",
        id: "sdg",
        field: {
          kind: "choice",
          label: t(look, "sdg.list.choose"),
          options: goals.map((g) => ({
            key: String(g.number),
            label: `${g.number} ${g.name[look.language]}`,
          })),
        },
        text: "sdg {value}",
        submit: t(look, "sdg.list.show"),
      },
    ],
  })
}

/** `done` is null while fewer than three people acted on this goal. */
export function goalCard(
  look: Look,
  q: { goal: Goal; acts: string[]; challenges: { id: string; title: string }[]; done: number | null },
): Card {
  const { goal } = q
  return makeCard(look, {
    kind: "sdg",
    summary: `SDG ${goal.number} ${goal.name[look.language]}`,
    accent: goal.colour,
    blocks: [
      eyebrow(t(look, "sdg.eyebrow", { goal: goal.number })),
      title(goal.name[look.language]),
      paragraph([goal.sentence[look.language]]),
      paragraph([{ strong: t(look, "sdg.what-you-can-do") }, ` ${goal.act[look.language]}`]),
      ...q.acts.map((act) => paragraph([`– ${act}`])),
      row(...q.challenges.slice(0, 2).map((c) => button(c.title, `challenge show ${c.id}`))),
      paragraph(q.done === null ? look.say("sdg.done-few") : look.say("sdg.done", { n: q.done })),
      row(quiet(t(look, "sdg.all"), "sdg")),
      note(look.say("sdg.note")),
    ],
  })
}
