/** One HTTP server for everything: it dispatches by path before any body is read, so that each platform can check its own signature first. */
import { createHash, timingSafeEqual } from "node:crypto"
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { getRequestListener, type HttpBindings } from "@hono/node-server"
import { Hono, type MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"
import { icon, iconPath } from "./page/layout.ts"

/** Limits of the server; each is refused with the HTTP status beside it. */
export const limits = {
  /** 431 */
  headerBytesMax: 16 * 1024,
  /** 408 */
  headersTimeoutMs: 10_000,
  /** 408: headers and body together */
  requestTimeoutMs: 30_000,
  keepAliveMs: 5_000,
  /** 413. Slack's largest interaction payloads stay far below. */
  bodyBytesMax: 1_000_000,
  /** 413. Forms on our own pages. */
  pageBodyBytesMax: 64 * 1024,
  connectionsMax: 1_000,
  /** How long an orderly stop waits for answers that are under way. */
  drainMs: 5_000,
} as const

/** `path` ends with `/`: everything below it; else exactly that path. */
export type Route = { path: string; listener: RequestListener }
export type Pages = Hono<{ Bindings: HttpBindings }>
export type Served = { port: number; close(): Promise<void> }

/** Resolves when it listens; rejects where the port is taken. `failed` hears of every bug that reached the server. */
export async function serve(q: {
  host: string
  port: number
  routes: readonly Route[]
  pages: Pages
  failed: (error: unknown) => void
  limits?: Partial<Record<keyof typeof limits, number>>
}): Promise<Served> {
  const limit = { ...limits, ...q.limits }
  const pages: RequestListener = getRequestListener(q.pages.fetch)
  let closing = false
  const server = createServer(
    {
      maxHeaderSize: limit.headerBytesMax,
      headersTimeout: limit.headersTimeoutMs,
      requestTimeout: limit.requestTimeoutMs,
      keepAliveTimeout: limit.keepAliveMs,
      connectionsCheckingInterval: 1_000,
    },
    (req, res) => {
      if (closing) res.setHeader("connection", "close")
      res.once("close", () => closing && server.closeIdleConnections())
      if (!acceptBody(req, res, limit.bodyBytesMax)) return
      const listener = listenerFor(q.routes, req.url) ?? pages
      // A listener may be async: its rejection must end the answer and be told, never crash the process.
      Promise.resolve()
        .then(() => listener(req, res))
        .catch((error: unknown) => {
          q.failed(error)
          refuse(res, 500, "Internal error")
        })
    },
  )
  server.maxConnections = limit.connectionsMax
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject)
    server.listen(q.port, q.host, () => {
      server.off("error", reject)
      server.on("error", q.failed)
      resolve()
    })
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        closing = true
        const cut = setTimeout(() => server.closeAllConnections(), limit.drainMs)
        server.close(() => {
          clearTimeout(cut)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function listenerFor(routes: readonly Route[], url = ""): RequestListener | undefined {
  const path = url.split(/[?#]/, 1)[0] ?? ""
  return routes.find((r) => (r.path.endsWith("/") ? path.startsWith(r.path) : path === r.path))?.listener
}

/** Counts the body while it streams to whoever reads it; nothing is parsed or kept here. */
function acceptBody(req: IncomingMessage, res: ServerResponse, bytesMax: number): boolean {
  if (Number(req.headers["content-length"] ?? 0) > bytesMax) {
    res.setHeader("connection", "close")
    res.once("finish", () => req.destroy())
    refuse(res, 413, `Request body is larger than ${bytesMax} bytes`)
    return false
  }
  const push = req.push.bind(req)
  let seen = 0
  // Chunked bodies announce no length. Every chunk passes `push`; listening for data would start the stream before its reader does.
  req.push = (chunk, encoding) => {
    seen += chunk?.length ?? 0
    if (seen <= bytesMax) return push(chunk, encoding)
    // Cut without an answer: a reader that answers later on its own would throw on a second one.
    req.destroy()
    return false
  }
  return true
}

function refuse(res: ServerResponse, status: number, text: string): void {
  if (res.headersSent) return void res.destroy()
  res.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`)
}

/** Pages that are not there and pages that failed get a plain answer; `failed` hears of the latter. */
export function openPages(q: { failed: (error: unknown) => void }): Pages {
  const app: Pages = new Hono()
  app.notFound((c) => c.text("Not found. Niet gevonden.\n", 404))
  app.onError((error, c) => {
    q.failed(error)
    return c.text("Something went wrong here. Er ging hier iets mis.\n", 500)
  })
  app.use(
    bodyLimit({ maxSize: limits.pageBodyBytesMax, onError: (c) => c.text("Too large. Te groot.\n", 413) }),
  )
  app.get(iconPath, (c) =>
    c.body(icon, 200, { "content-type": "image/svg+xml", "cache-control": "max-age=86400" }),
  )
  return app
}

/**
 * `/healthz`: the process is up. `/readyz`: store and platforms are reachable, or why not, a line each.
 * `/metrics`: Prometheus text, on loopback or with the bearer token (null: there is none).
 */
export function operations(
  app: Pages,
  q: { edge: Edge; bearer: string | null; whyNot(): Promise<string[]>; metrics(): Promise<string> },
): void {
  app.get("/healthz", (c) => c.text("ok\n"))
  app.get("/readyz", async (c) => {
    const reasons = await q.whyNot().catch(() => ["it could not be found out: look at the log"])
    return reasons.length === 0 ? c.text("ready\n") : c.text(["not ready", ...reasons, ""].join("\n"), 503)
  })
  app.get("/metrics", async (c) => {
    const known = q.bearer !== null && sameText(c.req.header("authorization") ?? "", `Bearer ${q.bearer}`)
    const local = whyNotLoopback(q.edge, c.env?.incoming) === null
    if (!known && !local) return c.text("Only on loopback or with the bearer token.\n", 403)
    return c.text(await q.metrics(), 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" })
  })
}

/** Compares without telling by its time how much was right. */
function sameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

// ---------------------------------------------------------------- who may come in

/** What is allowed on loopback only is refused for all of these reasons; null: it is allowed. */
export type NotLoopback = "production" | "public-url" | "remote" | "host" | "forwarded"
export type Edge = { publicUrl: string; production: boolean }
/** The part of a Node request that tells where it came from. */
export type Caller = Pick<IncomingMessage, "headers"> & { socket: { remoteAddress?: string | undefined } }

/**
 * A tunnel or proxy ends on loopback, and a rebound DNS name points to it: so address alone proves nothing.
 * Also asked: a Host that names this machine, no trace of forwarding, a PUBLIC_URL on loopback, no production.
 */
export function whyNotLoopback(edge: Edge, caller: Caller | undefined): NotLoopback | null {
  if (edge.production) return "production"
  if (!isLoopbackUrl(edge.publicUrl)) return "public-url"
  if (!caller || !isLoopbackAddress(caller.socket.remoteAddress ?? "")) return "remote"
  if (!isLoopbackHost(caller.headers.host ?? "")) return "host"
  if (Object.keys(caller.headers).some((name) => forwarding.test(name))) return "forwarded"
  return null
}

const forwarding =
  /^(x-forwarded.*|forwarded|via|x-real-ip|x-client-ip|true-client-ip|x-original-.*|cf-.*|ngrok-.*|x-envoy-.*|x-tunnel-.*)$/

export function isLoopbackUrl(url: string): boolean {
  try {
    return isLoopbackHost(new URL(url).host)
  } catch {
    return false
  }
}

function isLoopbackAddress(address: string): boolean {
  return /^(::1|(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/i.test(address)
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})(:\d{1,5})?$/i.test(host)
}

/** Middleware of `whyNotLoopback`: 403 with the reason, before anything of the request is read. */
export function loopbackOnly(edge: Edge): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const because = whyNotLoopback(edge, c.env?.incoming)
    if (because) return c.text(`Only on this machine itself (${because}).\n`, 403)
    await next()
  }
}

/**
 * Did the page of another site send this form? Browsers say where a POST comes from: all send Origin, all since 2023 Sec-Fetch-Site.
 * Whatever they say must be us. A request that says nothing is no browser's, so there is nobody whose trust it could misuse.
 * `origin`: ours, `http://localhost:3000`.
 */
export function fromOtherSite(headers: Headers, origin: string): boolean {
  const site = headers.get("sec-fetch-site")
  if (site !== null && site !== "same-origin") return true
  const said = headers.get("origin")
  if (said !== null) return said !== origin
  const referer = headers.get("referer")
  return referer !== null && !referer.startsWith(`${origin}/`)
}
