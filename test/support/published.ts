/** Half a year of an invented organisation on a real ledger, with everything that a report can publish, frozen as it was lived. */
import { createHash } from "node:crypto"
import type { Kept } from "../../adapters/evidence/make.ts"
import { keepBoard } from "../../src/app/board.ts"
import { contentPrefix, type Freezing, freezePeriods, frozenPrefix } from "../../src/app/frozen.ts"
import type { Person, Store } from "../../src/app/ports.ts"
import type { Catalogue } from "../../src/domain/content.ts"
import type { Event } from "../../src/domain/event.ts"
import { addDays, startOfDay } from "../../src/domain/time.ts"
import type { CountedContent } from "../../src/report/counted-content.ts"
import type { FrozenPeriod } from "../../src/report/freeze.ts"
import { makeTally } from "../../src/report/tally.ts"
import { testCatalogue } from "./world.ts"

export const zone = "Europe/Amsterdam"
export const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex")

export type Staff = { size: number; segment: string | null }
/** 60 people; Oost and West are too small to be shown by themselves. */
export const staff: Staff[] = [
  { size: 25, segment: "Noord" },
  { size: 20, segment: "Zuid" },
  { size: 9, segment: "Oost" },
  { size: 6, segment: "West" },
]

export function peopleOf(groups: readonly Staff[]): Person[] {
  const all = groups.flatMap(({ size, segment }) => Array.from({ length: size }, () => segment))
  return all.map((segment, i) => ({
    id: idOf(i),
    key: `U0KEY${String(i).padStart(3, "0")}`,
    language: null,
    timeZone: null,
    choices: { out: false, pausedUntil: null, language: null },
    roster: [{ from: "2026-01-01", to: null, segment }],
    metAt: null,
  }))
}

const idOf = (i: number) => `qz${String.fromCharCode(97 + Math.floor(i / 26), 97 + (i % 26))}wxkvtr`

export type Happened = { at: string; stream: string; event: Event }

