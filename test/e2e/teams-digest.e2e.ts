/**
 * Four weeks of two teams, lived by what colleagues say over HTTP, and then the Monday on which the bot posts its digest by
 * its own clock, with a chart of its own figures, drawn by Microsoft's own renderer. One team is the Playground's; the
 * other, of fourteen, is behind a Connector of ours, because the Playground's has six people at most.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { colleagues, openFakeTeams, channel as southChannel, visible } from "../support/fake-teams.ts"
import { base, messageFrom, placeFields } from "../support/teams-world.ts"
import { type Bot, startBot } from "./support/bot.ts"
import { openBrowser, picture } from "./support/browser.ts"
import { ana, channel, openPlayground, type Playground, personal, team } from "./support/playground.ts"
import { chromiumProgram, freePort, playgroundProgram } from "./support/programs.ts"

const missing = [
  ...(playgroundProgram ? [] : ["the Agents Playground is not installed"]),
  ...(chromiumProgram ? [] : ["chromium is not installed"]),
].join(", ")

/** Wednesdays, and how many of the fourteen noted something after them. In week 44 the clocks go back. */
const weeks = [
  { at: "2026-10-07T10:00:00+02:00", took: 4 },
  { at: "2026-10-14T10:00:00+02:00", took: 6 },
  { at: "2026-10-21T10:00:00+02:00", took: 9 },
  { at: "2026-10-28T10:00:00+01:00", took: 13 },
]
const south = colleagues(14)
/** The Playground's six, and the fourteen. */
const everybody = 6 + south.length

const says = {
  en: {
    title: "Week 44 in one minute",
    reach: `13 of ${everybody} colleagues took part (65%).`,
    before: `The week before 9 of ${everybody}.`,
    alt: "Participation from week 41 to week 44: from 20% to 65%.",
    thanks: "Thanks to everyone: 13 reported actions.",
    form: "How many kilometres",
    together: "Together: 383 km cycled, by 13 colleagues.",
  },
  nl: {
    title: "Week 44 in één minuut",
    reach: `13 van ${everybody} collega's deden mee (65%).`,
    before: `Vorige week 9 van ${everybody}.`,
    alt: "Deelname van week 41 tot week 44: van 20% naar 65%.",
    thanks: "Dank aan iedereen: 13 gemelde acties.",
    form: "Hoeveel kilometer",
    together: "Samen: 383 km gefietst, door 13 collega's.",
  },
} as const

