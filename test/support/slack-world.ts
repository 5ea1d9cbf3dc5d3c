/** Our Slack adapter against the fake Slack, over real HTTP with signed requests. */
import { createHmac, randomUUID } from "node:crypto"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { openSlack } from "../../adapters/slack/index.ts"
import type { Hear, Log } from "../../src/app/ports.ts"
import { bot, openFakeSlack } from "./fake-slack.ts"

export const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"
export type Posted = { status: number; text: string; headers: Headers; ms: number }
type Sign = { secret?: string; ageSeconds?: number; headers?: Record<string, string> }

export type SlackWorld = Awaited<ReturnType<typeof openSlackWorld>>

export async function openSlackWorld(hear: Hear) {
  const fake = await openFakeSlack()
  const logged: string[] = []
  const slack = await openSlack({
    settings: { botToken: bot.token, signingSecret, appToken: null, apiUrl: fake.apiUrl },
    clock: { now: () => Date.now() },
    log: logInto(logged),
    defaults: { language: "nl", timeZone: "Europe/Amsterdam" },
  })
  await slack.platform.start(hear)
  if (!slack.listener) throw new Error("no listener over HTTP")
  const server = createServer(slack.listener)
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`

  async function post(raw: string, type: string, sign: Sign = {}): Promise<Posted> {
    const timestamp = String(Math.floor(Date.now() / 1000) - (sign.ageSeconds ?? 0))
    const mac = createHmac("sha256", sign.secret ?? signingSecret).update(`v0:${timestamp}:${raw}`)
    const from = performance.now()
    const response = await fetch(url, {
      method: "POST",
      body: raw,
      headers: {
        "content-type": type,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${mac.digest("hex")}`,
        ...sign.headers,
      },
    })
    const text = await response.text()
    return { status: response.status, text, headers: response.headers, ms: performance.now() - from }
  }
  return {
    fake,
    slack,
    url,
    /** Every line that went to the log, with its facts. */
    logged,
    post,
    command: (fields: Record<string, string>, sign?: Sign) =>
      post(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded", sign),
    press: (payload: object, sign?: Sign) =>
      post(
        new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
        "application/x-www-form-urlencoded",
        sign,
      ),
    event: (payload: object, sign?: Sign) => post(JSON.stringify(payload), "application/json", sign),
    async close() {
      await slack.platform.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await fake.close()
    },
  }
}

/** A signed command as `fetch` takes it. */
export function signed(fields: Record<string, string>) {
  const body = new URLSearchParams(fields).toString()
  const timestamp = String(Math.floor(Date.now() / 1000))
  const mac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex")
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": `v0=${mac}`,
  }
  return { method: "POST", body, headers }
}

export function logInto(lines: string[]): Log {
  const line =
    (level: string) =>
    (event: string, facts: Record<string, unknown> = {}, cause?: unknown) => {
      lines.push(`${level} ${event} ${JSON.stringify(facts)} ${cause instanceof Error ? cause.message : ""}`)
    }
  return { info: line("info"), warn: line("warn"), error: line("error") }
}

/** What Slack sends; ids are new each time. */
export function commandOf(q: { user: string; text: string; responseUrl?: string; command?: string }) {
  return {
    command: q.command ?? "/csr",
    text: entities(q.text),
    user_id: q.user,
    team_id: bot.team,
    channel_id: "CTEAM",
    channel_name: "team",
    trigger_id: randomUUID(),
    ...(q.responseUrl ? { response_url: q.responseUrl } : {}),
  }
}

export function messageEvent(q: { user: string; text: string; channel?: string }) {
  const channel = q.channel ?? `D${q.user}`
  const personal = channel.startsWith("D")
  return {
    type: "event_callback",
    event_id: `Ev${randomUUID()}`,
    team_id: bot.team,
    event: {
      type: personal ? "message" : "app_mention",
      ...(personal ? { channel_type: "im" } : {}),
      user: q.user,
      text: personal ? entities(q.text) : `<@${bot.id}> ${entities(q.text)}`,
      channel,
      ts: "1700000000.000001",
    },
  }
}

export function pressOf(q: {
  user: string
  value: string
  responseUrl: string
  private: boolean
  actionId?: string
  team?: string
  state?: object
}) {
  return {
    type: "block_actions",
    user: { id: q.user, team_id: q.team ?? bot.team },
    team: { id: bot.team },
    trigger_id: randomUUID(),
    response_url: q.responseUrl,
    channel: { id: "CTEAM", name: "team" },
    container: { type: "message", message_ts: "1700000000.000009", is_ephemeral: q.private },
    actions: [
      { action_id: q.actionId ?? "say.1", type: "button", value: q.value, action_ts: "1700000000.1" },
    ],
    ...(q.state ? { state: { values: q.state } } : {}),
  }
}

const entities = (text: string) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")
