import type { Language, LocalDate } from "./id.ts"

/** What a non-programmer edits in `content/`, parsed by `adapters/content` into types that cannot be wrong. */
export type Text = Record<Language, string>

export type Category = "people" | "planet" | "profit"

export type Unit = {
  id: string
  /** Named as a total: "km gefietst", "km cycled". ICU plural where it matters: `{n, plural, one {# uur} other {# uur}}` is not used; see `one`/`other`. */
  one: Text
  other: Text
  /** How many decimals a colleague may log: 0 for things, 1 for km and hours. */
  decimals: 0 | 1
  /** Largest amount of one log, above 0. */
  maxPerLog: number
  /** Largest sum of one person's logs in one local day. */
  maxPerDay: number
  /** Why these caps. */
  because: string
}

export type ImpactFactor = {
  id: string
  /** kg CO2e per unit. */
  low: number
  mid: number
  high: number
  year: number
  source: { title: string; url: string }
  /** When this factor may be used. */
  rule: Text
  /** First day for which these values count; absent: always. A total keeps the values of its own days. */
  from?: LocalDate
  /** Values of earlier years, newest first. */
  earlier?: ImpactFactor[]
}

/** What an item helps with: framework -> its elements, `{ bcorp: ["climate_action"] }`. */
export type Covers = Readonly<Record<string, readonly string[]>>

/** One part of a framework. `act` is what a colleague can do about it. */
export type FrameworkElement = {
  id: string
  name: Text
  sentence: Text
  act: Text
  /** Why nothing in the catalogue covers it; null where something does. */
  without: string | null
}
export type Framework = {
  id: string
  name: Text
  /** Null for a practice that nobody publishes an edition of. */
  edition: string | null
  note: Text
  elements: ReadonlyMap<string, FrameworkElement>
}

export type Challenge = {
  id: string
  category: Category
  title: Text
  action: Text
  /** The question above the amount field: "Hoeveel km fietste je?" */
  ask: Text
  sdg: number[]
  covers: Covers
  mode: "individual" | "team"
  effortMinutes: number
  unit: string
  impactFactor: string | null
  /** A word of caution shown on the card: never who or why. */
  note: Text | null
}

/** Where a fact stands. After `validUntil` it is not shown any more. */
export type Source = { title: string; url: string; year: number; checked: LocalDate; validUntil: LocalDate }

export type Nudge = {
  id: string
  sdg: number
  /** Null: an act without a fact. */
  fact: Text | null
  action: Text
  source: Source | null
  covers?: Covers
}

export type PollKind = "single" | "multiple" | "likert" | "enps" | "quiz"
export type PollOption = { key: string; text: Text }

export type PollItem = {
  id: string
  kind: PollKind
  question: Text
  options: PollOption[]
  /** The index part this item feeds, if it is one of the nine. */
  index: "attitude" | "room" | null
  /** Quiz only. */
  answer: { key: string; because: Text } | null
  /** Where the answer stands. */
  source?: Source | null
  sdg: number[]
  /** "quarter": asked once a quarter; "rotate": asked when it is its turn. */
  schedule: "quarter" | "rotate"
  covers?: Covers
}

/** `act` is what a colleague can do about it. */
export type Goal = { number: number; name: Text; colour: string; sentence: Text; act: Text }

/** The suggested rhythm, in the place's own zone. */
export type Rhythm = {
  /** ISO weekday, Monday is 1. */
  weekday: number
  /** `09:00` */
  time: string
  everyWeeks: 1 | 2
}
export type What = "digest" | "nudge" | "pulse" | "challenge"
export type ProgrammeContent = {
  rhythm: Record<What, Rhythm>
  hours: { from: string; to: string }
  challengeWeeks: number
}

export type Catalogue = {
  challenges: ReadonlyMap<string, Challenge>
  nudges: ReadonlyMap<string, Nudge>
  polls: ReadonlyMap<string, PollItem>
  units: ReadonlyMap<string, Unit>
  factors: ReadonlyMap<string, ImpactFactor>
  goals: ReadonlyMap<number, Goal>
  frameworks: ReadonlyMap<string, Framework>
  programme: ProgrammeContent
  /** Message id -> ICU message, per language. */
  words: Record<Language, ReadonlyMap<string, string>>
}
