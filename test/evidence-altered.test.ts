/** Whoever alters an evidence folder is found out by `draagvlak verify`, which names what differs. */
import { rmSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { evidenceFiles } from "../adapters/evidence/make.ts"
import { openMemoryStore } from "../adapters/lowdb/index.ts"
import { correct } from "../src/app/correct.ts"
import type { Store } from "../src/app/ports.ts"
import { makeWords } from "../src/view/words.ts"
import { type Alteration, edit, forged, plain, w40 } from "./support/alterations.ts"
import { alike } from "./support/alterations-alike.ts"
import { ofMinutes } from "./support/alterations-minutes.ts"
import { type Files, type Loose, makeFit, save, sumUp, verifyAs } from "./support/forger.ts"
import {
  booksOn,
  freezeWeekly,
  halfYear,
  keptIn,
  peopleOf,
  sha256,
  staff,
  writeLedger,
} from "./support/published.ts"
import { testCatalogue } from "./support/world.ts"

let made: Files
const folders: string[] = []

beforeAll(async () => {
  const store = await openMemoryStore()
  const people = peopleOf(staff)
  await writeLedger(store, { people, happened: halfYear() })
  const books = booksOn(store, { people })
  await freezeWeekly(books, { from: "2026-07-09", to: "2026-10-15" })
  // The factor was wrong: a correction that changes kg alone.
  const right = booksOn(store, { people, catalogue: withFactor(0.2) })
  right.setClock(Date.parse("2026-10-16T09:00:00Z"))
  const wish = { period: "2026-W40", because: "the car factor was that of last year", preview: false }
  expect(await correct(right, wish)).toMatchObject({ type: "corrected", edition: { edition: 2 } })
  await freezeWeekly(right, { from: "2026-10-22", to: "2027-01-14" })
  made = await filesOf(store)
}, 120_000)
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}, 120_000)

function withFactor(mid: number) {
  const catalogue = testCatalogue()
  const factors = new Map(
    [...catalogue.factors].map(([id, f]) => [id, id === "car_km_avoided" ? { ...f, mid } : f]),
  )
  return { ...catalogue, factors }
}

async function filesOf(store: Store): Promise<Files> {
  const words = makeWords(testCatalogue().words)
  const madeAt = Date.parse("2027-01-14T09:00Z")
  const files = evidenceFiles({ kept: await keptIn(store), madeAt, madeBy: "draagvlak", words, sha256 })
  if (!files) throw new Error("nothing was frozen")
  return files
}

async function verified(files: Files) {
  const folder = save(files)
  folders.push(folder)
  return verifyAs([folder])
}

const copy = () => new Map(made)

test("an evidence folder of half a year is in order, and every kind of check was made", async () => {
  const { code, said } = await verified(copy())
  expect(said).toContain("Everything is in order")
  expect(code).toBe(0)
  for (const what of ["hashes", "shares", "kg ranges", "Wilson", "changes between quarters", "sums of years"])
    expect(said).toMatch(new RegExp(`[1-9]\\d* .*${what}`))
  for (const what of ["months to quarters", "weeks to months", "parts of an index", "results of polls"])
    expect(said).toContain(what)
})

async function isNamed(files: Files, { named, found, expected }: Alteration): Promise<void> {
  const { code, lines, said } = await verified(files)
  expect(code, said).toBe(1)
  expect(lines[0]).toMatch(/differs?\./)
  expect(lines[1], said).toContain(named)
  expect(lines[2]).toContain(found ?? "found: ")
  expect(lines[3]).toContain(expected ?? "expected: ")
}

describe("it is named that", () => {
  test.each(plain.map((a) => [a.how, a] as const))("%s", async (_, alteration) => {
    const files = copy()
    alteration.alter(files)
    await isNamed(files, alteration)
  })

  test.each([...forged, ...alike, ...ofMinutes].map((a) => [a.how, a] as const))(
    "%s, although every hash fits",
    async (_, alteration) => {
      const files = copy()
      alteration.alter(files)
      makeFit(files)
      await isNamed(files, alteration)
    },
  )

  test("a period's file is taken out, and the list of files still has it", async () => {
    const files = copy()
    files.delete(w40)
    const { code, said } = await verified(files)
    expect(code).toBe(2)
    expect(said).toContain("periods/2026-W40.1.json is missing")
  })
})

test("whoever makes checksums fit for a list with other links or definitions is named too", async () => {
  for (const how of [(e: Loose) => void (e.after = null), (e: Loose) => void (e.definitions = 0)]) {
    const files = copy()
    edit(files, "2026-W42", how)
    sumUp(files)
    const { code, lines } = await verified(files)
    expect(code).toBe(1)
    expect(lines[1]).toContain("2026-W42, edition 1")
  }
})
