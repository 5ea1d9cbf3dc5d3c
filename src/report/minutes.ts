import type { Catalogue } from "../domain/content.ts"
import type { LocalDate } from "../domain/id.ts"
import { daysBetween } from "../domain/time.ts"
import type { Metric } from "./metric.ts"
import type { Minutes } from "./report.ts"
import type { Window } from "./window.ts"

/**
 * The content says how long a challenge takes, and not so of a tip or a question: reading the card and pressing one button
 * takes less than a minute. What a tip proposes is the reader's own choice.
 */
export const minutesOfCard = 1
/** A shorter time is told as one week: two days of a week that runs would else be called three times as busy. */
export const daysMin = 7

/** For readers of the JSON, who see no words. */
export const minutesDefinition = `minutes that the programme asks of somebody who does once all that was offered in the period: of each challenge that began what the content says, ${minutesOfCard} for each poll that opened, and ${minutesOfCard} for each tip, of every day in the channel that got most; per week of the period so far, at least one week; of the programme, not of what anybody did`

/** What is asked of people, so that a manager sees it before they do. It tells of the programme and of nobody. */
export const minutes: Metric<Minutes> = ({ window, catalogue, daysCounted }) =>
  perWeek({
    challenges: challengeMinutes(window, catalogue),
    nudges: minutesOfCard * nudgesOfOne(window),
    polls: minutesOfCard * window.opened,
    days: daysCounted,
  })

export function perWeek(q: Omit<Minutes, "perWeek" | "minutes">): Minutes {
  const all = q.challenges + q.nudges + q.polls
  return { perWeek: Math.round((10 * 7 * all) / q.days) / 10, minutes: all, ...q }
}

/** From the first day that was counted, up to today while the period runs. */
export function countedDays(q: { from: LocalDate; to: LocalDate; first: LocalDate | null }): number {
  const from = q.first !== null && q.first > q.from ? q.first : q.from
  return Math.max(daysMin, from > q.to ? 0 : daysBetween(from, q.to) + 1)
}

/** A challenge that the content knows no more has no minutes. */
function challengeMinutes({ offered }: Window, { challenges }: Catalogue): number {
  return offered.reduce(
    (sum, one) => sum + (one.kind === "challenge" ? (challenges.get(one.id)?.effortMinutes ?? 0) : 0),
    0,
  )
}

/** Each channel gets tips of its own and nobody needs more than one of them: of every day the channel with most. Days add up. */
function nudgesOfOne({ offered }: Window): number {
  const days = new Map<LocalDate, Map<string, number>>()
  for (const one of offered) {
    if (one.kind !== "nudge") continue
    const places = days.get(one.on) ?? new Map<string, number>()
    places.set(one.place, (places.get(one.place) ?? 0) + 1)
    days.set(one.on, places)
  }
  return [...days.values()].reduce((sum, places) => sum + Math.max(...places.values()), 0)
}
