import type { Append, Commit, Committed, NewRow, Person, Recorded, Store } from "../../src/app/ports.ts"
import { type Addressee, type Instant, type PersonId, streams } from "../../src/domain/id.ts"
import type { DeliveryEvent } from "../../src/domain/programme.ts"

type Settled = Extract<DeliveryEvent, { type: "delivery.settled" }>

/** Thursday 2026-01-15, 10:00 UTC. */
export const at: Instant = Date.UTC(2026, 0, 15, 10)

export function met(person: PersonId, expect: Append["expect"] = "any"): Append {
  return { stream: streams.member(person), expect, events: [{ type: "member.met", person }] }
}

/** Two events at once. */
export function loggedIn(run: string, person: PersonId, expect: Append["expect"] = "any"): Append {
  const base = { run, challenge: "planet-bike", person }
  const log = { log: `log-${run}`, amount: 12.5, unit: "km_cycled", day: "2026-01-15" }
  return {
    stream: streams.part(run, person),
    expect,
    events: [
      { type: "part.joined", ...base },
      { type: "part.logged", ...base, ...log },
    ],
  }
}

export function row(id: string, q: { to?: Addressee; notBefore?: Instant } = {}): NewRow {
  return {
    id,
    to: q.to ?? { place: "place234" },
    content: { type: "introduction" },
    startedBy: "bot",
    notBefore: q.notBefore ?? at,
    notAfter: null,
  }
}

export function commit(store: Store, appends: Append[], q: Partial<Commit> = {}): Promise<Committed> {
  return store.commit({ at, cause: null, outbox: [], ...q, appends })
}

export async function all(store: Store, limit = 500): Promise<Recorded[]> {
  const found: Recorded[] = []
  for (;;) {
    const page = await pageAfter(store, found.at(-1)?.position ?? 0, limit)
    if (page.length === 0) return found
    found.push(...page)
  }
}

/** A page of `since`; throws where a reader would go round for ever, or get more than it asked for. */
export async function pageAfter(store: Store, position: number, limit: number): Promise<Recorded[]> {
  const page = await store.since(position, limit)
  if (page.length > limit) throw new Error("since gives more than was asked")
  if (page.some((e, i) => e.position <= (page[i - 1]?.position ?? position)))
    throw new Error("since goes back")
  return page
}

export function ended(id: string, outcome: Settled["outcome"] = "sent"): Settled {
  const { to, content, startedBy } = row(id)
  return { type: "delivery.settled", row: id, to, content, startedBy, outcome, ref: "1700.5" }
}

export function person(id: PersonId, key: string): Person {
  return {
    id,
    key,
    language: "nl",
    timeZone: "Europe/Amsterdam",
    choices: { out: false, pausedUntil: null, language: null },
    roster: [{ from: "2026-01-01", to: null, segment: "Noord" }],
    metAt: null,
  }
}
