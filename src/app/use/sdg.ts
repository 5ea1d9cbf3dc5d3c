import { periodOf } from "../../domain/period.ts"
import { type Refusal, refuse } from "../../domain/refusal.ts"
import { localDate } from "../../domain/time.ts"
import type { Card } from "../../view/card.ts"
import { goalCard, goalsCard } from "../../view/sdg-card.ts"
import type { CommandOf } from "../grammar.ts"
import { reportFor } from "../office.ts"
import type { Asked } from "../organisation.ts"
import { shownNudges } from "../pick.ts"

/** Acts shown on a goal's card. */
const actsMax = 2

export const sdg = {
  sdg: async (asked: Asked, { goal: number }: CommandOf<"sdg">): Promise<Card | Refusal> => {
    const { org, look } = asked
    const catalogue = org.catalogue()
    if (number === undefined) return goalsCard(look, [...catalogue.goals.values()])
    const goal = catalogue.goals.get(number)
    if (!goal) return refuse("sdg.unknown")
    const shown = new Set(shownNudges(org))
    const acts = [...catalogue.nudges.values()].filter((n) => n.sdg === number && shown.has(n.id))
    const challenges = [...catalogue.challenges.values()].filter((c) => c.sdg.includes(number))
    return goalCard(look, {
      goal,
      acts: acts.slice(0, actsMax).map((n) => n.action[look.language]),
      challenges: challenges.map((c) => ({ id: c.id, title: c.title[look.language] })),
      done: await doneThisYear(asked, number),
    })
  },
}

async function doneThisYear({ org, now }: Asked, goal: number): Promise<number | null> {
  const period = periodOf("year", localDate(now, org.settings.zone))
  const report = await reportFor(org, { period, for: "manager" })
  const figure = report.figures.sdg.find((g) => g.goal === goal)
  return !figure || figure.actions.suppressed || figure.actions.count <= 0 ? null : figure.actions.count
}
