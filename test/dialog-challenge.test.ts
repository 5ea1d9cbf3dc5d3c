import { describe, expect, it } from "vitest"
import { type Button, plain } from "../src/view/card.ts"
import { openWorld, said, type World, type WorldWish } from "./support/world.ts"

async function running(wish: WorldWish = {}): Promise<World> {
  const w = await openWorld(wish)
  await w.says("chadia", "here")
  await w.says("chadia", "challenge start planet-bike-commute 2w")
  await w.says("chadia", "challenge start test-cap 2w")
  return w
}

/** What the organisation's own count says. */
async function total(
  w: World,
  challenge: string,
): Promise<{ amount: number; people: number; joined: number }> {
  const { runs } = await w.running.org.board.upToDate()
  const run = [...runs.values()].find((r) => r.challenge === challenge)
  return { amount: run?.total ?? 0, people: run?.logs.size ?? 0, joined: run?.joined.size ?? 0 }
}

describe.each(["nl", "en"] as const)("a challenge (%s)", (language) => {
  const say = said(language)
  const km = (n: string) => (language === "nl" ? `${n} km gefietst` : `${n} km cycled`)
  const comma = (n: string) => (language === "nl" ? n.replace(".", ",") : n)

  it("is joined, logged, undone and left", async () => {
    const w = await running({ language })
    expect(await w.says("ben", "challenge list")).toContain(say("challenge.list.intro"))
    expect(await w.press("ben", say("challenge.button.join"))).toContain(say("challenge.joined"))
    expect(await w.says("ben", "uitdaging log planet-bike-commute 12,5")).toContain(
      say("challenge.logged", { amount: km(comma("12.5")) }),
    )
    expect(await w.press("ben", say("challenge.button.log"), "0.5")).toContain(
      say("challenge.mine", { amount: km("13") }),
    )
    expect(await w.press("ben", say("challenge.button.undo"))).toContain(
      say("challenge.undone", { amount: km(comma("0.5")) }),
    )
    expect(await w.says("ben", "challenge leave planet-bike-commute")).toContain(say("challenge.left"))
    expect(await total(w, "planet-bike-commute")).toEqual({ amount: 12.5, people: 1, joined: 0 })
  })

  it.each([
    ["-3", "refusal.amount.not-positive", {}],
    ["0", "refusal.amount.not-positive", {}],
    ["0,05", "refusal.amount.decimals", {}],
    ["251", "refusal.amount.per-log", { max: 250 }],
    ["", "refusal.amount.missing", {}],
    ["1e9", "problem.amount", {}],
    ["12 km", "problem.amount", {}],
    ["drie", "problem.amount", {}],
    ["1.250", "problem.amount", {}],
    ["∞", "problem.amount", {}],
  ])("is not logged with %j, and says why", async (amount, id, facts) => {
    const w = await running({ language })
    const before = await w.events()
    expect(await w.says("ana", `challenge log planet-bike-commute ${amount}`)).toContain(say(id, facts))
    expect(await w.events()).toEqual(before)
  })

  it("that counts things takes no halves", async () => {
    const w = await running({ language })
    expect(await w.says("ana", "challenge log test-cap 1,5")).toContain(say("refusal.amount.whole"))
  })

  it("that does not exist, does not run or is over says so", async () => {
    const w = await running({ language })
    for (const verb of ["join nope", "log nope 1", "undo nope", "leave nope", "show nope"])
      expect(await w.says("ana", `challenge ${verb}`)).toContain(say("refusal.challenge.unknown"))
    expect(await w.says("chadia", "challenge start nope")).toContain(say("refusal.challenge.unknown"))
    for (const verb of ["join", "undo", "leave"])
      expect(await w.says("ana", `challenge ${verb} people-buddy`)).toContain(
        say("refusal.challenge.not-running"),
      )
    await w.says("ana", "challenge log planet-bike-commute 3")
    await w.at("2026-12-04", "00:00")
    for (const verb of ["join planet-bike-commute", "log planet-bike-commute 3"])
      expect(await w.says("ana", `challenge ${verb}`)).toContain(say("refusal.challenge.ended"))
    expect(await w.says("ana", "challenge undo planet-bike-commute")).toContain(
      say("challenge.undone", { amount: km("3") }),
    )
  })

  it("adds up for the channel from three people on, without their number, and says where the range comes from", async () => {
    const w = await running({ language })
    const card = () => w.seenIn("mvo").at(-2) ?? ""
    for (const who of ["ana", "ben"]) await w.says(who, "challenge log planet-bike-commute 10")
    expect(card()).toContain(say("challenge.together-few"))
    expect(card()).not.toContain("20")
    await w.says("cor", "challenge log planet-bike-commute 10")
    // By how many is told from MIN_GROUP on.
    expect(card()).toContain(say("challenge.together-sum", { amount: km("30") }))
    expect(card()).toContain("CO2")
  })
})

