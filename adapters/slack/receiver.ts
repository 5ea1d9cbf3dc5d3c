/**
 * Bolt's two receivers, with acknowledging as we want it: commands and presses with the answer, events only after
 * what they changed is durable, so that Slack delivers again what we could not keep.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"
import { App, HTTPModuleFunctions, HTTPReceiver, type Logger, SocketModeReceiver } from "@slack/bolt"
import type { Log } from "../../src/app/ports.ts"
import { type ClientOptions, quietLogger } from "./client.ts"
import { limits } from "./limits.ts"
import { genuine, type IsGenuine } from "./signature.ts"

/** "again": not kept, Slack should deliver it once more. "unreadable": it never will be. */
export type Handled = "kept" | "again" | "unreadable"
/** Hears one request and answers it. `ack` is null for events: they are acknowledged here, once they are kept. */
export type Handle = (request: {
  body: unknown
  retry: number
  ack: ((answer?: object) => Promise<void>) | null
}) => Promise<Handled>

export type Ingress = {
  /** Null in Socket Mode. */
  listener: RequestListener | null
  start(): Promise<void>
  stop(): Promise<void>
}
type ReceiverEvent = Parameters<App["processEvent"]>[0]
type Inner = { init(app: { processEvent(event: ReceiverEvent): Promise<void> }): void }

/** The request is authentic and none that we can read; Bolt would keep it waiting for 3 s. */
class Malformed extends Error {}
/** Our own failure: not acknowledged, so that Slack delivers again. */
class Withheld extends Error {}

export function openIngress(q: {
  signingSecret: string | null
  appToken: string | null
  bot: { botToken: string; botId: string; botUserId: string }
  options: ClientOptions
  now: () => number
  log: Log
  handle: Handle
}): Ingress {
  const logger = quietLogger(q.log)
  const base = { bot: q.bot, options: q.options, logger, handle: q.handle }
  if (q.appToken) {
    const receiver = new SocketModeReceiver({
      appToken: q.appToken,
      logger,
      // Only this client may try again: opening a connection does nothing twice.
      installerOptions: {
        clientOptions: { ...q.options, rejectRateLimitedCalls: false, retryConfig: patiently },
      },
      processEventErrorHandler: async ({ error }) => error instanceof Malformed,
    })
    connect(receiver as unknown as Inner, receiver, base)
    return { listener: null, ...socket(receiver, q.log) }
  }
  if (!q.signingSecret) {
    throw new Error(
      "SLACK_SIGNING_SECRET is missing: copy it from Basic Information of your Slack app, or set SLACK_APP_TOKEN for Socket Mode",
    )
  }
  const receiver = new HTTPReceiver({
    signingSecret: q.signingSecret,
    // Ours comes before this, before anything of the body is looked at: `listening` below.
    signatureVerification: false,
    endpoints: [endpoint],
    bodyLimit: limits.bodyBytesMax,
    logger,
    processEventErrorHandler: async ({ error, response }) => {
      if (error instanceof Malformed && !response.headersSent) response.setHeader("x-slack-no-retry", "1")
      end(response, error instanceof Malformed ? 400 : 503)
      return true
    },
    unhandledRequestHandler: ({ response }) => end(response, 503),
  })
  connect(receiver as unknown as Inner, receiver, base)
  const listener = listening(receiver, {
    isGenuine: genuine({ signingSecret: q.signingSecret, now: q.now }),
    log: q.log,
  })
  return { listener, start: async () => {}, stop: async () => {} }
}

const patiently = { retries: 100, factor: 1.3, maxTimeout: 60_000 }

function socket(receiver: SocketModeReceiver, log: Log): Pick<Ingress, "start" | "stop"> {
  const { client } = receiver
  const open = client.start.bind(client)
  return {
    async start() {
      await open()
      // Socket Mode's own reconnecting lets a refusal (a revoked token) end the whole process.
      client.start = () =>
        open().catch((error: unknown) => {
          log.error("slack.disconnected", { todo: "check SLACK_APP_TOKEN, then restart" }, error)
          return new Promise<never>(() => {})
        })
    },
    stop: async () => void (await receiver.stop()),
  }
}

