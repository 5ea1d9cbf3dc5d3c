/** The report's page in a real browser: nobody is kept out by it, whatever it has to tell, and it fits a phone and two sheets of paper. */
import { mkdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { AxeBuilder } from "@axe-core/playwright"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Report } from "../../src/report/report.ts"
import { livedReport, measuredReport } from "../export/lived.ts"
import { corrected } from "../report/corrected.ts"
import { office, start } from "../report/office.ts"
import { crowd, ledger, log, report } from "../report/world.ts"
import { openBrowser, picture } from "./support/browser.ts"
import { chromiumProgram } from "./support/programs.ts"

type Language = "nl" | "en"
type Make = (period: string) => Report
const origin = "http://report.localhost"
const why = chromiumProgram ? "" : " (skipped: chromium is not installed)"
const long = "Arbeidsongeschiktheidsverzekeringsafdeling"

/** One person of each week did something, for the trend; teams with the longest names that there are. */
const busy: Make = (period) => {
  const people = crowd(45, long).map((p, i) =>
    i % 3 ? p : { ...p, roster: crowd(1, `${long} West`)[0]?.roster ?? [] },
  )
  const events = ledger(
    people.map(({ id }, i) => ({ at: start - (i % 60) * 7 * 86_400_000, event: log(id, 5) })),
  )
  return report(period, { events, people, now: start, organisation: `${long} ${long}` })
}
const later = Date.parse("2027-01-20T12:00Z")

/** What a page may have to say; `with` is chosen in its form. */
type Shown = { make: () => Promise<Make>; period: string; with?: string }
const pages: Record<string, Shown> = {
  "a quarter with an index": { make: async () => () => measuredReport(7), period: "2026-Q3" },
  "a quarter beside another": {
    make: async () => (period) => measuredReport(7, {}, period),
    period: "2026-Q3",
    with: "2026-Q2",
  },
  "a quarter whose index is withheld": {
    make: async () => (period) => livedReport(4, { period, for: "steward" }),
    period: "2026-Q4",
  },
  "a corrected week": { make: corrected, period: "2026-W47" },
  "an organisation of nobody": {
    make: async () => (period) => report(period, { events: [], people: [], now: start }),
    period: "2026-W47",
  },
  "an organisation of nine": {
    make: async () => (period) =>
      report(period, {
        events: ledger([{ at: start - 86_400_000, event: log("p0") }]),
        people: crowd(9),
        now: start,
      }),
    period: "2026-W47",
  },
  "a week with long names": { make: async () => busy, period: "2026-W47" },
  "a month of a demo": { make: async () => (period) => livedReport(3, { period }), period: "2026-12" },
  "a year": { make: async () => (period) => livedReport(8, { period }), period: "2026" },
  "a period to come": { make: async () => busy, period: "2027-W10" },
  "a period that does not exist": { make: async () => busy, period: "2026-W99" },
}
const wide = { viewport: { width: 1280, height: 900 } }
const phone = { viewport: { width: 390, height: 844 } }
const dark = { colorScheme: "dark" as const }
/** Everything light in Dutch and on a dark phone in English; the fullest pages in every way. */
const looks: { look: BrowserContextOptions; language: Language; of: readonly string[] }[] = [
  { look: wide, language: "nl", of: Object.keys(pages) },
  { look: { ...phone, ...dark }, language: "en", of: Object.keys(pages) },
  ...[wide, phone, { ...wide, ...dark }, { ...phone, ...dark }].flatMap((look) =>
    (["nl", "en"] as const).map((language) => ({
      look,
      language,
      of: ["a quarter beside another", "a corrected week"],
    })),
  ),
]
const cases = looks.flatMap(({ look, language, of }) =>
  of.map((name) => {
    const how = `${look.viewport === phone.viewport ? "phone" : "wide"}${look.colorScheme ? ", dark" : ""}`
    return { name: `${name}: ${language}, ${how}`, look, language, q: pages[name] as Shown }
  }),
)
const unique = [...new Map(cases.map((one) => [one.name, one])).values()]

