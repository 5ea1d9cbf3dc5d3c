/** Two things at nearly the same moment on a slow disk: neither is lost, and neither happens twice. */
import { describe, expect, it } from "vitest"
import { isCounted } from "../../src/app/ballots.ts"
import { rosterSize, syncRoster } from "../../src/app/roster.ts"
import { type SlowDisk, slowDisk, turns } from "../support/slow-disk.ts"
import { openWorld, type World, type WorldWish } from "../support/world.ts"

/** How many turns of the event loop the second begins after the first: before, during and after its writes. */
const offsets = Array.from({ length: 22 }, (_, i) => i)
const diskTurns = 2

type Slow = World & { disk: SlowDisk }
async function slowWorld(wish: WorldWish = {}): Promise<Slow> {
  const disk = await slowDisk()
  const w = await openWorld({ ...wish, store: disk.store })
  await w.says("chadia", "here")
  return Object.assign(w, { disk })
}

/** Both at once on the slow disk, the second some turns later; then all settles. */
async function meet(
  w: Slow,
  q: { first: () => Promise<unknown>; second: () => Promise<unknown>; after: number },
) {
  w.disk.turns = diskTurns
  const first = q.first()
  if (q.after > 0) await turns(q.after)
  await Promise.all([first, q.second()])
  w.disk.turns = 0
  await w.running.deliver()
}

const hears = (w: World, key: string, text: string) => () =>
  w.hear({ actor: { key, language: null, timeZone: null }, text })
const typesIn = async (w: World) => (await w.events()).map((e) => e.event.type)
const idOf = (w: World, key: string) => w.running.org.directory.find(key)?.id ?? ""
async function stored(w: World, key: string) {
  return (await w.store.people.all()).map(([, p]) => p).filter((p) => p.key === key)
}

describe("while the roster is read, with another time zone for the same person", () => {
  it.for([
    ["leave", { out: true }],
    ["pause 2w", { pausedUntil: expect.any(Number) }],
    ["language nl", { language: "nl" }],
  ] as const)("%s stays, in memory and on disk", async ([text, choices]) => {
    for (const after of offsets)
      for (const spokenFirst of [true, false]) {
        const w = await slowWorld()
        await w.says("ana", "help")
        w.roster = w.roster.map((r) => (r.key === "ana" ? { ...r, timeZone: "Europe/London" } : r))
        Object.assign(w.running.org.platform, { roster: async () => w.roster })
        const says = hears(w, "ana", text)
        const sync = () => w.running.syncRoster()
        await meet(
          w,
          spokenFirst ? { first: says, second: sync, after } : { first: sync, second: says, after },
        )
        const expected = { timeZone: "Europe/London", choices }
        expect(w.running.org.directory.find("ana"), `${after}`).toMatchObject(expected)
        expect(await stored(w, "ana"), `${after}`).toMatchObject([expected])
      }
  })
})

describe("somebody who first speaks while the roster is read", () => {
  it.for(["new", "forgotten before"])("exists once and is counted once: %s", async (who) => {
    for (const after of offsets)
      for (const spokenFirst of [true, false]) {
        const w = await slowWorld({ people: ["ana", "ben"] })
        const eve = { key: "eve", language: null, timeZone: null, steward: false }
        if (who === "forgotten before") await w.says("eve", "privacy forget sure")
        w.roster.push(eve)
        const says = hears(w, "eve", "today")
        const sync = () => w.running.syncRoster()
        await meet(
          w,
          spokenFirst ? { first: says, second: sync, after } : { first: sync, second: says, after },
        )
        await w.running.syncRoster()
        expect(await stored(w, "eve"), `${after}`).toHaveLength(1)
        expect(rosterSize(w.running.org, "2026-11-19"), `${after} ${spokenFirst}`).toBe(4)
        expect(isCounted(w.running.org, idOf(w, "eve"), "2026-11-19"), `${after} ${spokenFirst}`).toBe(true)
        expect(w.running.org.directory.forgotten().size, `${after} ${spokenFirst}`).toBe(0)
        expect(await w.store.forgotten.all(), `${after} ${spokenFirst}`).toEqual([])
      }
  })
})

