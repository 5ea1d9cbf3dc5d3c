import type { Metric } from "./metric.ts"
import { withheld } from "./privacy.ts"
import type { Published, Share } from "./report.ts"
import { shareOfRoster } from "./roster.ts"
import { reached } from "./window.ts"

/** People on the roster with at least one voluntary answer or action. Being shown a message is not reach. */
export const reach: Metric<Published<Share>> = (basis) => {
  if (basis.took.gone) return withheld("gone")
  return shareOfRoster(basis.roster, { ...basis, took: (person) => reached(basis.took, person) })
}
