import type { Metric } from "./metric.ts"
import { publishWork, withheld } from "./privacy.ts"
import type { GoalFigure } from "./report.ts"
import { goalsOf } from "./source.ts"
import { contributors } from "./window.ts"

/**
 * Actions per goal. One action may touch several goals, so that these do not add up to all actions. Weeks tell none, not even that a
 * goal had no action: from many such small facts, and from months and quarters, the work of one or two could be worked out.
 */
export const sdg: Metric<GoalFigure[]> = ({ period, window, catalogue, shown }) =>
  [...catalogue.goals.values()]
    .sort((a, b) => a.number - b.number)
    .map(({ number, name, colour }) => {
      const work = window.work.filter((on) => goalsOf(catalogue, on.source).includes(number))
      const count = work.reduce((sum, on) => sum + on.actions, 0)
      const isTold = period.kind !== "week" && shown().goal(number)
      const actions = isTold
        ? publishWork({ count }, contributors(work))
        : withheld<{ count: number }>("small")
      return { goal: number, name, colour, actions }
    })
