/** Backup and restore, as an operator does them: while the bot runs, and after a disk is lost. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it } from "vitest"
import { backupCommand, restoreCommand } from "../adapters/backup.ts"
import { readSettings } from "../adapters/config.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { makeVault, readSecretKey } from "../adapters/system.ts"
import type { Store } from "../src/app/ports.ts"
import { openWorld, type World } from "./support/world.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backup-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const data = () => join(folder, "data")
const ledger = () => join(data(), "slack-T01")
const out = (name = "out") => join(folder, name)

async function run(
  command: typeof backupCommand,
  ...args: string[]
): Promise<{ code: number; said: string }> {
  const read = readSettings({ DATA_DIR: data(), CLOCK_START: "2026-11-20T12:00:00+01:00" })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  const lines: string[] = []
  const code = await command(read.settings, args, (line) => lines.push(line))
  return { code, said: lines.join("\n") }
}

const vault = () => makeVault(readSecretKey(data()))
const openFolder = () =>
  openLowdbStore({ folder: ledger(), hashOf: (person) => vault().hash(`person ${person.key}`) })

/** The bot on that folder; `end` lets it go. */
async function bot(q: { at?: [string, string] } = {}): Promise<World & { end(): Promise<void> }> {
  const store: Store = await openFolder()
  const world = await openWorld({ store, vault: vault(), ...q })
  return { ...world, end: () => store.close() }
}

/** A week's beginning: the channel takes part, ana and ben ride, a confidential poll is open. */
async function lived(): Promise<Awaited<ReturnType<typeof bot>>> {
  const world = await bot()
  await world.says("chadia", "here")
  await world.says("chadia", "challenge start planet-bike-commute")
  await world.says("ana", "challenge log planet-bike-commute 12")
  await world.says("ben", "challenge log planet-bike-commute 7")
  await world.says("chadia", 'poll open "Bikes?" "Yes" "No"')
  const poll = [...(await world.running.org.board.upToDate()).polls.keys()][0]
  await world.says("ana", `poll vote ${poll} a`, { in: null })
  return world
}

it("while the bot runs it takes all but keys and secrets, and the restored bot knows what was acknowledged", async () => {
  const running = await lived()
  expect(await run(backupCommand, "--out", out())).toMatchObject({ code: 0 })
  const events = (await running.events()).length
  await running.end()
  const files = readdirSync(join(out(), "slack-T01"), { recursive: true }).map(String)
  expect(files.filter((path) => /^keys|lock|secret/.test(path))).toEqual([])
  expect(readFileSync(join(out(), "backup.json"), "utf8")).not.toContain(readSecretKey(data()))
  rmSync(ledger(), { recursive: true })
  const { code, said } = await run(restoreCommand, "--from", out())
  expect(said).toContain("is not known here")
  expect(code).toBe(0)
  const restored = await bot({ at: ["2026-11-20", "12:00"] })
  expect((await restored.events()).length).toBeGreaterThan(events)
  expect(await restored.says("ana", "me")).toContain("12 km")
  await restored.end()
})

