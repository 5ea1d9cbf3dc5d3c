/** Who was there from day to day: a roster changes on few days. */
import type { Person } from "../app/ports.ts"
import type { LocalDate } from "../domain/id.ts"
import { addDays } from "../domain/time.ts"

type Spells = Person["roster"]
type Days = { from: LocalDate; to: LocalDate }

/** The parts of the spells that lie within the days, oldest first. */
export function within(spells: Spells, { from, to }: Days): { from: LocalDate; to: LocalDate }[] {
  return spells
    .filter((s) => s.from <= to && (s.to === null || s.to >= from))
    .map((s) => ({ from: s.from > from ? s.from : from, to: s.to === null || s.to > to ? to : s.to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** The first day on which anybody was there, and each on which somebody came or was there no more. */
export function turnsOf(rosters: Iterable<Spells>, days: Days): LocalDate[] {
  const turns = new Set<LocalDate>()
  for (const spells of rosters)
    for (const { from, to } of within(spells, days)) {
      turns.add(from)
      if (to < days.to) turns.add(addDays(to, 1))
    }
  return [...turns].sort()
}

/** How many are there from each turn on. */
export function sizesAt(rosters: Iterable<Spells>, q: { turns: LocalDate[]; days: Days }): number[] {
  const at = new Map(q.turns.map((turn, i) => [turn, i]))
  const changes = q.turns.map(() => 0)
  const change = (day: LocalDate, by: number) => {
    const i = at.get(day)
    if (i !== undefined) changes[i] = (changes[i] ?? 0) + by
  }
  for (const spells of rosters)
    for (const { from, to } of within(spells, q.days)) {
      change(from, 1)
      if (to < q.days.to) change(addDays(to, 1), -1)
    }
  let size = 0
  return changes.map((by) => (size += by))
}

/** Since which of the days somebody is there without a break; null: not on the last. */
export function thereSince(spells: Spells, days: Days): LocalDate | null {
  let since: LocalDate | null = null
  let next = ""
  for (const { from, to } of within(spells, days)) {
    if (from > next) since = from
    const after = addDays(to, 1)
    if (after > next) next = after
  }
  return next > days.to ? since : null
}

/** On each of the days from the first turn on. */
export function isThereAllAlong(spells: Spells, q: { turns: LocalDate[]; days: Days }): boolean {
  const since = thereSince(spells, q.days)
  return since !== null && since <= (q.turns[0] ?? q.days.from)
}
