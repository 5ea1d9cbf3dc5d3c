import { describe, expect, it } from "vitest"
import { problemsOf } from "../adapters/slack/limits.ts"
import { renderMessage } from "../adapters/slack/render.ts"
import { limits as teamsLimits } from "../adapters/teams/limits.ts"
import { bytesOf, renderCard as drawForTeams } from "../adapters/teams/render.ts"
import { renderCard } from "../adapters/web/render.ts"
import type { Card } from "../src/view/card.ts"
import { makeWords } from "../src/view/words.ts"
import { byLibrary } from "./support/adaptive.ts"
import { drawing } from "./support/cards.ts"
import { type ItemCard, itemCards } from "./support/catalogue-cards.ts"
import { linesOf, phoneLines } from "./support/phone.ts"
import { textOf } from "./support/text.ts"
import { testCatalogue } from "./support/world.ts"

const catalogue = testCatalogue()
const cards = (["nl", "en"] as const).flatMap((language) =>
  itemCards(catalogue, drawing(language, "shortest")),
)

/** What each platform draws of a card, and what it would refuse of it. */
const platforms: Record<string, (card: Card) => { drawn: string; refused: string[] }> = {
  slack: (card) => {
    const { blocks } = renderMessage(card)
    return { drawn: JSON.stringify(blocks), refused: problemsOf(blocks) }
  },
  teams: (card) => {
    const drawn = drawForTeams(card)
    const large = bytesOf(drawn) < teamsLimits.cardBytesMax ? [] : [`${bytesOf(drawn)} bytes`]
    return { drawn: JSON.stringify(drawn), refused: [...byLibrary(drawn), ...large] }
  },
  web: (card) => {
    const say = makeWords(catalogue.words)[card.language]
    const reader = { as: "ana", in: "mvo", say, id: "m1", formId: () => "abcdefgh" }
    return { drawn: String(renderCard(card, reader)), refused: [] }
  },
}

describe.each(Object.entries(platforms))("on %s", (_, draw) => {
  it("every item is drawn in both languages, and refused nowhere", () => {
    expect(cards.length).toBeGreaterThan(1000)
    const refused = cards.flatMap((c) =>
      draw(c.card).refused.map((why) => `${c.id} ${c.name} ${c.language}: ${why}`),
    )
    expect(refused).toEqual([])
  })

  it("no word of an item is cut off: its last word is there", () => {
    for (const it of cards.filter((c) => c.name === "nudge" || c.name === "challenge" || c.name === "poll")) {
      const { drawn } = draw(it.card)
      const words = sentencesOf(it)
      expect(words.length).toBeGreaterThan(0)
      for (const sentence of words) expect(drawn, `${it.id} ${it.language}`).toContain(lastWordOf(sentence))
    }
  })
})

describe("an item's card", () => {
  it("fits a phone's screen, however long its texts", () => {
    const long = cards
      .filter((c) => linesOf(c.card) > phoneLines)
      .map((c) => `${c.id} ${c.name} ${c.language}`)
    expect(long).toEqual([])
  })

  it("reads whole: no placeholder and no markup", () => {
    for (const { id, name, card } of cards) {
      const text = textOf(card)
      expect(text, `${id} ${name}`).not.toMatch(/undefined|NaN|\[object|\{\w+\}|<\/?b>/)
    }
  })

  it("is in the reader's language", () => {
    const foreign = { nl: /\b(the|your|with|and|you)\b/i, en: /\b(het|een|van|je|niet)\b/i }
    const said = cards.flatMap((c) => sentencesOf(c).map((text) => ({ text, language: c.language })))
    expect(said.filter(({ text, language }) => foreign[language].test(text))).toEqual([])
    expect(said.some(({ text }) => foreign.en.test(text))).toBe(true)
  })
})

function sentencesOf({ id, language }: ItemCard): string[] {
  const challenge = catalogue.challenges.get(id)
  const nudge = catalogue.nudges.get(id)
  const poll = catalogue.polls.get(id)
  return [challenge?.title, challenge?.action, challenge?.ask, nudge?.action, nudge?.fact, poll?.question]
    .filter((t) => t !== undefined && t !== null)
    .map((t) => t[language])
}

function lastWordOf(sentence: string): string {
  return sentence.match(/[\p{L}\p{N}]+/gu)?.at(-1) ?? sentence
}