it("who had themselves forgotten after the backup is forgotten again, and nobody else is", async () => {
  const running = await lived()
  await run(backupCommand, "--out", out())
  await running.says("ana", "privacy forget sure")
  await running.end()
  const { said } = await run(restoreCommand, "--from", out())
  expect(said).toContain("1 person had themselves forgotten since")
  const store = await openFolder()
  const keys = (await store.people.all()).map(([, person]) => person.key)
  expect(keys).not.toContain("ana")
  expect(keys).toContain("ben")
  expect((await store.forgotten.all()).map(([hash]) => hash)).toEqual([vault().hash("person ana")])
  await store.close()
  const bytes = readdirSync(ledger(), { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile())
    .map((it) => readFileSync(join(it.parentPath, it.name), "utf8"))
  expect(bytes.filter((text) => text.includes('"ana"'))).toEqual([])
})

it("open confidential polls are void after a restore, and the steward reads so", async () => {
  const running = await lived()
  await run(backupCommand, "--out", out())
  await running.end()
  await run(restoreCommand, "--from", out())
  const restored = await bot({ at: ["2026-11-20", "12:00"] })
  const polls = [...(await restored.running.org.board.upToDate()).polls.values()]
  expect(polls.map((poll) => poll.phase)).toEqual(["void"])
  expect(await restored.says("chadia", "programme")).toMatch(/could not be counted|void|cannot be counted/i)
  await restored.end()
})

it("what waited in the backup may have been sent since: it is uncertain and not sent again", async () => {
  const running = await bot()
  await running.says("chadia", "here")
  // The platform is down for a moment, so that the card waits.
  running.sends.push({ type: "failed-clean", waitMs: 1000, because: "down" })
  await running.says("chadia", "challenge start planet-bike-commute")
  await run(backupCommand, "--out", out())
  await running.at("2026-11-19", "10:01")
  expect(running.posts.filter((p) => p.card.kind === "challenge")).toHaveLength(1)
  await running.end()
  const { said } = await run(restoreCommand, "--from", out())
  expect(said).toContain("1 message waited then")
  const restored = await bot({ at: ["2026-11-20", "12:00"] })
  await restored.at("2026-11-20", "12:01")
  expect(restored.posts.filter((p) => p.card.kind === "challenge")).toEqual([])
  expect([...(await restored.running.org.board.upToDate()).doubts.values()].map((d) => d.outcome)).toEqual([
    "uncertain",
  ])
  await restored.end()
})

it("a digest that was posted after the backup does not come a second time", async () => {
  const running = await lived()
  await running.setClock("2026-11-23", "08:50")
  await run(backupCommand, "--out", out())
  await running.at("2026-11-23", "09:00")
  expect(running.posts.filter((p) => p.card.kind === "digest")).toHaveLength(1)
  await running.end()
  const settings = readSettings({ DATA_DIR: data(), CLOCK_START: "2026-11-23T10:30:00+01:00" })
  if (settings.type === "problems") throw new Error(settings.problems.join())
  await restoreCommand(settings.settings, ["--from", out()], () => {})
  const restored = await bot({ at: ["2026-11-23", "10:31"] })
  await restored.at("2026-11-23", "10:32")
  expect(restored.posts.filter((p) => p.card.kind === "digest")).toEqual([])
  await restored.end()
})

it("is not restored over a bot that runs, nor with another key, nor where a file was changed", async () => {
  const running = await lived()
  await run(backupCommand, "--out", out())
  await expect(run(restoreCommand, "--from", out())).rejects.toThrow("in use")
  await running.end()
  const month = join(out(), "slack-T01", "ledger", "2026-11.jsonl")
  const was = readFileSync(month)
  writeFileSync(month, was.subarray(0, was.lastIndexOf(10, was.length - 2) + 1))
  await expect(run(restoreCommand, "--from", out())).rejects.toThrow("was changed since the backup")
  writeFileSync(month, was)
  const key = readFileSync(join(data(), "secret.key"))
  writeFileSync(join(data(), "secret.key"), Buffer.alloc(32, 5).toString("base64"))
  expect((await run(restoreCommand, "--from", out())).said).toContain("SECRET_KEY is not the one")
  writeFileSync(join(data(), "secret.key"), key)
  expect(existsSync(ledger())).toBe(true)
  expect((await run(restoreCommand, "--from", out())).code).toBe(0)
  expect(readdirSync(data()).filter((name) => name.startsWith("slack-T01-before"))).toHaveLength(1)
})

it("a backup of a damaged ledger is not made, and one that was cut off does not look like one", async () => {
  const running = await lived()
  await running.end()
  const month = join(ledger(), "ledger", "2026-11.jsonl")
  const bytes = readFileSync(month)
  bytes[40] = (bytes[40] ?? 0) ^ 1
  writeFileSync(month, bytes)
  await expect(run(backupCommand, "--out", out())).rejects.toThrow("2026-11.jsonl: the checksum does not fit")
  expect(existsSync(out())).toBe(false)
})

it("is taken while votes pour in, and holds every vote that was acknowledged before it began", async () => {
  const running = await lived()
  const poll = [...(await running.running.org.board.upToDate()).polls.keys()][0]
  await running.says("ben", `poll vote ${poll} b`, { in: null })
  const before = (await running.events()).length
  let on = true
  const pouring = Promise.all(
    ["cor", "dee", "chadia"].map(async (who) => {
      for (let i = 0; on; i++) await running.says(who, `poll vote ${poll} ${i % 2 ? "a" : "b"}`, { in: null })
    }),
  )
  for (let i = 0; i < 3; i++) expect((await run(backupCommand, "--out", out(`out${i}`))).code).toBe(0)
  on = false
  await pouring
  const all = await running.events()
  await running.end()
  for (let i = 0; i < 3; i++) {
    const copy = join(folder, `copy${i}`)
    cpSync(join(out(`out${i}`), "slack-T01"), copy, { recursive: true })
    const store = await openLowdbStore({ folder: copy })
    const copied = await store.since(0, 1_000_000)
    expect(copied.length).toBeGreaterThanOrEqual(before)
    expect(copied).toEqual(all.slice(0, copied.length))
    await store.close()
  }
}, 30_000)
