import { describe, expect, it } from "vitest"
import { due, inQuarterEnd, results, rhythmic } from "../src/app/due.ts"
import type { ProgrammeContent } from "../src/domain/content.ts"
import type { Instant } from "../src/domain/id.ts"
import type { PlaceState, Programme } from "../src/domain/programme.ts"
import { atLocal, isoWeek, localDate, weekday } from "../src/domain/time.ts"
import { amsterdam, at, content, keys, windowOf } from "./support/window.ts"

const start = at("2026-01-01T00:00:00Z")
const end = at("2028-01-01T00:00:00Z")
const everyZone = Intl.supportedValuesOf("timeZone")

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
