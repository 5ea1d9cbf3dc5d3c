import { describe, expect, test } from "vitest"
import type { Event } from "../../src/domain/event.ts"
import { toJson } from "../../src/report/json.ts"
import { crowd, joined, ledger, log, nothingSent, report } from "./world.ts"

const opened: Event = {
  type: "poll.opened",
  poll: "p1",
  question: { type: "item", item: "idx-belief" },
  kind: "likert",
  confidential: true,
  closesAt: 0,
  by: null,
  places: [],
}
const closed = (
  options: Extract<Event, { type: "poll.closed" }>["result"]["options"],
  answers: number,
): Event => ({
  type: "poll.closed",
  poll: "p1",
  result: { answers, options },
  of: 12,
})

/** Actions about each goal of the small catalogue; nothing was offered. */
const goals = Object.entries({ 3: 0, 5: 0, 11: 3, 13: 3 }).map(([element, count]) => ({
  element,
  actions: { count },
  items: [],
}))

describe("report.json", () => {
  test("has the contract's shape", () => {
    const events = ledger([
      { at: "2026-07-01T09:00Z", event: opened },
      ...[0, 1, 2].map((i) => ({ at: "2026-08-01T09:00Z", event: log(`p${i}`, 10) })),
      { at: "2026-08-02T09:00Z", event: closed({ as: "counts", counts: { a: 3, d: 20 } }, 23) },
    ])
    expect(toJson(report("2026-Q3", { events }))).toEqual({
      organisation: "Voorbeeld",
      demo: false,
      stamp: "self-reported, internal, not for external claims",
      countedFrom: "2026-07-01",
      period: {
        id: "2026-Q3",
        from: "2026-07-01",
        to: "2026-09-30",
        timeZone: "Europe/Amsterdam",
        state: "over",
      },
      roster: { size: 12, asOf: "2026-09-30", scope: "everyone", headcount: 12 },
      figures: {
        reach: { count: 3, of: 12, share: 0.25 },
        active: { count: 0, of: 12, share: 0 },
        depth: {
          acted: { count: 3, of: 12, share: 0.25 },
          thrice: { count: 0, of: 12, share: 0 },
          ladder: { steps: [9, 0, 3, 0, 0, 0], of: 12 },
        },
        actions: { count: 3 },
        logged: [
          {
            unit: "km_cycled",
            amount: 30,
            people: 3,
            kgCo2e: { low: 0, mid: 5.7, high: 6.7, factorYear: 2026 },
          },
        ],
        sdg: [
          { goal: 3, actions: 0 },
          { goal: 5, actions: 0 },
          { goal: 11, actions: 3 },
          { goal: 13, actions: 3 },
        ],
        segments: [],
        followUp: { count: 0, of: 0, share: null, withinDays: 30, definition: expect.any(String) },
        minutes: {
          ...{ perWeek: 0.1, minutes: 1, challenges: 0, nudges: 0, polls: 1, days: 92 },
          definition: expect.any(String),
        },
      },
      polls: [
        {
          id: "idx-belief",
          poll: "p1",
          kind: "likert",
          closedAt: "2026-08-02T09:00:00.000Z",
          answers: 23,
          of: 12,
          options: ["a", "b", "c", "d", "e", "f"].map((key) => ({ key, count: { a: 3, d: 20 }[key] ?? 0 })),
        },
      ],
      index: {
        value: null,
        because: "not all items asked",
        parts: { reach: 25, active: 0, depth: 10, attitude: 87, room: null, loop: null },
      },
      evidence: [{ framework: "sdg", edition: null, elements: goals }],
      deliveries: nothingSent,
    })
  })

  test("says only that a figure is withheld, and no number of it", () => {
    const events = ledger([
      { at: "2026-11-16T09:00Z", event: opened },
      { at: "2026-11-16T09:00Z", event: log("p0", 7) },
      { at: "2026-11-17T09:00Z", event: closed(null, 4) },
    ])
    const json = toJson(report("2026-W47", { events, people: crowd(9), for: "manager" }))
    const withheld = { suppressed: true }
    expect(json).toMatchObject({
      figures: {
        reach: withheld,
        active: withheld,
        actions: withheld,
        logged: [{ unit: "km_cycled", ...withheld }],
        sdg: [{ goal: 3 }, { goal: 5 }, { goal: 11, ...withheld }, { goal: 13, ...withheld }],
      },
      polls: [{ answers: 4, options: withheld }],
      index: { value: null, because: "quarters only" },
    })
    expect(json).not.toHaveProperty("deliveries")
    // Days of a week are no number of people.
    expect(JSON.stringify(json).replace('"days":7', "")).not.toContain(":7")
  })

  test("under twenty answers shares stand without counts", () => {
    const events = ledger([
      { at: "2026-11-16T09:00Z", event: opened },
      { at: "2026-11-17T09:00Z", event: closed({ as: "shares", shares: { a: 0.35, b: 0.65 } }, 17) },
    ])
    const [poll] = (toJson(report("2026-W47", { events })) as { polls: { options: object[] }[] }).polls
    expect(poll?.options.slice(0, 2)).toEqual([
      { key: "a", share: 0.35 },
      { key: "b", share: 0.65 },
    ])
  })

  test("a poll belongs to the period in which it closed", () => {
    const events = ledger([
      { at: "2026-11-16T09:00Z", event: opened },
      { at: "2026-11-22T23:59+01:00", event: closed(null, 4) },
    ])
    expect(report("2026-W47", { events }).polls).toHaveLength(1)
    expect(report("2026-W48", { events }).polls).toHaveLength(0)
  })
})

