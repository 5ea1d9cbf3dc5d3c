import { describe, expect, it } from "vitest"
import { questionLimits } from "../src/domain/question.ts"
import { asks, office, reportOf, texts, toPerson, typed } from "./support/questions.ts"
import { openWorld, said, type World } from "./support/world.ts"

const ledger = async (w: World) => JSON.stringify(await w.events())

describe.each(["nl", "en"] as const)("a question to management (%s)", (language) => {
  const say = said(language)

  it("cannot be asked before an adviser is named; a steward is told how", async () => {
    const w = await openWorld({ language })
    expect(await w.says("ana", `question "${typed}"`)).toContain(say("refusal.question.no-adviser"))
    expect(await w.says("chadia", "vraag")).toContain(say("refusal.question.no-adviser-steward"))
    expect(await texts(w)).toEqual([])
    expect(await ledger(w)).not.toContain("question")
  })

  it("is confirmed with what holds: no reporting channel, the adviser, how long, no name, and what an operator can see", async () => {
    const w = await office({ language })
    const form = await w.says("ana", language === "nl" ? "vraag" : "question")
    const promised = [
      say("question.no-channel", { adviser: "Noor de Wit" }),
      say("question.promise", { days: 60 }),
    ]
    for (const line of promised) expect(form).toContain(line)
    const answer = await w.press("ana", say("question.submit"), typed)
    for (const line of promised) expect(answer).toContain(line)
    const due = language === "nl" ? "za 19 december" : "Sat 19 December"
    expect(answer).toContain(say("question.asked", { due }))
    expect(answer).toContain(`“${typed}”`)
  })

  it("is answered with a reason; who asked hears it in private, the channel in the next digest, without names", async () => {
    const w = await office({ language })
    const id = await asks(w, "ana")
    const list = await w.says("ben", language === "nl" ? "vragen" : "questions")
    expect(list).toContain(typed)
    expect(list).toContain(say("questions.days-left", { days: 30 }))
    expect(list).not.toMatch(/\bana\b/)
    const form = await w.press("ben", say("question.reply.no"))
    expect(form).toContain(say("questions.form.note"))
    const reason = "The landlord does not allow it."
    const done = await w.press(
      "ben",
      say("questions.form.submit", { reply: say("question.reply.no") }),
      reason,
    )
    expect(done).toContain(say("questions.answered", { reply: say("question.reply.no") }))
    const [reply] = toPerson(w, "ana")
    expect(JSON.stringify(reply?.blocks)).toContain(reason)
    expect(reply?.kind).toBe("question-reply")
    expect(await w.says("ana", "question mine")).toContain(reason)
    await w.at("2026-11-23", "09:00")
    const digest = w.seenIn("mvo").at(-1) ?? ""
    expect(digest).toContain(say("digest.said"))
    expect(digest).toContain(`“${typed}” ${say("question.reply.no")}. ${reason}`)
    expect(digest).not.toMatch(/\b(ana|ben)\b/)
    expect(await w.press("cor", say("digest.button.answers"))).toContain(reason)
    expect(await w.says("ben", "questions")).not.toContain(id)
  })
})

