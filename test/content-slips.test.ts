import { describe, expect, it } from "vitest"
import { readYaml } from "../adapters/content/yaml.ts"

const quotes = 'between double quotes: "Let op: dit is tekst"'
const hash = "text with a # in it between double quotes"
const text = (nl: string) => `action:\n  nl: ${nl}\n  en: Thank a colleague today.\n`

describe("a slip of someone who never heard of YAML", () => {
  it.each([
    ["a colon in the text", text("Bedank een collega: zeg wat die deed."), 2, quotes],
    ["a word that starts with an apostrophe", text("'s Avonds gaan de lichten uit."), 2, quotes],
    ["two such words", text("'s Avonds zo'n lamp uit."), 2, quotes],
    ["words between quotes at the start", text("'Hoi' zegt een collega."), 2, quotes],
    ["curly quotes and a colon", text("“Hoi”: dat is genoeg."), 2, quotes],
    ["a mention at the start", text("@mvo doet mee."), 2, quotes],
    ["a percent sign at the start", text("%50 minder."), 2, quotes],
    ["a dash at the start", text("- doe het licht uit."), 2, quotes],
    ["words between brackets at the start", text("[Optioneel] doe mee."), 2, quotes],
    ["stars for bold", text("*Doe* mee."), 2, quotes],
    ["an exclamation mark at the start", text("! doe mee."), 2, "no tags"],
    ["a channel in the text", text("Zet het in #mvo en vertel erover."), 2, hash],
    ["a channel at the start", text("#mvo wacht op je."), 2, hash],
    ["a tab", "action:\n\tnl: Doe mee.\n", 2, "no tab"],
    ["a blank from a web page", "action:\n\u00a0\u00a0nl: Doe mee.\n  en: Join in.\n", 2, "plain spaces"],
    ["a quote that nothing closes", 'action:\n  nl: "Doe mee.\n  en: Join in.\n', 2, 'a " at the end'],
    ["the marks of a merge", "action:\n<<<<<<< HEAD\n  nl: Doe mee.\n", 2, "the marks that git left"],
    [
      "an item without its dash",
      "nudges:\n- id: a-1\n  x: y\n  id: a-2\n",
      4,
      "begins with a - before its id",
    ],
    ["a field too far to the right", "action:\n   nl: Doe mee.\n  en: Join in.\n", 3, "as far to the right"],
    ["no space after the colon", "action:\n  nl:Doe mee.\n  en: Join in.\n", 2, "a space after the colon"],
    ["a text that goes on at the left", "action:\n  nl: Doe mee\nen zeg het.\n", 3, "further to the right"],
    ["a list that nothing closes", "sdg: [8, 10\ncovers: x\nnote: y\n", 1, "a ] at the end of the list"],
  ])("%s is named with its line and with what to do", (_, yaml, line, hint) => {
    const read = readYaml(yaml)
    if (read.type === "data") throw new Error(`read as ${JSON.stringify(read.data)}`)
    expect(read.faults).toHaveLength(1)
    expect(read.faults[0]).toEqual({ line, expected: expect.stringContaining(hint) })
    expect(read.faults[0]?.expected).not.toMatch(/YAML|mapping|scalar/)
  })

  it.each([
    ["a remark on a line of its own", "# Ours\nid: people-buddy\n# for now\nunit: walks\n"],
    ["a remark behind a value", "unit: walks # as in the other\nsdg: [8] # decent work\n"],
    ["a # between quotes", text('"Zet het in #mvo."')],
    ["a # within a word", text("Doe mee in C#-land.")],
    ["a colon between quotes", text('"Let op: dit is tekst."')],
    ["a time of day", text("Om 16:30 gaat het licht uit.")],
    ["a text over two lines", "action:\n  nl: Doe mee\n    en zeg het.\n"],
  ])("is not: %s", (_, yaml) => {
    expect(readYaml(yaml).type).toBe("data")
  })
})
