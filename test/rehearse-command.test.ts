import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, it, test } from "vitest"
import { readSettings } from "../adapters/config.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { movableClock } from "../adapters/movable-clock.ts"
import { rehearseCommand, tookPart } from "../adapters/rehearse-command.ts"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearse-"))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const read = readSettings({ DATA_DIR: folder, CLOCK_START: "2026-11-19T14:10:00+01:00" })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  const lines: string[] = []
  const code = await rehearseCommand(read.settings, args, (line) => lines.push(line))
  return { code, said: lines.join("\n") }
}

async function eventsIn(name: string): Promise<number> {
  const store = await openLowdbStore({ folder: join(folder, name) })
  const events = await store.since(0, 100_000)
  await store.close()
  return events.length
}

// A dozen messages to one place, a second apart by the moved clock: to wait for them would take longer than the test may.
it("fills an empty folder without waiting for time that it jumped over, and sums up", async () => {
  const { code, said } = await run("--weeks", "3", "--people", "20", "--seed", "5")
  expect(said).toMatch(/2026-10-26 to 2026-11-19: \d+ messages, \d+ events in the ledger/)
  expect(said).toMatch(/\d+ of 20 people took part/)
  expect(said).toMatch(/\d+ events a second/)
  expect(said).toContain("week 3 of 3")
  expect(code).toBe(0)
  expect(said).toContain(`${await eventsIn("demo")} events`)
  expect(readdirSync(folder).sort()).toEqual(["demo", "secret.key"])
}, 12_000)

it("never says that more took part than there are, also where retention has made somebody of each month", () => {
  const gone = ["06", "07"].flatMap((month) => [1, 2, 3].map((n) => `gone-2026-${month}-${n}`))
  expect(tookPart(new Set([...gone, "ana", "bea"]), 4)).toBe("At least 3 of 4 people took part.")
  expect(tookPart(new Set(["ana", "bea"]), 4)).toBe("2 of 4 people took part.")
})

it("leaves a demo alone that is there already", async () => {
  mkdirSync(join(folder, "demo"))
  writeFileSync(join(folder, "demo", "anything"), "")
  const { code, said } = await run()
  expect(said).toContain("is not empty")
  expect(said).toContain("set DATA_DIR to another one")
  expect(code).toBe(1)
  expect(readdirSync(join(folder, "demo"))).toEqual(["anything"])
})

it("begins anew where an earlier one was cut off", async () => {
  const store = await openLowdbStore({ folder: join(folder, "demo-unfinished") })
  const left = { type: "programme.paused" as const, by: "somebody" }
  await store.commit({
    at: 1,
    cause: null,
    appends: [{ stream: "programme", expect: 0, events: [left] }],
    outbox: [],
  })
  await store.close()
  mkdirSync(join(folder, "demo"))
  expect((await run("--weeks", "1", "--people", "10")).code).toBe(0)
  expect(existsSync(join(folder, "demo-unfinished"))).toBe(false)
  const demo = await openLowdbStore({ folder: join(folder, "demo") })
  expect((await demo.since(0, 1))[0]?.event).not.toEqual(left)
  await demo.close()
}, 12_000)

test.each([
  [["--weeks", "0"], "--weeks must be a whole number from 1"],
  [["--people", "drie"], "--people must be a whole number"],
  [["--people", "1e9"], "--people must be a whole number"],
  [["--sheep", "3"], "What there is: draagvlak rehearse"],
  [["twelve"], "What there is: draagvlak rehearse"],
])("does nothing on %j, and says what there is", async (args, says) => {
  const { code, said } = await run(...args)
  expect(said).toContain(says)
  expect(code).toBe(2)
  expect(readdirSync(folder)).toEqual([])
})

test("a moved clock counts what it jumped over, forwards only, and runs on from where time is", () => {
  const clock = movableClock({ now: () => 5000 })
  clock.set(1000)
  clock.set(1600)
  clock.set(1500)
  expect([clock.now(), clock.skippedMs()]).toEqual([1500, 600])
  clock.release()
  expect([clock.now(), clock.skippedMs()]).toEqual([5000, 600])
})
