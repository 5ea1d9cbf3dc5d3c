import { describe, expect, test } from "vitest"
import type { Catalogue, Framework } from "../../src/domain/content.ts"
import type { Event } from "../../src/domain/event.ts"
import type { ElementEvidence, Report } from "../../src/report/report.ts"
import { answered, crowd, type Happened, ledger, log, catalogue as plain, report, undo } from "./world.ts"

const both = (text: string) => ({ nl: text, en: text })
const element = (id: string) => ({ id, name: both(id), sentence: both(id), act: both(id), without: null })
const pso: Framework = {
  id: "pso",
  name: both("PSO"),
  edition: "2023",
  note: both(""),
  elements: new Map(["direct", "quality"].map((id) => [id, element(id)])),
}
const covering = <T extends object>(item: T | undefined, element: string): T => ({
  ...(item as T),
  covers: { pso: [element] },
})
/** Cycling is made to be about quality here, the nudge and the poll too; nothing is about direct. */
const catalogue: Catalogue = {
  ...plain,
  frameworks: new Map([["pso", pso]]),
  challenges: new Map(plain.challenges).set("bike", covering(plain.challenges.get("bike"), "quality")),
  nudges: new Map(plain.nudges).set("sdg13-1", covering(plain.nudges.get("sdg13-1"), "quality")),
  polls: new Map(plain.polls).set("idx-belief", covering(plain.polls.get("idx-belief"), "quality")),
}
const started: Event = { type: "run.started", run: "bike.1", challenge: "bike", endsAt: 0, by: null }
const posted: Event = { type: "nudge.posted", post: "n1", nudge: "sdg13-1", place: "c1" }
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
const closed: Event = { type: "poll.closed", poll: "p1", result: { answers: 4, options: null }, of: 12 }

const quarter = (happened: Happened[], period = "2026-Q3") =>
  report(period, { events: ledger(happened), people: crowd(12), catalogue })
const on = (made: Report, framework: string, id: string): ElementEvidence | undefined =>
  made.evidence.find((one) => one.framework === framework)?.elements.find((one) => one.element === id)

const lived: Happened[] = [
  { at: "2026-07-06T09:00Z", event: started },
  { at: "2026-07-07T09:00Z", event: posted },
  { at: "2026-07-14T09:00Z", event: posted },
  { at: "2026-07-14T10:00Z", event: { ...posted, post: "n2", place: "c2" } as Event },
  { at: "2026-07-15T09:00Z", event: opened },
  { at: "2026-07-22T15:00Z", event: closed },
  ...[0, 1, 2].map((i) => ({ at: "2026-07-20T09:00Z", event: log(`p${i}`) })),
  ...[3, 4].map((i) => ({ at: "2026-07-21T09:00Z", event: answered(`p${i}`, "done") })),
]

describe("evidence per framework", () => {
  test("names what was offered with its days, and counts what was done about it", () => {
    const quality = on(quarter(lived), "pso", "quality")
    expect(quality?.items.map(({ kind, id, on }) => ({ kind, id, on }))).toEqual([
      { kind: "challenge", id: "bike", on: ["2026-07-06"] },
      { kind: "nudge", id: "sdg13-1", on: ["2026-07-07", "2026-07-14"] },
      { kind: "poll", id: "idx-belief", on: ["2026-07-22"] },
    ])
    expect(quality?.actions).toEqual({ count: 5 })
  })
  test("an element without attention is there, with nothing", () => {
    expect(on(quarter(lived), "pso", "direct")).toMatchObject({ items: [], actions: { count: 0 } })
  })
  test("the goals stand beside the frameworks, with the count that the goals have", () => {
    const made = quarter(lived)
    for (const { goal, actions } of made.figures.sdg)
      expect(on(made, "sdg", String(goal))?.actions).toEqual(actions)
  })
  test("what was undone does not count", () => {
    const made = quarter([...lived, { at: "2026-07-20T10:00Z", event: undo("p0", "2026-07-20T09:00Z") }])
    expect(on(made, "pso", "quality")?.actions).toEqual({ count: 4 })
  })
  test("what one or two people did about an element is not shown", () => {
    const few = lived.filter(({ event }) => event.type !== "part.logged")
    expect(on(quarter(few), "pso", "quality")?.actions).toMatchObject({ suppressed: true })
  })
  test("nor what follows by subtracting it from all actions", () => {
    // Seven are about quality; all eight minus those would be what p9 alone did.
    const more = [...lived, { at: "2026-07-22T09:00Z", event: log("p9", 3, { challenge: "walk" }) }]
    const made = quarter(more)
    const total = made.figures.actions
    const quality = on(made, "pso", "quality")?.actions
    expect(total.suppressed === true || quality?.suppressed === true).toBe(true)
  })
  test("weeks and months have none; a year has that of its quarters, and withholds what one of them does", () => {
    expect(quarter(lived, "2026-07").evidence).toEqual([])
    expect(quarter(lived, "2026-W30").evidence).toEqual([])
    const autumn: Happened[] = [
      { at: "2026-10-05T09:00Z", event: posted },
      ...[0, 1, 2].map((i) => ({ at: "2026-10-06T09:00Z", event: log(`p${i}`) })),
    ]
    const year = quarter([...lived, ...autumn], "2026")
    expect(on(year, "pso", "quality")?.actions).toEqual({ count: 8 })
    expect(on(year, "pso", "quality")?.items.find(({ kind }) => kind === "nudge")?.on).toHaveLength(3)
    const lonely = quarter([...lived, { at: "2026-10-06T09:00Z", event: log("p1") }], "2026")
    expect(on(lonely, "pso", "quality")?.actions).toMatchObject({ suppressed: true })
  })
})