describe.skipIf(missing !== "").each(["en", "nl"] as const)(
  `a Monday in Teams, %s${missing ? ` (skipped: ${missing})` : ""}`,
  (language) => {
    const words = says[language]
    let folder: string
    let bot: Bot
    let other: Awaited<ReturnType<typeof openFakeTeams>>
    let playground: Playground
    let browser: Browser
    let page: Page

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "draagvlak-monday-"))
      const port = await freePort()
      const env = { TEAMS_ALLOW_ANONYMOUS: "1", STEWARDS: `teams:${ana.aadObjectId}` }
      const startAt = async (instant: string) => {
        bot = await startBot({
          port,
          folder,
          env: { ...env, DEFAULT_LANGUAGE: language, CLOCK_START: instant },
        })
      }
      other = await openFakeTeams({ everybody: south })
      for (const [n, { at, took }] of weeks.entries()) {
        await startAt(at)
        if (n === 0) await begin()
        for (const who of south.slice(0, took))
          await deliver(messageFrom(other.url, { who, text: noted(n), where: "personal" }))
        await bot.stop()
      }
      await startAt(mondayNineSoon())
    })
    afterAll(async () => {
      await browser?.close()
      await playground?.close()
      await bot?.close()
      await other?.close()
      await rm(folder, { recursive: true, force: true })
    })

    const cards = (n: number) => page.locator(".ac-adaptiveCard").nth(n).waitFor()
    /** Both teams let the bot in; the channel takes part, and there is something to do. */
    async function begin(): Promise<void> {
      playground = await openPlayground({ botUrl: bot.url })
      browser = await openBrowser()
      page = await browser.newPage({ viewport: { width: 1500, height: 1100 } })
      page.setDefaultTimeout(20_000)
      await page.goto(playground.origin)
      await cards(0)
      // The Playground says that everybody speaks English.
      await playground.says(`language ${language}`, personal)
      await cards(1)
      await playground.install(team)
      await joinsTheOtherTeam()
      await page.getByRole("treeitem", { name: /Team Noord/ }).dispatchEvent("click")
      await playground.says("here", channel.id)
      await cards(0)
      await playground.says("challenge start planet-bike-commute 4w", channel.id)
      await cards(1)
    }
    async function deliver(activity: object): Promise<void> {
      const response = await fetch(`${bot.url}/api/messages`, {
        method: "POST",
        body: JSON.stringify(activity),
      })
      if (response.status !== 200) throw new Error(`${response.status}: ${bot.logged()}`)
    }
    async function joinsTheOtherTeam(): Promise<void> {
      const [installer] = south
      if (!installer) throw new Error("nobody there")
      const fields = { type: "installationUpdate", action: "add", ...placeFields("channel", installer) }
      const from = { id: installer.id, name: installer.name, aadObjectId: installer.aad }
      await deliver(base(other.url, { ...fields, from }))
    }
    const digest = () => page.locator(".ac-adaptiveCard").filter({ hasText: words.title })

    test("every colleague was answered in their own chat, and the other team's channel heard nothing", () => {
      for (const [n, who] of south.entries())
        expect(visible(other.chat(who.id)), who.name).toMatch(n < 13 ? /\bkm\b/ : /^$/)
      expect(other.conversations.get(southChannel.id)).toEqual([])
    })
    test("the digest comes by the bot's own clock, with its own figures", async () => {
      expect(await digest().count()).toBe(0)
      await expect.poll(() => digest().count(), { timeout: 170_000, interval: 500 }).toBe(1)
      await digest().scrollIntoViewIfNeeded()
      await picture(page, `teams-${language}-13-monday`)
      const shown = digest()
      for (const line of [words.reach, words.before, words.alt, words.thanks])
        await expect.poll(() => shown.textContent()).toContain(line)
    })
    test("its chart is Teams' own, of four weeks", async () => {
      const drawn = digest().locator("svg")
      await drawn.first().waitFor()
      const marks = (await drawn.allTextContents()).join(" ")
      for (const week of ["41", "42", "43", "44"]) expect(marks).toContain(week)
    })
    test("the challenge that was posted four weeks ago shows what came since, where it stands", async () => {
      const posted = page.locator(".ac-adaptiveCard").filter({ hasText: words.form })
      expect(await posted.count()).toBe(1)
      await expect.poll(() => posted.textContent()).toContain(words.together)
    })
    test("a press on it is answered", async () => {
      await digest().getByRole("button").first().click()
      await page.getByRole("treeitem", { name: /Personal Chat/ }).dispatchEvent("click")
      await page.locator(".ac-adaptiveCard").filter({ hasText: words.form }).last().waitFor()
      await picture(page, `teams-${language}-14-monday-pressed`)
    })
    test("nobody's id stands in the log", () => {
      for (const id of [ana.aadObjectId, ...south.map((who) => who.aad)])
        expect(bot.logged()).not.toContain(id)
    })
  },
)

/** Of ten kilometres and more, so that each week's sum is another. */
const noted = (week: number) => `challenge log planet-bike-commute ${10 + week}`

/**
 * Shortly before nine, so that the bot's tick, which comes with the real minute, is the first after it: no test waits two
 * minutes. Not too shortly: the bot must have started by then, on a busy machine too.
 */
function mondayNineSoon(): string {
  const toGo = 60 - new Date().getUTCSeconds()
  const leadS = toGo < 40 ? toGo + 60 : toGo
  return new Date(Date.parse("2026-11-02T09:00:15+01:00") - leadS * 1000).toISOString()
}
