/** A corrected period says so on its page and in its JSON, with what changed since the first edition. */
import { expect, test } from "vitest"
import { definitionOf, definitions } from "../src/report/cells.ts"
import { text } from "../src/view/words.ts"
import { corrected } from "./report/corrected.ts"
import { office, words } from "./report/office.ts"

test("the page says what was wrong, above the figures, and what changed", async () => {
  const make = await corrected()
  for (const [language, told, title] of [
    ["nl", "Verbeterd op 27 november 2026, editie 2", "Wat er verbeterd is sinds editie 1"],
    ["en", "Corrected on 27 November 2026, edition 2", "What was corrected since edition 1"],
  ] as const) {
    const see = await office({ make, language }).enter()
    const page = await (await see("/report?period=2026-W47")).text()
    expect(page).toContain(told)
    expect(page.indexOf(told)).toBeLessThan(page.indexOf('id="trend"'))
    expect(page).toContain(title)
    expect(page).toContain("twelve &lt;b&gt;people&lt;/b&gt; had left")
    expect(page).toMatch(/<th scope="row">(Lijst|Roster)<\/th><td>60<\/td><td>48<\/td>/)
    expect(page).toMatch(/<th scope="row">(Diepte: trede 2|Depth: step 2)<\/th>/)
    expect(page).toMatch(/<th scope="row">(Bereik|Reach)<\/th><td>\d+\/60<\/td><td>\d+\/48<\/td>/)
    expect(await (await see("/report?period=2026-W46")).text()).not.toContain(title)
  }
})

test("the JSON has each changed cell", async () => {
  const see = await office({ make: await corrected() }).enter()
  const { frozen } = (await (await see("/report.json?period=2026-W47")).json()) as {
    frozen: Record<string, unknown>
  }
  expect(frozen).toMatchObject({ edition: 2, because: "twelve <b>people</b> had left" })
  expect(frozen.changed).toContainEqual({ cell: "roster.size", before: 60, after: 48 })
  const other = (await (await see("/report.json?period=2026-W46")).json()) as {
    frozen: Record<string, unknown>
  }
  expect(other.frozen).not.toHaveProperty("changed")
})

test("every kind of cell has a name for people, in both languages", () => {
  for (const language of ["nl", "en"] as const)
    for (const definition of definitions)
      expect(text(words[language], `proof.cell.${definition}`)).not.toBe("")
  expect(definitionOf("figures.logged[km].amount")).toBe("logged")
})
