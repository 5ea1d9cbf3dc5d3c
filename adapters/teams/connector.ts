/** Calls to Microsoft's Bot Connector, through botbuilder's client. Each is made once: what was perhaps sent must not be sent again. */
import type { Activity } from "botbuilder"
import type { ConnectorClient, ConnectorClientOptions } from "botframework-connector"
import { request } from "undici"
import { z } from "zod"
import { limits } from "./limits.ts"
import type { Message } from "./render.ts"

export type Member = z.infer<typeof member>
export type Connector = {
  /** Opens (or finds) the personal chat with a person; resolves to its id. */
  chatWith(q: { service: string; user: string }): Promise<string>
  /** A new post in a channel. */
  postInChannel(q: { service: string; channel: string; message: Message }): Promise<Posted>
  post(q: { service: string; conversation: string; message: Message }): Promise<Posted>
  update(q: { service: string; conversation: string; id: string; message: Message }): Promise<void>
  /** A page of the people in a team, channel or group chat. */
  members(q: { service: string; conversation: string; after: string | null }): Promise<{
    members: Member[]
    after: string | null
  }>
  /** Channels of a team; the first one has no name. */
  channels(q: { service: string; team: string }): Promise<{ id: string; name: string | null }[]>
  /** Asks Microsoft for a token; rejects where it gives none. */
  proveAccess(): Promise<void>
}
export type Posted = { conversation: string; id: string }

/** Teams said no. */
export class Refused extends Error {
  override name = "Refused"
  readonly status: number
  readonly code: string
  readonly waitMs: number
  constructor(q: { status: number; code: string; waitMs: number }) {
    super(`HTTP ${q.status} ${q.code}`.trim())
    this.status = q.status
    this.code = q.code
    this.waitMs = q.waitMs
  }
}
/** The call ended without an answer. `code` is the network's. */
export class Lost extends Error {
  override name = "Lost"
  readonly code: string
  constructor(code: string) {
    super(code || "no answer")
    this.code = code
  }
}

/** Microsoft gave no token, so nothing was called. */
export class NoToken extends Error {
  override name = "NoToken"
}

export type App = { id: string; password: string; tenantId: string }

const text = z.string().max(limits.idMax)
const member = z.object({
  id: text,
  aadObjectId: text.nullish(),
  objectId: text.nullish(),
  tenantId: text.nullish(),
  userRole: text.nullish(),
  role: text.nullish(),
})
const page = z.object({ members: z.array(z.unknown()).default([]), continuationToken: z.string().nullish() })
const made = z.object({ id: text.min(1), activityId: text.nullish() })
const sent = z.object({ id: text.default("") })
const channelList = z.object({
  conversations: z.array(z.object({ id: text, name: text.nullish() })).default([]),
})

/** `app: null`: calls carry no token, for the Agents Playground and tests. Loads botbuilder. */
export async function openConnector(q: { app: App | null; tenantId: string | null }): Promise<Connector> {
  const { ConfigurationBotFrameworkAuthentication } = await import("botbuilder")
  const { ClaimsIdentity, MicrosoftAppCredentials, TeamsConnectorClient } = await import(
    "botframework-connector"
  )
  const options = { httpClient: once } satisfies ConnectorClientOptions
  const credentials = q.app
    ? new MicrosoftAppCredentials(q.app.id, q.app.password, q.app.tenantId)
    : MicrosoftAppCredentials.Empty
  const getToken = credentials.getToken.bind(credentials)
  credentials.getToken = (again) =>
    getToken(again).catch((error: unknown) => {
      throw new NoToken(codeOfLogin(error), { cause: error })
    })
  const factory = {
    createCredentials: async () => credentials,
    isValidAppId: async () => true,
    isAuthenticationDisabled: async () => q.app === null,
  }
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {},
    factory,
    undefined,
    undefined,
    options,
  )
  const clients = authentication.createConnectorFactory(new ClaimsIdentity([], true))
  const open = remembering(async (service) => (await clients.create(service, audience)).conversations)
  const tenantId = q.app?.tenantId ?? q.tenantId ?? undefined
  const tenant = tenantId ? { tenantId, channelData: { tenant: { id: tenantId } } } : {}

  return {
    async chatWith({ service, user }) {
      const parameters = { isGroup: false, members: [{ id: user, name: "" }], ...tenant }
      return made.parse(await (await open(service)).createConversation(parameters as never)).id
    },
    async postInChannel({ service, channel, message }) {
      const parameters = { isGroup: true, channelData: { channel: { id: channel } }, activity: message }
      const told = made.parse(await (await open(service)).createConversation(parameters as never))
      return { conversation: told.id, id: told.activityId ?? "" }
    },
    async post({ service, conversation, message }) {
      const told = await (await open(service)).sendToConversation(conversation, message as Partial<Activity>)
      return { conversation, id: sent.parse(told).id }
    },
    async update({ service, conversation, id, message }) {
      await (await open(service)).updateActivity(conversation, id, { ...message, id } as Partial<Activity>)
    },
    async members({ service, conversation, after }) {
      // Their type wants a token also for the first page, which has none.
      const wish = { pageSize: limits.pageSize, ...(after ? { continuationToken: after } : {}) } as PageWish
      const told = page.parse(await (await open(service)).getConversationPagedMembers(conversation, wish))
      const read = told.members.flatMap((one) => member.safeParse(one).data ?? [])
      return { members: read, after: told.continuationToken || null }
    },
    async channels({ service, team }) {
      const client = new TeamsConnectorClient(credentials, { ...options, baseUri: service })
      const told = channelList.parse(await client.teams.fetchChannelList(team))
      return told.conversations.map((c) => ({ id: c.id, name: c.name ?? null }))
    },
    proveAccess: async () => void (q.app && (await credentials.getToken(true))),
  }
}

