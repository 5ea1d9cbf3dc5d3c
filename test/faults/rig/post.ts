/**
 * A platform's end of the line without any adapter of ours: it enforces its limits by when a call arrives, and a part of
 * the calls goes wrong as platforms do it, chosen by the seed. Limits and answers after Teams: 30 calls a second and
 * tenant, seven a second and thread; 412, 429 with and without a time, 502 to 504, connections cut before and after.
 */
import { type Chance, chanceOf } from "../../../adapters/rehearse/chance.ts"
import type { Pace } from "../../../src/app/pace.ts"
import type { Platform, Sent } from "../../../src/app/ports.ts"
import type { VirtualTime } from "../../support/virtual-time.ts"

export const ceilingPerMinute = 1800
export const postPace: Pace = {
  conversation: { perMinute: 60, minGapMs: 1010 },
  workspace: { perMinute: ceilingPerMinute, minGapMs: 33.6 },
  redrawing: { perMinute: 60, minGapMs: 0 },
}

export type PostEnd = {
  /** Messages there are, by person. */
  arrived: Map<string, number>
  limited: number
  lost: number
  inFlight(): number
  connect(people: string[]): { platform: Platform; cut(): void }
}

export function postEnd(q: { time: VirtualTime; seed: number; faults: number }): PostEnd {
  const chance = chanceOf(q.seed, "post")
  const under = new Set<symbol>()
  const gate = makeWindow(ceilingPerMinute, q.time.now)
  const end = { arrived: new Map<string, number>(), limited: 0, lost: 0, inFlight: () => under.size }
  const arrive = (key: string) => end.arrived.set(key, (end.arrived.get(key) ?? 0) + 1)
  const answer = (key: string): Sent => {
    if (chance.happens(q.faults)) {
      const fault = chance.pick(faults)
      if (fault.arrives === "perhaps" ? chance.happens(0.5) : fault.arrives) arrive(key)
      if (fault.sent.type === "uncertain") end.lost++
      return fault.sent
    }
    if (!gate()) {
      end.limited++
      return { type: "failed-clean", waitMs: 2000, because: "429", rests: "workspace" }
    }
    arrive(key)
    return { type: "sent", ref: "m" }
  }
  return Object.assign(end, {
    connect: (people: string[]) => connect(people, { time: q.time, chance, under, answer }),
  })
}

function connect(
  people: string[],
  q: { time: VirtualTime; chance: Chance; under: Set<symbol>; answer: (key: string) => Sent },
): { platform: Platform; cut(): void } {
  const mine = new Set<symbol>()
  let alive = true
  const roster = people.map((key) => ({ key, language: null, timeZone: null, steward: false }))
  const platform: Platform = {
    name: "teams",
    limits: { pace: postPace },
    async send({ to }) {
      if (!alive) return new Promise(() => {})
      const call = Symbol("call")
      mine.add(call)
      q.under.add(call)
      await q.time.wait(q.chance.whole(20, 200))
      const sent =
        alive || q.chance.happens(0.5) ? q.answer("personKey" in to ? to.personKey : to.placeKey) : null
      await q.time.wait(q.chance.whole(20, 200))
      if (!alive || !sent) return new Promise(() => {})
      q.under.delete(call)
      mine.delete(call)
      return sent
    },
    roster: async () => roster,
    members: async () => people,
    check: async () => [],
    start: async () => {},
    stop: async () => {},
  }
  return {
    platform,
    cut() {
      alive = false
      for (const call of mine) q.under.delete(call)
    },
  }
}

const because = "by chance"
const faults: { sent: Sent; arrives: boolean | "perhaps" }[] = [
  { sent: { type: "failed-clean", waitMs: 3000, because: "429", rests: "conversation" }, arrives: false },
  { sent: { type: "failed-clean", waitMs: 60_000, because: "429", rests: "conversation" }, arrives: false },
  { sent: { type: "failed-clean", waitMs: 5000, because: "412" }, arrives: false },
  {
    sent: { type: "failed-clean", waitMs: 1000, because: "ECONNREFUSED", rests: "workspace" },
    arrives: false,
  },
  { sent: { type: "uncertain", because: "502" }, arrives: "perhaps" },
  { sent: { type: "uncertain", because: "504" }, arrives: "perhaps" },
  { sent: { type: "uncertain", because: "reset" }, arrives: true },
  { sent: { type: "uncertain", because: "timeout" }, arrives: true },
  { sent: { type: "unreachable", because }, arrives: false },
  { sent: { type: "failed", because }, arrives: false },
]

/** So many in any minute, by when they arrive. */
function makeWindow(perMinute: number, now: () => number) {
  const last: number[] = []
  let at = 0
  return (): boolean => {
    const oldest = last[at]
    if (oldest !== undefined && oldest > now() - 60_000) return false
    last[at] = now()
    at = (at + 1) % perMinute
    return true
  }
}
