import { describe, expect, test } from "vitest"
import type { Catalogue } from "../../src/domain/content.ts"
import { answered, catalogue, crowd, joined, ledger, log, person, report, undo } from "./world.ts"

const all = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `p${from + i}`)

describe("figures", () => {
  test("a hand-made week reads as counted by hand", () => {
    const events = ledger([
      ...all(0, 4).map((p) => ({ at: "2026-11-16T09:00+01:00", event: log(p, 12.5) })),
      { at: "2026-11-17T09:00+01:00", event: joined("p4") },
      { at: "2026-11-18T09:00+01:00", event: answered("p5", "no") },
      { at: "2026-11-18T09:00+01:00", event: answered("p6", "done") },
      {
        at: "2026-11-18T09:00+01:00",
        event: { type: "ballot.sealed", poll: "p1", person: "p7", sealed: "x" },
      },
      {
        at: "2026-11-22T23:59+01:00",
        event: { type: "ballot.named", poll: "p2", person: "p7", choice: "a" },
      },
      // The next Monday, and someone who is not on the roster.
      { at: "2026-11-23T00:00+01:00", event: joined("p8") },
      { at: "2026-11-18T09:00+01:00", event: log("guest", 1) },
    ])
    const { figures, roster } = report("2026-W47", { events })
    expect(roster).toMatchObject({ size: 12, asOf: "2026-11-22", scope: "everyone", headcount: 12 })
    expect(figures.reach).toEqual({ count: 8, of: 12, share: 8 / 12 })
    expect(figures.active).toEqual({ count: 5, of: 12, share: 5 / 12 })
    expect(figures.actions).toEqual({ count: 6 })
    expect(figures.logged).toMatchObject([
      {
        unit: "km_cycled",
        logged: { amount: 51, people: 4, kgCo2e: { low: 0, mid: 9.7, high: 11.4, factorYear: 2026 } },
      },
    ])
    // A week tells nothing per goal, not even for which nothing was done: the month does.
    const goalsOf = (id: string) => report(id, { events }).figures.sdg.map((g) => [g.goal, g.actions])
    const untold = { suppressed: true, because: "small" }
    expect(goalsOf("2026-W47")).toEqual([3, 5, 11, 13].map((goal) => [goal, untold]))
    expect(goalsOf("2026-11")).toEqual([
      [3, { count: 0 }],
      [5, { count: 0 }],
      [11, { count: 5 }],
      [13, { count: 6 }],
    ])
  })

  test("the contract's example of kilometres gives its kg", () => {
    const events = ledger(
      [200, 200, 112.5].map((amount, i) => ({ at: "2026-08-01T09:00Z", event: log(`p${i}`, amount) })),
    )
    const [km] = report("2026-Q3", { events }).figures.logged
    expect(km?.logged).toMatchObject({ amount: 512.5, people: 3, kgCo2e: { low: 0, mid: 97.4, high: 114.8 } })
  })

  test("what was logged keeps the values of its own day, whatever list comes later", () => {
    const car = catalogue.factors.get("car")
    if (!car) throw new Error("there is a car")
    const newer = { ...car, year: 2027, from: "2027-01-01", low: 0, mid: 0.1, high: 0.2, earlier: [car] }
    const later = { ...catalogue, factors: new Map(catalogue.factors).set("car", newer) }
    const events = ledger([
      ...all(0, 3).map((p) => ({ at: "2026-12-30T09:00+01:00", event: log(p, 100) })),
      ...all(3, 6).map((p) => ({ at: "2027-01-02T09:00+01:00", event: log(p, 100) })),
    ])
    const kg = (period: string, known: Catalogue) => {
      const logged = report(period, { events, catalogue: known }).figures.logged[0]?.logged
      return logged && !logged.suppressed ? logged.kgCo2e : null
    }
    // 300 km × 0.19, before the new list came and after.
    expect(kg("2026-12", catalogue)).toMatchObject({ mid: 57, factorYear: 2026 })
    expect(kg("2026-12", later)).toEqual(kg("2026-12", catalogue))
    // The week of New Year has both: 300 × 0.19 + 300 × 0.1, and 300 × 0.224 + 300 × 0.2.
    expect(kg("2026-W53", later)).toMatchObject({ mid: 87, high: 127.2, factorYear: 2027 })
    expect(kg("2027-01", later)).toMatchObject({ mid: 30, high: 60, factorYear: 2027 })
  })

  test("an amount of which a part has no factor is given no kg", () => {
    const events = ledger([
      ...all(0, 3).map((p) => ({ at: "2026-11-16T09:00Z", event: log(p) })),
      ...all(4, 7).map((p) => ({ at: "2026-11-16T09:00Z", event: log(p, 10, { challenge: "walk" }) })),
    ])
    const [km] = report("2026-W47", { events }).figures.logged
    expect(km?.logged).toMatchObject({ amount: 60, kgCo2e: null })
  })

  test("an amount from which the challenge of one colleague could be subtracted is withheld", () => {
    // The card of the other challenge tells its 30 to everybody.
    const events = ledger([
      ...all(0, 3).map((p) => ({ at: "2026-11-16T09:00Z", event: log(p) })),
      { at: "2026-11-16T09:00Z", event: log("p4", 10, { challenge: "walk" }) },
    ])
    const [km] = report("2026-W47", { events }).figures.logged
    expect(km?.logged).toMatchObject({ suppressed: true })
  })

  test("who took back all actions is not active, and is not reached by them", () => {
    const events = ledger([
      ...all(0, 4).map((p) => ({ at: "2026-11-16T09:00Z", event: log(p) })),
      { at: "2026-11-19T09:00Z", event: undo("p0", "2026-11-16T09:00Z") },
      { at: "2026-11-19T09:00Z", event: answered("p1", "done") },
      { at: "2026-11-20T09:00Z", event: answered("p1", "later") },
    ])
    const { figures } = report("2026-W47", { events })
    expect(figures.active).toMatchObject({ count: 3 })
    expect(figures.reach).toMatchObject({ count: 3 })
    expect(figures.actions).toEqual({ count: 3 })
  })

  test.each([
    // Monday 23 November 00:00 local plus three days.
    { undoneAt: "2026-11-25T23:59:59+01:00", then: 3, later: 0 },
    { undoneAt: "2026-11-26T00:00:00+01:00", then: 4, later: -1 },
  ])("what is undone at $undoneAt leaves the week with $then actions", ({ undoneAt, then, later }) => {
    const events = ledger([
      ...all(0, 4).map((p) => ({ at: "2026-11-22T09:00+01:00", event: log(p) })),
      ...all(5, 8).map((p) => ({
        at: "2026-11-24T09:00+01:00",
        event: log(p, 1, { challenge: "train", unit: "km_train" }),
      })),
      { at: undoneAt, event: undo("p0", "2026-11-22T09:00+01:00") },
    ])
    const week = report("2026-W47", { events }).figures
    expect(week.actions).toEqual({ count: then })
    expect(week.active).toMatchObject({ count: then })
    expect(report("2026-W48", { events }).figures.actions).toEqual({ count: 3 + later })
    // The month holds both days: there the person did nothing after all.
    const month = report("2026-11", { events }).figures
    expect(month.actions).toEqual({ count: 6 })
    expect(month.active).toMatchObject({ count: 6 })
  })

  test("in a quarter one is active who acted in two of its months", () => {
    const events = ledger([
      { at: "2026-10-05T09:00Z", event: log("p0") },
      { at: "2026-12-05T09:00Z", event: log("p0") },
      { at: "2026-10-05T09:00Z", event: log("p1") },
      { at: "2026-10-06T09:00Z", event: log("p1") },
      // The last minute of September and the first of November, in the organisation's zone.
      { at: "2026-09-30T23:59+02:00", event: log("p2") },
      { at: "2026-11-01T00:00+01:00", event: log("p2") },
    ])
    expect(report("2026-Q4", { events }).figures.active).toMatchObject({ count: 1, of: 12 })
    expect(report("2026-11", { events }).figures.active).toMatchObject({ count: 1, of: 12 })
  })

  test("the roster is that of the period's last day, and of today while it runs", () => {
    const people = [
      ...crowd(10),
      person("gone", null, { roster: [{ from: "2026-01-01", to: "2026-11-21", segment: null }] }),
      person("new", null, { roster: [{ from: "2026-11-23", to: null, segment: null }] }),
    ]
    const events = ledger([
      { at: "2026-11-16T09:00Z", event: joined("gone") },
      { at: "2026-11-16T09:00Z", event: joined("p1") },
    ])
    const over = report("2026-W47", { events, people })
    expect(over.figures.reach).toMatchObject({ count: 1, of: 10 })
    const running = report("2026-11", { events, people, now: Date.parse("2026-11-20T12:00Z") })
    expect(running.period.state).toBe("running")
    expect(running.roster).toMatchObject({ asOf: "2026-11-20", size: 11 })
    expect(running.figures.reach).toMatchObject({ count: 2, of: 11 })
  })

  test("people who are out or paused stay in the denominator; how many is told to stewards", () => {
    const people = [
      ...crowd(10),
      person("out", null, { choices: { out: true, pausedUntil: null, language: null } }),
      person("paused", null, {
        choices: { out: false, pausedUntil: Date.parse("2027-07-01T00:00Z"), language: null },
      }),
      person("back", null, {
        choices: { out: false, pausedUntil: Date.parse("2027-05-01T00:00Z"), language: null },
      }),
    ]
    const steward = report("2026-W47", { events: [], people })
    expect(steward.roster).toMatchObject({ size: 13, outOrPaused: 2 })
    const manager = report("2026-W47", { events: [], people, for: "manager" })
    expect(manager.roster).toMatchObject({ size: 13, outOrPaused: null })
    expect(manager.deliveries).toBeNull()
  })

  test("being forgotten changes neither how many were reached nor of how many", () => {
    const happened = [
      ...all(0, 5).map((p) => ({ at: "2026-11-16T09:00Z", event: log(p) })),
      { at: "2026-11-17T09:00Z", event: joined("p6") },
    ]
    const before = report("2026-W47", { events: ledger(happened) }).figures
    const forget = ["p0", "p7"].map((p) => ({
      at: "2026-11-20T09:00Z",
      event: { type: "member.forgotten" as const, person: p },
    }))
    const people = crowd(12).filter((p) => p.id !== "p0" && p.id !== "p7")
    const roster = [{ from: "2026-01-01", to: null, segment: null }]
    const after = report("2026-W47", {
      events: ledger([...happened, ...forget]),
      people,
      forgotten: [{ roster }, { roster }],
    })
    expect(after.figures).toEqual(before)
  })

  test("of the forgotten no more count than were on the roster: one had left before", () => {
    const forget = ["x1", "x2"].flatMap((p) => [
      { at: "2026-11-16T09:00Z", event: log(p) },
      { at: "2026-11-20T09:00Z", event: { type: "member.forgotten" as const, person: p } },
    ])
    const segment = null
    const { reach } = report("2026-W47", {
      events: ledger(forget),
      people: crowd(11),
      forgotten: [
        { roster: [{ from: "2026-01-01", to: null, segment }] },
        { roster: [{ from: "2026-01-01", to: "2026-10-31", segment }] },
      ],
    }).figures
    expect(reach).toEqual({ count: 1, of: 12, share: 1 / 12 })
  })

  test("a person's last day on the roster still counts, and the day after does not", () => {
    const until = (to: string) =>
      crowd(12).map((p, i) =>
        i ? p : person(p.id, null, { roster: [{ from: "2026-01-01", to, segment: null }] }),
      )
    expect(report("2026-W47", { events: [], people: until("2026-11-22") }).roster.size).toBe(12)
    expect(report("2026-W47", { events: [], people: until("2026-11-21") }).roster.size).toBe(11)
  })

  test("a week in which more was taken back than done has an amount below zero, and no kg", () => {
    const events = ledger([
      ...all(0, 4).map((p) => ({ at: "2026-11-16T09:00Z", event: log(p) })),
      ...all(0, 4).map((p) => ({ at: "2026-12-01T09:00Z", event: undo(p, "2026-11-16T09:00Z") })),
    ])
    expect(report("2026-W49", { events }).figures.logged[0]?.logged).toMatchObject({
      amount: -40,
      kgCo2e: null,
    })
  })

  test("after retention people are not counted, but actions and units are", () => {
    const events = ledger(
      [1, 2, 3].map((n) => ({ at: "2026-02-03T09:00Z", event: log(`gone-2026-02-${n}`) })),
    )
    const { figures } = report("2026-02", { events })
    expect(figures.reach).toEqual({ suppressed: true, because: "gone" })
    expect(figures.active).toEqual({ suppressed: true, because: "gone" })
    expect(figures.actions).toEqual({ count: 3 })
    expect(figures.logged[0]?.logged).toMatchObject({ amount: 30, people: null })
    expect(report("2026-03", { events }).figures.reach).toEqual({ count: 0, of: 12, share: 0 })
  })

  test("deleted people of several months are not taken for more people than they may be", () => {
    const months = ["2026-01-03", "2026-02-03", "2026-03-03"]
    const events = ledger(
      months.map((day, i) => ({ at: `${day}T09:00Z`, event: log(`gone-${day.slice(0, 7)}-${i}`) })),
    )
    expect(report("2026-Q1", { events }).figures.actions).toEqual({ suppressed: true, because: "small" })
  })

  test("how messages ended adds up, and what was too late stands beside it", () => {
    const outcomes = ["sent", "sent", "failed", "paused", "unreachable", "uncertain", "missed"] as const
    const events = ledger([
      ...outcomes.map((outcome, i) => ({
        at: "2026-11-17T09:00Z",
        event: {
          type: "delivery.settled" as const,
          row: `r${i}`,
          to: { place: "c" },
          content: { type: "introduction" as const },
          startedBy: "bot" as const,
          outcome,
          ref: null,
        },
      })),
      {
        at: "2026-11-17T09:00Z",
        event: { type: "occasion.missed", key: "k", what: "nudge", place: "c", because: "late" },
      },
      {
        at: "2026-11-17T09:00Z",
        event: { type: "occasion.missed", key: "k2", what: "nudge", place: "c", because: "busy-day" },
      },
    ])
    expect(report("2026-W47", { events }).deliveries).toEqual({
      addressees: 6,
      sent: 2,
      failed: 1,
      pausedOrOut: 1,
      unreachable: 1,
      uncertain: 1,
      missed: 2,
    })
  })
})
