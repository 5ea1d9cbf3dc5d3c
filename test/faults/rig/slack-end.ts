/**
 * Slack's end of the line, in this process and in virtual time: it keeps to the published limits, travels take a while,
 * and the n-th call goes wrong as told. Our own client and sender are in front of it.
 */

import { type Chance, chanceOf } from "../../../adapters/rehearse/chance.ts"
import { clientOptions, openClient } from "../../../adapters/slack/client.ts"
import { limits } from "../../../adapters/slack/limits.ts"
import { sender } from "../../../adapters/slack/send.ts"
import type { Platform, RosterEntry } from "../../../src/app/ports.ts"
import { visible } from "../../support/fake-slack.ts"
import type { VirtualTime } from "../../support/virtual-time.ts"

/**
 * - clean: certainly nothing came of it, and we are told so.
 * - lost: no answer; whether it came to pass is known to nobody but Slack.
 * - kill: the process ends while the call is under way.
 */
export type Fault = "clean" | "lost" | "kill"
export type Post = { channel: string; ts: string; first: string; text: string; answered: boolean }
export type Call = { n: number; method: string; channel: string; at: number; answeredAt: number | null }
/** Calls a minute and workspace; messages a second and conversation. */
export type Tiers = { messages: number; chats: number; updates: number; conversationGapMs: number }
/** chat.postMessage as published and, for the workspace, as we assume; the others are Tier 3. */
export const slackTiers: Tiers = { messages: 600, chats: 50, updates: 50, conversationGapMs: 1000 }

export type SlackEnd = {
  posts: Post[]
  calls: Call[]
  /** Calls refused because a tier was full. */
  limited: number
  /** Messages whose answer was lost. */
  lost: number
  /** A line for one process; what it sends after `cut` comes nowhere. */
  connect(q: Who): { platform: Platform; cut(): void }
}
export type EndWish = {
  time: VirtualTime
  seed: number
  tiers?: Tiers
  /** What becomes of a call. */
  fault(call: Call): Fault | null
  /** Called when the process is to be killed. */
  kill?: () => void
}

export function slackEnd(q: EndWish): SlackEnd {
  const end = { posts: [] as Post[], calls: [] as Call[], limited: 0, lost: 0 }
  const chance = chanceOf(q.seed, "slack")
  const gate = makeGate(q.tiers ?? slackTiers, q.time.now)
  const serve = async (method: string, args: URLSearchParams, alive: () => boolean): Promise<Response> => {
    const channel = args.get("channel") ?? args.get("users") ?? ""
    const call: Call = { n: end.calls.length + 1, method, channel, at: q.time.now(), answeredAt: null }
    end.calls.push(call)
    const fault = q.fault(call)
    await q.time.wait(chance.whole(20, 250))
    if (!alive()) return new Promise(() => {})
    if (fault === "clean") return cleanly(chance)
    if (!gate(method, channel)) {
      end.limited++
      return told(429, { "retry-after": "5" })
    }
    const arrives = fault === null || chance.happens(0.5)
    const post = arrives ? work(end, method, args) : null
    if (fault === "kill") {
      q.kill?.()
      return new Promise(() => {})
    }
    if (fault === "lost") {
      if (method === "chat.postMessage") end.lost++
      return lostly(chance)
    }
    await q.time.wait(chance.whole(20, 250))
    if (!alive()) return new Promise(() => {})
    call.answeredAt = q.time.now()
    if (post && method === "chat.postMessage") post.answered = true
    return ok({
      channel: method === "conversations.open" ? { id: `D${channel}` } : channel,
      ts: post?.ts ?? "0",
    })
  }
  return Object.assign(end, { connect: (who: Who) => connect(who, serve) })
}

type Who = { people: string[]; stewards: string[] }
type Serve = (method: string, args: URLSearchParams, alive: () => boolean) => Promise<Response>

function connect({ people, stewards }: Who, serve: Serve): { platform: Platform; cut(): void } {
  let alive = true
  const fetching = async (url: string | URL, init?: { body?: unknown }) =>
    serve(String(url).split("/api/")[1] ?? "", new URLSearchParams(String(init?.body ?? "")), () => alive)
  const wish = { apiUrl: "http://slack.test/api/", log: quiet, heartbeat: { last: null }, now: () => 0 }
  // No timer of the real clock for each of many thousand calls: an answer is lost when the test says so.
  const options = { ...clientOptions(wish), timeout: 0, fetch: fetching as typeof fetch }
  const client = openClient({ token: "xoxb-rig", options })
  const roster: RosterEntry[] = people.map((key) => ({
    key,
    language: "en",
    timeZone: "Europe/Amsterdam",
    steward: stewards.includes(key),
  }))
  const platform: Platform = {
    name: "slack",
    limits: { pace: limits.pace },
    send: sender(client),
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
    },
  }
}

const quiet = { info() {}, warn() {}, error() {} }

function work(end: { posts: Post[] }, method: string, args: URLSearchParams): Post | null {
  if (method === "conversations.open") return null
  const channel = args.get("channel") ?? ""
  const text = visible(JSON.parse(args.get("blocks") ?? "[]"))
  if (method === "chat.update") {
    const post = end.posts.find((p) => p.channel === channel && p.ts === args.get("ts"))
    if (post) post.text = text
    return post ?? null
  }
  const post = { channel, ts: `${end.posts.length + 1}.0`, first: text, text, answered: false }
  end.posts.push(post)
  return post
}

/** Enforces the tiers by when a call arrives. */
export function makeGate(tiers: Tiers, now: () => number) {
  const arrived = { messages: [] as number[], chats: [] as number[], updates: [] as number[] }
  const last = new Map<string, number>()
  return (method: string, channel: string): boolean => {
    const which =
      method === "conversations.open" ? "chats" : method === "chat.update" ? "updates" : "messages"
    const at = now()
    const recent = arrived[which].filter((t) => t > at - 60_000)
    arrived[which] = recent
    const soon =
      which === "messages" &&
      at - (last.get(channel) ?? Number.NEGATIVE_INFINITY) < tiers.conversationGapMs / 2
    if (recent.length >= tiers[which] || soon) return false
    recent.push(at)
    if (which === "messages") last.set(channel, at)
    return true
  }
}

function cleanly(chance: Chance): Response {
  switch (chance.whole(0, 4)) {
    case 0:
      return told(429, { "retry-after": "7" })
    case 1:
      return told(429, {})
    case 2:
      throw broken("ECONNREFUSED")
    case 3:
      return ok({ ok: false, error: "invalid_auth" })
    default:
      return ok({ ok: false, error: "ratelimited" })
  }
}

function lostly(chance: Chance): Response {
  switch (chance.whole(0, 4)) {
    case 0:
      throw broken("ECONNRESET")
    case 1:
      return told(chance.pick([502, 503, 504]), {}, "<html>")
    case 2:
      return ok({ ok: false, error: "fatal_error" })
    case 3:
      return new Response("<html>", { status: 200 })
    default:
      throw Object.assign(new Error("timeout"), { name: "TimeoutError" })
  }
}

const broken = (code: string) => Object.assign(new Error(code), { code })
const ok = (body: object) =>
  told(200, { "content-type": "application/json" }, JSON.stringify({ ok: true, ...body }))

function told(status: number, headers: Record<string, string>, body = ""): Response {
  return new Response(body, { status, headers })
}