/** What they did from July to December: by number, so that every run is the same. */
export function halfYear(): Happened[] {
  const happened: Happened[] = []
  const add = (day: string, stream: string, event: Event) =>
    happened.push({ at: `${day}T10:00:00Z`, stream, event })
  const log = (day: string, i: number, q: { challenge: string; unit: string; amount: number }) => {
    const run = `${q.challenge}.1`
    const logged = { run, challenge: q.challenge, person: idOf(i), amount: q.amount, unit: q.unit, day }
    add(day, `part/${run}/${idOf(i)}`, { type: "part.logged", log: `l${happened.length}`, ...logged })
  }
  const bike = { challenge: "planet-bike-commute", unit: "km_cycled" }
  const train = { challenge: "planet-train-commute", unit: "km_public_transport" }
  for (let week = 0; week < 26; week++) {
    const monday = addDays("2026-06-29", 7 * week + 2)
    for (let i = 0; i < 30; i++) if ((i + week) % 3 === 0) log(monday, i, { ...bike, amount: 2.5 + (i % 7) })
    for (let i = 20; i < 45; i++)
      if ((i * week) % 5 === 1) log(addDays(monday, 1), i, { ...train, amount: 10 + i / 10 })
    for (let i = 0; i < 50; i++)
      if ((i + 2 * week) % 9 === 0)
        add(addDays(monday, 2), `reply/n${week}/${idOf(i)}`, {
          type: "nudge.answered",
          post: `n${week}`,
          nudge: "sdg13-1",
          person: idOf(i),
          answer: i % 2 ? "done" : "no",
        })
  }
  add("2026-08-05", "run/x.1", {
    type: "run.started",
    run: "x.1",
    challenge: bike.challenge,
    endsAt: 0,
    by: idOf(3),
  })
  questions(add)
  for (const [n, from] of ["2026-07-06", "2026-10-05"].entries()) polls(add, from, n)
  return happened.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** A question a fortnight; two of three are answered in time, every fifth is taken back at once. */
function questions(add: (day: string, stream: string, event: Event) => void): void {
  for (let n = 0; n < 12; n++) {
    const [question, day] = [`question${n}`, addDays("2026-07-01", 14 * n)]
    const stream = `question/${question}`
    const person = idOf(5 + n)
    add(day, stream, { type: "question.asked", question, person, text: `text${n}` })
    if (n % 5 === 4) add(day, stream, { type: "question.withdrawn", question, person })
    else if (n % 3 < 2) {
      const answer = { reply: "yes" as const, reason: `reason${n}`, inChannels: false }
      add(addDays(day, 9), stream, { type: "question.answered", question, by: idOf(59), ...answer })
    }
  }
}

function polls(add: (day: string, stream: string, event: Event) => void, from: string, n: number): void {
  const closes = addDays(from, 8)
  const ask = (poll: string, q: { item: string; answers: number; counts: Record<string, number> | null }) => {
    const item = testCatalogue().polls.get(q.item)
    if (!item) throw new Error(q.item)
    const question = { type: "item" as const, item: q.item }
    const opened = { question, kind: item.kind, confidential: true, closesAt: 0, by: null, places: [] }
    add(from, `poll/${poll}`, { type: "poll.opened", poll, ...opened })
    const shares = Object.fromEntries(
      Object.entries(q.counts ?? {}).map(([key, c]) => [key, Math.round((20 * c) / q.answers) / 20]),
    )
    const options =
      q.counts === null
        ? null
        : q.answers < 20
          ? { as: "shares" as const, shares }
          : { as: "counts" as const, counts: q.counts }
    add(closes, `poll/${poll}`, {
      type: "poll.closed",
      poll,
      of: 60,
      result: { answers: q.answers, options },
    })
  }
  const index = [...testCatalogue().polls.values()].filter((p) => p.index !== null)
  for (const [i, { id }] of index.entries()) {
    const agree = 18 + 2 * i - 3 * n
    ask(`k${n}${i}`, {
      item: id,
      answers: 44,
      counts: { a: 2, b: 40 - agree, c: 1, d: agree - 6, e: 6, f: 1 },
    })
  }
  const others = [...testCatalogue().polls.values()].filter((p) => p.index === null)
  const single = others.find((p) => p.kind === "single" && p.options.length >= 3)?.id ?? ""
  const multiple = others.find((p) => p.kind === "multiple")?.id ?? ""
  ask(`s${n}`, { item: single, answers: 15, counts: { a: 7, b: 5, c: 3 } })
  ask(`m${n}`, { item: multiple, answers: 30, counts: { a: 22, b: 19, c: 4 } })
  ask(`w${n}`, { item: single, answers: 4, counts: null })
}

export async function writeLedger(
  store: Store,
  q: { people: Person[]; happened: Happened[] },
): Promise<void> {
  await store.people.putAll(q.people.map((p) => [p.id, p]))
  for (const { at, stream, event } of q.happened)
    await store.commit({
      at: Date.parse(at),
      cause: null,
      appends: [{ stream, expect: "any", events: [event] }],
      outbox: [],
    })
}

export type OpenBooks = Freezing & { setClock(at: number): void }

export function booksOn(
  store: Store,
  q: { people: Person[]; catalogue?: Catalogue; minGroup?: number; demo?: boolean },
): OpenBooks {
  let now = 0
  return {
    name: "Voorbeeld",
    demo: q.demo ?? false,
    store,
    board: keepBoard(store, () => makeTally({ zone })),
    catalogue: () => q.catalogue ?? testCatalogue(),
    clock: { now: () => now },
    directory: { people: () => q.people, forgotten: () => new Map() },
    vault: { digest: sha256 },
    settings: { zone, minGroup: q.minGroup ?? 10 },
    setClock: (at) => {
      now = at
    },
  }
}

/** As a bot does that runs all the time, looked at once a week, from a Thursday on: what is due by then. */
export async function freezeWeekly(books: OpenBooks, q: { from: string; to: string }): Promise<void> {
  for (let day = q.from; day <= q.to; day = addDays(day, 7)) {
    books.setClock(startOfDay(day, zone))
    await freezePeriods(books)
  }
}

/** What an export reads of a store. */
export async function keptIn(store: Store): Promise<Kept> {
  const rows = await store.snapshots.all()
  const under = (prefix: string) => rows.filter(([key]) => key.startsWith(prefix))
  return {
    editions: under(frozenPrefix).flatMap(([, value]) => (value as FrozenPeriod).editions),
    contents: new Map(
      under(contentPrefix).map(([key, v]) => [key.slice(contentPrefix.length), v as CountedContent]),
    ),
  }
}
