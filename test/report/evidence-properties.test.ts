/** Of any organisation: its evidence is in order, is the same in whatever order things of one instant came in, and outlives who is forgotten. */
import { rmSync } from "node:fs"
import fc from "fast-check"
import { expect, test } from "vitest"
import { evidenceFiles } from "../../adapters/evidence/make.ts"
import { readEvidence } from "../../adapters/evidence/read.ts"
import { openMemoryStore } from "../../adapters/lowdb/index.ts"
import type { Person, Recorded, Store } from "../../src/app/ports.ts"
import type { PollKind } from "../../src/domain/content.ts"
import { verifyEvidence } from "../../src/report/again/verify.ts"
import { publishOpinion } from "../../src/report/privacy.ts"
import { makeWords } from "../../src/view/words.ts"
import { type Files, save } from "../support/forger.ts"
import {
  booksOn,
  freezeWeekly,
  type Happened,
  keptIn,
  peopleOf,
  sha256,
  staff,
  writeLedger,
} from "../support/published.ts"
import { openWorld, testCatalogue } from "../support/world.ts"
import { deeds, ledgerOf } from "./ledgers.ts"
import { invent } from "./organisations.ts"
import { catalogue, crowd } from "./world.ts"

const words = makeWords(testCatalogue().words)
/** EVIDENCE=300 npx vitest run test/report/evidence-properties.test.ts looks at so many. */
const organisations = Number(process.env.EVIDENCE ?? 12)

async function filesOf(store: Store): Promise<Files> {
  const files = evidenceFiles({ kept: await keptIn(store), madeAt: 0, madeBy: "draagvlak", words, sha256 })
  if (!files) throw new Error("nothing is frozen")
  return files
}

async function published(q: {
  people: Person[]
  events: readonly Recorded[]
  minGroup?: number
}): Promise<Files> {
  const store = await openMemoryStore()
  const happened = q.events.map(({ at, stream, event }) => ({
    at: new Date(at).toISOString(),
    stream,
    event,
  }))
  await writeLedger(store, { people: q.people, happened })
  const books = booksOn(store, { catalogue, ...q })
  await freezeWeekly(books, { from: "2026-10-08", to: "2027-01-21" })
  return filesOf(store)
}

test(`the evidence of ${organisations} generated organisations is in order`, async () => {
  for (let seed = 1; seed <= organisations; seed++) {
    const folder = save(await published(invent(seed)))
    const read = readEvidence(folder, sha256)
    if (read.type === "unreadable") throw new Error(read.id)
    expect(verifyEvidence(read.evidence, { ...read, sha256 }).findings, `organisation ${seed}`).toEqual([])
    rmSync(folder, { recursive: true })
  }
}, 600_000)

const index = [...testCatalogue().polls.values()].filter((item) => item.index !== null)

/** One item as it was answered: by how many, and how. Null: not asked. */
const asked = fc.option(
  fc.record({
    answers: fc.integer({ min: 0, max: 60 }),
    cuts: fc.array(fc.nat(60), { minLength: 5, maxLength: 5 }),
  }),
  { freq: 30 },
)

type Asked = { answers: number; cuts: number[]; day: string }

function pollEvents({ id, kind }: { id: string; kind: PollKind }, q: Asked): Happened[] {
  const { answers, day } = q
  const ends = [...q.cuts.map((cut) => Math.min(cut, answers)), 0, answers].sort((a, b) => a - b)
  const counts = Object.fromEntries(ends.slice(1).map((end, i) => ["abcdef"[i] ?? "", end - (ends[i] ?? 0)]))
  const result = publishOpinion({ counts, answers, minGroup: 10 })
  const poll = `p${id}${day}`
  const opened = {
    question: { type: "item" as const, item: id },
    kind,
    confidential: true,
    closesAt: 0,
    by: null,
  }
  return [
    {
      at: `${day}T08:00:00Z`,
      stream: `poll/${poll}`,
      event: { type: "poll.opened", poll, ...opened, places: [] },
    },
    { at: `${day}T09:00:00Z`, stream: `poll/${poll}`, event: { type: "poll.closed", poll, of: 60, result } },
  ]
}

