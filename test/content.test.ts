import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { coverageTable } from "../adapters/content/coverage.ts"
import { loadCatalogue, spellProblem } from "../adapters/content/index.ts"
import type { Catalogue } from "../src/domain/content.ts"
import { capped, shipped } from "./fixtures/content/copies.ts"

function load(folder: string | string[]): Catalogue {
  const loaded = loadCatalogue(folder)
  if (loaded.type === "problems") throw new Error(loaded.problems.map(spellProblem).join("\n"))
  return loaded.catalogue
}

describe("the shipped content", () => {
  const catalogue = load(shipped)
  const polls = [...catalogue.polls.values()]

  it("loads without a problem or a warning, and has all that was drafted but one", () => {
    expect(loadCatalogue(shipped, "2026-11-22").warnings.map(spellProblem)).toEqual([])
    expect(catalogue.challenges.size).toBeGreaterThanOrEqual(68)
    expect(catalogue.nudges.size).toBeGreaterThanOrEqual(85)
    // What was on one's plate is not asked: it may tell of belief or health.
    expect(polls.length).toBeGreaterThanOrEqual(46)
    expect([...catalogue.goals.keys()]).toEqual(Array.from({ length: 17 }, (_, i) => i + 1))
    for (const id of ["planet-bike-commute", "planet-closing-round"])
      expect(catalogue.challenges.has(id)).toBe(true)
  })

  it("has at least three nudges and one challenge for each goal", () => {
    for (const goal of catalogue.goals.keys()) {
      const nudges = [...catalogue.nudges.values()].filter((n) => n.sdg === goal)
      expect(nudges.length, `goal ${goal}`).toBeGreaterThanOrEqual(3)
      expect(
        [...catalogue.challenges.values()].some((c) => c.sdg.includes(goal)),
        `goal ${goal}`,
      ).toBe(true)
    }
  })

  it("spreads its challenges over people, planet and profit, alone and together, short and long", () => {
    const all = [...catalogue.challenges.values()]
    for (const category of ["people", "planet", "profit"])
      expect(all.filter((c) => c.category === category).length).toBeGreaterThanOrEqual(5)
    for (const framework of ["iso26000", "bcorp", "pso", "social-procurement", "mvo-nederland"]) {
      const elements = [...(catalogue.frameworks.get(framework)?.elements.keys() ?? [])]
      const covered = new Set(all.flatMap((c) => c.covers[framework] ?? []))
      expect(covered, framework).toEqual(new Set(elements))
    }
    expect(all.filter((c) => c.mode === "team").length).toBeGreaterThanOrEqual(5)
    expect(all.filter((c) => c.effortMinutes <= 15).length).toBeGreaterThanOrEqual(8)
  })

  it("asks the nine index questions in their fixed words, and no tenth", () => {
    const found = polls.filter((p) => p.index).map((p) => [p.id, p.index, p.question.nl, p.question.en])
    expect(found).toEqual(indexItems)
    for (const p of polls.filter((q) => q.index)) expect(p.schedule).toBe("quarter")
  })

  it("gives every likert question the same six answers and the recommendation question eleven and one", () => {
    for (const p of polls.filter((q) => q.kind === "likert"))
      expect(p.options.map((o) => o.key).join("")).toBe("abcdef")
    const enps = catalogue.polls.get("idx-enps")
    expect(enps?.kind).toBe("enps")
    expect(enps?.options.map((o) => o.key)).toEqual([..."0123456789", "10", "x"])
  })

  it("has at least four quizzes, each with its answer and one sentence why, and a question with several answers", () => {
    const quizzes = polls.filter((p) => p.kind === "quiz")
    expect(quizzes.length).toBeGreaterThanOrEqual(4)
    for (const { answer, options } of quizzes) {
      expect(options.map((o) => o.key)).toContain(answer?.key)
      for (const because of Object.values(answer?.because ?? {}))
        expect(because).toMatch(/^[^.]+(\d[.,]\d[^.]*)*\.$/)
    }
    expect(polls.some((p) => p.kind === "multiple")).toBe(true)
  })

  it("lets people say that they do not know, or would rather not say", () => {
    for (const p of polls) expect(p.options.map((o) => o.key)).toContain(p.kind === "likert" ? "f" : "x")
  })

  it("never asks about health, benefits, religion, union, origin or who counts for the PSO", () => {
    const asked = polls.flatMap((p) => [p.question, ...p.options.map((o) => o.text)])
    const taboo =
      /gezond|ziek|beperking|uitkering|wajong|wia\b|banenafspraak|pso.?status|pso.?doelgroep|geloof\b(?! er| in)|religie|vakbond|afkomst|herkomst|health|sick|disab|benefit|religio|union|origin|ethnic/i
    const said = asked.flatMap((t) => [t.nl, t.en])
    expect(said.filter((t) => taboo.test(t.replace("Ik geloof in", "")))).toEqual([])
    for (const planted of ["Heb je een arbeidsbeperking?", "Are you a union member?", "Wat is je geloof?"])
      expect(taboo.test(planted)).toBe(true)
  })

  it("uses every unit, and turns only kilometres into CO2", () => {
    const all = [...catalogue.challenges.values()]
    expect(new Set(all.map((c) => c.unit))).toEqual(new Set(catalogue.units.keys()))
    expect(
      Object.fromEntries(all.filter((c) => c.impactFactor).map((c) => [c.unit, c.impactFactor])),
    ).toEqual({
      km_cycled: "car_km_avoided",
      km_public_transport: "car_to_train_km",
      km_train_not_plane: "flight_to_train_km",
      car_km_avoided: "car_km_avoided",
    })
    const { low, mid, high, year } = catalogue.factors.get("car_km_avoided") ?? {}
    expect([low, mid, high, year]).toEqual([0, 0.19, 0.224, 2026])
    for (const unit of ["km_cycled", "km_public_transport", "car_km_avoided"])
      expect(catalogue.units.get(unit)?.maxPerDay).toBe(250)
  })

  it("shows a fact, and calls an answer right, only with a source on the web", () => {
    for (const n of catalogue.nudges.values()) expect(n.fact === null, n.id).toBe(n.source === null)
    for (const p of polls) expect(p.answer === null, p.id).toBe(p.source === null)
    for (const { id, source } of [...catalogue.nudges.values(), ...polls])
      if (source) expect(source.url, id).toMatch(/^https?:\/\/[a-z0-9]/)
  })

  it("cites who found a fact, and nobody who told of it", () => {
    const sources = [...catalogue.nudges.values(), ...polls].flatMap(({ id, source }) =>
      source ? [{ id, ...source }] : [],
    )
    expect(sources.length).toBeGreaterThan(40)
    expect(sources.filter((s) => /\bvia\b/i.test(s.title)).map((s) => s.id)).toEqual([])
    // Newspapers, news sites and agencies that carried such figures.
    const press =
      /bnnvara|africanews|zawya|nu\.nl|trouw|blikopnieuws|menafn|tweakers|welingelichte|accountancy|express/
    expect(sources.filter((s) => press.test(s.url)).map((s) => s.id)).toEqual([])
    expect(press.test("https://www.nu.nl/binnenland/1.html")).toBe(true)
  })

  it("never speaks of a certificate for ISO 26000, save to say that there is none", () => {
    const claims = ([where, text]: [string, string]) =>
      !/quiz-iso/.test(where) &&
      /ISO 26000/.test(text) &&
      text
        .split(/(?<=[.!?])\s/)
        .some((s) => /certifi|gecertificeerd/i.test(s) && !/\b(no|nobody|geen)\b/i.test(s))
    expect(allTexts(catalogue).filter(claims)).toEqual([])
    expect(claims(["a fault", "Wij zijn gecertificeerd volgens ISO 26000."])).toBe(true)
    expect(claims(["a fault", "No doubt about it. We are ISO 26000 certified."])).toBe(true)
    for (const id of ["iso26000", "iso26000-principles"])
      expect(Object.values(catalogue.frameworks.get(id)?.name ?? {}).join()).not.toMatch(/certifi/i)
    expect(catalogue.frameworks.get("iso26000")?.note).toEqual({
      nl: "Een richtlijn zonder eisen. Er bestaat geen certificaat voor.",
      en: "Guidance without requirements. Nobody can be certified to it.",
    })
  })

  it("has its coverage table in docs/", () => {
    const made = readFileSync(join(shipped, "../docs/coverage.md"), "utf8")
    expect(made, "run: npx draagvlak content coverage > docs/coverage.md").toBe(coverageTable(catalogue))
  })

  it("leaves no element of a framework without an item or a reason", () => {
    for (const line of coverageTable(catalogue)
      .split("\n")
      .filter((l) => l.startsWith("| `")))
      expect(line).not.toMatch(/\| – \| – \| – \|$/)
  })

  it("has no empty text and raises its voice nowhere", () => {
    const texts = allTexts(catalogue)
    expect(texts.length).toBeGreaterThan(300)
    for (const [where, text] of texts) {
      expect(text.trim().length, where).toBeGreaterThan(0)
      expect(text.includes("!"), `${where}: ${text}`).toBe(false)
    }
  })

  it("suggests the rhythm that the contract names", () => {
    expect(catalogue.programme).toEqual({
      rhythm: {
        digest: { weekday: 1, time: "09:00", everyWeeks: 1 },
        nudge: { weekday: 2, time: "09:00", everyWeeks: 1 },
        pulse: { weekday: 3, time: "09:30", everyWeeks: 2 },
        challenge: { weekday: 4, time: "09:00", everyWeeks: 2 },
      },
      hours: { from: "09:00", to: "17:00" },
      challengeWeeks: 2,
    })
  })

  it("can be added to from a second folder", () => {
    const { challenges, units } = load([shipped, capped])
    expect(challenges.size).toBe(catalogue.challenges.size + 1)
    const unit = units.get(challenges.get("test-cap")?.unit ?? "")
    expect(unit).toMatchObject({ decimals: 0, maxPerLog: 1, maxPerDay: 5 })
  })
})

