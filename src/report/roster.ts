import type { Person } from "../app/ports.ts"
import type { LocalDate, PersonId } from "../domain/id.ts"
import { sizesAt, turnsOf } from "./presence.ts"
import { isPopulation, publishParticipation } from "./privacy.ts"
import type { Published, Share } from "./report.ts"

/** Who is counted on one day, and in which segment. */
export type Roster = {
  day: LocalDate
  people: ReadonlyMap<PersonId, string | null>
  /** People who had themselves forgotten: they count in the denominator, their ids are known to nobody. */
  forgotten: number
  size: number
  /** The fewest that were on it on any day of the period so far, while there was anybody; or MIN_GROUP where there were more. */
  least: number
  /** How many were on it yesterday already, or are today where there was nobody. */
  yesterday: number
}

/** On the last day of a period that began on `from`. */
export function rosterOn(q: {
  from: LocalDate
  day: LocalDate
  people: readonly Person[]
  forgotten: readonly { roster: Person["roster"] }[]
  minGroup: number
}): Roster {
  const people = new Map<PersonId, string | null>()
  for (const person of q.people) {
    const interval = covering(person.roster, q.day)
    if (interval) people.set(person.id, interval.segment)
  }
  const forgotten = q.forgotten.filter((f) => covering(f.roster, q.day)).length
  return { day: q.day, people, forgotten, size: people.size + forgotten, ...leastOf(q) }
}

function leastOf(q: Parameters<typeof rosterOn>[0]): Pick<Roster, "least" | "yesterday"> {
  const days = { from: q.from, to: q.day }
  const covers = (s: Person["roster"][number]) => s.from <= q.from && (s.to === null || s.to >= q.day)
  let allAlong = 0
  for (const { roster } of q.people)
    if (roster.some(covers) && ++allAlong >= q.minGroup) return { least: allAlong, yesterday: allAlong }
  const rosters = [...q.people, ...q.forgotten].map(({ roster }) => roster)
  const turns = turnsOf(rosters, days)
  const sizes = sizesAt(rosters, { turns, days })
  const last = sizes.at(-1) ?? 0
  return {
    least: Math.min(...sizes.filter((size) => size > 0)),
    yesterday: (turns.at(-1) === q.day ? sizes.at(-2) : last) ?? last,
  }
}

/** Whether so many people of the whole roster may be told of. */
export function mayTell(roster: Roster, q: { count: number; minGroup: number }): boolean {
  return isPopulation({ of: roster.size, before: roster, ...q })
}

function covering(roster: Person["roster"], day: LocalDate): Person["roster"][number] | undefined {
  return roster.find((r) => r.from <= day && (r.to === null || day <= r.to))
}

/**
 * People on the roster of whom `took` holds. Of the forgotten only random ids are left, so at most as many of these
 * count as there are forgotten people on the roster: a share never passes 1, and forgetting changes no figure.
 */
export function countPeople(q: {
  among: Iterable<PersonId>
  took: (person: PersonId) => boolean
  forgottenIds: ReadonlySet<PersonId>
  forgotten: number
}): number {
  let count = 0
  for (const person of q.among) if (q.took(person)) count++
  if (q.forgotten === 0) return count
  let forgotten = 0
  for (const person of q.forgottenIds) if (q.took(person)) forgotten++
  return count + Math.min(forgotten, q.forgotten)
}

/** A share of the whole roster. */
export function shareOfRoster(
  roster: Roster,
  q: { took: (person: PersonId) => boolean; forgottenIds: ReadonlySet<PersonId>; minGroup: number },
): Published<Share> {
  const count = countPeople({ among: roster.people.keys(), forgotten: roster.forgotten, ...q })
  return publishParticipation({ count, of: roster.size, minGroup: q.minGroup, before: roster })
}
