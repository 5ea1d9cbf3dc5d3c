import type { PersonId } from "../domain/id.ts"
import { isActive } from "./active.ts"
import type { Metric } from "./metric.ts"
import { publishParticipation, withheld } from "./privacy.ts"
import type { SegmentFigure } from "./report.ts"
import { countPeople, type Roster } from "./roster.ts"
import { reached } from "./window.ts"

/** The name under which small segments, people without a segment and forgotten people are counted together. */
export const otherSegment = "Other"

export type Cell = { segment: string; people: PersonId[]; forgotten: number }

/** Reach and active per segment, by size and never by score. Empty where there is nothing to compare. */
export const segments: Metric<SegmentFigure[]> = (basis) =>
  cells(basis.roster, basis.minGroup).map((cell) => {
    const size = sizeOf(cell)
    const share = (took: (person: PersonId) => boolean) => {
      if (basis.window.gone) return withheld<never>("gone")
      const { forgottenIds, minGroup } = basis
      const count = countPeople({ among: cell.people, took, forgottenIds, forgotten: cell.forgotten })
      return publishParticipation({ count, of: size, minGroup })
    }
    return {
      segment: cell.segment,
      size,
      reach: share((person) => reached(basis.window, person)),
      active: share((person) => isActive(basis, person)),
    }
  })

/**
 * Cuts the roster into cells of at least `minGroup`, which together are the whole roster: so all that can be solved for
 * from the total and some cells is the sum of the other cells, and that is no small group either.
 */
export function cells(roster: Roster, minGroup: number): Cell[] {
  const named = new Map<string, PersonId[]>()
  const other: Cell = { segment: otherSegment, people: [], forgotten: roster.forgotten }
  for (const [person, segment] of roster.people) {
    if (segment === null || segment === otherSegment) other.people.push(person)
    else if (named.has(segment)) named.get(segment)?.push(person)
    else named.set(segment, [person])
  }
  const bySize = [...named]
    .map(([segment, people]): Cell => ({ segment, people, forgotten: 0 }))
    .sort((a, b) => a.people.length - b.people.length || (a.segment < b.segment ? -1 : 1))
  const shown: Cell[] = []
  for (const cell of bySize) {
    const otherIsSmall = sizeOf(other) > 0 && sizeOf(other) < minGroup
    if (cell.people.length < minGroup || otherIsSmall) other.people.push(...cell.people)
    else shown.push(cell)
  }
  if (sizeOf(other) > 0 && sizeOf(other) < minGroup) return []
  shown.reverse()
  if (shown.length === 0) return []
  return sizeOf(other) > 0 ? [...shown, other] : shown
}

function sizeOf(cell: Cell): number {
  return cell.people.length + cell.forgotten
}
