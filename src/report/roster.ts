import type { Person } from "../app/ports.ts"
import type { LocalDate, PersonId } from "../domain/id.ts"
import { addDays } from "../domain/time.ts"
import { isThereAllAlong, sizesAt, turnsOf } from "./presence.ts"
import { publishParticipation } from "./privacy.ts"
import type { Published, Share } from "./report.ts"

/** Who is counted on one day, and in which segment. */
export type Roster = {
  day: LocalDate
  people: ReadonlyMap<PersonId, string | null>
  /** People who had themselves forgotten: they count in the denominator, their ids are known to nobody. */
  forgotten: number
  size: number
}

/**
 * From which day on people are counted: the first, or the one on which they were MIN_GROUP again. What fewer did is in no later
 * figure, or it could be subtracted. After `to` where they are too few now.
 */
export function countedFrom(q: {
  from: LocalDate
  to: LocalDate
  people: readonly Person[]
  forgotten: readonly { roster: Person["roster"] }[]
  minGroup: number
}): LocalDate {
  const days = { from: q.from, to: q.to }
  let enough = 0
  for (const { roster } of q.people)
    if (isThereAllAlong(roster, { turns: [q.from], days }) && ++enough >= q.minGroup) return q.from
  const rosters = [...q.people, ...q.forgotten].map(({ roster }) => roster)
  const turns = turnsOf(rosters, days)
  const sizes = sizesAt(rosters, { turns, days })
  const few = sizes.findLastIndex((size) => size > 0 && size < q.minGroup)
  return few < 0 ? q.from : (turns[few + 1] ?? addDays(q.to, 1))
}

export function rosterOn(q: {
  day: LocalDate
  people: readonly Person[]
  forgotten: readonly { roster: Person["roster"] }[]
}): Roster {
  const people = new Map<PersonId, string | null>()
  for (const person of q.people) {
    const interval = covering(person.roster, q.day)
    if (interval) people.set(person.id, interval.segment)
  }
  const forgotten = q.forgotten.filter((f) => covering(f.roster, q.day)).length
  return { day: q.day, people, forgotten, size: people.size + forgotten }
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
  return publishParticipation({ count, of: roster.size, minGroup: q.minGroup })
}
