import fc from "fast-check"
import { expect, it } from "vitest"
import { openStore } from "../../adapters/lowdb/index.ts"
import { type Store, StoreRefused } from "../../src/app/ports.ts"
import { dayMs } from "../../src/domain/time.ts"
import { all, at, commit, met, row } from "../contract/store-material.ts"
import { type Disk, killFiles } from "../support/kill-files.ts"

const january = "ledger/2026-01.jsonl"
const february = "ledger/2026-02.jsonl"
const open = (disk: Disk): Promise<Store> =>
  openStore({ files: killFiles({ disk }), hashOf: undefined, where: "data" })

/** Ten commits in January and ten in February; a line each. */
async function written(): Promise<Disk> {
  const files = killFiles()
  const store = await openStore({ files, hashOf: undefined, where: "data" })
  for (let i = 0; i < 20; i++)
    await commit(store, [met(`person${i + 100}`, 0)], { at: at + (i < 10 ? 0 : 31 * dayMs) })
  await store.people.put("p", { id: "p" } as never)
  return files.left()
}

function changed(disk: Disk, path: string, change: (bytes: Buffer) => Buffer): Disk {
  const before = disk.get(path)
  if (!before) throw new Error(`no ${path}`)
  return new Map([...disk, [path, change(Buffer.from(before))]])
}

const refusal = (disk: Disk) =>
  open(disk).then(
    () => null,
    (error: Error) => error,
  )
const lengthOf = (bytes: Buffer, lines: number) =>
  bytes.toString().split("\n").slice(0, lines).join("\n").length + (lines > 0 ? 1 : 0)

it("a torn last line is cut, wherever it is torn and whatever stands there, and no other", async () => {
  const disk = await written()
  const before = disk.get(february) as Buffer
  const last = lengthOf(before, 9)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: last, max: before.length - 1 }),
      fc.oneof(
        fc.constant(Buffer.alloc(0)),
        fc.uint8Array({ maxLength: 40 }),
        fc.constant(Buffer.alloc(5000)),
      ),
      async (end, noise) => {
        const torn = changed(disk, february, (b) => Buffer.concat([b.subarray(0, end), noise]))
        const files = killFiles({ disk: torn })
        const store = await openStore({ files, hashOf: undefined, where: "data" })
        expect(files.left().get(february)?.length).toBe(last)
        expect(await all(store)).toHaveLength(19)
        expect(await commit(store, [met("person119", 0)])).toEqual({ type: "committed", position: 20 })
        expect(await all(await open(files.left()))).toHaveLength(20)
      },
    ),
    { numRuns: 60 },
  )
})

it("a byte changed anywhere before the last line refuses the start and names file, line and offset", async () => {
  const disk = await written()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(january, february),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (path, n, xor) => {
        const bytes = disk.get(path) as Buffer
        const end = path === february ? lengthOf(bytes, 9) : bytes.length
        const offset = n % end
        const damaged = changed(disk, path, (b) => {
          b[offset] = (b[offset] ?? 0) ^ xor
          return b
        })
        const line = bytes.subarray(0, offset).toString().split("\n").length
        const error = await refusal(damaged)
        expect(error).toBeInstanceOf(StoreRefused)
        // A newline that is gone makes one bad line of two.
        expect(error?.message).toContain(`data: ${path}: line ${line}, offset ${lengthOf(bytes, line - 1)}: `)
        expect(error?.message).toContain("backup")
      },
    ),
    { numRuns: 200 },
  )
})

it("a lost newline does not make a torn end of two lines that were acknowledged", async () => {
  const disk = await written()
  const bytes = disk.get(february) as Buffer
  const newline = lengthOf(bytes, 9) - 1
  const broken = (xor: number) =>
    changed(disk, february, (b) => {
      b[newline] = 10 ^ xor
      return b
    })
  for (let xor = 1; xor < 256; xor++)
    expect((await refusal(broken(xor)))?.message).toContain(`line 9, offset ${lengthOf(bytes, 8)}: `)
  // Also where the line after it was torn.
  const torn = changed(broken(1), february, (b) => b.subarray(0, -3))
  expect((await refusal(torn))?.message).toContain("line 9, offset")
})

