/** A window on an organisation in which every zone is a place of its own, under the zone's name. */
import type { Occasion, Window } from "../../src/app/due.ts"
import type { ProgrammeContent, What } from "../../src/domain/content.ts"
import type { Instant, TimeZone } from "../../src/domain/id.ts"
import { noProgramme, type PlaceState, type Programme } from "../../src/domain/programme.ts"

export const kinds: What[] = ["digest", "nudge", "pulse", "challenge"]
export const content: ProgrammeContent = {
  rhythm: {
    digest: { weekday: 1, time: "09:00", everyWeeks: 1 },
    nudge: { weekday: 2, time: "09:00", everyWeeks: 1 },
    pulse: { weekday: 3, time: "09:30", everyWeeks: 2 },
    challenge: { weekday: 4, time: "09:00", everyWeeks: 2 },
  },
  hours: { from: "09:00", to: "17:00" },
  challengeWeeks: 2,
}
/** Clocks change on Sundays and Saturdays, in some zones at midnight: the rhythm to break. */
export const nightly: ProgrammeContent = {
  ...content,
  rhythm: {
    digest: { weekday: 7, time: "00:00", everyWeeks: 1 },
    nudge: { weekday: 7, time: "02:15", everyWeeks: 1 },
    pulse: { weekday: 6, time: "00:00", everyWeeks: 1 },
    challenge: { weekday: 6, time: "23:45", everyWeeks: 2 },
  },
}
export const amsterdam = "Europe/Amsterdam"
const yes = { digest: 0, nudge: 0, pulse: 0, challenge: 0 }

export function windowOf(q: {
  zones: TimeZone[]
  from: Instant
  to: Instant
  content?: ProgrammeContent
  zone?: TimeZone
  state?: Partial<PlaceState>
  programme?: Partial<Programme>
}): Window {
  const places = new Map(
    q.zones.map((place): [string, PlaceState] => [place, { place, joinedAt: 0, yes, ...q.state }]),
  )
  return {
    programme: { ...noProgramme, places, ...q.programme },
    places: new Map(q.zones.map((z) => [z, { timeZone: z }])),
    content: q.content ?? content,
    zone: q.zone ?? amsterdam,
    after: q.from,
    upTo: q.to,
  }
}
export const at = (text: string) => Date.parse(text)
export const keys = (list: Occasion[]) => list.map((o) => o.key)
