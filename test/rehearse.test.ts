import { beforeAll, describe, expect, it, test } from "vitest"
import { openMemoryStore } from "../adapters/lowdb/index.ts"
import { chanceOf } from "../adapters/rehearse/chance.ts"
import { rehearse } from "../adapters/rehearse/rehearse.ts"
import { stageOf } from "../adapters/rehearse/stage.ts"
import { reportFor } from "../src/app/office.ts"
import type { Store } from "../src/app/ports.ts"
import { readPeriod } from "../src/domain/period.ts"
import { atLocal, localDate, localTime } from "../src/domain/time.ts"
import { type Life, live, transcript, watched } from "./support/rehearsal.ts"
import { openWorld, zone } from "./support/world.ts"

async function reportOf(life: Life, id: string) {
  const period = readPeriod(id)
  if (!period) throw new Error(id)
  return reportFor(life.world.running.org, { period, for: "steward" })
}

const takesPart = [
  "part.joined",
  "part.logged",
  "ballot.sealed",
  "ballot.named",
  "nudge.answered",
  "question.asked",
]
function tookPart({ ledger }: Life): Set<string> {
  return new Set(
    ledger.flatMap(({ event }) =>
      takesPart.includes(event.type) && "person" in event ? [event.person as string] : [],
    ),
  )
}

describe("a rehearsal of three weeks", () => {
  let life: Life
  beforeAll(async () => {
    life = await live({ people: 30, weeks: 3 })
  })

  it("writes nothing itself: all comes from what people say and from the clock's work", () => {
    expect(life.unasked).toEqual([])
  })
  it("presses only what was on a card that the person saw", () => {
    const pressed = life.heard.filter((h) => h.incoming.via === "press")
    expect(pressed.length).toBeGreaterThan(50)
    expect(pressed.filter((h) => !h.wasShown)).toEqual([])
  })
  it("says each thing once, and leaves a visitor's own colleagues alone", () => {
    expect(new Set(life.heard.map((h) => h.incoming.actor.key))).not.toContain("p1")
    expect(new Set(life.heard.map((h) => h.incoming.delivery)).size).toBe(life.heard.length)
    expect(life.lived.messages).toBe(life.heard.length)
    expect(life.heard.filter((h) => /\{value\}|undefined/.test(h.incoming.text))).toEqual([])
  })
  it("ends at now, and lets the clock run on", () => {
    expect(life.clock).toEqual({ last: life.end, released: true })
    expect(life.lived).toMatchObject({ from: "2026-10-26", to: "2026-11-19" })
    expect(Math.max(...life.ledger.map((r) => r.at))).toBeLessThanOrEqual(life.end)
  })
  it("leaves no message unsettled, and each arrived", async () => {
    const { store, posts } = life.world
    expect(await store.outbox.waiting()).toEqual([])
    expect(await store.outbox.stranded(life.end + 10 ** 9)).toEqual([])
    const outcomes = life.ledger.flatMap(({ event }) =>
      event.type === "delivery.settled" ? [event.outcome] : [],
    )
    expect(outcomes).toEqual(posts.map(() => "sent"))
    expect(outcomes.length).toBeGreaterThan(8)
  })
  it("meets no fault", () => {
    expect(life.world.logged).toEqual([])
  })
  it("fills the last finished week, with shares that are shares", async () => {
    const { figures } = await reportOf(life, "2026-W46")
    for (const share of [figures.reach, figures.active]) {
      if (!share || share.suppressed) throw new Error("30 people are enough to show")
      expect(share.of).toBe(30)
      expect(share.count).toBeGreaterThan(0)
      expect(share.share).toBeLessThan(1)
    }
    if (figures.actions.suppressed) throw new Error("so many actions are shown")
    expect(figures.actions.count).toBeGreaterThan(0)
  })
  it("has what a programme has: digests, tips, pulses, challenges, results and a question by hand", () => {
    const sent = life.ledger.flatMap(({ event }) =>
      event.type === "delivery.settled" ? [event.content.type] : [],
    )
    expect(new Set(sent)).toEqual(
      new Set(["introduction", "digest", "nudge", "pulse", "challenge", "result", "month", "answer"]),
    )
    const opened = life.ledger.flatMap(({ event }) => (event.type === "poll.opened" ? [event] : []))
    expect(opened.filter((p) => p.question.type === "typed" && p.by !== null)).toHaveLength(1)
  })
  it("comes out the same for the same seed, and otherwise for another", async () => {
    const [again, other] = [
      await live({ people: 30, weeks: 3 }),
      await live({ people: 30, weeks: 3, seed: 2 }),
    ]
    expect(transcript(again)).toEqual(transcript(life))
    expect(transcript(other)).not.toEqual(transcript(life))
    expect((await reportOf(again, "2026-W46")).figures).toEqual((await reportOf(life, "2026-W46")).figures)
  })
})

