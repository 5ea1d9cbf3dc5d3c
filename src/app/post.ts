import type { Addressee, Instant, PlaceId } from "../domain/id.ts"
import { streams } from "../domain/id.ts"
import type { Content } from "../domain/message.ts"
import { hourMs, localDate } from "../domain/time.ts"
import type { Organisation } from "./organisation.ts"
import type { Append, NewRow } from "./ports.ts"

/** What a steward starts by hand is not sent when it is this late. */
export const byHandLateMs = 4 * hourMs

export function newRow(
  org: Organisation,
  q: { to: Addressee; content: Content; startedBy: "bot" | "person"; now: Instant; notAfter: Instant | null },
): NewRow {
  return {
    id: org.ids.next(12),
    to: q.to,
    content: q.content,
    startedBy: q.startedBy,
    notBefore: q.now,
    notAfter: q.notAfter,
  }
}

/** A steward starts something by hand: always allowed, and it uses up the place's day. */
export function byHand(
  org: Organisation,
  q: { places: PlaceId[]; content: Content; now: Instant },
): { appends: Append[]; outbox: NewRow[] } {
  const { places, content, now } = q
  return {
    appends: places.map((place) => ({
      stream: streams.day({ place }, localDate(now, zoneOf(org, place))),
      expect: "any",
      events: [{ type: "occasion.taken", key: `steward/${org.ids.next(8)}`, what: "steward", place }],
    })),
    outbox: places.map((place) =>
      newRow(org, { to: { place }, content, startedBy: "person", now, notAfter: now + byHandLateMs }),
    ),
  }
}

export function zoneOf(org: Organisation, place: PlaceId): string {
  return org.directory.placeById(place)?.timeZone ?? org.settings.zone
}
