/** What lies on disk of somebody who had themselves forgotten: at once, a month later, and when the months were written anew. */
import { randomBytes } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { expect, it, onTestFinished } from "vitest"
import { openLowdbStore, openMemoryStore } from "../../adapters/lowdb/index.ts"
import { makeVault } from "../../adapters/system.ts"
import { reportOpened } from "../../src/app/office.ts"
import type { Store } from "../../src/app/ports.ts"
import { newRow } from "../../src/app/post.ts"
import { addDays } from "../../src/domain/time.ts"
import { lootOf } from "../support/attacker.ts"
import { openWorld, type World } from "../support/world.ts"

const key = "U0KESTREL"
const chat = "D0KESTREL"
const typed = ["Does Ana Kestrel cycle enough?", "She flies", "She falls"]
const question = "May the falcons nest on our roof?"
/** Of a manager who is forgotten: it is the organisation's own, and tells nothing of who wrote it. */
const reason = "The roof is let to somebody else."
const others = Array.from({ length: 6 }, (_, i) => `other${i}`)

/** Paths of files in which the text stands, in any way of writing it down. */
function filesWith(folder: string, text: string): string[] {
  const bytes = Buffer.from(text)
  const written = [
    text,
    bytes.toString("hex"),
    bytes.toString("base64url"),
    JSON.stringify(text).slice(1, -1),
  ]
  return lootOf(folder)
    .filter((file) => written.some((w) => file.bytes.includes(w)) || file.path.includes(text))
    .map((file) => file.path)
}

async function openOnDisk(): Promise<{ folder: string; world: World; again: () => Promise<World> }> {
  const folder = await mkdtemp(join(tmpdir(), "forgotten-"))
  const vault = makeVault(randomBytes(32).toString("base64"))
  const open = async (at?: [string, string]) => {
    const store = await openLowdbStore({ folder, hashOf: (p) => vault.hash(`person ${p.key}`) })
    onTestFinished(() => store.close())
    const world = await openWorld({ people: [key, ...others], store, vault, ...(at ? { at } : {}) })
    return tellsChats(world)
  }
  const world = await open()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const again = async () => {
    await world.store.close()
    return open(["2026-11-20", "09:00"])
  }
  return { folder, world, again }
}

/** As on Slack: the id of a personal message names the chat with that person. */
async function tellsChats(world: World): Promise<World> {
  const { platform } = world.running.org
  const { send } = platform
  platform.send = async (message) => {
    const sent = await send(message)
    return sent.type === "sent" && "personKey" in message.to ? { ...sent, ref: `${chat}:${sent.ref}` } : sent
  }
  for (const entry of world.roster) if (entry.key === key) entry.steward = true
  await world.running.syncRoster()
  return world
}

/** Everything that a person can leave behind. */
async function lives(world: World): Promise<{ id: string; poll: string }> {
  const { org } = world.running
  await world.says("chadia", "here")
  await world.says(key, "challenge start planet-bike-commute")
  await world.says(key, "challenge log planet-bike-commute 12.5")
  await world.says(key, "challenge undo planet-bike-commute")
  await world.says(key, "challenge log planet-bike-commute 11.5")
  await world.says(key, "nudge now")
  const opened = await world.says(key, `poll open ${typed.map((t) => `"${t}"`).join(" ")}`)
  const poll = /Number (\w+)\./.exec(opened)?.[1] ?? ""
  await world.says(key, `poll vote ${poll} a`)
  await world.says(key, "language nl")
  await world.says("chadia", `settings manager add ${key}`)
  await world.says("chadia", 'settings adviser "Noor"')
  await world.says(key, `question "${question}"`)
  await world.says("other1", 'question "Is there fruit?"')
  const asked = [...(await org.board.upToDate()).questions.values()].at(-1)?.id
  await world.says(key, `question answer ${asked} no "${reason}"`)
  await world.says(key, "report")
  const id = org.directory.find(key)?.id ?? ""
  await reportOpened(org, { person: id, period: "2026-Q4", as: "manager", format: "pdf" })
  for (const notBefore of [0, 1e13]) {
    const row = newRow(org, {
      to: { person: id },
      content: { type: "introduction" },
      startedBy: "person",
      now: org.clock.now(),
      notAfter: null,
    })
    await world.store.commit({
      at: org.clock.now(),
      cause: null,
      appends: [],
      outbox: [{ ...row, notBefore: Math.max(row.notBefore, notBefore) }],
    })
    await world.running.deliver()
  }
  return { id, poll }
}

