/**
 * Who is counted with whom in a quarter. Cells are cut by size and never by score, and so that they are the same on all its
 * days: whoever compares a running figure with that of yesterday sees nobody move from one cell to another.
 */
import type { Person } from "../app/ports.ts"
import type { LocalDate, PersonId } from "../domain/id.ts"
import { periodOf } from "../domain/period.ts"
import { sizesAt, thereSince, turnsOf, within } from "./presence.ts"
import { privacyLimits } from "./privacy.ts"

/** The name under which small segments, people without a segment and forgotten people are counted together. */
export const otherSegment = "Other"

export type Cell = { segment: string; people: PersonId[]; forgotten: number }
export type Teams = {
  /** As on the day; together the whole roster. Empty where there is nothing to compare. */
  cells: Cell[]
  /** Whether nobody was counted with other people earlier in the quarter. */
  steady: boolean
  hidden: Hidden
}
/** Of the segments in Other that were once too small to be shown: who of them came together. */
export type Hidden = { segments: Coming[][]; people: There[] }
export type Coming = { since: Since; people: PersonId[] }
/** Everybody in Other. */
export type There = { id: PersonId; since: Since }
/** Null: from the first day of the quarter on. */
export type Since = LocalDate | null

type Question = {
  people: readonly Person[]
  forgotten: readonly { roster: Person["roster"] }[]
  day: LocalDate
  minGroup: number
}
/** Null: without a segment. */
type Name = string | null
type Sizes = ReadonlyMap<Name, number[]>

export function teamsOf(q: Question): Teams {
  const days = { from: periodOf("quarter", q.day).from, to: q.day }
  const rosters = [...q.people, ...q.forgotten].map(({ roster }) => roster)
  const turns = turnsOf(rosters, days)
  const named = Map.groupBy(
    q.people.filter(({ roster }) => within(roster, days).length > 0),
    ({ roster }) => nameIn(roster, days),
  )
  const all = new Map<Name, Person["roster"][]>([[null, q.forgotten.map(({ roster }) => roster)]])
  for (const [name, people] of named)
    all.set(name, [...(all.get(name) ?? []), ...people.map((p) => p.roster)])
  const sizes = new Map([...all].map(([name, some]) => [name, sizesAt(some, { turns, days })]))
  const [first = days.to] = turns
  const isThere = ({ roster }: Person) => within(roster, { from: first, to: first }).length > 0
  const others = othersOf(
    [...named].map(([name, people]) => ({ name, size: people.filter(isThere).length })),
    q.minGroup,
  )
  const cuts = turns.map((_, upTo) => cutAt(sizes, { upTo, others, minGroup: q.minGroup }))
  const cut = cuts.at(-1)
  const isHere = ({ roster }: { roster: Person["roster"] }) =>
    within(roster, { from: q.day, to: q.day }).length > 0
  const idsOf = (names: Iterable<Name>, of: (person: Person) => boolean) =>
    [...names].flatMap((name) => (named.get(name) ?? []).filter(of)).map(({ id }) => id)
  if (!cut) return { cells: [], steady: true, hidden: { segments: [], people: [] } }
  const other = {
    segment: otherSegment,
    people: idsOf(cut.other, isHere),
    forgotten: q.forgotten.filter(isHere).length,
  }
  const own = cut.own.map(
    (name): Cell => ({ segment: name ?? otherSegment, people: idsOf([name], isHere), forgotten: 0 }),
  )
  return {
    cells: [...own.sort(bySize), other].filter((cell) => sizeOf(cell) > 0),
    steady: cuts.every((earlier, turn) => isAlike({ sizes, earlier, cut, turn })),
    hidden: hiddenIn(
      [...cut.other].map((name) => ({
        isSmall: leastOf(sizes.get(name) ?? []) < q.minGroup,
        people: (named.get(name) ?? []).flatMap(({ id, roster }) => {
          const since = thereSince(roster, days)
          return since === null ? [] : { id, since: since > first ? since : null }
        }),
      })),
    ),
  }
}

function hiddenIn(others: { isSmall: boolean; people: There[] }[]): Hidden {
  const small = others.filter(({ isSmall, people }) => isSmall && people.length > 0)
  return {
    segments: small.map(({ people }) =>
      [...Map.groupBy(people, ({ since }) => since)].map(([since, some]) => ({
        since,
        people: some.map(({ id }) => id),
      })),
    ),
    people: others.flatMap(({ people }) => people),
  }
}