describe("what is logged counts once", () => {
  it("fifty tries at once against a cap of five give five, and the others a clear no", async () => {
    const w = await running()
    const tries = Array.from({ length: 50 }, () =>
      w.hear({ actor: actor("ana"), text: "challenge log test-cap 1" }),
    )
    const cards = (await Promise.all(tries)).map(({ card }) => card.summary)
    expect(cards.filter((c) => c.startsWith("Noted: 1"))).toHaveLength(5)
    expect(
      cards.filter((c) => c === "We count 5 a day at most, and you have 5 today. Nothing was noted."),
    ).toHaveLength(45)
    expect(await total(w, "test-cap")).toMatchObject({ amount: 5, people: 1 })
  })

  it("the cap is each person's own, and new the next day", async () => {
    const w = await running()
    for (const who of ["ana", "ben"])
      for (let i = 0; i < 5; i++) expect(await w.says(who, "challenge log test-cap 1")).toContain("Noted")
    expect(await w.says("ana", "challenge log test-cap 1")).toContain("5 a day at most")
    await w.says("ana", "challenge undo test-cap")
    expect(await w.says("ana", "challenge log test-cap 1")).toContain("Noted")
    await w.at("2026-11-20", "00:00")
    expect(await w.says("ana", "challenge log test-cap 1")).toContain("Noted")
  })

  it("the same delivery three times is once, and each answer says that it stands", async () => {
    const w = await running()
    const said = []
    for (let i = 0; i < 3; i++)
      said.push(await w.says("ana", "challenge log planet-bike-commute 250", { delivery: "same" }))
    expect(said[0]).toContain("Noted: 250 km")
    for (const again of said.slice(1)) expect(again).toContain("This was there already: 250 km")
    expect(await total(w, "planet-bike-commute")).toMatchObject({ amount: 250 })
  })

  it("a delivery that comes again much later, when the day is full, still says that it stands", async () => {
    const w = await running()
    await w.says("ana", "challenge log planet-bike-commute 200", { delivery: "first" })
    await w.says("ana", "challenge log planet-bike-commute 50")
    expect(await w.says("ana", "challenge log planet-bike-commute 200", { delivery: "first" })).toContain(
      "This was there already: 200 km",
    )
  })

  it("the same button pressed three times is once, for undo and for log", async () => {
    const w = await running()
    await w.says("ana", "challenge log planet-bike-commute 4")
    await w.says("ana", "challenge log planet-bike-commute 6")
    const undo = button(w, "ana", "Undo my last")
    expect(await w.says("ana", undo, { via: "press" })).toContain("Taken back: 6 km")
    for (let i = 0; i < 2; i++)
      expect(await w.says("ana", undo, { via: "press" })).toContain("This was taken back already.")
    expect(await total(w, "planet-bike-commute")).toMatchObject({ amount: 4 })
    await w.says("ana", "challenge show planet-bike-commute")
    const log = form(w, "ana").replace("{value}", "2")
    for (let i = 0; i < 3; i++) await w.says("ana", log, { via: "press" })
    expect(await total(w, "planet-bike-commute")).toMatchObject({ amount: 6 })
  })

  it("two people who use the same public form both count", async () => {
    const w = await running()
    for (const who of ["ana", "ben", "ben"]) {
      const text = form(w, null).replace("{value}", "1")
      expect(await w.says(who, text, { via: "press" })).toContain("Noted: 1")
    }
    expect(await total(w, "test-cap")).toMatchObject({ amount: 3, people: 2 })
  })

  it("somebody else's button undoes nothing", async () => {
    const w = await running()
    await w.says("ana", "challenge log planet-bike-commute 4")
    const undo = button(w, "ana", "Undo my last")
    const before = await w.events()
    expect(await w.says("ben", undo, { via: "press" })).toContain("nothing of yours to take back")
    expect(await w.events()).toEqual(before)
  })

  it("sums have no dust", async () => {
    const w = await running()
    for (const amount of ["0,1", "0,2", "0,7"])
      await w.says("ana", `challenge log planet-bike-commute ${amount}`)
    expect(await w.says("ana", "me")).toContain("1 km cycled")
  })
})

describe("starting a challenge", () => {
  it("is the steward's, once at a time, in channels that take part", async () => {
    const w = await openWorld()
    expect(await w.says("chadia", "challenge start planet-bike-commute")).toContain(
      "No channel takes part yet",
    )
    await w.says("chadia", "here")
    expect(await w.says("ana", "challenge start planet-bike-commute")).toContain("Only someone who runs")
    const tries = Array.from({ length: 5 }, () =>
      w.hear({ actor: actor("chadia"), text: "challenge start planet-bike-commute 1w" }),
    )
    const answers = (await Promise.all(tries)).map(({ card }) => card.summary)
    expect(answers.filter((a) => a.startsWith("Started."))).toHaveLength(1)
    expect(answers.filter((a) => a.includes("already running, until Thu 26 November"))).toHaveLength(4)
  })

  it("again after its end is a new run, and the old one keeps its own", async () => {
    const w = await running()
    await w.says("ana", "challenge log planet-bike-commute 4")
    await w.at("2026-12-04", "09:00")
    expect(await w.says("chadia", "challenge start planet-bike-commute 1w")).toContain("Started.")
    expect(await w.says("ana", "challenge show planet-bike-commute")).not.toContain("Yours")
    expect(await w.says("ana", "challenge undo planet-bike-commute.1")).toContain("Taken back: 4 km")
  })
})

function actor(key: string) {
  return { key, language: null, timeZone: null }
}

/** The text of a button on a person's last card, as it would be sent. */
function button(w: World, who: string, label: string): string {
  const buttons = w.card(who).blocks.flatMap((b): Button[] => (b.type === "buttons" ? b.buttons : []))
  const found = buttons.find((b) => b.label === label)
  if (!found) throw new Error(`no button ${label}`)
  return `${found.text} ~${found.once ?? "none"}`
}

/** A form on a person's last card, or on the channel's newest. */
function form(w: World, who: string | null): string {
  const card = who === null ? w.posts.at(-1)?.card : w.card(who)
  const found = card?.blocks.find((b) => b.type === "form")
  if (found?.type !== "form") throw new Error(`no form on ${card && plain([card.summary])}`)
  return found.once === undefined ? found.text : `${found.text} ~${found.once}`
}
