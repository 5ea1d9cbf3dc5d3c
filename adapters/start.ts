/** Everything that is configured, in one process: settings -> content -> store -> platforms -> loops -> orderly stop. */
import type { Running } from "../src/app/open.ts"
import type { Log, Platform } from "../src/app/ports.ts"
import type { Catalogue } from "../src/domain/content.ts"
import type { Language } from "../src/domain/id.ts"
import { makeWords, type Say } from "../src/view/words.ts"
import { type Assembly, assemble } from "./assemble.ts"
import { startLoops } from "./clock.ts"
import type { Settings } from "./config.ts"
import { loadCatalogue, spellProblem } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"
import { about } from "./dashboard/about.ts"
import { front } from "./dashboard/front.ts"
import { dashboard } from "./dashboard/index.ts"
import { type DemoParts, openLivedDemo } from "./demo.ts"
import { openPages, operations, type Route, type Served, serve } from "./http.ts"
import { movableClock } from "./movable-clock.ts"
import { openOffice } from "./office.ts"
import { makeVault, readSecretKey, systemClock } from "./system.ts"

export type Started = { url: string; stop(): Promise<void> }

type Connected = {
  platform: Platform
  running: Running
  routes: Route[]
  pages: (app: ReturnType<typeof openPages>) => void
}

/** Rejects with a message for the operator where content, store or platform refuse. */
export async function start(q: {
  settings: Settings
  log: Log
  say: (line: string) => void
}): Promise<Started> {
  const { settings, log } = q
  const loaded = loadCatalogue(contentFolder)
  if (loaded.type === "problems") throw new Error(loaded.problems.map(spellProblem).join("\n"))
  let publicUrl = settings.publicUrl
  const clock = movableClock(systemClock(settings.clockStart))
  const vault = makeVault(settings.secretKey ?? readSecretKey(settings.dataDir))
  const parts: DemoParts = {
    settings,
    publicUrl: () => publicUrl,
    catalogue: loaded.catalogue,
    vault,
    clock,
    log,
  }
  const connected = settings.slack ? await connectSlack(parts) : await connectDemo(parts, q.say)
  const { running, platform } = connected
  const failed = (error: unknown) => log.error("request failed", {}, error)
  const pages = openPages({ failed })
  const edge = { publicUrl: settings.publicUrl, production: settings.production }
  const office = openOffice(new Map([[running.org.id, running]]), makeWords(loaded.catalogue.words))
  dashboard({
    office,
    vault,
    clock,
    publicUrl: () => publicUrl,
    language: settings.language,
    demo: running.org.demo,
    log,
  })(pages)
  operations(pages, {
    edge,
    bearer: null,
    ready: async () => Boolean(await running.org.board.upToDate()),
    metrics: async () => `draagvlak_ledger_position ${(await running.org.board.upToDate()).position}\n`,
  })
  about({ ...settings, say: office.say, demo: running.org.demo })(pages)
  connected.pages(pages)
  const served = await serve({
    host: settings.host,
    port: settings.port,
    routes: connected.routes,
    pages,
    failed,
  })
  publicUrl = settings.publicUrl.replace(/:0$/, `:${served.port}`)
  // Who runs the programme is known before the first word is heard.
  await running.syncRoster().catch((error) => log.error("roster not read", { org: running.org.id }, error))
  await platform.start(running.hear)
  const loops = startLoops({ running, log })
  return { url: publicUrl, stop: () => stop({ served, platform, running, loops }) }
}

function spoken(catalogue: Catalogue): (language: Language) => Say {
  const words = makeWords(catalogue.words)
  return (language) => words[language]
}

/** In this order: no new work, then what is under way, then the ledger. */
async function stop(q: {
  served: Served
  platform: Platform
  running: Running
  loops: { stop(): Promise<void> }
}): Promise<void> {
  await q.platform.stop()
  await q.loops.stop()
  await q.running.stop()
  await q.served.close()
  await q.running.org.store.close()
}

async function connectSlack(parts: Assembly): Promise<Connected> {
  const { settings, log, clock } = parts
  if (!settings.slack) throw new Error("Slack is not configured")
  const { openSlack } = await import("./slack/index.ts")
  const defaults = { language: settings.language, timeZone: settings.timeZone }
  const slack = await openSlack({ settings: settings.slack, clock, log, defaults })
  const stewards = stewardsOf(settings, slack.teamId)
  const running = await assemble(parts, {
    id: `slack:${slack.teamId}`,
    name: slack.teamName,
    demo: false,
    folder: `slack-${slack.teamId}`,
    platform: slack.platform,
    stewards,
  })
  return {
    platform: slack.platform,
    running,
    routes: slack.listener ? [{ path: "/slack/events", listener: slack.listener }] : [],
    pages: (app) => front({ say: spoken(parts.catalogue), language: settings.language })(app),
  }
}

/** Null: nobody was named, so the workspace's owners and admins run it. A name that fits nobody here must not let them in. */
function stewardsOf(settings: Settings, teamId: string): Set<string> | null {
  if (settings.stewards.length === 0) return null
  const here = settings.stewards.filter(
    (s) => s.platform === "slack" && (!s.key.includes("/") || s.key.startsWith(`${teamId}/`)),
  )
  if (here.length > 0) return new Set(here.map((s) => s.key.split("/").at(-1) ?? s.key))
  throw new Error(
    `STEWARDS names nobody of this Slack workspace (${teamId}): write slack:${teamId}/<member id>, or take STEWARDS away so that owners and admins run the programme`,
  )
}

/** Nothing configured: an invented organisation, lived through at the first start. */
async function connectDemo(parts: DemoParts, say: (line: string) => void): Promise<Connected> {
  const { running, web } = await openLivedDemo(parts, say)
  return { platform: web.platform, running, routes: [], pages: (app) => web.pages(app) }
}
