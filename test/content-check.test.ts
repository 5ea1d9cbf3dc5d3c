import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { checkContent, printCoverage } from "../adapters/check-content.ts"
import { loadCatalogue } from "../adapters/content/index.ts"
import { readingEase, readingLimits, syllablesOf } from "../adapters/content/reading.ts"
import type { ImpactFactor } from "../src/domain/content.ts"
import { factorOn } from "../src/domain/impact.ts"
import { change, makeCopies, shipped } from "./fixtures/content/copies.ts"

const { copy, remove } = makeCopies()
afterAll(remove)
const bike = "challenges/planet-bike-commute.yml"
const today = "2026-11-22"

/** What `draagvlak content check` says, and the code with which it ends. */
function check(folder: string, on = today) {
  const lines: string[] = []
  const say = { out: (l: string) => void lines.push(l), err: (l: string) => void lines.push(l) }
  const code = checkContent(folder, { today: on, say })
  return { code, lines }
}

describe("content check", () => {
  it("ends with 0 on the shipped content and counts what it holds", () => {
    const { code, lines } = check(shipped)
    expect(code).toBe(0)
    expect(lines).toEqual([
      expect.stringMatching(
        /^The content is in order: 17 goals, \d+ challenges, \d+ nudges, \d+ polls\. 0 warnings\.$/,
      ),
    ])
  })

  it("names file, line, field and what was expected, and ends with 1", () => {
    const folder = copy()
    const text = readFileSync(join(folder, bike), "utf8")
    const line = text.split("\n").findIndex((l) => l.startsWith("unit:")) + 1
    writeFileSync(join(folder, bike), text.replace("unit: km_cycled", "unit: miles"))
    const { code, lines } = check(folder)
    expect(code).toBe(1)
    expect(lines).toEqual([
      `content/${bike}:${line}: unit: expected a unit of units.yml: there is no miles, only km_cycled, buddy_moments, sweeps`,
      "1 problem, 0 warnings",
    ])
  })

  it("names the line once, also where the file cannot be read", () => {
    const folder = copy()
    const text = readFileSync(join(folder, bike), "utf8")
    writeFileSync(join(folder, bike), text.replace("unit: km_cycled", "unit:km_cycled"))
    const line = text.split("\n").findIndex((l) => l.startsWith("unit:")) + 1
    const { lines } = check(folder)
    expect(lines[0]).toBe(`content/${bike}:${line}: expected a space after the colon`)
    expect(lines.join("\n")).not.toContain("(line ")
  })

  it("tells which names there are, of a long list those that look alike", () => {
    const folder = copy()
    change(folder, bike, (d) => Object.assign(d, { unit: "cups_washed", covers: { pso: ["indirekt"] } }))
    expect(check(folder).lines[0]).toMatch(/no cups_washed, only km_cycled, buddy_moments, sweeps$/)
    expect(check(folder).lines[1]).toMatch(/pso\.yml: there is no indirekt, only direct, indirect, quality$/)
    change(folder, "units.yml", (d) => {
      for (const name of ["cups_avoided", ..."abcdefghijklm"]) d[name] = structuredClone(d.sweeps)
    })
    expect(check(folder).lines[0]).toMatch(/there is no cups_washed, but there is cups_avoided$/)
    change(folder, bike, (d) => Object.assign(d, { unit: "miles" }))
    expect(check(folder).lines[0]).toMatch(/there is no miles$/)
  })

  it("shows the line of an item in a list, and of the item where a field is missing", () => {
    const folder = copy()
    change(folder, "nudges/sdg-02.yml", (d) => {
      d.nudges[2].source.year = 1800
      delete d.nudges[3].action.en
    })
    const text = readFileSync(join(folder, "nudges/sdg-02.yml"), "utf8").split("\n")
    const loaded = loadCatalogue(folder)
    if (loaded.type !== "problems") throw new Error("there are two problems")
    const shown = loaded.problems.map((p) => text[(p.line ?? 0) - 1]?.trim())
    expect(shown).toEqual(["year: 1800", "action:"])
  })

  it("names the line on which YAML cannot be read", () => {
    const folder = copy()
    writeFileSync(join(folder, bike), "id: planet-bike-commute\ncategory: [planet\n")
    expect(check(folder).lines[0]).toMatch(
      /^content\/challenges\/planet-bike-commute\.yml:2: expected a \] at the end of the list/,
    )
  })

  it("warns of facts and right answers past their date, and ends with 0 all the same", () => {
    const { code, lines } = check(shipped, "2029-01-01")
    expect(code).toBe(0)
    const facts = [...(lines.join("\n").matchAll(/valid_until/g) ?? [])].length
    expect(facts).toBeGreaterThan(50)
    expect(lines.join("\n")).toMatch(
      /warning: content\/nudges\/sdg-13\.yml:\d+: nudges\.sdg13-1\.source\.valid_until: /,
    )
    expect(lines.join("\n")).toMatch(
      /warning: content\/polls\/quizzes\.yml:\d+: polls\.quiz-iso\.source\.valid_until: /,
    )
  })

  it("warns of a long text that is too hard, in either language, and names the formula", () => {
    const folder = copy()
    for (const [language, hard] of Object.entries(hardTexts))
      change(folder, `words/${language}.yml`, (d) => Object.assign(d, { long: hard }))
    const { code, lines } = check(folder)
    expect(code).toBe(0)
    expect(lines[0]).toMatch(
      /^warning: content\/words\/en\.yml:\d+: long: expected easier English.*Flesch Reading Ease is/,
    )
    expect(lines[1]).toMatch(
      /^warning: content\/words\/nl\.yml:\d+: long: expected easier Dutch.*Flesch-Douma is/,
    )
    expect(lines[2]).toContain("2 warnings")
  })

  it("lets people talk about a claim between quotation marks, and prove one by a source", () => {
    const folder = copy()
    const problems = () => check(folder).lines.filter((l) => l.includes("claim"))
    change(folder, bike, (d) => Object.assign(d.action, { nl: "Vraag wat ‘klimaatneutraal’ betekent." }))
    change(folder, "nudges/sdg-01.yml", (d) => {
      d.nudges[0].fact.nl = "Een duurzame stad kost minder."
    })
    expect(problems()).toEqual([])
    for (const claim of [
      "We zijn klimaatneutraal.",
      "Dit is milieuvriendelijk.",
      "Goed voor het klimaat.",
      "Een groene keuze.",
      "Kies het groenere pakket.",
      "Een duurzamere mok.",
      "Ons pakket is CO2-gecompenseerd.",
      "Een emissievrije rit.",
      "Een natuurvriendelijke lunch.",
      "Deze beker is biologisch afbreekbaar.",
      "An eco-friendly choice.",
      "Our parcels are carbon neutral.",
      "It is gentle on the environment.",
      "A biodegradable cup.",
      "An energy-efficient screen.",
    ]) {
      change(folder, bike, (d) => Object.assign(d.action, { nl: claim }))
      expect(problems().length, claim).toBe(1)
    }
    for (const fine of [
      "Hang het groenboek weg.",
      "Over duurzaamheid praten.",
      "De groente is op.",
      "Minder uitstoot.",
    ]) {
      change(folder, bike, (d) => Object.assign(d.action, { nl: fine }))
      expect(problems(), fine).toEqual([])
    }
  })

  it("takes a source as proof of its fact, and not of the act beside it", () => {
    const folder = copy()
    change(folder, "nudges/sdg-01.yml", (d) => {
      d.nudges[0].action.nl = "Kies een duurzame stad."
    })
    expect(check(folder).lines[0]).toMatch(/sdg-01\.yml:\d+: nudges\.sdg01-1\.action\.nl: expected no claim/)
  })

  it("warns of a goal with fewer than three nudges that may be shown, also where it is only their date that went by", () => {
    const folder = copy()
    const warned = (on: string) => check(folder, on).lines.filter((l) => l.includes("at least 3 nudges"))
    expect(warned(today)).toEqual([])
    change(folder, "nudges/sdg-17.yml", (d) => d.nudges.splice(2))
    expect(warned(today)).toEqual([
      expect.stringMatching(
        /^warning: content\/sdgs\.yml:\d+: goals\.17: expected at least 3 nudges .* not 2: add to nudges\/sdg-17\.yml$/,
      ),
    ])
    change(folder, "nudges/sdg-01.yml", (d) => {
      for (const n of d.nudges.slice(0, 3)) {
        n.fact ??= { nl: "Een feit.", en: "A fact." }
        n.source = {
          title: "Bron",
          url: "https://example.org",
          year: 2026,
          checked: "2026-11-22",
          valid_until: "2027-01-01",
        }
      }
    })
    expect(warned("2027-01-01").some((l) => l.includes("goals.1:"))).toBe(false)
    expect(warned("2027-01-02").some((l) => l.includes("goals.1:"))).toBe(true)
  })

  it("says of a file that is wrong all over what comes first, and that there is more", () => {
    const folder = copy()
    change(folder, bike, (d) => {
      for (let i = 0; i < 200; i++) d[`strange${i}`] = i
    })
    const { code, lines } = check(folder)
    expect([code, lines.length]).toEqual([1, 51])
    expect(lines.slice(-2)).toEqual([
      expect.stringContaining("from here on there is more"),
      "50 problems, 0 warnings",
    ])
  })

  it("prints the coverage table of any folder", () => {
    const lines: string[] = []
    const say = { out: (l: string) => void lines.push(l), err: (l: string) => void lines.push(l) }
    expect(printCoverage(copy(), say)).toBe(0)
    expect(lines.join("\n")).toContain("None: its items are not in this copy")
  })
})

