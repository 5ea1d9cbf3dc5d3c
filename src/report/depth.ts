import type { Metric } from "./metric.ts"
import { withheld } from "./privacy.ts"
import type { Figures } from "./report.ts"
import { shareOfRoster } from "./roster.ts"
import { acted } from "./window.ts"

/** "Did it more often" begins here. */
export const oftenTimes = 3

/** The lower steps of the ladder: at least one action, at least three. Higher steps come with peer methods. */
export const depth: Metric<NonNullable<Figures["depth"]>> = (basis) => {
  if (basis.window.gone) return { acted: withheld("gone"), thrice: withheld("gone") }
  const step = (times: number) =>
    shareOfRoster(basis.roster, { ...basis, took: (person) => acted(basis.window, person, times) })
  return { acted: step(1), thrice: step(oftenTimes) }
}