/** `invalid_client` and the like; never the whole text, which names addresses and traces. */
function codeOfLogin(error: unknown): string {
  const code =
    typeof error === "object" && error !== null && "errorCode" in error ? String(error.errorCode) : ""
  return code.replace(/[^\w.-]/g, "") || "no token"
}

type PageWish = Exclude<
  Parameters<ConnectorClient["conversations"]["getConversationPagedMembers"]>[1],
  undefined | ((...told: never[]) => void)
>

const audience = "https://api.botframework.com"

/** One client for each service address: there are a handful. */
function remembering<T>(make: (service: string) => Promise<T>): (service: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (service) => {
    const known = made.get(service)
    if (known) return known
    if (made.size >= 50) made.clear()
    const one = make(service)
    made.set(service, one)
    return one
  }
}

type Once = NonNullable<ConnectorClientOptions["httpClient"]>
type Call = Parameters<Once["sendRequest"]>[0]

/**
 * botbuilder's own client asks up to four times after 502 to 504, which could post a message twice, and not at all after
 * 412. An error that is not its own ends its attempts, so every answer but a good one becomes one of ours.
 */
const once: Once = {
  async sendRequest(call: Call) {
    const headers = call.headers.toJson({ preserveCase: true })
    const response = await asked(call, headers)
    const { status, body } = response
    if (status >= 300) throw new Refused({ status, code: codeIn(body), waitMs: waitOf(response.retryAfter) })
    const told = call.headers.clone()
    told.set("content-type", "application/json")
    return { request: call, status, headers: told, bodyAsText: body }
  },
}

/** Not the built-in fetch: that takes four times the processor's time, which is a sixth of what a message costs. */
async function asked(call: Call, headers: Record<string, string>) {
  try {
    // It follows no redirect.
    const response = await request(call.url, {
      method: call.method,
      headers,
      signal: AbortSignal.timeout(limits.callTimeoutMs),
      ...(typeof call.body === "string" ? { body: call.body } : {}),
    })
    const body = await response.body.text()
    if (body.length > limits.answerBytesMax) throw new Lost("answer too large")
    return { status: response.statusCode, body, retryAfter: response.headers["retry-after"] }
  } catch (error) {
    throw error instanceof Lost ? error : new Lost(networkCode(error))
  }
}

const failure = z.object({ error: z.object({ code: z.string().max(100) }) })
/** Teams' own code of a refusal; "" where somebody in between answered. */
function codeIn(body: string): string {
  try {
    return failure.parse(JSON.parse(body)).error.code.replace(/[^\w.-]/g, "")
  } catch {
    return ""
  }
}

function waitOf(header: string | string[] | undefined): number {
  const seconds = /^\d{1,6}$/.test(String(header)) ? Number(header) : null
  return seconds === null ? 0 : Math.max(1, seconds) * 1_000
}

function networkCode(error: unknown): string {
  if (typeof error !== "object" || error === null) return ""
  if ("code" in error && typeof error.code === "string") return error.code
  if ("name" in error && error.name === "TimeoutError") return "timeout"
  return "cause" in error ? networkCode(error.cause) : ""
}
