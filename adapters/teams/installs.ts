/** Where the bot was let in: teams, their channels and group chats, kept durably. No person stands in it. */
import { z } from "zod"
import type { Room } from "../../src/app/ports.ts"
import { limits } from "./limits.ts"
import type { Activity } from "./parse.ts"

const id = z.string().min(1).max(limits.idMax)
const document = z.object({
  v: z.literal(1),
  /** Where Teams spoke from last; for places of which we know no other. */
  service: id.nullable(),
  rooms: z.record(id, z.object({ kind: z.enum(["team", "group"]), service: id })),
  /** Channel to team. */
  channels: z.record(id, id),
})
type Document = z.infer<typeof document>
const nowhere: Document = { v: 1, service: null, rooms: {}, channels: {} }

/** Small durable state of the organisation, where one document is ours. */
export type Notes = Pick<Room<unknown>, "get" | "put">
const key = "teams-installs"

export type Place = { kind: "channel" | "group"; service: string; team: string | null }
export type Installs = {
  /** The teams and group chats in which the bot is. */
  rooms(): Promise<{ id: string; kind: "team" | "group"; service: string }[]>
  /** How to speak there; null while nothing was ever heard from Teams. */
  place(key: string): Promise<Place | null>
  /** Takes from an activity where it came from; resolves when it is kept, to true where a team or group chat is new. */
  learn(it: Activity): Promise<boolean>
  /** The bot is out of that team or group chat. */
  leave(it: Activity): Promise<void>
  drop(room: string): Promise<void>
}

export function openInstalls(notes: () => Notes): Installs {
  let known: Promise<Document> | null = null
  const read = () => {
    known ??= notes()
      .get(key)
      .then((kept) => document.safeParse(kept).data ?? nowhere)
      .catch((error: unknown) => {
        known = null
        throw error
      })
    return known
  }
  let last: Promise<unknown> = Promise.resolve()
  /** One change after another; what changes nothing writes nothing. */
  const change = (how: (now: Document) => Document): Promise<void> => {
    const changing = last.then(async () => {
      const now = await read()
      const next = how(now)
      if (JSON.stringify(next) === JSON.stringify(now)) return
      await notes().put(key, next)
      known = Promise.resolve(next)
    })
    last = changing.catch(() => {})
    return changing
  }
  const drop = (room: string) => change((now) => without(now, room))
  return {
    rooms: async () => Object.entries((await read()).rooms).map(([id, room]) => ({ id, ...room })),
    async place(key) {
      const now = await read()
      const team = now.channels[key] ?? (now.rooms[key]?.kind === "team" ? key : null)
      const service = now.rooms[team ?? key]?.service ?? now.service
      if (service === null) return null
      return { kind: now.rooms[key]?.kind === "group" ? "group" : "channel", service, team }
    },
    async learn(it) {
      const now = await read()
      const next = taught(now, it)
      if (JSON.stringify(next) === JSON.stringify(now)) return false
      await change((then) => taught(then, it))
      return Object.keys(next.rooms).length > Object.keys(now.rooms).length
    },
    async leave(it) {
      const room = it.channelData?.team?.id ?? it.conversation.id
      await drop(room)
    },
    drop,
  }
}

function taught(now: Document, it: Activity): Document {
  const type = it.conversation.conversationType
  const team = it.channelData?.team?.id
  const service = it.serviceUrl
  if (type === "personal") return { ...now, service }
  const kind = team ? "team" : type === "groupChat" ? "group" : null
  const room = team ?? it.conversation.id
  if (!kind || (!now.rooms[room] && Object.keys(now.rooms).length >= limits.teamsMax))
    return { ...now, service }
  const channel = it.channelData?.channel?.id
  const full = Object.keys(now.channels).length >= limits.rememberedMax
  return {
    ...now,
    service,
    rooms: { ...now.rooms, [room]: { kind, service } },
    channels: team && channel && !full ? { ...now.channels, [channel]: team } : now.channels,
  }
}

function without(now: Document, room: string): Document {
  const kept = <T>(record: Record<string, T>, keep: (id: string, value: T) => boolean) =>
    Object.fromEntries(Object.entries(record).filter(([id, value]) => keep(id, value)))
  return {
    ...now,
    rooms: kept(now.rooms, (id) => id !== room),
    channels: kept(now.channels, (_, team) => team !== room),
  }
}
