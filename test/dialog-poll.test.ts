import { describe, expect, it } from "vitest"
import { openWorld, said, type World, type WorldWish } from "./support/world.ts"

async function withChannel(wish: WorldWish = {}): Promise<World> {
  const w = await openWorld(wish)
  await w.says("chadia", "here")
  return w
}

/** Opens it and gives the poll's number. */
async function opened(w: World, text: string): Promise<string> {
  const answer = await w.says("chadia", text)
  const id = /(?:Number|Nummer) (\w+)\./.exec(answer)?.[1]
  if (!id) throw new Error(answer)
  return id
}

const barrier = 'poll open "What holds you back?" "Time" "Roster" "Nothing"'

describe.each(["nl", "en"] as const)("a vote (%s)", (language) => {
  const say = said(language)
  const yours = (answer: string) => say("poll.yours", { answer })

  it("is confidential, can be changed, and shows to the voter alone", async () => {
    const w = await withChannel({ language })
    const id = await opened(w, barrier)
    expect(await w.press("ana", "Time")).toContain(yours("Time"))
    expect(await w.press("ana", "Roster")).toContain(yours("Roster"))
    expect(await w.press("ana", "Time")).toContain("[Time *]")
    expect(w.seenIn("mvo").at(-1)).not.toContain("*")
    expect(w.seenIn("mvo").at(-1)).toContain(say("poll.promise", { min: 10 }))
    expect(await w.says("ben", `poll show ${id}`)).not.toContain("*")
  })

  it("typed where others can read it is refused, and not repeated", async () => {
    const w = await withChannel({ language })
    const id = await opened(w, barrier)
    const before = await w.events()
    const answer = await w.says("ana", `peiling stem ${id} b`, { via: "message" })
    expect(answer).toContain(say("refusal.poll.typed-in-public"))
    expect(answer).not.toMatch(/Roster|\bb\b/)
    expect(await w.events()).toEqual(before)
    expect(await w.says("ana", `peiling stem ${id} b`, { via: "message", in: null })).toContain(
      yours("Roster"),
    )
  })

  it.each([
    ["poll vote nope a", "refusal.poll.unknown"],
    ["poll vote ID z", "refusal.poll.no-such-option"],
    ["poll vote ID a,b", "refusal.poll.one-choice"],
    ["poll vote ID ,", "problem.choice"],
    ["poll vote ID", "problem.missing.choice"],
    ["poll results nope", "refusal.poll.unknown"],
    ["poll show nope", "refusal.poll.unknown"],
    ["poll results ID", "refusal.poll.still-open"],
  ])("%s changes nothing and says why", async (text, why) => {
    const w = await withChannel({ language })
    const id = await opened(w, barrier)
    const before = await w.events()
    expect(await w.says("ana", text.replace("ID", id))).toContain(say(why))
    expect(await w.events()).toEqual(before)
  })

  it("after the close is not counted, and says so; a second close says that it is closed", async () => {
    const w = await withChannel({ language })
    const id = await opened(w, barrier)
    expect(await w.says("chadia", `peiling sluit ${id}`)).toContain(say("poll.closed-now"))
    const before = await w.events()
    expect(await w.says("ana", `poll vote ${id} a`)).toContain(say("refusal.poll.closed"))
    expect(await w.says("chadia", `poll close ${id}`)).toContain(say("refusal.poll.closed-already"))
    expect(await w.events()).toEqual(before)
  })
})

