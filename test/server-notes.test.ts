/** What is made of the report on the server itself: noted by the command, taken up by the bot, seen by the works council. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it, test } from "vitest"
import { backupCommand, restoreCommand } from "../adapters/backup.ts"
import { readSettings } from "../adapters/config.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { reportCommand } from "../adapters/report-command.ts"
import { leaveNote, noteLimits, openServerNotes } from "../adapters/server-notes.ts"
import { makeVault, readSecretKey } from "../adapters/system.ts"
import type { ServerNotes } from "../src/app/server-notes.ts"
import { openWorld, said } from "./support/world.ts"

let root: string
let folder: string
let notes: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "notes-"))
  folder = join(root, "slack-T01")
  notes = join(folder, "notes")
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const noted = { what: "export" as const, period: null, format: null, madeAt: Date.parse("2026-11-19T08:00Z") }

async function report(...more: string[]): Promise<{ code: number; told: string[]; bytes: number }> {
  const read = readSettings({ DATA_DIR: root, CLOCK_START: "2026-11-19T10:05:00+01:00" })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  const told: string[] = []
  let bytes = 0
  const args = ["--period", "2026-W47", "--format", "csv", ...more]
  const code = await reportCommand(read.settings, args, {
    say: (line) => told.push(line),
    print: async (file) => void (bytes = file.length),
  })
  return { code, told, bytes }
}

/** A bot on the folder, by its own vault as long as the folder lies there. */
async function bot(language: "nl" | "en" = "en", wrap = (it: ServerNotes) => it) {
  const warned: string[] = []
  const log = { info() {}, error() {}, warn: (event: string) => void warned.push(event) }
  const vault = makeVault(readSecretKey(root))
  const store = await openLowdbStore({ folder })
  const serverNotes = wrap(openServerNotes({ folder, log }))
  const w = await openWorld({ store, vault, language, serverNotes })
  await w.says("chadia", "settings council add ana")
  return {
    ...w,
    warned,
    events: async () => (await w.events()).filter((e) => e.event.type === "report.made"),
  }
}

describe.each(["nl", "en"] as const)("the works council (%s)", (language) => {
  it("sees what was made on the server, by a bot that ran then and by one that starts later", async () => {
    const say = said(language)
    const first = await bot(language)
    expect(await report()).toMatchObject({ code: 0, told: [] })
    const [name = ""] = readdirSync(notes)
    expect(name).toMatch(/^report-\d{13}-[0-9a-f]{16}\.json$/)
    expect(statSync(join(notes, name)).mode & 0o777).toBe(0o600)
    expect(Object.keys(JSON.parse(readFileSync(join(notes, name), "utf8"))).sort()).toEqual([
      "format",
      "madeAt",
      "period",
      "v",
      "what",
    ])
    await first.at("2026-11-19", "10:06")
    expect(readdirSync(notes)).toEqual([])
    const list = await first.says("ana", "council 2")
    expect(list).toContain(say("council.openings", { n: 1 }))
    const made = say("council.made-report", { when: "#", period: "2026-W47", format: "CSV" }).split("#")[1]
    expect(list).toContain(made)
    await first.store.close()
    await leaveNote(folder, noted)
    const later = await bot(language)
    await later.at("2026-11-19", "11:00")
    const both = await later.says("ana", "council 2")
    expect(both).toContain(say("council.openings", { n: 2 }))
    // By when it was made, not by when the bot came to know of it.
    const folderLine = say("council.made-export", { when: "#" }).split("#")[1] ?? ""
    expect(both.indexOf(folderLine)).toBeGreaterThan(both.indexOf(made ?? ""))
    await later.store.close()
  })
})

test("a note that could not be removed after it was recorded counts once", async () => {
  let broken = true
  const w = await bot("en", (it) => ({
    ...it,
    remove: async (name) => {
      if (broken) throw new Error("EIO")
      await it.remove(name)
    },
  }))
  await leaveNote(folder, noted)
  await w.at("2026-11-19", "10:06")
  expect(readdirSync(notes)).toHaveLength(1)
  broken = false
  await w.at("2026-11-19", "10:07")
  expect(readdirSync(notes)).toEqual([])
  expect(await w.events()).toHaveLength(1)
  await w.store.close()
})

test("a note that cannot be removed for longer than causes are remembered counts once, and holds up no other", async () => {
  mkdirSync(folder)
  await leaveNote(folder, noted)
  const [stays = ""] = readdirSync(notes)
  const w = await bot("en", (it) => ({
    ...it,
    remove: async (name) => {
      if (name === stays) throw new Error("EIO")
      await it.remove(name)
    },
  }))
  await leaveNote(folder, { ...noted, madeAt: noted.madeAt + 1 })
  await w.at("2026-11-19", "10:06")
  expect(readdirSync(notes)).toEqual([stays])
  expect(await w.events()).toHaveLength(2)
  await w.at("2026-12-29", "10:06")
  expect(readdirSync(notes)).toEqual([stays])
  expect(await w.events()).toHaveLength(2)
  await w.store.close()
})

