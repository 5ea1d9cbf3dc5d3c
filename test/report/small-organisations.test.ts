/** Organisations of nobody, one, nine and ten people, and polls with one answer, through the whole report. */
import { rmSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { evidenceFiles } from "../../adapters/evidence/make.ts"
import { readEvidence } from "../../adapters/evidence/read.ts"
import { openMemoryStore } from "../../adapters/lowdb/index.ts"
import type { Person } from "../../src/app/ports.ts"
import { verifyEvidence } from "../../src/report/again/verify.ts"
import { toJson } from "../../src/report/json.ts"
import { makeWords } from "../../src/view/words.ts"
import { save } from "../support/forger.ts"
import {
  booksOn,
  freezeWeekly,
  keptIn,
  sha256,
  type Happened as Written,
  writeLedger,
} from "../support/published.ts"
import { testCatalogue } from "../support/world.ts"
import { office, start } from "./office.ts"
import { answered, catalogue, crowd, type Happened, joined, ledger, log, report } from "./world.ts"

const sizes = [0, 1, 9, 10]
const periods = ["2026-W46", "2026-W47", "2026-11", "2026-Q4", "2026"]

/** All there are did something; one poll with one answer, one with as many as there are people. */
function lived(size: number): Happened[] {
  const people = crowd(size).map((p) => p.id)
  const opened = { kind: "likert" as const, confidential: true, closesAt: 0, by: null, places: [] }
  const question = { type: "item" as const, item: "idx-belief" }
  const poll = (id: string, answers: number): Happened[] => [
    { at: "2026-11-10T09:00Z", event: { type: "poll.opened", poll: id, question, ...opened } },
    {
      at: "2026-11-11T09:00Z",
      event: { type: "poll.closed", poll: id, of: size, result: { answers, options: null } },
    },
  ]
  return [
    { at: "2026-11-09T09:00Z", event: { type: "place.left", place: "x", by: "x" } },
    ...people.map((p) => ({ at: "2026-11-09T10:00Z", event: joined(p) })),
    ...people.map((p) => ({ at: "2026-11-10T10:00Z", event: log(p, 10) })),
    ...people.map((p) => ({ at: "2026-11-11T10:00Z", event: answered(p, "done") })),
    ...poll("one", Math.min(1, size)),
    ...poll("all", size),
  ]
}

type Json = {
  roster: { size: number }
  figures: Record<string, Record<string, unknown>>
  polls: { answers: number; options: unknown }[]
  index: { value: unknown; because: string }
}
const jsonOf = (id: string, size: number) =>
  JSON.parse(
    JSON.stringify(
      toJson(report(id, { events: ledger(lived(size)), people: crowd(size), now: start, for: "manager" })),
    ),
  ) as Json

describe.each(sizes)("of %i people", (size) => {
  test("the JSON withholds people under ten and says nothing that is no number", () => {
    for (const id of periods) {
      const json = jsonOf(id, size)
      expect(JSON.stringify(json)).not.toMatch(/NaN|Infinity|undefined|null,null/)
      expect(json.roster.size).toBe(size)
      expect(json.index.value).toBeNull()
      if (id === "2026") continue
      const { reach, active, depth, actions } = json.figures
      if (size < 10) {
        for (const figure of [reach, active, depth?.acted, depth?.thrice, depth?.ladder])
          expect(figure).toEqual({ suppressed: true })
        for (const unit of json.figures.logged as unknown as { people?: number | null }[])
          expect(unit.people ?? null).toBeNull()
      } else if (id !== "2026-W47") expect(reach).toEqual({ count: 10, of: 10, share: 1 })
      if (size === 1 && id !== "2026-W47") expect(actions).toEqual({ suppressed: true })
      if (size === 0) expect(actions).toEqual({ count: 0 })
      expect(json.figures.segments).toEqual([])
    }
  })

  test("a poll with one answer says that there was one, and not which", () => {
    for (const id of ["2026-W46", "2026-11", "2026-Q4"]) {
      const { polls } = jsonOf(id, size)
      expect(polls.map((p) => p.answers)).toEqual(size === 1 ? [1, 1] : [size, Math.min(1, size)])
      for (const { options } of polls) expect(options).toEqual({ suppressed: true })
    }
  })

  test("the page can be read, in both languages, for every period and reader", async () => {
    for (const language of ["nl", "en"] as const)
      for (const reader of ["steward", "manager"] as const) {
        const make = (id: string) =>
          report(id, { events: ledger(lived(size)), people: crowd(size), now: start, for: reader })
        const see = await office({ make, language }).enter()
        for (const id of periods) {
          const answer = await see(`/report?period=${id}`)
          const page = await answer.text()
          expect(answer.status).toBe(200)
          expect(page).not.toMatch(/NaN|undefined|Infinity|\[object|null%/)
          // How many answered a poll is told; that all of nine, or the one, took part in the period is not.
          if (size > 0 && size < 10) expect(page).not.toMatch(new RegExp(`${size} (van de|of the) ${size} `))
        }
      }
  })

  test("its evidence is in order", async () => {
    const store = await openMemoryStore()
    const people: Person[] = crowd(size)
    const happened = ledger(lived(size)).map(
      ({ at, stream, event }): Written => ({ at: new Date(at).toISOString(), stream, event }),
    )
    await writeLedger(store, { people, happened })
    await freezeWeekly(booksOn(store, { people, catalogue }), { from: "2026-11-19", to: "2027-01-07" })
    const words = makeWords(testCatalogue().words)
    const kept = await keptIn(store)
    const files = evidenceFiles({ kept, madeAt: start, madeBy: "draagvlak", words, sha256 })
    const folder = save(files ?? new Map())
    const read = readEvidence(folder, sha256)
    rmSync(folder, { recursive: true })
    if (read.type === "unreadable") throw new Error(read.id)
    expect(read.about.editions.length).toBeGreaterThan(8)
    expect(verifyEvidence(read.evidence, { ...read, sha256 }).findings).toEqual([])
  })
})
