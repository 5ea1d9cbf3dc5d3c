import { rm } from "node:fs/promises"
import { openLowdbStore } from "../../adapters/lowdb/index.ts"
import type { Append, Store } from "../../src/app/ports.ts"
import type { Event } from "../../src/domain/event.ts"
import { streams } from "../../src/domain/id.ts"
import { dayMs, hourMs } from "../../src/domain/time.ts"

/**
 * Writes the ledger that a release leaves behind, always the same: `node test/support/ledger-fixture.ts <folder>`.
 * Made once for each release, in test/fixtures/ledger/<release>/files, and never again: later releases must read it as it is.
 */
const start = Date.UTC(2026, 6, 1, 8)
const people = Array.from({ length: 12 }, (_, i) => `colleague${"abcdefghijkl"[i]}`)
const place = "pleinplein"

export async function writeLedger(store: Store): Promise<void> {
  await store.places.put(place, {
    id: place,
    key: "C024PLEIN",
    name: "Plein",
    language: "nl",
    timeZone: "Europe/Amsterdam",
  })
  await store.people.putAll(people.map((id, i) => [id, personOf(id, i)]))
  await store.texts.put("text-question", {
    owner: people[0] ?? null,
    text: "Fietsen?",
    expiresAt: null,
    at: start,
  })
  await store.snapshots.put("2026-W27", { reach: { count: 3, of: 12 } })
  for (let month = 0; month < 3; month++) await writeMonth(store, start + month * 31 * dayMs, month)
  await store.expire(start + 93 * dayMs, 60)
}

function personOf(id: string, i: number) {
  return {
    id,
    key: `U024${i}`,
    language: i % 2 ? ("nl" as const) : null,
    timeZone: "Europe/Amsterdam",
    choices: {
      out: i === 3,
      pausedUntil: i === 4 ? start : null,
      language: i === 5 ? ("en" as const) : null,
    },
    roster: [{ from: "2026-07-01", to: null, segment: i < 6 ? "Noord" : "Zuid" }],
    metAt: i < 8 ? start : null,
  }
}

type Write = (appends: [string, Event[]][]) => Promise<unknown>

async function writeMonth(store: Store, at: number, month: number): Promise<void> {
  const run = `planet-bike-commute.${month + 1}`
  const poll = `p${month + 1}`
  const post = `n${month + 1}`
  let commits = 0
  const write = (appends: [string, Event[]][], rows: string[] = []) =>
    store.commit({
      at: at + commits++ * hourMs,
      cause: { hash: `cause-${month}-${commits}`, facts: { stream: appends[0]?.[0] ?? "" } },
      appends: appends.map(([stream, events]): Append => ({ stream, expect: "any", events })),
      outbox: rows.map((id, i) => ({
        id,
        to: i === 0 ? { place } : { person: people[i] ?? place },
        content: { type: "nudge", post },
        startedBy: "bot",
        notBefore: at,
        notAfter: at + 4 * hourMs,
      })),
    })
  const by = people[0] ?? ""
  if (month === 0) await writeProgramme(write, by)
  await write([
    [
      streams.run(run),
      [{ type: "run.started", run, challenge: "planet-bike-commute", endsAt: at + 14 * dayMs, by }],
    ],
    [streams.nudge(post), [{ type: "nudge.posted", post, nudge: "planet-lights", place }]],
  ])
  await write(
    [
      [
        streams.poll(poll),
        [
          {
            type: "poll.opened",
            poll,
            question: { type: "typed", question: "text-question", options: [] },
            kind: "single",
            confidential: false,
            closesAt: at + 7 * dayMs,
            by,
            places: [place],
          },
        ],
      ],
    ],
    [`row-${month}-a`, `row-${month}-b`, `row-${month}-c`, `row-${month}-d`],
  )
  for (const [i, person] of people.slice(0, 8).entries())
    await writePerson(write, { person, i, run, poll, post, month })
  await write([
    [streams.poll(poll), [{ type: "poll.closing", poll }]],
    [streams.run(run), [{ type: "run.ended", run }]],
  ])
  await write([
    [streams.poll(poll), [{ type: "poll.closed", poll, result: { answers: 8, options: null }, of: 20 }]],
  ])
  await deliver(store, at)
}

async function deliver(store: Store, at: number): Promise<void> {
  const claimed = await store.outbox.claim({ now: at, limit: 3, leaseMs: 30_000 })
  for (const [i, row] of claimed.slice(0, 2).entries()) {
    const event: Event = {
      type: "delivery.settled",
      row: row.id,
      to: row.to,
      content: row.content,
      startedBy: row.startedBy,
      outcome: i === 0 ? "sent" : "failed",
      ref: i === 0 ? "1700.1" : null,
    }
    await store.outbox.settle(row.id, at, { type: "done", event })
  }
}

async function writeProgramme(write: Write, by: string): Promise<void> {
  await write([
    [
      streams.programme,
      [
        { type: "place.joined", place, by },
        { type: "programme.chosen", place, what: "nudge", yes: true, by },
        { type: "manager.added", person: people[1] ?? "", by },
      ],
    ],
  ])
}

async function writePerson(
  write: Write,
  q: { person: string; i: number; run: string; poll: string; post: string; month: number },
): Promise<void> {
  const { person, i, run, poll, post } = q
  const challenge = "planet-bike-commute"
  const log = { log: `log-${q.month}-${i}`, amount: i + 0.5, unit: "km_cycled" }
  const joined: Event = { type: "part.joined", run, challenge, person }
  const logged: Event = { type: "part.logged", run, challenge, person, ...log, day: "2026-07-02" }
  await write([
    [streams.member(person), [{ type: "member.met", person }]],
    [streams.part(run, person), [joined, logged]],
    [streams.ballot(poll, person), [{ type: "ballot.named", poll, person, choice: i % 2 ? "a" : "b" }]],
    [
      streams.reply(post, person),
      [{ type: "nudge.answered", post, nudge: "planet-lights", person, answer: i % 3 ? "done" : "no" }],
    ],
  ])
  if (i === 7)
    await write([
      [streams.part(run, person), [{ type: "part.undone", run, challenge, person, ...log, loggedAt: start }]],
    ])
}

if (import.meta.main) {
  const [folder = ""] = process.argv.slice(2)
  await rm(folder, { recursive: true, force: true })
  const store = await openLowdbStore({ folder })
  await writeLedger(store)
  await store.close()
  await rm(`${folder}/lock.db`)
}
