import type { Catalogue } from "../domain/content.ts"
import type { Instant, Language, PersonId, TimeZone } from "../domain/id.ts"
import type { Look } from "../view/look.ts"
import type { Say } from "../view/words.ts"
import type { Board, BoardKeeper } from "./board.ts"
import type { Directory } from "./directory.ts"
import type { PartKeeper } from "./parts.ts"
import type { Clock, Ids, Incoming, Log, Person, Place, Platform, Store, Vault } from "./ports.ts"
import type { RosterList } from "./roster-list.ts"
import type { ServerNotes } from "./server-notes.ts"

export type OrganisationSettings = {
  language: Language
  zone: TimeZone
  minGroup: number
  retentionDays: number
}

/** One organisation with everything that its use cases need. Made in adapters/main.ts. */
export type Organisation = {
  /** `slack:T01`, `web:demo` */
  id: string
  name: string
  demo: boolean
  platform: Platform
  store: Store
  vault: Vault
  clock: Clock
  /** Milliseconds of real time since some fixed moment: for retries, which the set clock must not touch. */
  elapsed: () => number
  /** Waits real time. */
  wait: (ms: number) => Promise<void>
  ids: Ids
  log: Log
  catalogue: () => Catalogue
  words: () => Record<Language, Say>
  /** Problems in the content as it is on disk, while older content stays in use. */
  contentProblems?: () => number
  board: BoardKeeper
  parts: PartKeeper
  directory: Directory
  /** True for platform ids of stewards. */
  isSteward: (key: string) => boolean
  hasRosterFile: boolean
  /** The list in ROSTER_FILE as it is now; rejects where it cannot be read. */
  rosterList?: () => Promise<RosterList>
  /** What commands on the server noted of the report that they made. */
  serverNotes?: ServerNotes
  /** A one-time address of the report. */
  reportLink: (q: { person: PersonId; period: string; now: Instant }) => { href: string; minutes: number }
  settings: OrganisationSettings
  /** Tells the delivery loop and the redrawing that something changed; never waits for them. */
  changed: (what: Changed) => void
}
export type Changed = { type: "outbox" } | { type: "run"; run: string } | { type: "poll"; poll: string }

/** As much of it as a report is made from. */
export type Reported = Pick<
  Organisation,
  "name" | "demo" | "store" | "clock" | "catalogue" | "board" | "directory" | "settings"
> & { platform?: Pick<Platform, "rosterOf"> }

/** One person's question to the bot, with all that its answer depends on. */
export type Asked = {
  org: Organisation
  person: Person
  /** Where it was said, if that place is known; `where` also when it is not. */
  place: Place | null
  where: Incoming["place"]
  role: "all" | "manager" | "steward"
  /** Somebody else can read what was said. */
  overheard: boolean
  look: Look
  now: Instant
  /** Makes this happen once: HMAC of delivery or button. */
  cause: string
  board: Board
}

/** How a card is drawn for a place. */
export function lookFor(
  org: Organisation,
  q: { language: Language; zone: TimeZone; to: Look["to"]; now: Instant },
): Look {
  return {
    say: org.words()[q.language],
    language: q.language,
    zone: q.zone,
    now: q.now,
    demo: org.demo,
    to: q.to,
    once: () => org.ids.next(12),
  }
}