describe("two readings of the roster at nearly the same moment, as when the bot comes into two teams", () => {
  const newcomer = (key: string) => ({ key, language: null, timeZone: null, steward: false })
  const readings: [string, (w: World) => Promise<unknown>][] = [
    ["another team", (w) => w.running.syncRoster()],
    ["a change of who is counted", (w) => syncRoster(w.running.org)],
  ]
  it.for(readings.flatMap((second) => [0, 40].map((lag) => [...second, lag] as const)))(
    "make each new colleague once, and the newer one holds: %s",
    async ([, second, lag]) => {
      for (const after of offsets) {
        const w = await slowWorld({ people: ["ana", "ben"] })
        let asked = 0
        Object.assign(w.running.org.platform, {
          // What was so when it was asked; the first answer takes its time.
          async roster() {
            const told = [...w.roster]
            if (++asked === 1 && lag > 0) await turns(lag)
            return told
          },
        })
        w.roster.push(newcomer("eve"))
        await meet(w, {
          first: () => w.running.syncRoster(),
          second: () => {
            w.roster.push(newcomer("fay"))
            return second(w)
          },
          after,
        })
        for (const key of ["eve", "fay"]) {
          expect(await stored(w, key), `${after} ${key}`).toHaveLength(1)
          if (second === readings[0]?.[1])
            expect(isCounted(w.running.org, idOf(w, key), "2026-11-19"), `${after} ${key}`).toBe(true)
        }
      }
    },
  )
})

it("into fifty teams at once the bot comes with two readings of the roster, the second after all of it", async () => {
  const w = await slowWorld()
  let told = 0
  let teams = 0
  Object.assign(w.running.org.platform, {
    async roster() {
      told++
      await turns(3)
      return w.roster.slice(0, teams)
    },
  })
  const readings = Array.from({ length: 50 }, async (_, n) => {
    await turns(Math.min(n, 2))
    teams = Math.min(n, w.roster.length)
    await w.running.syncRoster()
  })
  await Promise.all(readings)
  expect(told).toBe(2)
  expect(rosterSize(w.running.org, "2026-11-19")).toBe(w.roster.length)
})

describe("twice at nearly the same moment", () => {
  it("'send again' sends once", async () => {
    for (const after of offsets) {
      const w = await slowWorld()
      w.sends.push({ type: "uncertain", because: "lost" })
      await w.says("chadia", "nudge now")
      const [row] = (await w.running.org.board.upToDate()).doubts.keys()
      const again = hears(w, "chadia", `delivery again ${row}`)
      await meet(w, { first: again, second: again, after })
      expect(
        w.posts.map((p) => p.card.kind),
        `${after}`,
      ).toEqual(["introduction", "nudge"])
    }
  })

  it("'here' introduces itself once", async () => {
    for (const after of offsets) {
      const w = await slowWorld()
      await w.says("chadia", "here off")
      const here = hears(w, "chadia", "here")
      await meet(w, { first: here, second: here, after })
      expect(w.posts, `${after}`).toHaveLength(2)
      expect((await typesIn(w)).filter((t) => t === "place.joined")).toHaveLength(2)
    }
  })

  it("a quiz is answered once, by the first", async () => {
    for (const after of offsets) {
      const w = await slowWorld()
      const id = /Number (\w+)\./.exec(await w.says("chadia", "poll ask quiz-iso"))?.[1] ?? ""
      const vote = (key: string) => hears(w, "ana", `poll vote ${id} ${key}`)
      await meet(w, { first: vote("a"), second: vote("b"), after })
      expect(
        (await typesIn(w)).filter((t) => t === "ballot.sealed"),
        `${after}`,
      ).toHaveLength(1)
    }
  })
})

