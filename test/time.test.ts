import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  addDays,
  atLocal,
  dayMs,
  daysBetween,
  isoWeek,
  isTimeZone,
  localDate,
  localTime,
  readInstant,
  startOfDay,
  weekCount,
  weekday,
} from "../src/domain/time.ts"

const show = (at: number, zone: string) => `${localDate(at, zone)} ${localTime(at, zone)}`
const dates = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays("1995-01-01", n))
const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"))
const minutes = fc
  .integer({ min: 0, max: 1439 })
  .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`)

describe("a local time", () => {
  it("is what the clocks there show, or an hour or a day later where they skip it", () => {
    fc.assert(
      fc.property(dates, minutes, zones, (date, time, zone) => {
        const at = atLocal({ date, time, zone })
        const shown = show(at, zone)
        if (shown === `${date} ${time}`) return
        // In a gap: what is asked for is shown at no instant near, and the answer lies later.
        expect(shown > `${date} ${time}`).toBe(true)
        for (let ms = -3 * 3_600_000; ms <= 3 * 3_600_000; ms += 15 * 60_000)
          expect(show(at + ms, zone)).not.toBe(`${date} ${time}`)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    // A gap gives the later side
    ["Europe/Amsterdam", "2026-03-29", "02:30", "2026-03-29 03:30"],
    ["America/New_York", "2026-03-08", "02:30", "2026-03-08 03:30"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04 02:45"],
    ["Africa/Cairo", "2026-04-24", "00:00", "2026-04-24 01:00"],
    ["Pacific/Apia", "2011-12-30", "09:00", "2011-12-31 09:00"],
    ["Pacific/Kwajalein", "1993-08-21", "09:00", "1993-08-22 09:00"],
  ])("in %s on %s at %s, which is skipped, comes at %s", (zone, date, time, shown) => {
    expect(show(atLocal({ date, time, zone }), zone)).toBe(shown)
  })

  it.each([
    ["Europe/Amsterdam", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"],
    ["America/Havana", "2026-11-01", "00:30", "2026-11-01T04:30:00Z"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"],
  ])("in %s on %s at %s, which comes twice, is the first: %s", (zone, date, time, instant) => {
    expect(new Date(atLocal({ date, time, zone })).toISOString()).toBe(instant.replace("Z", ".000Z"))
  })
})

describe("a local date", () => {
  it("is that of the clocks there, at every second", () => {
    const instants = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2045, 0, 1) })
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const clock = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" })
        expect(localDate(at, zone)).toBe(clock.format(at))
      }),
      { numRuns: 500 },
    )
  })

  it.each(["America/St_Johns", "Antarctica/Casey", "Asia/Gaza", "Asia/Kathmandu", "Pacific/Apia"])(
    "changes in %s when its clocks do, also those that once changed at a minute past midnight",
    (zone) => {
      const clock = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" })
      for (const [from, to] of [
        [Date.UTC(2011, 2, 12), Date.UTC(2011, 2, 14)],
        [Date.UTC(2011, 10, 5), Date.UTC(2011, 10, 7)],
        [Date.UTC(2011, 11, 29), Date.UTC(2012, 0, 2)],
        [Date.UTC(2022, 9, 1), Date.UTC(2022, 9, 3)],
      ] as const)
        for (let at = from; at < to; at += 60_000) expect(localDate(at, zone)).toBe(clock.format(at))
    },
  )
})

describe("a local day", () => {
  it("begins at its first instant", () => {
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const at = startOfDay(date, zone)
        expect(localDate(at - 1, zone) < date).toBe(true)
        expect(localDate(at, zone) >= date).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ["Africa/Cairo", "2026-04-24", "2026-04-24 01:00"],
    ["Europe/Amsterdam", "2026-03-29", "2026-03-29 00:00"],
    ["Pacific/Apia", "2011-12-30", "2011-12-31 00:00"],
  ])("in %s, %s begins at %s", (zone, date, shown) => {
    expect(show(startOfDay(date, zone), zone)).toBe(shown)
  })
})

describe("counting days", () => {
  it("adding and counting agree, and a day is 24 hours in UTC", () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const other = addDays(date, days)
        expect(daysBetween(date, other)).toBe(days)
        expect(addDays(other, -days)).toBe(date)
        expect(startOfDay(other, "UTC") - startOfDay(date, "UTC")).toBe(days * dayMs)
        expect(weekday(other)).toBe(((((weekday(date) - 1 + days) % 7) + 7) % 7) + 1)
      }),
    )
  })
})

describe("weeks", () => {
  it.each([
    ["2026-01-01", "2026-W01"],
    ["2026-12-31", "2026-W53"],
    ["2027-01-03", "2026-W53"],
    ["2027-01-04", "2027-W01"],
    ["2024-12-30", "2025-W01"],
    ["2021-01-03", "2020-W53"],
  ])("%s lies in %s", (date, week) => {
    expect(isoWeek(date)).toBe(week)
  })

  it("are counted on over the turn of each year, one by one, each Monday", () => {
    for (let n = -300; n < 600; n++) {
      const date = addDays("2026-01-05", n)
      expect(weekCount(date)).toBe(Math.floor(n / 7))
      if (weekday(date) === 1) expect(weekCount(date)).toBe(weekCount(addDays(date, -1)) + 1)
    }
    expect(weekCount("2026-12-28")).toBe(51)
    expect(weekCount("2027-01-04")).toBe(52)
  })
})

describe("what an operator writes", () => {
  it.each(["Europe/Amsterdam", "UTC", "Pacific/Kiritimati", "Asia/Kolkata"])("%s is a time zone", (zone) => {
    expect(isTimeZone(zone)).toBe(true)
  })

  it.each([
    "",
    "Amsterdam",
    "Europe/Amsterdam ",
    "CEST",
    "2026-01-01T00:00Z",
    "2026-01-01T00:00+01:00[Europe/Amsterdam]",
    "../../etc/passwd",
  ])("%j is no time zone", (zone) => {
    expect(isTimeZone(zone)).toBe(false)
  })

  it("each zone on earth can be shown by Intl too", () => {
    for (const zone of Intl.supportedValuesOf("timeZone")) expect(isTimeZone(zone)).toBe(true)
  })

  it.each([
    ["2026-11-27T14:59:50+01:00", Date.UTC(2026, 10, 27, 13, 59, 50)],
    ["2026-11-27T13:59:50Z", Date.UTC(2026, 10, 27, 13, 59, 50)],
    ["2026-11-27T14:59:50", null],
    ["2026-11-27", null],
    ["2026-13-01T00:00Z", null],
    ["tomorrow", null],
    ["", null],
  ])("%j is the instant %s", (text, instant) => {
    expect(readInstant(text)).toBe(instant)
  })
})
