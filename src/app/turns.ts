/** Whose turn it is: what was sent when, and who must be left alone for a while. Knows no clock; in memory only. */
import type { Addressee, Instant, PersonId, PlaceId } from "../domain/id.ts"
import { minuteMs } from "../domain/time.ts"
import { next, nextAfter, type Pace, type PaceLimits } from "./pace.ts"
import type { Leave, Rests } from "./ports.ts"

/**
 * A platform that says "too many" does not say whether it means the conversation or all of them.
 * So many conversations that rest at the same time are taken to mean all.
 */
export const limitedMax = 3

export type Turns = {
  /** The earliest instant at which anybody may be sent anything. */
  anyAt(now: Instant): Instant
  /** Who is left out until their own turn. */
  leave(now: Instant): Leave
  /** When the first of those who are left out has their turn; null where nobody is. */
  nextAt(now: Instant): Instant | null
  /** `calls`: how many it takes, at most the pace's `callsMax`. */
  sent(to: Addressee, now: Instant, calls: number): void
  /** The platform asked to be left alone until then. */
  rest(to: Addressee, q: { rests: Rests; now: Instant; until: Instant }): void
}

export function makeTurns(pace: Pace): Turns {
  const workspace = makeLane(pace.workspace, pace.callsMax)
  const persons = pace.persons ? makeLane(pace.persons) : null
  const sentTo = new Map<PlaceId | PersonId, Instant[]>()
  const restUntil = new Map<PlaceId | PersonId, Instant>()
  const limited = new Map<PlaceId | PersonId, Instant>()
  let personsRest = Number.NEGATIVE_INFINITY
  let sweptAt = Number.NEGATIVE_INFINITY
  const personsAt = (now: Instant) => Math.max(persons?.at(now) ?? now, personsRest)
  const forgetPast = (now: Instant) => {
    for (const [to, until] of restUntil) if (until <= now) restUntil.delete(to)
    for (const [to, until] of limited) if (until <= now) limited.delete(to)
    if (now < sweptAt + minuteMs) return
    sweptAt = now
    for (const [to, sent] of sentTo) if ((sent.at(-1) ?? 0) <= now - minuteMs) sentTo.delete(to)
  }
  const restAtLeast = (to: PlaceId | PersonId, until: Instant) =>
    restUntil.set(to, Math.max(until, restUntil.get(to) ?? until))
  return {
    anyAt: (now) => workspace.at(now),
    leave(now) {
      forgetPast(now)
      return { to: new Set(restUntil.keys()), persons: personsAt(now) > now }
    },
    nextAt(now) {
      forgetPast(now)
      const ends = [...restUntil.values(), personsAt(now)].filter((at) => at > now)
      return ends.length > 0 ? Math.min(...ends) : null
    },
    sent(to, now, calls) {
      const id = idOf(to)
      workspace.sent(now, calls)
      if ("person" in to) persons?.sent(now)
      const sent = [...(sentTo.get(id) ?? []), now].slice(-Math.floor(pace.conversation.perMinute))
      sentTo.set(id, sent)
      restAtLeast(id, next({ now, sent, limits: pace.conversation }))
    },
    rest(to, { rests, now, until }) {
      forgetPast(now)
      if (rests === "workspace") return workspace.restUntil(until)
      if (rests === "persons") {
        personsRest = Math.max(personsRest, until)
        return
      }
      restAtLeast(idOf(to), until)
      limited.set(idOf(to), until)
      if (limited.size >= limitedMax) workspace.restUntil(Math.max(...limited.values()))
    },
  }
}

/** One limit that several keep to together. `most`: room is kept for so many calls, since nobody knows who is next. */
export function makeLane(limits: PaceLimits, most = 1) {
  const roomy = { ...limits, perMinute: Math.max(1, limits.perMinute - most + 1) }
  let sent: Instant[] = []
  let rest = Number.NEGATIVE_INFINITY
  return {
    at: (now: Instant): Instant => Math.max(nextAfter({ now, sent, limits: roomy }), rest),
    /** The second call and those after it are taken to come in their own turns. */
    sent(now: Instant, calls = 1): void {
      for (let i = 0; i < calls; i++) sent.push(Math.max(now + i * limits.minGapMs, sent.at(-1) ?? now))
      if (sent.length > 2 * limits.perMinute) sent = sent.slice(-Math.floor(limits.perMinute))
    },
    restUntil(until: Instant): void {
      rest = Math.max(rest, until)
    },
  }
}

export function idOf(to: Addressee): PlaceId | PersonId {
  return "place" in to ? to.place : to.person
}
