import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { fileLimits } from "../adapters/content/files.ts"
import { loadCatalogue, type Problem, spellProblem } from "../adapters/content/index.ts"
import type { Catalogue } from "../src/domain/content.ts"

const shipped = join(import.meta.dirname, "../content")
const capped = join(import.meta.dirname, "fixtures/content/capped")
const made = mkdtempSync(join(tmpdir(), "content-"))
afterAll(() => rmSync(made, { recursive: true, force: true }))

let copies = 0
/** A copy of the shipped content that a test may damage. Its name is `content`, as people see it. */
function copy(): string {
  const folder = join(made, String(copies++), "content")
  cpSync(shipped, folder, { recursive: true })
  return folder
}

function problemsOf(folder: string | string[]): Problem[] {
  const loaded = loadCatalogue(folder)
  return loaded.type === "problems" ? loaded.problems : []
}

function load(folder: string | string[]): Catalogue {
  const loaded = loadCatalogue(folder)
  if (loaded.type === "problems") throw new Error(loaded.problems.map(spellProblem).join("\n"))
  return loaded.catalogue
}

// biome-ignore lint/suspicious/noExplicitAny: a document that a test damages at will
type Doc = Record<string, any>
/** Changes one file as data and writes it back. */
function change(folder: string, file: string, how: (doc: Doc) => void) {
  const path = join(folder, file)
  const doc = parse(readFileSync(path, "utf8"))
  how(doc)
  writeFileSync(path, stringify(doc))
}

const bike = "challenges/planet-bike-commute.yml"

describe("the shipped content", () => {
  const catalogue = load(shipped)
  const polls = [...catalogue.polls.values()]

  it("loads without a problem, and has what a pilot needs", () => {
    expect(catalogue.challenges.size).toBe(20)
    expect(catalogue.nudges.size).toBe(34)
    expect(polls.length).toBe(20)
    expect([...catalogue.goals.keys()]).toEqual(Array.from({ length: 17 }, (_, i) => i + 1))
    for (const id of ["planet-bike-commute", "planet-closing-round"])
      expect(catalogue.challenges.has(id)).toBe(true)
  })

  it("has two nudges and at least one challenge for each goal", () => {
    for (const goal of catalogue.goals.keys()) {
      expect([...catalogue.nudges.values()].filter((n) => n.sdg === goal).length, `goal ${goal}`).toBe(2)
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
    expect(new Set(all.map((c) => c.iso26000)).size).toBe(7)
    expect(new Set(all.map((c) => c.bcorp)).size).toBe(7)
    expect(new Set(all.map((c) => c.pso))).toEqual(new Set([null, "direct", "indirect", "quality"]))
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
    expect(polls.filter((p) => p.kind === "multiple").length).toBe(1)
  })

  it("lets people say that they do not know, or would rather not say", () => {
    for (const p of polls) expect(p.options.map((o) => o.key)).toContain(p.kind === "likert" ? "f" : "x")
  })

  it("never asks about health, benefits, religion, union, origin or who counts for the PSO", () => {
    const asked = polls.flatMap((p) => [p.question, ...p.options.map((o) => o.text)])
    const taboo =
      /gezond|ziek|beperking|uitkering|wajong|wia\b|banenafspraak|pso|geloof\b(?! er| in)|religie|vakbond|afkomst|herkomst|health|sick|disab|benefit|religio|union|origin|ethnic/i
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
      car_km_avoided: "car_km_avoided",
    })
    const { low, mid, high, year } = catalogue.factors.get("car_km_avoided") ?? {}
    expect([low, mid, high, year]).toEqual([0, 0.19, 0.224, 2026])
    for (const unit of ["km_cycled", "km_public_transport", "car_km_avoided"])
      expect(catalogue.units.get(unit)?.maxPerDay).toBe(250)
  })

  it("shows a fact only with a source on the web", () => {
    for (const n of catalogue.nudges.values()) {
      expect(n.fact === null, n.id).toBe(n.source === null)
      if (n.source) expect(n.source.url, n.id).toMatch(/^https?:\/\/[a-z0-9]/)
    }
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
    expect(challenges.size).toBe(21)
    const unit = units.get(challenges.get("test-cap")?.unit ?? "")
    expect(unit).toMatchObject({ decimals: 0, maxPerLog: 1, maxPerDay: 5 })
  })
})

