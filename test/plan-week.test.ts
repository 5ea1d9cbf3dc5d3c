import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addresseeOf, due, type PlaceOccasion, rhythmic } from "../src/app/due.ts"
import { inside } from "../src/app/due-hours.ts"
import { type Known, type Preview, planAll, preview, previewMs } from "../src/app/plan-week.ts"
import { idOf } from "../src/app/turns.ts"
import type { ProgrammeContent, Rhythm, What } from "../src/domain/content.ts"
import type { Instant, LocalDate } from "../src/domain/id.ts"
import { noProgramme, type PlaceState } from "../src/domain/programme.ts"
import { atLocal, dayMs, hourMs, isoWeek, localDate, localTime, weekday } from "../src/domain/time.ts"

const zone = "Europe/Amsterdam"
const hours = { from: "09:00", to: "17:00" }
/** `2026-11-23 09:00` in Amsterdam: a Monday. */
const at = (text: string) => atLocal({ date: text.slice(0, 10), time: text.slice(11), zone })

function occasion(what: PlaceOccasion["what"], when: string, id = ""): PlaceOccasion {
  const date = when.slice(0, 10)
  const polls = what === "result" ? [id] : []
  return { key: `${what}${id}`, what, place: "hall", at: at(when), date, week: isoWeek(date), polls }
}

const time = fc.constantFrom("00:00", "07:30", "09:00", "09:30", "12:30", "13:00", "16:30", "17:00", "23:30")
const rhythm = (everyWeeks: 1 | 2): fc.Arbitrary<Rhythm> =>
  fc.record({ weekday: fc.integer({ min: 1, max: 7 }), time, everyWeeks: fc.constant(everyWeeks) })
const contents: fc.Arbitrary<ProgrammeContent> = fc.record({
  rhythm: fc.record({ digest: rhythm(1), nudge: rhythm(1), pulse: rhythm(1), challenge: rhythm(2) }),
  hours: fc.constantFrom(hours, hours, { from: "13:00", to: "15:00" }, { from: "22:00", to: "06:00" }),
  challengeWeeks: fc.constant(2),
})
const zones = fc.constantFrom(
  zone,
  "Pacific/Kiritimati",
  "Pacific/Apia",
  "Australia/Lord_Howe",
  "America/Los_Angeles",
  "Africa/Cairo",
  "Asia/Kolkata",
)
const tick = 30 * 60_000
const starts = fc.oneof(
  // Around a quarter's end, around both changes of the clock, and anywhere.
  fc.integer({ min: 0, max: 14 * 48 }).map((n) => Date.parse("2026-12-15T00:00Z") + n * tick),
  fc.integer({ min: 0, max: 14 * 48 }).map((n) => Date.parse("2027-03-20T00:00Z") + n * tick),
  fc.integer({ min: 0, max: 700 * 48 }).map((n) => Date.parse("2026-01-10T00:00Z") + n * tick),
)
const world = fc.record({
  content: contents,
  place: zones,
  organisation: zones,
  from: starts,
  /** Half hours, relative to the start, at which polls close. */
  closings: fc.array(fc.integer({ min: -5 * 48, max: 7 * 48 }), { maxLength: 5 }),
  skips: fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 2 }),
  usedToday: fc.boolean(),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

function knownOf(
  w: World,
): Known & { sent: { at: Instant; keys: string[] }[]; missed: Map<string, Instant> } {
  const what: What[] = ["digest", "nudge", "pulse", "challenge"]
  const yes = Object.fromEntries(what.map((k) => [k, 0]))
  const places = new Map([["hall", { timeZone: w.place }]])
  const programme = {
    ...noProgramme,
    places: new Map([["hall", { place: "hall", joinedAt: 0, yes, language: null }]]),
  }
  const window = { programme, places, content: w.content, zone: w.organisation }
  const all = rhythmic({ ...window, after: w.from - 9 * dayMs, upTo: w.from + 9 * dayMs })
  const skipped = new Set(w.skips.flatMap((i) => (all[i] ? [all[i].key] : [])))
  const results = w.closings.map((n, i): PlaceOccasion => {
    const closes = w.from + n * tick
    const date = localDate(closes, w.place)
    return {
      key: `result/hall/p${i}`,
      what: "result",
      place: "hall",
      at: closes,
      date,
      week: isoWeek(date),
      polls: [`p${i}`],
    }
  })
  const days = new Set<LocalDate>(w.usedToday ? [localDate(w.from, w.place)] : [])
  return {
    ...window,
    programme: { ...programme, skipped },
    now: w.from,
    results,
    readers: [],
    firstDay: null,
    handled: new Set(),
    taken: (_, date) => days.has(date),
    sent: [],
    missed: new Map(),
  }
}

