import { describe, expect, test } from "vitest"
import { toJson } from "../../src/report/json.ts"
import { crowd, type Happened, joined, ledger, question, report } from "./world.ts"

const { asked, answered, withdrawn } = question
/** Thirty days after Saturday 1 August, Amsterdam time, is Monday 31 August. */
const began = { at: "2026-08-01T09:00+02:00", event: asked("p0", "q1") }
const of = (period: string, happened: Happened[], more = {}) => {
  const { followUp } = report(period, { events: ledger(happened), ...more }).figures
  if (followUp.suppressed) throw new Error("twelve people are enough")
  return [followUp.count, followUp.of, followUp.share]
}

describe("follow-up", () => {
  test.each<[string, Happened[], [number, number, number | null]]>([
    ["a question that nobody answered was due", [began], [0, 1, 0]],
    [
      "answered on its last day it is in time",
      [began, at("2026-08-31T23:59+02:00", answered("q1"))],
      [1, 1, 1],
    ],
    ["answered the day after it is not", [began, at("2026-09-01T00:00+02:00", answered("q1"))], [0, 1, 0]],
    ["no is an answer", [began, at("2026-08-02T09:00+02:00", answered("q1", "no"))], [1, 1, 1]],
    [
      "later is an answer, and a yes that follows it too late takes nothing away",
      [
        began,
        at("2026-08-02T09:00+02:00", answered("q1", "later")),
        at("2026-10-01T09:00+02:00", answered("q1")),
      ],
      [1, 1, 1],
    ],
    [
      "withdrawn in time it was never due",
      [began, at("2026-08-31T23:59+02:00", withdrawn("p0", "q1"))],
      [0, 0, null],
    ],
    [
      "withdrawn after its time it stays",
      [began, at("2026-09-01T00:00+02:00", withdrawn("p0", "q1"))],
      [0, 1, 0],
    ],
    [
      "withdrawn after the answer it stays answered",
      [
        began,
        at("2026-08-02T09:00+02:00", answered("q1")),
        at("2026-08-03T09:00+02:00", withdrawn("p0", "q1")),
      ],
      [1, 1, 1],
    ],
    ["nothing asked is nothing due", [at("2026-08-01T09:00+02:00", joined("p0"))], [0, 0, null]],
  ])("%s", (_, happened, expected) => {
    expect(of("2026-Q3", happened)).toEqual(expected)
    expect(of("2026-08", happened)).toEqual(expected)
    expect(of("2026-09", happened)).toEqual([0, 0, null])
    expect(of("2026", happened)).toEqual(expected)
  })

  test("counts in a period that runs only what is over: nobody is late before the day has ended", () => {
    const happened = [began, { at: "2026-08-04T09:00Z", event: answered("q1") }]
    expect(of("2026-Q3", happened, { now: Date.parse("2026-08-31T21:59Z") })).toEqual([0, 0, null])
    expect(of("2026-Q3", happened, { now: Date.parse("2026-08-31T22:00Z") })).toEqual([1, 1, 1])
  })

  test("is of the whole roster, and withheld where that is small; then the JSON has no number", () => {
    const happened = ledger([began])
    const small = report("2026-Q3", { events: happened, people: crowd(9) })
    expect(small.figures.followUp).toEqual({ suppressed: true, because: "small" })
    expect(toJson(small)).toMatchObject({ figures: { followUp: { suppressed: true } } })
    const { figures } = toJson(report("2026-Q3", { events: happened })) as { figures: Record<string, object> }
    expect(figures.followUp).toEqual({
      count: 0,
      of: 1,
      share: 0,
      withinDays: 30,
      definition: expect.stringContaining("at most 30 days after they were asked"),
    })
  })
})

describe("the ladder", () => {
  test("has who asked a question on step 4, also who takes it back, and who started a challenge on step 5", () => {
    const start = { run: "bike.1", challenge: "bike", endsAt: 0 }
    const events = ledger([
      at("2026-08-01T09:00Z", asked("p0", "q1")),
      at("2026-08-01T09:00Z", asked("p1", "q2")),
      at("2026-08-02T09:00Z", withdrawn("p1", "q2")),
      at("2026-08-01T09:00Z", asked("p2", "q3")),
      at("2026-08-01T10:00Z", { type: "run.started", ...start, by: "p2" }),
    ])
    const { depth, reach } = report("2026-Q3", { events }).figures
    expect(depth?.ladder).toEqual({ steps: [9, 0, 0, 0, 2, 1], of: 12 })
    expect(reach).toMatchObject({ count: 3 })
  })

  test("has whoever only starts challenges, as a steward does, on step 0: that is no answer and no action", () => {
    const start = { run: "bike.1", challenge: "bike", endsAt: 0, by: "p0" }
    const events = ledger([at("2026-08-01T10:00Z", { type: "run.started", ...start })])
    const { depth, reach } = report("2026-Q3", { events }).figures
    expect(depth?.ladder).toEqual({ steps: [12, 0, 0, 0, 0, 0], of: 12 })
    expect(reach).toMatchObject({ count: 0 })
  })
})

function at(when: string, event: Happened["event"]): Happened {
  return { at: when, event }
}
