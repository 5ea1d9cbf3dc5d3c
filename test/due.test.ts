import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { due, inQuarterEnd, type Occasion, results, rhythmic, type Window } from "../src/app/due.ts"
import type { ProgrammeContent, What } from "../src/domain/content.ts"
import type { Instant, TimeZone } from "../src/domain/id.ts"
import { noProgramme, type PlaceState, type Programme } from "../src/domain/programme.ts"
import { addDays, atLocal, isoWeek, localDate, localTime, weekday } from "../src/domain/time.ts"

const kinds: What[] = ["digest", "nudge", "pulse", "challenge"]
const content: ProgrammeContent = {
  rhythm: {
    digest: { weekday: 1, time: "09:00", everyWeeks: 1 },
    nudge: { weekday: 2, time: "09:00", everyWeeks: 1 },
    pulse: { weekday: 3, time: "09:30", everyWeeks: 2 },
    challenge: { weekday: 4, time: "09:00", everyWeeks: 2 },
  },
  hours: { from: "09:00", to: "17:00" },
  challengeWeeks: 2,
}
/** Clocks change on Sundays and Saturdays, in some zones at midnight: the rhythm to break. */
const nightly: ProgrammeContent = {
  ...content,
  rhythm: {
    digest: { weekday: 7, time: "00:00", everyWeeks: 1 },
    nudge: { weekday: 7, time: "02:15", everyWeeks: 1 },
    pulse: { weekday: 6, time: "00:00", everyWeeks: 1 },
    challenge: { weekday: 6, time: "23:45", everyWeeks: 2 },
  },
}
const amsterdam = "Europe/Amsterdam"
const yes = { digest: 0, nudge: 0, pulse: 0, challenge: 0 }

function windowOf(q: {
  zones: TimeZone[]
  from: Instant
  to: Instant
  content?: ProgrammeContent
  zone?: TimeZone
  state?: Partial<PlaceState>
  programme?: Partial<Programme>
}): Window {
  const places = new Map(
    q.zones.map((place): [string, PlaceState] => [
      place,
      { place, joinedAt: 0, yes, language: null, ...q.state },
    ]),
  )
  return {
    programme: { ...noProgramme, places, ...q.programme },
    places: new Map(q.zones.map((z) => [z, { timeZone: z }])),
    content: q.content ?? content,
    zone: q.zone ?? amsterdam,
    after: q.from,
    upTo: q.to,
  }
}
const at = (text: string) => Date.parse(text)
const keys = (list: Occasion[]) => list.map((o) => o.key)

/** Two years in 418 zones take some seconds. */
const slow = 60_000

const start = at("2026-01-01T00:00:00Z")
const end = at("2028-01-01T00:00:00Z")
const everyZone = Intl.supportedValuesOf("timeZone")

/** The local weeks that lie wholly in the two years, whatever the zone. */
const wholeWeeks = Array.from({ length: 102 }, (_, i) => addDays("2026-01-12", 7 * i))

