/** Reports of invented organisations, from a number: with teams, amounts, questions, and quarters that have an index. */
import { loadCatalogue } from "../../adapters/content/index.ts"
import type { Recorded } from "../../src/app/ports.ts"
import type { Event } from "../../src/domain/event.ts"
import type { Result } from "../../src/domain/poll.ts"
import type { Report } from "../../src/report/report.ts"
import { invent, now } from "../report/organisations.ts"
import { crowd, type Happened, joined, ledger, log, report } from "../report/world.ts"

const loaded = loadCatalogue("content")
if (loaded.type === "problems") throw new Error(JSON.stringify(loaded.problems))
export const catalogue = loaded.catalogue
const items = [...catalogue.polls.values()].filter((item) => item.index !== null)

export const periods = ["2026-W41", "2026-W52", "2026-10", "2026-12", "2026-Q4", "2026"] as const

export function livedReport(seed: number, q: { period?: string; for?: "steward" | "manager" } = {}): Report {
  const org = invent(seed)
  const draw = chances(seed)
  const period = q.period ?? periods[seed % periods.length] ?? "2026-Q4"
  const polls = Array.from({ length: Math.floor(draw() * 5) }, (_, i) => typedPoll(`p${i}`, draw))
  const events = [...org.events, ...polls.flat(), ...questions(draw)]
  return report(period, {
    ...org,
    events,
    texts,
    now,
    for: q.for ?? (seed % 2 ? "steward" : "manager"),
    demo: seed % 3 === 0,
  })
}

const texts = new Map([
  ["q", "Waarheen gaan we?"],
  ["o0", "Naar buiten"],
  ["o1", "Naar binnen"],
  ["o2", "Weet ik niet"],
])

/** Asked in October, so that an answer was due in November; some were answered in time. */
function questions(draw: () => number): Recorded[] {
  const all = Array.from({ length: Math.floor(draw() * 4) }, (_, i): Happened[] => {
    const question = `q${i}`
    const asked: Event = { type: "question.asked", question, person: "p0", text: "q" }
    const answered: Event = {
      type: "question.answered",
      question,
      by: "p1",
      reply: "yes",
      reason: "o0",
      inChannels: true,
    }
    const inTime = draw() < 0.6
    return [
      { at: "2026-10-06T09:00Z", event: asked },
      { at: inTime ? "2026-10-20T09:00Z" : "2026-12-20T09:00Z", event: answered },
    ]
  })
  return ledger(all.flat())
}

/** Closed in December, with many answers, few, or too few. */
function typedPoll(poll: string, draw: () => number): Recorded[] {
  const answers = Math.floor(draw() * 60)
  const first = Math.floor(draw() * (answers + 1))
  const second = Math.floor(draw() * (answers - first + 1))
  const counts = { a: first, b: second, c: answers - first - second }
  const same = Object.values(counts).includes(answers)
  const shares = { a: 0.35, b: 0.6, c: 0.05 }
  const options: Result["options"] =
    answers < 10 || same ? null : answers < 20 ? { as: "shares", shares } : { as: "counts", counts }
  const keys = ["a", "b", "c"].map((key, i) => ({ key, text: `o${i}` }))
  const opened: Event = {
    type: "poll.opened",
    poll,
    question: { type: "typed", question: "q", options: keys },
    kind: "single",
    confidential: draw() < 0.5,
    closesAt: 0,
    by: null,
    places: [],
  }
  const closed: Event = {
    type: "poll.closed",
    poll,
    result: { answers, options },
    of: 40 + Math.floor(draw() * 60),
  }
  return ledger([
    { at: "2026-12-21T09:00Z", event: opened },
    { at: "2026-12-22T09:00Z", event: closed },
  ])
}

/** A quarter in which every item was asked and enough people answered, and the quarter before it too. */
export function measuredReport(
  seed: number,
  q: Partial<Parameters<typeof report>[1]> = {},
  period = "2026-Q3",
): Report {
  const draw = chances(seed)
  const size = 150 + Math.floor(draw() * 200)
  const people = crowd(size, null).map((p, i) => ({
    ...p,
    roster: [
      {
        from: "2026-01-01",
        to: null,
        segment: ["Klantenservice energie", "Verkoop", "Planning", null][i % 4] ?? null,
      },
    ],
  }))
  const events = [...did("2026-04", { people, draw }), ...did("2026-07", { people, draw })]
  return report(period, { events: ledger(events), people, catalogue, now, ...q })
}

function did(first: string, { people, draw }: { people: { id: string }[]; draw: () => number }): Happened[] {
  const month = (n: number) => `${first.slice(0, 5)}${String(Number(first.slice(5)) + n).padStart(2, "0")}`
  const all: Happened[] = []
  for (const { id } of people) {
    if (draw() < 0.3) continue
    all.push({ at: `${month(0)}-01T12:00Z`, event: joined(id) })
    for (const n of [0, 1, 2])
      if (draw() < 0.5)
        all.push({
          at: `${month(n)}-05T12:00Z`,
          event: log(id, Math.ceil(draw() * 200) / 10, {
            challenge: "planet-bike-commute",
            unit: "km_cycled",
            log: `${id}${first}${n}`,
          }),
        })
  }
  for (const [i, item] of items.entries()) {
    const answers = Math.ceil(people.length * (0.35 + 0.5 * draw()))
    const poll = `${first}-${i}`
    const part = (of: number) => Math.floor(draw() * (of / 3))
    const [a, b, c, e, f] = [
      part(answers),
      part(answers),
      part(answers),
      part(answers / 3),
      part(answers / 3),
    ] as [number, number, number, number, number]
    const counts = { a: Math.floor(a / 2), b: Math.floor(b / 2), c, d: 0, e, f }
    counts.d = answers - counts.a - counts.b - counts.c - counts.e - counts.f
    const question = { type: "item" as const, item: item.id }
    const opened = { kind: "likert" as const, confidential: true, closesAt: 0, by: null, places: [] }
    all.push({ at: `${month(0)}-03T12:00Z`, event: { type: "poll.opened", poll, question, ...opened } })
    const result = { answers, options: { as: "counts" as const, counts } }
    all.push({ at: `${month(0)}-10T12:00Z`, event: { type: "poll.closed", poll, of: people.length, result } })
  }
  return all
}

/** mulberry32. */
function chances(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
