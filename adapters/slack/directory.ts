/** Who and what there is in the workspace. */
import { webApi } from "@slack/bolt"
import { z } from "zod"
import type { RosterEntry } from "../../src/app/ports.ts"
import type { Language } from "../../src/domain/id.ts"
import { isTimeZone } from "../../src/domain/time.ts"
import type { Client } from "./client.ts"
import { limits } from "./limits.ts"

export type Directory = {
  roster(): Promise<RosterEntry[]>
  members(place: string): Promise<string[]>
  /** From memory, or asked within `limits.personLookupMs`; nulls where that did not succeed. */
  person(key: string): Promise<Tongue>
  /** A place's name; null where Slack does not tell it. */
  placeName(key: string): Promise<string | null>
}
export type Tongue = { language: Language | null; timeZone: string | null }

const flag = z.boolean().nullish()
const user = z.object({
  id: z.string(),
  team_id: z.string().nullish(),
  deleted: flag,
  is_bot: flag,
  is_workflow_bot: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_stranger: flag,
  is_invited_user: flag,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  locale: z.string().nullish(),
  tz: z.string().nullish(),
})
type User = z.infer<typeof user>

export function openDirectory(client: Client, teamId: string): Directory {
  const tongues = remembering<Tongue>()
  const names = remembering<string>()
  return {
    async roster() {
      const found: RosterEntry[] = []
      await pages(async (cursor) => {
        const page = await client.users.list({ limit: limits.pageSize, include_locale: true, ...cursor })
        for (const raw of page.members ?? []) {
          const read = user.safeParse(raw)
          if (!read.success || !isColleague(read.data, teamId)) continue
          tongues.keep(read.data.id, tongueOf(read.data))
          found.push(entryOf(read.data))
        }
        return page.response_metadata?.next_cursor
      })
      return found
    },
    async members(place) {
      const found: string[] = []
      await pages(async (cursor) => {
        const page = await client.conversations.members({ channel: place, limit: limits.pageSize, ...cursor })
        found.push(...(page.members ?? []))
        return page.response_metadata?.next_cursor
      })
      return found
    },
    person: (key) =>
      tongues.get(key, { language: null, timeZone: null }, async () => {
        const answer = await client.users.info({ user: key, include_locale: true })
        return tongueOf(user.parse(answer.user))
      }),
    async placeName(key) {
      const name = await names.get(key, "", async () => {
        const answer = await client.conversations.info({ channel: key })
        return answer.channel?.name ?? ""
      })
      return name === "" ? null : name
    },
  }
}

/** No bots, guests, deactivated, invited or foreign people. */
export function isColleague(it: User, teamId: string): boolean {
  const barred = [it.deleted, it.is_bot, it.is_workflow_bot, it.is_restricted, it.is_ultra_restricted]
  if ([...barred, it.is_stranger, it.is_invited_user].some((is) => is === true)) return false
  return it.id !== "USLACKBOT" && (!it.team_id || it.team_id === teamId)
}

function entryOf(it: User): RosterEntry {
  const steward = [it.is_admin, it.is_owner, it.is_primary_owner].some((is) => is === true)
  return { key: it.id, ...tongueOf(it), steward }
}

function tongueOf(it: User): Tongue {
  const spoken = /^(nl|en)\b/i.exec(it.locale ?? "")?.[1]?.toLowerCase()
  return {
    language: spoken === "nl" || spoken === "en" ? spoken : null,
    timeZone: it.tz && isTimeZone(it.tz) ? it.tz : null,
  }
}

/** Every page of a list; waits where Slack says so. */
async function pages(next: (cursor: { cursor?: string }) => Promise<string | undefined>): Promise<void> {
  let cursor: { cursor?: string } = {}
  let waits = 0
  for (let page = 0; page < limits.pagesMax; ) {
    try {
      const after: string | undefined = await next(cursor)
      if (!after) return
      cursor = { cursor: after }
      page += 1
    } catch (error) {
      if (!(error instanceof webApi.WebAPIRateLimitedError) || ++waits > limits.waitsMax) throw error
      await pause(error.retryAfter * 1_000)
    }
  }
  throw new Error(`the list has more than ${limits.pagesMax} pages`)
}

/** Values that are asked for once a day, each within a moment. Told to wait, it asks for none until then. */
function remembering<V>() {
  const known = new Map<string, { value: V; until: number }>()
  let quietUntil = 0
  const keep = (key: string, value: V) => {
    if (known.size >= limits.rememberedMax) known.clear()
    known.set(key, { value, until: performance.now() + limits.rememberMs })
  }
  return {
    keep,
    async get(key: string, otherwise: V, ask: () => Promise<V>): Promise<V> {
      const old = known.get(key)
      if (old && old.until > performance.now()) return old.value
      if (quietUntil > performance.now()) return otherwise
      const asked = ask().then(
        (value) => {
          keep(key, value)
          return value
        },
        (error: unknown) => {
          if (error instanceof webApi.WebAPIRateLimitedError) {
            quietUntil = performance.now() + error.retryAfter * 1_000
          }
          return otherwise
        },
      )
      const moment = new Promise<V>((resolve) => {
        setTimeout(() => resolve(otherwise), limits.personLookupMs).unref()
      })
      return await Promise.race([asked, moment])
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
