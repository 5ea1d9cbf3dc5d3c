import { describe, expect, it } from "vitest"
import type { Sent } from "../src/app/ports.ts"
import { openWorld, said, type World, type WorldWish } from "./support/world.ts"

const crowd = Array.from({ length: 12 }, (_, i) => `p${i}`)

/** Thursday 2026-11-19; the channel takes part, and every kind has a yes. */
async function withAll(wish: WorldWish = {}): Promise<World> {
  const w = await openWorld({ people: crowd, ...wish })
  await w.says("chadia", "here")
  for (const what of ["nudge", "pulse", "challenge"]) await w.says("chadia", `programme ${what} yes`)
  return w
}

/** Lets every working hour of these days go by, and gives what came to channels on each day. */
async function days(w: World, ...dates: string[]): Promise<Record<string, string[]>> {
  const came: Record<string, string[]> = {}
  for (const date of dates) {
    const before = w.posts.length
    for (const time of ["08:59", "09:00", "09:30", "12:00", "16:59", "17:01", "23:59"]) await w.at(date, time)
    const fresh = w.posts.slice(before).filter((p) => "placeKey" in p.to)
    came[date] = fresh.map((p) => p.card.kind)
  }
  return came
}

describe.each(["nl", "en"] as const)("the programme (%s)", (language) => {
  const say = said(language)

  it("begins with a steward's yes: the digest by 'here', each other kind by its own", async () => {
    const w = await openWorld({ language, people: crowd })
    expect(await w.says("chadia", "programma")).toContain(say("programme.not-here"))
    expect(await w.says("chadia", "programme nudge yes")).toContain(say("refusal.place.not-joined"))
    expect(await w.says("chadia", "hier")).toContain(say("here.joined"))
    expect(await w.says("chadia", "here")).toContain(say("here.already"))
    expect(w.seenIn("mvo")).toHaveLength(1)
    expect(await w.says("chadia", "programme")).toContain(
      `[${say("programme.button.no", { what: say("what.digest") })}]`,
    )
    expect(await w.says("chadia", "programma tips ja")).toContain(
      say("programme.chosen-yes", { what: say("what.nudge") }),
    )
    expect(await w.says("chadia", "programme nudge no")).toContain(
      say("programme.chosen-no", { what: say("what.nudge") }),
    )
    await w.at("2026-11-24", "09:00")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction"])
    expect(await w.says("chadia", "here off")).toContain(say("here.left"))
    expect(await w.says("chadia", "here off")).toContain(say("refusal.place.not-joined"))
    expect(await w.says("chadia", "here", { in: null })).toContain(say("refusal.place-needed"))
  })

  it("shows the coming week, and lets a steward skip and swap", async () => {
    const w = await withAll({ language })
    const week = await w.says("chadia", "programma week")
    expect(week).toContain(`${say("content.digest")}`)
    const nudge = /: (.+)\n\[/.exec(week.slice(week.indexOf(`${say("content.nudge")}: `)))?.[1] ?? ""
    const swapped = await w.press("chadia", say("week.button.swap"))
    expect(swapped).not.toContain(`${say("content.nudge")}: ${nudge}`)
    const digest = await w.press("chadia", say("week.button.skip"))
    expect(digest).toContain(say("week.state.skipped"))
    await w.at("2026-11-23", "09:00")
    await w.at("2026-11-24", "09:00")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction", "nudge"])
    expect(w.seenIn("mvo").at(-1)).not.toContain(nudge)
    for (const verb of ["skip", "swap"])
      expect(await w.says("chadia", `programme ${verb} digest/nope/2026-W47`)).toContain(
        say("refusal.occasion.unknown"),
      )
  })

  it("stops with one word, queued messages included, and makes up for nothing", async () => {
    const w = await withAll({ language })
    w.sends.push({ type: "failed-clean", waitMs: 60_000, because: "busy" })
    await w.at("2026-11-24", "09:00")
    expect(await w.says("chadia", "programma pauze")).toContain(say("programme.paused"))
    await w.at("2026-11-24", "09:05")
    await w.at("2026-11-25", "09:30")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction"])
    expect(await w.says("chadia", "programme")).toContain(say("programme.note-paused"))
    await w.at("2026-11-26", "08:00")
    expect(await w.press("chadia", say("programme.button.resume"))).toContain(say("programme.resumed"))
    expect(await days(w, "2026-11-26")).not.toHaveProperty(["2026-11-26", 1])
    expect(w.posts.map((p) => p.card.kind)).not.toContain("nudge")
  })

  it("a channel speaks its own language, and changes it for what comes next", async () => {
    const w = await openWorld({ language, people: crowd })
    await w.says("chadia", "here")
    const other = language === "nl" ? "en" : "nl"
    await w.says("chadia", `here language ${other}`)
    await w.says("chadia", "nudge now")
    expect(w.seenIn("mvo").at(-1)).toContain(said(other)("nudge.eyebrow"))
  })
})

describe("messages that the bot starts", () => {
  it("are one a day at most; what a steward starts uses the day up, and a nudge gives way", async () => {
    const w = await withAll()
    const came = await days(
      w,
      "2026-11-20",
      "2026-11-21",
      "2026-11-22",
      "2026-11-23",
      "2026-11-24",
      "2026-11-25",
    )
    await w.at("2026-11-26", "08:00")
    await w.says("chadia", "nudge now")
    const rest = await days(
      w,
      "2026-11-26",
      "2026-11-27",
      "2026-11-30",
      "2026-12-01",
      "2026-12-02",
      "2026-12-03",
      "2026-12-04",
    )
    expect({ ...came, ...rest }).toMatchObject({ "2026-11-20": [], "2026-11-21": [], "2026-11-22": [] })
    for (const [date, kinds] of Object.entries({ ...came, ...rest }))
      expect(kinds.length, date).toBeLessThan(2)
    expect(rest["2026-11-26"]).toEqual([])
    expect(Object.values({ ...came, ...rest }).flat()).toEqual(
      expect.arrayContaining(["digest", "nudge", "challenge", "pulse"]),
    )
  })

  it("of a poll that the clock closes tell the result on the next free working day", async () => {
    const w = await withAll()
    await w.says("chadia", 'poll open "What holds you back?" "Time" "Roster"')
    for (const [i, who] of crowd.entries()) await w.press(who, i < 6 ? "Time" : "Roster")
    const came = await days(w, "2026-11-26")
    expect(came["2026-11-26"]?.filter((kind) => kind === "result")).toEqual([])
    const next = await days(w, "2026-11-27")
    expect(next["2026-11-27"]).toEqual(["result"])
    expect(w.seenIn("mvo").at(-1)).toContain("Time: 50%")
  })

  it("of a quiet week are a short digest, and the second one none", async () => {
    const w = await openWorld({ people: crowd })
    await w.says("chadia", "here")
    await w.says("p0", "today")
    expect(await days(w, "2026-11-23")).toEqual({ "2026-11-23": ["digest"] })
    expect(w.seenIn("mvo").at(-1)).toContain("a quiet week")
    expect(await days(w, "2026-11-30")).toEqual({ "2026-11-30": [] })
    await w.says("chadia", "challenge start planet-bike-commute", { in: "mvo" })
    await w.says("p0", "challenge log planet-bike-commute 3")
    expect(await days(w, "2026-12-07")).toEqual({ "2026-12-07": ["digest"] })
    expect(w.seenIn("mvo").at(-1)).toContain("1 of 13 colleagues took part")
  })

  it("come once, though the clock ticks often and other bots look too", async () => {
    const w = await withAll()
    for (let minute = 0; minute < 10; minute++) await w.at("2026-11-23", `09:0${minute}`)
    await Promise.all(Array.from({ length: 5 }, () => w.running.tick()))
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction", "digest"])
  })
})

describe("messages of which it is not sure that they came", () => {
  const outcomes: [string, Sent, RegExp][] = [
    ["uncertain", { type: "uncertain", because: "lost" }, /Tip of .+: not sure whether it arrived/],
    ["failed", { type: "failed", because: "archived" }, /Tip of .+: not sent, the channel did not accept it/],
  ]
  it.each(outcomes)("%s: are shown to the steward, and go again once", async (_, sent, shown) => {
    const w = await withAll()
    w.sends.push(sent)
    await w.says("chadia", "nudge now")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction"])
    await w.at("2026-11-20", "16:00")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction"])
    const programme = await w.says("chadia", "programme")
    expect(programme).toMatch(shown)
    const card = w.card("chadia")
    const again = card.blocks.flatMap((b) => (b.type === "buttons" ? b.buttons : [])).find((b) => b.once)
    const text = `${again?.text} ~${again?.once}`
    expect(await w.says("chadia", text, { via: "press" })).toContain("on its way again")
    expect(await w.says("chadia", text, { via: "press" })).toContain("on its way again")
    expect(await w.says("chadia", again?.text ?? "")).toContain("it was sent already")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction", "nudge"])
    expect(await w.says("chadia", "programme")).not.toMatch(shown)
  })

  it("late: a digest of a day ago is missed, said, and not sent", async () => {
    const w = await withAll()
    await w.at("2026-11-24", "13:30")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction"])
    const programme = await w.says("chadia", "programme")
    expect(programme).toMatch(/Weekly digest of Mon 23 November 09:00: not sent, because it was too late/)
    expect(programme).toMatch(/Tip of Tue 24 November 09:00: not sent/)
  })

  it("a clean failure is tried again by itself", async () => {
    const w = await withAll()
    w.sends.push({ type: "failed-clean", waitMs: 0, because: "busy" })
    await w.says("chadia", "nudge now")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction"])
    await w.at("2026-11-19", "10:01")
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction", "nudge"])
  })
})

describe("the weekly digest", () => {
  it("tells what happened, thanks all, and has one next step", async () => {
    const w = await openWorld({ people: crowd, language: "nl" })
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute")
    for (const who of crowd.slice(0, 4)) await w.says(who, "challenge log planet-bike-commute 10")
    await w.at("2026-11-23", "09:00")
    const digest = w.seenIn("mvo").at(-1) ?? ""
    expect(digest).toContain("4 van 13 collega's deden mee (31%)")
    expect(digest).toContain("Dank aan iedereen: 4 gemelde acties.")
    expect(digest).toContain("40 km gefietst door 4 collega's")
    expect(digest).toMatch(/kg CO2-eq minder/)
    const primary = w.posts.at(-1)?.card.blocks.flatMap((b) => (b.type === "buttons" ? b.buttons : []))
    expect(primary?.filter((b) => b.style === "primary")).toHaveLength(1)
  })

  it("by hand stands at once, and shows no group that is too small", async () => {
    const w = await openWorld({ people: ["ana", "ben"] })
    await w.says("chadia", "here")
    expect(await w.says("chadia", "overzicht nu")).toContain("The weekly digest goes to the channel.")
    expect(w.seenIn("mvo").at(-1)).toContain("too few colleagues to count yet")
  })
})
