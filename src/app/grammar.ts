/**
 * The one command text. Slash commands, chat messages and button values all carry it; help and the
 * nearest-command answer are made from the same table. A new command is a line here and a case in its use case.
 */
import { type ArgKind, argNames, type Part, readArg } from "./grammar-args.ts"
import { nearest } from "./grammar-nearest.ts"
import { quote, type Token, tokenise } from "./grammar-tokens.ts"

export type Who = "all" | "steward" | "manager" | "council"
type Form = {
  /** Words with nl and en verbs joined by `|`, then arguments `NAME:kind`, `[…]` optional, `NAME:texts` the rest. */
  pattern: string
  who: Who
  /** Shown in help; the others are for buttons. */
  listed: boolean
}

const forms = {
  help: { pattern: "help|hulp [page:page]", who: "all", listed: true },
  today: { pattern: "today|vandaag", who: "all", listed: true },
  "challenge.list": { pattern: "challenge|uitdaging list|lijst [page:page]", who: "all", listed: true },
  "challenge.show": { pattern: "challenge|uitdaging show|toon id:id", who: "all", listed: false },
  "challenge.join": { pattern: "challenge|uitdaging join|doe-mee id:id", who: "all", listed: true },
  "challenge.log": { pattern: "challenge|uitdaging log id:id [amount:amount]", who: "all", listed: true },
  "challenge.undo": { pattern: "challenge|uitdaging undo|herstel id:id [log:log]", who: "all", listed: true },
  "challenge.leave": { pattern: "challenge|uitdaging leave|stop id:id", who: "all", listed: true },
  "challenge.start": {
    pattern: "challenge|uitdaging start id:id [weeks:weeks]",
    who: "steward",
    listed: true,
  },
  "poll.show": { pattern: "poll|peiling show|toon id:id", who: "all", listed: false },
  "poll.vote": { pattern: "poll|peiling vote|stem id:id choice:choice", who: "all", listed: false },
  "poll.results": { pattern: "poll|peiling results|uitslag id:id [page:page]", who: "all", listed: true },
  "poll.open": { pattern: "poll|peiling open texts:texts [named:named]", who: "steward", listed: true },
  "poll.ask": { pattern: "poll|peiling ask|vraag item:id", who: "steward", listed: true },
  "poll.close": { pattern: "poll|peiling close|sluit id:id", who: "steward", listed: true },
  "nudge.now": { pattern: "nudge|tip now|nu [id:id]", who: "steward", listed: true },
  "nudge.done": { pattern: "nudge|tip done|gedaan id:id", who: "all", listed: false },
  "nudge.later": { pattern: "nudge|tip later id:id", who: "all", listed: false },
  "nudge.no": { pattern: "nudge|tip no|nee id:id", who: "all", listed: false },
  "question.ask": { pattern: "question|vraag [text:quoted] [sure:sure]", who: "all", listed: true },
  "question.mine": { pattern: "question|vraag mine|mijn [page:page]", who: "all", listed: true },
  "question.answers": { pattern: "question|vraag answers|antwoorden [page:page]", who: "all", listed: true },
  "question.withdraw": { pattern: "question|vraag withdraw|intrekken id:id", who: "all", listed: false },
  "question.answer": {
    pattern: "question|vraag answer|antwoord id:id reply:reply [reason:quoted] [apart:private]",
    who: "manager",
    listed: true,
  },
  "question.correct": {
    pattern: "question|vraag correct|verbeter id:id reply:reply [reason:quoted] [apart:private]",
    who: "manager",
    listed: false,
  },
  "question.hide": { pattern: "question|vraag hide|verberg id:id", who: "manager", listed: true },
  questions: { pattern: "questions|vragen [page:page]", who: "manager", listed: true },
  "digest.now": { pattern: "digest|overzicht now|nu", who: "steward", listed: true },
  sdg: { pattern: "sdg [goal:count]", who: "all", listed: true },
  me: { pattern: "me|ik", who: "all", listed: true },
  language: { pattern: "language|taal language:language", who: "all", listed: true },
  pause: { pattern: "pause|pauze [weeks:weeks]", who: "all", listed: true },
  resume: { pattern: "resume|hervat", who: "all", listed: true },
  leave: { pattern: "leave|vertrek", who: "all", listed: true },
  privacy: { pattern: "privacy", who: "all", listed: true },
  "privacy.export": { pattern: "privacy export [page:page]", who: "all", listed: true },
  "privacy.forget": { pattern: "privacy forget|vergeet [sure:sure]", who: "all", listed: true },
  here: { pattern: "here|hier", who: "steward", listed: true },
  "here.off": { pattern: "here|hier off|uit", who: "steward", listed: true },
  "here.language": { pattern: "here|hier language|taal language:language", who: "steward", listed: true },
  programme: { pattern: "programme|programma", who: "steward", listed: true },
  "programme.choose": {
    pattern: "programme|programma what:what answer:yesno",
    who: "steward",
    listed: false,
  },
  "programme.week": { pattern: "programme|programma week [page:page]", who: "steward", listed: true },
  "programme.pause": { pattern: "programme|programma pause|pauze", who: "steward", listed: true },
  "programme.resume": { pattern: "programme|programma resume|hervat", who: "steward", listed: true },
  "programme.skip": { pattern: "programme|programma skip|sla-over key:key", who: "steward", listed: false },
  "programme.swap": { pattern: "programme|programma swap|ruil key:key", who: "steward", listed: false },
  "delivery.again": { pattern: "delivery|bericht again|opnieuw id:id", who: "steward", listed: false },
  settings: { pattern: "settings|instellingen", who: "steward", listed: true },
  "settings.scope": {
    pattern: "settings|instellingen scope|bereik scope:scope",
    who: "steward",
    listed: true,
  },
  "settings.manager": {
    pattern: "settings|instellingen manager change:addremove person:person",
    who: "steward",
    listed: true,
  },
  "settings.council": {
    pattern: "settings|instellingen council|or change:addremove person:person",
    who: "steward",
    listed: true,
  },
  "settings.adviser": {
    pattern: "settings|instellingen adviser|vertrouwenspersoon name:text",
    who: "steward",
    listed: true,
  },
  report: { pattern: "report|rapport [period:period]", who: "manager", listed: true },
  council: { pattern: "council|or [page:page]", who: "council", listed: true },
} as const satisfies Record<string, Form>

