import { type Chance, chanceOf } from "./chance.ts"

/** How somebody takes part; each number is a chance. Nobody in a real organisation is only one of these. */
export type Temperament = {
  /** Has a look at the channel on a working day. */
  looks: number
  /** Having seen it: answers a poll, answers a tip, joins a challenge. */
  votes: number
  nudges: number
  joins: number
  /** Reports what was done, on a day that they look and take part. */
  logs: number
  /** Only looks around: help, goals, today. Counts as nothing, and is not. */
  peeks: number
}

const temperaments: readonly { part: number; is: Temperament }[] = [
  { part: 0.37, is: { looks: 0.4, votes: 0, nudges: 0, joins: 0, logs: 0, peeks: 0.02 } },
  { part: 0.17, is: { looks: 0.7, votes: 0.95, nudges: 0.15, joins: 0.05, logs: 0.2, peeks: 0.02 } },
  { part: 0.13, is: { looks: 0.65, votes: 0.75, nudges: 0.65, joins: 0.1, logs: 0.3, peeks: 0.04 } },
  { part: 0.15, is: { looks: 0.8, votes: 0.85, nudges: 0.2, joins: 0.75, logs: 0.75, peeks: 0.03 } },
  { part: 0.07, is: { looks: 0.9, votes: 0.95, nudges: 0.7, joins: 0.8, logs: 0.8, peeks: 0.05 } },
  { part: 0.11, is: { looks: 0.45, votes: 0.7, nudges: 0.25, joins: 0.2, logs: 0.4, peeks: 0.03 } },
]

/** Each kind has its part of the people, whoever they are: few draws would make an odd organisation now and then. */
export function temperamentsOf(people: readonly string[], seed: number): Map<string, Temperament> {
  const shuffled = shuffle(people, chanceOf(seed, "temperaments"))
  return new Map(shuffled.map((key, i) => [key, kindAt((i + 0.5) / shuffled.length)]))
}

function kindAt(share: number): Temperament {
  let upTo = 0
  const found = temperaments.find(({ part }) => {
    upTo += part
    return share < upTo
  })
  return (found ?? (temperaments[0] as (typeof temperaments)[number])).is
}

function shuffle<T>(list: readonly T[], chance: Chance): T[] {
  return list
    .map((item) => ({ item, at: chance.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
