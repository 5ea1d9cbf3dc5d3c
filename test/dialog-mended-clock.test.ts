/** What the clock starts: nothing broken holds it up, nothing goes at the wrong hour or on a day that is used. */
import { describe, expect, it } from "vitest"
import { openMemoryStore } from "../adapters/lowdb/index.ts"
import type { Sent, Store } from "../src/app/ports.ts"
import { minuteMs } from "../src/domain/time.ts"
import { openWorld, type World, type WorldWish } from "./support/world.ts"

const down: Sent = { type: "failed-clean", waitMs: 0, because: "down" }

/** Thursday 2026-11-19; the channel takes part, and these kinds have a yes. */
async function withYes(kinds: string[], wish: WorldWish = {}): Promise<World> {
  const w = await openWorld(wish)
  await w.says("chadia", "here")
  for (const what of kinds) await w.says("chadia", `programme ${what} yes`)
  return w
}

const kindsOf = (w: World) => w.posts.map((p) => p.card.kind)
const place = async (w: World) => [...(await w.running.org.board.upToDate()).programme.places.keys()][0] ?? ""

async function outcomes(w: World, content: string): Promise<string[]> {
  return (await w.events()).flatMap(({ event }) =>
    event.type === "delivery.settled" && event.content.type === content ? [event.outcome] : [],
  )
}

/** Every send fails cleanly, each few minutes, from here to there. */
async function downFrom(w: World, date: string, hours: { from: number; to: number }): Promise<void> {
  for (let minute = hours.from * 60; minute <= hours.to * 60; minute += 5) {
    w.sends.splice(0, w.sends.length, down, down)
    const hour = `${Math.floor(minute / 60)}`.padStart(2, "0")
    await w.at(date, `${hour}:${`${minute % 60}`.padStart(2, "0")}`)
  }
  w.sends.length = 0
}

describe("a poll whose key cannot be opened", () => {
  it("becomes void and holds up neither the digest nor other polls nor messages", async () => {
    const w = await withYes(["nudge"], { people: ["ana", "ben"] })
    for (const question of ["Broken?", "Whole?"]) await w.says("chadia", `poll open "${question}" "A" "B"`)
    const [broken = "", whole = ""] = (await w.running.org.board.upToDate()).polls.keys()
    for (const id of [broken, whole]) await w.says("ana", `poll vote ${id} a`)
    await w.store.keys.put(broken, { sealed: "garbage", at: 0 })
    await w.at("2026-11-23", "09:00")
    expect(kindsOf(w).at(-1)).toBe("digest")
    await w.at("2026-11-26", "17:00")
    const { polls } = await w.running.org.board.upToDate()
    expect([polls.get(broken)?.phase, polls.get(whole)?.phase]).toEqual(["void", "closed"])
    await w.at("2026-11-30", "09:00")
    expect(kindsOf(w).at(-1)).toBe("digest")
    expect(await w.says("ana", `poll show ${broken}`)).not.toContain("garbage")
  })

  it("is void after a start too, and does not keep the bot from starting", async () => {
    const store = await openMemoryStore()
    const w = await withYes([], { store })
    await w.says("chadia", 'poll open "Broken?" "A" "B"')
    const [id = ""] = (await w.running.org.board.upToDate()).polls.keys()
    await store.keys.put(id, { sealed: "garbage", at: 0 })
    const again = await openWorld({ store })
    expect((await again.running.org.board.upToDate()).polls.get(id)?.phase).toBe("void")
  })
})

describe("what cannot be sent", () => {
  it("until after the hours is missed: a digest goes neither at night nor the next day", async () => {
    const w = await withYes([])
    await w.at("2026-11-23", "08:59")
    w.sends.push({ type: "failed-clean", waitMs: 9 * 60 * minuteMs, because: "down" })
    await w.at("2026-11-23", "09:00")
    for (const time of ["16:59", "17:00", "18:00", "18:01", "23:59"]) await w.at("2026-11-23", time)
    for (const time of ["08:00", "09:00", "09:01"]) await w.at("2026-11-24", time)
    expect(kindsOf(w)).toEqual(["introduction"])
    expect(await outcomes(w, "digest")).toEqual(["missed"])
    expect(await w.says("chadia", "programme")).toContain("not sent, because it was too late")
  })

  it("by the clock for days, a challenge, is not delivered days later", async () => {
    const w = await withYes(["challenge"])
    await w.at("2026-12-03", "08:59")
    w.sends.push({ type: "failed-clean", waitMs: 23 * 60 * minuteMs, because: "down" })
    await w.at("2026-12-03", "09:00")
    expect((await w.running.org.board.upToDate()).runs.size).toBe(1)
    for (const date of ["2026-12-04", "2026-12-05", "2026-12-06"])
      for (const time of ["08:00", "09:00", "12:00"]) await w.at(date, time)
    expect(await outcomes(w, "challenge")).toEqual(["missed"])
    expect(kindsOf(w)).not.toContain("challenge")
  })

  it("while the bot itself is down, a challenge, is not delivered after days by the next start", async () => {
    const w = await withYes(["challenge"])
    await w.at("2026-12-03", "08:59")
    await downFrom(w, "2026-12-03", { from: 9, to: 9 })
    for (const date of ["2026-12-06", "2026-12-07", "2026-12-08"]) await w.at(date, "09:30")
    expect(await outcomes(w, "challenge")).toEqual(["missed"])
  })

  it("in a short outage arrives within the hours", async () => {
    const w = await withYes([])
    w.sends.push(down)
    await w.at("2026-11-23", "09:00")
    await w.at("2026-11-23", "09:01")
    expect(await outcomes(w, "digest")).toEqual(["sent"])
  })
})

