/** `draagvlak roster check`: what is wrong with the list, row by row, in both languages. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { readSettings } from "../adapters/config.ts"
import { checkRoster } from "../adapters/doctor-roster.ts"
import { rosterCommand } from "../adapters/roster-command.ts"

const folder = mkdtempSync(join(tmpdir(), "roster-command-"))
const path = join(folder, "roster.csv")

async function check(content: string | Uint8Array | null, language = "en", args = ["check", path]) {
  if (content !== null) writeFileSync(path, content)
  const env = { DEFAULT_LANGUAGE: language, CLOCK_START: "2026-11-22T10:00:00+01:00" }
  const lines: string[] = []
  const code = await rosterCommand({ settings: readSettings(env), env }, args, (line) => lines.push(line))
  return { code, lines, said: lines.join("\n") }
}

const mixed = [
  "id;segment;from;to",
  "U1;Noord;;",
  "U2;Zuid;1-9-2026;",
  "=U3;Zuid;;",
  "U1;Zuid;2026-01-01;",
  "U4;Zuid;2026-12-01;",
  "",
].join("\r\n")

describe("draagvlak roster check", () => {
  test("tells each row that was not read, and how many people are on the list today", async () => {
    const { code, lines } = await check(mixed)
    expect(lines.slice(0, 3)).toEqual([
      "Row 3: from is not a date like 2026-09-01 (year, month, day)",
      "Row 4: a cell begins like a formula (with =, +, @, | or -)",
      "Row 5: its days overlap with an earlier row of the same person",
    ])
    expect(lines[3]).toContain("2 people in 5 rows. Not read: 3")
    expect(lines[4]).toBe("1 person on the list today, in 1 team.")
    expect(code).toBe(1)
    const dutch = await check(mixed, "nl")
    expect(dutch.lines[0]).toBe("Rij 3: from is geen datum zoals 2026-09-01 (jaar, maand, dag)")
    expect(dutch.lines[3]).toContain("Niet gelezen: 3")
  })

  test("repeats nothing of what stands in the rows", async () => {
    const { said } = await check(
      "id,segment,from,to,bsn\nana.jansen@x.example,Geheim,morgen,,123456782\nU2,,,,\n",
    )
    for (const word of ["ana", "Geheim", "morgen", "123456782"]) expect(said).not.toContain(word)
  })

  test("says that all was read where it was", async () => {
    const { code, said } = await check("id,segment\nU1,Noord\nU2,Zuid\n")
    expect(said).toContain("2 people in 2 rows. All of it was read.")
    expect(code).toBe(0)
  })

  test("says of a file that cannot be used what to do", async () => {
    const latin = await check(new Uint8Array(Buffer.from("id,segment\nU1,\xe9\n", "latin1")), "nl")
    expect(latin.said).toContain("niet in UTF-8 geschreven. Bewaar het als CSV UTF-8")
    expect(latin.code).toBe(1)
    expect((await check('id,segment\nU1,"N"x\n')).said).toContain("from row 2 on: a quotation mark")
    expect((await check("id,segment\n")).said).toContain("there is nobody below the first row")
  })

  test("tells at most fifty rows, and the rest as a number", async () => {
    const rows = Array.from({ length: 80 }, (_, i) => `U${i},N,soon,`).join("\n")
    const { lines } = await check(`id,segment,from,to\nU,N,,\n${rows}\n`)
    expect(lines.filter((line) => line.startsWith("Row "))).toHaveLength(50)
    expect(lines[50]).toBe("And 30 more rows.")
  })

  test("without a file, with one that is not there, or asked otherwise, says so with code 2", async () => {
    expect(await check(null, "en", ["check"])).toMatchObject({
      code: 2,
      said: expect.stringContaining("set ROSTER_FILE"),
    })
    expect(await check(null, "en", ["check", join(folder, "no.csv")])).toMatchObject({
      code: 2,
      said: expect.stringContaining("cannot be read (ENOENT)"),
    })
    mkdirSync(join(folder, "sub"), { recursive: true })
    expect((await check(null, "en", ["check", join(folder, "sub")])).said).toContain("EISDIR")
    for (const args of [[], ["read"], ["check", path, "more"], ["check", "--fast"]])
      expect(await check(null, "en", args)).toMatchObject({
        code: 2,
        said: expect.stringContaining("roster check [file]"),
      })
  })
})

test("the doctor says whether the list can be used, and where the rows are told", async () => {
  writeFileSync(path, mixed)
  expect(await checkRoster({ rosterFile: path })).toMatchObject([
    { level: "note", facts: expect.stringContaining("3 were not read") },
  ])
  writeFileSync(path, "nothing")
  expect(await checkRoster({ rosterFile: path })).toMatchObject([
    { level: "wrong", facts: expect.stringContaining("(header)") },
  ])
  expect(await checkRoster({ rosterFile: join(folder, "no.csv") })).toMatchObject([{ level: "wrong" }])
  expect(await checkRoster({ rosterFile: null })).toEqual([])
})
