import { describe, expect, it } from "vitest"
import { listed } from "../src/app/grammar.ts"
import { openWorld, said } from "./support/world.ts"

describe.each(["nl", "en"] as const)("settings (%s)", (language) => {
  const say = said(language)

  it("change who is counted from the next quarter on, once counting has begun", async () => {
    const w = await openWorld({ language })
    await w.says("chadia", "here")
    await w.at("2026-11-20", "10:00")
    const from = language === "nl" ? "vr 1 januari" : "Fri 1 January"
    expect(await w.says("chadia", "instellingen bereik hier")).toContain(
      say("settings.scope-set", { from }).slice(0, 12),
    )
    expect(await w.says("chadia", "settings scope here")).toContain(from)
    expect(await w.says("chadia", "settings")).toContain(say("settings.scope.everyone"))
    await w.at("2027-01-01", "09:00")
    expect(await w.says("chadia", "settings")).toContain(say("settings.scope.places"))
    expect(await w.says("chadia", "settings scope file")).toContain(say("refusal.scope.file"))
    expect(await w.says("chadia", "settings scope here", { in: null })).toContain(say("refusal.place-needed"))
    expect(await w.says("chadia", "settings scope here", { in: "elsewhere" })).toContain(
      say("refusal.place.not-joined").slice(0, 20),
    )
  })

  it("on the first day count at once who is in the channel", async () => {
    const w = await openWorld({ language })
    w.members.set("mvo", ["chadia", "ana"])
    await w.says("chadia", "here")
    expect(await w.says("chadia", "settings scope here")).toContain(`${say("settings.counted")}: 2`)
  })

  it("name who sees the report, and take it back", async () => {
    const w = await openWorld({ language })
    expect(await w.says("ana", "report")).toContain(say("refusal.manager-only"))
    expect(await w.says("chadia", "settings manager add @ana")).toContain(say("settings.manager-added"))
    expect(await w.says("ana", "report 2026-Q4")).toContain(say("report-link.open", { period: "2026-Q4" }))
    expect(await w.says("ana", "rapport")).toContain(say("report-link.note", { minutes: 15 }))
    expect(await w.says("ana", "report 2027")).toContain(say("refusal.period.future"))
    expect(await w.says("ana", "report 2026-W99")).toContain(say("problem.period"))
    expect(await w.says("ana", "settings")).toContain(say("refusal.steward-only"))
    expect(await w.says("chadia", "instellingen manager eraf ana")).toContain(say("settings.manager-removed"))
    expect(await w.says("ana", "report")).toContain(say("refusal.manager-only"))
    expect(await w.says("chadia", "settings manager add nobody")).toContain(say("refusal.person.unknown"))
  })

  it("name the adviser once; the old name is gone", async () => {
    const w = await openWorld({ language })
    await w.says("chadia", 'settings adviser "Noor de Wit"')
    expect(await w.says("chadia", 'settings adviser "Ali Yılmaz"')).toContain("Ali Yılmaz")
    expect((await w.store.texts.all()).map(([, t]) => t.text)).toEqual(["Ali Yılmaz"])
    expect(await w.says("chadia", `settings adviser "${"x".repeat(121)}"`)).toContain(
      say("refusal.adviser.too-long", { max: 120 }),
    )
    expect(await w.says("chadia", 'settings adviser ""')).toContain(say("problem.text"))
  })
})

describe("who may do what", () => {
  const sample: Record<string, string> = {
    "challenge.start": "challenge start planet-bike-commute",
    "poll.open": 'poll open "Q?" "A" "B"',
    "poll.ask": "poll ask idx-belief",
    "poll.close": "poll close p1",
    "here.language": "here language nl",
    "settings.scope": "settings scope everyone",
    "settings.manager": "settings manager add ana",
    "settings.council": "settings council add ana",
    "settings.adviser": 'settings adviser "Noor"',
    "question.answer": 'question answer qabcd yes "So."',
    "question.hide": "question hide qabcd",
  }
  const text = (type: string) => sample[type] ?? type.replace(".", " ")

  it("a colleague is told no for each command of a steward, and nothing changes", async () => {
    const w = await openWorld()
    await w.says("chadia", "here")
    const before = await w.events()
    const buttons = [
      "programme nudge yes",
      "programme skip x",
      "programme swap x",
      "delivery again x",
      "here language nl",
    ]
    for (const command of [...listed("steward").map(text), ...buttons])
      expect(await w.says("ana", command), command).toContain(
        "Only someone who runs the programme can do that.",
      )
    for (const type of listed("manager"))
      expect(await w.says("ana", text(type)), type).toContain(
        type === "report"
          ? "The report is for the steward and management."
          : "Only the steward and management can do that.",
      )
    for (const type of listed("council"))
      expect(await w.says("ana", text(type))).toContain("This is for the works council and the steward.")
    expect(await w.events()).toEqual(before)
    expect(await w.store.keys.all()).toEqual([])
  })

  it("help shows a colleague no command of a steward, and none is offered as nearest", async () => {
    const w = await openWorld()
    const pages = [
      await w.says("ana", "help"),
      await w.press("ana", "More"),
      await w.says("ana", "help 3"),
    ].join()
    expect(pages).not.toMatch(/^(settings|programme|report|here|digest|poll open)/m)
    for (const typo of ["setings", "programm", "her off", "digst now", "poll opne", "rport"]) {
      expect(await w.says("ana", typo)).not.toMatch(/settings|programme|here off|digest now|poll open|report/)
      expect(await w.says("chadia", typo)).toContain("Do you mean")
    }
  })

  it("help fits on pages that together show everything, in the person's language", async () => {
    const w = await openWorld({ language: "nl" })
    let text = await w.says("chadia", "hulp")
    const shown = [text]
    while (text.includes("[Meer]")) shown.push((text = await w.press("chadia", "Meer")))
    for (const type of [...listed("all"), ...listed("steward"), ...listed("manager"), ...listed("council")])
      expect(shown.join("\n")).toContain(said("nl")(`help.command.${type}`))
    expect(await w.says("chadia", "help 99")).toBe(shown.at(-1))
  })

  it("a stranger gets an answer and is counted in nobody's number of people", async () => {
    const w = await openWorld({ people: Array.from({ length: 12 }, (_, i) => `p${i}`) })
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute")
    expect(await w.says("stranger", "help")).toContain("What can you do here?")
    for (const who of ["stranger", "p0", "p1"]) await w.says(who, "challenge log planet-bike-commute 1")
    expect(await w.says("chadia", "settings")).toContain("On the list now: 13")
    await w.at("2026-11-23", "09:00")
    expect(w.seenIn("mvo").at(-1)).toContain("2 of 13 colleagues took part")
  })
})
