import { describe, expect, it } from "vitest"
import { asks, office, reportOf, texts, toPerson, typed } from "./support/questions.ts"
import { openWorld } from "./support/world.ts"

describe("the list of questions", () => {
  it("has the oldest first, says the days that are left, and goes on page by page", async () => {
    const w = await office()
    for (const [i, who] of ["ana", "cor", "dee", "eva", "fay", "gus", "hal"].entries()) {
      w.setClock(`2026-11-${20 + i}`, "10:00")
      await asks(w, who, `Question ${i} of seven?`)
    }
    w.setClock("2026-12-20", "10:00")
    const pages = [
      await w.says("ben", "questions"),
      await w.press("ben", "More"),
      await w.press("ben", "More"),
    ]
    expect(pages[0]).toContain("7 questions are waiting for an answer, the oldest first.")
    expect(pages.join("\n").match(/Question \d/g)).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => `Question ${i}`))
    expect(pages[0]).toMatch(/today is the last day[\s\S]*1 day left[\s\S]*2 days left/)
    expect(pages[2]).not.toContain("[More]")
    w.setClock("2026-12-22", "10:00")
    expect(await w.says("chadia", "vragen")).toContain("was due on Sun 20 December")
  })
})

describe("an answer", () => {
  it("needs a reason: without one there is only a field for it, and nothing has happened", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    const before = await w.events()
    expect(await w.says("ben", `question answer ${id} yes`)).toContain("Yes, because [Answer: Yes]")
    expect(await w.says("ben", `question answer ${id} yes ""`)).toContain("between quotation marks")
    expect(await w.says("ben", `question answer ${id} yes "\u2066"`)).toContain("Nothing was saved")
    expect(await w.says("ben", `question answer ${id} perhaps "So."`)).toContain("Choose yes, no or later")
    expect(await w.says("ben", `question answer ${id} yes "${"x".repeat(281)}"`)).toContain("280 characters")
    expect(await w.says("ben", `question answer ${id} yes "Ask @cor."`)).toContain(
      "do not mention anyone with an @",
    )
    expect(await w.says("ben", 'question answer qzzzz yes "So."')).toContain("I do not know that question")
    expect(await w.events()).toEqual(before)
    expect(await texts(w)).toEqual([typed, "Noor de Wit"])
  })

  it("delivered three times is one answer and one message", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    const answers = []
    for (let i = 0; i < 3; i++)
      answers.push(await w.says("ben", `question answer ${id} yes "It is ordered."`, { delivery: "same" }))
    expect(new Set(answers).size).toBe(1)
    expect(toPerson(w, "ana")).toHaveLength(1)
    expect((await texts(w)).filter((t) => t === "It is ordered.")).toHaveLength(1)
  })

  it("may be later first, and then yes or no takes its place; who asked hears both", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    await w.says("ben", `question answer ${id} later "After the move in May."`)
    const list = await w.says("ben", "questions")
    expect(list).toContain("No question is waiting for an answer now.")
    expect(list).toMatch(/answered with ‘later’[\s\S]*Later\. After the move in May\.\n\[Yes\] \[No\]/)
    w.setClock("2026-11-24", "10:00")
    await w.says("chadia", `vraag antwoord ${id} ja "We moved."`)
    expect(toPerson(w, "ana").map((card) => card.summary)).toEqual([
      "The answer to your question: Later",
      "The answer to your question: Yes",
    ])
    expect(await w.says("ben", "questions")).not.toContain(id)
    await w.at("2026-11-30", "09:00")
    const digests = w.seenIn("mvo").filter((text) => text.includes("You asked, management answered"))
    expect(digests.at(-1)).toContain("Yes. We moved.")
  })

  it("that somebody gave a moment ago is not overruled unseen; with one more press it is corrected", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    await w.says("ben", `question answer ${id} no "Too dear."`)
    const card = await w.says("chadia", `question answer ${id} yes "There is money after all."`)
    expect(card).toContain("No. Too dear.")
    expect(toPerson(w, "ana")).toHaveLength(1)
    expect(await texts(w)).not.toContain("There is money after all.")
    expect(await w.press("chadia", "Correct the answer")).toContain("Answered: Yes.")
    expect(toPerson(w, "ana")).toHaveLength(2)
    expect(await w.says("ana", "question mine")).toContain("Yes. There is money after all.")
    for (let i = 0; i < 3; i++) await w.says("ben", `question correct ${id} no "Number ${i}."`)
    expect(await w.says("ben", `question correct ${id} no "Once more."`)).toContain(
      "already been answered 5 times",
    )
  })

  it("comes not in the channels where it is given in private, nor of a question that is kept out of them", async () => {
    const w = await office()
    const apart = await asks(w, "ana", "Why is Peter from sales always late?")
    const shown = await asks(w, "cor", "Is there fruit?")
    const hidden = await asks(w, "dee", "What does Mary earn?")
    const told = await w.says(
      "ben",
      `question answer ${apart} no "We do not talk about people here." private`,
    )
    expect(told).toContain("It does not go to the channels")
    expect(await w.says("ben", `question answer ${hidden} no`)).toContain("[Keep out of the channels]")
    expect(await w.press("ben", "Keep out of the channels")).toContain("stays out of the channels")
    await w.says("ben", `question answer ${hidden} no "That is her own."`)
    await w.says("ben", `question answer ${shown} yes "On Mondays."`)
    for (const who of ["ana", "cor", "dee"]) expect(toPerson(w, who)).toHaveLength(1)
    await w.at("2026-11-23", "09:00")
    const everything = `${w.seenIn("mvo").join("\n")}${await w.says("eva", "question answers")}`
    expect(everything).toContain("On Mondays.")
    expect(everything).not.toMatch(/Peter|Mary|people here|her own/)
  })

  it("is told to nobody else in a small organisation, where the words would tell who asked", async () => {
    const w = await openWorld()
    await w.says("chadia", "here")
    await w.says("chadia", 'settings adviser "Noor de Wit"')
    const id = await asks(w, "ana")
    expect(await w.says("chadia", `question answer ${id} yes "In May."`)).toContain(
      "does not go to the channels",
    )
    expect(toPerson(w, "ana")).toHaveLength(1)
    expect(await w.says("ben", "question answers")).not.toContain("May")
    await w.at("2026-11-23", "09:00")
    expect(w.seenIn("mvo").at(-1)).not.toContain("May")
    await w.at("2027-01-05", "09:00")
    expect((await reportOf(w, "2026-12")).figures.followUp).toMatchObject({ suppressed: true })
  })

  it("stays when the manager who gave it is forgotten: the organisation owes it", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    await w.says("ben", `question answer ${id} no "The landlord does not allow it."`)
    await w.says("ben", "privacy forget sure", { in: null })
    expect(await w.says("ana", "question mine")).toContain("The landlord does not allow it.")
    expect((await w.store.texts.all()).find(([, t]) => t.text.includes("landlord"))?.[1].owner).toBeNull()
  })
})

