import type { PersonId } from "../domain/id.ts"
import { periodOf } from "../domain/period.ts"
import { isActive } from "./active.ts"
import type { Metric } from "./metric.ts"
import { publishParticipation, withheld } from "./privacy.ts"
import type { SegmentFigure, Share } from "./report.ts"
import { countPeople } from "./roster.ts"
import { sizeOf } from "./teams.ts"
import { reached } from "./window.ts"

/**
 * Reach and active per segment. Empty where there is nothing to compare; in weeks and months also from when one of them was too
 * quiet to be told by segment, until the quarter ends; and in the week that is of two quarters, between which cells change. Withheld in a quarter while a
 * sum would tell about a small group in it: where nearly nobody, or nearly everybody, took part.
 */
export const segments: Metric<SegmentFigure[]> = (basis) => {
  const { period, roster, minGroup, forgottenIds } = basis
  const { cells } = basis.teams()
  const [week, quarter] = [periodOf("week", roster.day), periodOf("quarter", roster.day)]
  if (cells.length === 0 || week.from < quarter.from) return []
  const told = basis.told()
  if (period.kind !== "quarter" && !told.parts) return []
  const shares = (isTold: boolean, took: (person: PersonId) => boolean) =>
    cells.map((cell) => {
      if (basis.took.gone) return withheld<Share>("gone")
      if (!isTold) return withheld<Share>("small")
      const count = countPeople({ among: cell.people, took, forgottenIds, forgotten: cell.forgotten })
      return publishParticipation({ count, of: sizeOf(cell), minGroup })
    })
  const reach = shares(told.reach, (person) => reached(basis.took, person))
  const active = shares(told.active, (person) => isActive(basis, person))
  return cells.flatMap((cell, i) => {
    const [r, a] = [reach[i], active[i]]
    return r && a ? [{ segment: cell.segment, size: sizeOf(cell), reach: r, active: a }] : []
  })
}
