/** What earlier releases froze and exported, in the hands of this one. */
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import type { FrozenPeriod } from "../src/report/freeze.ts"
import { withoutTexts, writeAsBefore } from "./support/earlier-editions.ts"
import { change, filesUnder, makeFit, save, sumUp } from "./support/forger.ts"
import { type Data, openData } from "./support/published-folder.ts"

let data: Data
let out: string
beforeEach(async () => {
  data = await openData()
  await data.onStore(writeAsBefore)
  out = join(data.root, "out")
  expect((await data.run("export", "--out", out)).code).toBe(0)
}, 120_000)
afterEach(() => data.end())

test("is in order, by itself and against the ledger, which says what it does not count again", async () => {
  const files = filesUnder(out)
  expect(files.get("evidence.json")).not.toContain('"definitions": 2')
  expect(files.get("README.md")).toContain("Version 1 showed goals for weeks too")
  const cells = withoutTexts(files.get("cells.csv") ?? "")
  expect(cells).not.toBe(files.get("cells.csv"))
  expect(cells).toMatch(/2026-W40,1,figures\.sdg\[13\]\.actions,\d/)
  files.set("cells.csv", cells)
  sumUp(files)
  const { code, said } = await data.run("verify", save(files), "--against")
  expect(said).not.toContain("differ")
  expect(said).toContain("36 periods were counted again from the ledger")
  expect(said).toMatch(/2026-W27.*\(36\), teams, and work that was shown then and would be withheld now/)
  expect(code).toBe(0)
})

test("is found out where a number was altered that still counts the same", async () => {
  const files = filesUnder(out)
  change(files, "periods/2026-W40.1.json", (j) => void j.figures.actions.count++)
  change(files, "periods/2026-W41.1.json", (j) => void j.figures.reach.count--)
  makeFit(files)
  const { code, said } = await data.run("verify", save(files), "--against")
  expect(said).toMatch(/2026-W40, edition 1, figures\.actions\.count/)
  expect(said).toMatch(/2026-W41, edition 1, figures\.reach/)
  expect(code).toBe(1)
})

test("of this release's editions no line of cells.csv may be missing", async () => {
  const fresh = await openData()
  const made = join(fresh.root, "out")
  await fresh.run("export", "--out", made)
  const files = filesUnder(made)
  files.set("cells.csv", withoutTexts(files.get("cells.csv") ?? ""))
  sumUp(files)
  expect((await fresh.run("verify", save(files))).said).toContain("no line in cells.csv")
  fresh.end()
})

test("is no reason for a correction, nor do other periods come out otherwise for it", async () => {
  const because = "twelve people were missing on the list"
  const correct = (period: string) => data.run("correct", "--period", period, "--because", because)
  for (const period of ["2026-W47", "2026-11", "2026-Q4"])
    expect((await correct(period)).said).toContain("comes out the same as before")
  await data.onStore(async (store) => {
    const mended = data.people.slice(0, 12).map((p) => {
      return { ...p, roster: [{ from: "2026-11-23", to: null, segment: p.roster[0]?.segment ?? null }] }
    })
    await store.people.putAll(mended.map((p) => [p.id, p]))
  })
  const { code, said } = await correct("2026-W47")
  expect(code, said).toBe(0)
  expect(said).toContain("roster.size: 60 → 48")
  // November and the quarter end with everybody on the list.
  expect(said).not.toContain("now come out differently too")
  const { editions } = await data.onStore(
    async (store) => (await store.snapshots.get("period/2026-W47")) as FrozenPeriod,
  )
  expect(editions.map((e) => e.definitions)).toEqual([1, 2])
})