test("the evidence of two quarters is in order, whatever was answered to the items of the index", async () => {
  const quarter = fc.tuple(...index.map(() => asked))
  await fc.assert(
    fc.asyncProperty(quarter, quarter, fc.boolean(), async (first, second, same) => {
      const ask = (answers: typeof first, day: string) =>
        answers.flatMap((one, i) => {
          const item = index[i]
          // With as many answers to each there is an index more often.
          const all = same && one ? { ...one, answers: 45 } : one
          return item && all ? pollEvents(item, { ...all, day }) : []
        })
      const happened = [
        {
          at: "2026-06-30T12:00:00Z",
          stream: "x",
          event: { type: "place.left" as const, place: "x", by: "x" },
        },
        ...ask(first, "2026-07-10"),
        ...ask(second, "2026-10-10"),
      ]
      const store = await openMemoryStore()
      const people = peopleOf(staff)
      await writeLedger(store, { people, happened })
      await freezeWeekly(booksOn(store, { people }), { from: "2026-10-08", to: "2027-01-07" })
      const folder = save(await filesOf(store))
      const read = readEvidence(folder, sha256)
      rmSync(folder, { recursive: true })
      if (read.type === "unreadable") throw new Error(read.id)
      expect(verifyEvidence(read.evidence, { ...read, sha256 }).findings).toEqual([])
    }),
    { numRuns: 15 },
  )
}, 300_000)

test("the evidence is the same, byte by byte, in whatever order things of the same instant came in", async () => {
  await fc.assert(
    fc.asyncProperty(deeds, fc.integer({ min: 1, max: 1000 }), async (all, salt) => {
      fc.pre(all.length > 0)
      const people = crowd(12)
      const [one, other] = [ledgerOf(all, 0), ledgerOf(all, salt)]
      expect(await published({ people, events: other })).toEqual(await published({ people, events: one }))
    }),
    { numRuns: 8 },
  )
}, 300_000)

const colleagues = ["ana", "ben", "cor", "dee", "eva", "fem", "gijs", "han", "ine", "jan", "kees"]

test("whoever is forgotten, and whenever, no frozen figure changes", async () => {
  const days = ["2026-09-28", "2026-10-02", "2026-10-05", "2026-10-20"]
  const leaver = fc.record({ who: fc.constantFrom(...colleagues), day: fc.constantFrom(...days) })
  const logs = fc.array(fc.constantFrom(...colleagues), { minLength: 6, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.array(leaver, { minLength: 1, maxLength: 5 }), logs, async (leavers, loggers) => {
      const world = await openWorld({ people: colleagues, at: ["2026-09-24", "10:00"] })
      await world.says("chadia", "here")
      await world.says("chadia", "challenge start planet-bike-commute 3w")
      for (const who of loggers) await world.says(who, "challenge log planet-bike-commute 3")
      const seen = new Map<string, string>()
      for (const day of days) {
        await world.at(day, "09:00")
        for (const { who } of leavers.filter((l) => l.day === day))
          await world.says(who, "privacy forget sure", { in: null })
        await world.at(day, "09:05")
        const kept = await keptIn(world.store)
        if (kept.editions.length === 0) continue
        const files = await filesOf(world.store)
        for (const [path, text] of files) {
          if (!path.startsWith("periods/")) continue
          expect(text, path).toBe(seen.get(path) ?? text)
          seen.set(path, text)
        }
        const all = [...files.values()].join("\n")
        for (const [id, { key }] of await world.store.people.all())
          expect(all.includes(id) || all.includes(`"${key}"`)).toBe(false)
      }
      expect(seen.size).toBeGreaterThan(3)
    }),
    { numRuns: 6 },
  )
}, 300_000)
