/** A pilot in Teams, drawn by Microsoft's own renderer: from the installation to the digest. */
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { renderMessage } from "../../adapters/teams/render.ts"
import { gallery } from "../support/cards.ts"
import { type Bot, startBot } from "./support/bot.ts"
import { openBrowser, picture } from "./support/browser.ts"
import { ana, channel, group, openPlayground, type Playground, personal, team } from "./support/playground.ts"
import { chromiumProgram, playgroundProgram } from "./support/programs.ts"

const missing = [
  ...(playgroundProgram ? [] : ["the Agents Playground is not installed"]),
  ...(chromiumProgram ? [] : ["chromium is not installed"]),
].join(", ")
const run = "planet-bike-commute"
/** What only a person can have written: it must never be found in a log. */
const typed = "zebrapad"

const says = {
  en: {
    welcome: /I am Draagvlak/,
    help: /What can you do here/,
    join: "I'll take part",
    report: "Report",
    kilometres: /How many kilometres/,
    fillIn: /Please fill this in first/,
    logged: /12\.5\s?km/,
    number: /number/i,
    answered: /My answer is in our own chat/,
    language: "language en",
    question: '"Shall we go on with this?" "Certainly" "Rather not"',
    option: "Certainly",
  },
  nl: {
    // The Playground says that everybody speaks English.
    welcome: /I am Draagvlak/,
    help: /Wat kun je hier/,
    join: "Doe mee",
    report: "Meld",
    kilometres: /Hoeveel kilometer/,
    fillIn: /Vul dit eerst in/,
    logged: /12,5\s?km/,
    number: /getal|aantal/i,
    answered: /Mijn antwoord staat in ons eigen gesprek/,
    language: "taal nl",
    question: '"Gaan we ermee door?" "Zeker wel" "Liever niet"',
    option: "Zeker wel",
  },
} as const

