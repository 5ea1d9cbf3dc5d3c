import { z } from "zod"
import { pollLimits } from "../../src/domain/poll.ts"
import { line, text } from "./line.ts"

/** Longest texts in characters, so that every card fits every platform and a phone. */
export const contentLimits = {
  titleMax: 75,
  actionMax: 200,
  askMax: 100,
  noteMax: 200,
  factMax: 250,
  sentenceMax: 160,
  explanationMax: 200,
  unitMax: 40,
  reasonMax: 300,
  ruleMax: 300,
  nameMax: 75,
  /** With its number before it, it is one of a list. */
  goalNameMax: 70,
  sourceTitleMax: 150,
  urlMax: 300,
  idMax: 40,
  messageIdMax: 80,
  messageMax: 2000,
  messageDepthMax: 8,
  sdgsMax: 5,
  coversMax: 10,
  optionsMax: 12,
  effortMinutesMax: 480,
  /** A fact is looked at again at least every two years. */
  factDaysMax: 731,
  factorYearsMax: 40,
} as const

const lim = contentLimits

export const slug = z
  .string()
  .max(lim.idMax, `at most ${lim.idMax} characters`)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "small letters, digits and hyphens, such as planet-bike-commute")
export const snake = z
  .string()
  .max(lim.idMax, `at most ${lim.idMax} characters`)
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, "small letters, digits and underscores, such as km_cycled")

const goalNumber = z.int("a whole number").min(1, "a goal from 1 to 17").max(17, "a goal from 1 to 17")
const goals = z
  .array(goalNumber)
  .max(lim.sdgsMax, `at most ${lim.sdgsMax} goals`)
  .refine((list) => new Set(list).size === list.length, "each goal once")
