/** What is no evidence folder, or none that can be read, is told so, whatever lies in it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { folderLimits } from "../adapters/evidence/folder.ts"
import { readEvidence } from "../adapters/evidence/read.ts"
import { verifyEvidence } from "../src/report/again/verify.ts"
import { canonical } from "../src/report/canonical.ts"
import {
  aboutIn,
  type Files,
  filesUnder,
  type Loose,
  putAbout,
  save,
  sumUp,
  verifyAs,
} from "./support/forger.ts"
import { sha256 } from "./support/published.ts"
import { openData } from "./support/published-folder.ts"

let made: Files
const roots: string[] = []
beforeAll(async () => {
  // A few weeks are enough here.
  const data = await openData({ to: "2026-08-13" })
  const out = join(data.root, "out")
  expect((await data.run("export", "--out", out)).code).toBe(0)
  made = filesUnder(out)
  data.end()
}, 120_000)
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true })
})

async function verified(files: ReadonlyMap<string, string | Uint8Array>, then?: (folder: string) => void) {
  const folder = save(files)
  roots.push(folder)
  then?.(folder)
  return { folder, ...(await verifyAs([folder])) }
}
const w28 = "periods/2026-W28.1.json"
const about = (how: (about: Loose) => void) => (files: Map<string, string | Uint8Array>) => {
  const loose = aboutIn(files as Files)
  how(loose)
  putAbout(files as Files, loose)
  sumUp(files as Files)
}

type Trouble = [string, (files: Map<string, string | Uint8Array>) => void, RegExp]
const troubles: Trouble[] = [
  ["is empty", (f) => f.clear(), /is empty/],
  [
    "holds something else",
    (f) => {
      f.clear()
      f.set("photo.jpg", "x")
    },
    /no evidence\.json/,
  ],
  ["lacks its list", (f) => f.delete("evidence.json"), /no evidence\.json/],
  ["lacks its checksums", (f) => f.delete("SHA256SUMS"), /SHA256SUMS is missing/],
  ["lacks a period that the list has", (f) => f.delete(w28), /2026-W28\.1\.json is missing/],
  ["lacks its cells", (f) => f.delete("cells.csv"), /cells\.csv is missing/],
  [
    "has a list that is cut off",
    (f) => f.set("evidence.json", "{"),
    /evidence\.json is not JSON, or was cut off/,
  ],
  [
    "has a period that is cut off",
    (f) => f.set(w28, `${f.get(w28)}`.slice(0, 300)),
    /W28\.1\.json is not JSON/,
  ],
  ["has a period that is a list", (f) => f.set(w28, "[]"), /is not JSON/],
  ["has a period that is nothing", (f) => f.set(w28, ""), /is not JSON/],
  [
    "has a period in another encoding",
    (f) => f.set(w28, Buffer.from("\xe9{}", "latin1")),
    /not written in UTF-8/,
  ],
  ["has a period that is very deep", (f) => f.set(w28, "[".repeat(1_000_000)), /lists within lists/],
  ["is of a later release", about((a) => void (a.format = 2)), /format 2; this release reads up to 1/],
  ["is of no release", about((a) => void delete a.format), /evidence\.json is not as it should be: format/],
  ["has no list of editions", about((a) => void (a.editions = "none")), /should be: editions/],
  [
    "names a period outside",
    about((a) => void (a.editions[0].period = "../../etc")),
    /should be: editions\.0\.period/,
  ],
  [
    "names a hash that is none",
    about((a) => void (a.editions[0].sha256 = "x")),
    /should be: editions\.0\.sha256/,
  ],
  [
    "has checksums that point outside",
    (f) => f.set("SHA256SUMS", `${"0".repeat(64)}  ../../../etc/passwd\n`),
    /SHA256SUMS: line 1 is not a checksum/,
  ],
  [
    "has checksums in another form",
    (f) => f.set("SHA256SUMS", "MD5 (evidence.json) = 0\n"),
    /SHA256SUMS: line 1 is not a checksum/,
  ],
  [
    "follows definitions of a later release",
    (f) => {
      about((a) => void (a.editions[0].definitions = 9))(f)
      f.set("cells.csv", `${f.get("cells.csv")}`.replaceAll(/^(2026-W27,1,.*),2,([^,]*|".*")$/gm, "$1,9,$2"))
      sumUp(f as Files)
    },
    /2026-W27 edition 1 follows definitions version 9; this release knows up to 2/,
  ],
]

describe("a folder that", () => {
  test.each(troubles)("%s is told so with code 2", async (_, spoil, why) => {
    const files = new Map<string, string | Uint8Array>(made)
    spoil(files)
    const { code, said } = await verified(files)
    expect(said).toMatch(why)
    expect(code).toBe(2)
    expect(said.length).toBeLessThan(500)
  })

  test("is not there, or is a file, is told so", async () => {
    const { folder } = await verified(made)
    for (const [path, why] of [
      [join(folder, "nowhere"), /is not there/],
      [join(folder, "evidence.json"), /is not a folder/],
    ] as const) {
      const { code, said } = await verifyAs([path])
      expect(said).toMatch(why)
      expect(code).toBe(2)
    }
  })

  test("has a link in the place of a file is not followed", async () => {
    const secret = join(mkdtempSync(join(tmpdir(), "secret-")), "secret.json")
    roots.push(join(secret, ".."))
    writeFileSync(secret, '{"secret":1}')
    const files = new Map(made)
    files.delete(w28)
    const { code, said } = await verified(files, (folder) => symlinkSync(secret, join(folder, w28)))
    expect(said).toMatch(/is not a regular file/)
    expect(code).toBe(2)
    const all = await verified(new Map(), (folder) =>
      symlinkSync(join(secret, ".."), join(folder, "periods")),
    )
    expect(all.said).toMatch(/is not a regular file/)
  })

  test("is larger than any report is read no further", async () => {
    const huge = await verified(made, (folder) =>
      truncateSync(join(folder, w28), folderLimits.fileBytesMax + 1),
    )
    expect(huge.said).toMatch(/2026-W28\.1\.json is larger than 16 MB/)
    const many = await verified(made, (folder) => {
      mkdirSync(join(folder, "many"))
      for (let i = 0; i <= folderLimits.filesMax; i++) writeFileSync(join(folder, "many", String(i)), "")
    })
    expect(many.said).toMatch(/more than 5000 files/)
    expect([huge.code, many.code]).toEqual([2, 2])
  })

  test("steers no terminal by what stands in it", async () => {
    const files = new Map<string, string | Uint8Array>(made)
    about((a) => void (a.organisation = "\u001b[2J\u202eevil"))(files)
    files.set("\u001b[31mred", "x")
    const { said, code } = await verified(files)
    expect(code).toBe(1)
    expect(["\u001b", "\u202e"].filter((c) => said.includes(c))).toEqual([])
  })
})

test("asked without a folder, with two, or with a word that is none, it says how", async () => {
  for (const args of [[], ["a", "b"], ["a", "--fast"], ["--against"]]) {
    const { code, said } = await verifyAs(args)
    expect(said).toContain("draagvlak verify folder")
    expect(code).toBe(2)
  }
})

test("whatever JSON stands in a period, verify ends with an answer and does not crash", () => {
  const names = [
    "figures",
    "reach",
    "count",
    "of",
    "share",
    "polls",
    "options",
    "index",
    "counts",
    "value",
    "roster",
  ]
  const key = fc.constantFrom(...names, "suppressed", "ladder", "steps", "logged", "unit", "amount", "kgCo2e")
  const { json } = fc.letrec<{ json: unknown }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 0.5, "", "d", "2026-W28"),
      fc.array(tie("json"), { maxLength: 4 }),
      fc.dictionary(key, tie("json"), { maxKeys: 5 }),
    ),
  }))
  const folder = save(made)
  roots.push(folder)
  fc.assert(
    fc.property(fc.dictionary(key, json, { minKeys: 1 }), (report) => {
      writeFileSync(join(folder, w28), canonical(report))
      const read = readEvidence(folder, sha256)
      if (read.type === "unreadable") throw new Error(read.id)
      expect(verifyEvidence(read.evidence, { ...read, sha256 }).findings.length).toBeGreaterThan(0)
    }),
    { numRuns: 300 },
  )
})
