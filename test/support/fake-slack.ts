/** A Slack that works as far as our app needs it: Web API on loopback, channels, personal chats, Home tabs, response_urls. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

export type SlackUser = { id: string; team_id?: string; [flag: string]: unknown }
export type Shown = { ts: string; text: string; blocks: unknown[] }
/** How the next call of a method goes wrong. `after`: the message is posted all the same. */
export type Fault =
  | { type: "error"; error: string }
  | { type: "http"; status: number; headers?: Record<string, string>; body?: string }
  | { type: "reset"; after?: true }

export const bot = { id: "UBOT", token: "xoxb-test", team: "T01" }
const member = { team_id: "T01", tz: "Europe/Amsterdam", locale: "nl-NL" }
const users: SlackUser[] = [
  { id: "UANA", ...member, is_admin: true },
  { id: "UBEN", ...member, locale: "en-GB" },
  { id: "UGONE", ...member, deleted: true },
  { id: "UGUEST", ...member, is_restricted: true },
  { id: "USINGLE", ...member, is_ultra_restricted: true },
  { id: "UFAR", ...member, team_id: "T99" },
  { id: "USTRANGE", ...member, is_stranger: true },
  { id: "UINVITED", ...member, is_invited_user: true },
  { id: "UBOT", ...member, is_bot: true },
  { id: "USLACKBOT", ...member },
]

type Args = Record<string, string>
type Answer = Record<string, unknown>
type State = {
  users: SlackUser[]
  channels: Map<string, { name: string; members: string[]; messages: Shown[] }>
  /** Private to one person: `channel/user`. */
  ephemeral: Map<string, Shown[]>
  homes: Map<string, unknown>
  ts(): string
}

