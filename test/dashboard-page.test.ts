import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { about } from "../adapters/dashboard/about.ts"
import { openPages } from "../adapters/http.ts"
import type { Event } from "../src/domain/event.ts"
import type { Report } from "../src/report/report.ts"
import { pageHtml, pageText } from "./export/page.ts"
import { deeds, ledgerOf } from "./report/ledgers.ts"
import { office, start, words } from "./report/office.ts"
import { crowd, joined, ledger, log, nothingSent, report } from "./report/world.ts"

describe("the page", () => {
  const three = ["p0", "p1", "p2"].map((p) => ({ at: "2026-11-17T09:00Z", event: log(p, 12.5) }))
  const opened: Event = {
    type: "poll.opened",
    poll: "p1",
    question: {
      type: "typed",
      question: "t1",
      options: [
        { key: "a", text: "t2" },
        { key: "b", text: "gone" },
      ],
    },
    kind: "single",
    confidential: true,
    closesAt: 0,
    by: null,
    places: [],
  }
  const closed: Event = {
    type: "poll.closed",
    poll: "p1",
    result: { answers: 24, options: { as: "counts", counts: { a: 18, b: 6 } } },
    of: 240,
  }
  const week = (period: string) =>
    report(period, {
      events: ledger([
        { at: "2026-11-02T09:00Z", event: joined("p0") },
        ...three,
        { at: "2026-11-17T09:00Z", event: opened },
        { at: "2026-11-18T09:00Z", event: closed },
      ]),
      people: crowd(12),
      texts: new Map([
        ["t1", `Waarom <img src=x onerror=alert(1)>?`],
        ["t2", "Daarom"],
      ]),
      organisation: `Jansen & "Zonen" <b>`,
      now: start,
    })

  test("says on paper too that no message went out: what is left out in print is not all that stands below a heading", () => {
    const made = report("2026-W47", { events: ledger(three), people: crowd(12), now: start })
    const html = pageHtml({ ...made, deliveries: nothingSent }, "nl")
    expect(html).toContain("#deliveries>.sub{display:none}")
    const below = /<div id="deliveries"><h2>[^<]*<\/h2>(.*?)<\/div>/s.exec(html)?.[1] ?? ""
    expect(below.replaceAll(/<p class="sub">.*?<\/p>/gs, "")).toContain("ging er geen bericht uit")
  })

  test.each([
    ["somebody did something three times", 3, "2"],
    ["people did something, and nobody three times", 1, "4"],
    ["nobody did anything yet", 0, "5"],
  ])("says in the heading of the steps from how many to how many, where %s", (_, times, to) => {
    const did = (person: string, n: number) =>
      Array.from({ length: n }, (_, i) => ({
        at: "2026-11-17T09:00Z",
        event: log(person, 1, { log: `${person}${i}` }),
      }))
    const events = ledger([
      ...["p0", "p1", "p2", "p3", "p4"].map((p) => ({ at: "2026-11-16T09:00Z", event: joined(p) })),
      ...["p0", "p1"].flatMap((p) => did(p, times)),
      ...["p2", "p3"].flatMap((p) => did(p, Math.min(times, 1))),
    ])
    const made = report("2026-W47", { events, people: crowd(12), now: start })
    expect(pageText(made, "nl")).toContain(` Van 12 naar ${to}: hoe ver gaat meedoen? `)
    expect(pageText(made, "en")).toContain(` From 12 to ${to}: how far does taking part go? `)
  })

  test("says the finding with of how many, in nl and en", async () => {
    const nl = await (await (await office({ make: week }).enter())("/report?period=2026-W47")).text()
    expect(nl).toContain("3 van de 12 collega’s deden in week 47 mee")
    expect(nl).toContain("Zelf gemeld, intern, niet voor externe claims.")
    expect(nl).toContain("37,5")
    const en = await (
      await (
        await office({ make: week, language: "en" }).enter()
      )("/report?period=2026-W47")
    ).text()
    expect(en).toContain("3 of the 12 colleagues took part in week 47")
    expect(en).toContain('<html lang="en">')
    expect(en).toContain("this text was withdrawn")
  })

  test("lets nothing that people typed become markup, and needs no script or style attribute", async () => {
    const answer = await (await office({ make: week }).enter())("/report?period=2026-W47")
    const page = await answer.text()
    expect(page).toContain("Waarom &lt;img src=x onerror=alert(1)&gt;?")
    expect(page).not.toMatch(/<script|<img|\sstyle=|\son\w+=["']/i)
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'/)
    expect(answer.headers.get("cache-control")).toBe("no-store")
  })

  test("has in each row of its first table the counts of that very figure, and the shares that follow", async () => {
    const people = crowd(12)
    const events = ledger([
      ...["p0", "p1", "p2"].map((p) => ({ at: "2026-11-17T09:00Z", event: log(p, 12.5) })),
      ...["p3", "p4"].map((p) => ({ at: "2026-11-17T09:00Z", event: joined(p) })),
    ])
    const make = (period: string) => report(period, { events, people, now: start })
    const see = await office({ make, language: "en" }).enter()
    const page = await (await see("/report?period=2026-W47")).text()
    const rows = [...page.matchAll(/<tr><th scope="row">(\w+)<\/th>(.*?)<\/tr>/gs)].map(
      ([, name, cells = ""]) =>
        `${name}: ${cells
          .replaceAll(/<[^>]*>/g, " ")
          .replaceAll(/\s+/g, " ")
          .trim()}`,
    )
    expect(rows.find((row) => row.startsWith("Reach"))).toMatch(/^Reach: 5 of 12 .* 42%/)
    expect(rows.find((row) => row.startsWith("Active"))).toMatch(/^Active: 3 of 12 .* 25%/)
    expect(rows.find((row) => row.startsWith("Actions"))).toMatch(/ 3$/)
  })

  test("shows how messages ended to stewards only", async () => {
    const manager = (period: string) => ({ ...week(period), deliveries: null })
    const seen = async (make: (period: string) => Report) =>
      await (await (await office({ make }).enter())("/report?period=2026-W47")).text()
    expect(await seen(week)).toContain("Elk bericht is verantwoord")
    expect(await seen(manager)).not.toContain("Elk bericht is verantwoord")
  })

  test("does not round one of 240 to none, nor 239 to all", async () => {
    const people = crowd(240)
    const took = (n: number) =>
      ledger(people.slice(0, n).map((p) => ({ at: "2026-11-17T09:00Z", event: joined(p.id) })))
    const seen = async (n: number) => {
      const make = (id: string) => report(id, { events: took(n), people, now: start })
      return await (await (await office({ make, language: "en" }).enter())("/report?period=2026-W47")).text()
    }
    expect(await seen(1)).toContain('<td class="v">&lt;1%</td>')
    expect(await seen(239)).toContain('<td class="v">&gt;99%</td>')
  })

  test("says what was not counted instead of nobody", async () => {
    const page = await (await (await office({ make: week }).enter())("/report?period=2026-W10")).text()
    expect(page).toContain("In deze periode werd nog niet geteld")
    expect(page).not.toContain("Niemand")
  })

  test("can be drawn of any ledger, for every kind of period, in both languages", async () => {
    const periods = fc.constantFrom("2026-W44", "2026-W43", "2026-11", "2026-Q4", "2026", "2026-W48")
    await fc.assert(
      fc.asyncProperty(
        deeds,
        periods,
        fc.constantFrom("nl" as const, "en" as const),
        fc.constantFrom(5, 12),
        async (all, period, language, size) => {
          const make = (id: string) =>
            report(id, { events: ledgerOf(all, 0), people: crowd(size, "a"), now: start })
          const answer = await (await office({ make, language }).enter())(`/report?period=${period}`)
          const page = await answer.text()
          expect([200, 404]).toContain(answer.status)
          expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/)
        },
      ),
      { numRuns: 60 },
    )
  })
})

test("privacy and support are open to all, in both languages, and say the numbers that hold here", async () => {
  const pages = openPages({ failed: () => {} })
  about({ say: (l) => words[l], language: "en", demo: true, minGroup: 12, retentionDays: 150 })(pages)
  for (const path of ["/privacy", "/support"]) {
    const answer = await pages.request(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'/)
    const page = await answer.text()
    expect(page).toContain("DEMO")
    expect(page).toContain('<section lang="nl">')
  }
  const privacy = await (await pages.request("/privacy")).text()
  expect(privacy).toContain("Groups under 12 are not shown")
  expect(privacy).toContain("Na 150 dagen")
})
