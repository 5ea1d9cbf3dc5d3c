import type { What } from "./content.ts"
import type { Instant, Language, LocalDate, PersonId, PlaceId, TextId } from "./id.ts"
import type { Content } from "./message.ts"

/** Everything by which the programme is steered: one stream, `programme`. */
export type ProgrammeEvent =
  | { type: "place.joined"; place: PlaceId; by: PersonId }
  | { type: "place.left"; place: PlaceId; by: PersonId }
  | { type: "place.language"; place: PlaceId; language: Language }
  /** A steward's yes or no to what the bot starts by itself. */
  | { type: "programme.chosen"; place: PlaceId; what: What; yes: boolean; by: PersonId }
  | { type: "programme.paused"; by: PersonId }
  | { type: "programme.resumed"; by: PersonId }
  | { type: "occasion.skipped"; key: string; by: PersonId }
  | { type: "occasion.swapped"; key: string; item: string; by: PersonId }
  | { type: "scope.set"; scope: Scope; from: LocalDate; by: PersonId }
  | { type: "manager.added"; person: PersonId; by: PersonId }
  | { type: "manager.removed"; person: PersonId; by: PersonId }
  /** A member of the works council: sees the settings and who opened the report, and no figure. */
  | { type: "council.added"; person: PersonId; by: PersonId }
  | { type: "council.removed"; person: PersonId; by: PersonId }
  | { type: "adviser.set"; text: TextId; by: PersonId }
  | ReportOpened
  | ReportMade

/** `as` and `format` are absent in a ledger's oldest events. */
export type ReportOpened = {
  type: "report.opened"
  person: PersonId
  period: string
  as?: "steward" | "manager"
  format?: ReportFormat
}
/** On the server itself, by a command of whoever runs it: a file of the report, or a folder of all that is frozen. `madeAt` by the command's clock. */
export type ReportMade = {
  type: "report.made"
  what: "report" | "export"
  period: string | null
  format: Exclude<ReportFormat, "page"> | null
  madeAt: Instant
  /** Name of the note that told so; no other has it. Absent in the oldest events. */
  note?: string
}
/** As a page, or taken along as a file. */
export type ReportFormat = "page" | "json" | "csv" | "xlsx" | "pdf" | "pptx"

/** Who is counted. */
export type Scope = { type: "everyone" } | { type: "places"; places: PlaceId[] } | { type: "file" }

/** What became of an occasion; `day/<addressee>/<date>` holds what took the day. */
export type OccasionEvent =
  | { type: "occasion.taken"; key: string; what: What | "result" | "steward"; place: PlaceId }
  | { type: "occasion.taken"; key: string; what: "month" | "steward"; person: PersonId }
  | (Missed & { what: What | "result"; place: PlaceId })
  | (Missed & { what: "month"; person: PersonId })
type Missed = {
  type: "occasion.missed"
  key: string
  /** When it should have gone; absent in a ledger's oldest events. */
  due?: Instant
  because: "late" | "busy-day" | "nothing-to-show" | "no-answer" | "quarter-end"
}

/** How a message ended; one for each outbox row. `ref` is the platform's message id. */
export type DeliveryEvent =
  | DeliverySettled
  /** A steward sent a doubtful message again: it went on as a new row. */
  | { type: "delivery.repeated"; row: string; by: PersonId }

export type DeliverySettled = {
  type: "delivery.settled"
  row: string
  to: { place: PlaceId } | { person: PersonId }
  content: Content
  startedBy: "bot" | "person"
  outcome: "sent" | "failed" | "paused" | "unreachable" | "uncertain" | "missed"
  ref: string | null
}

export type PlaceState = {
  place: PlaceId
  joinedAt: Instant
  /** Since when each kind may be started by the bot here; absent: never. */
  yes: Partial<Record<What, Instant>>
}
export type Programme = {
  places: ReadonlyMap<PlaceId, PlaceState>
  paused: boolean
  /** The last time everything was stopped; what was waiting then is never sent. */
  pausedAt: Instant
  /** Occasions before this are never made up for. */
  resumedAt: Instant
  skipped: ReadonlySet<string>
  swapped: ReadonlyMap<string, string>
  scope: { scope: Scope; from: LocalDate }[]
  /** Since when. */
  managers: ReadonlyMap<PersonId, Instant>
  council: ReadonlySet<PersonId>
  adviser: TextId | null
}
export const noProgramme: Programme = {
  places: new Map(),
  paused: false,
  pausedAt: 0,
  resumedAt: 0,
  skipped: new Set(),
  swapped: new Map(),
  scope: [],
  managers: new Map(),
  council: new Set(),
  adviser: null,
}

export function evolveProgramme(p: Programme, event: ProgrammeEvent, at: Instant): Programme {
  switch (event.type) {
    case "place.joined":
      return withPlace(p, { place: event.place, joinedAt: at, yes: { digest: at } })
    case "place.left": {
      const places = new Map(p.places)
      places.delete(event.place)
      return { ...p, places }
    }
    // The directory holds the language in use, beside the name; the event tells who asked for what.
    case "place.language":
      return p
    case "programme.chosen": {
      const place = p.places.get(event.place)
      if (!place) return p
      const { [event.what]: _, ...others } = place.yes
      return withPlace(p, { ...place, yes: event.yes ? { ...others, [event.what]: at } : others })
    }
    case "programme.paused":
      return { ...p, paused: true, pausedAt: at }
    case "programme.resumed":
      return { ...p, paused: false, resumedAt: at }
    case "occasion.skipped":
      return { ...p, skipped: new Set([...p.skipped, event.key]) }
    case "occasion.swapped":
      return { ...p, swapped: new Map([...p.swapped, [event.key, event.item]]) }
    case "scope.set":
      return { ...p, scope: [...p.scope, { scope: event.scope, from: event.from }] }
    case "manager.added":
      return p.managers.has(event.person)
        ? p
        : { ...p, managers: new Map([...p.managers, [event.person, at]]) }
    case "manager.removed":
      return { ...p, managers: new Map([...p.managers].filter(([m]) => m !== event.person)) }
    case "council.added":
      return { ...p, council: new Set([...p.council, event.person]) }
    case "council.removed":
      return { ...p, council: new Set([...p.council].filter((m) => m !== event.person)) }
    case "adviser.set":
      return { ...p, adviser: event.text }
    case "report.opened":
    case "report.made":
      return p
  }
}

function withPlace(p: Programme, place: PlaceState): Programme {
  return { ...p, places: new Map([...p.places, [place.place, place]]) }
}

/** The scope on a day: the last that held from that day or before; everyone until a steward chose. */
export function scopeOn(p: Programme, day: LocalDate): Scope {
  return p.scope.filter((s) => s.from <= day).at(-1)?.scope ?? { type: "everyone" }
}