/** `scopes`: what the token was granted, as Slack tells it with every answer. `colleagues`: so many more in the workspace. */
export async function openFakeSlack(q: { scopes?: readonly string[]; colleagues?: number } = {}) {
  const granted = (q.scopes ?? ["chat:write", "commands"]).join(",")
  const state = emptyState(q.colleagues ?? 0)
  const calls: { method: string; args: Args }[] = []
  const faults = new Map<string, Fault[]>()
  /** What came in by response_url, by the id in its path. */
  const responses = new Map<string, Record<string, unknown>[]>()

  const server = createServer(async (request, response) => {
    const body = await text(request)
    const path = request.url ?? ""
    if (path.startsWith("/response/")) {
      const id = path.slice("/response/".length)
      responses.set(id, [...(responses.get(id) ?? []), JSON.parse(body)])
      response.end("ok")
      return
    }
    const method = path.replace("/api/", "")
    const args = Object.fromEntries(new URLSearchParams(body))
    calls.push({ method, args })
    const work = () => methods[method]?.(args, state) ?? { ok: false, error: "unknown_method" }
    const fault = faults.get(method)?.shift()
    if (fault && fault.type !== "error") return fail(fault, response, work)
    const answer = fault ? { ok: false, error: fault.error } : work()
    response.setHeader("content-type", "application/json")
    response.setHeader("x-oauth-scopes", granted)
    response.end(JSON.stringify(answer))
  })
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...state,
    origin,
    apiUrl: `${origin}/api/`,
    calls,
    responses,
    /** The next call of the method goes wrong in this way. */
    plan(method: string, ...fault: Fault[]) {
      faults.set(method, [...(faults.get(method) ?? []), ...fault])
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

function emptyState(colleagues: number): State {
  let clock = 0
  return {
    users: [...users, ...Array.from({ length: colleagues }, (_, i) => ({ id: `U${i}`, ...member }))],
    channels: new Map([["CTEAM", { name: "team", members: ["UANA", "UBEN", "UBOT"], messages: [] }]]),
    ephemeral: new Map(),
    homes: new Map(),
    ts: () => `1700000000.${String(++clock).padStart(6, "0")}`,
  }
}

function fail(fault: Exclude<Fault, { type: "error" }>, response: ServerResponse, work: () => Answer): void {
  if (fault.type === "reset") {
    if (fault.after) work()
    response.socket?.resetAndDestroy()
    return
  }
  response.writeHead(fault.status, fault.headers)
  response.end(fault.body ?? "")
}

/** Lists come in small pages, so that paging is lived through. */
function paged<T>(all: T[], args: Args, size: number) {
  const from = Number(args["cursor"] || 0)
  const next_cursor = from + size < all.length ? String(from + size) : ""
  return { some: all.slice(from, from + size), response_metadata: { next_cursor } }
}

const methods: Record<string, (args: Args, state: State) => Answer> = {
  "auth.test": () => ({ ok: true, team_id: bot.team, user_id: bot.id, bot_id: "BBOT" }),
  "users.list": (args, { users }) => {
    const { some, response_metadata } = paged(users, args, users.length > 20 ? 200 : 2)
    return { ok: true, members: some, response_metadata }
  },
  "users.info": (args, { users }) => {
    const user = users.find((it) => it.id === args["user"])
    return user ? { ok: true, user } : { ok: false, error: "user_not_found" }
  },
  "conversations.open": (args, { channels, users }) => {
    const person = args["users"] ?? ""
    if (!users.some((it) => it.id === person)) return { ok: false, error: "user_not_found" }
    const id = `D${person}`
    if (!channels.has(id)) channels.set(id, { name: "", members: [person, bot.id], messages: [] })
    return { ok: true, channel: { id } }
  },
  "conversations.info": ({ channel = "" }, { channels }) => {
    const it = channels.get(channel)
    return it ? { ok: true, channel: { id: channel, name: it.name } } : nowhere
  },
  "conversations.members": (args, { channels }) => {
    const it = channels.get(args["channel"] ?? "")
    if (!it) return nowhere
    const { some, response_metadata } = paged(it.members, args, 1)
    return { ok: true, members: some, response_metadata }
  },
  "chat.postMessage": (args, { channels, ts }) => {
    const { channel = "" } = args
    const it = channels.get(channel)
    if (!it) return nowhere
    const shown = shownOf(args, ts())
    it.messages.push(shown)
    return { ok: true, channel, ts: shown.ts }
  },
  "chat.postEphemeral": (args, { ephemeral, ts }) => {
    const key = `${args["channel"]}/${args["user"]}`
    ephemeral.set(key, [...(ephemeral.get(key) ?? []), shownOf(args, ts())])
    return { ok: true }
  },
  "chat.update": (args, { channels }) => {
    const { channel = "", ts = "" } = args
    const messages = channels.get(channel)?.messages ?? []
    const at = messages.findIndex((it) => it.ts === ts)
    if (at < 0) return { ok: false, error: "message_not_found" }
    messages[at] = shownOf(args, ts)
    return { ok: true, channel, ts }
  },
  "views.publish": (args, { homes }) => {
    homes.set(args["user_id"] ?? "", JSON.parse(args["view"] ?? "{}"))
    return { ok: true }
  },
}

const nowhere = { ok: false, error: "channel_not_found" }

function shownOf(args: Record<string, string>, ts: string): Shown {
  return { ts, text: args["text"] ?? "", blocks: JSON.parse(args["blocks"] ?? "[]") }
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString("utf8")
}

/** The words that a reader of these blocks sees. Pings and links, which Slack would make, stand out: `[ping channel]`. */
export function visible(blocks: unknown): string {
  const words: string[] = []
  const walk = (it: unknown): void => {
    if (Array.isArray(it)) return it.forEach(walk)
    if (typeof it !== "object" || it === null) return
    const node = it as Record<string, unknown>
    if (node["type"] === "plain_text") words.push(String(node["text"]))
    else if (node["type"] === "mrkdwn") words.push(readMrkdwn(String(node["text"])))
    else for (const [key, value] of Object.entries(node)) if (key !== "value") walk(value)
  }
  walk(blocks)
  return words.join("\n")
}

export function readMrkdwn(text: string): string {
  return text.replace(/<([^<>]*)>|&(amp|lt|gt);/g, (_, inside: string | undefined, entity: string) => {
    if (inside === undefined) return { amp: "&", lt: "<", gt: ">" }[entity] ?? ""
    if (/^[@!#]/.test(inside)) return `[ping ${inside.slice(1)}]`
    const [href, label] = inside.split("|")
    return `[link ${href}]${label ?? ""}`
  })
}
