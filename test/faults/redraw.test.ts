/** A posted card shows the last state in the end, whatever became of the redrawings on the way. */
import { describe, expect, it } from "vitest"
import type { Pace } from "../../src/app/pace.ts"
import type { Sent } from "../../src/app/ports.ts"
import { makeRedrawing, type Redrawing } from "../../src/app/redraw.ts"
import { minuteMs, secondMs } from "../../src/domain/time.ts"
import { textOf } from "../support/text.ts"
import { type VirtualTime, virtualTime } from "../support/virtual-time.ts"
import { openWorld, type World } from "../support/world.ts"

const run = "planet-bike-commute"
/** Enough that their sum is shown. */
const colleagues = ["ana", "ben", "cor", "dee"]
const lost: Sent = { type: "uncertain", because: "the answer was lost" }
const later: Sent = {
  type: "failed-clean",
  waitMs: 20 * secondMs,
  because: "ratelimited",
  rests: "conversation",
}

type Wall = {
  world: World
  time: VirtualTime
  redrawing: Redrawing
  shown: Map<string, string>
  at: number[]
}

/** Places with a challenge each. `answers`: how the next redrawings end; after them all is well. */
async function openWall(q: { places: string[]; answers?: Sent[]; pace?: Pace }): Promise<Wall> {
  const world = await openWorld({ people: colleagues })
  const answers = [...(q.answers ?? [])]
  for (const place of q.places) await world.says("chadia", "here", { in: place })
  await world.says("chadia", `challenge start ${run}`, { in: q.places[0] as string })
  const time = virtualTime()
  const shown = new Map<string, string>()
  const at: number[] = []
  const { org } = world.running
  const redrawing = makeRedrawing({
    ...org,
    elapsed: time.now,
    wait: time.wait,
    platform: {
      ...org.platform,
      ...(q.pace ? { limits: { pace: q.pace } } : {}),
      async send({ to, card }) {
        at.push(time.now())
        const answer = answers.shift() ?? { type: "sent", ref: "m" }
        const arrives = answer.type === "sent" || answer === lost
        if (arrives) shown.set("placeKey" in to ? to.placeKey : "", textOf(card))
        return answer
      },
    },
  })
  await time.until(redrawing.run())
  return { world, time, redrawing, shown, at }
}

async function allLog(wall: Wall): Promise<void> {
  for (const who of colleagues) {
    await wall.world.says(who, `challenge log ${run} 3`)
    const [posted] = (await wall.world.running.org.board.upToDate()).runs.keys()
    wall.redrawing.changed({ type: "run", run: posted ?? "" })
  }
}
/** As the loop does it: every few seconds. */
async function passes(wall: Wall, ms: number): Promise<void> {
  for (const end = wall.time.now() + ms; wall.time.now() < end; await wall.time.pass(3 * secondMs))
    await wall.time.until(wall.redrawing.run())
}

describe("a posted card", () => {
  it.each([
    ["a clean failure", [later]],
    ["a lost answer", [lost]],
    ["several of both", [later, lost, later, lost]],
  ])("shows the last state after %s, though nothing changes any more", async (_, answers) => {
    const wall = await openWall({ places: ["mvo"] })
    const before = wall.shown.get("mvo")
    await allLog(wall)
    await passes(wall, minuteMs)
    expect(wall.shown.get("mvo")).not.toBe(before)
    const again = await openWall({ places: ["mvo"], answers: [{ type: "sent", ref: "m" }, ...answers] })
    await allLog(again)
    await passes(again, 10 * minuteMs)
    expect(again.shown.get("mvo")).toBe(wall.shown.get("mvo"))
  })
  it("is drawn once after a start, because the stop may have come before its redrawing", async () => {
    const wall = await openWall({ places: ["mvo"] })
    expect(wall.at).toHaveLength(1)
    await passes(wall, minuteMs)
    expect(wall.at).toHaveLength(1)
  })
  it("is drawn once for many changes within a few seconds", async () => {
    const wall = await openWall({ places: ["mvo"] })
    await allLog(wall)
    await passes(wall, minuteMs)
    expect(wall.at).toHaveLength(2)
  })
  it("does not run into the platform's limit when it hangs in many places", async () => {
    const places = Array.from({ length: 12 }, (_, i) => `place${i}`)
    const pace: Pace = {
      conversation: { perMinute: 60, minGapMs: 0 },
      workspace: { perMinute: 600, minGapMs: 0 },
      redrawing: { perMinute: 5, minGapMs: 100 },
    }
    const wall = await openWall({ places, pace })
    expect(wall.shown.size).toBe(places.length)
    for (const from of wall.at)
      expect(wall.at.filter((t) => t >= from && t < from + minuteMs).length).toBeLessThanOrEqual(5)
  })
})
