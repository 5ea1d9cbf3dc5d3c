import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { openLowdbStore, openMemoryStore } from "../../adapters/lowdb/index.ts"
import { decode, recorded } from "../../adapters/lowdb/line.ts"
import type { Recorded, Store } from "../../src/app/ports.ts"
import { all, commit, met } from "../contract/store-material.ts"
import { writeLedger } from "../support/ledger-fixture.ts"

const ledgers = join(import.meta.dirname, "../fixtures/ledger")

/** What must be equal, whichever release reads it. */
async function figuresOf(store: Store): Promise<object> {
  const events = await all(store)
  const count = (keyOf: (e: Recorded) => string) => {
    const counts: Record<string, number> = {}
    for (const e of events) counts[keyOf(e)] = (counts[keyOf(e)] ?? 0) + 1
    return counts
  }
  const logged = events.map(({ event }) => (event.type === "part.logged" ? event.amount : 0))
  const byMonth = (at: number) => new Date(at).toISOString().slice(0, 7)
  const rooms = ["people", "places", "texts", "keys", "forgotten", "snapshots"] as const
  return {
    events: events.length,
    types: count((e) => `${byMonth(e.at)} ${e.event.type}`),
    people: new Set(
      events.flatMap((e) => ("person" in e.event ? [`${byMonth(e.at)} ${e.event.person}`] : [])),
    ).size,
    logged: logged.reduce((a, b) => a + b, 0),
    poll: (await store.read("poll/p2")).events.map((e) => e.event),
    part: (await store.read("part/planet-bike-commute.3/colleagueh")).events,
    programme: (await store.read("programme")).events.map((e) => [e.version, e.event]),
    waiting: (await store.outbox.waiting()).map((r) => [r.id, r.to]),
    stranded: (await store.outbox.stranded(0)).map((r) => [r.id, r.attempt, r.leaseUntil]),
    rooms: Object.fromEntries(
      await Promise.all(rooms.map(async (room) => [room, (await store[room].all()).sort(byKey)])),
    ),
  }
}
const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1)

it.for(await readdir(ledgers))(
  "a ledger that release %s left behind opens with equal figures and goes on",
  async (release) => {
    const folder = await mkdtemp(join(tmpdir(), "release-"))
    onTestFinished(() => rm(folder, { recursive: true }))
    await cp(join(ledgers, release, "files"), folder, { recursive: true })
    const expected = JSON.parse(await readFile(join(ledgers, release, "expected.json"), "utf8")) as {
      events: number
    }
    for (let start = 0; start < 2; start++) {
      const store = await openLowdbStore({ folder })
      expect(await figuresOf(store)).toEqual(expected)
      await store.close()
    }
    const store = await openLowdbStore({ folder })
    const next = await commit(store, [met("newcomer22", 0)], { at: Date.UTC(2027, 0, 1) })
    expect(next).toEqual({ type: "committed", position: expected.events + 1 })
    await store.close()
  },
)

it("this release's own ledger is among them, as it is written today", async () => {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, "../../package.json"), "utf8"))
  const release = version.split(".").slice(0, 2).join(".")
  const store = await openMemoryStore()
  await writeLedger(store)
  const files = join(ledgers, release, "files/ledger")
  const lines = await Promise.all((await readdir(files)).map((name) => readFile(join(files, name), "utf8")))
  const stored = lines
    .join("")
    .split("\n")
    .flatMap((line) => recordedIn(line))
  // Else: node test/support/ledger-fixture.ts test/fixtures/ledger/<release>/files
  expect(stored).toEqual(await all(store))
})

function recordedIn(line: string): Recorded[] {
  const known = decode(Buffer.from(line))
  return known ? recorded(known) : []
}
