/** Redrawing is made up for, a card that cannot be drawn has failed, and a stop leaves nothing half done. */
import { describe, expect, it } from "vitest"
import type { Organisation } from "../../src/app/organisation.ts"
import type { Platform, Sent } from "../../src/app/ports.ts"
import { minuteMs } from "../../src/domain/time.ts"
import type { Card } from "../../src/view/card.ts"
import { turns } from "../support/slow-disk.ts"
import { openWorld, type World } from "../support/world.ts"

async function withChannel(): Promise<World> {
  const w = await openWorld()
  await w.says("chadia", "here")
  return w
}

/** Whatever the platform, or the words, do from now on. */
function spoil(w: World, change: Partial<Organisation>): void {
  Object.assign(w.running.org, change)
}

/** What a press on any of its buttons, or its form, would say. */
function commandsOf(card: Card): string[] {
  return card.blocks.flatMap((block) =>
    block.type === "buttons" ? block.buttons.map((b) => b.text) : block.type === "form" ? [block.text] : [],
  )
}

async function outcomes(w: World, content: string): Promise<string[]> {
  return (await w.events()).flatMap(({ event }) =>
    event.type === "delivery.settled" && event.content.type === content ? [event.outcome] : [],
  )
}

describe("a redrawing that went wrong once", () => {
  const wrong: [string, () => Promise<Sent>][] = [
    ["a clean failure", async () => ({ type: "failed-clean", waitMs: 0, because: "busy" })],
    ["a lost answer", async () => ({ type: "uncertain", because: "lost" })],
    [
      "a platform that throws",
      async () => {
        throw new Error("a bug in the adapter")
      },
    ],
  ]
  it.for(wrong)("is made up for, so that a closed poll loses its buttons: %s", async ([, answer]) => {
    const w = await withChannel()
    await w.says("chadia", 'poll open "Bus or bike?" "Bus" "Bike"')
    const poll = w.posts.at(-1)
    expect(commandsOf(poll?.card as Card).join()).toContain("poll vote")
    const { platform } = w.running.org
    let redrawings = 0
    const once: Platform["send"] = (message) =>
      message.replaces !== null && redrawings++ === 0 ? answer() : platform.send(message)
    spoil(w, { platform: { ...platform, send: once } })
    const [id] = (await w.running.org.board.upToDate()).polls.keys()
    await w.says("chadia", `poll close ${id}`)
    expect(redrawings).toBe(1)
    expect(commandsOf(poll?.card as Card).join()).toContain("poll vote")
    await w.running.redraw()
    expect(commandsOf(poll?.card as Card)).toEqual([`poll results ${id}`])
    await w.running.redraw()
    expect(redrawings).toBe(2)
  })

  it("is not tried for ever where the message is gone", async () => {
    const w = await withChannel()
    await w.says("chadia", "challenge start planet-bike-commute")
    const { platform } = w.running.org
    let redrawings = 0
    const gone: Platform["send"] = async (message) => {
      if (message.replaces !== null) redrawings++
      return { type: "failed", because: "message_not_found" }
    }
    spoil(w, { platform: { ...platform, send: gone } })
    await w.says("ana", "challenge log planet-bike-commute 3")
    for (let i = 0; i < 3; i++) await w.running.redraw()
    expect(redrawings).toBe(1)
  })
})

describe("a card that cannot be drawn", () => {
  it.for([
    [
      "because its words break",
      {
        words: () => {
          throw new Error("broken words")
        },
      },
    ],
    ["because nothing is left to show", { catalogue: "empty" }],
  ] as const)("has failed, and is not uncertain: %s", async ([, change]) => {
    const w = await withChannel()
    const { org } = w.running
    w.sends.push({ type: "failed-clean", waitMs: minuteMs, because: "busy" })
    await w.says("chadia", "nudge now")
    const whole = { words: org.words, catalogue: org.catalogue }
    const empty = { ...org.catalogue(), nudges: new Map() }
    spoil(w, "words" in change ? change : { catalogue: () => empty })
    w.setClock("2026-11-19", "10:02")
    await w.running.deliver()
    expect(await outcomes(w, "nudge")).toEqual(["failed"])
    w.setClock("2026-11-19", "12:00")
    expect(await w.store.outbox.stranded(org.clock.now())).toEqual([])
    spoil(w, whole)
    expect(await w.says("chadia", "programme")).toContain("the channel did not accept it")
    await w.press("chadia", "Send again")
    expect(w.posts.at(-1)?.card.kind).toBe("nudge")
  })
})

describe("a stop", () => {
  /** The next call of the platform waits for `open`. */
  function gated(w: World): { open: () => void; calls: () => number } {
    const { platform } = w.running.org
    let open = () => {}
    let calls = 0
    const gate = new Promise<void>((resolve) => {
      open = resolve
    })
    const send: Platform["send"] = async (message) => {
      calls++
      await gate
      return platform.send(message)
    }
    spoil(w, { platform: { ...platform, send } })
    return { open, calls: () => calls }
  }
  const hears = (w: World, text: string) =>
    w.hear({ actor: { key: "chadia", language: null, timeZone: null }, text })

  it("settles what is under way, claims nothing more, and is over only then", async () => {
    const w = await withChannel()
    const gate = gated(w)
    await hears(w, "nudge now")
    const delivering = w.running.deliver()
    await turns(10)
    expect(gate.calls()).toBe(1)
    let over = false
    const stopping = w.running.stop().then(() => {
      over = true
    })
    await hears(w, "digest now")
    const more = w.running.deliver()
    await turns(10)
    expect(over).toBe(false)
    expect(gate.calls()).toBe(1)
    gate.open()
    await Promise.all([stopping, delivering, more])
    expect(await outcomes(w, "nudge")).toEqual(["sent"])
    expect(await outcomes(w, "digest")).toEqual([])
    expect((await w.store.outbox.waiting()).map((row) => row.content.type)).toEqual(["digest"])
    expect(await w.store.outbox.stranded(Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  it("leaves the posted cards in their last state", async () => {
    const w = await withChannel()
    await w.says("chadia", 'poll open "Bus or bike?" "Bus" "Bike"')
    const card = () => commandsOf(w.posts.at(-1)?.card as Card).join()
    const [id] = (await w.running.org.board.upToDate()).polls.keys()
    await hears(w, `poll close ${id}`)
    expect(card()).toContain("poll vote")
    await w.running.stop()
    expect(card()).toBe(`poll results ${id}`)
  })

  it("lets the next start send what waits, once", async () => {
    const w = await withChannel()
    await w.running.stop()
    await w.says("chadia", "nudge now")
    expect(w.posts).toHaveLength(1)
    const next = await openWorld({ store: w.store })
    await next.running.deliver()
    expect(next.posts.map((p) => p.card.kind)).toEqual(["nudge"])
    expect(await outcomes(next, "nudge")).toEqual(["sent"])
  })
})
