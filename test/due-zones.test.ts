import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { due, rhythmic } from "../src/app/due.ts"
import type { ProgrammeContent, What } from "../src/domain/content.ts"
import { addDays, isoWeek, localDate, localTime } from "../src/domain/time.ts"
import { amsterdam, at, content, keys, kinds, nightly, windowOf } from "./support/window.ts"

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
        const all = rhythmic(
          windowOf({ zones: [zone], from: start, to: start + 366 * 86_400_000, zone: "Pacific/Kiritimati" }),
        )
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