type Damage = { what: string; file: string; field: string; do: (folder: string) => void }
const damages: Damage[] = [
  on("a misspelt field", bike, "effort", (d) => Object.assign(d, { effort: 10 })),
  on("a missing title", bike, "title", (d) => delete d.title),
  on("a missing language", bike, "action.en", (d) => delete d.action.en),
  on("an empty text", bike, "ask.nl", (d) => Object.assign(d.ask, { nl: "" })),
  on("a title that is too long", bike, "title.nl", (d) => Object.assign(d.title, { nl: "x".repeat(76) })),
  on("a text of two lines", bike, "action.nl", (d) => Object.assign(d.action, { nl: "een\ntwee" })),
  on("a text that turns the reading direction", bike, "title.en", (d) =>
    Object.assign(d.title, { en: "abc\u202Edef" }),
  ),
  on("a number for a text", bike, "title.en", (d) => Object.assign(d.title, { en: 17 })),
  on("an unknown category", bike, "category", (d) => Object.assign(d, { category: "fun" })),
  on("a goal that does not exist", bike, "sdg.1", (d) => Object.assign(d, { sdg: [3, 18] })),
  on("a unit that does not exist", bike, "unit", (d) => Object.assign(d, { unit: "miles" })),
  on("a factor that does not exist", bike, "impact_factor", (d) =>
    Object.assign(d, { impact_factor: "magic" }),
  ),
  on("an ISO subject that does not exist", bike, "iso26000", (d) => Object.assign(d, { iso26000: "fun" })),
  on("a UN principle that does not exist", bike, "ungc.0", (d) => Object.assign(d, { ungc: [11] })),
  on("an id that is not the file's name", bike, "id", (d) => Object.assign(d, { id: "planet-bike" })),
  on("a cap of nothing", "units.yml", "km_cycled.max_per_log", (d) =>
    Object.assign(d.km_cycled, { max_per_log: 0 }),
  ),
  on("a log larger than its day", "units.yml", "km_cycled.max_per_log", (d) =>
    Object.assign(d.km_cycled, { max_per_log: 251 }),
  ),
  on("a cap without a reason", "units.yml", "sweeps.because", (d) => delete d.sweeps.because),
  on("two decimals", "units.yml", "km_cycled.decimals", (d) => Object.assign(d.km_cycled, { decimals: 2 })),
  on("a range upside down", "factors.yml", "car_km_avoided.high", (d) =>
    Object.assign(d.car_km_avoided, { high: 0.1 }),
  ),
  on(
    "a fact without a source",
    "nudges/sdg-01.yml",
    "nudges.sdg01-1.source",
    (d) => delete d.nudges[0].source,
  ),
  on("a fact that is good for ever", "nudges/sdg-01.yml", "nudges.sdg01-1.source.valid_until", (d) =>
    Object.assign(d.nudges[0].source, { valid_until: "2036-01-01" }),
  ),
  on("a day that does not exist", "nudges/sdg-01.yml", "nudges.sdg01-1.source.checked", (d) =>
    Object.assign(d.nudges[0].source, { checked: "2026-02-30" }),
  ),
  on("a source that is a script", "nudges/sdg-01.yml", "nudges.sdg01-1.source.url", (d) =>
    Object.assign(d.nudges[0].source, { url: "javascript:alert(1)" }),
  ),
  on("a nudge with another's id", "nudges/sdg-02.yml", "sdg01-1", (d) =>
    Object.assign(d.nudges[0], { id: "sdg01-1" }),
  ),
  on(
    "a quiz without an answer",
    "polls/quizzes.yml",
    "polls.quiz-iso.answer",
    (d) => delete d.polls[0].answer,
  ),
  on("an answer that is no option", "polls/quizzes.yml", "polls.quiz-iso.answer.key", (d) =>
    Object.assign(d.polls[0].answer, { key: "q" }),
  ),
  on("an option of 76 characters", "polls/quizzes.yml", "polls.quiz-iso.options.0.text.nl", (d) =>
    Object.assign(d.polls[0].options[0].text, { nl: "x".repeat(76) }),
  ),
  on("an option key twice", "polls/quizzes.yml", "polls.quiz-iso.options", (d) =>
    Object.assign(d.polls[0].options[2], { key: "b" }),
  ),
  on("a part of the index that does not exist", "polls/index.yml", "polls.idx-belief.index", (d) =>
    Object.assign(d.polls[0], { index: "love" }),
  ),
  on("own answers for a likert question", "polls/index.yml", "polls.idx-belief.options", (d) =>
    Object.assign(d.polls[0], { options: [option("a"), option("b")] }),
  ),
  on("a scale with one answer less", "polls/scales.yml", "likert", (d) => d.likert.pop()),
  on("a goal left out", "sdgs.yml", "goals.17", (d) => d.goals.pop()),
  on("a colour by name", "sdgs.yml", "goals.1.colour", (d) => Object.assign(d.goals[0], { colour: "red" })),
  on("a digest at night", "programme.yml", "rhythm.digest.time", (d) =>
    Object.assign(d.rhythm.digest, { time: "23:00" }),
  ),
  on("a day of the week that is none", "programme.yml", "rhythm.pulse.day", (d) =>
    Object.assign(d.rhythm.pulse, { day: "someday" }),
  ),
  words("a message that ICU cannot read", "en.yml", "zz.test", { nl: "Goed", en: "Bad {n, plural, one {x}" }),
  words("a variable in one language only", "en.yml", "zz.test", { nl: "Dag", en: "Hello {name}" }),
  words("a variable with another name", "en.yml", "zz.test", { nl: "Dag {naam}", en: "Hello {name}" }),
  words("a tag", "nl.yml", "zz.test", { nl: "Dag <script>x</script>", en: "Hello" }),
  words("a message in one language only", "en.yml", "zz.test", { nl: "Dag" }),
  words("an empty message", "nl.yml", "zz.test", { nl: " ", en: "Hello" }),
  {
    what: "no Dutch at all",
    file: "content/words/nl.yml",
    field: "",
    do: (f) => rmSync(join(f, "words/nl.yml")),
  },
  { what: "no units", file: "content/units.yml", field: "", do: (f) => rmSync(join(f, "units.yml")) },
  {
    what: "no nudges",
    file: "content/nudges/",
    field: "",
    do: (f) => rmSync(join(f, "nudges"), { recursive: true }),
  },
  {
    what: "a key twice",
    file: `content/${bike}`,
    field: "",
    do: (f) => writeFileSync(join(f, bike), `${readFileSync(join(f, bike), "utf8")}category: people\n`),
  },
  {
    what: "a folder with a typing error",
    file: "content/challengs",
    field: "",
    do: (f) => mkdirSync(join(f, "challengs")),
  },
]

