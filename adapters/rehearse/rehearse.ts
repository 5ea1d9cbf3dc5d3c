/**
 * A simulated organisation lives through some weeks on a set clock, up to now. It only speaks, presses and lets the
 * clock's work run, so that its ledger could have been made by people.
 */
import type { Incoming } from "../../src/app/ports.ts"
import type { Instant, Language, LocalDate, TimeZone } from "../../src/domain/id.ts"
import { mondayOf } from "../../src/domain/period.ts"
import { addDays, atLocal, dayMs, daysBetween, localDate } from "../../src/domain/time.ts"
import { answerQuestions, askManagement } from "./asking.ts"
import { isWorkingDay } from "./calendar.ts"
import { chanceOf } from "./chance.ts"
import { colleague, comesBy, visit } from "./colleague.ts"
import type { Colleague, Says } from "./person.ts"
import type { Stage } from "./stage.ts"
import { type Office, runProgramme } from "./steward.ts"
import { temperamentsOf } from "./temperament.ts"

export type RehearsalClock = { now(): Instant; set(at: Instant): void; release(): void }
export type Cast = {
  place: string
  steward: string
  manager: string
  /** Everybody on the roster. */
  people: readonly string[]
  /** Those a visitor speaks as: they have done nothing yet. */
  untouched: readonly string[]
}
export type Rehearsal = {
  stage: Stage
  clock: RehearsalClock
  zone: TimeZone
  /** What colleagues write in, until they choose. */
  language: Language
  cast: Cast
  weeks: number
  seed: number
  /** Hears after each week how many of all there are. */
  lived: (q: { week: number; of: number; messages: number }) => void
}
export type Lived = { from: LocalDate; to: LocalDate; messages: number }

/** Programme's own times; 17:00 is when polls close. */
const ticks = ["09:00", "09:30", "17:00"] as const
/** When people look at the channel; the minutes differ from day to day. */
const visits = ["09:35", "10:50", "12:20", "15:40"] as const
/** So long a card is looked at. */
const wallMs = 8 * dayMs

export async function rehearse(q: Rehearsal): Promise<Lived> {
  const now = q.clock.now()
  const to = localDate(now, q.zone)
  const from = addDays(mondayOf(to), -7 * q.weeks)
  const counted = { messages: 0 }
  const life = beginLife(q, counted)
  try {
    for (let date = from; date <= to; date = addDays(date, 1)) {
      const week = Math.floor(daysBetween(from, date) / 7)
      if (isWorkingDay(date)) await liveDay(q, life, { date, week, now })
      else if (date === addDays(from, week * 7 + 6))
        q.lived({ week: week + 1, of: q.weeks, messages: counted.messages })
    }
    q.clock.set(now)
    await q.stage.tick()
  } finally {
    q.clock.release()
  }
  return { from, to, messages: counted.messages }
}

type Life = { colleagues: Colleague[]; office: Office }

function beginLife(q: Rehearsal, counted: { messages: number }): Life {
  const { cast, seed, weeks, language } = q
  const apart = new Set([cast.steward, cast.manager, ...cast.untouched])
  const others = cast.people.filter((key) => !apart.has(key))
  const temperaments = temperamentsOf(others, seed)
  const colleagues = [...temperaments].map(([key, is]) =>
    colleague({ key, is, seed, weeks, language, says: speaker(q, key, counted) }),
  )
  const manager = { key: cast.manager, says: speaker(q, cast.manager, counted) }
  return { colleagues, office: { steward: speaker(q, cast.steward, counted), manager, language } }
}

/** The person's voice. A bug ends the rehearsal, because people would not speak on either. */
function speaker(q: Rehearsal, key: string, counted: { messages: number }): Says {
  const place: Incoming["place"] = { key: q.cast.place, name: q.cast.place, language: null, timeZone: null }
  const actor = { key, language: null, timeZone: null }
  let said = 0
  return async (text, { via, alone = false }) => {
    counted.messages++
    const delivery = `rehearsal/${key}/${said++}`
    const { type, card } = await q.stage.hear({ delivery, actor, place: alone ? null : place, text, via })
    if (type === "failed") throw new Error(`The rehearsal stopped: ${card.summary}`)
    return card
  }
}

type Moment = { at: Instant; happens: () => Promise<void> }

async function liveDay(
  q: Rehearsal,
  life: Life,
  day: { date: LocalDate; week: number; now: Instant },
): Promise<void> {
  for (const { at, happens } of momentsOf(q, life, day)) {
    if (at > day.now) return
    q.clock.set(at)
    await happens()
    await q.stage.quiet()
  }
}

function momentsOf(q: Rehearsal, life: Life, day: { date: LocalDate; week: number }): Moment[] {
  const { date, week } = day
  const at = (time: string) => atLocal({ date, time, zone: q.zone })
  const minutes = chanceOf(q.seed, date)
  const coming = Map.groupBy(life.colleagues, (c) =>
    comesBy(c, { date, moments: visits.length, seed: q.seed }),
  )
  const visiting = visits.map((time, i): Moment => {
    const moment = at(time) + minutes.whole(0, 55) * 60_000
    return {
      at: moment,
      happens: async () => {
        const wall = await q.stage.wall(moment - wallMs)
        const seen = { stage: q.stage, wall, week, inTwoWeeks: addDays(date, 14) }
        // All at once, as in an office: what they say meets in the ledger, and one write takes it all.
        await Promise.all((coming.get(i) ?? []).map((c) => visit(c, seen)))
      },
    }
  })
  return [
    ...ticks.map((time): Moment => ({ at: at(time), happens: () => q.stage.tick() })),
    { at: at("09:32"), happens: () => runProgramme(life.office, day) },
    { at: at("09:33"), happens: () => answerQuestions(life.office, { ...day, ...q }) },
    { at: at("11:30"), happens: () => askManagement(life.colleagues, { ...day, ...q }) },
    ...visiting,
  ].sort((a, b) => a.at - b.at)
}
