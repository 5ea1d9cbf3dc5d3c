/** Who and what there is: the people of the teams and group chats in which the bot is. */
import type { Log, RosterEntry } from "../../src/app/ports.ts"
import { type Connector, type Member, Refused } from "./connector.ts"
import type { Installs } from "./installs.ts"
import { limits } from "./limits.ts"
import { type Address, type Known, type Who, writeAddress } from "./parse.ts"

export type Directory = Known & {
  roster(): Promise<RosterEntry[]>
  members(place: string): Promise<string[]>
  meet(who: Who): void
  /** How to reach somebody, as far as this process has seen them. */
  addressOf(key: string): Address | null
  /** A channel's name; null where Teams does not tell it in time. */
  placeName(place: string): Promise<string | null>
}

export function openDirectory(q: {
  connector: Connector
  installs: Installs
  tenantId: string | null
  stewards: ReadonlySet<string>
  log: Log
}): Directory {
  const addresses = bounded<Address>()
  const keys = bounded<string>()
  const names = bounded<string>()
  let outsiders = new Set<string>()
  const learn = (key: string, address: Address) => {
    addresses.set(key, address)
    keys.set(address.user, key)
  }
  const meet = (who: Who) => learn(who.key, { v: 1, service: who.serviceUrl, user: who.user })

  return {
    async roster() {
      const found = new Map<string, RosterEntry>()
      const others = new Set<string>()
      for (const room of await q.installs.rooms()) {
        for (const one of await everyone(q, { conversation: room.id, service: room.service })) {
          const key = keyOf(one)
          if (!key) continue
          if (!isColleague(one, q.tenantId)) {
            others.add(key)
            continue
          }
          const address: Address = { v: 1, service: room.service, user: one.id }
          learn(key, address)
          const steward = q.stewards.has(key)
          found.set(key, { key, language: null, timeZone: null, steward, address: writeAddress(address) })
        }
      }
      outsiders = others
      return [...found.values()]
    },
    async members(place) {
      const where = await q.installs.place(place)
      if (!where) return []
      const all = await everyone(q, { conversation: place, service: where.service })
      return [...new Set(all.filter((one) => isColleague(one, q.tenantId)).flatMap((m) => keyOf(m) ?? []))]
    },
    meet,
    addressOf: (key) => addresses.get(key) ?? null,
    keyOf: (user) => keys.get(user) ?? null,
    isOutsider: (key) => outsiders.has(key),
    async placeName(place) {
      const known = names.get(place)
      if (known !== undefined) return known
      const where = await q.installs.place(place)
      if (where?.kind !== "channel" || !where.team) return null
      const { service, team } = where
      const asked = q.connector.channels({ service, team }).then(
        (channels) => {
          for (const channel of channels) names.set(channel.id, channel.name ?? "General")
          return names.get(place) ?? null
        },
        () => null,
      )
      return await Promise.race([asked, soon(limits.placeNameMs)])
    },
  }
}

const keyOf = (one: Member): string | null => (one.aadObjectId ?? one.objectId ?? "").toLowerCase() || null

/** No bots, guests, nameless visitors of meetings or people of other organisations. */
export function isColleague(one: Member, tenantId: string | null): boolean {
  const role = (one.userRole ?? one.role ?? "").toLowerCase()
  if (["guest", "anonymous", "bot", "skill"].includes(role) || one.id.startsWith("28:")) return false
  return !tenantId || !one.tenantId || one.tenantId.toLowerCase() === tenantId.toLowerCase()
}

/** All pages; waits where Teams says so. A room that is gone has nobody in it, and is forgotten. */
async function everyone(
  q: { connector: Connector; installs: Installs; log: Log },
  where: { conversation: string; service: string },
): Promise<Member[]> {
  const found: Member[] = []
  let after: string | null = null
  let waits = 0
  for (let page = 0; page < limits.pagesMax; ) {
    try {
      const told: Awaited<ReturnType<Connector["members"]>> = await q.connector.members({ ...where, after })
      found.push(...told.members)
      after = told.after
      if (!after) return found
      page += 1
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (error.status === 403 || error.status === 404) {
        q.log.warn("teams.room-gone", { because: error.message })
        await q.installs.drop(where.conversation)
        return []
      }
      if (![412, 429].includes(error.status) || ++waits > limits.waitsMax) throw error
      await pause(Math.min(limits.waitMaxMs, error.waitMs || limits.retryMs))
    }
  }
  throw new Error(`the list has more than ${limits.pagesMax} pages`)
}

function bounded<V>() {
  const known = new Map<string, V>()
  return {
    get: (key: string) => known.get(key),
    set(key: string, value: V) {
      if (known.size >= limits.rememberedMax) known.clear()
      known.set(key, value)
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function soon(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref()
  })
}