const url = z
  .string()
  .max(lim.urlMax, `at most ${lim.urlMax} characters`)
  .refine((s) => /^https?:\/\/[^\s<>"|]+$/.test(s) && URL.canParse(s), "a web address (https://…)")
const date = z.iso.date("a date such as 2026-11-22")
const year = z.int("a year").min(1990, "a year from 1990").max(2100, "a year to 2100")
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 09:00, in quotes")

const element = z
  .string()
  .regex(/^([a-z][a-z0-9_]*|\d{1,2})$/, "the name of an element, such as climate_action")
/** `bcorp: [climate_action]`. Bare numbers, as for the UN Global Compact, are names too. */
const covers = z.record(
  slug,
  z
    .array(z.union([element, z.int("a whole number").transform(String)]))
    .min(1, "at least one element")
    .max(lim.coversMax, `at most ${lim.coversMax} elements`)
    .refine((list) => new Set(list).size === list.length, "each element once"),
)

export const challengeFile = z.strictObject({
  id: slug,
  category: z.enum(["people", "planet", "profit"]),
  title: text(lim.titleMax),
  action: text(lim.actionMax),
  ask: text(lim.askMax),
  sdg: goals.min(1, "at least one goal"),
  covers: covers.default({}),
  mode: z.enum(["individual", "team"]),
  effort_minutes: z
    .int("whole minutes")
    .min(1, "at least 1 minute")
    .max(lim.effortMinutesMax, `at most ${lim.effortMinutesMax} minutes`),
  unit: snake,
  impact_factor: snake.nullable().default(null),
  note: text(lim.noteMax).nullable().default(null),
})

const source = z
  .strictObject({
    title: line(lim.sourceTitleMax),
    url,
    year,
    checked: date,
    valid_until: date,
  })
  .refine((s) => s.valid_until > s.checked, { path: ["valid_until"], error: "a day after `checked`" })
  .refine((s) => s.year <= Number(s.checked.slice(0, 4)), {
    path: ["year"],
    error: "a year no later than that of `checked`",
  })
  .refine((s) => days(s.checked, s.valid_until) <= lim.factDaysMax, {
    path: ["valid_until"],
    error: "at most two years after `checked`",
  })

export const nudge = z
  .strictObject({
    id: slug,
    fact: text(lim.factMax).nullable().default(null),
    action: text(lim.actionMax),
    source: source.nullable().default(null),
    covers: covers.default({}),
  })
  .refine((n) => n.fact === null || n.source !== null, {
    path: ["source"],
    error:
      "a source for the fact: its title, url, year, checked and valid_until; without one, take the fact out",
  })
  .refine((n) => n.fact !== null || n.source === null, {
    path: ["source"],
    error: "no source: there is no fact here that it could stand for",
  })
export const nudgeFile = z.strictObject({
  sdg: goalNumber,
  nudges: z.array(z.unknown()).min(1, "at least one nudge"),
})

const option = z.strictObject({
  key: z.string().regex(/^[a-z0-9]{1,2}$/, "one or two small letters or digits, in quotes"),
  text: text(pollLimits.optionMax),
})
export const options = z
  .array(option)
  .min(2, "at least 2 options")
  .max(lim.optionsMax, `at most ${lim.optionsMax} options`)
  .refine((list) => new Set(list.map((o) => o.key)).size === list.length, "every key once")

/** The report counts by these keys: d and e agree, f does not know; 9 and 10 promote, x does not know. */
function scale(keys: string) {
  return options.refine(
    (list) => list.map((o) => o.key).join(" ") === keys,
    `the keys ${keys}, in this order`,
  )
}
export const scalesFile = z.strictObject({
  likert: scale("a b c d e f"),
  enps: scale("0 1 2 3 4 5 6 7 8 9 10 x"),
})

export const poll = z
  .strictObject({
    id: slug,
    kind: z.enum(["single", "multiple", "likert", "enps", "quiz"]),
    question: text(pollLimits.questionMax),
    options: options.optional(),
    index: z.enum(["attitude", "room"]).nullable().default(null),
    answer: z
      .strictObject({ key: z.string(), because: text(lim.explanationMax) })
      .nullable()
      .default(null),
    source: source.nullable().default(null),
    sdg: goals.default([]),
    schedule: z.enum(["quarter", "rotate"]),
    covers: covers.default({}),
  })
  .refine((p) => (p.kind === "likert" || p.kind === "enps") === (p.options === undefined), {
    path: ["options"],
    error: "options for single, multiple and quiz; none for likert and enps, which have those of scales.yml",
  })
  .refine((p) => (p.kind === "quiz") === (p.answer !== null), {
    path: ["answer"],
    error: "the right answer for a quiz, and none for the others",
  })
  .refine((p) => (p.kind === "quiz") === (p.source !== null), {
    path: ["source"],
    error: "a source for the right answer of a quiz, and none for the others",
  })
  .refine((p) => !p.answer || !p.options || p.options.some((o) => o.key === p.answer?.key), {
    path: ["answer", "key"],
    error: "the key of one of the options",
  })
  .refine((p) => p.index === null || (p.kind === "likert" && p.schedule === "quarter"), {
    path: ["index"],
    error: "an index part only for likert questions with schedule quarter",
  })
export const pollFile = z.strictObject({ polls: z.array(z.unknown()).min(1, "at least one poll") })

const amount = z.number("a number").gt(0, "a number above 0").max(100_000, "at most 100000")
export const unit = z
  .strictObject({
    one: text(lim.unitMax),
    other: text(lim.unitMax),
    decimals: z.literal([0, 1], "0 (things) or 1 (km, hours)"),
    max_per_log: amount,
    max_per_day: amount,
    because: line(lim.reasonMax),
  })
  .refine((u) => u.max_per_log <= u.max_per_day, {
    path: ["max_per_log"],
    error: "at most as much as `max_per_day`",
  })

const perUnit = z.number("a number").min(-1000, "at least -1000").max(1000, "at most 1000")
const values = z
  .strictObject({
    year,
    from: date,
    /** What holds for this list only; else the factor's own rule. */
    rule: text(lim.ruleMax).optional(),
    low: perUnit,
    mid: perUnit,
    high: perUnit,
    source: z.strictObject({ title: line(lim.sourceTitleMax), url }),
  })
  .refine((f) => f.low <= f.mid, { path: ["low"], error: "at most as much as `mid`" })
  .refine((f) => f.mid <= f.high, { path: ["high"], error: "at least as much as `mid`" })
export const factor = z.strictObject({
  rule: text(lim.ruleMax),
  years: z
    .array(values)
    .min(1, "at least one year")
    .max(lim.factorYearsMax, `at most ${lim.factorYearsMax} years`)
    .refine(
      (list) => list.every((v, i) => i === 0 || v.from < (list[i - 1]?.from ?? "")),
      "the newest year first, each with a `from` of its own",
    ),
})

export const goal = z.strictObject({
  number: goalNumber,
  name: text(lim.goalNameMax),
  colour: z.string().regex(/^#[0-9A-F]{6}$/, "a colour such as #3F7E44, in quotes"),
  sentence: text(lim.sentenceMax),
  act: text(lim.actionMax),
})
export const goalsFile = z.strictObject({ goals: z.array(z.unknown()) })

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const
const rhythm = z.strictObject({
  day: z.enum(weekdays),
  time,
  every_weeks: z.literal([1, 2], "1 (every week) or 2 (every second week)"),
})
export const programmeFile = z
  .strictObject({
    rhythm: z.strictObject({ digest: rhythm, nudge: rhythm, pulse: rhythm, challenge: rhythm }),
    hours: z.strictObject({ from: time, to: time }),
    challenge_weeks: z.int("whole weeks").min(1, "at least 1 week").max(13, "at most 13 weeks"),
  })
  .refine((p) => p.hours.from < p.hours.to, { path: ["hours", "to"], error: "a time after `from`" })
  .superRefine((p, context) => {
    for (const [what, r] of Object.entries(p.rhythm))
      if (r.time < p.hours.from || r.time >= p.hours.to)
        context.addIssue({ code: "custom", path: ["rhythm", what, "time"], message: "a time within `hours`" })
  })

export const frameworkFile = z.strictObject({
  name: text(lim.nameMax),
  edition: line(lim.nameMax).nullable().default(null),
  note: text(lim.noteMax),
  elements: z.record(
    element,
    z.strictObject({
      name: text(lim.nameMax),
      sentence: text(lim.sentenceMax),
      act: text(lim.actionMax),
      without: line(lim.reasonMax).nullable().default(null),
    }),
  ),
})

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}
