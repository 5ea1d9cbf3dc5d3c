import { type Logger, LogLevel, webApi } from "@slack/bolt"
import type { Log } from "../../src/app/ports.ts"
import { limits } from "./limits.ts"

export type Client = webApi.WebClient
export type ClientOptions = webApi.WebClientOptions
/** When the last answer was written by Slack's clock, and when it came by ours. */
export type Heartbeat = { last: { theirs: number; ours: number } | null }

/** A Web API client that never retries by itself: what was perhaps sent must not be sent again. */
export function openClient(q: { token: string; options: ClientOptions }): Client {
  return new webApi.WebClient(q.token, q.options)
}

export function clientOptions(q: { apiUrl: string; log: Log; heartbeat: Heartbeat; now: () => number }) {
  const options: ClientOptions = {
    slackApiUrl: q.apiUrl.endsWith("/") ? q.apiUrl : `${q.apiUrl}/`,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: limits.callTimeoutMs,
    logger: quietLogger(q.log),
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      const theirs = Date.parse(response.headers.get("date") ?? "")
      if (Number.isFinite(theirs)) q.heartbeat.last = { theirs, ours: q.now() }
      return response
    },
  }
  return options
}

/** What the libraries say that we know, by its beginning. Nothing else of it is logged: it may hold what people wrote. */
const known: [string, string][] = [
  ["Malformed request body", "malformed request"],
  ["Request body exceeded", "oversized request"],
  ["An incoming event was not acknowledged", "not acknowledged in time"],
  ["An unhandled error occurred", "fault while hearing"],
  ["Authorization of incoming event", "not authorized"],
  ["Could not determine the type", "unknown kind of request"],
  ["Failed to retrieve a new WSS URL", "no Socket Mode address"],
  ["WebSocket error", "Socket Mode connection"],
  ["A pong wasn't received", "Socket Mode went quiet"],
  ["http request failed", "Web API call failed"],
  ["Failed to send a message", "Socket Mode not connected"],
]

/** Bolt's and the client's log lines as event names of ours. */
export function quietLogger(log: Log): Logger {
  const what = (said: unknown[]) => ({
    what: known.find(([start]) => String(said[0]).startsWith(start))?.[1] ?? "other",
  })
  return {
    debug: () => {},
    info: () => {},
    warn: (...said: unknown[]) => log.warn("slack.library", what(said)),
    error: (...said: unknown[]) => log.error("slack.library", what(said)),
    setLevel: () => {},
    setName: () => {},
    getLevel: () => LogLevel.WARN,
  }
}
