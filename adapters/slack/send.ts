/** Messages to Slack, and what an error of Slack's means for a delivery. */
import { webApi } from "@slack/bolt"
import type { Sent, ToSend } from "../../src/app/ports.ts"
import type { Client } from "./client.ts"
import { limits } from "./limits.ts"
import { type Message, renderMessage } from "./render.ts"

export type Send = (message: ToSend) => Promise<Sent>

export function sender(client: Client): Send {
  /** Personal chats that were opened, by person. */
  const chats = new Map<string, string>()

  async function chatWith(person: string): Promise<string> {
    const known = chats.get(person)
    if (known) return known
    const opened = await client.conversations.open({ users: person })
    const chat = opened.channel?.id
    if (!chat) throw new Error("conversations.open answered without a channel")
    if (chats.size >= limits.rememberedMax) chats.clear()
    chats.set(person, chat)
    return chat
  }

  return async ({ to, card, replaces }) => {
    let channel: string
    try {
      channel = "placeKey" in to ? to.placeKey : await chatWith(to.personKey)
    } catch (error) {
      return nothingSent(error)
    }
    const at = replaces === null ? null : readRef(replaces)
    const put = (message: Message): Promise<{ channel?: string; ts?: string }> =>
      at
        ? client.chat.update({ channel: at.channel, ts: at.ts, ...message })
        : client.chat.postMessage({ channel, ...message, ...quiet })
    try {
      const message = renderMessage(card)
      const done = await put(message).catch((error: unknown) => {
        // Charts are young at Slack: without one the same message says the same, in words.
        const hasChart = message.blocks.some((block) => block.type === "data_visualization")
        if (!hasChart || codeOf(error) !== "invalid_blocks") throw error
        return put(renderMessage(card, { charts: false }))
      })
      return { type: "sent", ref: `${done.channel ?? channel}:${done.ts ?? ""}` }
    } catch (error) {
      const sent = sentOf(error)
      if ("personKey" in to && sent.type === "failed") {
        chats.delete(to.personKey)
        if (gone.has(sent.because)) return { type: "unreachable", because: sent.because }
      }
      return sent
    }
  }
}

/** No previews of links, no names made into pings. */
const quiet = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false } as const

function readRef(ref: string): { channel: string; ts: string } {
  const at = ref.indexOf(":")
  return { channel: ref.slice(0, at), ts: ref.slice(at + 1) }
}

const unreachable = new Set([
  "cannot_dm_bot",
  "user_disabled",
  "user_not_found",
  "user_not_visible",
  "users_not_found",
  "account_inactive_user",
  "messages_tab_disabled",
  "is_inactive",
])
/** A personal chat that is gone. */
const gone = new Set(["channel_not_found", "is_archived", "not_in_channel"])
const tooMany = new Set(["ratelimited", "rate_limited"])
/** Slack says no for now, to whatever is sent. */
const later = new Set([
  "message_limit_exceeded",
  "service_unavailable",
  "team_added_to_org",
  "request_timeout",
])
/** Somebody must mend the token; until then nothing is sent at all. */
const noToken = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "team_access_not_granted",
  "org_login_required",
  "ekm_access_denied",
])
/** Somebody must mend a scope or a right; the message may go afterwards, and others meanwhile. */
const toMend = new Set(["missing_scope", "no_permission", "access_denied"])
/** Slack's own words for these two: "some aspect of the operation may have succeeded". */
const perhaps = new Set(["fatal_error", "internal_error"])
/** Nothing was written to the wire: no address, no connection, no handshake. */
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_.*|ERR_TLS_.*|.*_CERT(_.*)?|UNABLE_TO_.*|ERR_INVALID_URL)$/

const limited = (waitMs: number) =>
  ({ type: "failed-clean", waitMs, because: "ratelimited", rests: "conversation" }) as const

/** How a message ended whose sending threw this. */
export function sentOf(error: unknown): Exclude<Sent, { type: "sent" }> {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return limited(Math.max(1, error.retryAfter) * 1_000)
  }
  if (error instanceof webApi.WebAPIPlatformError) return ofCode(codeOf(error) ?? "")
  if (error instanceof webApi.WebAPIHTTPError) {
    return error.statusCode >= 500
      ? { type: "uncertain", because: `HTTP ${error.statusCode}` }
      : { type: "failed", because: `HTTP ${error.statusCode}` }
  }
  if (error instanceof webApi.WebAPIRequestError) {
    const code = networkCode(error.original)
    return beforeSending.test(code)
      ? { type: "failed-clean", waitMs: limits.retryMs, because: code, rests: "workspace" }
      : { type: "uncertain", because: code || "the answer was lost" }
  }
  if (error instanceof Error && error.message.startsWith("Retry header")) {
    return limited(60_000)
  }
  return { type: "uncertain", because: "the answer was lost" }
}

function ofCode(code: string): Exclude<Sent, { type: "sent" }> {
  if (unreachable.has(code)) return { type: "unreachable", because: code }
  if (tooMany.has(code)) return limited(60_000)
  if (later.has(code)) return { type: "failed-clean", waitMs: 60_000, because: code, rests: "workspace" }
  if (noToken.has(code))
    return { type: "failed-clean", waitMs: limits.mendMs, because: code, rests: "workspace" }
  if (toMend.has(code)) return { type: "failed-clean", waitMs: limits.mendMs, because: code }
  if (perhaps.has(code)) return { type: "uncertain", because: code }
  // Slack answers in codes; a page or a broken answer is somebody in between, who may have passed the message on.
  return /^[a-z][a-z0-9_]{1,60}$/.test(code)
    ? { type: "failed", because: code }
    : { type: "uncertain", because: "unreadable answer" }
}

/** For a call that comes before the message itself: whatever was lost, nothing was sent. */
function nothingSent(error: unknown): Sent {
  const sent = sentOf(error)
  if (sent.type === "uncertain")
    return { type: "failed-clean", waitMs: limits.retryMs, because: sent.because }
  // The limit is that of opening chats, so that it holds for every person.
  return sent.type === "failed-clean" && sent.rests === "conversation" ? { ...sent, rests: "persons" } : sent
}

export function codeOf(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? String(error.data.error) : null
}

function networkCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return ""
  if ("code" in error && typeof error.code === "string") return error.code
  if ("name" in error && error.name === "TimeoutError") return "timeout"
  return "cause" in error ? networkCode(error.cause) : ""
}
