/** `draagvlak report`, as an operator uses it: also while the bot runs. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it, test } from "vitest"
import { readSettings } from "../adapters/config.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { reportCommand } from "../adapters/report-command.ts"
import { makeVault, readSecretKey } from "../adapters/system.ts"
import { fileFormats } from "../src/report/formats.ts"
import { openWorld } from "./support/world.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "report-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ code: number; said: string; printed: Buffer }> {
  const read = readSettings({ DATA_DIR: folder, CLOCK_START: "2026-11-30T12:00:00+01:00" })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  const lines: string[] = []
  const printed: Uint8Array[] = []
  const code = await reportCommand(read.settings, args, {
    say: (line) => lines.push(line),
    print: async (bytes) => void printed.push(bytes),
  })
  return { code, said: lines.join("\n"), printed: Buffer.concat(printed) }
}

/** A bot on the folder, with a week in which ten people logged something. It keeps its ledger open. */
async function running(name = "slack-T01") {
  const vault = makeVault(readSecretKey(folder))
  const store = await openLowdbStore({ folder: join(folder, name) })
  const people = Array.from({ length: 11 }, (_, i) => `ana${i}`)
  const world = await openWorld({ store, vault, people, at: ["2026-11-16", "10:00"] })
  await world.says("chadia", "here")
  await world.says("chadia", "challenge start planet-bike-commute 3w")
  for (const who of people.slice(0, 10)) await world.says(who, "challenge log planet-bike-commute 12")
  return { store, world }
}

function everyFile(at: string): Record<string, number> {
  return Object.fromEntries(
    readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, statSync(path).mtimeMs]),
  )
}

it("writes each format from the ledger of a bot that runs, and leaves only a note of each beside it", async () => {
  const { store } = await running()
  const before = everyFile(folder)
  for (const format of fileFormats) {
    const out = join(folder, `out.${format}`)
    const { code, said } = await run("--period", "2026-W47", "--format", format, "--out", out)
    expect(said).toContain(out)
    expect(code).toBe(0)
    expect(statSync(out).size).toBeGreaterThan(500)
    rmSync(out)
  }
  const notes = join(folder, "slack-T01", "notes")
  expect(readdirSync(notes)).toHaveLength(fileFormats.length)
  rmSync(notes, { recursive: true })
  expect(everyFile(folder)).toEqual(before)
  await store.close()
}, 60_000)

it("gives the file to whoever reads its output, in the language asked for, and nothing beside it", async () => {
  const { store } = await running()
  const { printed, said, code } = await run("--period", "2026-W47", "--format", "csv", "--language", "en")
  expect(code).toBe(0)
  expect(said).toBe("")
  expect(printed.toString("utf8")).toContain("\ufeffSection,What,Of which")
  expect(printed.toString("utf8")).toMatch(/Reach,,10,12,0\.83/)
  const json = JSON.parse((await run("--period", "2026-W47", "--format", "json")).printed.toString("utf8"))
  expect(json).toMatchObject({
    figures: { reach: { count: 10, of: 12 }, actions: { count: 10 } },
    demo: false,
  })
  await store.close()
})

test.each([
  [["--format", "pdf"], "--period must be a week (2026-W47)"],
  [["--period", "2026-W54", "--format", "pdf"], "--period must be"],
  [["--period", "2026-Q4"], "--format must be one of json, csv, xlsx, pdf, pptx"],
  [["--period", "2026-Q4", "--format", "docx"], "--format must be one of"],
  [["--period", "2026-Q4", "--format", "pdf", "--language", "fr"], "--language must be nl or en"],
  [["--perod", "2026-Q4"], "What there is: draagvlak report"],
])("%j is answered with what there is", async (args, said) => {
  const answer = await run(...args)
  expect(answer.code).toBe(2)
  expect(answer.said).toContain(said)
})

it("says what to do where there is no ledger, no such organisation, several, or nothing to count yet", async () => {
  const args = ["--period", "2026-W47", "--format", "json"]
  expect(await run(...args)).toMatchObject({
    code: 1,
    said: expect.stringContaining("holds no ledger: start the bot once"),
  })
  const { store } = await running()
  const other = await run(...args, "--organisation", "slack:T99")
  expect(other).toMatchObject({
    code: 1,
    said: "There is no organisation slack:T99 here. What there is: slack:T01",
  })
  const later = await run("--period", "2027-Q1", "--format", "pdf", "--out", join(folder, "later.pdf"))
  expect(later).toMatchObject({ code: 1, said: expect.stringContaining("2027-Q1 has not begun") })
  expect(existsSync(join(folder, "later.pdf"))).toBe(false)
  const second = await running("teams-T02")
  expect(await run(...args)).toMatchObject({
    code: 1,
    said: expect.stringContaining("--organisation slack:T01, teams:T02"),
  })
  const one = await run(...args, "--organisation", "teams:T02")
  expect(one.code).toBe(0)
  await Promise.all([store.close(), second.store.close()])
})

it("keeps what it writes for who asked", async () => {
  const { store } = await running()
  const out = join(folder, "mine.json")
  await run("--period", "2026-W47", "--format", "json", "--out", out)
  expect(statSync(out).mode & 0o077).toBe(0)
  expect(readFileSync(out, "utf8")).toContain('"organisation"')
  await store.close()
})
