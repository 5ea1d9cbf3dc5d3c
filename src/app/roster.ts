import type { LocalDate } from "../domain/id.ts"
import { scopeOn } from "../domain/programme.ts"
import { addDays, localDate } from "../domain/time.ts"
import type { Enrolment } from "./directory.ts"
import type { Organisation } from "./organisation.ts"
import type { Person, RosterEntry } from "./ports.ts"
import { inSegment, isListedKey, listedKey, type RosterList, type Spell, segmentOn } from "./roster-list.ts"

export function onRoster(roster: Person["roster"], date: LocalDate): boolean {
  return roster.some((r) => r.from <= date && (r.to === null || date <= r.to))
}

/** Everybody counted on that day: known people, and those who had themselves forgotten, as a number. */
export function rosterSize(org: Pick<Organisation, "directory">, date: LocalDate): number {
  const known = org.directory.people().filter((p) => onRoster(p.roster, date)).length
  return known + [...org.directory.forgotten().values()].filter((r) => onRoster(r, date)).length
}

/**
 * Brings the roster up to today: who joined, who left, within the scope in force. Once a day and at start.
 * Gives the platform's entries, so that the caller learns who its stewards are.
 */
export async function syncRoster(org: Organisation): Promise<RosterEntry[]> {
  const today = localDate(org.clock.now(), org.settings.zone)
  const entries = await org.platform.roster()
  const counted = await inScope(org, entries, today)
  const list = org.rosterList ? await org.rosterList() : null
  const byFile = scopeOn((await org.board.upToDate()).programme, today).type === "file"
  const forgotten = org.directory.forgotten()
  const after = (key: string) => (known: Person["roster"]) => {
    const spells = list?.get(key)
    if (byFile && list) return spells ? [...spells] : rosterAfter(known, { today, present: false })
    const roster = rosterAfter(known, { today, present: counted.has(key) })
    return list ? inSegment(roster, { today, segment: segmentOn(spells, today) }) : roster
  }
  const enrolments: Enrolment[] = []
  for (const { key, language, timeZone, address } of entries) {
    const hash = org.directory.hashOf(key)
    const before = forgotten.get(hash)
    if (before === undefined) {
      enrolments.push({ key, language, timeZone, address, roster: after(key) })
      continue
    }
    const roster = after(key)(before)
    if (JSON.stringify(roster) !== JSON.stringify(before)) await org.directory.rememberForgotten(hash, roster)
  }
  const keys = new Set(entries.map((e) => e.key))
  for (const { key, language, timeZone, address } of org.directory.people())
    if (!keys.has(key) && !isListedKey(key))
      enrolments.push({
        key,
        language,
        timeZone,
        address,
        roster: byFile && list ? after(key) : (known) => rosterAfter(known, { today, present: false }),
      })
  await org.directory.enrol([...enrolments, ...onlyListed(org, { list: byFile ? list : null, keys })])
  await dropLeavers(org, { present: keys, today })
  return entries
}

/**
 * Who left the platform so long ago that retention has taken their name from what they did: each period that counted them
 * is frozen by then, so nothing needs to know any more who they were.
 */
async function dropLeavers(
  org: Organisation,
  q: { present: ReadonlySet<string>; today: LocalDate },
): Promise<void> {
  const last = addDays(q.today, -org.settings.retentionDays)
  const isLongGone = ({ roster }: Person) =>
    roster.length > 0 && roster.every(({ to }) => to !== null && to < last)
  for (const person of org.directory.people())
    if (!q.present.has(person.key) && isLongGone(person)) await org.directory.drop(person)
}

/** Who stands on the list and is not on the platform counts too, under a name that tells nothing. */
function onlyListed(
  org: Organisation,
  q: { list: RosterList | null; keys: ReadonlySet<string> },
): Enrolment[] {
  const unknown = { language: null, timeZone: null, address: undefined }
  const listed = new Map<string, readonly Spell[]>()
  for (const [id, spells] of q.list ?? [])
    if (
      !q.keys.has(id) &&
      !org.directory.find(id) &&
      !org.directory.forgotten().has(org.directory.hashOf(id))
    )
      listed.set(listedKey(org.vault.hash(`listed ${id}`)), spells)
  const gone = org.directory.people().filter((p) => isListedKey(p.key) && !listed.has(p.key))
  return [
    ...[...listed].map(([key, spells]) => ({ key, ...unknown, roster: () => [...spells] })),
    ...gone.map(({ key }) => ({ key, ...unknown, roster: () => [] })),
  ]
}

async function inScope(org: Organisation, entries: RosterEntry[], today: LocalDate): Promise<Set<string>> {
  const all = new Set(entries.map((e) => e.key))
  const scope = scopeOn((await org.board.upToDate()).programme, today)
  if (scope.type !== "places") return all
  const members = new Set<string>()
  for (const id of scope.places) {
    const place = org.directory.placeById(id)
    if (place) for (const key of await org.platform.members(place.key)) members.add(key)
  }
  return new Set([...all].filter((key) => members.has(key)))
}

/** The same array where nothing changed. Who is gone today was here until yesterday. */
export function rosterAfter(
  roster: Person["roster"],
  q: { today: LocalDate; present: boolean },
): Person["roster"] {
  const isOn = onRoster(roster, q.today)
  if (isOn === q.present) return roster
  if (q.present) return [...roster, { from: q.today, to: null, segment: null }]
  return roster
    .map((r) => (r.to === null ? { ...r, to: addDays(q.today, -1) } : r))
    .filter((r) => r.to === null || r.from <= r.to)
}
