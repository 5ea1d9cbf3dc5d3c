import type { Instant } from "../domain/id.ts"
import { localDate } from "../domain/time.ts"
import type { Board } from "./board.ts"
import { results } from "./due.ts"
import type { Reader } from "./due-month.ts"
import type { Organisation } from "./organisation.ts"
import { type Known, lookBackMs } from "./plan-week.ts"

/** What the clock's decisions are made from. */
export function known(org: Organisation, board: Board, now: Instant): Known {
  const places = new Map(org.directory.places().map((p) => [p.id, { timeZone: p.timeZone }]))
  const told = [...board.polls.values()]
    .filter((p) => p.phase === "open" || (p.phase === "closed" && (p.closedAt ?? 0) > now - lookBackMs))
    .map((p) => ({ id: p.id, at: p.closedAt ?? p.closesAt, places: p.places }))
  return {
    programme: board.programme,
    places,
    readers: readersOf(org, board),
    firstDay: org.board.tally().firstDay(),
    content: org.catalogue().programme,
    zone: org.settings.zone,
    now,
    results: results({ programme: board.programme, places, polls: told }),
    handled: board.handled,
    taken: (addressee, date) => board.taken.has(`${addressee}/${date}`),
  }
}

export function takenKey(addressee: string, at: Instant, zone: string): string {
  return `${addressee}/${localDate(at, zone)}`
}

/**
 * Managers, because a steward named them; and stewards who have spoken to the bot, because on Slack every owner and admin of
 * the workspace is one until somebody sets it, and most of them never asked for anything.
 */
export function readersOf(org: Organisation, board: Board): Reader[] {
  return org.directory.people().flatMap((person): Reader[] => {
    const steward = org.isSteward(person.key) ? person.metAt : null
    const manager = board.programme.managers.get(person.id) ?? null
    const since = steward === null || manager === null ? (steward ?? manager) : Math.min(steward, manager)
    return since === null
      ? []
      : [{ person: person.id, timeZone: person.timeZone ?? org.settings.zone, since }]
  })
}
