import type { PersonId } from "../domain/id.ts"
import type { Basis } from "./metric.ts"
import { countPeople } from "./roster.ts"
import { acted, reached } from "./window.ts"

const topStep = 5
/** "Did it more often" begins here. */
export const oftenTimes = 3

/**
 * People per step, 0 to 5: nothing; answered; did something; did it three times or more; asked a question; started a
 * challenge. Everybody stands on their highest step, and nobody above 0 who was not reached, so that steps 1 to 5 add up to reach.
 */
export function ladderOf(basis: Basis): number[] {
  const { roster, forgottenIds } = basis
  const from = (step: number) =>
    countPeople({
      among: roster.people.keys(),
      took: (person) => stepOf(basis, person) >= step,
      forgottenIds,
      forgotten: roster.forgotten,
    })
  const atLeast = [roster.size, ...[1, 2, 3, 4, topStep].map(from)]
  return atLeast.map((count, step) => count - (atLeast[step + 1] ?? 0))
}

function stepOf({ took: window }: Basis, person: PersonId): number {
  if (!reached(window, person)) return 0
  if (window.started.has(person)) return topStep
  if (window.contributed.has(person)) return 4
  if (acted(window, person, oftenTimes)) return 3
  return acted(window, person) ? 2 : 1
}