describe("every zone on earth, over two years", () => {
  for (const [name, rhythm] of [
    ["by the default rhythm", content],
    ["by a rhythm at the hours when clocks change", nightly],
  ] as const)
    it(
      `${name}, each occasion comes exactly once in each local week that it should`,
      () => {
        const all = rhythmic(windowOf({ zones: everyZone, from: start, to: end, content: rhythm }))
        const found = new Map<string, number>()
        for (const o of all) found.set(o.key, (found.get(o.key) ?? 0) + 1)
        expect([...found].filter(([, n]) => n !== 1)).toEqual([])
        const missing = everyZone.flatMap((zone) =>
          kinds.flatMap((what) =>
            wholeWeeks.flatMap((monday, i) => {
              const { everyWeeks } = rhythm.rhythm[what]
              // Week 1 after 2026-01-05 is odd: challenges; pulses the week after.
              const isTurn = everyWeeks === 1 || (i % 2 === 0) === (what === "challenge")
              const key = `${what}/${zone}/${isoWeek(what === "digest" ? addDays(monday, -7) : monday)}`
              return found.has(key) === isTurn ? [] : [key]
            }),
          ),
        )
        expect(missing).toEqual([])
      },
      slow,
    )

  it(
    "each occasion comes when the clocks there show the rhythm's day and time",
    () => {
      // Shown by Intl, which the product does not use for this.
      const wrong = everyZone.flatMap((zone) => {
        const shown = new Intl.DateTimeFormat("en-GB", {
          timeZone: zone,
          weekday: "short",
          hour: "2-digit",
          minute: "2-digit",
        })
        // An organisation far to the east, so that no digest has to wait.
        const all = rhythmic(windowOf({ zones: [zone], from: start, to: end, zone: "Pacific/Kiritimati" }))
        const hoped = {
          digest: "Mon 09:00",
          nudge: "Tue 09:00",
          pulse: "Wed 09:30",
          challenge: "Thu 09:00",
          result: "",
        }
        return all
          .filter((o) => shown.format(o.at).replace(",", "") !== hoped[o.what])
          .map((o) => `${o.key} ${o.at}`)
      })
      expect(wrong).toEqual([])
    },
    slow,
  )

  it(
    "when the clock ticks makes no difference: nothing is lost or doubled between two ticks",
    () => {
      const some = fc.uniqueArray(fc.constantFrom(...everyZone), { minLength: 1, maxLength: 3 })
      const cuts = fc.array(fc.integer({ min: start, max: end }), { maxLength: 30 })
      const rhythms = fc.constantFrom(content, nightly)
      fc.assert(
        fc.property(some, cuts, rhythms, fc.constantFrom(...everyZone), (zones, instants, rhythm, zone) => {
          const whole = due(windowOf({ zones, from: start, to: end, content: rhythm, zone }))
          // Also cut exactly at occasions, where a slip of one millisecond shows.
          const exact = whole.filter((_, i) => i % 17 === 0).flatMap((o) => [o.at - 1, o.at])
          const edges = [start, ...[...instants, ...exact].sort((a, b) => a - b), end]
          const slices = edges
            .slice(1)
            .flatMap((to, i) => due(windowOf({ zones, from: edges[i] as number, to, content: rhythm, zone })))
          expect(slices.map((o) => [o.key, o.at])).toEqual(whole.map((o) => [o.key, o.at]))
        }),
        { numRuns: 40 },
      )
    },
    slow,
  )

  it("a week in which a day was skipped has its occasion too", () => {
    // Samoa had no Friday 30 December 2011.
    const friday: ProgrammeContent = {
      ...content,
      rhythm: { ...content.rhythm, nudge: { weekday: 5, time: "09:00", everyWeeks: 1 } },
    }
    const nudges = due(
      windowOf({
        zones: ["Pacific/Apia"],
        from: at("2011-12-01T00:00Z"),
        to: at("2012-01-19T00:00Z"),
        content: friday,
      }),
    ).filter((o) => o.what === "nudge")
    expect(nudges.map((o) => o.date)).toEqual([
      "2011-12-02",
      "2011-12-09",
      "2011-12-16",
      "2011-12-23",
      "2011-12-31",
      "2012-01-06",
      "2012-01-13",
    ])
    expect(new Set(keys(nudges)).size).toBe(7)
  })

  it("every second week goes on over the turn of a year of 53 weeks", () => {
    const q = windowOf({ zones: [amsterdam], from: at("2026-12-01T00:00Z"), to: at("2027-02-01T00:00Z") })
    const of = (what: What) =>
      rhythmic(q)
        .filter((o) => o.what === what)
        .map((o) => o.date)
    expect(of("challenge")).toEqual(["2026-12-03", "2026-12-17", "2026-12-31", "2027-01-14", "2027-01-28"])
    expect(of("pulse")).toEqual(["2026-12-09", "2026-12-23", "2027-01-06", "2027-01-20"])
  })
})

describe("the digest", () => {
  it.each([
    // place, organisation, local date and time of the digest about 2026-W47
    ["Europe/Amsterdam", "Europe/Amsterdam", "2026-11-23", "09:00"],
    ["America/Los_Angeles", "Europe/Amsterdam", "2026-11-23", "09:00"],
    ["Asia/Tokyo", "Europe/Amsterdam", "2026-11-23", "09:00"],
    // Amsterdam's Monday begins at 12:00 in Auckland and at 13:00 on Kiritimati
    ["Pacific/Auckland", "Europe/Amsterdam", "2026-11-23", "12:00"],
    ["Pacific/Kiritimati", "Europe/Amsterdam", "2026-11-23", "13:00"],
    // Los Angeles' Monday begins at 22:00 there: too late for that day
    ["Pacific/Kiritimati", "America/Los_Angeles", "2026-11-24", "09:00"],
    ["Asia/Tokyo", "America/Los_Angeles", "2026-11-24", "09:00"],
  ])("in %s waits until the week of %s has ended: %s %s", (place, zone, date, time) => {
    const q = windowOf({
      zones: [place],
      from: at("2026-11-22T00:00Z"),
      to: at("2026-11-26T00:00Z"),
      zone,
    })
    const digests = due(q).filter((o) => o.what === "digest")
    expect(digests.map((o) => [o.week, o.date, localTime(o.at, place)])).toEqual([["2026-W47", date, time]])
  })

  it(
    "never tells about a week that has not ended for the organisation",
    () => {
      for (const zone of ["Pacific/Pago_Pago", amsterdam]) {
        const all = due(windowOf({ zones: everyZone, from: start, to: start + 60 * 86_400_000, zone }))
        const early = all.filter((o) => o.what === "digest" && isoWeek(localDate(o.at, zone)) <= o.week)
        expect(keys(early)).toEqual([])
      }
    },
    slow,
  )
})