const plainWorld: World = {
  content: {
    rhythm: {
      digest: { weekday: 1, time: "09:00", everyWeeks: 1 },
      nudge: { weekday: 2, time: "09:00", everyWeeks: 1 },
      pulse: { weekday: 3, time: "09:30", everyWeeks: 1 },
      challenge: { weekday: 4, time: "09:00", everyWeeks: 1 },
    },
    hours,
    challengeWeeks: 2,
  },
  place: zone,
  organisation: zone,
  from: 0,
  closings: [],
  skips: [],
  usedToday: false,
}

/** Ticks, each deciding from what is known then. */
function live(
  w: World,
  q = { lastsMs: previewMs, everyMs: tick, isDown: (_: Instant) => false },
): { sent: { at: Instant; keys: string[] }[]; missed: string[][] } {
  const known = knownOf(w)
  const handled = new Set<string>()
  const used = new Set<LocalDate>()
  const sent: { at: Instant; keys: string[] }[] = []
  const missed: string[][] = []
  const taken = (place: string, date: LocalDate) => used.has(date) || known.taken(place, date)
  for (let now = w.from; now < w.from + q.lastsMs; now += q.everyMs) {
    if (q.isDown(now)) continue
    // Polls are closed before this is asked; what is to close later is known too.
    for (const d of planAll({ ...known, now, handled, taken })) {
      if (d.type !== "missed" && d.type !== "send") continue
      const keys = d.type === "send" ? [d.occasion, ...d.along].map((o) => o.key) : [d.occasion.key]
      for (const key of keys) handled.add(key)
      if (d.type === "missed") missed.push([d.occasion.key, d.because])
      if (d.type === "missed") continue
      const date = localDate(now, w.place)
      expect(used.has(date)).toBe(false)
      used.add(date)
      sent.push({ at: now, keys: keys.sort() })
    }
  }
  return { sent, missed }
}

function expectRules(w: World, message: { at: Instant; keys: string[] }) {
  const known = knownOf(w)
  const all = [...due({ ...known, after: w.from - 14 * dayMs, upTo: w.from + previewMs }), ...known.results]
  const date = localDate(message.at, w.place)
  expect(inside(localTime(message.at, w.place), w.content.hours)).toBe(true)
  for (const key of message.keys) {
    const o = all.find((one) => one.key === key)
    if (!o) throw new Error(`${key} was never due`)
    const age = message.at - o.at
    expect(age).toBeGreaterThanOrEqual(0)
    if (o.what === "digest" || o.what === "nudge")
      expect(age).toBeLessThan(o.what === "digest" ? dayMs : 4 * hourMs)
    else if (date !== o.date) expect(weekday(date)).toBeLessThanOrEqual(5)
  }
}