function on(what: string, file: string, field: string, how: (doc: Doc) => unknown): Damage {
  return { what, file: `content/${file}`, field, do: (folder) => change(folder, file, (d) => void how(d)) }
}
function words(what: string, file: string, field: string, messages: { nl?: string; en?: string }): Damage {
  const write = (folder: string) => {
    for (const [language, message] of Object.entries(messages))
      change(folder, `words/${language}.yml`, (d) => Object.assign(d, { zz: { test: message } }))
  }
  return { what, file: `content/words/${file}`, field, do: write }
}
function option(key: string) {
  return { key, text: { nl: key, en: key } }
}

describe("damaged content", () => {
  it.each(damages)("$what is named: $file $field", (damage) => {
    const folder = copy()
    damage.do(folder)
    const problems = problemsOf(folder)
    expect(problems.map(({ file, field }) => ({ file, field }))).toEqual([
      { file: damage.file, field: damage.field },
    ])
    expect(problems[0]?.expected.length).toBeGreaterThan(3)
  })

  it("is named all at once, not the first fault only", () => {
    const folder = copy()
    change(folder, bike, (d) => {
      d.unit = "miles"
      d.sdg = []
      delete d.title
    })
    change(folder, "units.yml", (d) => Object.assign(d.sweeps, { decimals: 7 }))
    const fields = problemsOf(folder).map((p) => `${p.file} ${p.field}`)
    expect(fields).toEqual(expect.arrayContaining([`content/${bike} title`, `content/${bike} sdg`]))
    expect(fields).toContain("content/units.yml sweeps.decimals")
  })

  const original = parse(readFileSync(join(shipped, bike), "utf8"))
  const required = ["id", "category", "title", "action", "ask", "sdg", "mode", "effort_minutes", "unit"]
  const inside = ["title", "action", "ask", "note"].flatMap((f) => [`${f}.nl`, `${f}.en`])
  const folder = copy()
  it("names any required field that a challenge lacks", () => {
    fc.assert(
      fc.property(fc.constantFrom(...required, ...inside), (field) => {
        const doc = structuredClone(original)
        const [outer = "", inner] = field.split(".")
        if (inner) delete doc[outer][inner]
        else delete doc[outer]
        writeFileSync(join(folder, bike), stringify(doc))
        expect(problemsOf(folder).map((p) => [p.file, p.field])).toContainEqual([`content/${bike}`, field])
      }),
      { numRuns: 40 },
    )
  })
})