export function sizeOf(cell: Cell): number {
  return cell.people.length + cell.forgotten
}

function bySize(a: Cell, b: Cell): number {
  return sizeOf(b) - sizeOf(a) || (a.segment < b.segment ? -1 : 1)
}

/** Who changes to another segment is counted in the first until the quarter ends. */
function nameIn(roster: Person["roster"], days: { from: LocalDate; to: LocalDate }): Name {
  const [first] = roster
    .filter((s) => s.from <= days.to && (s.to === null || s.to >= days.from))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  return first?.segment === otherSegment ? null : (first?.segment ?? null)
}

type Cut = { other: Set<Name>; own: Name[] }

/**
 * Who is counted in Other from the first day on: the small segments, and of the next smallest so many that Other has some times
 * `minGroup`, as long as a segment is left. In a large Other most of it may have taken part, or few, and a small segment in it
 * stays open all the same; else a whole quarter without teams would follow from one quiet week. By the sizes of the first day,
 * so that nobody who leaves changes it.
 */
function othersOf(named: { name: Name; size: number }[], minGroup: number): ReadonlySet<Name> {
  const there = named.filter(({ size }) => size > 0)
  if (there.every(({ size }) => size >= minGroup)) return new Set()
  const isSmall = ({ name, size }: { name: Name; size: number }) => name === null || size < minGroup
  const others = there.filter(isSmall)
  const own = there
    .filter((one) => !isSmall(one))
    .sort((a, b) => a.size - b.size || ((a.name ?? "") < (b.name ?? "") ? -1 : 1))
  for (const next of own.slice(0, -1)) {
    if (others.reduce((sum, { size }) => sum + size, 0) >= privacyLimits.otherTimes * minGroup) break
    others.push(next)
  }
  return new Set(others.map(({ name }) => name))
}

/**
 * Segments that were under `minGroup` on some day so far are counted in Other, with the next smallest until that was large
 * enough on all days. Null where nothing is left to compare. So all that can be solved for from the total and some cells is the
 * sum of other cells, and that is no small group either.
 */
function cutAt(sizes: Sizes, q: { upTo: number; others: ReadonlySet<Name>; minGroup: number }): Cut | null {
  const soFar = (name: Name) => (sizes.get(name) ?? []).slice(0, q.upTo + 1)
  const there = [...sizes.keys()].filter((name) => soFar(name).some((size) => size > 0))
  const least = new Map(there.map((name) => [name, leastOf(soFar(name))]))
  const isSmall = (name: Name) => name === null || (least.get(name) ?? 0) < q.minGroup
  const isOther = (name: Name) => isSmall(name) || q.others.has(name)
  const other = new Set(there.filter(isOther))
  const own = there
    .filter((name) => !isOther(name))
    .sort((a, b) => (least.get(a) ?? 0) - (least.get(b) ?? 0) || ((a ?? "") < (b ?? "") ? -1 : 1))
  const otherSizes = Array.from({ length: q.upTo + 1 }, () => 0)
  const count = (name: Name) => {
    for (const [i, size] of soFar(name).entries()) otherSizes[i] = (otherSizes[i] ?? 0) + size
  }
  for (const name of other) count(name)
  while (leastOf(otherSizes) < q.minGroup) {
    const next = own.shift()
    if (next === undefined) return null
    other.add(next)
    count(next)
  }
  return own.length === 0 || own.length + Math.sign(other.size) < 2 ? null : { other, own }
}

/** The least that there were while there were any. */
function leastOf(sizes: number[]): number {
  return Math.min(...sizes.filter((size) => size > 0))
}

/** Whether those who were there at an earlier turn were together with the same people as now, if cells were shown then. */
function isAlike(q: { sizes: Sizes; earlier: Cut | null; cut: Cut; turn: number }): boolean {
  const { earlier, cut, turn } = q
  if (!earlier) return true
  const wasThere = (name: Name) => (q.sizes.get(name)?.[turn] ?? 0) > 0
  const [before, now] = [[...earlier.other].filter(wasThere), [...cut.other].filter(wasThere)]
  const together = now.length < 2 || now.every((name) => earlier.other.has(name))
  const apart = before.length < 2 || before.every((name) => cut.other.has(name))
  return together && apart
}
