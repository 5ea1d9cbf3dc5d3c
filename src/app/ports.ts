/** What the application asks of the outside. Each promise is tested once, for every adapter, in test/contract. */
import type { Event } from "../domain/event.ts"
import type {
  Addressee,
  Instant,
  Language,
  LocalDate,
  PersonId,
  PlaceId,
  RowId,
  TimeZone,
} from "../domain/id.ts"
import type { Content } from "../domain/message.ts"
import type { Card } from "../view/card.ts"
import type { Pace } from "./pace.ts"

// ---------------------------------------------------------------- the outside world

export type Clock = { now(): Instant }
/** `next(8)` gives 8 characters of [a-z2-7], 5 random bits each, from a cryptographic source. */
export type Ids = { next(length: number): string }
export type Log = {
  info(event: string, facts?: Record<string, string | number | boolean>): void
  warn(event: string, facts?: Record<string, string | number | boolean>): void
  error(event: string, facts?: Record<string, string | number | boolean>, cause?: unknown): void
}
/** Sealing with SECRET_KEY. */
export type Vault = {
  /** HMAC-SHA-256 of the text under SECRET_KEY, base64url. */
  hash(text: string): string
  /** SHA-256 of the text in UTF-8, hex. No key: everybody can check it. */
  digest(text: string): string
  /** AES-256-GCM under SECRET_KEY (or under `key` where given, 32 bytes base64); base64url of nonce, tag and ciphertext. */
  seal(plain: string, key?: string): string
  /** Throws where the seal is broken or the key is another one. */
  open(sealed: string, key?: string): string
  /** 32 random bytes, base64. */
  newKey(): string
}

// ---------------------------------------------------------------- the store

/** Every stored event. `position` is gap-free over the organisation's ledger from 1; `version` gap-free in its stream from 1. */
export type Recorded<E extends Event = Event> = {
  position: number
  stream: string
  version: number
  at: Instant
  event: E
}

/** `expect`: the stream's version that the decision was based on, or "any". Without events it is a guard: it checks and bumps nothing. */
export type Append = { stream: string; expect: number | "any"; events: Event[] }

export type NewRow = {
  id: RowId
  to: Addressee
  content: Content
  /** Who began: the bot by rhythm, or a person. */
  startedBy: "bot" | "person"
  /** Not sent before; not sent after ("missed"). */
  notBefore: Instant
  notAfter: Instant | null
  /** When it was started, where it waits for the addressee's hours; absent: at `notBefore`. */
  startedAt?: Instant
}
export type ClaimedRow = NewRow & { attempt: number; leaseUntil: Instant }

/** Rows to these places and persons stay where they are; `persons`: those to all persons. */
export type Leave = { to: ReadonlySet<PlaceId | PersonId>; persons: boolean }

export type Cause = {
  /** HMAC of the platform's delivery id, or of button id and person, or of an occasion's key. Kept 35 days. */
  hash: string
  /** What a duplicate is redrawn from: stream names, ids and numbers; never an option or typed text. */
  facts: Record<string, string | number>
}
export type Commit = { at: Instant; cause: Cause | null; appends: Append[]; outbox: NewRow[] }
export type Committed =
  | { type: "committed"; position: number }
  | { type: "conflict" }
  | { type: "duplicate"; facts: Cause["facts"] }

export type Settlement =
  /** Ended, with the event that says how. */
  | { type: "done"; event: Event }
  /** A clean failure: claimable again from `at`. */
  | { type: "retry"; at: Instant }

/** A key-value room of small state. Every promise resolves when the change is durable. */
export type Room<V> = {
  get(key: string): Promise<V | undefined>
  put(key: string, value: V): Promise<void>
  /** Several at once, all or none. */
  putAll(entries: [string, V][]): Promise<void>
  delete(key: string): Promise<void>
  all(): Promise<[string, V][]>
}

export type Choices = {
  out: boolean
  pausedUntil: Instant | null
  /** Chosen by the person; null: what the platform says. */
  language: Language | null
}
/** Who is who. The only place where a platform's person id stands. */
export type Person = {
  id: PersonId
  /** Platform id, `U024BE7LH`. */
  key: string
  language: Language | null
  timeZone: TimeZone | null
  /** How the platform reaches them, in its own words; forgotten with the person. */
  address?: string | undefined
  choices: Choices
  /** On the roster from, to (last day), and in which segment. */
  roster: { from: LocalDate; to: LocalDate | null; segment: string | null }[]
  metAt: Instant | null
}
export type Place = {
  id: PlaceId
  /** Platform id, `C024BE91L`. */
  key: string
  name: string
  language: Language
  timeZone: TimeZone
}
/** What a person typed; the ledger holds its id only. */
export type TypedText = { owner: PersonId | null; text: string; expiresAt: Instant | null; at: Instant }
/** A confidential poll's key, sealed by SECRET_KEY. Never in a backup. */
export type PollKey = { sealed: string; at: Instant }