describe("hostile content gives problems and never a crash", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefghi"].map((k, i) => `${k}: &${k} [${Array(9).fill(`*${"abcdefgh"[i]}`)}]`).join("\n")}\n`
  const texts: Record<string, string | Buffer> = {
    "an alias bomb": bomb,
    "a huge file": `id: x\n# ${"x".repeat(fileLimits.fileBytesMax)}`,
    "a function tag": 'id: !!js/function "function () { process.exit(1) }"\n',
    "a local tag": "id: !danger {}\n",
    "a merge key": "<<: {id: planet-bike-commute}\n",
    "a prototype": '"__proto__": {"polluted": true}\nconstructor: {prototype: {polluted: true}}\n',
    "deep nesting": "[".repeat(100_000),
    "deep maps": `${"{a: ".repeat(5000)}1${"}".repeat(5000)}`,
    "maps without names": `${'{"": '.repeat(2000)}"x"${"}".repeat(2000)}`,
    "two documents": "id: a\n---\nid: b\n",
    "a list": "- 1\n- 2\n",
    "a lone word": "hello\n",
    nothing: "",
    "bytes that are no text": Buffer.from([0x69, 0x64, 0x3a, 0x20, 0xff, 0xfe, 0x00]),
  }
  const places = [
    bike,
    "units.yml",
    "sdgs.yml",
    "programme.yml",
    "nudges/sdg-01.yml",
    "polls/scales.yml",
    "words/nl.yml",
  ]
  it.each(Object.keys(texts))("%s in any file", (name) => {
    const folder = copy()
    for (const place of places) {
      const before = readFileSync(join(folder, place))
      writeFileSync(join(folder, place), texts[name] ?? "")
      const files = problemsOf(folder).map((p) => p.file)
      expect(files, place).toContain(`content/${place}`)
      writeFileSync(join(folder, place), before)
    }
    expect(({} as Doc).polluted).toBeUndefined()
    expect(problemsOf(folder)).toEqual([])
  })

  it.each(["..yml.yml", "A B.yml", "x\ny.yml", "é.yml", "-rf.yml", "x.yaml", "..%2f..%2fpasswd.yml"])(
    "a file with the name %j",
    (name) => {
      const folder = copy()
      writeFileSync(join(folder, "challenges", name), "id: x\n")
      const hidden = name.startsWith(".")
      const problems = problemsOf(folder)
      expect(problems.length).toBe(hidden ? 0 : 1)
      for (const p of problems) expect(p.file).toMatch(/^content\/challenges\/[\w.?-]+$/)
    },
  )

  it("a link to a file, to a folder, or in place of a file", () => {
    const folder = copy()
    writeFileSync(join(made, "secret.yml"), "secret: text\n")
    symlinkSync(join(made, "secret.yml"), join(folder, "challenges/linked.yml"))
    rmSync(join(folder, "frameworks"), { recursive: true })
    symlinkSync(join(shipped, "frameworks"), join(folder, "frameworks"))
    mkdirSync(join(folder, "challenges/folder.yml"))
    const problems = problemsOf(folder)
    const files = problems.map((p) => p.file)
    for (const file of ["challenges/linked.yml", "challenges/folder.yml", "frameworks"])
      expect(files).toContain(`content/${file}`)
    expect(JSON.stringify(problems)).not.toContain("secret: text")
  })

  it("a folder that is not there", () => {
    expect(problemsOf(join(made, "nowhere")).length).toBeGreaterThan(3)
  })

  it("any text in any file", () => {
    const folder = copy()
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.string({ unit: "binary", maxLength: 60 }), (place, text) => {
        const before = readFileSync(join(folder, place))
        writeFileSync(join(folder, place), text)
        expect(problemsOf(folder).length).toBeGreaterThan(0)
        writeFileSync(join(folder, place), before)
      }),
      { numRuns: 60 },
    )
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
