import type { PersonId } from "../../src/domain/id.ts"
import type { CommitLine } from "./line.ts"

/** Where in a stream's name its person stands. `day/` names a person or a place. */
const personAt: Record<string, number> = { member: 1, part: 2, ballot: 2, reply: 2, day: 1, asking: 1 }
const personFields = new Set(["person", "by"])
/** Roles hold until they are taken back, so the person in these stays while they are known. */
const roleEvents = new Set(["manager.added", "manager.removed"])
/** Ids are random and at least this long: elsewhere in a text nothing shorter is taken for a person. */
const idMin = 8
const gonePrefix = "gone-"
const separators = /([/:.,|\s]+)/

/** Everyone who stands in the line. `places`: ids of places. */
export function personsIn(line: CommitLine, places: ReadonlySet<string>): PersonId[] {
  const found: PersonId[] = []
  for (const { stream, events } of line.appends) {
    const person = personOf(stream)
    if (person && !places.has(person)) found.push(person)
    for (const stored of events) eachPerson(stored.event, found)
  }
  for (const row of line.outbox) eachPerson(row, found)
  return found.filter((person) => !person.startsWith(gonePrefix))
}

/** Those of the line who have, or had, a role. */
export function rolesIn(line: CommitLine): PersonId[] {
  return line.appends
    .flatMap(({ events }) => events.map(({ event }) => event as { type: string; person?: PersonId }))
    .flatMap(({ type, person }) => (roleEvents.has(type) && person ? [person] : []))
}

/**
 * The line without persons: positions, versions, amounts and times stay. Within one month a person keeps one meaningless name, so that people can still
 * be counted; another month has other names. Causes go too: they are kept for 35 days only, and their facts name streams.
 */
export function nameless(
  line: CommitLine,
  q: { names: ReadonlyMap<PersonId, string>; keeps: ReadonlySet<PersonId> },
): CommitLine {
  const { names, keeps } = q
  return {
    ...line,
    cause: null,
    appends: line.appends.map((append) => ({
      ...append,
      stream: renameStream(append.stream, names),
      events: append.events.map((stored) => {
        const event = stored.event as { type: string; person?: PersonId }
        const kept = roleEvents.has(event.type) && event.person !== undefined && keeps.has(event.person)
        const renamed = rename(event, names) as typeof event
        if (kept) return { ...stored, event: { ...renamed, person: event.person } }
        return { ...stored, event: isPersonal(event) ? { ...renamed, ref: null } : renamed }
      }),
    })),
    outbox: line.outbox.map((row) => rename(row, names) as typeof row),
  }
}

/** A delivery to a person: the platform's message id names their chat. */
function isPersonal(event: { type: string; to?: object }): boolean {
  return event.type === "delivery.settled" && event.to !== undefined && "person" in event.to
}

export function nameFor(month: string, number: number): string {
  return `${gonePrefix}${month}-${number}`
}

function personOf(stream: string): string | undefined {
  const parts = stream.split("/")
  return parts[personAt[parts[0] ?? ""] ?? -1]
}

function renameStream(stream: string, names: ReadonlyMap<PersonId, string>): string {
  const parts = stream.split("/")
  const at = personAt[parts[0] ?? ""]
  return renameIn(parts.map((part, i) => (i === at ? (names.get(part) ?? part) : part)).join("/"), names)
}

function rename(value: unknown, names: ReadonlyMap<PersonId, string>): unknown {
  if (typeof value === "string") return renameIn(value, names)
  if (Array.isArray(value)) return value.map((part) => rename(part, names))
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      renameIn(key, names),
      personFields.has(key) && typeof part === "string" ? (names.get(part) ?? part) : rename(part, names),
    ]),
  )
}

/** Ids inside a longer text, such as an occasion's key. */
function renameIn(text: string, names: ReadonlyMap<PersonId, string>): string {
  if (text.length < idMin) return text
  return text
    .split(separators)
    .map((part) => (part.length < idMin ? part : (names.get(part) ?? part)))
    .join("")
}

function eachPerson(value: unknown, found: PersonId[]): void {
  if (value === null || typeof value !== "object") return
  for (const [key, part] of Object.entries(value)) {
    if (personFields.has(key) && typeof part === "string") found.push(part)
    else eachPerson(part, found)
  }
}
