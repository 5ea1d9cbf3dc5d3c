/**
 * The way in: POST /api/messages. Whoever is not Microsoft, speaking for our tenant, is turned away with a status and
 * nothing else; what is taken is answered with what `handle` says.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http"
import type { Log } from "../../src/app/ports.ts"
import { type Edge, isLoopbackUrl, whyNotLoopback } from "../http.ts"
import { limits } from "./limits.ts"
import { type Activity, activity } from "./parse.ts"
import type { CheckToken, Signed } from "./tokens.ts"

/** What Teams is told: a status, and for presses a body. */
export type Told = { status: number; body?: object }
export type HandleActivity = (activity: Activity) => Promise<Told>

export type Guard =
  /** `loopbackServices`: in tests only, answers may go to this machine. */
  | { type: "signed"; check: CheckToken; tenantId: string; loopbackServices: boolean }
  /** The Agents Playground: nobody signs, so only this machine itself may speak. */
  | { type: "anonymous"; edge: Edge }

export function openIngress(q: { guard: Guard; handle: HandleActivity; log: Log }): RequestListener {
  const note = refusals(q.log)
  const turnAway = (res: ServerResponse, status: number, because: string) => {
    note(because)
    // The rest of the body is not read.
    if (!res.req.complete) res.setHeader("connection", "close")
    answer(res, { status })
  }
  return async (req, res) => {
    if (req.method !== "POST") return answer(res, { status: 405 }, { allow: "POST" })
    const signed = await whoSigned(q.guard, req)
    if (signed === "away") return answer(res, { status: 503 }, { "retry-after": "10" })
    if (typeof signed === "string") return turnAway(res, signed === "unsigned" ? 401 : 403, signed)
    const body = await readBody(req)
    if (body === "cut") return
    if (body === "large") return turnAway(res, 413, "large")
    const read = activity.safeParse(readJson(body))
    if (!read.success) return turnAway(res, 400, "malformed")
    const refusal = misfit(q.guard, read.data, signed)
    if (refusal) return turnAway(res, refusal === "service-mismatch" ? 401 : 403, refusal)
    answer(res, await q.handle(read.data))
  }
}

type Signature = Extract<Signed, { type: "signed" }> | { type: "nobody" }

async function whoSigned(
  guard: Guard,
  req: IncomingMessage,
): Promise<Signature | "unsigned" | "not-loopback" | "away"> {
  if (guard.type === "anonymous") return whyNotLoopback(guard.edge, req) ? "not-loopback" : { type: "nobody" }
  const signed = await guard.check(req.headers.authorization)
  if (signed.type === "refused") return "unsigned"
  return signed.type === "away" ? "away" : signed
}

/** Why an activity, though signed, is not for us. */
function misfit(guard: Guard, it: Activity, signed: Signature): string | null {
  if (guard.type === "anonymous") return isLoopbackUrl(it.serviceUrl) ? null : "service"
  if (signed.type !== "signed" || !sameAddress(signed.serviceUrl, it.serviceUrl)) return "service-mismatch"
  if (!isServiceAddress(it.serviceUrl, guard.loopbackServices)) return "service"
  if (it.channelId !== channel || !signed.channels.includes(channel)) return "channel"
  return tenantOf(it) === guard.tenantId.toLowerCase() ? null : "tenant"
}

const channel = "msteams"

/** Microsoft's own, for all clouds; see its documents on the Bot Connector's service address. */
const services = [
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
]

/** Where answers, with our token, may go. */
export function isServiceAddress(address: string, loopback: boolean): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.username || url.password) return false
  if (loopback && url.protocol === "http:") return isLoopbackUrl(address)
  return url.protocol === "https:" && url.port === "" && services.includes(url.hostname)
}

const sameAddress = (a: string, b: string) => a.replace(/\/+$/, "") === b.replace(/\/+$/, "")

const tenantOf = (it: Activity): string | undefined =>
  (it.conversation.tenantId ?? it.channelData?.tenant?.id)?.toLowerCase()

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** "cut": the sender went away. */
async function readBody(req: IncomingMessage): Promise<string | "large" | "cut"> {
  if (Number(req.headers["content-length"] ?? 0) > limits.bodyBytesMax) return "large"
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += part.length
      if (size > limits.bodyBytesMax) return "large"
      parts.push(part)
    }
  } catch {
    return "cut"
  }
  return Buffer.concat(parts).toString("utf8")
}

function answer(res: ServerResponse, { status, body }: Told, headers: Record<string, string> = {}): void {
  if (res.headersSent || res.destroyed) return
  const type = { "content-type": "application/json; charset=utf-8" }
  res.writeHead(status, body ? { ...type, ...headers } : headers).end(body ? JSON.stringify(body) : undefined)
}

/** Refusals as a count, one line per reason and minute: strangers must not be able to fill the log. */
function refusals(log: Log): (because: string) => void {
  const counts = new Map<string, { count: number; loggedAt: number }>()
  return (because) => {
    const known = counts.get(because) ?? { count: 0, loggedAt: Number.NEGATIVE_INFINITY }
    known.count += 1
    if (performance.now() - known.loggedAt >= limits.refusalsLoggedEveryMs) {
      log.warn("teams.turned-away", { because, count: known.count })
      Object.assign(known, { count: 0, loggedAt: performance.now() })
    }
    counts.set(because, known)
  }
}
