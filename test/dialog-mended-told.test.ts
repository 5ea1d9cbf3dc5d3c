/** What is counted, and what is told where: to those it is for, and no more often than wanted. */
import { describe, expect, it } from "vitest"
import { openWorld, said, testCatalogue, type World } from "./support/world.ts"

const crowd = Array.from({ length: 12 }, (_, i) => `p${i}`)

async function openPoll(w: World, text: string): Promise<string> {
  await w.says("chadia", `poll open ${text}`)
  return [...(await w.running.org.board.upToDate()).polls.keys()].at(-1) ?? ""
}

describe.each(["nl", "en"] as const)("a poll's answers never exceed the roster (%s)", (language) => {
  const say = said(language)

  /** Three are counted: those in the channel. All others are colleagues too, or nobody's. */
  async function small(): Promise<World> {
    const w = await openWorld({ language, people: ["ana", "ben", ...crowd] })
    w.members.set("mvo", ["chadia", "ana", "ben"])
    await w.says("chadia", "here")
    await w.says("chadia", "settings scope here")
    return w
  }

  it.for(["named", ""])("whoever votes from outside is told so and not counted (%s)", async (named) => {
    const w = await small()
    const id = await openPoll(w, `"Bus or bike?" "Bus" "Bike" ${named}`)
    const outside = say("poll.not-listed")
    for (const who of ["ana", "ben"])
      expect(await w.says(who, `poll vote ${id} a`, { via: "press" })).not.toContain(outside)
    for (const who of [...crowd, "stranger"]) {
      const answer = await w.says(who, `poll vote ${id} b`, { via: "press" })
      expect(answer).toContain(outside)
    }
    expect(await w.says("p1", `poll show ${id}`)).toContain(outside)
    if (named)
      expect(await w.says("ana", `poll results ${id}`)).toContain(say("poll.answers", { answers: 2, of: 3 }))
    await w.says("chadia", `poll close ${id}`)
    expect(await w.says("ana", `poll results ${id}`)).toContain(say("poll.answers", { answers: 2, of: 3 }))
    const closed = (await w.events()).flatMap((e) => (e.event.type === "poll.closed" ? [e.event] : []))
    expect(closed).toMatchObject([{ of: 3, result: { answers: 2 } }])
    if (named) expect(closed).toMatchObject([{ result: { options: { counts: { a: 2, b: 0 } } } }])
  })

  it("who left before the close is not counted, and the number keeps that day's roster", async () => {
    const w = await openWorld({ language, people: ["ana", "ben"] })
    await w.says("chadia", "here")
    const id = await openPoll(w, '"Bus or bike?" "Bus" "Bike" named')
    for (const who of ["ana", "ben"]) await w.says(who, `poll vote ${id} a`, { via: "press" })
    w.roster.splice(
      w.roster.findIndex((r) => r.key === "ben"),
      1,
    )
    await w.at("2026-11-20", "10:00")
    await w.says("chadia", `poll close ${id}`)
    w.roster.push({ key: "new", language: null, timeZone: null, steward: false })
    await w.at("2026-11-21", "10:00")
    expect(await w.says("ana", `poll results ${id}`)).toContain(say("poll.answers", { answers: 1, of: 2 }))
  })
})

describe.each(["nl", "en"] as const)("what one channel was asked is not told elsewhere (%s)", (language) => {
  const say = said(language)
  const question = "Keep the old van?"

  async function twoChannels(): Promise<World> {
    const w = await openWorld({ language, people: crowd })
    for (const place of ["mvo", "depot"]) await w.says("chadia", "here", { in: place })
    return w
  }

  it("neither on everybody's today, nor as the next step in another channel's digest", async () => {
    const w = await twoChannels()
    const id = await openPoll(w, `"${question}" "Yes" "No"`)
    await w.says("p0", `poll vote ${id} a`, { via: "press" })
    expect(await w.says("p1", "today")).not.toContain(question)
    await w.at("2026-11-23", "09:00")
    expect(w.seenIn("mvo").at(-1)).toContain(say("digest.title", { week: 47 }))
    expect(w.seenIn("mvo").at(-1)).toContain(`[${say("digest.button.poll")}]`)
    expect(w.seenIn("depot").at(-1)).toContain(say("digest.title", { week: 47 }))
    expect(w.seenIn("depot").at(-1)).not.toContain(say("digest.button.poll"))
  })

  it("nor as a result in another channel's digest", async () => {
    const w = await twoChannels()
    const id = await openPoll(w, `"${question}" "Yes" "No"`)
    for (const [i, who] of crowd.entries())
      await w.says(who, `poll vote ${id} ${i % 3 ? "a" : "b"}`, { via: "press" })
    await w.says("chadia", `poll close ${id}`)
    expect(w.seenIn("depot").join("\n")).not.toContain(question)
    await w.at("2026-11-23", "09:00")
    expect(w.seenIn("mvo").at(-1)).toContain(question)
    expect(w.seenIn("depot").join("\n")).not.toContain(question)
  })

  it("a poll that went to every channel is everybody's", async () => {
    const w = await twoChannels()
    await w.says("chadia", `poll open "${question}" "Yes" "No"`, { in: null })
    expect(await w.says("p1", "today")).toContain(question)
  })
})