describe.skipIf(!chromiumProgram)(`the report's page${why}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  /** The product's own answers, with their headers, without a port. */
  async function open(q: {
    make: Make
    language: Language
    look: BrowserContextOptions
    path: string
  }): Promise<Page> {
    const { make, language, look, path } = q
    const { app, enter, world } = office({ make, language, publicUrl: origin })
    world.now = path.includes("2026-W47") ? start : later
    const see = await enter()
    const context = await browser.newContext({ ...look, bypassCSP: true })
    const page = await context.newPage()
    await page.route(`${origin}/**`, async (route) => {
      const { pathname, search } = new URL(route.request().url())
      const answer = await (pathname.startsWith("/enter") ? app.request(pathname) : see(pathname + search))
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      })
    })
    await page.goto(origin + path)
    return page
  }

  async function violations(page: Page): Promise<string[]> {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze()
    expect(passes.length).toBeGreaterThan(5)
    return violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)
  }

  /** What makes the page scroll sideways; a table that scrolls by itself does not. */
  async function sideways(page: Page): Promise<string[]> {
    return page.evaluate(`document.documentElement.scrollWidth <= innerWidth ? [] :
      [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth && !e.closest(".sx"))
        .map((e) => e.outerHTML.slice(0, 120))`)
  }

  test.each(unique)("nobody is kept out by $name", async ({ name, look, language, q }) => {
    const path = `/report?period=${q.period}${q.with ? `&with=${q.with}` : ""}`
    const page = await open({ make: await q.make(), language, look, path })
    // No script at all, so that what is judged here is what a reader without scripts has.
    expect(await page.locator("script").count()).toBe(0)
    await picture(page, `report-${name.replaceAll(/[ ,:]+/g, "-")}`)
    expect(await violations(page)).toEqual([])
    expect((await sideways(page)).join("\n")).toBe("")
    await page.context().close()
  })

  test("the checker finds a picture without words and grey on grey", async () => {
    const page = await open({ make: busy, language: "nl", look: {}, path: "/report?period=2026-W47" })
    await page.evaluate(`document.querySelector("main").insertAdjacentHTML("beforeend",
      '<img src="/x.png"><p style="color:#999;background:#aaa">grey</p>')`)
    expect((await violations(page)).map((v) => v.split(":")[0]).sort()).toEqual([
      "color-contrast",
      "image-alt",
    ])
    await page.context().close()
  })

  test("what is chosen in the form is compared with, and every link and choice is reached by keyboard", async () => {
    const look = wide
    const make: Make = (period) => measuredReport(7, {}, period)
    const page = await open({ make, language: "nl", look, path: "/report?period=2026-Q3" })
    const wanted = await page.locator("a[href], button, select, summary, input:not([type=hidden])").count()
    const reached = new Set<string>()
    for (let i = 0; i < wanted + 2; i++) {
      await page.keyboard.press("Tab")
      reached.add(
        String(
          await page.evaluate(
            "document.activeElement.tagName + document.activeElement.getBoundingClientRect().x + ',' + document.activeElement.offsetTop + document.activeElement.textContent",
          ),
        ),
      )
    }
    expect(reached.size).toBeGreaterThanOrEqual(wanted)
    await page.locator("select[name=with]").selectOption("2026-Q2")
    await page.locator("form button").first().click()
    expect(new URL(page.url()).searchParams.get("with")).toBe("2026-Q2")
    await page.context().close()
  })

  test("without scripts the page is the same, and its form works", async () => {
    const make: Make = (period) => measuredReport(7, {}, period)
    const path = "/report?period=2026-Q3"
    const [on, off] = await Promise.all(
      [true, false].map((javaScriptEnabled) =>
        open({ make, language: "nl", look: { javaScriptEnabled }, path }),
      ),
    )
    if (!on || !off) throw new Error("two pages")
    expect(await off.locator("main").innerHTML()).toBe(await on.locator("main").innerHTML())
    await off.locator("select[name=with]").selectOption("2026-Q2")
    await off.locator("form button").first().click()
    await off.waitForURL(/with=2026-Q2/)
    for (const page of [on, off]) await page.context().close()
  })

  test.each(["nl", "en"] as const)("a quarter is two sheets of A4 at most, %s", async (language) => {
    for (const name of [
      "a quarter with an index",
      "a quarter beside another",
      "a quarter whose index is withheld",
    ]) {
      const q = pages[name]
      if (!q) throw new Error(name)
      const path = `/report?period=${q.period}${q.with ? `&with=${q.with}` : ""}`
      const page = await open({ make: await q.make(), language, look: {}, path })
      const folder = fileURLToPath(new URL("pictures/", import.meta.url))
      mkdirSync(folder, { recursive: true })
      const pdf = await page.pdf({
        preferCSSPageSize: true,
        path: `${folder}report-${name.replaceAll(" ", "-")}-${language}.pdf`,
      })
      expect(pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length, name).toBeLessThanOrEqual(2)
      await page.context().close()
    }
  })
})