/** A Bolt app that hands all it understands to `handle`, behind the receiver given. */
function connect(
  inner: Inner,
  receiver: HTTPReceiver | SocketModeReceiver,
  q: { bot: Record<string, string>; options: ClientOptions; logger: Logger; handle: Handle },
): void {
  const app = new App({
    receiver,
    authorize: async () => q.bot,
    clientOptions: q.options,
    logger: q.logger,
    ignoreSelf: false,
    convoStore: false,
  })
  app.use(async (args) => {
    const outcome = args.context["outcome"] as { handled: Handled | null }
    const ack = "ack" in args ? (args.ack as (answer?: object) => Promise<void>) : null
    outcome.handled = "again"
    outcome.handled = await q.handle({ body: args.body, retry: args.context.retryNum ?? 0, ack })
  })
  // The app has given itself to the receiver; from here on we stand in between.
  inner.init({ processEvent: (event) => acknowledging(app, event) })
}

async function acknowledging(app: App, event: ReceiverEvent): Promise<void> {
  const isEvent = event.body["event"] !== undefined
  // Stays null where Bolt cannot tell what the request is, and hands it to nobody.
  const outcome: { handled: Handled | null } = { handled: null }
  let acknowledged = false
  const processed = app.processEvent({
    ...event,
    customProperties: { ...event.customProperties, outcome },
    ack: async (answer) => {
      // Bolt acknowledges an event before it is heard; ours follows below.
      if (isEvent || acknowledged) return
      acknowledged = true
      await event.ack(answer)
    },
  })
  await processed.catch((error: unknown) => {
    if (outcome.handled !== null) throw error
  })
  if (acknowledged) return
  if (outcome.handled === null || outcome.handled === "unreadable") throw new Malformed()
  if (outcome.handled === "again") throw new Withheld()
  await event.ack()
}

const endpoint = "/slack/events"

/** Bolt's listener for our one HTTP server: other paths 404, other methods 405, too much 413, not Slack's 401. */
function listening(receiver: HTTPReceiver, q: { isGenuine: IsGenuine; log: Log }): RequestListener {
  return async (request, response) => {
    try {
      if (request.url?.split("?", 1)[0] !== endpoint) return end(response, 404)
      if (request.method !== "POST") return end(response, 405)
      const { rawBody: body } = await HTTPModuleFunctions.bufferIncomingMessage(request, limits.bodyBytesMax)
      if (!q.isGenuine({ headers: request.headers, body })) {
        if (isSslCheck(body)) return end(response, 200)
        q.log.warn("slack.unverified")
        return end(response, 401)
      }
      // Bolt 5.1 reads a property of the parsed body without looking: a body of `null` would end the process.
      if (/^\s*(payload=)?\s*null\s*$/.test(body.toString("latin1"))) return end(response, 400)
      receiver.requestListener(request, response)
    } catch (error) {
      end(response, statusOf(error), request)
    }
  }
}

const sslCheckBytesMax = 2_000

/** Slack asks without a signature whether somebody is there. Nothing else that such a request says is read. */
function isSslCheck(body: Buffer): boolean {
  if (body.length > sslCheckBytesMax) return false
  return new URLSearchParams(body.toString("utf8")).get("ssl_check") === "1"
}

function statusOf(error: unknown): number {
  if (typeof error === "object" && error !== null && "type" in error) {
    return error.type === "entity.too.large" ? 413 : 400
  }
  return 404
}

function end(response: ServerResponse, status: number, unread?: IncomingMessage): void {
  if (!response.headersSent) response.writeHead(status, unread ? { connection: "close" } : {})
  response.end()
  unread?.resume()
}