describe("a poll of each kind", () => {
  it("with several choices takes several, once each", async () => {
    const w = await withChannel()
    const id = await opened(w, "poll ask fu-next-topic")
    expect(await w.press("ana", "Answer", "c,a,a")).toMatch(/Your answer: .+, .+\./)
    const [, chosen] = /Your answer: (.+)\./.exec(await w.says("ana", `poll show ${id}`)) ?? []
    expect(chosen?.split(", ")).toHaveLength(2)
  })

  it("likert has its six answers, enps its eleven and 'don't know'", async () => {
    const w = await withChannel()
    await opened(w, "poll ask idx-belief")
    expect(w.seenIn("mvo").at(-1)).toContain("Answers can be changed until the poll closes.")
    const likert = w.posts.at(-1)?.card.blocks.find((b) => b.type === "buttons")
    expect(likert?.type === "buttons" && likert.buttons).toHaveLength(6)
    const id = await opened(w, "poll ask idx-enps")
    expect(await w.press("ana", "Answer", "10")).toContain("Your answer: 10")
    expect(await w.says("ana", `poll vote ${id} 11`)).toContain("not among them")
  })

  it.each(["idx-belief", "idx-enps", "fu-next-topic", "quiz-iso"])(
    "%s says on the card for everyone why it is confidential",
    async (key) => {
      const w = await withChannel()
      await opened(w, `poll ask ${key}`)
      expect(w.seenIn("mvo").at(-1)).toContain("[Why confidential?]")
    },
  )

  it("a quiz counts the first answer, explains it, and takes the same again", async () => {
    const w = await withChannel()
    const id = await opened(w, "poll ask quiz-iso")
    expect(w.seenIn("mvo").at(-1)).not.toContain("You can change it")
    expect(await w.press("ana", "Only large companies")).toContain(
      "Not quite. The answer is No, it is guidance.",
    )
    expect(await w.says("ana", `poll vote ${id} a`)).toContain("your first answer counts")
    const again = await w.says("ana", `poll vote ${id} b`)
    expect(again).toContain("nothing to certify")
    expect(again).not.toContain("[")
    expect(await w.press("ben", "No, it is guidance")).toContain("That is right.")
    await w.says("chadia", `poll close ${id}`)
    expect(w.seenIn("mvo").at(-1)).toContain("The answer: No, it is guidance.")
  })

  it("a quiz whose answer is past its date is not asked", async () => {
    const w = await withChannel()
    await w.at("2030-01-07", "12:00")
    expect(await w.says("chadia", "poll ask quiz-iso")).toContain("out of date")
    expect(await w.says("chadia", "poll ask at-priority")).not.toContain("out of date")
  })

  it("two different first answers to a quiz at once are one", async () => {
    const w = await withChannel()
    const id = await opened(w, "poll ask quiz-iso")
    const actor = { key: "ana", language: null, timeZone: null }
    const both = await Promise.all(["a", "b"].map((k) => w.hear({ actor, text: `poll vote ${id} ${k}` })))
    expect(both.filter(({ card }) => card.kind === "my-poll")).toHaveLength(1)
    expect(both.filter(({ card }) => card.summary.includes("first answer counts"))).toHaveLength(1)
  })

  it("with names shows who is ahead right away, also before anybody answered", async () => {
    const w = await withChannel()
    const id = await opened(w, `${barrier} named`)
    expect(w.seenIn("mvo").at(-1)).toContain("with names")
    const none = await w.says("ben", `poll results ${id}`)
    expect(none).toContain("None of 5 colleagues answered.")
    expect(none).not.toContain("NaN")
    await w.press("ana", "Time")
    await w.press("ben", "Roster")
    expect(await w.says("cor", `poll results ${id}`)).toContain("Time: 50% (1)")
    await w.says("ben", `poll vote ${id} a`)
    await w.says("chadia", `poll close ${id}`)
    expect(w.seenIn("mvo").at(-1)).toContain("Time: 100% (2)")
  })
})

describe("opening a poll", () => {
  const long = "x".repeat(76)
  it.each([
    ['"Only a question?"', "one question and 2 to 10 answers"],
    ['"Q?" "A"', "one question and 2 to 10 answers"],
    [`"Q?" ${Array.from({ length: 11 }, (_, i) => `"${i}"`).join(" ")}`, "one question and 2 to 10 answers"],
    ['"Q?" "A" ""', "one question and 2 to 10 answers"],
    ['"Q?" "A" "a"', "Two answers are the same."],
    [`"Q?" "A" "${long}"`, "The question may have 200 characters at most, an answer 75."],
    [`"${"x".repeat(201)}" "A" "B"`, "The question may have 200 characters"],
    ['"How is your health?" "A" "B"', "the bot may not ask"],
    ['"Ben je gelovig?" "Ja" "Nee"', "the bot may not ask"],
    ['"Why?" "Uitkering" "Nee"', "the bot may not ask"],
    ["What? A B", "between quotation marks"],
    ['"Q?" "A" "B" anonymous', "Only named may stand there"],
  ])("as %s says what is wrong and keeps nothing", async (texts, why) => {
    const w = await withChannel()
    const before = await w.events()
    expect(await w.says("chadia", `poll open ${texts}`)).toContain(why)
    expect(await w.events()).toEqual(before)
    expect(await w.store.texts.all()).toEqual([])
    expect(await w.store.keys.all()).toEqual([])
  })

  it("is the steward's, in a channel that takes part, twenty at most", async () => {
    const w = await withChannel()
    expect(await w.says("ana", barrier)).toContain("Only someone who runs")
    expect(await w.says("chadia", barrier, { in: "elsewhere" })).toContain("does not take part yet")
    for (let i = 0; i < 20; i++) await opened(w, barrier)
    expect(await w.says("chadia", barrier)).toContain("20 polls open already")
    expect(await w.store.keys.all()).toHaveLength(20)
  })

  it("delivered three times is one poll with one key", async () => {
    const w = await withChannel()
    const answers = []
    for (let i = 0; i < 3; i++) answers.push(await w.says("chadia", barrier, { delivery: "same" }))
    expect(new Set(answers.map((a) => /Number (\w+)/.exec(a)?.[1])).size).toBe(1)
    expect(await w.store.keys.all()).toHaveLength(1)
    expect(w.seenIn("mvo").filter((text) => text.includes("What holds you back?"))).toHaveLength(1)
  })

  it("of the catalogue's items asks each once at a time, and what counts for the quarter once a quarter", async () => {
    const w = await withChannel()
    const first = await opened(w, "poll ask idx-belief")
    expect(await w.says("chadia", "poll ask idx-belief")).toContain("open already")
    expect(await w.says("chadia", "poll ask idx-nothing")).toContain("I don't know that poll")
    await w.says("chadia", `poll close ${first}`)
    expect(await w.says("chadia", "poll ask idx-belief")).toContain("asked this quarter already")
    const quiz = await opened(w, "poll ask quiz-iso")
    await w.says("chadia", `poll close ${quiz}`)
    await opened(w, "poll ask quiz-iso")
    w.setClock("2026-12-28", "10:00")
    expect(await w.says("chadia", "poll ask idx-value")).toContain("In its last days we do not ask it")
    w.setClock("2027-01-04", "10:00")
    await opened(w, "poll ask idx-belief")
  })
})