describe("a steward's yes", () => {
  const q = { zones: [amsterdam], from: at("2026-11-16T00:00Z"), to: at("2026-12-07T00:00Z") }
  const tuesday = at("2026-11-24T08:00:00Z")

  it("is needed for each kind", () => {
    const all = due(windowOf({ ...q, state: { yes: { digest: 0 } } }))
    expect(keys(all)).toEqual([
      "digest/Europe/Amsterdam/2026-W46",
      "digest/Europe/Amsterdam/2026-W47",
      "digest/Europe/Amsterdam/2026-W48",
    ])
  })

  it.each([
    ["a yes", (since: Instant) => ({ state: { yes: { nudge: since } } })],
    ["joining", (since: Instant) => ({ state: { yes: { nudge: 0 }, joinedAt: since } })],
    ["a resume", (since: Instant) => ({ state: { yes: { nudge: 0 } }, programme: { resumedAt: since } })],
  ])("what lies before %s is not made up for", (_, since) => {
    const from = (t: Instant) => keys(due(windowOf({ ...q, ...since(t) })))
    expect(from(tuesday)).toEqual(["nudge/Europe/Amsterdam/2026-W48", "nudge/Europe/Amsterdam/2026-W49"])
    expect(from(tuesday + 1)).toEqual(["nudge/Europe/Amsterdam/2026-W49"])
  })

  it("counts for nothing while everything is paused", () => {
    expect(due(windowOf({ ...q, programme: { paused: true } }))).toEqual([])
  })

  it("does not help a place whose zone is not known", () => {
    expect(due({ ...windowOf(q), places: new Map() })).toEqual([])
  })
})

describe("a quarter's end", () => {
  it("takes eight days, in the organisation's zone", () => {
    const first = atLocal({ date: "2026-12-24", time: "00:00", zone: amsterdam })
    expect(inQuarterEnd(first - 1, amsterdam)).toBe(false)
    expect(inQuarterEnd(first, amsterdam)).toBe(true)
    const last = atLocal({ date: "2027-01-01", time: "00:00", zone: amsterdam })
    expect(inQuarterEnd(last - 1, amsterdam)).toBe(true)
    expect(inQuarterEnd(last, amsterdam)).toBe(false)
  })

  it("holds back pulses and nothing else", () => {
    const weekly: ProgrammeContent = {
      ...content,
      rhythm: { ...content.rhythm, pulse: { weekday: 3, time: "09:30", everyWeeks: 1 } },
    }
    const q = windowOf({ zones: [amsterdam], from: start, to: end, content: weekly })
    const held = new Set(keys(rhythmic(q))).difference(new Set(keys(due(q))))
    const dates = rhythmic(q).filter((o) => held.has(o.key))
    expect(new Set(dates.map((o) => o.what))).toEqual(new Set(["pulse"]))
    expect(dates.map((o) => o.date)).toEqual([
      "2026-03-25",
      "2026-06-24",
      "2026-09-23",
      "2026-09-30",
      "2026-12-30",
      "2027-03-24",
      "2027-03-31",
      "2027-06-23",
      "2027-06-30",
      "2027-09-29",
      "2027-12-29",
    ])
  })
})

describe("the result of a poll", () => {
  const closes = at("2026-11-25T16:00:00Z")
  const ask = (programme: Partial<Programme>, state: Partial<PlaceState> = {}) => {
    const w = windowOf({ zones: [amsterdam, "Asia/Tokyo"], from: 0, to: 0, programme, state })
    return results({
      programme: w.programme,
      places: w.places,
      polls: [{ id: "p7", at: closes, places: [amsterdam, "Asia/Tokyo", "gone"] }],
    })
  }

  it("is told in every place of the poll that takes part, each by its own calendar", () => {
    expect(ask({}).map((o) => [o.key, o.date, o.polls])).toEqual([
      ["result/Europe/Amsterdam/p7", "2026-11-25", ["p7"]],
      ["result/Asia/Tokyo/p7", "2026-11-26", ["p7"]],
    ])
  })

  it("is not made up for after a pause or for who joins later", () => {
    expect(ask({ resumedAt: closes + 1 })).toEqual([])
    expect(ask({}, { joinedAt: closes + 1 })).toEqual([])
  })
})

it("occasions come in order of time, and their dates are those of their place", () => {
  const all = due(windowOf({ zones: everyZone.slice(0, 40), from: start, to: start + 30 * 86_400_000 }))
  expect(all.length).toBeGreaterThan(100)
  for (const [i, o] of all.entries()) {
    expect(o.at).toBeGreaterThanOrEqual(all[i - 1]?.at ?? 0)
    expect(o.date).toBe(localDate(o.at, o.place))
    if (o.what !== "digest") expect(o.week).toBe(isoWeek(o.date))
    if (o.what === "nudge") expect(weekday(o.date)).toBe(2)
  }
})