describe("a year", () => {
  const three = (at: string) => ["p0", "p1", "p2"].map((p) => ({ at, event: log(p, 5) }))

  test("lists its quarters and sums only what adds", () => {
    const events = ledger([
      ...three("2026-02-01T09:00Z"),
      ...three("2026-08-01T09:00Z"),
      { at: "2026-09-01T09:00Z", event: joined("p5") },
    ])
    const year = report("2026", { events, now: Date.parse("2026-10-05T12:00Z") })
    const json = toJson(year) as { figures: Record<string, unknown>; quarters: { period: { id: string } }[] }
    expect(json.quarters.map((q) => q.period.id)).toEqual(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"])
    expect(json.figures).toMatchObject({
      reach: { value: null, because: "quarters only" },
      active: { value: null },
      actions: { count: 6 },
      logged: [{ unit: "km_cycled", amount: 30, people: null, kgCo2e: { mid: 5.8 } }],
    })
    expect(json.quarters[2]).toMatchObject({ figures: { reach: { count: 4, of: 12 } } })
  })

  test("withholds what its quarters would let one subtract", () => {
    const events = ledger([...three("2026-02-01T09:00Z"), { at: "2026-08-01T09:00Z", event: log("p0", 5) }])
    const year = report("2026", { events })
    expect(year.figures.actions).toEqual({ suppressed: true, because: "small" })
    expect(year.figures.logged[0]?.logged).toEqual({ suppressed: true, because: "small" })
  })
})

describe("beside the figures", () => {
  test("a finished period is compared only with one that was counted from its first day", () => {
    const events = ledger([{ at: "2026-11-11T09:00Z", event: joined("p0") }])
    expect(report("2026-W47", { events }).previous).toBeNull()
    expect(report("2026-W48", { events }).previous).toMatchObject({
      id: "2026-W47",
      reach: { count: 0, of: 12 },
    })
    expect(report("2026-W48", { events, now: Date.parse("2026-11-25T12:00Z") }).previous).toBeNull()
  })

  test("the trend has the weeks since the start, at most a quarter of them", () => {
    const events = ledger([
      { at: "2026-11-11T09:00Z", event: joined("p0") },
      { at: "2026-11-18T09:00Z", event: joined("p1") },
    ])
    const trend = report("2026-11", { events, now: Date.parse("2026-11-25T12:00Z") }).trend
    expect(trend.map((t) => [t.week, t.running, t.reach.suppressed ? null : t.reach.count])).toEqual([
      ["2026-W46", false, 1],
      ["2026-W47", false, 1],
      ["2026-W48", true, 0],
    ])
    expect(report("2027-Q1", { events }).trend).toHaveLength(13)
  })

  test("a period that has not begun says so", () => {
    expect(report("2028", { events: [] }).period.state).toBe("future")
    expect(report("2028", { events: [] }).quarters).toEqual([])
  })
})
