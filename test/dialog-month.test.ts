import { describe, expect, it } from "vitest"
import { openDesk } from "../adapters/desk.ts"
import { makeWords } from "../src/view/words.ts"
import { asks, office, toPerson } from "./support/questions.ts"
import { said, testCatalogue, type World } from "./support/world.ts"

const summaries = (w: World, who: string) => toPerson(w, who).filter((card) => card.kind === "month")

/** Two months: seven of eleven did something in November, three in December; a question waits. */
async function lived(language: "nl" | "en" = "en"): Promise<World> {
  const w = await office({ language, at: ["2026-10-20", "10:00"] })
  for (const [date, crowd] of [
    ["2026-11-02", ["ana", "ben", "cor", "dee", "eva", "fay", "gus"]],
    ["2026-12-01", ["ana", "ben", "cor"]],
  ] as const) {
    w.setClock(date, "10:00")
    await w.says("chadia", "challenge start planet-bike-commute 4w")
    for (const who of crowd) await w.says(who, "challenge log planet-bike-commute 3")
  }
  w.setClock("2026-12-15", "10:00")
  await asks(w, "ana")
  return w
}

describe.each(["nl", "en"] as const)("the summary of a month (%s)", (language) => {
  const say = said(language)

  it("comes to stewards and managers at nine on the first working day on which it is frozen, and to nobody else", async () => {
    const w = await lived(language)
    await w.at("2027-01-03", "12:00")
    for (const who of ["chadia", "ben"])
      expect(summaries(w, who).map((c) => c.summary)).not.toContain("2026-12")
    const before = summaries(w, "ben").length
    await w.at("2027-01-04", "09:00")
    await w.at("2027-01-04", "09:01")
    await w.at("2027-01-05", "09:00")
    for (const who of ["chadia", "ben"]) expect(summaries(w, who).length - before).toBe(1)
    expect(w.posts.filter((p) => p.card.kind === "month" && "placeKey" in p.to)).toEqual([])
    expect(summaries(w, "ana")).toEqual([])
    const text = JSON.stringify(summaries(w, "ben").at(-1)?.blocks)
    const month = language === "nl" ? "december 2026" : "December 2026"
    expect(text).toContain(say("month.title", { month }))
    expect(text).toContain(say("month.before", { count: 7, of: 11 }))
    expect(text).toContain(say("month.actions", { n: 3 }))
    expect(text).toContain(say("questions.days-left", { days: 10 }))
    expect(text).toContain("shed")
    expect(text).toContain('"text":"report 2026-12"')
  })
})

