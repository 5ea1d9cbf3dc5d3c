/** An organisation that lives through a rehearsal, watched: what was said, seen and written, and by whom. */
import { openMemoryStore } from "../../adapters/lowdb/index.ts"
import { type Lived, rehearse } from "../../adapters/rehearse/rehearse.ts"
import { stageOf } from "../../adapters/rehearse/stage.ts"
import { pressed, ways } from "../../adapters/rehearse/ways.ts"
import type { Running } from "../../src/app/open.ts"
import type { Incoming, Recorded } from "../../src/app/ports.ts"
import { mondayOf } from "../../src/domain/period.ts"
import { addDays, atLocal, localDate, localTime } from "../../src/domain/time.ts"
import type { Card } from "../../src/view/card.ts"
import { openWorld, type World, zone } from "./world.ts"

export type Life = {
  world: World
  lived: Lived
  end: number
  /** `wasShown`: the text stood on a card that this person had seen by then. */
  heard: { at: number; incoming: Incoming; wasShown: boolean }[]
  /** Where the clock stood, and whether it was let go. */
  clock: { last: number; released: boolean }
  /** Writes that came while nobody was heard and no tick ran. */
  unasked: string[]
  ledger: Recorded[]
}
type Wish = { people: number; weeks: number; seed?: number; end?: [string, string] }

export async function live(q: Wish): Promise<Life> {
  const [date, time] = q.end ?? ["2026-11-19", "14:10"]
  const end = atLocal({ date, time, zone })
  const people = Array.from({ length: q.people - 1 }, (_, i) => `p${i}`)
  const watch = { under: 0, unasked: [] as string[] }
  const store = watched(await openMemoryStore(), watch)
  const begin = addDays(mondayOf(date), -7 * q.weeks)
  watch.under++
  const world = await openWorld({ people, at: [begin, "08:00"], store, language: "nl" })
  watch.under--
  const heard: Life["heard"] = []
  const eyes = openEyes()
  const clock: Life["clock"] = { last: 0, released: false }
  const during = async <T>(run: () => Promise<T>): Promise<T> => {
    watch.under++
    return run().finally(() => watch.under--)
  }
  const running: Running = {
    ...world.running,
    hear: async (incoming) => {
      const { key } = incoming.actor
      heard.push({ at: clock.last, incoming, wasShown: eyes.saw(key, incoming.text) })
      const answer = await during(() => world.running.hear(incoming))
      eyes.see(key, answer.card)
      return answer
    },
    tick: () => during(() => world.running.tick()),
    deliver: () => during(() => world.running.deliver()),
  }
  const stage = stageOf(running, "mvo")
  const lived = await rehearse({
    stage: {
      ...stage,
      wall: async (since) => {
        const wall = await stage.wall(since)
        for (const { card } of wall) eyes.see("everyone", card)
        return wall
      },
    },
    clock: {
      now: () => end,
      set: (at) => {
        clock.last = at
        world.setClock(localDate(at, zone), localTime(at, zone))
      },
      release: () => {
        clock.released = true
      },
    },
    zone,
    language: "nl",
    cast: {
      place: "mvo",
      steward: "chadia",
      manager: "p0",
      people: ["chadia", ...people],
      untouched: ["p1", "p2"],
    },
    weeks: q.weeks,
    seed: q.seed ?? 1,
    lived: () => {},
  })
  const ledger = await store.since(0, 100_000)
  return { world, lived, end, heard, clock, unasked: watch.unasked, ledger }
}

/** What was on the cards that people saw: buttons as they are, forms with anything in their field. */
function openEyes() {
  const seen = new Map<string, Set<string>>()
  const known = (who: string) => [...(seen.get(who) ?? []), ...(seen.get("everyone") ?? [])]
  return {
    see(who: string, card: Card) {
      const texts = ways(card).map((w) => pressed(w, "{value}"))
      seen.set(who, new Set([...(seen.get(who) ?? []), ...texts]))
    },
    saw: (who: string, text: string) =>
      known(who).some((shown) => {
        const [before = "", after] = shown.split("{value}")
        if (after === undefined) return text === shown
        return text.startsWith(before) && text.endsWith(after) && text.length > before.length + after.length
      }),
  }
}

const writes = new Set(["commit", "claim", "settle", "put", "putAll", "delete", "forget", "expire"])

/** Notes each write that comes while nothing is `under` way. */
export function watched<T extends object>(part: T, watch: { under: number; unasked: string[] }): T {
  return new Proxy(part, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (typeof value === "object" && value !== null) return watched(value, watch)
      if (typeof value !== "function" || !writes.has(String(name))) return value
      return (...args: unknown[]) => {
        if (watch.under === 0) watch.unasked.push(String(name))
        return Reflect.apply(value, target, args)
      }
    },
  })
}

/** What each person said, without the random ids on the buttons that they pressed. */
export function transcript({ heard }: Life): string[] {
  return heard
    .map(({ at, incoming }) => `${incoming.actor.key} ${at} ${incoming.via} ${masked(incoming.text)}`)
    .sort()
}

function masked(text: string): string {
  return text
    .replace(/ ~\S+$/, " ~")
    .replace(/^(nudge \w+) \S+/, "$1 …")
    .replace(/^(poll \w+) p[a-z2-7]{4}\b/, "$1 …")
    .replace(/^(question \w+) q[a-z2-7]{4}\b/, "$1 …")
    .replace(/^(challenge undo \S+) \S+/, "$1 …")
}
