import { spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { openLowdbStore } from "../../adapters/lowdb/index.ts"
import { type Store, StoreRefused } from "../../src/app/ports.ts"
import { all } from "../contract/store-material.ts"

/** `KILL_ROUNDS=100` for a long run. */
const rounds = Number(process.env.KILL_ROUNDS ?? 10)
const child = join(import.meta.dirname, "../support/kill-child.ts")

/** Starts a process on the folder, kills it with SIGKILL after so many acknowledged lines, and gives all of them. */
async function killed(q: {
  folder: string
  round: number
  after: number
  meanwhile?: () => Promise<void>
}): Promise<string[]> {
  const running = spawn(process.execPath, [child, q.folder, `${q.round}`], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  let said = ""
  let lines = 0
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  running.once("error", reject)
  running.once("close", () => resolve())
  for await (const piece of running.stdout) {
    said += piece
    lines += String(piece).split("\n").length - 1
    if (lines > 0 && q.meanwhile) await q.meanwhile()
    if (lines >= q.after) running.kill("SIGKILL")
  }
  await promise
  // The last line may be cut; then it was not said.
  return said.split("\n").slice(0, -1)
}

/** Compares what was acknowledged with what stands. */
async function check(store: Store, said: Set<string>): Promise<void> {
  const events = await all(store, 5000)
  expect(events.every((e, i) => e.position === i + 1)).toBe(true)
  const times = new Map<string, number>()
  for (const { event } of events) {
    const id = event.type === "part.logged" ? `event ${event.log.slice("log-run-".length)}` : null
    const settled = event.type === "delivery.settled" ? `settled ${event.row}` : null
    for (const key of [id, settled]) if (key) times.set(key, (times.get(key) ?? 0) + 1)
  }
  const twice = [...times].filter(([, n]) => n !== 1)
  const people = new Set((await store.people.all()).map(([id]) => `person ${id}`))
  const stranded = new Set((await store.outbox.stranded(0)).map((r) => `claimed ${r.id}`))
  const kept = (line: string) =>
    times.has(line) ||
    people.has(line) ||
    stranded.has(line) ||
    times.has(line.replace("claimed", "settled")) ||
    line === "open"
  expect(twice).toEqual([])
  expect([...said].filter((line) => !kept(line))).toEqual([])
}

/** So many lives of one folder; then a new one, because each life makes the next check longer. */
const livesOfOne = 10

it(`what was acknowledged survives ${rounds} times kill -9, and nothing stands twice`, {
  timeout: 10_000 * rounds,
}, async () => {
  for (let first = 0; first < rounds; first += livesOfOne) {
    const folder = await mkdtemp(join(tmpdir(), "killed-"))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const said = new Set<string>()
    for (let round = first; round < Math.min(rounds, first + livesOfOne); round++) {
      for (const line of await killed({ folder, round, after: 20 + ((round * 379) % 1500) })) said.add(line)
      const store = await openLowdbStore({ folder })
      await check(store, said)
      // The check itself can fail.
      await expect(check(store, new Set(["event 0-0-99999999"]))).rejects.toThrow()
      await store.close()
    }
    expect(said.size).toBeGreaterThan(20)
    await rm(folder, { recursive: true })
  }
})

it("a folder in use is refused, to another process and to a second store of the same; a killed process frees it", {
  timeout: 20_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "locked-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const meanwhile = async () => {
    const refused = await openLowdbStore({ folder }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StoreRefused)
    expect(String(refused)).toMatch(/lock\.db: .*in use.*Stop the other one/)
  }
  await killed({ folder, round: 0, after: 1, meanwhile })
  const store = await openLowdbStore({ folder })
  await meanwhile()
  await store.close()
  // Twice is once.
  await store.close()
  await (await openLowdbStore({ folder })).close()
})

it("a folder that cannot be a data folder is refused with what to do", async () => {
  const folder = await mkdtemp(join(tmpdir(), "no-folder-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, "file"), "x")
  const refused = await openLowdbStore({ folder: join(folder, "file") }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(StoreRefused)
  expect(String(refused)).toMatch(/cannot be used .*Check that it may be written/)
})
