import { describe, expect, it } from "vitest"
import { monthsDue } from "../src/app/due-month.ts"
import { planAll, preview } from "../src/app/plan-week.ts"
import { readPeriod } from "../src/domain/period.ts"
import { noProgramme, type Programme } from "../src/domain/programme.ts"
import { atLocal, dayMs, hourMs, localDate, localTime, weekday } from "../src/domain/time.ts"
import { frozenAt } from "../src/report/freeze.ts"
import { amsterdam, at, content } from "./support/window.ts"

const hall = { place: "hall", joinedAt: at("2026-10-15T09:00Z"), yes: {} }
const programme: Programme = { ...noProgramme, places: new Map([["hall", hall]]) }
const reader = { person: "chadiaperson", timeZone: amsterdam, since: 0 }
const window: Parameters<typeof monthsDue>[0] = {
  programme,
  readers: [reader],
  zone: amsterdam,
  firstDay: "2026-10-15",
  after: at("2026-10-01T00:00Z"),
  upTo: at("2028-01-01T00:00Z"),
}
const told = (q: Partial<typeof window>) =>
  monthsDue({ ...window, upTo: at("2027-02-15T00:00Z"), ...q }).map((o) => `${o.month} ${o.date}`)

describe("the summary of a month", () => {
  it("is due on the first working day on which the month is frozen, for each whole or begun month that was counted", () => {
    // The fourth of each month: a Wednesday, a Friday, a Monday, and a Thursday.
    expect(told({})).toEqual([
      "2026-10 2026-11-04",
      "2026-11 2026-12-04",
      "2026-12 2027-01-04",
      "2027-01 2027-02-04",
    ])
  })

  it("comes once for each month in every zone: at nine on a working day, when it is frozen and within six days of that", () => {
    for (const timeZone of Intl.supportedValuesOf("timeZone")) {
      const all = monthsDue({ ...window, readers: [{ ...reader, timeZone }] })
      expect(all.map((o) => o.month)).toEqual([
        ...["10", "11", "12"].map((m) => `2026-${m}`),
        ...Array.from({ length: 11 }, (_, i) => `2027-${String(i + 1).padStart(2, "0")}`),
      ])
      for (const o of all) {
        const month = readPeriod(o.month)
        if (!month) throw new Error(o.month)
        const frozen = frozenAt(month, amsterdam)
        expect(o.at - frozen, `${timeZone} ${o.month}`).toBeGreaterThanOrEqual(0)
        expect(o.at - frozen).toBeLessThan(4 * dayMs)
        expect([localTime(o.at, timeZone), weekday(o.date) <= 5, localDate(o.at, timeZone)]).toEqual([
          "09:00",
          true,
          o.date,
        ])
      }
    }
  })

  it.each([
    ["while everything is paused", { programme: { ...programme, paused: true } }],
    ["before a channel takes part", { programme: noProgramme }],
    ["before anything was counted", { firstDay: null }],
    ["to nobody", { readers: [] }],
  ])("is not due %s", (_, more) => {
    expect(told(more)).toEqual([])
  })

  it("of before somebody could see the report, or of a pause, is not made up for", () => {
    const since = at("2026-12-04T08:00:01Z")
    expect(told({ readers: [{ ...reader, since }] })[0]).toBe("2026-12 2027-01-04")
    expect(told({ readers: [{ ...reader, since: since - 1000 }] })[0]).toBe("2026-11 2026-12-04")
    expect(told({ programme: { ...programme, resumedAt: since } })[0]).toBe("2026-12 2027-01-04")
    expect(told({ firstDay: "2026-12-01" })[0]).toBe("2026-12 2027-01-04")
  })
})

describe("in the plan", () => {
  const second = { person: "benperson22", timeZone: "Asia/Tokyo", since: 0 }
  const known = (now: number, more = {}) => ({
    ...window,
    readers: [reader, second],
    places: new Map([["hall", { timeZone: amsterdam }]]),
    content,
    now,
    results: [],
    handled: new Set<string>(),
    taken: () => false,
    ...more,
  })
  const local = (date: string, time: string, zone = amsterdam) => atLocal({ date, time, zone })
  const did = (now: number, more = {}) =>
    planAll(known(now, more)).map((d) => [d.occasion.key, d.type === "missed" ? d.because : d.type])

  it("goes to each at their own nine; later that day too, within the hours", () => {
    expect(did(local("2026-12-04", "08:59", "Asia/Tokyo"))).toEqual([])
    expect(did(local("2026-12-04", "09:00", "Asia/Tokyo"))).toEqual([["month/2026-11/benperson22", "send"]])
    const handled = new Set(["month/2026-11/benperson22"])
    expect(did(local("2026-12-04", "16:59"), { handled })).toEqual([["month/2026-11/chadiaperson", "send"]])
    expect(did(local("2026-12-04", "17:00"), { handled })).toEqual([["month/2026-11/chadiaperson", "move"]])
  })

  it("moves where the day is taken already, and is missed after five working days", () => {
    const taken = (who: string, date: string) => who === "chadiaperson" && date === "2026-12-04"
    const handled = new Set(["month/2026-11/benperson22"])
    expect(did(local("2026-12-04", "09:00"), { taken, handled })).toEqual([
      ["month/2026-11/chadiaperson", "move"],
    ])
    expect(did(local("2026-12-07", "09:00"), { taken, handled })).toEqual([
      ["month/2026-11/chadiaperson", "send"],
    ])
    expect(did(local("2026-12-11", "17:00"), { handled })).toEqual([["month/2026-11/chadiaperson", "late"]])
    expect(did(local("2026-12-11", "09:00"), { taken: () => true, handled })).toEqual([
      ["month/2026-11/chadiaperson", "busy-day"],
    ])
  })

  it("is skipped for all at once, and the preview says so", () => {
    const skipping = { programme: { ...programme, skipped: new Set(["month/2026-11"]) } }
    expect(did(local("2026-12-04", "09:00"), skipping)).toEqual([])
    const now = local("2026-12-01", "10:00")
    const shown = (more = {}) => preview(known(now, more)).map((l) => [l.what, l.state, l.at - now])
    const nine = [local("2026-12-04", "09:00", "Asia/Tokyo"), local("2026-12-04", "09:00")].map(
      (t) => t - now,
    )
    expect(shown()).toEqual(nine.map((t) => ["month", "planned", t]))
    expect(shown(skipping)).toEqual(nine.map((t) => ["month", "skipped", t]))
    expect(nine[0]).toBeLessThan(3 * dayMs - 8 * hourMs)
  })
})
