import { describe, expect, test } from "vitest"
import { loadCatalogue } from "../../adapters/content/index.ts"
import { toJson } from "../../src/report/json.ts"
import { crowd, type Happened, joined, ledger, log, report } from "./world.ts"

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
  q: { answers?: number; agree?: (item: string) => number; skip?: string } = {},
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
  for (const { id } of people.slice(220))
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
