import { describe, expect, test } from "vitest"
import type { Report } from "../src/report/report.ts"
import { office, start } from "./report/office.ts"
import { joined, ledger, question, report } from "./report/world.ts"

const events = ledger([
  { at: "2026-07-02T09:00Z", event: joined("p0") },
  { at: "2026-08-01T09:00Z", event: question.asked("p0", "q1") },
  { at: "2026-08-02T09:00Z", event: question.answered("q1", "no") },
  { at: "2026-08-01T09:00Z", event: question.asked("p1", "q2") },
  {
    at: "2026-08-05T09:00Z",
    event: { type: "run.started", run: "bike.1", challenge: "bike", endsAt: 0, by: "p1" },
  },
])
const wait = (text: string, daysLeft: number): Report["waiting"][number] => ({
  text,
  dueOn: "2026-12-20",
  daysLeft,
})

async function page(q: { waiting?: Report["waiting"]; period?: string; language?: "nl" | "en" }) {
  const make = (id: string) => ({ ...report(id, { events, now: start }), waiting: q.waiting ?? [] })
  const { enter } = office({ make, language: q.language ?? "en" })
  return (await (await enter())(`/report?period=${q.period ?? "2026-Q3"}`)).text()
}

describe("the page's one panel that asks", () => {
  test("has what waits, with the days that are left and the last day, and says how to answer", async () => {
    const html = await page({ waiting: [wait("Why <b>no</b> & shed?", 4), wait("Fruit?", 30)] })
    expect(html).toContain("2 questions from colleagues are waiting for you.")
    expect(html).toContain("“Why &lt;b&gt;no&lt;/b&gt; &amp; shed?”")
    expect(html).toContain('<p class="days hot"><b>4</b> days</p>')
    expect(html).toContain('<p class="days"><b>30</b> days</p>')
    expect(html).toContain("due 20 December 2026")
    expect(html).toContain("Type <b>questions</b> there.")
  })

  test.each([
    [1, "<b>1</b> day</p>"],
    [0, "<b>0</b> days</p>"],
    [-1, "<b>1</b> day late</p>"],
    [-12, "<b>12</b> days late</p>"],
  ])("says of %s days left: %s", async (left, words) => {
    const html = await page({ waiting: [wait("So?", left)] })
    expect(html).toContain(words)
    expect(html).toContain(left < 0 ? "was due 20 December 2026" : "due 20 December 2026")
  })

  test("shows four, the oldest, and tells how many more there are", async () => {
    const html = await page({ waiting: Array.from({ length: 7 }, (_, i) => wait(`Number ${i}?`, i)) })
    expect(html.match(/Number \d/g)).toEqual(["Number 0", "Number 1", "Number 2", "Number 3"])
    expect(html).toContain("And 3 more.")
  })

  test.each([
    ["2026-Q3", "en", "Due in quarter 3: 1 of 2 answered in time (50%)."],
    ["2026-08", "en", "Due in August 2026: 1 of 2 answered in time (50%)."],
    ["2026", "nl", "Wat in 2026 beantwoord moest zijn: 1 van 2 op tijd (50%)."],
  ] as const)("tells in %s how it went", async (period, language, words) => {
    expect(await page({ period, language })).toContain(words)
  })

  test("says that nothing waits, and nothing of a period in which nothing was due", async () => {
    const html = await page({ period: "2026-07" })
    expect(html).toContain("No question from colleagues is waiting for your answer now.")
    expect(html).not.toContain("answered in time")
  })
})

test("the funnel has who asked a question and who started a challenge, and says which steps they are", async () => {
  const html = await page({})
  const rows = [...html.matchAll(/<li><p><b>([^<]+)<\/b>[\s\S]*?<p class="n"><b>(\d+)<\/b>/g)].map((m) => [
    m[1],
    m[2],
  ])
  expect(rows.slice(-2)).toEqual([
    ["Asked something", "2"],
    ["Began something", "1"],
  ])
  expect(html).toContain("Asking a question is step 4 of the index, starting a challenge step 5")
})
