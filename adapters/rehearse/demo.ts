import type { Running } from "../../src/app/open.ts"
import type { Instant, TimeZone } from "../../src/domain/id.ts"
import { periodOf, previousPeriod } from "../../src/domain/period.ts"
import { daysBetween, localDate } from "../../src/domain/time.ts"
import type { MovableClock } from "../movable-clock.ts"
import { type Cast, type Lived, rehearse } from "./rehearse.ts"
import { stageOf } from "./stage.ts"

/** So many full weeks a rehearsal lives before this one, where nothing else is asked for: a quarter. */
export const demoWeeks = 12
/** The demo looks the same on every machine, but for its dates. */
export const demoSeed = 2026
/** Weeks between two lines of progress. */
const told = 3

export type RehearsalWish = { say: (line: string) => void; weeks?: number; seed?: number }

/** As many as the quarter before this one needs to be whole: only a whole one has an index, and that is what a director comes to see. */
export function weeksOfTheDemo(now: Instant, zone: TimeZone): number {
  const today = localDate(now, zone)
  const { from } = previousPeriod(periodOf("quarter", today))
  return Math.ceil(daysBetween(from, periodOf("week", today).from) / 7)
}

/** Fills an organisation with the weeks up to now; `say` hears how far it is, in plain words. */
export function rehearseDemo(
  q: RehearsalWish & { running: Running; clock: MovableClock; cast: Cast },
): Promise<Lived> {
  const { running, clock, cast, say, weeks = demoWeeks, seed = demoSeed } = q
  say(`${cast.people.length} invented colleagues live through the last ${weeks} weeks:`)
  return rehearse({
    stage: stageOf(running, cast.place),
    clock,
    zone: running.org.settings.zone,
    language: running.org.settings.language,
    cast,
    weeks,
    seed,
    lived: ({ week, of, messages }) => {
      if (week % told === 0 && week <= of) say(`  week ${week} of ${of}, ${messages} messages so far`)
    },
  })
}
