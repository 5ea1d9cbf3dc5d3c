/** Our Teams adapter against the fake Teams, over real HTTP with signed requests. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { openTeams } from "../../adapters/teams/index.ts"
import type { Hear, Log } from "../../src/app/ports.ts"
import {
  ana,
  appId,
  bot,
  channel,
  chatOf,
  type FakePerson,
  group,
  openFakeTeams,
  type TokenWish,
  team,
  tenant,
} from "./fake-teams.ts"

export type Told = { status: number; text: string }
export type TeamsWorld = Awaited<ReturnType<typeof openTeamsWorld>>
export type Where = "personal" | "channel" | "group"

/** Installed in one team, before anybody listens. `hear: null`: nobody listens yet. */
export async function openTeamsWorld(hear: Hear | null, q: { anonymous?: boolean } = {}) {
  const fake = await openFakeTeams()
  const logged: string[] = []
  const kept = new Map<string, unknown>()
  const open = () =>
    openTeams({
      settings: {
        app: q.anonymous ? null : { id: appId, password: "not-used-here", tenantId: tenant },
        openIdMetadata: fake.metadata,
      },
      notes: () => ({
        get: async (key) => structuredClone(kept.get(key)),
        put: async (key, value) => void kept.set(key, structuredClone(value)),
      }),
      stewards: new Set([ana.aad]),
      edge: { publicUrl: "http://localhost:3000", production: false },
      log: logInto(logged),
      language: "nl",
    })
  let teams = await open()
  const server = createServer((req, res) => teams.listener(req, res))
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/messages`

  async function post(body: string, headers: Record<string, string>): Promise<Told> {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    })
    return { status: response.status, text: await response.text() }
  }
  const signed = async (activity: object, wish: TokenWish = {}) =>
    post(JSON.stringify(activity), { authorization: `Bearer ${await fake.token(wish)}` })

  const world = {
    fake,
    url,
    logged,
    kept,
    post,
    signed,
    platform: () => teams.platform,
    activity: (more: object = {}) => base(fake.url, more),
    says: (q: Said) => signed(messageFrom(fake.url, q)),
    message: (q: Said) => messageFrom(fake.url, q),
    /** As after a restart: nothing is remembered but what was kept. */
    async restart(listen: Hear) {
      await teams.platform.stop()
      teams = await open()
      await teams.platform.start(listen)
    },
    async close() {
      await teams.platform.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await fake.close()
    },
  }
  await signed(base(fake.url, { type: "installationUpdate", action: "add", ...placeFields("channel", ana) }))
  await teams.platform.roster()
  if (hear) await teams.platform.start(hear)
  return world
}

export type Said = {
  who: FakePerson
  text: string
  where: Where
  id?: string
  more?: object
  mention?: boolean
}

let ids = 0
export function base(service: string, more: object = {}): Record<string, unknown> {
  return {
    type: "message",
    id: `act-${++ids}`,
    serviceUrl: service,
    channelId: "msteams",
    from: account(ana),
    recipient: bot,
    ...placeFields("personal", ana),
    locale: "en-GB",
    localTimezone: "Europe/Amsterdam",
    text: "help",
    ...more,
  }
}

export const account = (who: FakePerson) => ({ id: who.id, name: who.name, aadObjectId: who.aad })

export function messageFrom(service: string, q: Said): Record<string, unknown> {
  const mention = q.mention ?? q.where !== "personal"
  const at = `<at>${bot.name}</at>`
  return base(service, {
    from: account(q.who),
    ...placeFields(q.where, q.who),
    ...(q.id ? { id: q.id } : {}),
    text: mention ? `${at} ${q.text}` : q.text,
    entities: mention ? [{ type: "mention", text: at, mentioned: bot }] : [],
    ...q.more,
  })
}

/** A press of `Action.Execute` on the message `pressed`, with what the card's button carries. */
export function pressFrom(
  service: string,
  q: { who: FakePerson; where: Where; data: unknown; pressed: string; more?: object },
): Record<string, unknown> {
  const action = { type: "Action.Execute", verb: "draagvlak", data: q.data }
  return base(service, {
    from: account(q.who),
    ...placeFields(q.where, q.who),
    text: undefined,
    type: "invoke",
    name: "adaptiveCard/action",
    value: { action, trigger: "manual" },
    replyToId: q.pressed,
    ...q.more,
  })
}

export function placeFields(where: Where, who: FakePerson) {
  const tenantOnly = { tenant: { id: tenant } }
  if (where === "personal")
    return {
      conversation: { id: chatOf(who.id), conversationType: "personal", tenantId: tenant },
      channelData: tenantOnly,
    }
  if (where === "group")
    return {
      conversation: { id: group, conversationType: "groupChat", isGroup: true, tenantId: tenant },
      channelData: tenantOnly,
    }
  return {
    conversation: {
      id: `${channel.id};messageid=1`,
      conversationType: "channel",
      isGroup: true,
      tenantId: tenant,
    },
    channelData: { ...tenantOnly, team: { id: team }, channel: { id: channel.id } },
  }
}

function logInto(lines: string[]): Log {
  const write = (event: string, facts?: object, cause?: unknown) => {
    lines.push(`${event} ${JSON.stringify(facts ?? {})} ${cause instanceof Error ? cause.message : ""}`)
  }
  return { info: write, warn: write, error: write }
}