export type CommandType = keyof typeof forms
type Args = {
  id: string
  page: number
  amount: number
  log: string
  weeks: number
  choice: string
  texts: string[]
  named: true
  item: string
  goal: number
  text: string
  reply: "yes" | "no" | "later"
  reason: string
  apart: true
  language: "nl" | "en"
  sure: true
  what: "digest" | "nudge" | "pulse" | "challenge"
  answer: boolean
  key: string
  scope: "everyone" | "here" | "file"
  change: "add" | "remove"
  person: string
  name: string
  period: string
}
type Names<P extends string> = P extends `${infer A} ${infer B}`
  ? Names<A> | Names<B>
  : P extends `[${infer N}:${string}`
    ? { optional: N }
    : P extends `${infer N}:${string}`
      ? { required: N }
      : never
type Key<T> = T extends keyof Args ? T : never
type Required<T> = T extends { required: infer N } ? Key<N> : never
type Optional<T> = T extends { optional: infer N } ? Key<N> : never
export type CommandOf<T extends CommandType> = { type: T } & {
  [K in Required<Names<(typeof forms)[T]["pattern"]>>]: Args[K]
} & { [K in Optional<Names<(typeof forms)[T]["pattern"]>>]?: Args[K] }
export type Command = { [T in CommandType]: CommandOf<T> }[CommandType]

/** Longest command text that is read, in characters. */
export const commandMax = 4000

export type Reading =
  | { type: "command"; command: Command; once: string | null }
  /** `problem` names what was wrong with an argument; `nearest` is a command that starts much like this. */
  | { type: "unreadable"; nearest: CommandType | null; problem: { reason: string; value: string } | null }

const table = Object.entries(forms).map(([type, form]) => ({
  type: type as CommandType,
  ...form,
  parts: form.pattern.split(" ").map(readPart),
}))

/** `challenge list`, `challenge join ID` …: one a listed command, in English, for README and help. */
export const commandTexts: string[] = table.filter((f) => f.listed).map((f) => describe(f.type))