it("a torn end of a month that is over is damage: its last line was acknowledged long ago", async () => {
  const torn = changed(await written(), january, (b) => b.subarray(0, -5))
  expect((await refusal(torn))?.message).toMatch(/2026-01\.jsonl: line 10, offset \d+: the checksum/)
})

it("a month that is missing, doubled or cut at a line is noticed", async () => {
  const disk = await written()
  const without = new Map([...disk].filter(([path]) => path !== january))
  expect((await refusal(without))?.message).toContain(`${february}: holds position 11 where 1 should follow`)
  const doubled = changed(disk, february, (b) => Buffer.concat([b, b]))
  expect((await refusal(doubled))?.message).toContain("holds position 11 where 21 should follow")
  const cut = changed(disk, january, (b) => b.subarray(0, lengthOf(b, 9)))
  expect((await refusal(cut))?.message).toContain("holds position 11 where 10 should follow")
  const strange = new Map([...disk, ["ledger/copy of 2026-01.jsonl", Buffer.from("x")]])
  expect((await refusal(strange))?.message).toContain(
    "copy of 2026-01.jsonl: this file is not part of the ledger",
  )
})

it("damaged small state refuses the start and names its file; an empty file is no empty room", async () => {
  const disk = await written()
  const path = [...disk.keys()].find((p) => p.startsWith("rooms/people/")) ?? ""
  for (const change of [
    () => Buffer.alloc(0),
    () => Buffer.from("null\n"),
    (b: Buffer) => b.subarray(0, -3),
  ]) {
    const error = await refusal(changed(disk, path, change))
    expect(error).toBeInstanceOf(StoreRefused)
    expect(error?.message).toContain(`data: ${path}: `)
  }
})

it("events and records of a later release refuse the start, and say so", async () => {
  const { encode } = await import("../../adapters/lowdb/line.ts")
  const line = (json: object) => encode(JSON.stringify(json))
  const base = { at, base: 20, cause: null, outbox: [], settled: null, t: "commit" }
  const event = { v: 99, event: { type: "member.met", person: "x" } }
  const later = line({ ...base, appends: [{ stream: "member/x", version: 0, events: [event] }] })
  const kind = line({ t: "moved" })
  for (const added of [later, kind]) {
    const error = await refusal(changed(await written(), february, (b) => Buffer.concat([b, added])))
    expect(error).toBeInstanceOf(StoreRefused)
    expect(error?.message).toMatch(/2026-02\.jsonl: line 11, offset \d+: .*later release/)
  }
})

it("temporary files that a crash left are gone after the start, whatever stands in them", async () => {
  const left = new Map([
    ...(await written()),
    ["rooms/people/07.rows.tmp", Buffer.from("U024ANNA")],
    ["keys/00.rows.tmp", Buffer.from("key")],
    ["ledger/2026-01.jsonl.tmp", Buffer.from("half")],
  ])
  const files = killFiles({ disk: left })
  await openStore({ files, hashOf: undefined, where: "data" })
  expect([...files.left().keys()].filter((path) => path.endsWith(".tmp"))).toEqual([])
})

it("a text that no event names for a day is swept at a start, a younger or named one stays", async () => {
  const files = killFiles()
  const store = await openStore({ files, hashOf: undefined, where: "data" })
  const text = (when: number) => ({ owner: null, text: "x", expiresAt: null, at: when })
  await store.texts.putAll([
    ["named234", text(at)],
    ["stray234", text(at)],
    ["young234", text(at + dayMs)],
  ])
  await store.keys.put("p9", { sealed: "x", at })
  await store.keys.put("p10", { sealed: "x", at: at + dayMs })
  const events = [{ type: "adviser.set" as const, text: "named234", by: "anna2345" }]
  await commit(store, [{ stream: "programme", expect: 0, events }], { outbox: [row("a")] })
  await commit(store, [met("anna2345")], { at: at + dayMs + 1 })
  const later = await open(files.left())
  expect((await later.texts.all()).map(([id]) => id).sort()).toEqual(["named234", "young234"])
  expect((await later.keys.all()).map(([id]) => id)).toEqual(["p10"])
})
