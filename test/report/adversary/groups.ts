/** Who is counted where: teams of a quarter, and those who had themselves forgotten. */
import type { Person } from "../../../src/app/ports.ts"
import type { LocalDate } from "../../../src/domain/id.ts"
import type { Organisation } from "./organisations.ts"
import { type Counted, isThere, type Kind, type Reads } from "./people.ts"
import type { Reading } from "./readings.ts"

/** A team by its name; null: who has none. */
export type Group = string | null | typeof everybody | typeof nobodyKnows
/** Those who had themselves forgotten: counted without anybody knowing who they were. */
export const nobodyKnows = Symbol("forgotten")
/** A whole organisation that is too small. */
export const everybody = Symbol("everybody")

export function sizeOf(org: Organisation, group: Group, reading: Reading): number {
  return org.people.filter((one) => isThere(one, reading.day) && teamOf(org, one, reading) === group).length
}

/** The first in the quarter. */
export function teamOf({ forgotten }: Organisation, { id, roster }: Person, reading: Reading): Group {
  const on = forgotten.get(id)
  if (on !== undefined && Date.parse(`${on}T12:00Z`) <= reading.now) return nobodyKnows
  const { quarter, day } = reading
  let first: Person["roster"][number] | undefined
  for (const spell of roster)
    if (
      spell.from <= day &&
      (spell.to === null || spell.to >= quarter) &&
      !(first && first.from < spell.from)
    )
      first = spell
  return first?.segment ?? null
}

/** Before this day nobody was in that team. */
export function beginningOf({ people }: Organisation, group: Group): LocalDate {
  const spells = people.flatMap(({ roster }) => roster.filter(({ segment }) => segment === group))
  return spells.map(({ from }) => from).sort()[0] ?? ""
}

export function cellOf(team: Group, reading: Reading): string {
  const named = reading.json.figures.segments.some(({ segment }) => segment === team)
  return named && typeof team === "string" ? team : "Other"
}

/** People who are there on the same days, in the same cells and, where somebody wants to know of it, in the same group. */
export function kindsOf(
  org: Organisation,
  q: { readings: Reading[]; reads: (reading: Reading) => Reads; groups: ReadonlySet<Group> },
): Kind[] {
  const kinds = new Map<string, Kind>()
  for (const person of org.people) {
    const at = new Map<Reading, Counted>()
    const keys = person.roster.map((s) => `${s.from} ${s.to}`)
    for (const reading of q.readings) {
      if (!isThere(person, reading.day)) continue
      const team = teamOf(org, person, reading)
      const cell = cellOf(team, reading)
      const counted = {
        group: q.groups.has(team) ? team : undefined,
        cell: tells(reading, q.reads(reading), cell) ? cell : "",
      }
      at.set(reading, counted)
      keys.push(`${counted.cell} ${String(counted.group)}`)
    }
    const key = keys.join()
    kinds.set(key, { roster: person.roster, at, size: (kinds.get(key)?.size ?? 0) + 1 })
  }
  return [...kinds.values()]
}

/** Whether anything is read of that cell. */
export function tells({ json }: Reading, { cells }: Reads, cell: string): boolean {
  const figures = json.figures.segments.find(({ segment }) => segment === cell)
  return figures !== undefined && cells(cell) && !(figures.reach.suppressed && figures.active.suppressed)
}
