/** Questions to management where things happen at once, are cut off, or come back from a backup. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { openLowdbStore, openMemoryStore } from "../../adapters/lowdb/index.ts"
import { addEdition } from "../../src/app/frozen.ts"
import type { Store } from "../../src/app/ports.ts"
import { settleRestored } from "../../src/app/restored.ts"
import { readPeriod } from "../../src/domain/period.ts"
import { lootOf } from "../support/attacker.ts"
import { asks, office, reportOf, texts, toPerson, typed } from "../support/questions.ts"
import type { World } from "../support/world.ts"

const actor = (key: string) => ({ key, language: null, timeZone: null })
const kinds = async (w: World) => (await w.events()).map(({ event }) => event.type)
const count = async (w: World, kind: string) => (await kinds(w)).filter((type) => type === kind).length

describe("at once", () => {
  it("fifty questions of one person in one day give three, each with its text and no more texts", async () => {
    const w = await office()
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => w.hear({ actor: actor("ana"), text: `question "Number ${i}?"` })),
    )
    expect(await count(w, "question.asked")).toBe(3)
    expect((await texts(w)).filter((text) => text.startsWith("Number"))).toHaveLength(3)
  })

  it("two managers give one answer: the other one is told, and who asked hears once", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    const said = await Promise.all(
      ["ben", "chadia"].map((who, i) =>
        w.hear({ actor: actor(who), text: `question answer ${id} ${i ? "yes" : "no"} "Reason ${i}."` }),
      ),
    )
    expect(said.map(({ card }) => card.kind).sort()).toEqual(["question-answered", "question-correct"])
    await w.running.deliver()
    expect(toPerson(w, "ana")).toHaveLength(1)
    expect((await texts(w)).filter((text) => text.startsWith("Reason"))).toHaveLength(1)
  })

  it("an answer and a taking back leave no text of the question, whichever comes first", async () => {
    for (const first of ["answer", "withdraw"]) {
      const w = await office()
      const id = await asks(w, "ana")
      const both = [
        () => w.hear({ actor: actor("ben"), text: `question answer ${id} yes "It is ordered."` }),
        () => w.hear({ actor: actor("ana"), text: `question withdraw ${id}` }),
      ]
      await Promise.all((first === "answer" ? both : both.reverse()).map((say) => say()))
      expect(await texts(w)).not.toContain(typed)
      expect(await count(w, "question.withdrawn")).toBe(1)
      expect(await w.says("ben", "questions")).not.toContain(id)
    }
  })
})

describe("on disk", () => {
  async function onDisk(): Promise<{ folder: string; w: World; has: (text: string) => string[] }> {
    const folder = await mkdtemp(join(tmpdir(), "questions-"))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const store = await openLowdbStore({ folder })
    onTestFinished(() => store.close())
    const has = (text: string) => lootOf(folder).flatMap((f) => (f.bytes.includes(text) ? [f.path] : []))
    return { folder, w: await office({ store }), has }
  }

  it("what is typed lies beside the ledger and never in it, and is gone when it is taken back", async () => {
    const { w, has } = await onDisk()
    const id = await asks(w, "ana")
    await w.says("ben", `question answer ${id} later "After the move."`)
    for (const text of [typed, "After the move."])
      expect(
        has(text).every((path) => path.startsWith("rooms/texts/")),
        text,
      ).toBe(true)
    expect(has(typed)).not.toEqual([])
    await w.says("ana", `question withdraw ${id}`)
    expect(has(typed)).toEqual([])
    await w.at("2027-01-19", "09:00")
    expect(has("After the move.")).toEqual([])
  })
})

it("a crash between taking back and deleting leaves the text unread, and the next day's first minute deletes it", async () => {
  const memory = await openMemoryStore()
  const crash = { on: false }
  const store: Store = {
    ...memory,
    texts: { ...memory.texts, delete: async (id) => (crash.on ? undefined : memory.texts.delete(id)) },
  }
  const w = await office({ store })
  const id = await asks(w, "ana")
  crash.on = true
  await w.says("ana", `question withdraw ${id}`)
  crash.on = false
  expect(await texts(w)).toContain(typed)
  expect(await w.says("ben", "questions")).not.toContain("shed")
  expect(await w.says("ana", "question mine")).not.toContain("shed")
  await w.at("2026-11-20", "09:00")
  expect(await texts(w)).not.toContain(typed)
})

it("who was forgotten after a backup is not asked for after it is restored, and nobody owes them an answer", async () => {
  const w = await office()
  await asks(w, "ana")
  const { org } = w.running
  const ana = org.directory.find("ana")
  if (!ana) throw new Error("ana asked")
  const hashOf = (person: { key: string }) => org.directory.hashOf(person.key)
  const forgotten: [string, { roster: typeof ana.roster }][] = [[hashOf(ana), { roster: ana.roster }]]
  await settleRestored(w.store, { now: org.clock.now(), forgotten, hashOf })
  expect(await count(w, "question.withdrawn")).toBe(1)
  expect(await texts(w)).not.toContain(typed)
  expect(await w.says("ben", "questions")).not.toContain("shed")
})

it("retention takes away who asked and who answered; what was due and answered stays counted", async () => {
  const w = await office({ retentionDays: 100 })
  const ids = [await asks(w, "ana", "One?"), await asks(w, "cor", "Two?")]
  await w.says("ben", `question answer ${ids[0]} yes "Yes."`)
  const people = (await w.store.people.all()).map(([id]) => id)
  await w.at("2026-12-20", "09:00")
  for (const date of ["2027-01-05", "2027-03-01", "2027-05-01", "2027-06-01"]) await w.at(date, "09:00")
  const asked = (await w.events()).filter(({ stream }) => /^(question|asking)\//.test(stream))
  expect(asked).toHaveLength(5)
  for (const id of people) expect(JSON.stringify(asked)).not.toContain(id)
  const period = readPeriod("2026-12")
  if (!period) throw new Error("December")
  const first = (await reportOf(w, "2026-12")).figures.followUp
  expect(first).toMatchObject({ count: 1, of: 2 })
  await addEdition(w.running.org, { period, because: "to see that it is the same" })
  expect((await reportOf(w, "2026-12")).figures.followUp).toEqual(first)
})
