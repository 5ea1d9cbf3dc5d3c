import type { Result } from "../domain/poll.ts"
import { questionLimits } from "../domain/question.ts"
import type { FollowUp, Ladder, OptionShare, Published, Share, WhyWithheld } from "./report.ts"

/**
 * The one family of functions that makes `Published` values (DESIGN §4, small groups). Four classes:
 * opinions need MIN_GROUP answers, participation needs a population of MIN_GROUP, work done needs three
 * contributors, and operations are for stewards only.
 */
export const privacyLimits = {
  /** Fewer people than this did it: their work is not shown. */
  contributorsMin: 3,
  /** What a small group in a sum may have done stays open by so many people. */
  openMin: 5,
  /** Or by this part of it, where that is more. */
  openShare: 0.1,
  /** So many people more or fewer in a sum may not tell anything about a small group in it. */
  openSpare: 1,
  /** Where small segments are counted in Other, it should have so many times MIN_GROUP people. */
  otherTimes: 5,
  /** From here on counts of opinions are shown; below, shares in steps. */
  countsFrom: 20,
  /** Steps of 5 points. */
  shareSteps: 20,
} as const

/** What a closing poll records and everybody sees: the only form in which opinions leave the sealed ballots. */
export function publishOpinion(q: {
  counts: Record<string, number>
  answers: number
  minGroup: number
}): Result {
  if (q.answers < q.minGroup) return { answers: q.answers, options: null }
  // Where an option was chosen by all, everybody's answer is known; with several choices this goes for each option by itself.
  if (Object.values(q.counts).some((count) => count === q.answers))
    return { answers: q.answers, options: null }
  if (q.answers >= privacyLimits.countsFrom)
    return { answers: q.answers, options: { as: "counts", counts: { ...q.counts } } }
  const shares = Object.entries(q.counts).map(([key, count]) => [key, inSteps(count / q.answers)])
  return { answers: q.answers, options: { as: "shares", shares: Object.fromEntries(shares) } }
}

/** A recorded result, as the report takes it. */
export function publishedResult(q: {
  result: Result
  keys: string[]
  minGroup: number
}): Published<{ options: OptionShare[] }> {
  const { answers, options } = q.result
  if (options === null) return withheld(answers < q.minGroup ? "small" : "equal")
  return publish({
    options: q.keys.map((key) => {
      if (options.as === "shares") return { key, share: options.shares[key] ?? 0 }
      const count = options.counts[key] ?? 0
      return { key, count, share: answers > 0 ? count / answers : 0 }
    }),
  })
}

/** Reach, active and other counts of people: `of` is the population of the cell. */
export function publishParticipation(q: { count: number; of: number; minGroup: number }): Published<Share> {
  if (q.of < q.minGroup) return withheld("small")
  return publish({ count: q.count, of: q.of, share: q.count / q.of })
}

/** As many people of a small group must stay possible. */
export function neededFor(size: number): number {
  return Math.max(privacyLimits.openMin, Math.ceil(size * privacyLimits.openShare))
}

/** People per step of depth: counts of the whole roster, like any participation. */
export function publishLadder(q: { steps: number[]; of: number; minGroup: number }): Published<Ladder> {
  return q.of < q.minGroup ? withheld("small") : publish({ steps: q.steps, of: q.of })
}

/**
 * Questions that were due, and answered in time. They tell of what management did; but each had somebody who asked, so it is
 * participation: of the whole roster only, and not where that is small.
 */
export function publishFollowUp(q: {
  answered: number
  due: number
  people: number
  minGroup: number
}): Published<FollowUp> {
  if (q.people < q.minGroup) return withheld("small")
  const share = q.due === 0 ? null : q.answered / q.due
  return publish({ count: q.answered, of: q.due, share, withinDays: questionLimits.dueDays })
}

/** Actions and units. Nothing done by nobody is no secret: zero is shown. */
export function publishWork<T extends object>(figure: T, contributors: number): Published<T> {
  if (contributors > 0 && contributors < privacyLimits.contributorsMin) return withheld("small")
  return publish(figure)
}

/** How messages ended, and how many people are out or paused. */
export function publishOperations<T>(figure: T, audience: "steward" | "manager"): T | null {
  return audience === "steward" ? figure : null
}

export function withheld<T>(because: WhyWithheld): Published<T> {
  return { suppressed: true, because } as Published<T>
}

function publish<T extends object>(figure: T): Published<T> {
  return figure as Published<T>
}

function inSteps(share: number): number {
  return Math.round(share * privacyLimits.shareSteps) / privacyLimits.shareSteps
}
