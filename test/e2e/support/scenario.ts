/** A pilot in one channel, from the first help to the report: the same over HTTP and over Socket Mode. */
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { problemsOf, type SlackBlock } from "../../../adapters/slack/limits.ts"
import { type Bot, startBot } from "./bot.ts"
import { openBrowser, picture } from "./browser.ts"
import {
  ana,
  ben,
  buttonsOf,
  type LocalSlack,
  openLocalSlack,
  place,
  slackTokens,
  team,
  voters,
  wordsOf,
} from "./local-slack.ts"
import { freePort, missingPrograms } from "./programs.ts"
import { postSigned, pressWith } from "./signed.ts"

const run = "planet-bike-commute"
const question = {
  nl: '"Gaan we ermee door?" "Ja" "Nee"',
  en: '"Shall we go on with this?" "Yes" "No"',
}
/** What only a person can have written: it must never be found in a log. */
const typed = "zebrapad"

export function slackScenario(q: { mode: "events" | "socket"; language: "nl" | "en" }): void {
  const why = missingPrograms ? ` (skipped: ${missingPrograms})` : ""
  describe.skipIf(missingPrograms !== "")(`a pilot in Slack, ${q.mode}, ${q.language}${why}`, () => {
    let slack: LocalSlack
    let bot: Bot
    let browser: Browser
    let page: Page
    const shot = (name: string) => picture(page, `slack-${q.mode}-${q.language}-${name}`)

    beforeAll(async () => {
      const port = await freePort()
      const requestUrl = `http://127.0.0.1:${port}/slack/events`
      slack = await openLocalSlack({ mode: q.mode, requestUrl, language: q.language })
      const { SLACK_APP_TOKEN, ...overHttp } = slackTokens
      bot = await startBot({
        port,
        env: {
          ...(q.mode === "socket" ? { ...overHttp, SLACK_APP_TOKEN } : overHttp),
          SLACK_API_URL: slack.apiUrl,
          STEWARDS: `slack:${team}/${ana}`,
          DEFAULT_LANGUAGE: q.language,
        },
      })
      browser = await openBrowser()
      page = await browser.newPage({ viewport: { width: 1100, height: 900 } })
      await page.goto(slack.origin)
      await page.getByRole("button", { name: place.name }).first().click()
    })
    afterAll(async () => {
      await browser?.close()
      await bot?.close()
      await slack?.close()
    })

    /** Types into the composer as that person, as a human would. */
    async function types(who: string, text: string) {
      await page.locator(".topbar .actas select").last().selectOption(who)
      await page.locator("textarea.composer-input").fill(text)
      await page.keyboard.press("Enter")
    }
    const lastMessage = () => page.locator(".messages .msg").last()

    test("help answers with buttons, to the asker alone", async () => {
      await types(ben, "/csr help")
      await lastMessage().getByRole("button").first().waitFor()
      await shot("1-help")
      const [answer] = (await slack.messages()).slice(-1)
      expect(answer?.ephemeral_to).toBe(ben)
      expect(buttonsOf(answer ?? never()).length).toBeGreaterThan(2)
    })
    test("only a steward lets a channel take part; then the bot introduces itself", async () => {
      await slack.command(ben, "here")
      expect((await slack.messages()).filter((message) => message.bot_id && !message.ephemeral_to)).toEqual(
        [],
      )
      await slack.command(ana, "here")
      await slack.posted({ what: "the introduction" })
      await shot("2-introduction")
    })
    test("today is one card", async () => {
      expect(wordsOf(await slack.command(ben, "today"))).not.toBe("")
      await shot("3-today")
    })
    test("a challenge is started, joined by its button, logged and undone", async () => {
      await slack.command(ana, `challenge start ${run}`)
      const posted = await slack.posted({ what: "the challenge", fits: joins })
      const button = page.locator(`.msg[data-ts="${posted.ts}"]`).getByRole("button").first()
      await page.locator(".topbar .actas select").last().selectOption(ben)
      await button.waitFor()
      await shot("4-challenge")
      await slack.press(ben, posted, "challenge join")
      const amount = q.language === "nl" ? "12,5" : "12.5"
      expect(wordsOf(await slack.command(ben, `challenge log ${run} 12,5`))).toContain(amount)
      await shot("5-logged")
      await slack.command(ben, `challenge undo ${run}`)
      expect(wordsOf(await slack.command(ben, "me"))).not.toContain(amount)
      await slack.command(ben, `challenge log ${run} 8`)
    })
    // Only over HTTP can somebody else deliver in Slack's name.
    if (q.mode === "events") {
      test("the same press, and the same delivery, counts once", async () => {
        const joined = await slack.command(ben, `challenge join ${run}`)
        const form = buttonsOf(joined).find((button) => button.value?.includes("{value}")) ?? never()
        const press = pressWith({ button: form, amount: "3", user: ben })
        const [one, two] = [press("delivery-1"), press("delivery-2")]
        for (const payload of [one, one, one, two, two]) {
          expect(await postSigned(`${bot.url}/slack/events`, payload)).toBe(200)
        }
        expect(wordsOf(await slack.command(ben, "me"))).toMatch(/\b11 km/)
      })
    }
    test("twelve vote, one changes twice, and the results come once, at close", async () => {
      await slack.command(ana, `poll open ${question[q.language]}`)
      const poll = await slack.posted({ what: "the poll", fits: votes })
      const values = buttonsOf(poll).map((button) => button.value ?? "")
      const [yes = "", no = ""] = values.filter((value) => value.startsWith("poll vote"))
      await Promise.all(voters.map((voter, n) => slack.press(voter, poll, n < 8 ? yes : no)))
      await slack.press(voters[0] ?? "", poll, no)
      await slack.press(voters[0] ?? "", poll, yes)
      await shot("6-poll")
      const id = /poll vote (\S+)/.exec(yes)?.[1] ?? ""
      await slack.command(ana, `poll close ${id}`)
      const inChannel = await slack.posted({ what: "the results in the channel", after: poll })
      // Twelve answers: shares rounded to five points, 8 of 12 and 4 of 12.
      const result = wordsOf(await slack.command(ben, `poll results ${id}`))
      expect(result).toMatch(/65\s?%/)
      expect(result).toMatch(/35\s?%/)
      expect(wordsOf(inChannel)).toMatch(/65\s?%/)
      await shot("7-results")
      const late = await slack.press(ben, poll, yes)
      expect(wordsOf(late)).not.toBe("")
      expect(wordsOf(await slack.command(ben, `poll results ${id}`))).toBe(result)
    })
    test("the Home tab shows today's card", async () => {
      await page
        .getByRole("button", { name: /Draagvlak/ })
        .last()
        .click()
      await page.locator(".home-inner").getByRole("button").first().waitFor()
      await shot("8-home")
      await page.getByRole("button", { name: place.name }).first().click()
    })
    test("a mention is heard, and answered to that person alone", async () => {
      const before = (await slack.messages()).length
      await slack.say(ben, "<@UBOT> help")
      await expect.poll(async () => (await slack.messages()).length, { timeout: 20_000 }).toBe(before + 2)
      expect((await slack.messages()).at(-1)?.ephemeral_to).toBe(ben)
    })
    test("hostile text pings nobody and changes nothing", async () => {
      const answer = await slack.command(
        ben,
        `challenge log ${run} <!channel> <b>${typed}</b> \u202e@everyone`,
      )
      expect(JSON.stringify(answer)).not.toMatch(/<!|<b>|\u202e/)
    })
    test("the digest goes to the channel", async () => {
      const last = await slack.posted({ what: "what came before" })
      await slack.command(ana, "digest now")
      const digest = await slack.posted({ what: "the digest", after: last })
      expect(wordsOf(digest)).toMatch(/\d/)
      await shot("9-digest")
    })
    test("the report opens with a link that works once", async () => {
      const answer = await slack.command(ana, "report")
      const link = new RegExp(`${bot.url}/enter/[\\w.~-]+`).exec(JSON.stringify(answer))?.[0] ?? never()
      const report = await browser.newPage({ viewport: { width: 1100, height: 1400 } })
      await report.goto(link)
      await report.getByRole("button").first().click()
      await report.waitForURL(/\/report/)
      await picture(report, `slack-${q.mode}-${q.language}-10-report`)
      expect(await report.locator("body").textContent()).toMatch(/\d/)
      const again = await browser.newPage()
      await again.goto(link)
      await again
        .getByRole("button")
        .first()
        .click({ timeout: 3_000 })
        .catch(() => {})
      expect(again.url()).not.toMatch(/\/report/)
      const refused = await slack.command(ben, "report")
      expect(JSON.stringify(refused)).not.toContain("/enter/")
    })
    test("every card that was drawn is within Slack's limits", async () => {
      const drawn = (await slack.messages()).filter((message) => message.bot_id)
      expect(drawn.length).toBeGreaterThan(20)
      for (const { blocks = [] } of drawn) expect(problemsOf(blocks as SlackBlock[])).toEqual([])
    })
    test("nothing that a person wrote stands in the log", () => {
      expect(bot.logged()).not.toContain(typed)
      expect(bot.logged()).not.toMatch(/ermee door|go on with/)
      for (const secret of Object.values(slackTokens)) expect(bot.logged()).not.toContain(secret)
    })
  })
}

const joins = (message: Parameters<typeof buttonsOf>[0]) =>
  buttonsOf(message).some((button) => button.value?.startsWith("challenge join"))

const votes = (message: Parameters<typeof buttonsOf>[0]) =>
  buttonsOf(message).some((button) => button.value?.startsWith("poll vote"))

function never(): never {
  throw new Error("nothing there")
}
