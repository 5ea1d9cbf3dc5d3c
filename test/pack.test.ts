import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { readSettings } from "../adapters/config.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { fill, onePage } from "../adapters/pack/documents.ts"
import type { PackFacts, PackState } from "../adapters/pack/facts.ts"
import { kept } from "../adapters/pack/kept.ts"
import { privacyCommand, readTemplates } from "../adapters/pack-command.ts"
import { leaveNote } from "../adapters/server-notes.ts"
import { openWorld } from "./support/world.ts"

const state: PackState = {
  organisation: "Voorbeeld BV",
  demo: false,
  scope: "everyone",
  counted: 240,
  managers: 2,
  council: 1,
  adviser: "Noor de Wit",
  paused: false,
  places: [{ name: "mvo", yes: ["digest", "nudge"] }],
}
const facts: PackFacts = {
  date: "30 november 2026",
  minGroup: 12,
  retentionDays: 150,
  platforms: ["Slack"],
  stewards: 3,
  state,
}
const templates = await readTemplates("content/privacy-pack")
const written = (more: Partial<PackFacts> = {}) =>
  fill(templates, { ...facts, ...more })
    .map(({ text }) => text)
    .join("\n")

describe("the works council's pack", () => {
  it("has its seven documents, each with a heading and no blank left", () => {
    const documents = fill(templates, facts)
    expect(documents.map(({ name }) => name[0]).join("")).toBe("1234567")
    for (const { text } of documents) expect(text).toMatch(/^# .+/)
    expect(written()).not.toMatch(/\{\{|\}\}|undefined|null/)
  })
  it("says what this very bot is set to", () => {
    const text = written()
    for (const said of [
      "groepen van 12 of meer",
      "150 dagen",
      "Slack",
      "Noor de Wit",
      "240 mensen",
      "| #mvo | weekoverzicht, tips |",
    ])
      expect(text).toContain(said)
    // What is made on the server is listed, and no promise is made that whoever has the server cannot get around it.
    expect(text).toContain("komt ook in die lijst")
    expect(text).toContain("kan de lijst omzeilen of veranderen")
    expect(text).toContain("zijn 3 beheerders aangewezen, 2 managers en 1 lid van de ondernemingsraad")
    const other = written({
      minGroup: 7,
      retentionDays: 100,
      platforms: ["Slack", "Microsoft Teams"],
      stewards: 0,
    })
    for (const said of [
      "groepen van 7 of meer",
      "100 dagen",
      "Slack en Microsoft Teams",
      "eigenaren en beheerders van het platform",
    ])
      expect(other).toContain(said)
    expect(other).not.toMatch(/\b12 of meer|150 dagen/)
  })
  it("leaves to be filled in what it cannot know, before anything was started too", () => {
    const text = written({ state: null, platforms: [] })
    expect(text).toContain("Er is nog niets gestart.")
    expect(text).toContain("vertrouwenspersoon: [naam]")
  })
  it("says DEMO in a demo, and that all stands still where it does", () => {
    expect(written({ state: { ...state, demo: true } })).toContain("DEMO")
    expect(written({ state: { ...state, paused: true } })).toContain("Alles staat nu stil")
    expect(written()).not.toMatch(/DEMO|Alles staat nu stil/)
  })
  it("takes no mark-up from a name", async () => {
    const hostile = `<img src=x onerror=alert(1)> | **b** [x](javascript:1)`
    const places = [{ name: hostile, yes: ["digest" as const] }]
    const page = await onePage(
      fill(templates, { ...facts, state: { ...state, organisation: hostile, adviser: hostile, places } }),
    )
    expect(page).not.toMatch(/<img|<b>b|<strong>b|href="javascript/)
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt; | **b** [x](javascript:1)")
  })
  it("is one page in Dutch that prints each document on a sheet of its own", async () => {
    const page = await onePage(fill(templates, facts))
    expect(page).toContain('<html lang="nl">')
    expect(page.match(/<article>/g)).toHaveLength(7)
    expect(page).not.toMatch(/<script|https?:\/\//)
  })
  it("refuses a document with a blank that nothing fills", () => {
    expect(() => fill([{ name: "8-x.md", text: "# {{nobody}}" }], facts)).toThrow(
      /8-x.md has a blank \{\{nobody\}\}/,
    )
  })
  it("never calls anything anonymous, and names the Act and no certificate", () => {
    const text = written()
    expect(text).not.toMatch(/anoniem/i)
    expect(text).toContain("artikel 27, eerste lid, onder k en l")
  })
})

it("every file that a bot writes is explained in the pack, and no others are", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pack-"))
  try {
    const store = await openLowdbStore({ folder, hashOf: (person) => person.key })
    const w = await openWorld({ store })
    await w.says("chadia", "here")
    await w.says("chadia", 'poll open "Q?" "A" "B"')
    await w.says("ana", "privacy forget sure")
    await leaveNote(folder, { what: "export", period: null, format: null, madeAt: 0 })
    await store.snapshots.put("period/2026-W01", { v: 1, editions: [] })
    const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    expect(files.filter((file) => !kept.some((one) => one.files.test(file)))).toEqual([])
    const idle = kept.filter((one) => ![...files, "secret.key"].some((file) => one.files.test(file)))
    expect(idle.map(({ where }) => where)).toEqual([])
    await store.close()
  } finally {
    await rm(folder, { recursive: true })
  }
})

describe("draagvlak privacy pack", () => {
  const run = async (args: string[], env: Record<string, string>) => {
    const read = readSettings(env)
    if (read.type === "problems") throw new Error(read.problems.join())
    const told: string[] = []
    const code = await privacyCommand(read.settings, args, { say: (line) => told.push(line), now: 0 })
    return { code, told: told.join("\n") }
  }

  it("writes the documents once, from the ledger in use as well, and says what else it takes", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pack-"))
    try {
      const out = join(folder, "out")
      const env = { DATA_DIR: join(folder, "data"), SECRET_KEY: Buffer.alloc(32, 7).toString("base64") }
      const store = await openLowdbStore({ folder: join(env.DATA_DIR, "slack-T01"), hashOf: (p) => p.key })
      const w = await openWorld({ store })
      await w.says("chadia", "here")
      await w.says("chadia", 'settings adviser "Noor de Wit"')
      // The bot has the folder open all the while.
      expect((await run(["pack", "--out", out], env)).code).toBe(0)
      expect(await readdir(out)).toHaveLength(8)
      expect(await readFile(join(out, "6-bericht-aan-collegas.md"), "utf8")).toContain("Noor de Wit")
      expect(await readFile(join(out, "7-de-uitknoppen.md"), "utf8")).toContain("| #mvo | weekoverzicht |")
      const again = await run(["pack", "--out", out], env)
      expect(again.code).toBe(1)
      expect(again.told).toContain("it is not empty; give a folder that is not there yet")
      expect((await run(["pack", "--out", join(env.DATA_DIR, "x")], env)).told).toContain("lies in DATA_DIR")
      for (const args of [[], ["pack"], ["pack", "--out"], ["pakket", "--out", out], ["pack", "--to", out]])
        expect((await run(args, env)).code).toBe(2)
      await store.close()
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
