import { describe, expect, test } from "vitest"
import { readPeriod } from "../../src/domain/period.ts"
import { comparedWith } from "../../src/report/compare.ts"
import { foreseen } from "../../src/report/foreseen.ts"
import type { Report } from "../../src/report/report.ts"
import { office } from "./office.ts"
import { crowd, joined, ledger, log, report } from "./world.ts"

/** One more colleague takes part each week from Monday 5 October on, which is week 41. */
const events = ledger(
  Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: week + 1 }, (_, i) => ({
      at: Date.parse("2026-10-05T09:00Z") + week * 7 * 86_400_000,
      event: week === 0 ? joined(`p${i}`) : log(`p${i}`),
    })),
  ).flat(),
)
const now = Date.parse("2026-12-01T09:00Z")
const make = (period: string): Report => report(period, { events, people: crowd(12), now })
const page = async (path: string, language: "nl" | "en" = "nl") => {
  const answer = await (await office({ make, language }).enter())(path)
  return { status: answer.status, text: await answer.text() }
}

describe("a period beside another one", () => {
  test("is compared with the one before it, and with any earlier one of its kind that is asked for", async () => {
    expect((await page("/report?period=2026-W46")).text).toContain("1 meer dan in week 45 (5 van 12)")
    expect((await page("/report?period=2026-W46&with=2026-W42")).text).toContain(
      "4 meer dan in week 42 (2 van 12)",
    )
    expect((await page("/report?period=2026-W46&with=2026-W42", "en")).text).toContain(
      "4 more than in week 42",
    )
  })
  test("changes in nothing else", () => {
    const [ours, other] = [make("2026-W46"), make("2026-W42")]
    expect({ ...comparedWith(ours, other), previous: ours.previous }).toEqual(ours)
  })
  test("a later one, left over from another choice, is the one before again", async () => {
    expect((await page("/report?period=2026-W43&with=2026-W45")).text).toContain("meer dan in week 42")
  })
  test.each(["2026-Q3", "2026-W54", "yesterday", "2026-W42' or 1=1"])(
    "%s is refused in plain words",
    async (id) => {
      const { status, text } = await page(`/report?period=2026-W46&with=${encodeURIComponent(id)}`)
      expect(status).toBe(400)
      expect(text).toContain("Daarmee kunnen we niet vergelijken")
      expect(text).not.toContain(id.includes("'") ? id : "\0")
    },
  )
  test("one that was not counted from its first day on is no fair comparison", async () => {
    const late = ledger([{ at: "2026-10-07T09:00Z", event: joined("p1") }])
    const [ours, other] = ["2026-W42", "2026-W41"].map((id) =>
      report(id, { events: late, people: crowd(12), now }),
    )
    expect(comparedWith(ours as Report, other as Report).previous).toBeNull()
  })
  test("can be picked without scripts: every period counted so far, and the one compared with is chosen", async () => {
    const { text } = await page("/report?period=2026-W46&with=2026-W42")
    const options = (name: string) =>
      [
        ...(text.split(`name="${name}"`)[1]?.split("</select>")[0] ?? "").matchAll(
          /value="([^"]+)"( selected)?/g,
        ),
      ].map(([, id, selected]) => `${id}${selected ? "*" : ""}`)
    expect(options("period")).toEqual([
      "2026-W48",
      "2026-W47",
      "2026-W46*",
      ...[45, 44, 43, 42, 41].map((n) => `2026-W${n}`),
    ])
    expect(options("with")).toEqual(["2026-W45", "2026-W44", "2026-W43", "2026-W42*", "2026-W41"])
  })
  test("names the year where it is another one", async () => {
    const quarter = (id: string) => {
      const read = readPeriod(id)
      const took = [0, 1].slice(0, id.startsWith("2025") ? 1 : 2)
      const at = `${read?.from}T12:00Z`
      const first = { at: "2025-01-01T12:00Z", event: joined("p9") }
      return report(id, {
        events: ledger([first, ...took.map((i) => ({ at, event: log(`p${i}`) }))]),
        people: crowd(12).map((p) => ({ ...p, roster: [{ from: "2025-01-01", to: null, segment: null }] })),
        now,
      })
    }
    const get = await office({ make: quarter }).enter()
    const text = await (await get("/report?period=2026-Q3&with=2025-Q3")).text()
    expect(text).toContain("1 meer dan in kwartaal 3 van 2025 (1 van 12)")
  })
})

describe("what a small organisation will see", () => {
  test.each([
    [8, { people: false, sharesFrom: null, countsFrom: null, indexFrom: null, segmentsMax: 0 }],
    [10, { people: true, sharesFrom: 10, countsFrom: null, indexFrom: null, segmentsMax: 0 }],
    [20, { people: true, sharesFrom: 10, countsFrom: 20, indexFrom: null, segmentsMax: 2 }],
    [60, { people: true, sharesFrom: 10, countsFrom: 20, indexFrom: 30, segmentsMax: 6 }],
    [240, { people: true, sharesFrom: 10, countsFrom: 20, indexFrom: 72, segmentsMax: 24 }],
  ])("of %i people", (people, expected) => {
    expect(foreseen({ people, minGroup: 10 })).toEqual(expected)
  })
  test("stands on the page of a small one, and not of a large one", async () => {
    const sized = (n: number) => office({ make: (id) => report(id, { events, people: crowd(n), now }) })
    const seen = async (n: number) => await (await (await sized(n).enter())("/report?period=2026-W46")).text()
    expect(await seen(12)).toContain("Wat je hier te zien krijgt met 12 mensen op de lijst")
    expect(await seen(8)).toContain("Antwoorden op peilingen tonen we nooit")
    expect(await seen(100)).not.toContain("Wat je hier te zien krijgt")
  })
})
