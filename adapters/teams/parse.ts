/** What Teams hands over, as what the application hears. Every byte passes a schema here; nothing is checked again inside. */
import { z } from "zod"
import type { Incoming } from "../../src/app/ports.ts"
import type { Language } from "../../src/domain/id.ts"
import { isTimeZone } from "../../src/domain/time.ts"
import { clean } from "../../src/view/safe-text.ts"
import { fieldIdShape, fillIn } from "./fields.ts"
import { limits } from "./limits.ts"

const id = z.string().min(1).max(limits.idMax)
const short = z.string().max(limits.idMax)

const account = z.object({ id, name: short.nullish(), aadObjectId: short.nullish() })
const named = z.object({ id, name: short.nullish() })

/** As much of an activity as we look at. Without type, service address, conversation or sender it is none. */
export const activity = z.object({
  type: z.string().min(1).max(100),
  id: id.nullish(),
  serviceUrl: id,
  channelId: short.nullish(),
  from: account,
  recipient: z.object({ id, name: short.nullish() }).nullish(),
  conversation: z.object({
    id,
    conversationType: short.nullish(),
    isGroup: z.boolean().nullish(),
    tenantId: short.nullish(),
    name: short.nullish(),
  }),
  channelData: z
    .object({
      tenant: z.object({ id }).nullish(),
      team: named.nullish(),
      channel: named.nullish(),
      eventType: short.nullish(),
    })
    .nullish(),
  text: z.string().max(limits.textMax).nullish(),
  value: z.unknown().optional(),
  replyToId: id.nullish(),
  name: short.nullish(),
  action: short.nullish(),
  locale: short.nullish(),
  localTimezone: short.nullish(),
  entities: z
    .array(z.looseObject({ type: short.nullish() }))
    .max(200)
    .nullish(),
})
export type Activity = z.infer<typeof activity>

/** Where an answer goes. */
export type Reply = {
  /** The personal chat, where this was said or pressed in it; null: it was elsewhere. */
  personal: string | null
  /** The conversation in which it was said, with its thread. */
  conversation: string
  /** A press that is answered in the same breath (`Action.Execute`). */
  invoke: boolean
  /** The message with the pressed card. */
  pressed: string | null
}
export type Who = { key: string; user: string; serviceUrl: string; language: Language | null }

export type Parsed =
  | { type: "heard"; incoming: Incoming; reply: Reply; who: Who }
  /** Words that we have an answer for without the application. */
  | { type: "refused"; because: "unknown" | "foreign" | "unreadable"; reply: Reply; who: Who }
  | { type: "installed"; incoming: Incoming; reply: Reply; who: Who }
  /** Taken out of a team, a group chat or a personal chat. */
  | { type: "removed" }
  /** A kind of call that we do not serve. */
  | { type: "unserved" }
  /** Not for us: joins, typing, reactions. */
  | { type: "ignored" }
  | { type: "malformed" }

export type Known = {
  /** The key of a person that Teams names by `29:…`, where we know them. */
  keyOf: (user: string) => string | null
  /** True for people who are in our teams and are no colleagues. */
  isOutsider: (key: string) => boolean
}

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12,13}$/i

export function parse(it: Activity, known: Known): Parsed {
  const reply = replyOf(it)
  const who = whoOf(it)
  if (it.type === "installationUpdate") return readInstallation(it, { reply, who })
  if (it.type === "invoke" && it.name !== "adaptiveCard/action") return { type: "unserved" }
  if (it.type !== "message" && it.type !== "invoke") return { type: "ignored" }
  if (!it.id) return { type: "malformed" }
  if (it.from.id === it.recipient?.id) return { type: "ignored" }
  if (!who || known.isOutsider(who.key)) return refuse("foreign", { reply, who: who ?? stranger(it) })
  const said = it.type === "invoke" ? readExecute(it) : readMessage(it, known)
  if (said.type !== "said") return said.type === "ignored" ? said : refuse(said.because, { reply, who })
  return { type: "heard", reply, who, incoming: incomingOf(it, { who, ...said }) }
}

type Heard = { reply: Reply; who: Who }
type Said =
  | { type: "said"; text: string; via: "press" | "message" }
  | { type: "refused"; because: "unknown" | "unreadable" }
  | { type: "ignored" }

const refuse = (because: "unknown" | "foreign" | "unreadable", q: Heard): Parsed => ({
  type: "refused",
  because,
  ...q,
})

/** Null for who has no directory id: bots, and guests of a meeting. */
function whoOf(it: Activity): Who | null {
  const key = it.from.aadObjectId?.toLowerCase()
  return key && guid.test(key) ? { ...stranger(it), key } : null
}

const stranger = (it: Activity): Who => ({
  key: "",
  user: it.from.id,
  serviceUrl: it.serviceUrl,
  language: languageOf(it),
})

function incomingOf(it: Activity, q: { who: Who; text: string; via: Incoming["via"] }): Incoming {
  const zone = it.localTimezone ?? clientInfo(it)?.timezone
  return {
    // A conversation's messages are numbered in that conversation.
    delivery: `${it.type}:${it.conversation.id}:${it.id ?? it.action ?? ""}`,
    actor: {
      key: q.who.key,
      language: q.who.language,
      timeZone: zone && isTimeZone(zone) ? zone : null,
      address: addressOf(it),
    },
    place: placeOf(it),
    text: q.text,
    via: q.via,
  }
}