describe("the week's preview", () => {
  it("comes true to the minute when nobody interferes", () => {
    let messages = 0
    fc.assert(
      fc.property(world, (w) => {
        const lines = preview(knownOf(w))
        const goes = lines.filter(
          (l) => (l.state === "planned" || l.state === "moved") && l.at < w.from + previewMs,
        )
        const promised = [...Map.groupBy(goes, (l) => l.at)].map(([when, of]) => ({
          at: when,
          keys: of.map((l) => l.key).sort(),
        }))
        const { sent, missed } = live(w)
        messages += sent.length
        expect(sent).toEqual(promised)
        const taken = (s: Preview["state"]) => lines.filter((l) => l.state === s).map((l) => l.key)
        for (const key of [...taken("skipped"), ...taken("quarter-end")])
          expect(sent.flatMap((s) => s.keys)).not.toContain(key)
        for (const key of taken("late"))
          expect(new Map(missed as [string, string][]).get(key) ?? "late").toBe("late")
        for (const message of sent) expectRules(w, message)
      }),
      { numRuns: 15 },
    )
    // A world in which nothing is ever sent would prove nothing.
    expect(messages).toBeGreaterThan(15)
  }, 60_000)

  it("adds up: each occasion is sent or missed, once, also by a bot that is down for days", () => {
    const downs = fc.array(fc.boolean(), { minLength: 17, maxLength: 17 })
    let outcomes = 0
    fc.assert(
      fc.property(world, downs, (w, down) => {
        // Up again at the end, within the look-back of the first occasion.
        const isDown = (at: Instant) =>
          at < w.from + 11 * dayMs && down[Math.floor((at - w.from) / dayMs)] === true
        const { sent, missed } = live(w, { lastsMs: 17 * dayMs, everyMs: 4 * tick, isDown })
        const known = knownOf(w)
        const week = { ...known, after: w.from, upTo: w.from + previewMs }
        const due7 = [...due(week), ...known.results.filter((o) => o.at > w.from)].map((o) => o.key)
        const ended = [...sent.flatMap((m) => m.keys), ...missed.map(([key]) => key as string)]
        const wrong = due7.filter(
          (key) => ended.filter((k) => k === key).length !== (known.programme.skipped.has(key) ? 0 : 1),
        )
        expect(wrong).toEqual([])
        outcomes += due7.length
      }),
      { numRuns: 15 },
    )
    expect(outcomes).toBeGreaterThan(30)
  }, 60_000)

  it("one place's day is not another's", () => {
    const known = knownOf({ ...plainWorld, from: at("2026-11-24 09:00") })
    const joinedAt = at("2026-11-24 00:00")
    const yes = { digest: joinedAt, nudge: joinedAt }
    const hall: PlaceState = { place: "hall", joinedAt, yes }
    const places = new Map([
      ["hall", hall],
      ["canteen", { ...hall, place: "canteen" }],
      ["tokyo", { ...hall, place: "tokyo" }],
    ])
    const zones = new Map([
      ["hall", { timeZone: zone }],
      ["canteen", { timeZone: zone }],
      ["tokyo", { timeZone: "Asia/Tokyo" }],
    ])
    const decisions = planAll({
      ...known,
      programme: { ...known.programme, places },
      places: zones,
      taken: (place, date) => place === "hall" && date === "2026-11-24",
    })
    // In Tokyo it is 17:00: eight hours late.
    expect(
      decisions.map((d) => [idOf(addresseeOf(d.occasion)), d.type === "missed" ? d.because : d.type]).sort(),
    ).toEqual([
      ["canteen", "send"],
      ["hall", "busy-day"],
      ["tokyo", "late"],
    ])
  })

  it("says of each line why it does not come", () => {
    const known = knownOf({ ...plainWorld, from: at("2026-12-20 12:00") })
    const programme = { ...known.programme, skipped: new Set(["digest/hall/2026-W51"]) }
    const results = [
      { ...occasion("result", "2026-12-20 17:00", "p1"), key: "result/hall/p1" },
      { ...occasion("result", "2026-12-23 10:00", "p2"), key: "result/hall/p2" },
    ]
    const show = (lines: Preview[]) =>
      lines.map((l) => `${l.date} ${localTime(l.at, zone)} ${l.what} ${l.state}`)
    const handled = new Set(["pulse/hall/2026-W51", "challenge/hall/2026-W51"])
    expect(show(preview({ ...known, programme, results, handled }))).toEqual(
      [
        "2026-12-21 09:00 digest skipped",
        "2026-12-21 09:00 result moved",
        "2026-12-22 09:00 nudge planned",
        "2026-12-23 10:00 result planned",
        // The pulse yields to the result of that day, and the day after is within eight days of the quarter's end.
        "2026-12-23 09:30 pulse taken",
        "2026-12-24 09:00 challenge planned",
      ].sort((a, b) => a.localeCompare(b)),
    )
    const next = { ...known, now: at("2026-12-27 12:00") }
    expect(show(preview(next))).toContain("2026-12-30 09:30 pulse quarter-end")
    expect(preview({ ...next, programme: { ...programme, paused: true } })).toEqual([])
  })
})
