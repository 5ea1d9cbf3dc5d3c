import { describe, expect, it } from "vitest"
import { openWorld, said, testCatalogue, type World, type WorldWish } from "./support/world.ts"

async function withChannel(wish: WorldWish = {}): Promise<World> {
  const w = await openWorld(wish)
  await w.says("chadia", "here")
  return w
}
const nudges = [...testCatalogue().nudges.values()]
const [first] = nudges

describe.each(["nl", "en"] as const)("a tip (%s)", (language) => {
  const say = said(language)

  it("is answered done, later or no; the last answer holds", async () => {
    const w = await withChannel({ language })
    expect(await w.says("chadia", "tip nu")).toContain(say("nudge.posted"))
    for (const answer of ["later", "done", "no", "later", "done"] as const)
      expect(await w.press("ana", say(`nudge.button.${answer}`))).toContain(say(`nudge.answered.${answer}`))
    expect(await w.says("ana", "me")).toContain(say("me.nudges", { n: 1 }))
    await w.says("ana", `nudge no ${[...(await w.running.org.board.upToDate()).nudges.keys()][0]}`)
    expect(await w.says("ana", "me")).toContain(say("me.none"))
  })

  it("stands on today's card until somebody did it or does not want it", async () => {
    const w = await withChannel({ language })
    await w.says("chadia", "nudge now")
    const act = first?.action[language] ?? ""
    expect(await w.says("ana", "today")).toContain(act)
    await w.press("ana", say("nudge.button.later"))
    expect(await w.says("ana", "vandaag")).toContain(act)
    expect(await w.press("ana", say("nudge.button.no"))).toContain(say("nudge.answered.no"))
    expect(await w.says("ana", "today")).not.toContain(act)
    expect(await w.says("ben", "today")).toContain(act)
  })

  it("that does not exist is refused", async () => {
    const w = await withChannel({ language })
    for (const text of ["nudge done nope", "tip later nope", "tip nee nope"])
      expect(await w.says("ana", text)).toContain(say("refusal.nudge.unknown"))
    expect(await w.says("chadia", "nudge now nope")).toContain(say("refusal.nudge.unknown"))
    expect(await w.says("ana", "nudge now")).toContain(say("refusal.steward-only"))
  })

  it("says with a press that comes three times the same three times, and writes it once", async () => {
    const w = await withChannel({ language })
    await w.says("chadia", "nudge now")
    for (let i = 0; i < 3; i++)
      expect(await w.press("ana", say("nudge.button.done"))).toContain(say("nudge.answered.done"))
    expect((await w.events()).filter((e) => e.event.type === "nudge.answered")).toHaveLength(1)
  })
})

describe("a tip whose fact is past its date", () => {
  const dated = nudges.find((n) => n.source !== null)
  const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)

  it("is an act without a fact, also where a steward asks for it by name", async () => {
    const { id = "", fact, source, action } = dated ?? {}
    const w = await withChannel()
    const today = new Date(w.running.org.clock.now()).toISOString().slice(0, 10)
    const all = testCatalogue()
    const good = { ...all, nudges: new Map(all.nudges) }
    if (dated?.source) good.nudges.set(id, { ...dated, source: { ...dated.source, validUntil: today } })
    w.running.org.catalogue = () => good
    await w.says("chadia", `nudge now ${id}`)
    await w.running.deliver()
    expect(w.seenIn("mvo").at(-1)).toContain(fact?.en)
    await w.at(dayAfter(today), "12:00")
    await w.says("chadia", `nudge now ${id}`)
    await w.running.deliver()
    expect(w.seenIn("mvo").at(-1)).toContain(action?.en)
    expect(w.seenIn("mvo").at(-1)).not.toContain(fact?.en)
    expect(w.seenIn("mvo").at(-1)).not.toContain(source?.title)
  })

  it("has no turn of its own any more", async () => {
    const w = await withChannel()
    await w.at("2030-01-07", "12:00")
    const without = nudges.filter((n) => n.source === null).length
    for (let i = 0; i <= without; i++) await w.says("chadia", "nudge now")
    const had =
      (await w.running.org.board.upToDate()).had.get([...(await placesOf(w))][0] ?? "")?.nudges ?? []
    expect(had.length).toBe(without + 1)
    expect(had.some((id) => testCatalogue().nudges.get(id)?.source)).toBe(false)
  })
})

async function placesOf(w: World): Promise<Iterable<string>> {
  return (await w.running.org.board.upToDate()).programme.places.keys()
}

describe("tips in a channel", () => {
  it("all have their turn before one comes again, and another channel starts elsewhere", async () => {
    const w = await withChannel()
    await w.says("chadia", "here", { in: "depot" })
    for (let i = 0; i <= nudges.length; i++) await w.says("chadia", "nudge now")
    await w.says("chadia", "nudge now", { in: "depot" })
    const { had, programme } = await w.running.org.board.upToDate()
    const [mvo, depot] = [...programme.places.keys()].map((place) => had.get(place)?.nudges ?? [])
    expect(new Set(mvo?.slice(0, nudges.length)).size).toBe(nudges.length)
    expect(mvo?.[nudges.length]).toBe(mvo?.[0])
    expect(depot?.[0]).not.toBe(mvo?.[0])
  })
})

describe.each(["nl", "en"] as const)("the goals (%s)", (language) => {
  const say = said(language)

  it("are seventeen; each shows what one can do, and numbers only from three people on", async () => {
    const w = await withChannel({ language, people: Array.from({ length: 12 }, (_, i) => `p${i}`) })
    expect(await w.says("p0", "sdg")).toContain(say("sdg.list.title"))
    expect(await w.press("p0", say("sdg.list.show"), "11")).toContain(say("sdg.eyebrow", { goal: 11 }))
    await w.says("chadia", "challenge start planet-bike-commute")
    for (const [i, who] of ["p0", "p1", "p2"].entries()) {
      expect(await w.says(who, "sdg 11")).toContain(say("sdg.done-few"))
      await w.says(who, `challenge log planet-bike-commute ${i + 1}`)
    }
    expect(await w.says("p0", "sdg 11")).toContain(say("sdg.done", { n: 3 }))
    for (const n of ["0", "18", "999"])
      expect(await w.says("p0", `sdg ${n}`)).toContain(say("refusal.sdg.unknown"))
    for (const n of ["-1", "x", "1000", "3.5"])
      expect(await w.says("p0", `sdg ${n}`)).toContain(say("problem.count"))
  })
})

describe("my own actions", () => {
  it("are mine alone, and nobody else's", async () => {
    const w = await withChannel()
    await w.says("chadia", "challenge start planet-bike-commute")
    await w.says("ana", "challenge log planet-bike-commute 7,5")
    await w.says("ben", "challenge log planet-bike-commute 31")
    await w.says("ben", "challenge leave planet-bike-commute")
    const mine = await w.says("ana", "ik")
    expect(mine).toContain("7.5 km cycled")
    expect(mine).not.toContain("31")
    expect(await w.says("ben", "me")).toContain("31 km cycled")
    expect(await w.says("cor", "me")).toContain("Nothing here yet")
    expect(w.seenIn("mvo").join()).not.toMatch(/7\.5|31/)
  })
})
