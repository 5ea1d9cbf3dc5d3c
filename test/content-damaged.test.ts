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
  at(bike, "iso26000").has("an ISO subject that does not exist", (d) =>
    Object.assign(d, { iso26000: "fun" }),
  ),
  at(bike, "ungc.0").has("a UN principle that does not exist", (d) => Object.assign(d, { ungc: [11] })),
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
  at("factors.yml", "car_km_avoided.high").has("a range upside down", (d) =>
    Object.assign(d.car_km_avoided, { high: 0.1 }),
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-1.source").has(
    "a fact without a source",
    (d) => delete d.nudges[0].source,
  ),
  at("nudges/sdg-01.yml", "nudges.sdg01-1.source.valid_until").has("a fact that is good for ever", (d) =>
    Object.assign(d.nudges[0].source, { valid_until: "2036-01-01" }),
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
