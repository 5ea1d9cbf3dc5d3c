/**
 * Names of things. Persons, logs and texts have random ids, so that the ledger never tells who somebody is.
 * Runs, polls and nudges are numbered per organisation, because colleagues type them.
 */
export type PersonId = string
export type PlaceId = string
export type TextId = string
export type LogId = string
/** `planet-bike-commute.2`: the second run of that challenge here. */
export type RunId = string
/** `p7` */
export type PollId = string
/** `n12`: one posting of a nudge. */
export type NudgePostId = string
/** `qk3f7`: a question of a colleague to management. */
export type QuestionId = string
/** Outbox row. */
export type RowId = string

export type Language = "nl" | "en"
/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number
/** `2026-11-22` */
export type LocalDate = string
/** IANA name, `Europe/Amsterdam`. */
export type TimeZone = string

/** Who gets a message: everyone in a place, or one person in the personal chat. */
export type Addressee = { place: PlaceId } | { person: PersonId }

export const streams = {
  programme: "programme",
  member: (person: PersonId) => `member/${person}`,
  run: (run: RunId) => `run/${run}`,
  part: (run: RunId, person: PersonId) => `part/${run}/${person}`,
  poll: (poll: PollId) => `poll/${poll}`,
  ballot: (poll: PollId, person: PersonId) => `ballot/${poll}/${person}`,
  nudge: (post: NudgePostId) => `nudge/${post}`,
  reply: (post: NudgePostId, person: PersonId) => `reply/${post}/${person}`,
  question: (question: QuestionId) => `question/${question}`,
  /** One event for each question of this person on that day, so that the limit holds however many come at once. */
  asking: (person: PersonId, date: LocalDate) => `asking/${person}/${date}`,
  dayPrefix: "day/",
  /** Guards "one message a day that the bot starts". */
  day: (addressee: Addressee, date: LocalDate) =>
    `day/${"place" in addressee ? addressee.place : addressee.person}/${date}`,
  delivery: (row: RowId) => `delivery/${row}`,
} as const
