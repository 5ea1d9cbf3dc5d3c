import { describe, expect, it } from "vitest"
import { addDays, localDate } from "../src/domain/time.ts"
import { openWorld, said, type World } from "./support/world.ts"

const crowd = Array.from({ length: 24 }, (_, i) => `p${i}`)

async function withPulse(language: "nl" | "en"): Promise<World> {
  const w = await openWorld({ people: crowd, language })
  await w.says("chadia", "here")
  await w.says("chadia", "programme pulse yes")
  await w.at("2026-11-25", "09:30")
  return w
}

describe.each(["nl", "en"] as const)("a pulse (%s)", (language) => {
  const say = said(language)

  it("is one card with one button, which leads from question to question and then stops", async () => {
    const w = await withPulse(language)
    expect(w.seenIn("mvo").at(-1)).toContain(say("pulse.title", { n: 2 }))
    const agree = language === "nl" ? "Eens" : "Agree"
    await w.press("p0", say("pulse.button.start"))
    expect(await w.press("p0", agree)).toContain(`[${say("pulse.button.next")}]`)
    await w.press("p0", say("pulse.button.next"))
    expect(await w.press("p0", agree)).not.toContain(`[${say("pulse.button.next")}]`)
    expect(await w.says("p0", "today")).not.toContain(say("poll.button.answer"))
    expect(await w.says("p1", "today")).toContain(say("today.poll", { n: 2 }))
    expect(await w.says("p0", "me")).toContain(say("me.polls", { n: 2 }))
  })

  it("closes by the clock, and both results come in one message on the next working day", async () => {
    const w = await withPulse(language)
    const polls = [...(await w.running.org.board.upToDate()).polls.keys()]
    for (const [i, who] of crowd.entries())
      for (const id of polls) await w.says(who, `poll vote ${id} ${i < 16 ? "d" : "b"}`)
    await w.at("2026-12-02", "16:59")
    expect(await w.says("p0", `poll vote ${polls[0]} e`)).toContain(
      say("poll.yours", { answer: "" }).slice(0, 7),
    )
    await w.at("2026-12-02", "17:00")
    expect(await w.says("p1", `poll vote ${polls[0]} e`)).toContain(say("refusal.poll.closed"))
    expect(w.posts.map((p) => p.card.kind)).not.toContain("result")
    await w.at("2026-12-03", "09:00")
    const result = w.seenIn("mvo").at(-1) ?? ""
    expect(result).toContain("67%")
    expect(w.posts.filter((p) => p.card.kind === "result")).toHaveLength(1)
    expect(await w.press("p2", say("pulse.button.results", { n: 1 }))).toContain("63% (15)")
    expect(await w.press("p3", say("pulse.button.results", { n: 2 }))).toContain("67% (16)")
    expect(await w.store.keys.all()).toEqual([])
  })

  it("asks each index question once a quarter, every other week", async () => {
    const w = await withPulse(language)
    for (let day = "2026-11-26"; day <= "2027-01-07"; day = addDays(day, 1))
      for (const time of ["09:00", "09:30", "17:00"]) await w.at(day, time)
    const { polls } = await w.running.org.board.upToDate()
    const opened = [...polls.values()].map((p) => ({
      item: p.question.type === "item" ? p.question.item : "",
      on: localDate(p.openedAt, "Europe/Amsterdam"),
    }))
    const dates = ["2026-11-25", "2026-12-09", "2026-12-23", "2027-01-06"]
    expect([...new Set(opened.map((o) => o.on))]).toEqual(dates)
    const thisQuarter = opened.filter((o) => o.on < "2027").map((o) => o.item)
    expect(thisQuarter).toHaveLength(6)
    expect(new Set(thisQuarter).size).toBe(6)
    expect(opened.filter((o) => o.on > "2027").map((o) => o.item)).toEqual(thisQuarter.slice(0, 2))
  })
})
