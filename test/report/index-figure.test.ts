import { describe, expect, test } from "vitest"
import { openChecks } from "../../src/report/again/checks.ts"
import { checkIndex } from "../../src/report/again/index-checks.ts"
import { buyIn } from "../../src/report/buy-in.ts"
import { toJson } from "../../src/report/json.ts"
import { agreeOf, catalogue, people, quarter } from "./quarter.ts"
import { type Happened, ledger, question, report } from "./world.ts"

const index = (happened: Happened[], period = "2026-Q3", now = "2027-06-01T12:00Z") =>
  report(period, { events: ledger(happened), people, catalogue, now: Date.parse(now) }).index

describe("the index in the report", () => {
  test("has its parts, its three ranges and no follow-up while nothing was due", () => {
    const made = index(quarter("2026-07-01"))
    // 0.1*70 + 0.2*35 + 0.15*29.5 + 0.25*60.4167 + 0.2*49.1667, over 0.9.
    expect(made).toMatchObject({
      value: 48.2,
      parts: { reach: 70, active: 35, depth: 29.5, attitude: 60.4, room: 49.2, loop: null },
      answers: 96,
      of: 240,
      change: null,
    })
  })

  test("shows the weights that count while nothing was due; an older edition with those of the definition verifies too", () => {
    const json = JSON.parse(
      JSON.stringify(toJson(report("2026-Q3", { events: ledger(quarter("2026-07-01")), people, catalogue }))),
    )
    const defined = { reach: 0.1, active: 0.2, depth: 0.15, attitude: 0.25, room: 0.2, loop: 0.1 }
    const spread = json.index.partWeights
    expect(spread).toMatchObject({ loop: 0, reach: 0.1 / 0.9 })
    expect(Object.values<number>(spread).reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 12)
    const findings = (partWeights: object) => {
      const checks = openChecks()
      const listed = { period: "2026-Q3", edition: 1, at: "", definitions: 1, minGroup: 10, content: null }
      const one = {
        listed: { ...listed, sha256: "", after: null, because: null },
        json: { ...json, index: { ...json.index, partWeights } },
        kind: "quarter" as const,
      }
      checkIndex({ one, before: null, checks })
      return checks.findings.map(({ cell }) => cell)
    }
    expect(findings(spread)).toEqual([])
    expect(findings(defined)).toEqual([])
    expect(findings({ ...spread, reach: 0.1 })).toEqual(["index.partWeights.reach"])
    expect(findings({ ...defined, loop: 0 })).toHaveLength(5)
  })

  test("of the worked example, from what colleagues and management did, is 49.17 with its three ranges", () => {
    const happened = quarter("2026-07-01", { starters: 5 })
    // Fifteen people ask twenty questions; twelve are answered in time, four too late, one of those left is withdrawn too late.
    const askers = people.slice(220, 235).map((p) => p.id)
    for (const [i, who] of [...askers, ...askers.slice(0, 5)].entries()) {
      const id = `q${i}`
      happened.push({
        at: `2026-07-${String(1 + i).padStart(2, "0")}T12:00Z`,
        event: question.asked(who, id),
      })
      const when = i < 12 ? "2026-07-30T12:00Z" : "2026-09-20T12:00Z"
      const reply = (["yes", "no", "later"] as const)[i % 3] ?? "yes"
      if (i < 16) happened.push({ at: when, event: question.answered(id, reply) })
      if (i === 19) happened.push({ at: "2026-09-21T12:00Z", event: question.withdrawn(who, id) })
    }
    // Not due in the quarter: asked in its last month, or withdrawn in time.
    happened.push({ at: "2026-09-02T12:00Z", event: question.asked(askers[0] ?? "", "q20") })
    happened.push({ at: "2026-07-02T12:00Z", event: question.asked(askers[0] ?? "", "q21") })
    happened.push({ at: "2026-07-03T12:00Z", event: question.withdrawn(askers[0] ?? "", "q21") })
    const made = report("2026-Q3", { events: ledger(happened), people, catalogue })
    expect(made.figures.depth?.ladder).toMatchObject({ steps: [72, 70, 50, 28, 15, 5], of: 240 })
    expect(made.figures.followUp).toMatchObject({ count: 12, of: 20, share: 0.6 })
    if (made.index.value === null) throw new Error(made.index.because)
    expect(made.index).toMatchObject({
      value: 49.2,
      parts: { reach: 70, active: 35, depth: 28.3, attitude: 60.4, room: 49.2, loop: 60 },
      ranges: { sampling: [45.8, 52.5], nonResponse: [34.2, 61.2], weights: [42.1, 55.5] },
    })
    const { value, sampling, nonResponse, weights } = buyIn(made.index.counts)
    const unrounded = [value, ...[sampling, nonResponse, weights].flatMap((r) => [r.low, r.high])]
    expect(unrounded.map((n) => n.toFixed(2)).join(" ")).toBe("49.17 45.75 52.48 34.21 61.21 42.15 55.46")
  })

  test("in the JSON has the contract's names only where there is an index", () => {
    const made = report("2026-Q3", { events: ledger(quarter("2026-07-01")), people, catalogue })
    const { index: json } = toJson(made) as { index: Record<string, unknown> }
    expect(Object.keys(json.ranges as object)).toEqual(["sampling", "nonResponse", "weights"])
    expect(Object.keys(json.parts as object)).toEqual([
      "reach",
      "active",
      "depth",
      "attitude",
      "room",
      "loop",
    ])
  })

  test.each([
    { why: "an item was not asked", q: { skip: "idx-room" }, because: "not all items asked" },
    { why: "71 of 240 answered", q: { answers: 71 }, because: "response under 30%" },
  ])("is absent where $why; the parts stay", ({ q, because }) => {
    const made = index(quarter("2026-07-01", q))
    expect(made).toMatchObject({ value: null, because, parts: { reach: 70, attitude: expect.anything() } })
  })

  test("is absent while the quarter runs, and in weeks, months and years", () => {
    const happened = quarter("2026-07-01")
    const running = index(happened, "2026-Q3", "2026-09-30T12:00Z")
    expect(running).toMatchObject({ value: null, because: "quarter not over" })
    for (const id of ["2026-W28", "2026-07", "2026"])
      expect(index(happened, id)).toEqual({ value: null, because: "quarters only" })
  })

  test("calls a change real only where chance cannot make it", () => {
    const before = quarter("2026-07-01")
    const slightly = index(
      [...before, ...quarter("2026-10-01", { agree: (id) => (agreeOf[id] ?? 0) + 2 })],
      "2026-Q4",
    )
    expect(slightly).toMatchObject({
      change: { period: "2026-Q3", value: 48.2, index: { real: false }, attitude: { real: false } },
    })
    const much = index([...before, ...quarter("2026-10-01", { agree: () => 90 })], "2026-Q4")
    expect(much).toMatchObject({ change: { index: { real: true }, room: { real: true } } })
  })

  test("moves attitude by its own items and room by its own", () => {
    const before = quarter("2026-07-01")
    const room = ["idx-agency", "idx-voice", "idx-room", "idx-sincere", "idx-followup"]
    const agree = (id: string) => (agreeOf[id] ?? 0) + (room.includes(id) ? 30 : 1)
    const now = index([...before, ...quarter("2026-10-01", { agree })], "2026-Q4")
    if (now.value === null || !now.change) throw new Error("a change")
    // 30 and 1 of 96 answers.
    expect(now.change.room).toMatchObject({ value: 31.3, real: true })
    expect(now.change.attitude).toMatchObject({ value: 1, real: false })
  })

  test("is compared with no quarter that was made of other parts", () => {
    const asked = { at: "2026-10-02T12:00Z", event: question.asked(people[200]?.id ?? "", "q1") }
    const both = [...quarter("2026-07-01"), ...quarter("2026-10-01"), asked]
    const now = index(both, "2026-Q4")
    expect(now).toMatchObject({ parts: { loop: 0 }, change: null })
    expect(index(both.slice(0, -1), "2026-Q4")).toMatchObject({ change: { period: "2026-Q3" } })
  })

  test("takes an item that was asked twice as it was answered last", () => {
    const [first, second] = [quarter("2026-07-01"), quarter("2026-07-01", { agree: () => 90 })]
    const again = second.map((one) =>
      one.event.type === "poll.opened" || one.event.type === "poll.closed"
        ? { at: "2026-08-10T12:00Z", event: { ...one.event, poll: `again-${one.event.poll}` } }
        : one,
    )
    const polls = again.filter((one) => one.at === "2026-08-10T12:00Z")
    expect(index([...first, ...polls])).toMatchObject({ parts: { attitude: 93.8, room: 93.8 } })
  })

  test("rests on as many answers as the item with the fewest has", () => {
    expect(index(quarter("2026-07-01", { few: { item: "idx-fit", answers: 72 } }))).toMatchObject({
      value: expect.any(Number),
      answers: 72,
    })
    const less = index(quarter("2026-07-01", { few: { item: "idx-fit", answers: 71 } }))
    expect(less).toMatchObject({ value: null, because: "response under 30%" })
  })

  test("is absent where the result of one item was not shown, and so is the part that this item is of", () => {
    expect(index(quarter("2026-07-01", { bare: "idx-room" }))).toMatchObject({
      value: null,
      because: "an item is withheld",
      parts: { reach: 70, attitude: 60.4, room: null },
    })
  })

  test("is absent once the persons of its quarter are deleted", () => {
    const gone = people.slice(72).map(({ id }, i) => [id, `gone-2026-07-${i}`] as const)
    const text = gone.reduce(
      (all, [id, as]) => all.replaceAll(`"${id}"`, `"${as}"`),
      JSON.stringify(quarter("2026-07-01")),
    )
    expect(index(JSON.parse(text))).toEqual({ value: null, because: "people gone" })
  })
})