describe.skipIf(missing !== "").each(["en", "nl"] as const)(
  `a pilot in Teams, %s${missing ? ` (skipped: ${missing})` : ""}`,
  (language) => {
    const words = says[language]
    let bot: Bot
    let playground: Playground
    let browser: Browser
    let page: Page
    const shot = (name: string) => picture(page, `teams-${language}-${name}`)
    const open = (name: RegExp) => page.getByRole("treeitem", { name }).dispatchEvent("click")
    const card = (text: RegExp | string) => page.locator(".ac-adaptiveCard").filter({ hasText: text }).last()
    const shows = (text: RegExp | string) => card(text).waitFor()
    const cards = () => page.locator(".ac-adaptiveCard").count()

    beforeAll(async () => {
      const steward = `teams:${ana.aadObjectId}`
      bot = await startBot({
        env: { TEAMS_ALLOW_ANONYMOUS: "1", STEWARDS: steward, DEFAULT_LANGUAGE: language },
      })
      playground = await openPlayground({ botUrl: bot.url })
      browser = await openBrowser()
      page = await browser.newPage({ viewport: { width: 1500, height: 1100 } })
      page.setDefaultTimeout(20_000)
      await page.goto(playground.origin)
    })
    afterAll(async () => {
      await browser?.close()
      await playground?.close()
      await bot?.close()
    })

    async function types(text: string) {
      await page.getByRole("textbox").last().click()
      await page.keyboard.type(text)
      await page.getByRole("button", { name: "Send Message" }).last().click()
    }

    test("whoever installs it is welcomed in four lines", async () => {
      await page.getByText(words.welcome).first().waitFor()
      await types(words.language)
      await expect.poll(cards).toBeGreaterThan(1)
      await shot("1-welcome")
    })
    test("help answers with buttons, and a press takes the card's place", async () => {
      await types("help")
      await shows(words.help)
      await shot("2-help")
      const before = await cards()
      await card(words.help).getByRole("button").first().click()
      await expect.poll(() => card(words.help).count()).toBe(0)
      expect(await cards()).toBe(before)
    })
    test("after an @mention by the steward a channel takes part", async () => {
      await playground.install(team)
      await playground.says("here", channel.id)
      await open(/Team Noord/)
      await page.locator(".ac-adaptiveCard").first().waitFor()
      await shot("3-introduction")
      expect(await page.getByText("programme week").count()).toBe(0)
    })
    test("a challenge is posted in the channel and joined by its button; the answer comes in the personal chat", async () => {
      await playground.says(`challenge start ${run}`, channel.id)
      await card(words.kilometres).getByRole("button", { name: words.join }).click()
      await shot("4-challenge")
      await open(/Personal Chat/)
      await card(words.kilometres).getByRole("button", { name: words.report }).waitFor()
      await shot("5-joined")
    })
    test("nothing, and a wrong amount, are answered; the right one counts, in the same card", async () => {
      await types(`challenge join ${run}`)
      const form = () => card(words.kilometres)
      await form().getByRole("button", { name: words.report }).click()
      await page.getByText(words.fillIn).first().waitFor()
      await shot("6-empty")
      await form().getByRole("textbox").fill(typed)
      await form().getByRole("button", { name: words.report }).click()
      await page.locator(".ac-adaptiveCard").getByText(words.number).last().waitFor()
      await shot("7-wrong")
      await form().getByRole("textbox").fill("12,5")
      await form().getByRole("button", { name: words.report }).click()
      await shows(words.logged).finally(() => shot("8-logged"))
    })
    test("a vote is cast in the channel and confirmed to the voter alone", async () => {
      await playground.says(`poll open ${words.question}`, channel.id)
      await open(/Team Noord/)
      await card(words.option).getByRole("button", { name: words.option }).click()
      await page.getByText(words.answered).first().waitFor()
      await shot("9-poll")
      await open(/Personal Chat/)
      await card(words.option)
        .getByRole("button", { name: `✓ ${words.option}` })
        .waitFor()
      await shot("10-voted")
      await open(/Team Noord/)
      expect(await page.getByText(`✓ ${words.option}`).count()).toBe(0)
    })
    test("what is asked in a group chat is answered in the personal chat", async () => {
      await open(/Personal Chat/)
      const before = await cards()
      await playground.says("me", group)
      await expect.poll(cards).toBe(before + 1)
      await open(/Projectgroep/)
      expect(await page.locator(".ac-adaptiveCard").count()).toBe(0)
    })
    test("a digest that the steward asks for comes to the channel", async () => {
      await open(/Team Noord/)
      const before = await cards()
      await playground.says("digest now", channel.id)
      await expect.poll(cards, { timeout: 30_000 }).toBeGreaterThan(before)
      await shot("11-digest")
    })
    test("the chart of a digest, and the longest cards, are drawn by Teams' own elements", async () => {
      const drawn = gallery(language).filter(({ name }) => /^(digest|result in counts), longest/.test(name))
      expect(drawn.some(({ card }) => card.blocks.some((block) => block.type === "chart"))).toBe(true)
      await open(/Personal Chat/)
      for (const { card } of drawn) await playground.shows(renderMessage(card), personal)
      await page.locator(".ac-adaptiveCard svg").last().waitFor()
      await page.locator(".ac-adaptiveCard svg").last().scrollIntoViewIfNeeded()
      await shot("12-chart")
    })
    test("hostile text pings nobody and changes nothing", async () => {
      await open(/Personal Chat/)
      await types(`challenge log ${run} <at>everyone</at> <b>${typed}</b> [x](https://evil.example)`)
      await page.waitForTimeout(1_000)
      expect(await page.locator(".ac-adaptiveCard a[href*=evil]").count()).toBe(0)
      await playground.says("me", personal)
      await shows(words.logged)
    })
    test("nothing that a person wrote stands in the log", () => {
      expect(bot.logged()).not.toContain(typed)
      expect(bot.logged()).not.toMatch(/ermee door|go on with/)
      expect(bot.logged()).not.toContain(ana.aadObjectId)
    })
  },
)
