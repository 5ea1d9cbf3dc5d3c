import type { PersonId } from "../domain/id.ts"
import { isActive } from "./active.ts"
import type { Metric } from "./metric.ts"
import { privacyLimits, publishParticipation, withheld } from "./privacy.ts"
import type { SegmentFigure, Share } from "./report.ts"
import { countPeople, type Roster } from "./roster.ts"
import { reached } from "./window.ts"

/** The name under which small segments, people without a segment and forgotten people are counted together. */
export const otherSegment = "Other"

/** `merged`: sizes of the groups under `minGroup` that are counted in it together. */
export type Cell = { segment: string; people: PersonId[]; forgotten: number; merged: number[] }

/**
 * Reach and active per segment, by size and never by score. Empty where there is nothing to compare, and withheld where
 * a sum would tell about a small group in it: where nearly nobody, or nearly everybody, took part.
 */
export const segments: Metric<SegmentFigure[]> = (basis) => {
  const shown = cells(basis.roster, basis.minGroup)
  const shares = (took: (person: PersonId) => boolean) => {
    const { forgottenIds, minGroup, roster } = basis
    const counts = shown.map(({ people, forgotten }) =>
      countPeople({ among: people, took, forgottenIds, forgotten }),
    )
    const total = { count: counts.reduce((sum, n) => sum + n, 0), of: roster.size }
    const open = shown.every((cell, i) =>
      cell.merged.every((size) =>
        staysOpen(size, { cell: { count: counts[i] ?? 0, of: sizeOf(cell) }, total }),
      ),
    )
    return shown.map((cell, i) => {
      if (basis.window.gone) return withheld<Share>("gone")
      if (!open) return withheld<Share>("small")
      return publishParticipation({ count: counts[i] ?? 0, of: sizeOf(cell), minGroup })
    })
  }
  const reach = shares((person) => reached(basis.window, person))
  const active = shares((person) => isActive(basis, person))
  return shown.flatMap((cell, i) => {
    const [r, a] = [reach[i], active[i]]
    return r && a ? [{ segment: cell.segment, size: sizeOf(cell), reach: r, active: a }] : []
  })
}

type Of = { count: number; of: number }

/**
 * As many values must stay possible for a small group as `openMin`, or as the figure of everybody leaves it, with room to
 * spare: the same people stand in the sums of other periods too, and each takes a little off.
 */
function staysOpen(size: number, { cell, total }: { cell: Of; total: Of }): boolean {
  const { openMin, openSpare } = privacyLimits
  const needed = Math.min(openMin, width(size, total))
  if (needed === 0) return true
  const spared = [-openSpare, openSpare].map((n) => width(size, { ...cell, count: cell.count + n }))
  return Math.min(...spared) >= needed
}

/** How far apart the fewest and the most people of a group of `size` may be, where `count` of `of` is known. */
function width(size: number, { count, of }: Of): number {
  return Math.min(size, count) - Math.max(0, count - (of - size))
}

/**
 * Cuts the roster into cells of at least `minGroup`, which together are the whole roster: so all that can be solved for
 * from the total and some cells is the sum of the other cells, and that is no small group either.
 */
export function cells(roster: Roster, minGroup: number): Cell[] {
  const named = new Map<string, PersonId[]>()
  const other: Cell = { segment: otherSegment, people: [], forgotten: roster.forgotten, merged: [] }
  for (const [person, segment] of roster.people) {
    if (segment === null || segment === otherSegment) other.people.push(person)
    else if (named.has(segment)) named.get(segment)?.push(person)
    else named.set(segment, [person])
  }
  const bySize = [...named]
    .map(([segment, people]): Cell => ({ segment, people, forgotten: 0, merged: [] }))
    .sort((a, b) => a.people.length - b.people.length || (a.segment < b.segment ? -1 : 1))
  const shown: Cell[] = []
  const merge = (size: number) => {
    if (size > 0 && size < minGroup) other.merged.push(size)
  }
  merge(sizeOf(other))
  for (const cell of bySize) {
    const otherIsSmall = sizeOf(other) > 0 && sizeOf(other) < minGroup
    if (cell.people.length < minGroup || otherIsSmall) {
      other.people.push(...cell.people)
      merge(cell.people.length)
    } else shown.push(cell)
  }
  if (sizeOf(other) > 0 && sizeOf(other) < minGroup) return []
  shown.reverse()
  if (shown.length === 0) return []
  return sizeOf(other) > 0 ? [...shown, other] : shown
}

function sizeOf(cell: Cell): number {
  return cell.people.length + cell.forgotten
}
