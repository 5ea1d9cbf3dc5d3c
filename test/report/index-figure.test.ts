import { describe, expect, test } from "vitest"
import { loadCatalogue } from "../../adapters/content/index.ts"
import { buyIn } from "../../src/report/buy-in.ts"
import { toJson } from "../../src/report/json.ts"
import { crowd, type Happened, joined, ledger, log, question, report } from "./world.ts"

const loaded = loadCatalogue("content")
if (loaded.type === "problems") throw new Error(JSON.stringify(loaded.problems))
const { catalogue } = loaded
const items = [...catalogue.polls.values()].filter((p) => p.index !== null)
const agreeOf: Record<string, number> = {
  "idx-belief": 62,
  "idx-value": 55,
  "idx-willing": 49,
  "idx-fit": 66,
  "idx-agency": 48,
  "idx-voice": 51,
  "idx-room": 60,
  "idx-sincere": 44,
  "idx-followup": 33,
}
const people = crowd(240)

/** 168 reached, 84 active, ladder 72/70/50/28/-/20: as in the worked example, but for the questions. */
function quarter(
  from: string,
  q: { answers?: number; agree?: (item: string) => number; skip?: string; starters?: number } = {},
) {
  const answers = q.answers ?? 96
  const day = (month: number, date: string) => {
    const first = Number(from.slice(5, 7))
    return `${from.slice(0, 4)}-${String(first + month).padStart(2, "0")}-${date}T12:00Z`
  }
  const did: Happened[] = people.slice(72).map(({ id }) => ({ at: day(0, "01"), event: joined(id) }))
  const act = (id: string, months: number[]) =>
    did.push(
      ...months.map((month) => ({ at: day(month, "05"), event: log(id, 1, { log: `${id}${month}` }) })),
    )
  for (const { id } of people.slice(142, 156)) act(id, [1])
  for (const { id } of people.slice(156, 192)) act(id, [0, 1])
  for (const { id } of people.slice(192)) act(id, [0, 1, 2])
  for (const { id } of people.slice(240 - (q.starters ?? 20)))
    did.push({
      at: day(1, "06"),
      event: { type: "run.started", run: `bike.${id}`, challenge: "bike", endsAt: 0, by: id },
    })
  for (const [i, item] of items.entries()) {
    if (item.id === q.skip) continue
    const poll = `${from}-${i}`
    const agree = q.agree?.(item.id) ?? agreeOf[item.id] ?? 0
    const counts = { a: 0, b: answers - agree, c: 0, d: agree - 1, e: 1, f: 0 }
    const question = { type: "item" as const, item: item.id }
    const opened = { kind: "likert" as const, confidential: true, closesAt: 0, by: null, places: [] }
    did.push({ at: day(0, "03"), event: { type: "poll.opened", poll, question, ...opened } })
    did.push({
      at: day(0, "10"),
      event: { type: "poll.closed", poll, of: 240, result: { answers, options: { as: "counts", counts } } },
    })
  }
  return did
}

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
})
