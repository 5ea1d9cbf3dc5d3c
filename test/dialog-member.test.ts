import { describe, expect, it } from "vitest"
import { openWorld, said } from "./support/world.ts"

describe.each(["nl", "en"] as const)("what a person decides for themselves (%s)", (language) => {
  const say = said(language)

  it("is their language, on every card from then on, and nobody else's", async () => {
    const other = language === "nl" ? "en" : "nl"
    const w = await openWorld({ language: other })
    expect(await w.says("ana", `taal ${language}`)).toContain(say("member.language"))
    expect(await w.says("ana", "hulp")).toContain(say("help.title"))
    expect(await w.says("ben", "hulp")).toContain(said(other)("help.title"))
    expect(await w.says("ana", "wat is dit nu weer")).toContain(say("unreadable.title"))
    expect(await w.press("ana", said(language)("help.button.help"))).toContain(say("help.intro"))
    await w.says("ana", "language en")
    expect(await w.says("ana", "help")).toContain(said("en")("help.title"))
  })

  it("is to rest, to come back and to leave", async () => {
    const w = await openWorld({ language })
    const until = language === "nl" ? "do 3 december" : "Thu 3 December"
    expect(await w.says("ana", "pause")).toContain(say("member.paused", { until, b: "" }).slice(0, 8))
    expect(await w.says("ana", "pauze 2w")).toContain(until)
    expect(await w.press("ana", say("member.button.resume"))).toContain(say("member.resumed"))
    expect(await w.says("ana", "leave")).toContain(say("member.out"))
    expect(await w.press("ana", say("member.button.resume"))).toContain(say("member.resumed"))
    const [ana] = w.running.org.directory.people().filter((p) => p.key === "ana")
    expect(ana?.choices).toMatchObject({ out: false, pausedUntil: null })
    expect(await w.says("ana", "pause 13w")).toContain(say("problem.weeks"))
  })

  it("is to see what is kept, with the adviser's name, and to have it shown", async () => {
    const w = await openWorld({ language })
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute")
    await w.says("ana", "challenge log planet-bike-commute 3")
    await w.says("ben", "challenge log planet-bike-commute 44")
    await w.says("chadia", 'instellingen vertrouwenspersoon "Noor de Wit"')
    const privacy = await w.says("ana", "privacy")
    expect(privacy).toContain(say("privacy.adviser", { name: "Noor de Wit" }))
    expect(privacy).toContain("120")
    const shown = await w.press("ana", say("privacy.button.export"))
    expect(shown).toContain(language === "nl" ? "3 km gefietst" : "3 km cycled")
    expect(shown).not.toContain("44")
  })

  it("is to be forgotten, after one more question", async () => {
    const w = await openWorld({ language })
    await w.says("ana", "today")
    const before = (await w.events()).length
    expect(await w.says("ana", "privacy forget")).toContain(say("privacy.forget.ask"))
    expect(await w.press("ana", say("privacy.button.keep"))).toContain(say("privacy.title"))
    expect(await w.events()).toHaveLength(before)
    await w.says("ana", "privacy vergeet")
    expect(await w.press("ana", say("privacy.button.forget-sure"))).toContain(say("privacy.forgotten"))
    expect(await w.says("ana", "today", { via: "home" })).toContain(say("privacy.forgotten"))
    expect(w.running.org.directory.find("ana")).toBeUndefined()
  })
})

describe("who was forgotten", () => {
  it("is nowhere in the store but as a number and a keyed hash", async () => {
    const w = await openWorld()
    await w.says("chadia", "here")
    await w.says("ana", "language nl")
    const id = w.running.org.directory.find("ana")?.id ?? ""
    await w.says("ana", "privacy forget sure")
    const { people, texts, forgotten, outbox } = w.store
    const left = JSON.stringify([
      await people.all(),
      await texts.all(),
      await forgotten.all(),
      await outbox.waiting(),
    ])
    expect(left).not.toContain('"ana"')
    expect(left).not.toContain(id)
    expect(await forgotten.all()).toHaveLength(1)
  })

  it("is not brought back by opening the bot's page, nor by the clock", async () => {
    const w = await openWorld()
    await w.says("ana", "privacy forget sure")
    await w.says("ana", "today", { via: "home", in: null })
    await w.at("2026-11-20", "09:00")
    await w.at("2026-11-21", "09:00")
    expect(w.running.org.directory.people().map((p) => p.key)).not.toContain("ana")
    expect(await w.says("chadia", "settings")).toContain("On the list now: 5")
  })

  it("is somebody new when they come back, with nothing of before, and still counted once", async () => {
    const w = await openWorld()
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute")
    await w.says("ana", "challenge log planet-bike-commute 7")
    await w.says("ana", "language nl")
    const old = w.running.org.directory.find("ana")?.id
    await w.says("ana", "privacy forget sure")
    expect(await w.says("ana", "me")).toContain("Nothing here yet")
    expect(w.running.org.directory.find("ana")?.id).not.toBe(old)
    expect(await w.says("ana", "challenge undo planet-bike-commute")).toContain("nothing of yours")
    await w.at("2026-11-20", "09:00")
    expect(await w.says("chadia", "settings")).toContain("On the list now: 5")
  })

  it("has one vote in an open poll, however often they come back", async () => {
    const w = await openWorld()
    await w.says("chadia", "here")
    for (const named of ["", " named"]) {
      const opened = await w.says("chadia", `poll open "Q${named}?" "A" "B"${named}`)
      const id = /Number (\w+)\./.exec(opened)?.[1] ?? ""
      for (let i = 0; i < 3; i++) {
        expect(await w.says("ana", `poll vote ${id} a`)).toContain("Your answer: A.")
        await w.says("ana", "privacy forget sure")
      }
      await w.says("ana", `poll vote ${id} b`)
      await w.says("chadia", `poll close ${id}`)
      expect(await w.says("chadia", `poll results ${id}`)).toContain("1 answer, of 5 colleagues.")
    }
  })

  it("stays forgotten when the same request is delivered three times", async () => {
    const w = await openWorld()
    for (let i = 0; i < 3; i++)
      expect(await w.says("ana", "privacy forget sure", { delivery: "same" })).toContain("You are forgotten.")
    expect(w.running.org.directory.find("ana")).toBeUndefined()
    expect(await w.store.forgotten.all()).toHaveLength(1)
    expect((await w.events()).filter((e) => e.event.type === "member.forgotten")).toHaveLength(1)
  })
})
