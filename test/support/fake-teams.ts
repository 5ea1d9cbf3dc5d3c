/** A Bot Connector that works: conversations, members, channels and keys over HTTP, as Microsoft documents them. */
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from "jose"

export const appId = "11111111-2222-3333-4444-555555555555"
export const tenant = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
export const bot = { id: `28:${appId}`, name: "Draagvlak" }
export const team = "19:team@thread.tacv2"
export const channel = { id: "19:channel@thread.tacv2", name: "Team Noord" }
export const group = "19:group@thread.v2"

export type FakePerson = { id: string; aad: string; name: string; userRole?: string; tenantId?: string }
const person = (name: string, n: number, more: Partial<FakePerson> = {}): FakePerson => ({
  id: `29:${name}`,
  aad: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
  name,
  ...more,
})
export const ana = person("ana", 1)
export const ben = person("ben", 2)
export const guest = person("gina", 3, { userRole: "guest" })
export const foreign = person("finn", 4, { tenantId: "99999999-bbbb-cccc-dddd-eeeeeeeeeeee" })
export const people = [ana, ben, guest, foreign, person("visitor", 5, { userRole: "anonymous" })]
/** So many people more. */
export const colleagues = (count: number) =>
  Array.from({ length: count }, (_, n) => person(`colleague${n + 1}`, 100 + n))

export type FakeMessage = { id: string; activity: Record<string, unknown>; edits: number }
/** How the next call ends instead of well. `cut`: the line breaks after the message was taken. */
export type Mishap = { status: number; code?: string; retryAfter?: string } | { cut: true }

/** `everybody`: the people of the team and the group chat; absent: the usual ones. */
export async function openFakeTeams(q: { everybody?: readonly FakePerson[] } = {}) {
  const { everybody = people } = q
  const conversations = new Map<string, FakeMessage[]>([
    [team, []],
    [channel.id, []],
    [`${channel.id};messageid=1`, []],
    [group, []],
    ...everybody.map((one): [string, FakeMessage[]] => [chatOf(one.id), []]),
  ])
  const mishaps: Mishap[] = []
  const calls: { method: string; path: string; authorization: string | undefined }[] = []
  const { privateKey, publicKey } = await generateKeyPair("RS256")
  const jwk = { ...(await exportJWK(publicKey)), kid: "key-1", use: "sig", endorsements: ["msteams"] }
  const keyServer = { status: 200, asked: 0, keys: [jwk] as object[] }
  const reply = connector(conversations, everybody)
  const server = createServer(async (req, res) => {
    const text = await bodyOf(req)
    const path = req.url ?? ""
    const tell = (status: number, body: object, headers: Record<string, string> = {}) =>
      res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body))
    if (path === "/openid") {
      keyServer.asked += 1
      return tell(keyServer.status, { jwks_uri: `${url}/keys` })
    }
    if (path === "/keys") return tell(keyServer.status, { keys: keyServer.keys })
    calls.push({ method: req.method ?? "", path, authorization: req.headers.authorization })
    const mishap = mishaps.shift()
    if (mishap && "status" in mishap) {
      const after = mishap.retryAfter ? { "retry-after": mishap.retryAfter } : {}
      return tell(mishap.status, { error: { code: mishap.code ?? "", message: "planted" } }, after)
    }
    const [status, body] = reply(req.method ?? "", path, text ? JSON.parse(text) : {})
    if (mishap) return void req.socket.destroy()
    return tell(status, body)
  })
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    metadata: `${url}/openid`,
    conversations,
    mishaps,
    calls,
    keyServer,
    chat: (user: string) => conversations.get(chatOf(user)) ?? [],
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    /** A token as Microsoft signs them; each claim and header may be another one, or `undefined` to leave it out. */
    token: (more: TokenWish = {}) => signed({ privateKey, url }, more),
  }
}

