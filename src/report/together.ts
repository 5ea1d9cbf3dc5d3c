/** What the card of a challenge tells to everybody: how much, by how many. */
import type { LocalDate, PersonId, RunId } from "../domain/id.ts"
import { periodOf } from "../domain/period.ts"
import { addDays } from "../domain/time.ts"
import { privacyLimits } from "./privacy.ts"
import { type Day, type Work, workKey } from "./tally.ts"
import { groupOf, rest } from "./window.ts"

type Together = { amount: number; people: number }
/** `people` is null under MIN_GROUP: how many take part is told of no fewer. */
export type ToldTogether = { amount: number; people: number | null }

/**
 * The run's sum without those weeks, cut at the ends of months, in which only one or two people did something: who compares the
 * card with that of last week, or with the figures of the week, must not learn what these did. Null where nothing is left.
 *
 * Every answer to a log shows it, so of a week with enough people no more than these are looked at.
 */
export function together(q: {
  /** All of the run, whoever did it. */
  sum: Together
  run: RunId
  challenge: string
  unit: string
  days: ReadonlyMap<LocalDate, Day>
  from: LocalDate
  to: LocalDate
  minGroup: number
}): ToldTogether | null {
  const key = workKey({ source: { kind: "challenge", id: q.challenge, unit: q.unit }, run: q.run })
  const parts = stretches(q.from, q.to).map((days) =>
    days.map((day) => q.days.get(day)?.work.get(key)?.people ?? nobody),
  )
  const large = parts.filter(isLarge)
  if (large.length === 0) return null
  const small = parts.filter((part) => !isLarge(part)).flat()
  const isTold = (person: PersonId) => large.some((part) => part.some((day) => acts(day.get(person))))
  const few = new Set(
    small.flatMap((day) => [...day].flatMap(([person, work]) => (acts(work) ? person : []))),
  )
  const people = q.sum.people - [...few].filter((person) => !isTold(person)).length
  if (people < privacyLimits.contributorsMin) return null
  let amount = q.sum.amount
  for (const day of small) for (const work of day.values()) amount -= work.amount
  return { amount: Math.round(amount * 10) / 10, people: people < q.minGroup ? null : people }
}

/** A week, cut where a month ends: of each of its days who did how much. */
type Part = ReadonlyMap<PersonId, Work>[]
const nobody: ReadonlyMap<PersonId, Work> = new Map()

function isLarge(part: Part): boolean {
  const groups = new Map<string, Set<PersonId>>()
  for (const day of part)
    for (const [person, work] of day) {
      if (!acts(work)) continue
      const name = groupOf(person)
      const group = groups.get(name) ?? new Set()
      groups.set(name, group.add(person))
      if (group.size >= privacyLimits.contributorsMin) return true
    }
  return false
}

function acts(work: Work | undefined): boolean {
  return work !== undefined && (work.done !== 0 || work.late !== 0 || Math.abs(work.amount) > rest)
}

/** The days by week and month. The same for all who look at a run on one day, and dates are dear. */
function stretches(from: LocalDate, to: LocalDate): LocalDate[][] {
  const key = `${from} ${to}`
  let found = known.get(key)
  if (!found) {
    const days: LocalDate[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
    found = [
      ...Map.groupBy(days, (day) => `${periodOf("week", day).id} ${periodOf("month", day).id}`).values(),
    ]
    if (known.size >= knownMax) known.clear()
    known.set(key, found)
  }
  return found
}
const known = new Map<string, LocalDate[][]>()
const knownMax = 500