describe.each(["nl", "en"] as const)("a channel in which nothing happens (%s)", (language) => {
  it("gets one short digest, then none for as long as it stays quiet", async () => {
    const say = said(language)
    const w = await openWorld({ language, people: crowd })
    await w.says("chadia", "here")
    const mondays = ["2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28"]
    const came: number[] = []
    for (const date of mondays) {
      await w.at(date, "08:59")
      const before = w.posts.length
      for (const time of ["09:00", "12:00", "16:59"]) await w.at(date, time)
      came.push(w.posts.length - before)
    }
    expect(came).toEqual([1, 0, 0, 0, 0, 0])
    expect(w.seenIn("mvo").at(-1)).toContain(say("digest.title-short", { week: 47 }))
    await w.at("2026-12-29", "10:00")
    await w.says("chadia", "challenge start planet-bike-commute")
    await w.says("p0", "challenge log planet-bike-commute 3")
    await w.at("2027-01-04", "09:00")
    expect(w.seenIn("mvo").at(-1)).toContain(say("digest.title", { week: 53 }))
    await w.at("2027-01-11", "09:00")
    await w.at("2027-01-18", "09:00")
    await w.at("2027-01-25", "09:00")
    const digests = w.posts.filter((p) => p.card.kind === "digest")
    expect(digests).toHaveLength(3)
    expect(w.seenIn("mvo").at(-1)).toContain(say("digest.title-short", { week: 1 }))
  })
})

describe.each(["nl", "en"] as const)("today (%s)", (language) => {
  const say = said(language)
  const [first] = [...testCatalogue().nudges.values()]
  const act = first?.action[language] ?? ""

  it("shows a tip for a week, and one that was put off for a month", async () => {
    const w = await openWorld({ language })
    await w.says("chadia", "here")
    await w.says("chadia", "nudge now")
    await w.says("ana", "today")
    await w.press("ana", say("nudge.button.later"))
    w.setClock("2026-11-26", "09:59")
    for (const who of ["ana", "ben"]) expect(await w.says(who, "today"), who).toContain(act)
    w.setClock("2026-11-26", "10:00")
    expect(await w.says("ben", "today")).not.toContain(act)
    expect(await w.says("ana", "today")).toContain(act)
    w.setClock("2026-12-19", "10:00")
    expect(await w.says("ana", "today")).not.toContain(act)
  })
})

describe.each(["nl", "en"] as const)("a channel's language (%s)", (language) => {
  it("stands on its programme, with a button for the other, and changes what comes next", async () => {
    const say = said(language)
    const other = language === "nl" ? "en" : "nl"
    const w = await openWorld({ language })
    await w.says("chadia", "here")
    const shown = say("programme.button.language", { language })
    expect(await w.says("chadia", "programme")).toContain(`[${shown}]`)
    expect(await w.press("chadia", shown)).toContain(say("here.language", { language: other }))
    expect(await w.says("chadia", "programme")).toContain(
      `[${say("programme.button.language", { language: other })}]`,
    )
    await w.says("chadia", "nudge now")
    expect(w.seenIn("mvo").at(-1)).toContain(said(other)("nudge.eyebrow"))
    expect(await w.says("chadia", "programme", { in: null })).not.toContain(shown)
  })
})