describe("what is typed", () => {
  it("lies in no event and in no line of the log, and is escaped by nobody but the platform", async () => {
    const w = await office()
    const odd = "*Bold* <script> <!here> a@b.nl [x](http://y) {value} ~abcd ‮ reversed"
    await asks(w, "ana", odd)
    const kept = "*Bold* <script> <!here> a@b.nl [x](http://y) {value} ~abcd reversed"
    expect(await texts(w)).toEqual([kept, "Noor de Wit"])
    expect(await ledger(w)).not.toMatch(/script|Bold|b\.nl/)
    expect(w.logged.join()).not.toMatch(/script|Bold/)
    expect(await w.says("ben", "questions")).toContain(kept)
  })

  it.each([
    ["nothing", 'question ""', "Put the text between quotation marks"],
    ["only spaces", 'question "   "', "Put the text between quotation marks"],
    ["what no screen shows", `question "\u202e\u2066"`, "There was no text"],
    ["no quotation marks", "question why no shed", "Put the text between quotation marks"],
    ["a mention", 'question "Why is @U024KESTREL late?"', "do not mention anyone with an @"],
    ["a mention at the start", 'question "@channel, why?"', "do not mention anyone with an @"],
    ["too much", `question "${"x".repeat(questionLimits.textMax + 1)}"`, "can have 280 characters at most"],
    ["far too much", `question "${"x".repeat(5000)}"`, "too long for me"],
  ])("of %s changes nothing and says so", async (_, text, expected) => {
    const w = await office()
    const before = await w.events()
    expect(await w.says("ana", text)).toContain(expected)
    expect(await w.events()).toEqual(before)
    expect(await texts(w)).toEqual(["Noor de Wit"])
  })

  it("as long as it may be is kept whole", async () => {
    const w = await office()
    await asks(w, "ana", "x".repeat(questionLimits.textMax))
    expect(await texts(w)).toContain("x".repeat(questionLimits.textMax))
  })

  it("among others is neither kept nor repeated", async () => {
    const w = await office()
    for (const [who, text] of [
      ["ana", `question "${typed}"`],
      ["ben", 'question answer qabcd no "Too dear."'],
    ] as const) {
      const answer = await w.says(who, text, { via: "message" })
      expect(answer).toContain("This was not saved, because others can read it")
      expect(answer).not.toMatch(/shed|dear/)
    }
    expect(await texts(w)).toEqual(["Noor de Wit"])
    // In one's own chat with the bot nobody else reads along.
    expect(await w.says("ana", `question "${typed}"`, { via: "message", in: null })).toContain("was asked")
  })

  it("that sounds like something for the adviser is asked about once more, before anything is kept", async () => {
    const w = await office()
    const sore = "My manager bullies me, what now?"
    expect(await w.says("ana", `question "${sore}"`)).toContain(
      "Noor de Wit is there for that, in confidence",
    )
    expect(await texts(w)).toEqual(["Noor de Wit"])
    await w.press("ana", "Rather not")
    expect(await texts(w)).toEqual(["Noor de Wit"])
    await w.says("ana", `question "${sore}"`)
    expect(await w.press("ana", "Ask this question anyway")).toContain("was asked")
    expect(await texts(w)).toContain(sore)
  })

  it("is deleted after sixty days, the reason too, and reads as withdrawn nowhere: it is gone", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    await w.says("ben", `question answer ${id} later "In spring."`)
    await w.at("2027-01-17", "09:00")
    expect(await texts(w)).toContain(typed)
    await w.at("2027-01-19", "09:00")
    expect(await texts(w)).toEqual(["Noor de Wit"])
    expect(await w.says("ben", "questions")).toContain("No question is waiting")
    expect(await w.says("ben", `question answer ${id} yes "Now."`)).toContain("I do not know that question")
    expect(await w.says("ana", "privacy export", { in: null })).toContain(
      "question to management: (withdrawn)",
    )
  })
})