/** Every nl and en text of the catalogue, the bot's own sentences too, with where it stands. */
function allTexts(catalogue: Catalogue): [string, string][] {
  const found: [string, string][] = []
  const walk = (node: unknown, where: string) => {
    if (typeof node === "string" && /\.(nl|en)$/.test(where)) found.push([where, node])
    else if (node !== null && typeof node === "object")
      for (const [key, child] of node instanceof Map ? node : Object.entries(node))
        walk(child, `${where}.${key}`)
  }
  const { words, ...rest } = catalogue
  walk(rest, "content")
  for (const language of ["nl", "en"] as const)
    for (const [id, message] of words[language]) found.push([`words.${id}.${language}`, message])
  return found
}

const indexItems = [
  [
    "idx-belief",
    "attitude",
    "Ik geloof in wat wij hier aan MVO doen.",
    "I believe in what we do on CSR here.",
  ],
  [
    "idx-value",
    "attitude",
    "MVO maakt ons werk op de lange termijn beter.",
    "CSR makes our work better in the long run.",
  ],
  [
    "idx-willing",
    "attitude",
    "Ik doe graag mee, ook als niemand erom vraagt.",
    "I like to take part, even when nobody asks me to.",
  ],
  [
    "idx-fit",
    "attitude",
    "Ons MVO-werk past bij waar deze organisatie voor staat.",
    "Our CSR work fits what this organisation stands for.",
  ],
  [
    "idx-agency",
    "room",
    "In mijn functie kan ik echt iets bijdragen aan MVO.",
    "In my job I can really contribute to CSR.",
  ],
  [
    "idx-voice",
    "room",
    "Als ik een MVO-idee heb, weet ik waar ik ermee heen kan.",
    "If I have a CSR idea, I know where to take it.",
  ],
  [
    "idx-room",
    "room",
    "Mijn leidinggevende geeft me ruimte om mee te doen.",
    "My manager gives me room to take part.",
  ],
  ["idx-sincere", "room", "De directie meent het serieus met MVO.", "Top management is serious about CSR."],
  [
    "idx-followup",
    "room",
    "Met eerdere antwoorden op peilingen is zichtbaar iets gedaan.",
    "Something visible was done with earlier poll answers.",
  ],
]
