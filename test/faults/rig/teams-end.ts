/**
 * Teams' end of the line, in this process and in virtual time: it keeps to the published limits, and travels take a while.
 * Our own sender is in front of it. What botbuilder's client makes of an answer is tested over HTTP.
 */
import { type Chance, chanceOf } from "../../../adapters/rehearse/chance.ts"
import { type Connector, Refused } from "../../../adapters/teams/connector.ts"
import type { Installs } from "../../../adapters/teams/installs.ts"
import { limits } from "../../../adapters/teams/limits.ts"
import { callsFor, sender } from "../../../adapters/teams/send.ts"
import type { Platform } from "../../../src/app/ports.ts"
import type { VirtualTime } from "../../support/virtual-time.ts"

/** So many calls in so many milliseconds, in any such stretch of time. */
type Tier = { calls: number; ms: number }
/**
 * For an app in a tenant Microsoft says 50 a second, and 30 in older documents: the latter over a minute is the ceiling
 * that deliveries keep to. For a thread it is the same for creating and sending.
 */
export const ceilingPerMinute = 30 * 60
const tiers = {
  tenant: [
    { calls: 50, ms: 1_000 },
    { calls: ceilingPerMinute, ms: 60_000 },
  ],
  thread: [
    { calls: 7, ms: 1_000 },
    { calls: 8, ms: 2_000 },
    { calls: 60, ms: 30_000 },
    { calls: 1_800, ms: 3_600_000 },
  ],
} satisfies Record<string, Tier[]>

export type TeamsEnd = {
  /** Messages there are, by person. */
  arrived: Map<string, number>
  calls: number
  /** Calls refused because a tier was full. */
  limited: number
  /** `open`: their personal chats are known from before. */
  connect(q: { people: string[]; open: boolean }): Platform
}

export function teamsEnd(q: { time: VirtualTime; seed: number }): TeamsEnd {
  const end = { arrived: new Map<string, number>(), calls: 0, limited: 0 }
  const chance = chanceOf(q.seed, "teams")
  const tenant = makeGate(tiers.tenant, q.time.now)
  const threads = new Map<string, () => boolean>()
  const thread = (user: string) => {
    const known = threads.get(user) ?? makeGate(tiers.thread, q.time.now)
    threads.set(user, known)
    return known()
  }
  const call = async (user: string, work: () => void = () => {}) => {
    end.calls += 1
    await travel(q.time, chance)
    const isFree = [tenant(), thread(user)].every(Boolean)
    if (isFree) work()
    else end.limited += 1
    await travel(q.time, chance)
    if (!isFree) throw new Refused({ status: 429, code: "", waitMs: 2_000 })
  }
  const line: Pick<Connector, "chatWith" | "post"> = {
    async chatWith({ user }) {
      await call(user)
      return user
    },
    async post({ conversation }) {
      const arrive = () => end.arrived.set(conversation, (end.arrived.get(conversation) ?? 0) + 1)
      await call(conversation, arrive)
      return { conversation, id: "m" }
    },
  }
  return Object.assign(end, {
    connect: (who: { people: string[]; open: boolean }) => connect(who, line as Connector),
  })
}

function travel(time: VirtualTime, chance: Chance): Promise<void> {
  return time.wait(chance.whole(20, 250))
}

const service = "http://127.0.0.1:9"
const nowhere: Installs = {
  rooms: async () => [],
  place: async () => null,
  learn: async () => false,
  leave: async () => {},
  drop: async () => {},
}

function connect({ people, open }: { people: string[]; open: boolean }, connector: Connector): Platform {
  const chats = new Map(open ? people.map((key): [string, string] => [key, key]) : [])
  const addressOf = (user: string) => ({ v: 1 as const, service, user })
  const send = sender({ connector, installs: nowhere, addressOf, chats, loopbackServices: true })
  return {
    name: "teams",
    limits: { pace: limits.pace },
    callsFor: callsFor(chats),
    send,
    roster: async () =>
      people.map((key) => ({ key, language: "en" as const, timeZone: "Europe/Amsterdam", steward: false })),
    members: async () => people,
    check: async () => [],
    start: async () => {},
    stop: async () => {},
  }
}

/** True where every tier has room, by when a call arrives; a call that is refused takes none. */
function makeGate(all: readonly Tier[], now: () => number): () => boolean {
  const rings = all.map((tier) => ({ ...tier, at: 0, last: [] as number[] }))
  return () => {
    const at = now()
    if (rings.some((ring) => at - (ring.last[ring.at] ?? Number.NEGATIVE_INFINITY) < ring.ms)) return false
    for (const ring of rings) {
      ring.last[ring.at] = at
      ring.at = (ring.at + 1) % ring.calls
    }
    return true
  }
}
