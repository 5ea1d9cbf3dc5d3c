import { ladderOf, oftenTimes } from "./ladder.ts"
import type { Metric } from "./metric.ts"
import { publishLadder, withheld } from "./privacy.ts"
import type { Figures } from "./report.ts"
import { shareOfRoster } from "./roster.ts"
import { acted } from "./window.ts"

/** How far people went: at least one action, at least three, and everybody on their highest of the steps 0 to 5. */
export const depth: Metric<NonNullable<Figures["depth"]>> = (basis) => {
  if (basis.took.gone) return { acted: withheld("gone"), thrice: withheld("gone"), ladder: withheld("gone") }
  const step = (times: number) =>
    shareOfRoster(basis.roster, { ...basis, took: (person) => acted(basis.took, person, times) })
  return {
    acted: step(1),
    thrice: step(oftenTimes),
    ladder: publishLadder({ steps: ladderOf(basis), of: basis.roster.size, minGroup: basis.minGroup }),
  }
}
