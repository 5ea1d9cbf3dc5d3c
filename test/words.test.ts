import { IntlMessageFormat } from "intl-messageformat"
import { describe, expect, it } from "vitest"
import { listed } from "../src/app/grammar.ts"
import { argNames } from "../src/app/grammar-args.ts"
import { testCatalogue } from "./support/world.ts"

const { nl, en } = testCatalogue().words
type Part = { type: number; value?: unknown; options?: Record<string, { value: Part[] }>; children?: Part[] }

/** Names of the values that a message is filled with. In its syntax tree 0 is text and 7 the `#` of a plural; 8 a tag such as <b>. */
function valuesOf(message: string): string[] {
  const names = (parts: Part[]): string[] =>
    parts.flatMap((part) => [
      ...(part.type === 0 || part.type === 7 ? [] : [String(part.value)]),
      ...Object.values(part.options ?? {}).flatMap((option) => names(option.value)),
      ...names(part.children ?? []),
    ])
  return [...new Set(names(new IntlMessageFormat(message, "en").getAst() as Part[]))].sort()
}

describe("the bot's words", () => {
  it("are filled with the same values in both languages", () => {
    for (const [id, message] of nl) expect(valuesOf(message), id).toEqual(valuesOf(en.get(id) ?? ""))
  })

  it("are seen to differ where a value or a bold word is missing", () => {
    expect(valuesOf("{n, plural, one {# of {of}} other {<b>{max, number}</b>}}")).toEqual([
      "b",
      "max",
      "n",
      "of",
    ])
    expect(valuesOf("no values")).toEqual([])
  })

  it("say what each listed command does, and nothing of others", () => {
    const types = (["all", "steward", "manager", "council"] as const)
      .flatMap(listed)
      .map((type) => `help.command.${type}`)
    for (const words of [nl, en])
      expect([...words.keys()].filter((id) => id.startsWith("help.command.")).sort()).toEqual(
        [...types].sort(),
      )
  })

  it("name every argument in both languages or in neither", () => {
    expect(Object.keys(argNames.nl).sort()).toEqual(Object.keys(argNames.en).sort())
  })

  it("are calm: no exclamation marks, and no capitals that shout", () => {
    for (const words of [nl, en])
      for (const [id, message] of words) {
        expect(message, id).not.toContain("!")
        expect(message.replace(/DEMO|[A-Z]+(_[A-Z]+)+|CO2|SDG|MVO|CSR|[A-Z]{2,4}\b/g, ""), id).not.toMatch(
          /[A-Z]{5}/,
        )
      }
  })

  it("say je, and never u, in Dutch", () => {
    for (const [id, message] of nl) expect(message, id).not.toMatch(/\b(u|uw|uzelf)\b/i)
  })

  it("call a confidential poll vertrouwelijk, never anoniem", () => {
    for (const words of [nl, en]) for (const [id, message] of words) expect(message, id).not.toMatch(/anon/i)
  })
})