describe("a rehearsal of a quarter", () => {
  let life: Life
  beforeAll(async () => {
    life = await live({ people: 60, weeks: 12 })
  })

  it("has silent colleagues, as every organisation has", () => {
    const silent = 1 - tookPart(life).size / 60
    expect(silent).toBeGreaterThan(0.33)
    expect(silent).toBeLessThan(0.47)
  })
  it("has people who mistype, take back, pause and write a comma", () => {
    const said = life.heard.map((h) => h.incoming.text)
    expect(said.filter((t) => /^uitdaging log \S+ \d+ km$/.test(t))).not.toEqual([])
    expect(said.filter((t) => /^uitdaging log \S+ \d+,\d$/.test(t))).not.toEqual([])
    expect(said.filter((t) => /^challenge undo \S+ \S+ ~/.test(t))).not.toEqual([])
    expect(said.filter((t) => t === "pause 2w" || t === "leave")).not.toEqual([])
  })
  it("has questions to management: most answered, by yes, no and later, one left too long, and some that wait", async () => {
    const asked = life.ledger.filter(({ event }) => event.type === "question.asked")
    const answers = life.ledger.flatMap(({ event }) =>
      event.type === "question.answered" ? [event.reply] : [],
    )
    expect(new Set(answers)).toEqual(new Set(["yes", "no", "later"]))
    expect(asked.length).toBeGreaterThan(answers.length)
    const report = await reportOf(life, "2026-Q4")
    expect(report.waiting.length).toBeGreaterThan(0)
    expect(report.waiting.some((q) => q.daysLeft >= 0)).toBe(true)
    if (report.figures.followUp.suppressed) throw new Error("60 people are enough")
    const { count, of } = report.figures.followUp
    expect([count > 0, count < of]).toEqual([true, true])
    const replies = life.world.posts.filter((p) => p.card.kind === "question-reply")
    expect(replies.length).toBe(answers.length)
    const digests = life.world
      .seenIn("mvo")
      .filter((text) => text.includes("Jullie vroegen, de directie antwoordde"))
    expect(digests.length).toBeGreaterThan(1)
  })
  it("logs amounts that somebody could do in a day", () => {
    const amounts = life.ledger.flatMap(({ event }) => (event.type === "part.logged" ? [event.amount] : []))
    expect(amounts.length).toBeGreaterThan(100)
    expect(Math.max(...amounts)).toBeLessThan(100)
    expect(Math.min(...amounts)).toBeGreaterThan(0)
  })
})

test.each([
  ["before the week's first tick", "2026-11-16", "08:59"],
  ["on a Monday morning", "2026-11-16", "09:05"],
  ["in the night of a Sunday", "2026-11-22", "03:00"],
  ["after a change of the clock", "2026-10-27", "10:00"],
])("a rehearsal that ends %s tells of nothing that is still to come", async (_, date, time) => {
  const life = await live({ people: 14, weeks: 1, end: [date, time] })
  expect(life.clock).toEqual({ last: life.end, released: true })
  expect(Math.max(...life.ledger.map((r) => r.at))).toBeLessThanOrEqual(life.end)
  expect(await life.world.store.outbox.waiting()).toEqual([])
})

test("a write that nobody asked for is noticed by these tests", async () => {
  const watch = { under: 0, unasked: [] as string[] }
  const store: Store = watched(await openMemoryStore(), watch)
  await store.keys.put("p1", { sealed: "x", at: 0 })
  await store.commit({ at: 0, cause: null, appends: [], outbox: [] })
  expect(watch.unasked).toEqual(["put", "commit"])
})

test("a bug ends the rehearsal and lets the clock go", async () => {
  const released: string[] = []
  const world = await openWorld({ at: ["2026-11-09", "08:00"] })
  const stage = stageOf(world.running, "mvo")
  const dead = rehearse({
    stage: {
      ...stage,
      hear: async (incoming) => ({ ...(await stage.hear(incoming)), type: "failed" }),
    },
    clock: {
      now: () => atLocal({ date: "2026-11-16", time: "12:00", zone }),
      set: (at) => world.setClock(localDate(at, zone), localTime(at, zone)),
      release: () => released.push("released"),
    },
    zone,
    language: "en",
    cast: {
      place: "mvo",
      steward: "chadia",
      manager: "ana",
      people: ["chadia", "ana", "ben"],
      untouched: [],
    },
    weeks: 1,
    seed: 1,
    lived: () => {},
  })
  await expect(dead).rejects.toThrow("The rehearsal stopped")
  expect(released).toEqual(["released"])
})

test("chance is even, and each colleague has their own", () => {
  const chance = chanceOf(1, "a")
  const counts = [0, 0, 0]
  for (let i = 0; i < 9000; i++) {
    const at = chance.weighted([1, 0, 2])
    counts[at] = (counts[at] ?? 0) + 1
  }
  expect(counts[1]).toBe(0)
  expect(counts[0]).toBeGreaterThan(2700)
  expect(counts[0]).toBeLessThan(3300)
  expect(chanceOf(1, "a").next()).toBe(chanceOf(1, "a").next())
  expect(chanceOf(1, "a").next()).not.toBe(chanceOf(1, "b").next())
})