export type Store = {
  /**
   * All of it or none; resolves when everything up to it is durable.
   * Rejects with StoreReadOnly after a failed write; then nothing is accepted until restart.
   */
  commit(commit: Commit): Promise<Committed>
  /** One stream's events, oldest first; version 0 where there is none. */
  read(stream: string): Promise<{ events: Recorded[]; version: number }>
  /** The ledger in order after `position`, at most `limit`; gap-free. */
  since(position: number, limit: number): Promise<Recorded[]>
  outbox: {
    /** Rows due at `now`, oldest first, durable before it resolves; each has one claimer until its lease ends or it is settled. `leave`: their turn is not now. */
    claim(q: { now: Instant; limit: number; leaseMs: number; leave?: Leave }): Promise<ClaimedRow[]>
    /** Is anything due that nobody claimed, whoever it goes to? */
    anyDue(now: Instant): Promise<boolean>
    settle(row: RowId, at: Instant, settlement: Settlement): Promise<void>
    /** Claimed, not settled, lease over: nobody knows whether it was sent. */
    stranded(now: Instant): Promise<ClaimedRow[]>
    /** Not yet settled nor claimed. */
    waiting(): Promise<NewRow[]>
  }
  people: Room<Person>
  places: Room<Place>
  texts: Room<TypedText>
  keys: Room<PollKey>
  /** Keyed hashes of forgotten people: never invited again, still counted in the roster. */
  forgotten: Room<{ roster: Person["roster"] }>
  /** Folded periods and other derived documents. */
  snapshots: Room<unknown>
  /** Deletes the person, their texts and their waiting messages; remembers `hash`. Durable when it resolves. */
  forget(person: PersonId, hash: string): Promise<void>
  /** Removes persons from months that ended longer than `days` ago. Returns how many months were rewritten. */
  expire(now: Instant, days: number): Promise<number>
  close(): Promise<void>
}

/** Thrown by every write after one write failed. */
export class StoreReadOnly extends Error {
  override name = "StoreReadOnly"
}
/** Thrown by open where the files are damaged or locked; the message says file, place and what to do. */
export class StoreRefused extends Error {
  override name = "StoreRefused"
}

// ---------------------------------------------------------------- the platforms

/** What a person said or pressed. */
export type Incoming = {
  /** The platform's delivery id: the same again is the same delivery. */
  delivery: string
  actor: {
    key: string
    language: Language | null
    timeZone: TimeZone | null
    /** Kept with the person and given back when something is sent to them. */
    address?: string | undefined
  }
  /** Where; null in a personal chat. */
  place: { key: string; name: string; language: Language | null; timeZone: TimeZone | null } | null
  text: string
  /** "home": the person opened the bot's own page and expects today's card. */
  via: "command" | "press" | "message" | "home"
}
/** The answer is for the actor alone. What a place gets goes through the outbox. */
export type Answer = { type: "answer"; card: Card } | { type: "failed"; card: Card }
export type Hear = (incoming: Incoming) => Promise<Answer>

export type RosterEntry = {
  key: string
  language: Language | null
  timeZone: TimeZone | null
  steward: boolean
  address?: string | undefined
}
export type ToSend = {
  to: { placeKey: string } | { personKey: string; address?: string | undefined }
  card: Card
  /** Set: replace that message. */
  replaces: string | null
}
export type Sent =
  | { type: "sent"; ref: string }
  /** Certainly not sent, try again after `waitMs`. `rests`: what must be left alone so long, besides this message. */
  | { type: "failed-clean"; waitMs: number; because: string; rests?: Rests }
  /** Certainly not sent, never will be. */
  | { type: "failed"; because: string }
  | { type: "unreachable"; because: string }
  /** Perhaps sent: the answer was lost. Never resent by itself. */
  | { type: "uncertain"; because: string }

/** This conversation, all messages to persons, or all of the workspace. */
export type Rests = "conversation" | "persons" | "workspace"

export type Check = { name: string; ok: boolean; facts: string; todo: string | null }

export type Platform = {
  name: "slack" | "teams" | "web"
  /** How fast it may be spoken to; absent: as `usualPace` says. */
  limits?: { pace: Pace }
  /** What people type before a command here, `/csr `; absent: nothing. */
  commandPrefix?: Record<Language, string>
  send(message: ToSend): Promise<Sent>
  /** Everyone who could take part: no bots, guests, deactivated or foreign people. */
  roster(): Promise<RosterEntry[]>
  /** "rooms": it tells only of the people in the teams and group chats that have the bot; absent: of everyone. */
  rosterOf?: "rooms"
  /** Keys of the members of a place. */
  members(placeKey: string): Promise<string[]>
  /** For `draagvlak doctor`. */
  check(): Promise<Check[]>
  /** For readiness, asked several times a minute: only whether one can talk to the platform at all. Absent: always. */
  reachable?(): Promise<Check[]>
  start(hear: Hear): Promise<void>
  stop(): Promise<void>
}
