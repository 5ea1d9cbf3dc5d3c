/** Messages to Teams, and what an error of Teams' means for a delivery. */
import type { Sent, ToSend } from "../../src/app/ports.ts"
import { type Connector, Lost, NoToken, type Posted, Refused } from "./connector.ts"
import { isServiceAddress } from "./ingress.ts"
import type { Installs } from "./installs.ts"
import { limits } from "./limits.ts"
import { type Address, readAddress } from "./parse.ts"
import { type Message, renderMessage } from "./render.ts"

export type SendParts = {
  connector: Connector
  installs: Installs
  /** How this process last saw them. */
  addressOf: (key: string) => Address | null
  /** Personal chats by person; filled by what people say there. */
  chats: Map<string, string>
  loopbackServices: boolean
}
type Failed = Exclude<Sent, { type: "sent" }>
/** Where a message goes, or why it goes nowhere. */
type Target =
  | {
      service: string
      /** The personal chat; null in a place. */
      chat: string | null
      put: (message: Message) => Promise<Posted>
    }
  | Failed

export function sender(parts: SendParts): (message: ToSend) => Promise<Sent> {
  return async ({ to, card, replaces }) => {
    const target = "placeKey" in to ? await toPlace(to.placeKey, parts) : await toPerson(to, parts)
    if ("type" in target) return target
    try {
      const message = renderMessage(card)
      if (replaces !== null) return await updated(replaces, { ...target, message, parts })
      const { conversation, id } = await target.put(message)
      // References are kept in the ledger: a personal chat's id would tell there who somebody is.
      return { type: "sent", ref: `${id}|${target.chat === null ? conversation : ""}` }
    } catch (error) {
      return "personKey" in to ? forPerson(to.personKey, { error, parts }) : sentOf(error)
    }
  }
}

/** A chat that is not open yet is opened first. */
export function callsFor(chats: ReadonlyMap<string, string>): (message: ToSend) => number {
  return ({ to }) => ("personKey" in to && !chats.has(to.personKey) ? limits.pace.callsMax : 1)
}

async function toPlace(key: string, parts: SendParts): Promise<Target> {
  const place = await parts.installs.place(key)
  if (!place) return { type: "failed", because: "nothing was heard from Teams yet" }
  const { service, kind } = place
  if (!isServiceAddress(service, parts.loopbackServices))
    return { type: "failed", because: "service address" }
  return {
    service,
    chat: null,
    put: (message) =>
      kind === "group"
        ? parts.connector.post({ service, conversation: key, message })
        : parts.connector.postInChannel({ service, channel: key, message }),
  }
}

async function toPerson(
  to: { personKey: string; address?: string | undefined },
  parts: SendParts,
): Promise<Target> {
  const address = parts.addressOf(to.personKey) ?? readAddress(to.address)
  if (!address) return { type: "unreachable", because: "never seen in Teams" }
  const { service, user } = address
  if (!isServiceAddress(service, parts.loopbackServices))
    return { type: "failed", because: "service address" }
  let chat = parts.chats.get(to.personKey)
  if (!chat) {
    try {
      chat = await parts.connector.chatWith({ service, user })
      rememberChat(parts.chats, to.personKey, chat)
    } catch (error) {
      return beforeTheMessage(error)
    }
  }
  const conversation = chat
  return { service, chat, put: (message) => parts.connector.post({ service, conversation, message }) }
}

export function rememberChat(chats: Map<string, string>, person: string, chat: string): void {
  if (chats.size >= limits.rememberedMax) chats.clear()
  chats.set(person, chat)
}

async function updated(
  ref: string,
  q: { service: string; chat: string | null; message: Message; parts: SendParts },
): Promise<Sent> {
  const at = ref.indexOf("|")
  const [id, conversation] = [ref.slice(0, at), q.chat ?? ref.slice(at + 1)]
  if (at < 1 || !conversation) return { type: "failed", because: "no such message" }
  await q.parts.connector.update({ service: q.service, conversation, id, message: q.message })
  return { type: "sent", ref }
}

/** Nothing was written to the wire: no address, no connection, no handshake. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|.*_CERT(_.*)?|UNABLE_TO_.*|ERR_INVALID_URL)$/
/** Teams' own words for "this person, or this chat, cannot be written to". */
const closed = new Set([
  "MessageWritesBlocked",
  "ConversationBlockedByUser",
  "BotNotInConversationRoster",
  "BotDisabledByAdmin",
  "ForbiddenOperationException",
  "ConversationNotFound",
])

/** How a message ended whose sending threw this. */
export function sentOf(error: unknown): Failed {
  if (error instanceof Refused) return ofStatus(error)
  if (error instanceof Lost)
    return beforeSending.test(error.code)
      ? { type: "failed-clean", waitMs: limits.retryMs, because: error.code, rests: "workspace" }
      : { type: "uncertain", because: error.code || "the answer was lost" }
  if (error instanceof NoToken)
    return { type: "failed-clean", waitMs: limits.mendMs, because: error.message, rests: "workspace" }
  return { type: "uncertain", because: "the answer could not be read" }
}

function ofStatus({ status, code, waitMs, message }: Refused): Failed {
  const because = message
  if (status === 429)
    return { type: "failed-clean", waitMs: waitMs || limits.retryMs, because, rests: "conversation" }
  if (status === 412) return { type: "failed-clean", waitMs: waitMs || limits.retryMs, because }
  if (status === 401) return { type: "failed-clean", waitMs: limits.mendMs, because, rests: "workspace" }
  // 502 to 504 come from in between: the message may have been passed on.
  if (status >= 500 || status === 408) return { type: "uncertain", because }
  if (closed.has(code)) return { type: "unreachable", because }
  // Refused by somebody in between, or redirected: Teams itself has not seen it.
  return { type: "failed", because }
}

/** A person who blocked or removed the bot is out of reach; their chat is looked up anew next time. */
function forPerson(key: string, q: { error: unknown; parts: SendParts }): Failed {
  const sent = sentOf(q.error)
  if (sent.type !== "failed" && sent.type !== "unreachable") return sent
  q.parts.chats.delete(key)
  const status = q.error instanceof Refused ? q.error.status : 0
  return status === 403 || status === 404 ? { type: "unreachable", because: sent.because } : sent
}

/** For a call that comes before the message itself: whatever was lost, nothing was sent. */
function beforeTheMessage(error: unknown): Failed {
  const sent = sentOf(error)
  if (sent.type === "uncertain")
    return { type: "failed-clean", waitMs: limits.retryMs, because: sent.because }
  if (sent.type === "failed" && error instanceof Refused && [400, 403, 404].includes(error.status))
    return { type: "unreachable", because: sent.because }
  return sent
}
