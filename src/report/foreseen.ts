/** What an organisation of a size will ever see: told before it starts, so that nobody waits for figures that cannot come. */
import { buyInLimits } from "./buy-in.ts"
import { privacyLimits } from "./privacy.ts"

export type Foreseen = {
  /** Reach, active and other shares of people. */
  people: boolean
  /** Answers to a poll: how many must answer before shares, and before counts, are shown; null where so many are not there. */
  sharesFrom: number | null
  countsFrom: number | null
  /** How many must answer each item before there is an index; null where there never is one. */
  indexFrom: number | null
  /** The most segments that can each be shown; 0 where there is nothing to compare. */
  segmentsMax: number
}

/** From here on the index asks for no larger part of the people than everywhere. */
export const smallUnder = Math.ceil(buyInLimits.answersMin / buyInLimits.responseMin)

export function foreseen(q: { people: number; minGroup: number }): Foreseen {
  const { people, minGroup } = q
  const reachable = (n: number) => (n <= people ? n : null)
  const segments = Math.floor(people / minGroup)
  const answers = Math.max(buyInLimits.answersMin, Math.ceil(buyInLimits.responseMin * people))
  return {
    people: people >= minGroup,
    sharesFrom: reachable(minGroup),
    countsFrom: reachable(Math.max(minGroup, privacyLimits.countsFrom)),
    indexFrom: people >= minGroup ? reachable(answers) : null,
    segmentsMax: segments > 1 ? segments : 0,
  }
}
