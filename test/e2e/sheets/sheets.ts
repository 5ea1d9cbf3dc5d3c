/// <reference lib="dom" />
/**
 * Contact sheets: every item of the catalogue as its card, on Slack, in Teams and on the web, in both languages, as pictures
 * to look at; what is cut off or breaks badly is listed as well.
 *
 *   npm run sheets                          all items, into test/e2e/pictures/sheets
 *   npm run sheets -- nudge goal            some kinds of card: nudge, challenge, poll, goal, mine, "my answer", result, listed
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import type { Page } from "playwright-core"
import { loadCatalogue } from "../../../adapters/content/index.ts"
import { contentFolder } from "../../../adapters/content-folder.ts"
import { renderMessage } from "../../../adapters/slack/render.ts"
import { renderCard as drawForTeams } from "../../../adapters/teams/render.ts"
import { renderCard } from "../../../adapters/web/render.ts"
import { webSheet } from "../../../adapters/web/style.ts"
import type { Language } from "../../../src/domain/id.ts"
import { makeWords } from "../../../src/view/words.ts"
import { drawing } from "../../support/cards.ts"
import { type ItemCard, itemCards } from "../../support/catalogue-cards.ts"
import { openBrowser } from "../support/browser.ts"
import { blocksAsHtml } from "./block-kit.ts"
import { looks } from "./looks.ts"
import { lookFor } from "./troubles.ts"

const usual = ["challenge", "nudge", "poll", "goal"]
const kinds = process.argv.slice(2).length > 0 ? process.argv.slice(2) : usual
const folder = join(import.meta.dirname, "../pictures/sheets")
const perSheet = 24
const loaded = loadCatalogue(contentFolder)
if (loaded.type === "problems")
  throw new Error("The content has problems: npx draagvlak content check names them.")
const { catalogue } = loaded

/** `html` stands in the picture as it is; `teams` cards are drawn in the page by Microsoft's library. */
type Drawn = { html: string } | { teams: object }
const platforms: Record<string, (it: ItemCard) => Drawn> = {
  slack: ({ card }) => ({ html: blocksAsHtml(renderMessage(card).blocks) }),
  teams: ({ card }) => ({ teams: drawForTeams(card) }),
  web: ({ card, id }) => {
    const say = makeWords(catalogue.words)[card.language]
    const reader = { as: "ana", in: "mvo", say, id: `m-${id}`, formId: () => "abcdefgh" }
    return { html: `<main>${String(renderCard(card, reader))}</main>` }
  },
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const browser = await openBrowser()
const page = await browser.newPage({ viewport: { width: 1510, height: 900 } })
let [pictures, cards] = [0, 0]
const troubles: string[] = []
for (const language of ["nl", "en"] as const)
  for (const [platform, draw] of Object.entries(platforms))
    for (const kind of kinds) {
      const items = itemCards(catalogue, drawing(language, "shortest")).filter((c) => c.name === kind)
      for (let at = 0; at < items.length; at += perSheet) {
        const some = items.slice(at, at + perSheet)
        troubles.push(...(await photograph({ language, platform, kind, some, draw }, at / perSheet + 1)))
        pictures += 1
        cards += some.length
      }
    }
await browser.close()
process.stdout.write(`${pictures} sheets with ${cards} cards in ${folder}\n`)
for (const line of troubles) process.stdout.write(`${line}\n`)
process.exitCode = troubles.length > 0 ? 1 : 0

type Sheet = {
  language: Language
  platform: string
  kind: string
  some: ItemCard[]
  draw: (it: ItemCard) => Drawn
}

async function photograph(q: Sheet, nth: number): Promise<string[]> {
  const name = `${q.language}-${q.platform}-${q.kind.replaceAll(" ", "-")}-${nth}`
  const drawn = q.some.map((it) => ({ id: it.id, ...q.draw(it) }))
  const cells = drawn.map(
    (d) =>
      `<figure id="${d.id}"><div class="card-in">${"html" in d ? d.html : ""}</div><figcaption>${d.id}</figcaption></figure>`,
  )
  await page.setContent(
    `<!doctype html><html lang="${q.language}"><meta charset="utf-8"><style>${webSheet.css}${looks}</style><body class="${q.platform}"><div class="grid">${cells.join("")}</div></body></html>`,
  )
  if (q.platform === "teams") await drawTeams(page, drawn)
  await page.locator(".grid").screenshot({ path: join(folder, `${name}.png`) })
  return (await page.evaluate(lookFor)).map((what) => `${name}: ${what}`)
}

/** Microsoft's renderer as the browser has it. */
type CardLibrary = {
  AdaptiveCard: new () => { hostConfig: unknown; parse(json: object): void; render(): HTMLElement }
  HostConfig: new (config: object) => unknown
}

async function drawTeams(on: Page, drawn: { id: string; teams?: object }[]) {
  const library = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js")
  await on.addScriptTag({ content: readFileSync(library, "utf8") })
  await on.evaluate((all) => {
    const { AdaptiveCard, HostConfig } = (globalThis as unknown as { AdaptiveCards: CardLibrary })
      .AdaptiveCards
    for (const { id, teams } of all) {
      const card = new AdaptiveCard()
      card.hostConfig = new HostConfig({
        fontFamily: "Segoe UI, Arial, sans-serif",
        fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
        fontWeights: { lighter: 200, default: 400, bolder: 600 },
        actions: {
          maxActions: 6,
          buttonSpacing: 8,
          actionsOrientation: "horizontal",
          actionAlignment: "left",
        },
      })
      card.parse(teams ?? {})
      document.getElementById(id)?.querySelector(".card-in")?.append(card.render())
    }
  }, drawn)
}