describe("the summary", () => {
  it("stands in the week's preview on one line, and one press skips it for all", async () => {
    const w = await lived()
    await w.at("2027-01-01", "10:00")
    const week = await w.says("chadia", "programme week")
    expect(week).toContain(
      "Mon 4 January 09:00 · to 2 stewards and managers · planned\nMonthly summary\n[Skip]",
    )
    const key = w
      .card("chadia")
      .blocks.flatMap((b) => (b.type === "buttons" ? b.buttons.map((one) => one.text) : []))
      .find((text) => text.startsWith("programme skip month/"))
    expect(await w.says("chadia", key ?? "")).toContain("· skipped\nMonthly summary")
    await w.at("2027-01-04", "09:00")
    await w.at("2027-01-05", "09:00")
    expect([...summaries(w, "chadia"), ...summaries(w, "ben")].map((c) => c.summary).join()).not.toContain(
      "December",
    )
  })

  it("is read again in the demo's browser with what waited then, and not with what waits since", async () => {
    const w = await lived()
    await w.at("2027-01-04", "09:00")
    const words = () => makeWords(testCatalogue().words)
    const [timeZone, now] = ["Europe/Amsterdam", () => w.running.org.clock.now()]
    const desk = openDesk({ people: 11, words, language: "en", timeZone, running: () => w.running, now })
    const read = async () => {
      const cards = (await desk.inbox("ben")).map(({ card }) => card)
      return JSON.stringify(cards.find((card) => card.summary.includes("December")))
    }
    const first = await read()
    expect(first).toContain("1 question is waiting for an answer:")
    w.setClock("2027-01-06", "10:00")
    const asked = (await w.events()).flatMap(({ event }) =>
      event.type === "question.asked" ? event.question : [],
    )
    await w.says("ben", `question answer ${asked[0]} yes "In spring."`)
    await asks(w, "cor", "Is there fruit?")
    expect(await read()).toBe(first)
  })

  it("moves to the next working day where that day brought them an answer by hand", async () => {
    const w = await lived()
    const id = await asks(w, "ben", "Is there fruit?")
    w.setClock("2027-01-04", "08:00")
    await w.says("chadia", `question answer ${id} yes "On Mondays."`)
    await w.at("2027-01-04", "09:00")
    const today = toPerson(w, "ben").slice(-1)
    expect(today.map((c) => c.kind)).toEqual(["question-reply"])
    await w.at("2027-01-05", "09:00")
    expect(toPerson(w, "ben").at(-1)?.summary).toContain("Summary of December 2026")
  })

  it("is not sent to who rests, left, or is no manager any more; nor while everything is stopped", async () => {
    for (const quiet of ["pause 12w", "leave"]) {
      const w = await lived()
      await w.says("ben", quiet, { in: null })
      const before = summaries(w, "ben").length
      await w.at("2027-01-04", "09:00")
      expect(summaries(w, "ben").length, quiet).toBe(before)
    }
    const w = await lived()
    await w.says("chadia", "settings manager remove ben")
    await w.says("chadia", "programme pause")
    await w.at("2027-01-04", "09:00")
    w.setClock("2027-01-04", "10:00")
    await w.says("chadia", "programme resume")
    await w.at("2027-01-05", "09:00")
    expect([...summaries(w, "chadia"), ...summaries(w, "ben")].map((c) => c.summary).join()).not.toContain(
      "December",
    )
  })

  it("that waited while they lost the role is not sent either", async () => {
    const w = await lived()
    const busy = { type: "failed-clean" as const, waitMs: 60_000, because: "busy" }
    w.sends.push(busy, busy)
    await w.at("2027-01-04", "09:00")
    await w.says("chadia", "settings manager remove ben")
    await w.at("2027-01-04", "09:05")
    const told = (who: string) => summaries(w, who).some((card) => card.summary.includes("December"))
    expect([told("chadia"), told("ben")]).toEqual([true, false])
  })

  it("of a month in which nothing happened and nothing waits is not sent", async () => {
    const w = await office({ at: ["2026-10-20", "10:00"] })
    for (const date of ["2026-11-04", "2026-12-04"]) await w.at(date, "09:00")
    expect([...summaries(w, "chadia"), ...summaries(w, "ben")]).toEqual([])
  })

  it("late is missed, and said to the steward", async () => {
    const w = await lived()
    await w.at("2027-01-12", "09:00")
    expect(
      summaries(w, "chadia")
        .map((c) => c.summary)
        .join(),
    ).not.toContain("December")
    const missed = (await w.events()).flatMap(({ event }) =>
      event.type === "occasion.missed" && event.what === "month"
        ? [[event.key.slice(0, 13), event.because]]
        : [],
    )
    expect(missed.slice(-2)).toEqual([
      ["month/2026-12", "late"],
      ["month/2026-12", "late"],
    ])
    // Beside a digest for each of two Mondays.
    expect(await w.says("chadia", "programme")).toContain("There are 2 more like it.")
  })

  it("is not written to a steward who never spoke to the bot", async () => {
    const w = await lived()
    for (const entry of w.roster) if (entry.key === "jon") entry.steward = true
    await w.running.syncRoster()
    await w.at("2027-01-04", "09:00")
    expect(toPerson(w, "jon")).toEqual([])
    await w.says("jon", "help")
    await w.at("2027-02-04", "09:00")
    expect(summaries(w, "jon")).toHaveLength(1)
  })
})