describe("who asked hears the answer", () => {
  const answer = (id: string) => `question answer ${id} yes "It is ordered."`

  it.each([
    ["in the evening", "2026-11-19", "20:00", "2026-11-20", "09:00"],
    ["before work", "2026-11-20", "07:30", "2026-11-20", "09:00"],
    ["on a Friday night", "2026-11-20", "18:00", "2026-11-23", "09:00"],
    ["on a Sunday noon", "2026-11-22", "12:00", "2026-11-23", "09:00"],
  ])("at work: given %s it comes when the next working day begins", async (_, date, time, day, morning) => {
    const w = await office()
    const id = await asks(w, "ana")
    w.setClock(date, time)
    await w.says("ben", answer(id))
    await w.at(day, "08:59")
    expect(toPerson(w, "ana")).toHaveLength(0)
    await w.at(day, morning)
    expect(toPerson(w, "ana").filter((card) => card.kind === "question-reply")).toHaveLength(1)
  })

  it("not while they rest or after they left; they find it among their questions", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    await w.says("ana", "pause 2w")
    await w.says("ben", answer(id))
    expect(toPerson(w, "ana")).toHaveLength(0)
    expect(await w.says("ana", "question mine")).toContain("Yes. It is ordered.")
  })

  it("not when everything was stopped before it went, and by hand even while it is", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    const other = await asks(w, "cor", "Is there fruit?")
    w.setClock("2026-11-19", "20:00")
    await w.says("ben", answer(id))
    w.setClock("2026-11-19", "21:00")
    await w.says("chadia", "programme pause")
    w.setClock("2026-11-19", "22:00")
    await w.says("ben", answer(other))
    await w.at("2026-11-20", "09:00")
    expect(toPerson(w, "ana")).toHaveLength(0)
    expect(toPerson(w, "cor")).toHaveLength(1)
  })

  it("late is not sent: a steward sees it, and may send it again", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    w.setClock("2026-11-19", "20:00")
    await w.says("ben", answer(id))
    await w.at("2026-11-20", "17:30")
    expect(toPerson(w, "ana")).toHaveLength(0)
    const programme = await w.says("chadia", "programme")
    expect(programme).toContain("Answer to a question of Fri 20 November 17:30: not sent")
    expect(programme).not.toContain("shed")
    await w.press("chadia", "Send again")
    expect(toPerson(w, "ana")).toHaveLength(1)
  })
})

describe("a week in which only management answered", () => {
  it("has a digest, because there is something to tell", async () => {
    const w = await office()
    const id = await asks(w, "ana")
    await w.at("2026-11-23", "09:00")
    await w.at("2026-12-07", "10:00")
    await w.says("ben", `question answer ${id} yes "It is ordered."`)
    await w.at("2026-12-14", "09:00")
    expect(w.seenIn("mvo").at(-1)).toContain("Yes. It is ordered.")
  })
})
