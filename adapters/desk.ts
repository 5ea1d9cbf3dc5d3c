/** The demo's desk: what the web platform shows of the organisation that lives in the ledger. */
import type { Posted } from "../src/app/board.ts"
import { draw } from "../src/app/draw.ts"
import { languageOf } from "../src/app/handle.ts"
import type { Running } from "../src/app/open.ts"
import { lookFor, type Organisation } from "../src/app/organisation.ts"
import type { Recorded, RosterEntry } from "../src/app/ports.ts"
import type { Language } from "../src/domain/id.ts"
import { type Say, text } from "../src/view/words.ts"
import type { Speaker, WebDesk } from "./web/desk.ts"

export const demo = {
  id: "web:demo",
  name: "Voorbeeld Klantcontact",
  place: "mvo",
  steward: "chadia",
  manager: "directeur",
} as const

const speakers: Speaker[] = [
  { key: "anna", name: "Anna", role: "colleague" },
  { key: "bram", name: "Bram", role: "colleague" },
  { key: demo.steward, name: "Chadia", role: "steward" },
  { key: demo.manager, name: "Directeur", role: "manager" },
]

/** Everybody on the demo's roster: those one can speak as, and simulated colleagues up to `people`. */
export function demoKeys(people: number): string[] {
  const others = Array.from({ length: Math.max(0, people - speakers.length) }, (_, i) => `collega-${i + 1}`)
  return [...speakers.map((s) => s.key), ...others]
}

/** Who plays what in a rehearsal. Those one can speak as have done nothing yet, so that a visitor begins as a newcomer. */
export function demoCast(people: number) {
  const untouched = speakers.filter((s) => s.role === "colleague").map((s) => s.key)
  const { place, steward, manager } = demo
  return { place, steward, manager, people: demoKeys(people), untouched }
}

export function openDesk(q: {
  people: number
  words: () => Record<Language, Say>
  language: Language
  timeZone: string
  running: () => Running | null
  now: () => number
}): WebDesk {
  const org = (): Organisation => {
    const running = q.running()
    if (!running) throw new Error("the demo has not started yet")
    return running.org
  }
  // A rehearsal may have had more people, or fewer, than a demo has otherwise.
  const keys = () => {
    const directory = q.running()?.org.directory
    const known = directory ? directory.people().length + directory.forgotten().size : 0
    return demoKeys(known || q.people)
  }
  const languageFor = (key: string): Language => {
    const person = q.running()?.org.directory.find(key)
    return person ? languageOf(org(), person) : q.language
  }
  return {
    organisation: demo.name,
    timeZone: q.timeZone,
    people: speakers,
    roster: () => keys().map((key) => entry(key)),
    get places() {
      return [{ key: demo.place, name: demo.place, members: keys() }]
    },
    language: async (key) => languageFor(key),
    feed: (wish) => feed(org(), { ...wish, language: languageFor(wish.reader) }),
    inbox: (key) => inbox(org(), key),
    ledger: (wish) => tail(org(), wish),
    ledgerSize: async () => (await org().board.upToDate()).position,
    now: q.now,
    get words() {
      return q.words()
    },
  }
}

function entry(key: string): RosterEntry {
  return { key, language: null, timeZone: null, steward: key === demo.steward }
}

/** Each message drawn now, in the reader's language: what they see is what happened, not what was once written. */
async function feed(org: Organisation, q: { placeKey: string; limit: number; language: Language }) {
  const board = await org.board.upToDate()
  const place = org.directory.placeByKey(q.placeKey)
  if (!place) return []
  const posted = [...board.posted.values()].filter((p) => "place" in p.to && p.to.place === place.id)
  const now = org.clock.now()
  const look = lookFor(org, { language: q.language, zone: place.timeZone, to: "place", now })
  const drawn = posted
    .slice(-q.limit)
    .map(async (p) => drawnPost(p, await draw(org, p.content, { board, look, place: place.id })))
  return (await Promise.all(drawn)).flat()
}

async function inbox(org: Organisation, key: string) {
  const board = await org.board.upToDate()
  const person = org.directory.find(key)
  if (!person) return []
  const posted = [...board.posted.values()].filter((p) => "person" in p.to && p.to.person === person.id)
  const now = org.clock.now()
  const look = lookFor(org, { language: languageOf(org, person), zone: org.settings.zone, to: "actor", now })
  // What waited for them then, and not what waits now, stands in a month's summary.
  const lookAt = (p: Posted) => (p.content.type === "month" ? { ...look, now: p.at } : look)
  return (
    await Promise.all(
      posted.map(async (p) =>
        drawnPost(p, await draw(org, p.content, { board, look: lookAt(p), place: null })),
      ),
    )
  ).flat()
}

function drawnPost<C>(posted: Posted, card: C | null): { at: number; card: C }[] {
  return card === null ? [] : [{ at: posted.at, card }]
}

async function tail(org: Organisation, q: { limit: number; language: Language }) {
  const { position } = await org.board.upToDate()
  const recorded = await org.store.since(Math.max(0, position - q.limit), q.limit)
  const say = org.words()[q.language]
  return recorded.reverse().map((r: Recorded) => ({
    at: r.at,
    text: text(say, `ledger.${r.event.type}`),
    type: r.event.type,
    stream: r.stream,
  }))
}
