/** Invented ledgers of any length, always the same for the same wish: what a company of some hundreds leaves behind. */
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { loadCatalogue } from "../adapters/content/index.ts"
import { openLowdbStore } from "../adapters/lowdb/index.ts"
import { makeVault, systemIds } from "../adapters/system.ts"
import { openOrganisation, type Running } from "../src/app/open.ts"
import type { Commit, Store } from "../src/app/ports.ts"
import type { Event } from "../src/domain/event.ts"
import { type Instant, streams } from "../src/domain/id.ts"
import { dayMs } from "../src/domain/time.ts"
import { makeWords } from "../src/view/words.ts"
import { draw } from "./measure.ts"

/** Now, in every ledger made here: a Friday afternoon. */
export const now = Date.parse("2026-11-20T13:00:00Z")
const zone = "Europe/Amsterdam"
const place = "place00001"
const weekMs = 7 * dayMs
/** Commits under way at once while a history is written. */
const atOnce = 4096

const loaded = loadCatalogue(fileURLToPath(new URL("../content", import.meta.url)))
if (loaded.type === "problems") throw new Error(JSON.stringify(loaded.problems))
const { catalogue } = loaded
const words = makeWords(catalogue.words)
const vault = makeVault(Buffer.alloc(32, 9).toString("base64"))

export const personOf = (i: number) => `person${String(i).padStart(5, "0")}`

/** `events` so many events evenly over the `weeks` before `until`. */
export type Stretch = { events: number; weeks: number; until: Instant }

export async function writeHistory(
  folder: string,
  q: { people: number; stretches: Stretch[] },
): Promise<void> {
  const store = await openLowdbStore({ folder })
  await store.places.put(place, { id: place, key: "mvo", name: "mvo", language: "nl", timeZone: zone })
  await store.people.putAll(
    Array.from({ length: q.people }, (_, i) => [
      personOf(i),
      {
        id: personOf(i),
        key: `U${i}`,
        language: "nl",
        timeZone: zone,
        choices: { out: false, pausedUntil: null, language: null },
        roster: [{ from: "2020-01-01", to: null, segment: null }],
        metAt: now - 200 * weekMs,
      },
    ]),
  )
  const chance = draw(7)
  for (const stretch of q.stretches)
    for (let week = 0; week < stretch.weeks; week++)
      await writeWeek(store, {
        chance,
        from: stretch.until - (stretch.weeks - week) * weekMs,
        events: Math.round(stretch.events / stretch.weeks),
        people: q.people,
      })
  await store.close()
}

/** A run, a tip and a poll begin; people note, answer and vote; the poll closes. One event a commit, as it is in life. */
async function writeWeek(
  store: Store,
  q: { chance: () => number; from: Instant; events: number; people: number },
): Promise<void> {
  const id = Math.round(q.from / weekMs)
  const run = `planet-bike-commute.w${id}`
  const challenge = "planet-bike-commute"
  const [post, poll] = [`n${id}`, `p${id}`]
  const item = "idx-belief"
  const pollOpened: Event = {
    type: "poll.opened",
    poll,
    question: { type: "item", item },
    kind: "likert",
    confidential: true,
    closesAt: q.from + weekMs,
    by: null,
    places: [place],
  }
  const frame: [string, Event][] = [
    [streams.run(run), { type: "run.started", run, challenge, endsAt: q.from + weekMs, by: null }],
    [streams.nudge(post), { type: "nudge.posted", post, nudge: "sdg13-1", place }],
    [streams.poll(poll), pollOpened],
  ]
  for (const [stream, event] of frame)
    await store.commit(commitOf({ at: q.from, stream, event, cause: `${id}` }))
  const logged = { run, challenge, unit: "km_cycled", day: new Date(q.from).toISOString().slice(0, 10) }
  for (let i = 0; i < q.events - 6; i += atOnce)
    await Promise.all(
      Array.from({ length: Math.min(atOnce, q.events - 6 - i) }, (_, j) => {
        const person = personOf(Math.floor(q.chance() * q.people))
        const kind = q.chance()
        const nudged = {
          post,
          nudge: "sdg13-1",
          answer: kind < 0.75 ? ("done" as const) : ("later" as const),
        }
        const [stream, event]: [string, Event] =
          kind < 0.5
            ? [
                streams.part(run, person),
                { type: "part.logged", ...logged, person, log: `log${i + j}`, amount: 5 },
              ]
            : kind < 0.8
              ? [streams.reply(post, person), { type: "nudge.answered", ...nudged, person }]
              : [
                  streams.ballot(poll, person),
                  { type: "ballot.sealed", poll, person, sealed: "x".repeat(120) },
                ]
        const at = q.from + Math.floor(((i + j) / q.events) * weekMs)
        return store.commit(commitOf({ at, stream, event, cause: `${id} ${i + j}` }))
      }),
    )
  const counts = { a: 8, b: 8, c: 8, d: 8, e: 8 }
  const over: [string, Event][] = [
    [streams.poll(poll), { type: "poll.closing", poll }],
    [
      streams.poll(poll),
      { type: "poll.closed", poll, of: q.people, result: { answers: 40, options: { as: "counts", counts } } },
    ],
    [streams.run(run), { type: "run.ended", run }],
  ]
  for (const [stream, event] of over)
    await store.commit(commitOf({ at: q.from + weekMs - 1, stream, event, cause: `${id} ${event.type}` }))
}

function commitOf(q: { at: Instant; stream: string; event: Event; cause: string }): Commit {
  const cause = { hash: vault.hash(q.cause), facts: {} }
  return { at: q.at, cause, appends: [{ stream: q.stream, expect: "any", events: [q.event] }], outbox: [] }
}

/** The real application on that folder, at a desk where nobody looks: what is sent is dropped. */
export async function openHistory(folder: string): Promise<Running> {
  const store = await openLowdbStore({ folder })
  return openOrganisation({
    id: "bench:one",
    name: "Bench",
    demo: false,
    platform: {
      name: "web",
      send: async () => ({ type: "sent", ref: "r" }),
      roster: async () => [],
      members: async () => [],
      check: async () => [],
      start: async () => {},
      stop: async () => {},
    },
    store,
    vault,
    clock: { now: () => now },
    ids: systemIds(),
    log: {
      info: () => {},
      warn: () => {},
      error: (what, _, cause) => void process.stderr.write(`${what} ${cause}\n`),
    },
    elapsed: () => performance.now(),
    wait: (ms) => wait(ms),
    catalogue: () => catalogue,
    words: () => words,
    hasRosterFile: false,
    reportLink: () => ({ href: "http://localhost/", minutes: 15 }),
    stewards: new Set(["U0"]),
    wake: () => {},
    settings: { language: "nl", zone, minGroup: 10, retentionDays: 3650 },
  })
}

let deliveries = 0
/** What a colleague says in the place. Throws where it is not answered as it should be. */
export async function say(running: Running, q: { who: number; text: string }): Promise<void> {
  const { type, card } = await running.hear({
    delivery: `bench ${deliveries++}`,
    actor: { key: `U${q.who}`, language: null, timeZone: null },
    place: { key: "mvo", name: "mvo", language: null, timeZone: null },
    text: q.text,
    via: "command",
  })
  if (type === "failed" || card.kind === "refusal") throw new Error(`${q.text}: ${card.summary}`)
}

export const folderOf = (folder: string, name: string | number) => join(folder, String(name))
