import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { change, type Doc, makeCopies, problemsOf, shipped } from "./fixtures/content/copies.ts"

const { copy, remove } = makeCopies()
afterAll(remove)

const bike = "challenges/planet-bike-commute.yml"

describe("a slip of an editor", () => {
  /** What a person reads who broke it as people do in an editor, not as a program would. */
  const slips: [string, string, (text: string) => string | Buffer, string][] = [
    ["a decimal comma", "factors.yml", (t) => t.replace(/mid: 0\./, "mid: 0,"), "a number, with a point"],
    ["a goal without brackets", bike, (t) => t.replace(/sdg: .*/, "sdg: 13"), "a list, such as [8, 10]"],
    [
      "a Dutch word for a choice",
      bike,
      (t) => t.replace(/mode: .*/, "mode: groep"),
      "one of: individual, team",
    ],
    ["an empty file", bike, () => "", "something in it: this file is empty"],
    ["a file with a remark only", bike, () => "# later\n", "something in it: this file is empty"],
    [
      "a file that Excel saved",
      bike,
      (t) => Buffer.from(t.replace("nl: ", "nl: é"), "latin1"),
      "choose UTF-8",
    ],
    [
      "a file that Notepad saved as Unicode",
      bike,
      (t) => Buffer.from(`\ufeff${t}`, "utf16le"),
      "choose UTF-8",
    ],
    ["quotes from Word", bike, (t) => t.replace(/ {2}nl: .*/, "  nl: “Fiets vandaag.”"), "straight quotes"],
    [
      "a fact that nobody found out",
      "nudges/sdg-10.yml",
      (t) => t.replace("- id: sdg10-4\n", "- id: sdg10-4\n  fact:\n    nl: Dat is zo.\n    en: It is so.\n"),
      "a source for the fact: its title, url, year, checked and valid_until",
    ],
    [
      "a source without its fact",
      "nudges/sdg-10.yml",
      (t) => t.replace(/ {2}fact:\n.*\n.*\n/, ""),
      "no source: there is no fact",
    ],
  ]
  it.each(slips)("%s is told in words to act on", (_, file, slip, told) => {
    const folder = copy()
    const text = readFileSync(join(shipped, file), "utf8")
    const broken = slip(text)
    expect(broken).not.toBe(text)
    writeFileSync(join(folder, file), broken)
    expect(problemsOf(folder)).toEqual([
      expect.objectContaining({ file: `content/${file}`, expected: expect.stringContaining(told) }),
    ])
  })

  it("never answers in the words of a library", () => {
    const wrong = [null, 7, "x", true, [], ["x"], {}, { x: 1 }]
    for (const file of [
      bike,
      "units.yml",
      "factors.yml",
      "programme.yml",
      "nudges/sdg-10.yml",
      "polls/quizzes.yml",
    ])
      for (const value of wrong) {
        const folder = copy()
        change(folder, file, (d) => spoil(d, value))
        for (const { expected } of problemsOf(folder)) expect(expected).not.toMatch(/Invalid|received|Zod/)
      }
  })

  it("is not: lines that end as on Windows or an old Mac, a mark at the start, what Windows leaves in a folder", () => {
    const folder = copy()
    const text = readFileSync(join(shipped, bike), "utf8")
    writeFileSync(join(folder, "challenges/Thumbs.db"), "x")
    writeFileSync(join(folder, "desktop.ini"), "x")
    for (const end of ["\r\n", "\r"]) {
      writeFileSync(join(folder, bike), `\ufeff${text.replaceAll("\n", end)}`)
      expect(problemsOf(folder)).toEqual([])
    }
  })
})

/** Puts the value in the place of everything that the document has within it, once at each depth. */
function spoil(doc: Doc, value: unknown) {
  for (const key of Object.keys(doc)) {
    const child = doc[key]
    if (
      child !== null &&
      typeof child === "object" &&
      Object.keys(child).length > 1 &&
      Object.keys(doc)[0] !== key
    )
      spoil(child, value)
    else doc[key] = value
  }
}
