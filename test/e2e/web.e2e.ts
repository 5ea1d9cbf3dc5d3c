/** The demo that `npm start` opens with nothing configured, used by people in a real browser, with scripts off and on. */
import { AxeBuilder } from "@axe-core/playwright"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type Bot, startBot } from "./support/bot.ts"
import { openBrowser, picture } from "./support/browser.ts"
import { chromiumProgram, until } from "./support/programs.ts"

const run = "planet-bike-commute"
const words = {
  nl: {
    send: "Stuur",
    report: "Open het rapport",
    yours: "jouw antwoord",
    me: "ik",
    mine: "Alleen zichtbaar voor jou",
  },
  en: {
    send: "Send",
    report: "Open the report",
    yours: "your answer",
    me: "me",
    mine: "Only visible to you",
  },
}
const why = chromiumProgram ? "" : " (skipped: chromium is not installed)"

for (const { language, scripts } of [
  { language: "nl", scripts: false },
  { language: "en", scripts: true },
] as const) {
  const w = words[language]
  const question = `Fiets of trein? ${language}`

  describe.skipIf(!chromiumProgram)(
    `the demo in a browser, ${language}, scripts ${scripts ? "on" : "off"}${why}`,
    () => {
      let bot: Bot
      let browser: Browser
      let context: BrowserContext
      let page: Page
      const complaints: string[] = []
      const shot = (name: string) => picture(page, `web-${language}-${name}`)

      beforeAll(async () => {
        bot = await startBot({ env: { DEFAULT_LANGUAGE: language } })
        browser = await openBrowser()
        context = await browser.newContext({
          viewport: { width: 1280, height: 900 },
          javaScriptEnabled: scripts,
        })
        page = await context.newPage()
        page.on("console", (message) => complaints.push(message.text()))
        page.on("requestfailed", (request) => {
          // A page that is left before its icon has come is no failure.
          const because = request.failure()?.errorText ?? ""
          if (because !== "net::ERR_ABORTED") complaints.push(`${request.url()} ${because}`)
        })
      })
      afterAll(async () => {
        await browser?.close()
        await bot?.close()
      })

      const room = (who: string, q: { in?: string } = {}) =>
        page.goto(`${bot.url}/?as=${who}&in=${q.in ?? "mvo"}`)
      const answer = () => page.locator("#answer .eph")
      const feed = () => page.locator("main .talk > .msg")
      async function says(who: string, text: string): Promise<string> {
        await room(who)
        await page.locator("#tekst").fill(text)
        await page.getByRole("button", { name: w.send, exact: true }).click()
        return (await answer().textContent()) ?? ""
      }
      /** The channel's card with these words, once it has been delivered. */
      const posted = (who: string, text: string) =>
        until({ what: `"${text}" in the channel`, known: bot.logged }, async () => {
          await room(who)
          const card = feed().filter({ hasText: text }).last()
          return (await card.count()) > 0 ? card : null
        })

      test("the first page is a living organisation that says DEMO and holds no scripts", async () => {
        const response = await page.goto(bot.url)
        expect(response?.headers()["content-security-policy"]).toContain("default-src 'none'")
        expect(await page.locator("html").getAttribute("lang")).toBe(language)
        expect(await page.locator("script").count()).toBe(0)
        expect(await page.locator(".demo").textContent()).toContain("DEMO")
        expect(await feed().count()).toBeGreaterThan(0)
        for (const card of await feed().locator(".card").all())
          expect(await card.textContent()).toContain("DEMO")
        await shot("1-first")
      })

      test("help and today answer the asker alone, and a reload forgets them", async () => {
        expect(await says("anna", language === "nl" ? "hulp" : "help")).toContain(w.mine)
        await shot("2-help")
        await answer().getByRole("button").first().click()
        expect(await answer().locator(".card").count()).toBe(1)
        await shot("3-today")
        await room("anna")
        expect(await answer().count()).toBe(0)
      })

      test("a challenge is joined, logged and undone", async () => {
        await says("chadia", `challenge start ${run}`)
        const before = await says("anna", w.me)
        await says("anna", `challenge join ${run}`)
        await shot("4-joined")
        await answer()
          .locator("input[name=value]")
          .fill(language === "nl" ? "12,5" : "12.5")
        await answer().locator("form.log button").click()
        expect(await answer().textContent()).toMatch(/12[.,]5/)
        expect(await page.locator(".led li.new").count()).toBeGreaterThan(0)
        await shot("5-logged")
        expect(await says("anna", w.me)).not.toBe(before)
        await says("anna", `challenge show ${run}`)
        await answer().locator('button[value^="challenge undo"]').click()
        await shot("6-undone")
        expect(await says("anna", w.me)).not.toMatch(/12[.,]5/)
      })

      test("an amount that is none changes nothing and says so", async () => {
        for (const amount of ["-3", "1e9", "drie", "12 km"]) {
          const size = () => page.locator(".led .small").textContent()
          await room("anna")
          const before = await size()
          expect(await says("anna", `challenge log ${run} ${amount}`)).toContain(w.mine)
          expect(await size()).toBe(before)
        }
      })

      test("a vote is changed and changed back, and nobody else sees it", async () => {
        await says("chadia", `poll open "${question}" "Fiets" "Trein"`)
        for (const option of ["Fiets", "Trein", "Fiets"]) {
          const card = await posted("anna", question)
          await card.getByRole("button", { name: option }).click()
          expect(await answer().locator("button.on").textContent()).toContain(option)
        }
        expect(await answer().locator("button.on").textContent()).toContain(w.yours)
        await shot("7-voted")
        const seen = await posted("bram", question)
        expect(await seen.textContent()).not.toContain(w.yours)
        expect(await seen.locator("button.on").count()).toBe(0)
      })

      test("two colleagues are open side by side, each in their own language", async () => {
        const other = await context.newPage()
        await other.goto(`${bot.url}/?as=bram`)
        await other.locator(".lang button").click()
        await page.goto(`${bot.url}/?as=anna`)
        expect(await page.locator("html").getAttribute("lang")).toBe(language)
        expect(await other.locator("html").getAttribute("lang")).toBe(language === "nl" ? "en" : "nl")
        expect(await other.locator(".as button[aria-pressed=true]").textContent()).toBe("Bram")
        await other.close()
      })

      test("the steward opens the report by a link that works once; a colleague does not get one", async () => {
        await room("anna")
        expect(await page.getByRole("button", { name: w.report }).count()).toBe(0)
        await says("anna", "report")
        expect(await answer().getByRole("link").count()).toBe(0)
        await room("chadia")
        await page.getByRole("button", { name: w.report }).click()
        await shot("8-link")
        const link = await answer().getByRole("link").getAttribute("href")
        await page.goto(new URL(link ?? "", bot.url).href)
        await page.getByRole("button").first().click()
        expect(new URL(page.url()).pathname).toBe("/report")
        expect(await page.locator("body").textContent()).toContain("DEMO")
        await shot("9-report")
        const again = await browser.newPage()
        await again.goto(new URL(link ?? "", bot.url).href)
        const button = again.getByRole("button")
        if ((await button.count()) > 0) await button.first().click()
        expect(new URL(again.url()).pathname).not.toBe("/report")
        await again.close()
      })

      test("it fits a phone, and what is typed stays text", async () => {
        const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: "dark" })
        const small = await phone.newPage()
        await small.goto(`${bot.url}/?as=anna`)
        await small.locator("#tekst").fill('<img src=x onerror="document.title=1"> <!channel>')
        await small.getByRole("button", { name: w.send, exact: true }).click()
        expect(await small.locator("#answer").textContent()).toContain("<img src=x")
        expect(await small.locator("#answer img").count()).toBe(0)
        expect(await small.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390)
        await picture(small, `web-${language}-10-phone-dark`)
        await phone.close()
      })

      test("nobody is kept out by colours, labels or structure", async () => {
        for (const colorScheme of ["light", "dark"] as const) {
          const own = await browser.newContext({ bypassCSP: true, colorScheme })
          const read = await own.newPage()
          await read.goto(`${bot.url}/?as=chadia`)
          await read.locator("#tekst").fill("help")
          await read.getByRole("button", { name: w.send, exact: true }).click()
          const { violations } = await new AxeBuilder({ page: read }).analyze()
          expect(violations.map((v) => `${v.id}: ${v.nodes[0]?.html}`)).toEqual([])
          await own.close()
        }
      })

      test("another site's form and another address are turned away", async () => {
        const body = new URLSearchParams({ as: "anna", text: "help" })
        const post = (headers: Record<string, string>) =>
          fetch(`${bot.url}/say`, { method: "POST", body, headers })
        expect((await post({ origin: "https://evil.example" })).status).toBe(403)
        expect((await post({ origin: bot.url, "x-forwarded-for": "203.0.113.9" })).status).toBe(403)
        expect((await post({ origin: bot.url })).status).toBe(200)
      })

      test("the browser had nothing to complain about, and no log line holds what was typed", () => {
        expect(complaints).toEqual([])
        expect(bot.logged()).not.toContain("Fiets of trein")
      })
    },
  )
}
