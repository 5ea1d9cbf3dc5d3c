import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { change, type Doc, makeCopies, problemsOf, shipped } from "./fixtures/content/copies.ts"

const { copy, remove } = makeCopies()
afterAll(remove)

const bike = "challenges/planet-bike-commute.yml"

type Damage = { what: string; file: string; field: string; do: (folder: string) => void }
const damages: Damage[] = [
  at(bike, "effort").has("a misspelt field", (d) => Object.assign(d, { effort: 10 })),
  at(bike, "title").has("a missing title", (d) => delete d.title),
  at(bike, "action.en").has("a missing language", (d) => delete d.action.en),
  at(bike, "ask.nl").has("an empty text", (d) => Object.assign(d.ask, { nl: "" })),
  at(bike, "title.nl").has("a title that is too long", (d) => Object.assign(d.title, { nl: "x".repeat(76) })),
  at(bike, "action.nl").has("a text of two lines", (d) => Object.assign(d.action, { nl: "een\ntwee" })),
  at(bike, "title.en").has("a text that turns the reading direction", (d) =>
    Object.assign(d.title, { en: "abc\u202Edef" }),
  ),
  at(bike, "title.en").has("a number for a text", (d) => Object.assign(d.title, { en: 17 })),
  at(bike, "category").has("an unknown category", (d) => Object.assign(d, { category: "fun" })),
  at(bike, "sdg.1").has("a goal that does not exist", (d) => Object.assign(d, { sdg: [3, 18] })),
  at(bike, "unit").has("a unit that does not exist", (d) => Object.assign(d, { unit: "miles" })),
  at(bike, "impact_factor").has("a factor that does not exist", (d) =>
    Object.assign(d, { impact_factor: "magic" }),
  ),
  at(bike, "covers.iso26000.1").has("an ISO subject that does not exist", (d) =>
    d.covers.iso26000.push("fun"),
  ),
  at(bike, "covers.ungc.1").has("a UN principle that does not exist", (d) => d.covers.ungc.push(11)),
  at(bike, "covers.karma").has("a framework that does not exist", (d) =>
    Object.assign(d.covers, { karma: ["good"] }),
  ),
  at(bike, "pso_status").has("a field about who counts for the PSO", (d) =>
    Object.assign(d, { pso_status: true }),
  ),
  at(bike, "ask.nl").has("a question about health", (d) =>
    Object.assign(d.ask, { nl: "Hoeveel collega's met een beperking heb je geholpen?" }),
  ),
  at(bike, "action.en").has("a claim without proof", (d) =>
    Object.assign(d.action, { en: "Cycle to work and be climate neutral." }),
  ),
  at(bike, "title.en").has("an exclamation mark", (d) => Object.assign(d.title, { en: "Cycle today!" })),
  at(bike, "note.nl").has("a vague word of praise", (d) =>
    Object.assign(d.note, { nl: "Zo zijn we groen bezig." }),
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-5.action.en").has("an act that asks for union membership", (d) =>
    Object.assign(d.nudges[4].action, { en: "Ask a colleague about union membership." }),
  ),
  at("polls/quizzes.yml", "polls.quiz-iso.question.en").has("a question about belief", (d) =>
    Object.assign(d.polls[0].question, { en: "Are you religious?" }),
  ),
  at("polls/quizzes.yml", "polls.quiz-iso.options.1.text.nl").has("an answer about origin", (d) =>
    Object.assign(d.polls[0].options[1].text, { nl: "Mijn afkomst" }),
  ),
  at("polls/quizzes.yml", "polls.quiz-iso.source").has(
    "a right answer without a source",
    (d) => delete d.polls[0].source,
  ),
  at("units.yml", "sweeps.other.nl").has("a unit without its plural", (d) =>
    Object.assign(d.sweeps.other, { nl: d.sweeps.one.nl }),
  ),
  at("units.yml", "sweeps.other").has("a unit with one form only", (d) => delete d.sweeps.other),
  at("frameworks/social-procurement.yml", "elements.fair_payment.without").has(
    "an element that nothing covers and nobody explains",
    (d) => Object.assign(d.elements.fair_payment, { without: null }),
  ),
  at("frameworks/ungc.yml", "elements.8.without").has("a reason for an element that is covered", (d) =>
    Object.assign(d.elements["8"], { without: "because" }),
  ),
  at("frameworks/ungc.yml", "elements.3.act").has(
    "an element without an act",
    (d) => delete d.elements["3"].act,
  ),
  at(bike, "id").has("an id that is not the file's name", (d) => Object.assign(d, { id: "planet-bike" })),
  at("units.yml", "km_cycled.max_per_log").has("a cap of nothing", (d) =>
    Object.assign(d.km_cycled, { max_per_log: 0 }),
  ),
  at("units.yml", "km_cycled.max_per_log").has("a log larger than its day", (d) =>
    Object.assign(d.km_cycled, { max_per_log: 251 }),
  ),
  at("units.yml", "sweeps.because").has("a cap without a reason", (d) => delete d.sweeps.because),
  at("units.yml", "km_cycled.decimals").has("two decimals", (d) =>
    Object.assign(d.km_cycled, { decimals: 2 }),
  ),
  at("factors.yml", "car_km_avoided.years.0.high").has("a range upside down", (d) =>
    Object.assign(d.car_km_avoided.years[0], { high: 0.1 }),
  ),
  at("factors.yml", "car_km_avoided.years").has("an older year above the newest", (d) =>
    d.car_km_avoided.years.unshift({
      ...structuredClone(d.car_km_avoided.years[0]),
      year: 2025,
      from: "2025-01-01",
    }),
  ),
  at("factors.yml", "car_km_avoided.years.0.source").has(
    "a factor without a source",
    (d) => delete d.car_km_avoided.years[0].source,
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-1.source").has(
    "a fact without a source",
    (d) => delete d.nudges[0].source,
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-1.source.valid_until").has("a fact that is good for ever", (d) =>
    Object.assign(d.nudges[0].source, { valid_until: "2036-01-01" }),
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-1.source.year").has("a source from after the day it was read", (d) =>
    Object.assign(d.nudges[0].source, { year: 2027 }),
  ),
  at(bike, "title.nl").has("a tag", (d) => Object.assign(d.title, { nl: "Fiets <script>x</script>" })),
  at(bike, "action.nl").has("a mention", (d) => Object.assign(d.action, { nl: "Fiets <@U0123>" })),
  at(bike, "ask.en").has("a link in disguise", (d) =>
    Object.assign(d.ask, { en: "[How many?](https://example.org)" }),
  ),
  at(bike, "note.en").has("an entity", (d) => Object.assign(d.note, { en: "Only &lt;now&gt; counts." })),
  at("frameworks/bcorp.yml", "elements.jedi.act.en").has("an element that asks for nationality", (d) =>
    Object.assign(d.elements.jedi.act, { en: "Ask a colleague's nationality." }),
  ),
  at("sdgs.yml", "goals.3.act.nl").has("a goal that asks who is ill", (d) =>
    Object.assign(d.goals[2].act, { nl: "Vraag wie er ziek is." }),
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-1.source.checked").has("a day that does not exist", (d) =>
    Object.assign(d.nudges[0].source, { checked: "2026-02-30" }),
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-1.source.url").has("a source that is a script", (d) =>
    Object.assign(d.nudges[0].source, { url: "javascript:alert(1)" }),
  ),
  at("nudges/sdg-02.yml", "sdg01-1").has("a nudge with another's id", (d) =>
    Object.assign(d.nudges[0], { id: "sdg01-1" }),
  ),
  at("polls/quizzes.yml", "polls.quiz-iso.answer").has(
    "a quiz without an answer",
    (d) => delete d.polls[0].answer,
  ),
  at("polls/quizzes.yml", "polls.quiz-iso.answer.key").has("an answer that is no option", (d) =>
    Object.assign(d.polls[0].answer, { key: "q" }),
  ),
  at("polls/quizzes.yml", "polls.quiz-iso.options.0.text.nl").has("an option of 76 characters", (d) =>
    Object.assign(d.polls[0].options[0].text, { nl: "x".repeat(76) }),
  ),
  at("polls/quizzes.yml", "polls.quiz-iso.options").has("an option key twice", (d) =>
    Object.assign(d.polls[0].options[2], { key: "b" }),
  ),
  at("polls/index.yml", "polls.idx-belief.index").has("a part of the index that does not exist", (d) =>
    Object.assign(d.polls[0], { index: "love" }),
  ),
  at("polls/index.yml", "polls.idx-belief.options").has("own answers for a likert question", (d) =>
    Object.assign(d.polls[0], { options: [option("a"), option("b")] }),
  ),
  at("polls/scales.yml", "likert").has("a scale with one answer less", (d) => d.likert.pop()),
  at("sdgs.yml", "goals.17").has("a goal left out", (d) => d.goals.pop()),
  at("sdgs.yml", "goals.1.colour").has("a colour by name", (d) =>
    Object.assign(d.goals[0], { colour: "red" }),
  ),
  at("programme.yml", "rhythm.digest.time").has("a digest at night", (d) =>
    Object.assign(d.rhythm.digest, { time: "23:00" }),
  ),
  at("programme.yml", "rhythm.pulse.day").has("a day of the week that is none", (d) =>
    Object.assign(d.rhythm.pulse, { day: "someday" }),
  ),
  words("a message that ICU cannot read", "en", { nl: "Goed", en: "Bad {n, plural, one {x}" }),
  words("a variable in one language only", "en", { nl: "Dag", en: "Hello {name}" }),
  words("a variable with another name", "en", { nl: "Dag {naam}", en: "Hello {name}" }),
  words("a tag", "nl", { nl: "Dag <script>x</script>", en: "Hello" }),
  words("a message in one language only", "en", { nl: "Dag" }),
  words("an empty message", "nl", { nl: " ", en: "Hello" }),
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

function at(file: string, field: string) {
  return {
    has: (what: string, how: (doc: Doc) => unknown): Damage => ({
      what,
      file: `content/${file}`,
      field,
      do: (folder) => change(folder, file, (d) => void how(d)),
    }),
  }
}
function words(what: string, language: "nl" | "en", messages: { nl?: string; en?: string }): Damage {
  const write = (folder: string) => {
    for (const [to, message] of Object.entries(messages))
      change(folder, `words/${to}.yml`, (d) => Object.assign(d, { zz: { test: message } }))
  }
  return { what, file: `content/words/${language}.yml`, field: "zz.test", do: write }
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
    // A file that is there and can be read has lines.
    if (damage.field !== "") expect(problems[0]?.line).toBeGreaterThan(0)
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
  /** What is reported of the bike challenge after these fields were taken out of it. */
  function without(fields: string[]): string[] {
    const doc = structuredClone(original)
    for (const field of fields) {
      const [outer = "", inner] = field.split(".")
      if (!inner) delete doc[outer]
      else if (doc[outer]) delete doc[outer][inner]
    }
    writeFileSync(join(folder, bike), stringify(doc))
    return problemsOf(folder)
      .filter((p) => p.file === `content/${bike}`)
      .map((p) => p.field)
  }

  it.each([...required, ...inside])("names the required field %s that a challenge lacks", (field) => {
    expect(without([field])).toEqual([field])
  })

  it("names every required field that a challenge lacks, however many", () => {
    fc.assert(
      fc.property(fc.subarray(required, { minLength: 1 }), (fields) => {
        expect(new Set(without(fields))).toEqual(new Set(fields))
      }),
      { numRuns: 20 },
    )
  })
})
