import { describe, expect, it } from "vitest"
import { openWorld } from "./support/world.ts"

describe("a first week", () => {
  it("starts in a channel only after a steward's yes", async () => {
    const w = await openWorld()
    expect(await w.says("ana", "here")).toContain("Only someone who runs the programme")
    expect(w.seenIn("mvo")).toEqual([])
    expect(await w.says("chadia", "here")).toContain("This channel takes part.")
    expect(w.seenIn("mvo").join()).toContain("Hello, I am Draagvlak")
  })

  it("lets people join, log, undo and leave a challenge, each for themselves", async () => {
    const w = await openWorld()
    await w.says("chadia", "here")
    expect(await w.says("chadia", "challenge start planet-bike-commute 2w")).toContain("Started.")
    expect(await w.says("ben", "challenge join planet-bike-commute")).toContain("You are taking part.")
    expect(await w.says("ben", "uitdaging log planet-bike-commute 12,5")).toContain("Noted: 12.5 km cycled.")
    expect(await w.press("ben", "Undo my last")).toContain("Taken back: 12.5 km cycled.")
    expect(await w.says("ben", "challenge undo planet-bike-commute")).toContain("nothing of yours")
    expect(await w.says("ben", "challenge leave planet-bike-commute")).toContain("You have stopped.")
  })

  it("keeps a confidential poll sealed until its close, then tells the result once", async () => {
    const people = Array.from({ length: 12 }, (_, i) => `p${i}`)
    const w = await openWorld({ people })
    await w.says("chadia", "here")
    const opened = await w.says("chadia", 'poll open "What holds you back?" "Time" "Roster" "Nothing"')
    const id = /Number (\w+)\./.exec(opened)?.[1] ?? ""
    for (const [i, who] of people.entries())
      expect(await w.press(who, i < 7 ? "Time" : "Roster")).toContain("Your answer:")
    expect(await w.says("ana", `poll results ${id}`)).toContain("all at once, when the poll closes")
    expect(await w.says("chadia", `poll close ${id}`)).toContain("The poll is closed.")
    const result = w.seenIn("mvo").at(-1)
    expect(result).toContain("12 answers, of 13 colleagues.")
    expect(result).toContain("Time: 60%")
    expect(await w.says("p0", `poll vote ${id} a`)).toContain("This poll is closed.")
  })

  it("brings Monday's digest, Tuesday's nudge and answers them", async () => {
    const people = Array.from({ length: 12 }, (_, i) => `p${i}`)
    const w = await openWorld({ people })
    await w.says("chadia", "here")
    await w.says("chadia", "programme nudge yes")
    await w.says("chadia", "challenge start planet-bike-commute")
    for (const who of people.slice(0, 5)) await w.says(who, "challenge log planet-bike-commute 4")
    await w.at("2026-11-23", "09:00")
    expect(w.seenIn("mvo").at(-1)).toContain("5 of 13 colleagues took part (38%)")
    await w.at("2026-11-24", "09:00")
    expect(w.seenIn("mvo").at(-1)).toContain("Tip of the week")
    expect(await w.press("p1", "Done")).toContain("Nice, thank you.")
    await w.at("2026-11-24", "09:01")
    expect(w.seenIn("mvo")).toHaveLength(4)
  })
})
