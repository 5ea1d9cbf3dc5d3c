/** Microsoft Teams, one tenant: activities come in at POST /api/messages, messages go out through the Bot Connector. */
import type { RequestListener } from "node:http"
import type { Hear, Log, Platform } from "../../src/app/ports.ts"
import type { Language } from "../../src/domain/id.ts"
import type { Settings } from "../config.ts"
import { type Edge, isLoopbackUrl } from "../http.ts"
import { answering, type LanguageFor } from "./answer.ts"
import { checkTeams } from "./check.ts"
import { openConnector } from "./connector.ts"
import { openDirectory } from "./directory.ts"
import { type Guard, type HandleActivity, openIngress } from "./ingress.ts"
import { type Notes, openInstalls } from "./installs.ts"
import { limits } from "./limits.ts"
import { sender } from "./send.ts"
import { keysReachable, tokenCheck } from "./tokens.ts"
import { type TeamsWords, teamsWords } from "./words.ts"

export type TeamsQuery = {
  settings: NonNullable<Settings["teams"]>
  /** Small durable state; asked for when first used. */
  notes: () => Notes
  /** Directory ids of the stewards. */
  stewards: ReadonlySet<string>
  edge: Edge
  log: Log
  language: Language
  /** Absent: only what Teams tells is known. */
  languageFor?: LanguageFor
  /** The bot came into a team, or out of one: who takes part is to be read again. */
  rosterChanged?: () => void
  /** Milliseconds since 1970 of the real clock: tokens know no rehearsals. */
  now?: () => number
  words?: TeamsWords
}
export type Teams = {
  platform: Platform
  tenantId: string
  /** Serves POST /api/messages. */
  listener: RequestListener
}

/** Where nobody signs there is no tenant either: the Agents Playground's people are an organisation of their own. */
const playground = "playground"

export async function openTeams(q: TeamsQuery): Promise<Teams> {
  const { app, openIdMetadata } = q.settings
  const loopbackServices = app === null || isLoopbackUrl(openIdMetadata)
  // A token of ours never goes to this machine itself, where tests listen.
  const connector = await openConnector({
    app: loopbackServices ? null : app,
    tenantId: app?.tenantId ?? null,
  })
  const installs = openInstalls(q.notes)
  const tenantId = app?.tenantId ?? null
  const directory = openDirectory({ connector, installs, tenantId, stewards: q.stewards, log: q.log })
  const chats = new Map<string, string>()
  const addressOf = directory.addressOf
  const send = sender({ connector, installs, addressOf, chats, loopbackServices })
  let hear: Hear | null = null
  const open = new Set<Promise<unknown>>()
  const handle = answering({
    connector,
    directory,
    installs,
    chats,
    send,
    words: q.words ?? teamsWords,
    language: q.language,
    languageFor: q.languageFor ?? ((_, told) => told),
    log: q.log,
    hear: () => hear,
    rosterChanged: q.rosterChanged ?? (() => {}),
  })
  const platform: Platform = {
    name: "teams",
    limits: { pace: limits.pace },
    send,
    roster: () => directory.roster(),
    rosterOf: "rooms",
    members: (place) => directory.members(place),
    check: () =>
      checkTeams({
        app,
        connector,
        installs,
        publicUrl: q.edge.publicUrl,
        keysReachable: () => keysReachable(openIdMetadata),
      }),
    async start(listener) {
      hear = listener
    },
    stop: () => settled(open),
  }
  const listener = openIngress({
    guard: guardOf(q, loopbackServices),
    handle: tracked(handle, { open, log: q.log }),
    log: q.log,
  })
  return { platform, tenantId: tenantId ?? playground, listener }
}

function guardOf(q: TeamsQuery, loopbackServices: boolean): Guard {
  const { app, openIdMetadata } = q.settings
  if (!app) return { type: "anonymous", edge: q.edge }
  const now = q.now ?? Date.now
  const check = tokenCheck({ appId: app.id, metadata: openIdMetadata, now })
  return { type: "signed", check, tenantId: app.tenantId, loopbackServices }
}

/** Remembers what is being answered, so that a stop can wait for it; a bug is told, and answered with a status. */
function tracked(handle: HandleActivity, q: { open: Set<Promise<unknown>>; log: Log }): HandleActivity {
  return (activity) => {
    const handled = handle(activity).catch((error: unknown) => {
      q.log.error("teams.fault", { via: activity.type }, error)
      return { status: 500 }
    })
    const entry = handled.finally(() => q.open.delete(entry))
    q.open.add(entry)
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