test("a note that waits is in a backup, and counts once where the bot takes it up meanwhile too", async () => {
  const w = await bot()
  await leaveNote(folder, noted)
  const out = join(mkdtempSync(join(tmpdir(), "notes-backup-")), "out")
  const run = async (command: typeof backupCommand, ...args: string[]) => {
    const read = readSettings({ DATA_DIR: root, CLOCK_START: "2026-11-19T10:05:00+01:00" })
    if (read.type === "problems") throw new Error(read.problems.join("\n"))
    expect(await command(read.settings, args, () => {})).toBe(0)
  }
  await run(backupCommand, "--out", out)
  const copied = readdirSync(join(out, "slack-T01", "notes"))
  expect(copied).toEqual(readdirSync(notes))
  await w.store.close()
  // Made since, and not taken up by the bot that is put aside.
  await leaveNote(folder, { ...noted, madeAt: noted.madeAt + 1 })
  const both = readdirSync(notes)
  await run(restoreCommand, "--from", out)
  expect(readdirSync(notes)).toEqual(both)
  const after = await bot()
  await after.at("2026-11-19", "10:06")
  expect(await after.events()).toHaveLength(2)
  // As from a backup during which it was taken up.
  cpSync(join(out, "slack-T01", "notes"), notes, { recursive: true })
  await after.at("2026-12-29", "10:06")
  expect(readdirSync(notes)).toEqual([])
  expect(await after.events()).toHaveLength(2)
  await after.store.close()
  rmSync(join(out, ".."), { recursive: true })
})

test("nothing is noted of a report that cannot be put where it was asked for", async () => {
  const w = await bot()
  const out = join(root, "nowhere", "w47.csv")
  expect(await report("--out", out)).toEqual({
    code: 1,
    told: [`${out} cannot be written (ENOENT). Choose another file with --out.`],
    bytes: 0,
  })
  expect(existsSync(notes)).toBe(false)
  await w.store.close()
})

test.skipIf(!existsSync("/dev/full"))("a report is noted before anything of it is written", async () => {
  const w = await bot()
  const { code, told } = await report("--out", "/dev/full")
  expect(told).toEqual([expect.stringContaining("(ENOSPC)")])
  expect(code).toBe(1)
  expect(readdirSync(notes)).toHaveLength(1)
  await w.store.close()
})

test("nothing was made in the future, whatever the command's clock said", async () => {
  const w = await bot()
  await leaveNote(folder, { ...noted, madeAt: Date.parse("2031-01-01T00:00Z") })
  await w.at("2026-11-19", "10:06")
  expect((await w.events()).map(({ at, event }) => [at, event])).toEqual([
    [
      Date.parse("2026-11-19T09:06Z"),
      {
        ...noted,
        type: "report.made",
        madeAt: Date.parse("2026-11-19T09:06Z"),
        note: expect.stringMatching(/^export-\d{13}-[0-9a-f]{16}\.json$/),
      },
    ],
  ])
  await w.store.close()
})

test("where no note can be written the report is made, and the command says that it is not noted", async () => {
  const w = await bot()
  writeFileSync(notes, "")
  const { code, told, bytes } = await report()
  expect(code).toBe(0)
  expect(bytes).toBeGreaterThan(100)
  expect(told).toEqual([expect.stringMatching(/could not be noted for the works council \(E[A-Z]+\)/)])
  await w.store.close()
})

test("so many notes wait and no more", async () => {
  mkdirSync(notes, { recursive: true })
  for (let i = 0; i < noteLimits.waitingMax; i++) writeFileSync(join(notes, String(i)), "")
  expect(await leaveNote(folder, noted)).toBe("too many")
  expect(readdirSync(notes)).toHaveLength(noteLimits.waitingMax)
})

test("what is no note is left where it lies, told once, and holds up no other", async () => {
  const w = await bot()
  await leaveNote(folder, noted)
  const good = JSON.stringify({ v: 1, ...noted })
  const bad = [
    "{",
    good.replace('"v":1', '"v":2'),
    good.replace("null", '"2026-W99"'),
    good.replace('"export"', '"<b>"'),
    good.replace("{", '{"by":"ana",'),
    good + " ".repeat(noteLimits.bytesMax),
  ]
  const name = (i: number) => `export-179000000000${i}-0123456789abcdef.json`
  for (const [i, text] of bad.entries()) writeFileSync(join(notes, name(i)), text)
  symlinkSync("/dev/zero", join(notes, name(8)))
  writeFileSync(join(notes, "../outside.json"), good)
  symlinkSync("../outside.json", join(notes, name(9)))
  writeFileSync(join(notes, "mine.txt"), good)
  await w.at("2026-11-19", "10:06")
  await w.at("2026-11-19", "10:07")
  expect(await w.events()).toHaveLength(1)
  expect(w.warned).toHaveLength(bad.length + 2)
  expect(readdirSync(notes)).toHaveLength(bad.length + 3)
  // The same text under its own name is one.
  writeFileSync(join(notes, name(7)), good)
  await w.at("2026-11-19", "10:08")
  expect(await w.events()).toHaveLength(2)
  await w.store.close()
})
