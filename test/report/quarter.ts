/** A quarter with everything that an index needs, by hand. */
import { loadCatalogue } from "../../adapters/content/index.ts"
import { crowd, type Happened, joined, log } from "./world.ts"

const loaded = loadCatalogue("content")
if (loaded.type === "problems") throw new Error(JSON.stringify(loaded.problems))
export const { catalogue } = loaded
export const items = [...catalogue.polls.values()].filter((p) => p.index !== null)
export const agreeOf: Record<string, number> = {
  "idx-belief": 62,
  "idx-value": 55,
  "idx-willing": 49,
  "idx-fit": 66,
  "idx-agency": 48,
  "idx-voice": 51,
  "idx-room": 60,
  "idx-sincere": 44,
  "idx-followup": 33,
}
export const people = crowd(240)

export type Quarter = {
  answers?: number
  /** One item that fewer answered. */
  few?: { item: string; answers: number }
  /** One item whose result was recorded without counts. */
  bare?: string
  agree?: (item: string) => number
  skip?: string
  starters?: number
}

/** 168 reached, 84 active, ladder 72/70/50/28/-/20: as in the worked example, but for the questions. */
export function quarter(from: string, q: Quarter = {}) {
  const day = dayOf(from)
  const did: Happened[] = people.slice(72).map(({ id }) => ({ at: day(0, "01"), event: joined(id) }))
  const act = (id: string, months: number[]) =>
    did.push(
      ...months.map((month) => ({ at: day(month, "05"), event: log(id, 1, { log: `${id}${month}` }) })),
    )
  for (const { id } of people.slice(142, 156)) act(id, [1])
  for (const { id } of people.slice(156, 192)) act(id, [0, 1])
  for (const { id } of people.slice(192)) act(id, [0, 1, 2])
  for (const { id } of people.slice(240 - (q.starters ?? 20)))
    did.push({
      at: day(1, "06"),
      event: { type: "run.started", run: `bike.${id}`, challenge: "bike", endsAt: 0, by: id },
    })
  return [...did, ...polls(from, q)]
}

function dayOf(from: string): (month: number, date: string) => string {
  const first = Number(from.slice(5, 7))
  return (month, date) => `${from.slice(0, 4)}-${String(first + month).padStart(2, "0")}-${date}T12:00Z`
}

function polls(from: string, q: Quarter): Happened[] {
  const day = dayOf(from)
  const did: Happened[] = []
  for (const [i, item] of items.entries()) {
    if (item.id === q.skip) continue
    const poll = `${from}-${i}`
    const answers = q.few?.item === item.id ? q.few.answers : (q.answers ?? 96)
    const agree = q.agree?.(item.id) ?? agreeOf[item.id] ?? 0
    const counts = { a: 0, b: answers - agree, c: 0, d: agree - 1, e: 1, f: 0 }
    const options = q.bare === item.id ? null : { as: "counts" as const, counts }
    const question = { type: "item" as const, item: item.id }
    const opened = { kind: "likert" as const, confidential: true, closesAt: 0, by: null, places: [] }
    did.push({ at: day(0, "03"), event: { type: "poll.opened", poll, question, ...opened } })
    did.push({
      at: day(0, "10"),
      event: { type: "poll.closed", poll, of: 240, result: { answers, options } },
    })
  }
  return did
}
