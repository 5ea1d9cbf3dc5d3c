/** An organisation in memory, with a set clock and a platform that keeps a transcript. Everything else is the real thing. */
import { randomBytes } from "node:crypto"
import { fileURLToPath } from "node:url"
import { loadCatalogue } from "../../adapters/content/index.ts"
import { openMemoryStore } from "../../adapters/lowdb/index.ts"
import { movableClock } from "../../adapters/movable-clock.ts"
import { makeVault, systemIds } from "../../adapters/system.ts"
import { openOrganisation, type Running } from "../../src/app/open.ts"
import type {
  Answer,
  Ids,
  Incoming,
  Log,
  Platform,
  Recorded,
  RosterEntry,
  Sent,
  Store,
  ToSend,
  Vault,
} from "../../src/app/ports.ts"
import type { RosterList } from "../../src/app/roster-list.ts"
import type { ServerNotes } from "../../src/app/server-notes.ts"
import type { Catalogue } from "../../src/domain/content.ts"
import type { Language } from "../../src/domain/id.ts"
import { atLocal } from "../../src/domain/time.ts"
import type { Block, Button, Card } from "../../src/view/card.ts"
import { makeWords, text as plainText, type Values } from "../../src/view/words.ts"
import { textOf } from "./text.ts"

export const zone = "Europe/Amsterdam"
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

let loaded: Catalogue | null = null
/** The shipped content and the fixture with a unit that is capped at five a day. */
export function testCatalogue(): Catalogue {
  if (loaded) return loaded
  const read = loadCatalogue([folder("../../content"), folder("../fixtures/content/capped")])
  if (read.type === "problems") throw new Error(JSON.stringify(read.problems, null, 1))
  loaded = read.catalogue
  return loaded
}

/** What the bot's words say, as a reader reads them: `said("nl")("help.title")`. */
export function said(language: Language): (id: string, values?: Values) => string {
  const say = makeWords(testCatalogue().words)[language]
  return (id, values) => plainText(say, id, values)
}

export type Post = { ref: string; to: ToSend["to"]; card: Card; replaced: number }
export type World = {
  running: Running
  store: Store
  /** What was logged; a test may look for what must not be there. */
  logged: string[]
  posts: Post[]
  /** How the next sends end; empty: they arrive. */
  sends: Sent[]
  roster: RosterEntry[]
  members: Map<string, string[]>
  hear(incoming: Partial<Incoming> & { actor: Incoming["actor"]; text: string }): Promise<Answer>
  /** Says it in the channel #mvo by slash command; `in: null` in the personal chat. Gives the answer's text. */
  says(
    who: string,
    text: string,
    q?: { in?: string | null; delivery?: string; via?: Incoming["via"] },
  ): Promise<string>
  /** The last card that this person got as an answer. */
  card(who: string): Card
  /** Presses a button, or sends a form with `value`, on the last card that this person got or else on the channel's cards, newest first. */
  press(who: string, label: string, value?: string): Promise<string>
  /** Texts of the messages in a place, oldest first, as they look now. */
  seenIn(place: string): string[]
  /** Moves the clock to this local time and lets it tick. */
  at(date: string, time: string): Promise<void>
  setClock(date: string, time: string): void
  /** Events in the ledger: the same before and after means that nothing happened. */
  events(): Promise<Recorded[]>
}

export type WorldWish = {
  people?: string[]
  language?: "nl" | "en"
  minGroup?: number
  rosterList?: () => Promise<RosterList>
  serverNotes?: ServerNotes
  /** Local date and time of the beginning. */
  at?: [string, string]
  store?: Store
  retentionDays?: number
  /** To open a folder again, or to attack it: with a secret that is known. */
  vault?: Vault
  ids?: Ids
  /** Milliseconds of real time, for a store that is slow. */
  elapsed?: () => number
}