// ---------------------------------------------------------------- where

/** The place's key is its channel or group chat, whatever thread in it; null in a personal chat. */
export function placeOf(it: Activity): Incoming["place"] {
  if (isPersonal(it)) return null
  const key = it.channelData?.channel?.id ?? it.conversation.id.replace(/;messageid=.*$/, "")
  const name = it.channelData?.channel?.name ?? it.conversation.name ?? key
  return { key, name: clean(name), language: null, timeZone: null }
}

/** Only what Teams calls personal is private: whatever is not known may have readers. */
const isPersonal = (it: Activity) => it.conversation.conversationType === "personal"

function replyOf(it: Activity): Reply {
  return {
    personal: isPersonal(it) ? it.conversation.id : null,
    conversation: it.conversation.id,
    invoke: it.type === "invoke",
    pressed: it.replyToId ?? null,
  }
}

/** How to reach a person: of a schema of our own, so that another library can read it. */
export const address = z.object({
  v: z.literal(1),
  service: id,
  user: id,
})
export type Address = z.infer<typeof address>

const addressOf = (it: Activity): string => writeAddress({ v: 1, service: it.serviceUrl, user: it.from.id })

export const writeAddress = (it: Address): string => JSON.stringify(it)

/** Null for what an older or another adapter wrote. */
export function readAddress(text: string | undefined): Address | null {
  try {
    return address.parse(JSON.parse(text ?? ""))
  } catch {
    return null
  }
}

// ---------------------------------------------------------------- language

const info = z.looseObject({
  type: z.literal("clientInfo"),
  locale: short.nullish(),
  timezone: short.nullish(),
})
const clientInfo = (it: Activity) => it.entities?.flatMap((e) => info.safeParse(e).data ?? []).at(0)

function languageOf(it: Activity): Language | null {
  const locale = it.locale ?? clientInfo(it)?.locale ?? ""
  const spoken = /^(nl|en)\b/i.exec(locale)?.[1]?.toLowerCase()
  return spoken === "nl" || spoken === "en" ? spoken : null
}

// ---------------------------------------------------------------- what

const mention = z.looseObject({
  type: z.literal("mention"),
  text: z.string().min(1).max(limits.idMax).nullish(),
  mentioned: z.object({ id, name: short.nullish() }),
})

function readMessage(it: Activity, known: Known): Said {
  const pressed = readPress(it.value)
  if (pressed) return pressed
  if (it.value !== undefined && it.value !== null && !it.text) return { type: "refused", because: "unknown" }
  const mentions = (it.entities ?? []).flatMap((e) => mention.safeParse(e).data ?? [])
  const own = mentions.filter((m) => m.mentioned.id === it.recipient?.id)
  // With other permissions Teams would hand over what is said to others too: we do not listen to that.
  if (!isPersonal(it) && own.length === 0) return { type: "ignored" }
  let text = (it.text ?? "").replace(/&nbsp;/g, " ")
  for (const m of own) text = text.replaceAll(m.text ?? "", " ")
  for (const m of mentions) {
    if (own.includes(m) || !m.text) continue
    text = text.replaceAll(m.text, `@${known.keyOf(m.mentioned.id) ?? m.mentioned.name ?? ""}`)
  }
  const words = clean(text).trim()
  return words ? { type: "said", text: words, via: "message" } : { type: "refused", because: "unreadable" }
}

const execute = z.object({
  action: z.object({
    type: z.literal("Action.Execute"),
    verb: short.nullish(),
    data: z.unknown().optional(),
  }),
  trigger: short.nullish(),
})

function readExecute(it: Activity): Said {
  const read = execute.safeParse(it.value)
  // A refresh that Teams does by itself is no press: nobody's vote may come of it.
  if (!read.success || read.data.trigger === "automatic") return { type: "refused", because: "unknown" }
  return readPress(read.data.action.data) ?? { type: "refused", because: "unknown" }
}

const press = z.looseObject({
  draagvlak: z.literal(1),
  text: z.string().min(1).max(limits.commandChars),
  field: z.string().regex(fieldIdShape).optional(),
})

/** Null where the card is none of ours. */
function readPress(data: unknown): Said | null {
  const read = press.safeParse(data)
  if (!read.success) return null
  const { text, field } = read.data
  if (field === undefined) return { type: "said", text, via: "press" }
  const value = read.data[field]
  const filled = typeof value === "string" && value.length <= limits.textMax ? value : ""
  return { type: "said", text: fillIn(text, filled), via: "press" }
}

function readInstallation(it: Activity, q: { reply: Reply; who: Who | null }): Parsed {
  if (it.action?.startsWith("remove")) return { type: "removed" }
  // Not "add-upgrade": who has it already is not welcomed again.
  if (it.action !== "add" || !q.who) return { type: "ignored" }
  const incoming = incomingOf(it, { who: q.who, text: "help", via: "home" })
  return { type: "installed", incoming, reply: q.reply, who: q.who }
}
