/** Slack, one workspace by token: over HTTP, or by Socket Mode where an app-level token is set. */
import type { RequestListener } from "node:http"
import type { Clock, Hear, Log, Platform } from "../../src/app/ports.ts"
import type { Language } from "../../src/domain/id.ts"
import type { Settings } from "../config.ts"
import { answering } from "./answer.ts"
import { checkReach, checkSlack } from "./check.ts"
import { type Client, clientOptions, type Heartbeat, openClient } from "./client.ts"
import { openDirectory } from "./directory.ts"
import { limits } from "./limits.ts"
import { type Handle, openIngress } from "./receiver.ts"
import { codeOf, sender } from "./send.ts"
import { type SlackWords, slackWords } from "./words.ts"

export type SlackQuery = {
  settings: NonNullable<Settings["slack"]>
  clock: Clock
  log: Log
  defaults: { language: Language; timeZone: string }
  words?: SlackWords
}
export type Slack = {
  platform: Platform
  teamId: string
  teamName: string
  /** Serves POST /slack/events; null in Socket Mode. */
  listener: RequestListener | null
}

/** Asks Slack who we are; rejects with what to do where Slack does not know us. */
export async function openSlack(q: SlackQuery): Promise<Slack> {
  const heartbeat: Heartbeat = { last: null }
  const options = clientOptions({
    apiUrl: q.settings.apiUrl,
    log: q.log,
    heartbeat,
    now: () => q.clock.now(),
  })
  const client = openClient({ token: q.settings.botToken, options })
  const self = await introduce(client)
  const directory = openDirectory(client, self.teamId)
  let hear: Hear | null = null
  const open = new Set<Promise<unknown>>()
  const handle = answering({
    home: { teamId: self.teamId, botUserId: self.botUserId },
    client,
    directory,
    words: q.words ?? slackWords,
    language: q.defaults.language,
    log: q.log,
    hear: () => hear,
  })
  const ingress = openIngress({
    signingSecret: q.settings.signingSecret,
    appToken: q.settings.appToken,
    bot: { botToken: q.settings.botToken, botId: self.botId, botUserId: self.botUserId },
    options,
    now: () => q.clock.now(),
    log: q.log,
    handle: tracked(handle, open),
  })
  const platform: Platform = {
    name: "slack",
    limits: { pace: limits.pace },
    commandPrefix: { nl: "/mvo ", en: "/csr " },
    send: sender(client),
    roster: () => directory.roster(),
    members: (place) => directory.members(place),
    reachable: async () => (await checkReach({ client, heartbeat })).checks,
    check: () => checkSlack({ client, heartbeat, appToken: q.settings.appToken, options }),
    async start(listener) {
      hear = listener
      await ingress.start()
    },
    async stop() {
      // In this order: over Socket Mode what is being answered still needs its line.
      await settled(open)
      await ingress.stop()
    },
  }
  return { platform, teamId: self.teamId, teamName: self.teamName, listener: ingress.listener }
}

/** Remembers what is being answered, so that a stop can wait for it. */
function tracked(handle: Handle, open: Set<Promise<unknown>>): Handle {
  return (request) => {
    const handled = handle(request)
    const entry = handled.catch(() => {}).finally(() => open.delete(entry))
    open.add(entry)
    return handled
  }
}

async function settled(open: Set<Promise<unknown>>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limits.stopMs)
  })
  await Promise.race([Promise.all(open), patience])
  clearTimeout(timer)
}

async function introduce(client: Client) {
  const self = await client.auth.test().catch((error: unknown) => {
    const code = codeOf(error)
    throw new Error(
      code
        ? `Slack does not accept SLACK_BOT_TOKEN (${code}): copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions of your Slack app; if it is right, install the app in the workspace again`
        : "Slack cannot be reached: check this machine's network and SLACK_API_URL",
      { cause: error },
    )
  })
  if (!self.team_id || !self.user_id) throw new Error("Slack's auth.test answered without a team or a user")
  return {
    teamId: self.team_id,
    teamName: self.team ?? self.team_id,
    botUserId: self.user_id,
    botId: self.bot_id ?? "",
  }
}