describe("what a steward starts by hand uses up the day", () => {
  it("letting a channel take part does", async () => {
    const w = await openWorld({ at: ["2026-11-19", "10:00"] })
    await w.says("chadia", "here")
    for (const what of ["nudge"]) await w.says("chadia", `programme ${what} yes`)
    await w.setClock("2026-11-24", "08:30")
    await w.says("chadia", "here off")
    await w.says("chadia", "here")
    await w.says("chadia", "programme nudge yes")
    await w.at("2026-11-24", "09:00")
    expect(kindsOf(w)).toEqual(["introduction", "introduction"])
  })

  it("sending a doubtful message again does", async () => {
    const w = await withYes(["nudge"])
    w.sends.push({ type: "uncertain", because: "lost" })
    await w.says("chadia", "digest now")
    w.setClock("2026-11-24", "08:30")
    const [row] = (await w.running.org.board.upToDate()).doubts.keys()
    await w.says("chadia", `delivery again ${row}`)
    await w.at("2026-11-24", "09:00")
    expect(kindsOf(w)).toEqual(["introduction", "digest"])
    const { taken } = await w.running.org.board.upToDate()
    expect(taken).toContain(`${await place(w)}/2026-11-24`)
  })
})

describe("stopping", () => {
  it("everything holds for a tip that a steward queued just before", async () => {
    const w = await withYes([])
    w.sends.push({ type: "failed-clean", waitMs: 5 * minuteMs, because: "busy" })
    await w.says("chadia", "nudge now")
    await w.says("chadia", "programme pause")
    await w.at("2026-11-19", "10:06")
    expect(await outcomes(w, "nudge")).toEqual(["paused"])
    await w.says("chadia", "programme resume")
    await w.at("2026-11-19", "10:07")
    expect(kindsOf(w)).toEqual(["introduction"])
  })

  it("and starting again at once brings back nothing that waited", async () => {
    const w = await withYes([])
    w.sends.push({ type: "failed-clean", waitMs: 5 * minuteMs, because: "busy" })
    await w.says("chadia", "nudge now")
    w.setClock("2026-11-19", "10:01")
    await w.says("chadia", "programme pause")
    await w.says("chadia", "programme resume")
    await w.at("2026-11-19", "10:06")
    expect(kindsOf(w)).toEqual(["introduction"])
  })

  it.for(["programme pause", "programme pulse no", "here off"])(
    "during a tick prevents the pulse that was planned in it: %s",
    async (text) => {
      const meddler = { act: async () => {} }
      const w = await withYes(["pulse"], { store: meddled(await openMemoryStore(), meddler) })
      const actor = { key: "chadia", language: null, timeZone: null }
      await w.at("2026-11-25", "09:29")
      meddler.act = async () => void (await w.hear({ actor, text }))
      await w.at("2026-11-25", "09:30")
      expect((await w.events()).filter((e) => e.event.type === "poll.opened")).toEqual([])
      expect(kindsOf(w)).not.toContain("pulse")
    },
  )

  it("nothing during a tick, the pulse opens", async () => {
    const w = await withYes(["pulse"])
    await w.at("2026-11-25", "09:29")
    await w.at("2026-11-25", "09:30")
    expect(kindsOf(w)).toContain("pulse")
  })
})

/** Somebody acts once when the pulse's first key is looked up: after the clock planned it, before it is committed. */
function meddled(store: Store, meddler: { act: () => Promise<void> }): Store {
  const once = async () => {
    const { act } = meddler
    meddler.act = async () => {}
    await act()
  }
  return {
    ...store,
    commit: async (c) => {
      if (c.appends.some((a) => a.events.some((e) => e.type === "poll.opened"))) await once()
      return store.commit(c)
    },
  }
}