describe("a question", () => {
  it("delivered three times is one, with one text", async () => {
    const w = await office()
    const answers = []
    for (let i = 0; i < 3; i++) answers.push(await w.says("ana", `question "${typed}"`, { delivery: "same" }))
    expect(new Set(answers).size).toBe(1)
    expect((await texts(w)).filter((t) => t === typed)).toHaveLength(1)
    expect((await w.events()).filter(({ event }) => event.type === "question.asked")).toHaveLength(1)
  })

  it("may be asked three times a day, and then again tomorrow; the same delivery is answered as before", async () => {
    const w = await office()
    for (let i = 0; i < 3; i++) await w.says("ana", `question "Number ${i}?"`, { delivery: `d-${i}` })
    expect(await w.says("ana", 'question "Number 4?"')).toContain("3 questions a day")
    expect(await w.says("ana", 'question "Number 2?"', { delivery: "d-2" })).toContain("Number 2?")
    expect(await w.says("cor", 'question "Mine?"')).toContain("was asked")
    w.setClock("2026-11-20", "00:00")
    expect(await w.says("ana", 'question "Number 4?"')).toContain("was asked")
  })

  it("can be taken back by who asked it and by nobody else; then its text is gone and nobody is owed an answer", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    expect(await w.says("cor", `question withdraw ${id}`)).toContain("I do not know that question")
    expect(await w.says("ana", `vraag intrekken ${id}`)).toContain("was withdrawn")
    expect(await w.says("ana", `question withdraw ${id}`)).toContain("was withdrawn")
    expect(await texts(w)).toEqual(["Noor de Wit"])
    expect(await w.says("ben", `question answer ${id} yes "Yes."`)).toContain("I do not know that question")
    expect(await texts(w)).toEqual(["Noor de Wit"])
    await w.at("2027-01-04", "09:00")
    const { figures } = await reportOf(w, "2026-12")
    expect(figures.followUp).toMatchObject({ count: 0, of: 0 })
  })

  it("of somebody who is forgotten goes with them, and nobody is owed an answer", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    const kept = await asks(w, "cor", "Is there fruit?")
    await w.says("ben", `question answer ${kept} yes "There is."`)
    await w.says("ana", "privacy forget sure", { in: null })
    await w.says("cor", "privacy forget sure", { in: null })
    expect(await texts(w)).toEqual(["Noor de Wit", "There is."])
    for (const q of [id, kept])
      expect(await w.says("ben", `question answer ${q} yes "So."`)).toContain("know")
    await w.at("2026-11-23", "09:00")
    expect(w.seenIn("mvo").at(-1)).not.toContain("management answered")
    await w.at("2027-01-04", "09:00")
    // What was answered in time stays counted.
    expect((await reportOf(w, "2026-12")).figures.followUp).toMatchObject({ count: 1, of: 1 })
    expect(await w.says("ana", `question "${typed}"`)).toContain("was asked")
  })

  it("is seen by nobody but stewards and managers, and answered by them alone", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    for (const text of [
      "questions",
      `question answer ${id} yes "Yes."`,
      `question hide ${id}`,
      `question answer ${id} no`,
    ])
      expect(await w.says("cor", text)).toContain("Only the steward and management can do that")
    expect(await w.says("cor", "question answers")).not.toContain(typed)
  })
})

describe("the report", () => {
  it("says what waits for an answer with the days that are left, also beside a frozen period, and never in the JSON", async () => {
    const w = await office()
    await asks(w, "ana", "First?")
    w.setClock("2026-11-21", "12:00")
    const second = await asks(w, "cor", "Second?")
    await w.at("2026-12-20", "09:00")
    expect((await reportOf(w, "2026-11")).waiting).toEqual([
      { text: "First?", dueOn: "2026-12-19", daysLeft: -1 },
      { text: "Second?", dueOn: "2026-12-21", daysLeft: 1 },
    ])
    await w.says("ben", `question answer ${second} later "In spring."`)
    expect((await reportOf(w, "2026-12")).waiting.map((q) => q.text)).toEqual(["First?"])
    expect(JSON.stringify(await w.store.snapshots.all())).not.toContain("First?")
  })

  it("counts what became due: one answered in time of three, in the month, the quarter and the year", async () => {
    const w = await office()
    const ids = [await asks(w, "ana", "One?"), await asks(w, "cor", "Two?"), await asks(w, "dee", "Three?")]
    w.setClock("2026-12-19", "23:59")
    await w.says("ben", `question answer ${ids[0]} no "No."`)
    w.setClock("2026-12-20", "00:00")
    await w.says("ben", `question answer ${ids[1]} yes "Yes."`)
    await w.at("2027-01-05", "09:00")
    for (const period of ["2026-12", "2026-Q4", "2026"])
      expect((await reportOf(w, period)).figures.followUp).toMatchObject({ count: 1, of: 3, share: 1 / 3 })
    expect((await reportOf(w, "2026-Q4")).frozen).not.toBeNull()
  })
})
