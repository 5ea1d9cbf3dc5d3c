/** The folder of notes beside a ledger, where the disk does not do what is asked now. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { open } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { leaveNote, noteLimits, openServerNotes } from "../adapters/server-notes.ts"

let folder: string
let notes: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "notes-"))
  notes = join(folder, "notes")
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const noted = { what: "export" as const, period: null, format: null, madeAt: Date.parse("2026-11-19T08:00Z") }

test("a note that could not be read for a moment is read a minute later, and the others meanwhile", async () => {
  await leaveNote(folder, noted)
  await leaveNote(folder, { ...noted, madeAt: noted.madeAt + 1 })
  const [first = ""] = readdirSync(notes)
  let files = 0
  const openFile: typeof open = async (path, ...more) => {
    if (String(path).endsWith(first) && files++ < 2)
      throw Object.assign(new Error("too many open files"), { code: "EMFILE" })
    return open(path, ...more)
  }
  const warned: string[] = []
  const log = { info() {}, error() {}, warn: (event: string) => void warned.push(event) }
  const it = openServerNotes({ folder, log, openFile })
  const names = async () => (await it.waiting()).map(({ name }) => name)
  const [, second] = readdirSync(notes)
  expect(await names()).toEqual([second])
  expect(await names()).toEqual([second])
  expect(await names()).toEqual([second, first])
  expect(warned).toEqual(["server note not read"])
})

test("notes that cannot be read take no other's place", async () => {
  for (let i = 0; i <= noteLimits.atOnceMax; i++)
    await leaveNote(folder, { ...noted, madeAt: noted.madeAt + i })
  const last = readdirSync(notes).at(-1) ?? ""
  const openFile: typeof open = async (path, ...more) => {
    if (!String(path).endsWith(last)) throw Object.assign(new Error("not now"), { code: "EIO" })
    return open(path, ...more)
  }
  const it = openServerNotes({ folder, log: { info() {}, warn() {}, error() {} }, openFile })
  expect(await it.waiting()).toEqual([])
  expect((await it.waiting()).map(({ name }) => name)).toEqual([last])
})

test("what was cut off while it was being noted goes after an hour, and not what is being written now", async () => {
  mkdirSync(notes, { recursive: true })
  const draft = (n: number) => `report-179000000000${n}-0123456789abcdef.json.unfinished`
  for (const name of [draft(1), draft(2), "mine.unfinished"]) writeFileSync(join(notes, name), "{")
  const before = new Date(Date.now() - noteLimits.draftMs - 60_000)
  for (const name of [draft(1), "mine.unfinished"]) utimesSync(join(notes, name), before, before)
  await openServerNotes({ folder, log: { info() {}, warn() {}, error() {} } }).waiting()
  expect(readdirSync(notes).sort()).toEqual(["mine.unfinished", draft(2)])
})