async function waits(world: World, q: { from: string; days: number }): Promise<void> {
  for (let d = 1; d <= q.days; d += 3) await world.at(addDays(q.from, d), "09:05")
}

it("no file tells who was forgotten: at once, after a restart, a month later; and later not that it was someone", {
  timeout: 60_000,
}, async () => {
  const { folder, world, again } = await openOnDisk()
  const { id, poll } = await lives(world)
  const telling = [key, chat, "Kestrel", ...typed, question]
  // The check can fail: all of it lies there before, but the chat's id, which never does.
  for (const text of telling.filter((t) => t !== chat)) expect(filesWith(folder, text), text).not.toEqual([])
  expect(filesWith(folder, id).filter((p) => p.startsWith("rooms/people"))).not.toEqual([])
  expect(await world.says("chadia", `poll show ${poll}`)).toContain(typed[0])

  expect(await world.says(key, "privacy forget sure")).toContain("vergeten")
  const told = () => telling.flatMap((text) => filesWith(folder, text))
  expect(told()).toEqual([])
  // The random id stays in the ledger, so that figures do.
  expect(filesWith(folder, id).every((path) => path.startsWith("ledger/"))).toBe(true)
  expect((await world.store.outbox.waiting()).filter((row) => "person" in row.to)).toEqual([])
  expect(await world.says("chadia", `poll show ${poll}`)).not.toContain(typed[0])
  expect(await world.says("chadia", "questions")).not.toContain(question)
  expect(await world.says("other1", "question mine")).toContain(reason)

  const next = await again()
  expect(told()).toEqual([])
  await waits(next, { from: "2026-11-20", days: 35 })
  expect(told()).toEqual([])
  expect(next.running.org.directory.find(key)).toBeUndefined()
  expect(filesWith(folder, id)).not.toEqual([])

  await waits(next, { from: "2026-12-25", days: 130 })
  expect(told()).toEqual([])
  expect(filesWith(folder, id)).toEqual([])
  // Sixty days are over for the others' words too.
  for (const text of [reason, "Is there fruit?"]) expect(filesWith(folder, text)).toEqual([])
  // What was done stays a number.
  const logged = (await next.events()).flatMap(({ event }) =>
    event.type === "part.logged" ? [event.amount] : [],
  )
  expect(logged).toEqual([12.5, 11.5])
})

/** Each use of the room of people waits for its turn once `turn` is set. */
function inTurns(store: Store, step: { turn: (() => Promise<void>) | null }): Store {
  const after = <A extends unknown[], R>(act: (...given: A) => Promise<R>) => {
    return async (...given: A): Promise<R> => {
      const done = act(...given)
      await step.turn?.()
      return done.finally(() => step.turn?.())
    }
  }
  const { people } = store
  return {
    ...store,
    people: { ...people, put: after(people.put), putAll: after(people.putAll) },
    commit: after(store.commit),
    forget: after(store.forget),
  }
}

it("a roster that arrives meanwhile, and what they chose just before, do not bring the forgotten back", {
  timeout: 60_000,
}, async () => {
  const actor = { key, language: null, timeZone: null }
  const says = fc.constantFrom("language nl", "pause 2w", "today", "resume")
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(says, { maxLength: 3 }),
      fc.boolean(),
      async (s, before, moved) => {
        const step: { turn: (() => Promise<void>) | null } = { turn: null }
        const world = await openWorld({
          people: [key, ...others],
          store: inTurns(await openMemoryStore(), step),
        })
        await world.says(key, "today")
        const { directory } = world.running.org
        const old = directory.find(key)?.id ?? ""
        if (moved) for (const entry of world.roster) entry.timeZone = "Europe/Lisbon"
        step.turn = () => s.schedule(Promise.resolve())
        const all = [
          ...before.map((text) => world.hear({ actor, text })),
          world.running.syncRoster(),
          world.hear({ actor, text: "privacy forget sure" }),
          world.running.syncRoster(),
        ]
        await s.waitFor(Promise.all(all))
        step.turn = null
        await world.running.syncRoster()
        const left = await world.store.people.all()
        expect(left.map(([id]) => id)).not.toContain(old)
        expect(directory.byId(old)).toBeUndefined()
        // Who spoke after it is somebody new; nobody is there twice.
        const there = left.filter(([, p]) => p.key === key).length
        expect(there + (await world.store.forgotten.all()).length).toBe(1)
      },
    ),
    { numRuns: 60 },
  )
})