/** What the Bot Connector answers, by method, path and body. */
function connector(conversations: Map<string, FakeMessage[]>, everybody: readonly FakePerson[]) {
  let made = 0
  const put = (conversation: string, activity: Record<string, unknown>): FakeMessage => {
    const message = { id: `m${++made}`, activity, edits: 0 }
    const there = conversations.get(conversation)
    if (there) there.push(message)
    else conversations.set(conversation, [message])
    return message
  }
  const reply = (method: string, path: string, body: Record<string, unknown>): [number, object] => {
    const [, rawId = "", what = "", rawActivity = ""] =
      /^\/v3\/conversations(?:\/([^/]+)(?:\/([^/?]+)(?:\/([^/?]+))?)?)?/.exec(path) ?? []
    const [id, activityId] = [decodeURIComponent(rawId), decodeURIComponent(rawActivity)]
    if (method === "POST" && id === "") return create(body)
    const known = conversations.get(id)
    if (path.startsWith("/v3/teams/"))
      return [200, { conversations: [{ id: team }, { id: channel.id, name: channel.name }] }]
    if (!known) return [404, { error: { code: "ConversationNotFound" } }]
    if (what === "pagedmembers") return [200, membersPage(path, everybody)]
    if (method === "POST") return [201, { id: put(id, body).id }]
    const message = known.find((one) => one.id === activityId)
    if (!message) return [404, { error: { code: "ActivityNotFoundInConversation" } }]
    Object.assign(message, { activity: body, edits: message.edits + 1 })
    return [200, { id: activityId }]
  }
  const create = (body: Record<string, unknown>): [number, object] => {
    const wish = body as {
      members?: { id: string }[]
      channelData?: { channel?: { id: string } }
      activity?: Record<string, unknown>
    }
    const to = wish.channelData?.channel?.id
    if (to === undefined) {
      const user = wish.members?.[0]?.id ?? ""
      if (!everybody.some((one) => one.id === user)) return [403, { error: { code: "BadSyntax" } }]
      return [201, { id: chatOf(user) }]
    }
    if (!conversations.has(to)) return [404, { error: { code: "ConversationNotFound" } }]
    const message = put(to, wish.activity ?? {})
    const thread = `${to};messageid=${message.id}`
    conversations.set(thread, conversations.get(to) ?? [])
    return [201, { id: thread, activityId: message.id }]
  }
  return reply
}

export type TokenWish = {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  key?: CryptoKey
  /** Seconds from now. */
  expires?: number
}

async function signed(q: { privateKey: CryptoKey; url: string }, wish: TokenWish): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims: Record<string, unknown> = {
    iss: "https://api.botframework.com",
    aud: appId,
    serviceurl: q.url,
    nbf: now - 300,
    exp: now + (wish.expires ?? 3_600),
    ...wish.claims,
  }
  for (const [name, value] of Object.entries(claims)) if (value === undefined) delete claims[name]
  const header = { alg: "RS256", kid: "key-1", typ: "JWT", ...wish.header }
  return new SignJWT(claims).setProtectedHeader(header).sign(wish.key ?? q.privateKey)
}

export const chatOf = (user: string): string => `a:chat-${user}`

function membersPage(path: string, everybody: readonly FakePerson[]): object {
  const after = Number(new URL(path, "http://x").searchParams.get("continuationToken") ?? 0)
  // Small pages, so that a reader who stops at the first is found.
  const size = everybody.length > 20 ? 100 : 2
  const members = everybody.slice(after, after + size).map(({ id, aad, name, userRole, tenantId }) => ({
    id,
    name,
    aadObjectId: aad,
    objectId: aad,
    tenantId: tenantId ?? tenant,
    userRole: userRole ?? "user",
  }))
  return { members, ...(after + size < everybody.length ? { continuationToken: String(after + size) } : {}) }
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  let text = ""
  for await (const part of req) text += part
  return text
}

/** All the words of a message that a reader sees, a line an element. */
export function visible(messages: FakeMessage[]): string {
  return messages.map(({ activity }) => seen(activity["attachments"] ?? activity["text"])).join("\n")
}

/** The visible words of a card or a part of one. */
export function seen(it: unknown): string {
  if (typeof it === "string") return it
  if (Array.isArray(it)) return it.map(seen).filter(Boolean).join("\n")
  if (typeof it !== "object" || it === null) return ""
  const element = it as Record<string, unknown>
  if (Array.isArray(element["inlines"])) return element["inlines"].map(seen).join("")
  const shown = ["content", "body", "text", "title", "value", "label", "placeholder", "facts", "actions"]
  return [...shown, "choices"]
    .filter((key) => key !== "value" || element["title"] !== undefined)
    .map((key) => seen(element[key]))
    .filter(Boolean)
    .join("\n")
}
