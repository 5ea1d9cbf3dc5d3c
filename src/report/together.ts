/** What the card of a challenge tells to everybody: how much, by how many. */
import type { LocalDate, PersonId } from "../domain/id.ts"
import { periodOf } from "../domain/period.ts"
import { addDays } from "../domain/time.ts"
import { privacyLimits } from "./privacy.ts"
import type { Day } from "./tally.ts"
import { largestGroup, rest } from "./window.ts"

type Together = { amount: number; people: number }
/** `people` is null under MIN_GROUP: how many take part is told of no fewer. */
export type ToldTogether = { amount: number; people: number | null }

/**
 * The run's sum without those weeks, cut at the ends of months, in which only one or two people did something: who compares the
 * card with that of last week, or with the figures of the week, must not learn what these did. Null where nothing is left.
 */
export function together(q: {
  /** All of the run, whoever did it. */
  sum: Together
  challenge: string
  unit: string
  days: ReadonlyMap<LocalDate, Day>
  from: LocalDate
  to: LocalDate
  minGroup: number
}): ToldTogether | null {
  const parts = partsOf(q)
  const isLarge = ({ people }: Part) => largestGroup(people) >= privacyLimits.contributorsMin
  const small = parts.filter((part) => part.people.size > 0 && !isLarge(part))
  const told = new Set(parts.filter(isLarge).flatMap((part) => [...part.people]))
  const untold = new Set(small.flatMap((part) => [...part.people]).filter((person) => !told.has(person)))
  const people = q.sum.people - untold.size
  if (told.size === 0 || people < privacyLimits.contributorsMin) return null
  const amount = small.reduce((left, part) => left - part.amount, q.sum.amount)
  return { amount: Math.round(amount * 10) / 10, people: people < q.minGroup ? null : people }
}

type Part = { amount: number; people: Set<PersonId> }

function partsOf(q: Parameters<typeof together>[0]): Part[] {
  const parts = new Map<string, Part>()
  for (let day = q.from; day <= q.to; day = addDays(day, 1)) {
    const work = q.days.get(day)?.work.get(`${q.challenge} ${q.unit}`)?.people
    if (!work) continue
    const name = `${periodOf("week", day).id} ${periodOf("month", day).id}`
    const part = parts.get(name) ?? { amount: 0, people: new Set() }
    parts.set(name, part)
    for (const [person, { done, late, amount }] of work) {
      part.amount += amount
      if (done !== 0 || late !== 0 || Math.abs(amount) > rest) part.people.add(person)
    }
  }
  return [...parts.values()]
}