const hardTexts = {
  nl: "De verantwoordelijkheidsverdeling binnen organisatieoverstijgende samenwerkingsverbanden veronderstelt dat belanghebbenden voorafgaand aan de besluitvorming gezamenlijk vaststellen welke duurzaamheidsdoelstellingen redelijkerwijs uitvoerbaar zijn. "
    .repeat(6)
    .trim(),
  en: "The implementation of organisational sustainability considerations necessitates comprehensive consultation regarding responsibilities, accountability and administrative capacity throughout participating departments. "
    .repeat(6)
    .trim(),
}

describe("reading level", () => {
  it("counts syllables as the formulas mean them", () => {
    const dutch = {
      fiets: 1,
      fietsen: 2,
      nieuwe: 2,
      sociaal: 3,
      ideeën: 3,
      werkgeversservicepunt: 7,
      leerwerkplek: 3,
    }
    const english = { bike: 1, wanted: 2, made: 1, table: 2, people: 2, agreed: 2, boxes: 2, environment: 4 }
    for (const [word, count] of Object.entries(dutch)) expect(syllablesOf("nl", word), word).toBe(count)
    for (const [word, count] of Object.entries(english)) expect(syllablesOf("en", word), word).toBe(count)
  })

  it("is the published formula, worked by hand", () => {
    // Six words, two sentences, six syllables: 206.835 - 1.015 × 3 - 84.6 × 1, and 206.84 - 0.93 × 3 - 77 × 1.
    expect(readingEase("en", "I take my bike. Then home.")).toBeCloseTo(119.19, 2)
    expect(readingEase("nl", "Ik pak mijn fiets. Dan thuis.")).toBeCloseTo(127.05, 2)
    for (const [language, text] of Object.entries(hardTexts))
      expect(readingEase(language as "nl" | "en", text)).toBeLessThan(readingLimits.easeMin)
  })
})