/** chadia is the steward; ana, ben, cor and dee are colleagues. It begins on Thursday 2026-11-19 at 10:00. */
export async function openWorld(q: WorldWish = {}): Promise<World> {
  const names = ["chadia", ...(q.people ?? ["ana", "ben", "cor", "dee"])]
  const clock = movableClock({ now: () => 0 })
  const store = q.store ?? (await openMemoryStore())
  const ids = q.ids ?? systemIds()
  const world: Partial<World> & { posts: Post[]; sends: Sent[]; roster: RosterEntry[]; logged: string[] } = {
    store,
    logged: [],
    posts: [],
    sends: [],
    roster: names.map((key) => ({ key, language: null, timeZone: null, steward: key === "chadia" })),
    members: new Map([["mvo", names]]),
  }
  const setClock = (date: string, time: string) => clock.set(atLocal({ date, time, zone }))
  setClock(...(q.at ?? ["2026-11-19", "10:00"]))
  const catalogue = testCatalogue()
  const words = makeWords(catalogue.words)
  let elapsed = 0
  const running = await openOrganisation({
    id: "test:one",
    name: "Proef",
    demo: false,
    platform: transcript(world as World),
    store,
    vault: q.vault ?? makeVault(randomBytes(32).toString("base64")),
    clock,
    ids,
    log: logInto(world.logged),
    elapsed: q.elapsed ?? (() => elapsed++),
    wait: async () => {},
    catalogue: () => catalogue,
    words: () => words,
    hasRosterFile: q.rosterList !== undefined,
    ...(q.rosterList ? { rosterList: q.rosterList } : {}),
    ...(q.serverNotes ? { serverNotes: q.serverNotes } : {}),
    reportLink: ({ person, period }) => ({ href: `http://localhost/enter/${person}-${period}`, minutes: 15 }),
    stewards: null,
    wake: () => {},
    settings: {
      language: q.language ?? "en",
      zone,
      minGroup: q.minGroup ?? 10,
      retentionDays: q.retentionDays ?? 120,
    },
  })
  await running.syncRoster()
  return Object.assign(
    world,
    speech(world as World, running),
    { running, setClock },
    {
      events: () => store.since(0, 1_000_000),
      async at(date: string, time: string) {
        setClock(date, time)
        await running.tick()
        await running.redraw()
      },
    },
  ) as World
}

function speech(world: World, running: Running) {
  const cards = new Map<string, Card>()
  let count = 0
  const place = (key: string) => ({ key, name: key, language: null, timeZone: null })
  const answered = async (who: string, incoming: Incoming): Promise<string> => {
    const { card } = await running.hear(incoming)
    cards.set(who, card)
    await running.deliver()
    await running.redraw()
    return textOf(card)
  }
  const says: World["says"] = (who, text, q = {}) =>
    answered(who, {
      delivery: q.delivery ?? `d${count++}`,
      actor: { key: who, language: null, timeZone: null },
      place: q.in === null ? null : place(q.in ?? "mvo"),
      text,
      via: q.via ?? "command",
    })
  const card = (who: string): Card => {
    const found = cards.get(who)
    if (!found) throw new Error(`${who} got no card yet`)
    return found
  }
  return {
    says,
    card,
    hear: (incoming: Partial<Incoming> & Pick<Incoming, "actor" | "text">) =>
      running.hear({ delivery: `d${count++}`, place: place("mvo"), via: "command", ...incoming }),
    press: (who: string, label: string, value?: string) => {
      const shown = [...(cards.has(who) ? [card(who)] : []), ...world.posts.map((p) => p.card).reverse()]
      for (const one of shown) {
        const text = pressed(one, label, value)
        if (text !== null) return says(who, text, { via: "press" })
      }
      throw new Error(`no button ${label} in ${shown.map(textOf).join("\n---\n")}`)
    },
    seenIn: (key: string) =>
      world.posts.filter((p) => "placeKey" in p.to && p.to.placeKey === key).map((p) => textOf(p.card)),
  }
}

/** The command text that a press sends, as platforms put it together. */
export function pressed(card: Card, label: string, value?: string): string | null {
  for (const block of card.blocks) {
    if (block.type === "form" && block.submit === label && value !== undefined)
      return withOnce(block.text.replace("{value}", value), block)
    const found = buttonsOf(block).find((b) => b.label === label)
    if (found) return withOnce(found.text, found)
  }
  return null
}

function withOnce(text: string, q: { once?: string }): string {
  return q.once === undefined ? text : `${text} ~${q.once}`
}

function buttonsOf(block: Block): Button[] {
  return block.type === "buttons" ? block.buttons : []
}

function transcript(world: World): Platform {
  let refs = 0
  return {
    name: "web",
    async send(message) {
      const outcome = world.sends.shift()
      if (outcome && outcome.type !== "sent") return outcome
      const known = world.posts.find((p) => p.ref === message.replaces)
      if (known) {
        Object.assign(known, { card: message.card, replaced: known.replaced + 1 })
        return { type: "sent", ref: known.ref }
      }
      const ref = `m${refs++}`
      world.posts.push({ ref, to: message.to, card: message.card, replaced: 0 })
      return { type: "sent", ref }
    },
    roster: async () => world.roster,
    members: async (key) => world.members.get(key) ?? [],
    check: async () => [],
    start: async () => {},
    stop: async () => {},
  }
}

function logInto(lines: string[]): Log {
  const write = (event: string, facts?: object, cause?: unknown) => {
    lines.push(`${event} ${JSON.stringify(facts ?? {})} ${cause instanceof Error ? cause.stack : ""}`)
  }
  return { info: write, warn: write, error: write }
}