it("a poll of which the delivery comes twice is one poll, and no texts are left over", async () => {
  for (const after of offsets) {
    const w = await slowWorld()
    const actor = { key: "chadia", language: null, timeZone: null }
    const open = () => w.hear({ actor, text: 'poll open "Q?" "A" "B"', delivery: "same" })
    await meet(w, { first: open, second: open, after })
    expect(
      (await typesIn(w)).filter((t) => t === "poll.opened"),
      `${after}`,
    ).toHaveLength(1)
    expect((await w.store.texts.all()).map(([, t]) => t.text).sort(), `${after}`).toEqual(["A", "B", "Q?"])
    expect(await w.store.keys.all(), `${after}`).toHaveLength(1)
  }
})

describe("the confidential adviser", () => {
  const names = async (w: World) => (await w.store.texts.all()).map(([, text]) => text.text)

  it("stays named when the same delivery comes twice, at whatever moment, and no text is left over", async () => {
    for (const after of offsets) {
      const w = await slowWorld()
      await w.says("chadia", 'settings adviser "Old Name"')
      const actor = { key: "chadia", language: null, timeZone: null }
      const set = () => w.hear({ actor, text: 'settings adviser "Noor Bakker"', delivery: "same" })
      await meet(w, { first: set, second: set, after })
      expect(await w.says("ana", "privacy"), `${after}`).toContain("Noor Bakker")
      expect(await names(w), `${after}`).toEqual(["Noor Bakker"])
    }
  })

  it("named later stays when an earlier delivery comes again", async () => {
    const w = await slowWorld()
    await w.says("chadia", 'settings adviser "Noor Bakker"', { delivery: "early" })
    await w.says("chadia", 'settings adviser "Sam Visser"', { delivery: "late" })
    await w.says("chadia", 'settings adviser "Noor Bakker"', { delivery: "early" })
    expect(await w.says("ana", "privacy")).toContain("Sam Visser")
    expect(await names(w)).toEqual(["Sam Visser"])
  })
})

describe("for somebody who is being forgotten at that moment nothing is written", () => {
  const bike = "planet-bike-commute"
  it.for([
    ["a log", `challenge log ${bike} 3`],
    ["a pause", "pause 2w"],
    ["a vote", "poll vote POLL a"],
    ["an answer to a tip", "nudge done POST"],
  ])("%s", async ([, text = ""]) => {
    for (const after of offsets) {
      const w = await slowWorld()
      await w.says("chadia", `challenge start ${bike}`)
      await w.says("chadia", "nudge now")
      await w.says("chadia", 'poll open "Q?" "A" "B"')
      await w.says("ana", "today")
      const board = await w.running.org.board.upToDate()
      const said = text
        .replace("POLL", [...board.polls.keys()][0] ?? "")
        .replace("POST", [...board.nudges.keys()][0] ?? "")
      const ana = idOf(w, "ana")
      await meet(w, {
        first: hears(w, "ana", "privacy forget sure"),
        second: hears(w, "ana", said),
        after,
      })
      await nothingAfter(w, ana, `${after}`)
    }
  })

  it.for(['poll open "Q?" "A" "B"', 'settings adviser "Noor Bakker"'])("a steward's %s", async (text) => {
    for (const after of offsets) {
      const w = await slowWorld()
      const chadia = idOf(w, "chadia")
      await meet(w, {
        first: hears(w, "chadia", "privacy forget sure"),
        second: hears(w, "chadia", text),
        after,
      })
      await nothingAfter(w, chadia, `${after}`)
      const named = JSON.stringify(await w.events())
      const unnamed = (await w.store.texts.all()).filter(([id]) => !named.includes(id))
      expect(unnamed, `${after}`).toEqual([])
    }
  })

  async function nothingAfter(w: World, person: string, when: string) {
    const events = await w.events()
    const end = events.findIndex((e) => e.event.type === "member.forgotten")
    expect(end).toBeGreaterThan(-1)
    const later = events.slice(end + 1).filter((e) => JSON.stringify(e).includes(person))
    expect(later, when).toEqual([])
    expect(await w.store.people.get(person), when).toBeUndefined()
    expect(
      (await w.store.texts.all()).filter(([, text]) => text.owner === person),
      when,
    ).toEqual([])
  }
})