describe("impact factors by year", () => {
  const source = { title: "List", url: "https://example.org" }
  const of = (year: number, mid: number): ImpactFactor => {
    return { id: "car", low: 0, mid, high: 1, year, from: `${year}-02-01`, source, rule: { nl: "", en: "" } }
  }
  const factor = { ...of(2027, 0.15), earlier: [of(2026, 0.19), of(2025, 0.2)] }

  it("gives each day the values that counted then", () => {
    const mid = (day: string) => factorOn(factor, day).mid
    expect([mid("2027-02-01"), mid("2027-01-31"), mid("2026-02-01"), mid("2025-06-01")]).toEqual([
      0.15, 0.19, 0.19, 0.2,
    ])
    // Before our first list there is nothing better than the oldest.
    expect(mid("2020-01-01")).toBe(0.2)
  })

  it("reads years from the file, newest first", () => {
    const folder = copy()
    change(folder, "factors.yml", (d) => {
      const [now] = d.car_km_avoided.years
      d.car_km_avoided.years.unshift({ ...structuredClone(now), year: 2027, from: "2027-02-01", mid: 0.15 })
      now.rule = { nl: "Zo was het toen.", en: "So it was then." }
    })
    const loaded = loadCatalogue(folder)
    const read = loaded.type === "catalogue" ? loaded.catalogue.factors.get("car_km_avoided") : undefined
    expect([read?.year, read?.earlier?.map((e) => e.year)]).toEqual([2027, [2026]])
    // A list may have a rule of its own: what was logged in its time is explained by that one.
    expect([read?.rule.en.slice(0, 7), read?.earlier?.[0]?.rule.en]).toEqual(["Only if", "So it was then."])
  })
})
