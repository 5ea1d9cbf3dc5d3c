import type { Instant } from "../domain/id.ts"
import { localDate } from "../domain/time.ts"
import type { Board } from "./board.ts"
import { results } from "./due.ts"
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
    content: org.catalogue().programme,
    zone: org.settings.zone,
    now,
    results: results({ programme: board.programme, places, polls: told }),
    handled: board.handled,
    taken: (place, date) => board.taken.has(`${place}/${date}`),
  }
}

export function takenKey(place: string, at: Instant, zone: string): string {
  return `${place}/${localDate(at, zone)}`
}
