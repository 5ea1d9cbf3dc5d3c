import fc from "fast-check"
import { expect, describe as group, it } from "vitest"
import {
  type Command,
  type CommandOf,
  type CommandType,
  commandMax,
  describe,
  listed,
  read,
  whoMay,
  write,
} from "../src/app/grammar.ts"

const id = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,60}$/)
const key = fc.stringMatching(/^[A-Za-z0-9/:.-]{1,120}$/)
const log = fc.stringMatching(/^[a-z2-7]{4,20}$/)
const page = fc.integer({ min: 1, max: 99 })
const weeks = fc.integer({ min: 1, max: 12 })
const amount = fc.integer({ min: -999_999_999, max: 999_999_999 }).map((n) => n / 100)
const choice = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,3}$/), { minLength: 1, maxLength: 12 })
  .map((keys) => keys.join(","))
const language = fc.constantFrom("nl" as const, "en" as const)
const yes = fc.constant(true as const)
/** What a person may type between quotation marks: no such mark, and no space at its ends, which is not kept. */
const typed = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 75 })
  .map((s) => s.replace(/["“”„«»]/g, "'").trim() || "x")
const person = fc.stringMatching(/^[\w:.-]{2,80}$/)
const period = fc.constantFrom("2026-W47", "2026-W01", "2026-11", "2026-Q4", "2026")

function of<T extends CommandType>(
  type: T,
  args: Record<string, fc.Arbitrary<unknown>> = {},
  optional: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<CommandOf<T>> {
  const all = { type: fc.constant(type), ...args, ...optional }
  const requiredKeys = ["type", ...Object.keys(args)] as (keyof typeof all)[]
  return fc.record(all, { requiredKeys }) as unknown as fc.Arbitrary<CommandOf<T>>
}

/** With a reason, or without one to be asked for it. */
function answering<T extends "question.answer" | "question.correct">(type: T): fc.Arbitrary<CommandOf<T>> {
  const reply = fc.constantFrom("yes" as const, "no" as const, "later" as const)
  return fc.oneof(of(type, { id, reply }), of(type, { id, reply, reason: typed }, { apart: yes }))
}

/** Every command with its arguments; a new one does not compile until it stands here. */
const every: { [T in CommandType]: fc.Arbitrary<CommandOf<T>> } = {
  help: of("help", {}, { page }),
  today: of("today"),
  "challenge.list": of("challenge.list", {}, { page }),
  "challenge.show": of("challenge.show", { id }),
  "challenge.join": of("challenge.join", { id }),
  "challenge.log": of("challenge.log", { id }, { amount }),
  "challenge.undo": of("challenge.undo", { id }, { log }),
  "challenge.leave": of("challenge.leave", { id }),
  "challenge.start": of("challenge.start", { id }, { weeks }),
  "poll.show": of("poll.show", { id }),
  "poll.vote": of("poll.vote", { id, choice }),
  "poll.results": of("poll.results", { id }, { page }),
  "poll.open": of("poll.open", { texts: fc.array(typed, { minLength: 1, maxLength: 11 }) }, { named: yes }),
  "poll.ask": of("poll.ask", { item: id }),
  "poll.close": of("poll.close", { id }),
  "nudge.now": of("nudge.now", {}, { id }),
  "nudge.done": of("nudge.done", { id }),
  "nudge.later": of("nudge.later", { id }),
  "nudge.no": of("nudge.no", { id }),
  "question.ask": fc.oneof(of("question.ask"), of("question.ask", { text: typed }, { sure: yes })),
  "question.mine": of("question.mine", {}, { page }),
  "question.answers": of("question.answers", {}, { page }),
  "question.withdraw": of("question.withdraw", { id }),
  "question.answer": answering("question.answer"),
  "question.correct": answering("question.correct"),
  "question.hide": of("question.hide", { id }),
  questions: of("questions", {}, { page }),
  "digest.now": of("digest.now"),
  sdg: of("sdg", {}, { goal: fc.integer({ min: 0, max: 999 }) }),
  me: of("me"),
  language: of("language", { language }),
  pause: of("pause", {}, { weeks }),
  resume: of("resume"),
  leave: of("leave"),
  privacy: of("privacy"),
  "privacy.export": of("privacy.export", {}, { page }),
  "privacy.forget": of("privacy.forget", {}, { sure: yes }),
  here: of("here"),
  "here.off": of("here.off"),
  "here.language": of("here.language", { language }),
  programme: of("programme"),
  "programme.choose": of("programme.choose", {
    what: fc.constantFrom("digest", "nudge", "pulse", "challenge"),
    answer: fc.boolean(),
  }),
  "programme.week": of("programme.week", {}, { page }),
  "programme.pause": of("programme.pause"),
  "programme.resume": of("programme.resume"),
  "programme.skip": of("programme.skip", { key }),
  "programme.swap": of("programme.swap", { key }),
  "delivery.again": of("delivery.again", { id }),
  settings: of("settings"),
  "settings.scope": of("settings.scope", { scope: fc.constantFrom("everyone", "here", "file") }),
  "settings.manager": of("settings.manager", { change: fc.constantFrom("add", "remove"), person }),
  "settings.council": of("settings.council", { change: fc.constantFrom("add", "remove"), person }),
  "settings.adviser": of("settings.adviser", { name: typed }),
  report: of("report", {}, { period }),
  council: of("council", {}, { page }),
}
const types = Object.keys(every) as CommandType[]
const anyCommand: fc.Arbitrary<Command> = fc.oneof(...types.map((t) => every[t] as fc.Arbitrary<Command>))

/** The same text with some of its words in Dutch, as `describe` names them. */
function mixed(text: string, type: CommandType, dutch: boolean[]): string {
  const en = describe(type, "en").split(" ")
  const nl = describe(type, "nl").split(" ")
  let isVerb = true
  return text
    .split(" ")
    .map((word, i) => {
      isVerb &&= word === en[i]
      return isVerb && dutch[i] ? (nl[i] ?? word) : word
    })
    .join(" ")
}

group("the command text", () => {
  it("reads what it writes, for every command", () => {
    fc.assert(
      fc.property(anyCommand, (command) => {
        expect(read(write(command))).toEqual({ type: "command", command, once: null })
      }),
      { numRuns: 1500 },
    )
  })

  it("reads English, Dutch and mixed verbs, in capitals too, and a button's own id", () => {
    const flags = fc.array(fc.boolean(), { minLength: 2, maxLength: 2 })
    const once = fc.stringMatching(/^[a-z2-7]{4,32}$/)
    fc.assert(
      fc.property(anyCommand, flags, once, (command, dutch, own) => {
        const text = mixed(write(command), command.type, dutch)
        const shouted = text.replace(/^\S+/, (verb) => verb.toUpperCase())
        expect(read(`  ${shouted}   ~${own} `)).toEqual({ type: "command", command, once: own })
      }),
      { numRuns: 1500 },
    )
  })

  it.each([
    '"Tijd" "Rooster"',
    "“Tijd” “Rooster”",
    "„Tijd” „Rooster”",
    "„Tijd“ „Rooster“",
    "«Tijd» «Rooster»",
  ])("takes the quotation marks of every keyboard: %s", (texts) => {
    expect(read(`peiling open "Wat?" ${texts} op-naam`)).toMatchObject({
      command: { texts: ["Wat?", "Tijd", "Rooster"], named: true },
    })
  })

  it("keeps a text whole that has quotation marks in it, as apostrophes", () => {
    const marks = fc.constantFrom('"', "“", "”", "„", "«", "»")
    fc.assert(
      fc.property(typed, marks, typed, (before, mark, after) => {
        const text = write({ type: "settings.adviser", name: `${before}${mark}${after}` })
        expect(read(text)).toMatchObject({ command: { name: `${before}'${after}` } })
      }),
    )
  })

  it("never throws, whatever somebody types", () => {
    const words = fc.constantFrom(
      "challenge",
      "log",
      "poll",
      "vote",
      '"',
      "„",
      "~aaaa",
      "12",
      "\u0000",
      "‮",
      "x",
    )
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.array(words, { maxLength: 40 }).map((all) => all.join(" ")),
    )
    fc.assert(
      fc.property(anything, (text) => {
        expect(["command", "unreadable"]).toContain(read(text).type)
      }),
      { numRuns: 2000 },
    )
  })

  it("refuses what is longer than any command, and reads up to that", () => {
    const tooLong = { type: "unreadable", nearest: null, problem: { reason: "text.too-long", value: "" } }
    expect(read("x".repeat(10_000))).toEqual(tooLong)
    expect(read(`today${" ".repeat(commandMax)}`)).toEqual(tooLong)
    expect(read(`today${" ".repeat(commandMax - 5)}`)).toMatchObject({ type: "command" })
  })
})

group("what comes nearest", () => {
  it.each<[string, CommandType | null]>([
    ["uitdagign lijst", "challenge.list"],
    ["uitdaging lijts", "challenge.list"],
    ["chalenge list", "challenge.list"],
    ["chalenge join planet-bike-commute", "challenge.join"],
    ["uitdaging doemee planet-bike-commute", "challenge.join"],
    ["uitdaging meld planet-bike-commute 3", "challenge.list"],
    ["challenge", "challenge.list"],
    ["peiling", "poll.results"],
    ["hlp", "help"],
    ["hep", "help"],
    ["hulpp", "help"],
    ["HULPP", "help"],
    ["pol vote", "poll.vote"],
    ["peilng stem p1 a", "poll.vote"],
    ["poll resluts p1", "poll.results"],
    ["vandag", "today"],
    ["tody", "today"],
    ["privacy exprt", "privacy.export"],
    ["privcay", "privacy"],
    ["programme wek", "programme.week"],
    ["programma wekk", "programme.week"],
    ["instelingen", "settings"],
    ["rapprot", "report"],
    ["pauz", "pause"],
    ["lanugage nl", "language"],
    ["what is the weather like", null],
    ["", null],
    ["!!!", null],
    ["😀", null],
  ])("to %j is %j", (text, nearest) => {
    expect(read(text)).toMatchObject({ type: "unreadable", nearest })
  })

  it("is any command that can be typed, when one letter is missing", () => {
    for (const type of [...listed("all"), ...listed("steward"), ...listed("manager")])
      for (const language of ["nl", "en"] as const) {
        const verbs = describe(type, language).replace(/ [[A-Z"].*$| (2026|nl\||\w+\|).*$/, "")
        // Two letters have no neighbours of their own.
        if (verbs.length < 4) continue
        const reading = read(`${verbs.slice(0, -1)}`)
        const found = reading.type === "command" ? reading.command.type : reading.nearest
        expect(found, verbs).not.toBeNull()
      }
  })
})

group("help", () => {
  it("lists every command once, for those who may use it", () => {
    const all = (["all", "steward", "manager"] as const).flatMap((who) => {
      for (const type of listed(who)) expect(whoMay(type)).toBe(who)
      return listed(who)
    })
    expect(new Set(all).size).toBe(all.length)
    const texts = all.map((type) => describe(type))
    expect(new Set(texts).size).toBe(texts.length)
  })

  it("shows commands as they can be typed: the verbs of each line are read", () => {
    for (const type of types)
      for (const language of ["nl", "en"] as const)
        fc.assert(
          fc.property(every[type] as fc.Arbitrary<Command>, (command) => {
            const own = mixed(write(command), type, Array(4).fill(language === "nl"))
            expect(read(own)).toMatchObject({ type: "command", command: { type } })
          }),
          { numRuns: 5 },
        )
  })
})