export function whoMay(type: CommandType): Who {
  return forms[type].who
}

export function listed(who: Who): CommandType[] {
  return table.filter((f) => f.listed && f.who === who).map((f) => f.type)
}

/** The command as help shows it: `challenge log ID [AMOUNT]`, `uitdaging log ID [AANTAL]`. What only buttons say is left out. */
export function describe(type: CommandType, language: "nl" | "en" = "en"): string {
  const form = table.find((f) => f.type === type)
  if (!form) throw new Error(`no command ${type}`)
  return form.parts
    .flatMap((p) => {
      if (p.type === "word") return [(language === "nl" ? p.words.at(-1) : p.words[0]) as string]
      const name = argNames[language][p.kind] ?? ""
      return name ? [p.optional ? `[${name}]` : name] : []
    })
    .join(" ")
}

export function read(input: string): Reading {
  if (input.length > commandMax)
    return { type: "unreadable", nearest: null, problem: { reason: "text.too-long", value: "" } }
  const { tokens, once } = tokenise(input)
  /** The command that went along with what was said furthest. */
  let best: { type: CommandType; words: number; problem: { reason: string; value: string } } | null = null
  for (const form of table) {
    const outcome = match(form.parts, tokens)
    if (outcome.type === "match")
      return { type: "command", command: { type: form.type, ...outcome.args } as Command, once }
    const words = form.parts.filter((p) => p.type === "word").length
    if (outcome.type === "problem" && words > (best?.words ?? 0))
      best = { type: form.type, words, problem: outcome }
  }
  const near = nearest(table, tokens)
  // "privacy exprt" begins like a command that takes no more words, and means another one.
  if (best && (best.problem.reason !== "extra" || near === null || near === best.type))
    return { type: "unreadable", nearest: best.type, problem: best.problem }
  return { type: "unreadable", nearest: near, problem: null }
}

/** Writes the command so that `read` gives it back; `once` is the button's random id. */
export function write(command: Command): string {
  const form = table.find((f) => f.type === command.type)
  const args = command as unknown as Record<string, unknown>
  return (form?.parts ?? [])
    .flatMap((p) => {
      if (p.type === "word") return [p.words[0] as string]
      const value = args[p.name]
      if (value === undefined) return []
      if (p.kind === "texts") return (value as string[]).map(quote)
      if (p.kind === "text" || p.kind === "quoted") return [quote(String(value))]
      if (p.kind === "weeks") return [`${value}w`]
      if (p.kind === "yesno") return [value ? "yes" : "no"]
      return [["named", "sure", "private"].includes(p.kind) ? p.kind : String(value)]
    })
    .join(" ")
}

function readPart(word: string): Part {
  const arg = /^(\[?)(\w+):(\w+)\]?$/.exec(word)
  return arg
    ? { type: "arg", name: arg[2] as string, kind: arg[3] as ArgKind, optional: arg[1] === "[" }
    : { type: "word", words: word.split("|") }
}

type Outcome =
  | { type: "match"; args: Record<string, unknown> }
  | { type: "problem"; reason: string; value: string }
  | { type: "other" }

function match(parts: Part[], tokens: Token[]): Outcome {
  const args: Record<string, unknown> = {}
  let at = 0
  for (const part of parts) {
    const token = tokens[at]
    if (part.type === "word") {
      if (!token || token.quoted || !part.words.includes(token.text.toLowerCase())) return { type: "other" }
      at++
    } else if (part.kind === "texts") {
      const texts = []
      while (tokens[at]?.quoted) texts.push((tokens[at++] as Token).text)
      if (texts.length === 0) return { type: "problem", reason: "texts", value: token?.text ?? "" }
      args[part.name] = texts
    } else if (!token) {
      if (!part.optional) return { type: "problem", reason: `missing.${part.kind}`, value: "" }
    } else {
      const isMarked = token.quoted || part.kind !== "quoted"
      const value = isMarked ? readArg(part.kind, token.text) : null
      if (value === null) return { type: "problem", reason: part.kind, value: token.text }
      args[part.name] = value
      at++
    }
  }
  const extra = tokens[at]
  if (!extra) return { type: "match", args }
  return { type: "problem", reason: "amount" in args ? "amount" : "extra", value: extra.text }
}
