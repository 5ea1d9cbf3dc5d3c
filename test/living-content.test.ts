import { readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { type LivingContent, openContent } from "../adapters/living-content.ts"
import type { Log } from "../src/app/ports.ts"
import { change, makeCopies } from "./fixtures/content/copies.ts"
import { openWorld, said, testCatalogue } from "./support/world.ts"

const { copy, remove } = makeCopies()
afterAll(remove)
const bike = "challenges/planet-bike-commute.yml"

function opened(): { folder: string; content: LivingContent; logged: string[] } {
  const folder = copy()
  const logged: string[] = []
  const write = (event: string, facts?: object) => void logged.push(`${event} ${JSON.stringify(facts ?? {})}`)
  const log: Log = { info: write, warn: write, error: write }
  return { folder, content: openContent(folder, log), logged }
}
const title = (content: LivingContent) => content.catalogue().challenges.get("planet-bike-commute")?.title.nl

describe("content that is edited while the bot runs", () => {
  it("is in use at the next look, without a restart", () => {
    const { folder, content } = opened()
    change(folder, bike, (d) => Object.assign(d.title, { nl: "Pak de fiets" }))
    expect(title(content)).toBe("Fiets een werkdag")
    content.look()
    expect(title(content)).toBe("Pak de fiets")
  })

  it("brings new words too", () => {
    const { folder, content } = opened()
    for (const language of ["nl", "en"])
      change(folder, `words/${language}.yml`, (d) => Object.assign(d, { more: "Meer" }))
    content.look()
    expect(content.words().nl("more")).toEqual(["Meer"])
  })

  it("may not lose a sentence that the bot says", () => {
    const { folder, content } = opened()
    for (const language of ["nl", "en"])
      writeFileSync(join(folder, `words/${language}.yml`), "other: Iets anders\n")
    content.look()
    expect(content.problems()).toBe(1)
    expect(content.words().nl("hello", { name: "x" })).toEqual(["Draagvlak: x"])
  })

  it("is not read again while nothing changes", () => {
    const { content } = opened()
    const before = content.catalogue()
    content.look()
    expect(content.catalogue()).toBe(before)
  })

  it("stays as it was while the files are broken, says how many problems there are, and heals", () => {
    const { folder, content, logged } = opened()
    const good = readFileSync(join(folder, bike), "utf8")
    writeFileSync(
      join(folder, bike),
      good.replace("mode: individual", "mode: alone").replace("category: planet", "category: fun"),
    )
    content.look()
    expect(title(content)).toBe("Fiets een werkdag")
    expect(content.problems()).toBe(2)
    expect(logged).toEqual([expect.stringMatching(/last good one stays in use.*"problems":2/)])
    content.look()
    expect(logged.length).toBe(1)
    writeFileSync(join(folder, bike), good.replace("Fiets een werkdag", "Pak de fiets"))
    content.look()
    expect([title(content), content.problems()]).toEqual(["Pak de fiets", 0])
  })

  it("stays as it was when the folder goes, and is back with it", () => {
    const { folder, content } = opened()
    renameSync(folder, `${folder}-away`)
    content.look()
    expect(title(content)).toBe("Fiets een werkdag")
    expect(content.problems()).toBeGreaterThan(3)
    renameSync(`${folder}-away`, folder)
    content.look()
    expect(content.problems()).toBe(0)
  })

  it("is seen also where a file keeps its size, and where one goes", () => {
    const { folder, content } = opened()
    const text = readFileSync(join(folder, bike), "utf8")
    writeFileSync(join(folder, bike), text.replace("Fiets een werkdag", "Fiets een zaterdag".slice(0, 17)))
    utimesSync(join(folder, bike), 1, 1)
    content.look()
    expect(title(content)).toBe("Fiets een zaterda")
    rmSync(join(folder, "challenges/people-buddy.yml"))
    content.look()
    // What it covered is covered by nothing now, and nobody says why.
    expect(content.problems()).toBeGreaterThan(0)
    expect(content.catalogue().challenges.has("people-buddy")).toBe(true)
  })

  it("refuses to start where the very first content is broken, with every problem", () => {
    const { folder } = opened()
    change(folder, bike, (d) => Object.assign(d, { unit: "miles", category: "fun" }))
    const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    expect(() => openContent(folder, log)).toThrow(/category: expected[\s\S]*/)
  })
})

describe("a steward whose content is broken", () => {
  it("reads it on the programme card, as long as it is so", async () => {
    const w = await openWorld({ language: "nl" })
    w.running.org.contentProblems = () => 2
    expect(await w.says("chadia", "programma")).toContain("De inhoud heeft 2 fouten.")
    w.running.org.contentProblems = () => 0
    expect(await w.says("chadia", "programma")).not.toContain("De inhoud heeft")
  })
})

describe("a new list of factors that comes while a challenge runs", () => {
  it("changes no total on its card; the next run is reckoned by it", async () => {
    const w = await openWorld()
    const { org } = w.running
    const all = testCatalogue()
    const [now] = [all.factors.get("car_km_avoided")]
    if (!now) throw new Error("there is a factor")
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute 1w")
    for (const who of ["ana", "ben", "cor"]) await w.says(who, "challenge log planet-bike-commute 100")
    const before = await w.says("ana", "challenge show planet-bike-commute")
    expect(before).toContain("0 to 67.2 kg CO2e less")
    const newer = { ...now, from: "2026-11-20", year: 2027, high: 1, earlier: [now] }
    org.catalogue = () => ({ ...all, factors: new Map(all.factors).set(now.id, newer) })
    await w.at("2026-11-21", "10:00")
    expect(await w.says("ana", "challenge show planet-bike-commute")).toContain("0 to 67.2 kg CO2e less")
    await w.at("2026-11-30", "10:00")
    await w.says("chadia", "challenge start planet-bike-commute 1w")
    for (const who of ["ana", "ben", "cor"]) await w.says(who, "challenge log planet-bike-commute 100")
    expect(await w.says("ana", "challenge show planet-bike-commute")).toContain("0 to 300 kg CO2e less")
  })

  it("says of a ride that may have caused more where it may have", async () => {
    const w = await openWorld({ at: ["2026-12-03", "10:00"] })
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-train-commute 1w")
    for (const who of ["ana", "ben", "cor"]) await w.says(who, "challenge log planet-train-commute 10")
    expect(await w.says("ana", "challenge show planet-train-commute")).toContain(
      "between 3.7 kg CO2e more and 6.7 kg less",
    )
  })
})

describe("an item that goes while it is in use", () => {
  it("breaks nothing: its run and its poll are read as before, as far as they can be", async () => {
    const w = await openWorld()
    const { org } = w.running
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute")
    await w.says("chadia", "poll ask at-priority")
    await w.says("ana", "challenge join planet-bike-commute")
    await w.says("ana", "challenge log planet-bike-commute 12")
    await w.running.deliver()
    const all = testCatalogue()
    const without = {
      ...all,
      challenges: new Map(all.challenges),
      polls: new Map(all.polls),
      nudges: new Map(all.nudges),
    }
    without.challenges.delete("planet-bike-commute")
    without.polls.delete("at-priority")
    org.catalogue = () => without
    const sorry = said("en")("apology", { id: "x" }).split(".")[0]
    for (const text of [
      "today",
      "challenges",
      "challenge show planet-bike-commute",
      "me",
      "sdg 13",
      "programme week",
      "polls",
    ])
      expect(await w.says("ana", text), text).not.toContain(sorry)
    await w.at("2026-11-30", "09:30")
    await w.running.redraw()
    expect(await w.says("chadia", "digest now")).not.toContain(sorry)
    expect(w.logged.filter((l) => /failed/.test(l))).toEqual([])
  })
})
