import type { Catalogue } from "../domain/content.ts"
import type { Metric } from "./metric.ts"
import { privacyLimits, publishWork, withheld } from "./privacy.ts"
import type { GoalFigure } from "./report.ts"
import { contributors, type WorkOn } from "./window.ts"

/** Actions per goal. One action may touch several goals, so that these do not add up to all actions. */
export const sdg: Metric<GoalFigure[]> = ({ window, catalogue }) => {
  const goals = [...catalogue.goals.values()].sort((a, b) => a.number - b.number)
  const rows = goals.map((goal) => ({
    goal,
    work: window.work.filter((on) => goalsOf(catalogue, on).includes(goal.number)),
  }))
  const hidden = hide(rows.map((r) => r.work))
  return rows.map(({ goal, work }, i) => ({
    goal: goal.number,
    name: goal.name,
    colour: goal.colour,
    actions: hidden.has(i)
      ? withheld("small")
      : publishWork({ count: work.reduce((sum, on) => sum + on.actions, 0) }, contributors(work)),
  }))
}

function goalsOf(catalogue: Catalogue, on: WorkOn): readonly number[] {
  if (on.source.kind === "challenge") return catalogue.challenges.get(on.source.id)?.sdg ?? []
  const goal = catalogue.nudges.get(on.source.id)?.sdg
  return goal === undefined ? [] : [goal]
}

/**
 * Whoever knows all actions and the other goals could subtract. So as long as all that is hidden was done by too few
 * people together, the goal with the fewest contributors is hidden too.
 */
function hide(rows: WorkOn[][]): Set<number> {
  const min = privacyLimits.contributorsMin
  const sizes = rows.map(contributors)
  const hidden = new Set(rows.keys().filter((i) => (sizes[i] ?? 0) > 0 && (sizes[i] ?? 0) < min))
  if (hidden.size === 0) return hidden
  const bySize = [...rows.keys()].filter((i) => (sizes[i] ?? 0) >= min)
  bySize.sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0))
  for (const next of bySize) {
    if (contributors([...hidden].flatMap((i) => rows[i] ?? [])) >= min) break
    hidden.add(next)
  }
  return hidden
}
