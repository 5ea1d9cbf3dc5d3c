import type { PersonId } from "../domain/id.ts"
import { periodOf } from "../domain/period.ts"
import { isActive } from "./active.ts"
import type { Metric } from "./metric.ts"
import { type Of, width } from "./open.ts"
import { neededFor, privacyLimits, publishParticipation, withheld } from "./privacy.ts"
import type { SegmentFigure, Share } from "./report.ts"
import { countPeople } from "./roster.ts"
import { sizeOf, type Teams } from "./teams.ts"
import { reached } from "./window.ts"

/**
 * Reach and active per segment. Empty where there is nothing to compare, and in a week that is of two quarters: between them
 * people change cells. Withheld where a sum would tell about a small group in it: where nearly nobody, or nearly everybody,
 * took part; and until the quarter ends where the cells had to change.
 */
export const segments: Metric<SegmentFigure[]> = (basis) => {
  if (basis.period.from < periodOf("quarter", basis.roster.day).from) return []
  const teams = basis.teams()
  const shares = (took: (person: PersonId) => boolean) => {
    const { forgottenIds, minGroup } = basis
    const open = teams.steady && isOpen(teams, took)
    return teams.cells.map((cell) => {
      if (basis.window.gone) return withheld<Share>("gone")
      if (!open) return withheld<Share>("small")
      const count = countPeople({ among: cell.people, took, forgottenIds, forgotten: cell.forgotten })
      return publishParticipation({ count, of: sizeOf(cell), minGroup })
    })
  }
  const reach = shares((person) => reached(basis.window, person))
  const active = shares((person) => isActive(basis, person))
  return teams.cells.flatMap((cell, i) => {
    const [r, a] = [reach[i], active[i]]
    return r && a ? [{ segment: cell.segment, size: sizeOf(cell), reach: r, active: a }] : []
  })
}

/**
 * Whoever is in Other all along could have done what any of the others there did, and all figures of all days would be the
 * same. So as many values stay possible for a small group as these people leave open: enough, or as many as the figures of
 * everybody leave, with room to spare for those who leave the roster later.
 */
function isOpen({ hidden, steadfast }: Teams, took: (person: PersonId) => boolean): boolean {
  const among = (people: PersonId[]): Of => ({ count: people.filter(took).length, of: people.length })
  const [cell, total] = [among(hidden.people), among(steadfast)]
  return hidden.sizes.every((size) => {
    const needed = Math.min(neededFor(size), width(size, total))
    const { openSpare } = privacyLimits
    const spared = [-openSpare, openSpare].map((n) => width(size, { ...cell, count: cell.count + n }))
    return needed === 0 || Math.min(...spared) >= needed
  })
}
