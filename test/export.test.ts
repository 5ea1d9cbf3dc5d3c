/** `draagvlak export`: everything that was published, and nothing else. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { saveFolder } from "../adapters/save-folder.ts"
import { cellsOf, definitionOf, definitions } from "../src/report/cells.ts"
import { filesUnder } from "./support/forger.ts"
import { sha256 } from "./support/published.ts"
import { type Data, openData } from "./support/published-folder.ts"

let data: Data
let out: string
beforeAll(async () => {
  data = await openData()
}, 120_000)
afterAll(() => data.end())
let count = 0
beforeEach(() => {
  out = join(data.root, `out${count++}`)
})

describe("draagvlak export", () => {
  test("writes every frozen period with its list, cells, checksums and two readmes", async () => {
    const { code, said } = await data.run("export", "--out", out)
    expect(code, said).toBe(0)
    expect(said).toContain("36 editions of 36 frozen periods of Voorbeeld")
    const files = filesUnder(out)
    const periods = [...files.keys()].filter((path) => path.startsWith("periods/"))
    expect(periods).toHaveLength(36)
    expect([...files.keys()].filter((path) => !path.startsWith("periods/")).sort()).toEqual([
      "LEESMIJ.md",
      "README.md",
      "SHA256SUMS",
      "cells.csv",
      "evidence.json",
      "years/2026.json",
    ])
    expect(said).toContain(`Fingerprint ${sha256(files.get("SHA256SUMS") ?? "")}`)
    expect((await data.run("verify", out)).code).toBe(0)
  })

  test("can be checked with common tools: checksums, and each hash is that of its file", async () => {
    await data.run("export", "--out", out)
    const files = filesUnder(out)
    const sums = (files.get("SHA256SUMS") ?? "").trimEnd().split("\n")
    expect(sums).toHaveLength(files.size - 1)
    for (const line of sums) {
      const [hash, path = ""] = line.split("  ")
      expect(sha256(files.get(path) ?? "")).toBe(hash)
    }
    const about = JSON.parse(files.get("evidence.json") ?? "")
    for (const { period, edition, sha256: hash } of about.editions)
      expect(sha256(files.get(`periods/${period}.${edition}.json`) ?? "")).toBe(hash)
  })

  test("has every cell with its base counts and its definition, which both readmes explain", async () => {
    await data.run("export", "--out", out)
    const files = filesUnder(out)
    const quarter = JSON.parse(files.get("periods/2026-Q3.1.json") ?? "")
    const cells = cellsOf(quarter)
    expect(new Set(cells.map((c) => definitionOf(c.cell)))).toEqual(new Set(definitions))
    const csv = files.get("cells.csv") ?? ""
    expect(csv.startsWith("\ufeffperiod,edition,cell,value,numerator,denominator")).toBe(true)
    const { count, of, share } = quarter.figures.reach
    expect(csv).toContain(`2026-Q3,1,figures.reach,${share},${count},${of},,reach,2,`)
    for (const [name, words] of [
      ["README.md", ["Not for appraisal", "Not proof of B Corp", "Self-reported, internal"]],
      ["LEESMIJ.md", ["Niet voor beoordeling", "Geen bewijs voor B Corp", "Zelf gemeld, intern"]],
    ] as const) {
      for (const word of words) expect(files.get(name)).toContain(word)
      expect(files.get(name)).toContain("1.959964".replace(".", name === "README.md" ? "." : ","))
      expect(files.get(name)).toContain("sha256sum -c SHA256SUMS")
      expect(files.get(name)).not.toContain("DEMO")
    }
  })

  test("holds nobody: no id, no key, no message count, and nothing that is for stewards only", async () => {
    await data.run("export", "--out", out)
    const all = [...filesUnder(out).values()].join("\n")
    const secret = [...data.people.flatMap((p) => [p.id, p.key]), "deliveries", "uncertain", "outOrPaused"]
    expect(secret.filter((word) => all.includes(word))).toEqual([])
    // The scan itself finds what is there.
    expect([...secret, "km_cycled"].filter((word) => all.includes(word))).toEqual(["km_cycled"])
  })

  test("says nothing that is not in the report as a manager gets it", async () => {
    await data.run("export", "--out", out)
    const files = filesUnder(out)
    const { frozen: _, ...shown } = await data.onStore(async (store) => {
      const { json } = ((await store.snapshots.get("period/2026-Q3")) as { editions: { json: object }[] })
        .editions[0] ?? { json: {} }
      return { ...json, deliveries: undefined, frozen: undefined } as Record<string, unknown>
    })
    expect(JSON.parse(files.get("periods/2026-Q3.1.json") ?? "")).toEqual(JSON.parse(JSON.stringify(shown)))
  })

  test("works while the bot has the ledger, and leaves only a note there", async () => {
    const before = filesUnder(data.ledger)
    const bot = await openLowdbStore({ folder: data.ledger })
    expect((await data.run("export", "--out", out)).code).toBe(0)
    expect((await data.run("verify", out, "--against")).code).toBe(0)
    await bot.close()
    const after = [...filesUnder(data.ledger)]
    const isNote = ([path]: [string, string]) => /^notes.export-\d+-\w+\.json$/.test(path)
    const notes = (files: [string, string][]) => files.filter(isNote).length
    // Verifying shows no figure to anybody, and is not noted.
    expect(notes(after) - notes([...before])).toBe(1)
    expect(after.filter((file) => !isNote(file))).toEqual([...before].filter((file) => !isNote(file)))
  })

  test("speaks Dutch where the organisation does", async () => {
    const english = { ...data.env }
    Object.assign(data.env, { DEFAULT_LANGUAGE: "nl" })
    expect((await data.run("export", "--out", out)).said).toContain("vastgezette perioden van Voorbeeld")
    expect((await data.run("verify", out)).said).toMatch(/^Alles klopt: 36 edities.*14 januari 2027/)
    Object.assign(data.env, english)
  })
})

describe("it is refused", () => {
  const refusals: [string, () => string, RegExp][] = [
    [
      "where something lies already",
      () => {
        mkdirSync(out)
        writeFileSync(join(out, "mine.txt"), "mine")
        return out
      },
      /is not empty/,
    ],
    [
      "where a file stands",
      () => {
        writeFileSync(out, "mine")
        return out
      },
      /is a file/,
    ],
    [
      "where a link stands",
      () => {
        symlinkSync(tmpdir(), out)
        return out
      },
      /is a link/,
    ],
    [
      "below a file",
      () => {
        writeFileSync(out, "mine")
        return join(out, "below")
      },
      /there is a file where a folder should be/,
    ],
    ["among the ledgers", () => join(data.dataDir, "evidence"), /lies in DATA_DIR/],
    ["over a ledger", () => data.ledger, /lies in DATA_DIR/],
  ]
  test.each(refusals)("%s, and what is there stays", async (_, where, why) => {
    const target = where()
    const { code, said } = await data.run("export", "--out", target)
    expect(said).toMatch(why)
    expect(code).toBe(1)
    expect(readdirSync(data.root)).toContain("data")
    for (const name of readdirSync(data.root)) expect(name).not.toContain("unfinished")
  })

  test("without a folder, with a word too many, or with an option that is none", async () => {
    for (const args of [[], ["--out"], ["--out", ""], ["--out", out, "more"], ["--to", out]]) {
      const { code, said } = await data.run("export", ...args)
      expect(said).toContain("draagvlak export --out folder")
      expect(code).toBe(2)
    }
  })

  test("where there is no ledger, or nothing is frozen yet, or it is not clear which is meant", async () => {
    const empty = { ...data.env, DATA_DIR: join(data.root, "nowhere") }
    const full = { ...data.env }
    Object.assign(data.env, empty)
    expect((await data.run("export", "--out", out)).said).toContain("holds no ledger")
    Object.assign(data.env, full)
    const other = await openLowdbStore({ folder: join(data.dataDir, "teams-one") })
    await other.commit({
      at: Date.parse("2027-01-13T10:00Z"),
      cause: null,
      appends: [{ stream: "member/x", expect: "any", events: [{ type: "place.left", place: "x", by: "x" }] }],
      outbox: [],
    })
    await other.close()
    expect((await data.run("export", "--out", out)).said).toMatch(
      /several organisations here: slack-T01, teams-one/,
    )
    const { code, said } = await data.run("export", "--out", out, "--organisation", "teams-one")
    expect(said).toContain("Nothing is frozen yet")
    expect(code).toBe(1)
    expect((await data.run("export", "--out", out, "--organisation", "../data/slack-T01")).said).toContain(
      "no organisation",
    )
    expect((await data.run("export", "--out", out, "--organisation", "slack-T01")).code).toBe(0)
    rmSync(join(data.dataDir, "teams-one"), { recursive: true })
  })

  test("where the ledger is damaged, by the name of the file", async () => {
    const room = join(data.ledger, "rooms", "snapshots")
    const name = readdirSync(room)[0] ?? ""
    const was = readFileSync(join(room, name))
    writeFileSync(join(room, name), was.subarray(0, was.length - 20))
    const { code, said } = await data.run("export", "--out", out)
    expect(said).toContain(`rooms/snapshots/${name} is damaged`)
    expect(code).toBe(1)
    expect(existsSync(out)).toBe(false)
    writeFileSync(join(room, name), was)
  })
})

describe("a folder is saved as a whole or not at all", () => {
  const files = new Map([
    ["a.txt", "a"],
    ["periods/b.txt", "b"],
  ])
  test.each([
    ["ENOSPC", "full"],
    ["EDQUOT", "full"],
    ["EACCES", "denied"],
  ])("where the second write fails with %s nothing is left", async (code, why) => {
    const root = mkdtempSync(join(tmpdir(), "save-"))
    let writes = 0
    const write = async () => {
      if (++writes > 1) throw Object.assign(new Error(code), { code })
    }
    expect(await saveFolder({ out: join(root, "out"), files, write })).toEqual({ type: "refused", why, code })
    expect(readdirSync(root)).toEqual([])
    rmSync(root, { recursive: true })
  })

  test("it is noted when the place is there, before anything stands in it", async () => {
    const root = mkdtempSync(join(tmpdir(), "save-"))
    const happened: string[] = []
    const save = (out: string) =>
      saveFolder({
        out,
        files,
        begun: async () => void happened.push(`noted beside ${filesUnder(root).size} files`),
        write: async (path) => void happened.push(path.slice(-5)),
      })
    await save(join(root, "out"))
    expect(happened).toEqual(["noted beside 0 files", "a.txt", "b.txt"])
    writeFileSync(join(root, "file"), "")
    expect(await save(join(root, "file", "out"))).toMatchObject({ type: "refused" })
    expect(happened).toHaveLength(3)
    rmSync(root, { recursive: true })
  })

  test("an empty folder is as good as none", async () => {
    const root = mkdtempSync(join(tmpdir(), "save-"))
    mkdirSync(join(root, "out"))
    expect(await saveFolder({ out: join(root, "out"), files })).toEqual({ type: "saved" })
    expect([...filesUnder(join(root, "out")).keys()].sort()).toEqual(["a.txt", "periods/b.txt"])
    rmSync(root, { recursive: true })
  })
})
