/** Everything that is configured, in one process: settings -> content -> store -> platforms -> loops -> orderly stop. */
import { performance } from "node:perf_hooks"
import { setTimeout as wait } from "node:timers/promises"
import type { Running } from "../src/app/open.ts"
import type { Log, Platform } from "../src/app/ports.ts"
import { type Assembly, assemble } from "./assemble.ts"
import { startLoops } from "./clock.ts"
import type { Settings } from "./config.ts"
import { connectTeams } from "./connect-teams.ts"
import { contentFolder } from "./content-folder.ts"
import { about } from "./dashboard/about.ts"
import { front } from "./dashboard/front.ts"
import { dashboard } from "./dashboard/index.ts"
import { type DemoParts, openLivedDemo } from "./demo.ts"
import { drawApart } from "./export/apart.ts"
import { openPages, operations, type Route, type Served, serve } from "./http.ts"
import { openContent } from "./living-content.ts"
import { makeMeter } from "./metrics.ts"
import { movableClock } from "./movable-clock.ts"
import { openOffice } from "./office.ts"
import { readiness } from "./readiness.ts"
import { stopInOrder, stopLimits } from "./stop.ts"
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
  const content = openContent(contentFolder, log)
  let publicUrl = settings.publicUrl
  const clock = movableClock(systemClock(settings.clockStart))
  const vault = makeVault(settings.secretKey ?? readSecretKey(settings.dataDir))
  const meter = makeMeter({
    elapsed: () => performance.now(),
    residentBytes: () => process.memoryUsage.rss(),
  })
  const parts: DemoParts = {
    settings,
    publicUrl: () => publicUrl,
    content,
    vault,
    clock,
    log,
    keeps: meter.keeps,
  }
  const connected = await connect(parts, q.say)
  const orgs = connected.map((c) => c.running)
  const demo = orgs.some((running) => running.org.demo)
  const failed = (error: unknown) => log.error("request failed", {}, error)
  const pages = openPages({ failed })
  const edge = { publicUrl: settings.publicUrl, production: settings.production }
  let starting = true
  const whyNot = readiness({
    orgs,
    elapsed: () => performance.now(),
    wait: (ms) => wait(ms, undefined, { ref: false }),
  })
  const office = openOffice(new Map(orgs.map((running) => [running.org.id, running])), content.words)
  const { language } = settings
  const write = drawApart({ messages: (of) => content.catalogue().words[of], log })
  dashboard({ office, vault, clock, publicUrl: () => publicUrl, language, write, demo, log })(pages)
  operations(pages, {
    edge,
    bearer: settings.metricsToken,
    // Whoever speaks before the platforms listen would get an apology.
    whyNot: async () => (starting ? ["starting: this takes a moment"] : whyNot()),
    metrics: () => meter.text(orgs),
  })
  about({ ...settings, say: office.say, demo })(pages)
  connected[0]?.pages(pages)
  const served = await serve({
    host: settings.host,
    port: settings.port,
    routes: connected.flatMap((c) => c.routes),
    pages,
    failed,
  })
  publicUrl = settings.publicUrl.replace(/:0$/, `:${served.port}`)
  for (const { platform, running } of connected) {
    // Who runs the programme is known before the first word is heard.
    await running.syncRoster().catch((error) => log.error("roster not read", { org: running.org.id }, error))
    await platform.start(meter.hears(running.org.id, running.hear))
  }
  starting = false
  const loops = [...orgs.map((running) => startLoops({ running, log })), content.watch()]
  return { url: publicUrl, stop: () => stop({ served, connected, loops, log }) }
}

/** Every platform that is configured, each an organisation of its own; else the demo. */
async function connect(parts: DemoParts, say: (line: string) => void): Promise<Connected[]> {
  const { slack, teams } = parts.settings
  const connected = [
    ...(slack ? [await connectSlack(parts)] : []),
    ...(teams ? [await connectedTeams(parts, teams)] : []),
  ]
  return connected.length > 0 ? connected : [await connectDemo(parts, say)]
}

/** In this order: no new work, then what is under way, then the ledger. */
async function stop(q: {
  served: Served
  connected: readonly Connected[]
  loops: readonly { stop(): Promise<void> }[]
  log: Log
}): Promise<void> {
  const { served, connected, loops, log } = q
  const each = <T>(all: readonly T[], end: (one: T) => Promise<void>) => ended(all.map(end))
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, stopLimits.allMs - stopLimits.lastMs)
  })
  await stopInOrder({
    steps: [
      { name: "platforms", run: () => each(connected, (c) => c.platform.stop()) },
      { name: "loops", run: () => each(loops, (loop) => loop.stop()) },
      { name: "deliveries", run: () => each(connected, (c) => c.running.stop()) },
      { name: "server", run: () => served.close() },
    ],
    last: { name: "ledgers", run: () => each(connected, (c) => c.running.org.store.close()) },
    over,
    log,
  })
  clearTimeout(timer)
}

/** Waits for all, also where one fails; then that is told. */
async function ended(all: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(all)).find((one) => one.status === "rejected")
  if (failed) throw failed.reason
}

async function connectSlack(parts: Assembly): Promise<Connected> {
  const { settings, log } = parts
  if (!settings.slack) throw new Error("Slack is not configured")
  const { openSlack } = await import("./slack/index.ts")
  const defaults = { language: settings.language, timeZone: settings.timeZone }
  // Slack is asked by real time: CLOCK_START does not move it.
  const slack = await openSlack({ settings: settings.slack, clock: systemClock(null), log, defaults })
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
    pages: frontPage(parts),
  }
}

/** Null: nobody was named, so the workspace's owners and admins run it. A name that fits nobody here must not let them in. */
function stewardsOf(settings: Settings, teamId: string): Set<string> | null {
  if (!settings.stewards.some((s) => s.platform !== "teams")) return null
  const here = settings.stewards.filter(
    (s) => s.platform === "slack" && (!s.key.includes("/") || s.key.startsWith(`${teamId}/`)),
  )
  if (here.length > 0) return new Set(here.map((s) => s.key.split("/").at(-1) ?? s.key))
  throw new Error(
    `STEWARDS names nobody of this Slack workspace (${teamId}): write slack:${teamId}/<member id>, or take STEWARDS away so that owners and admins run the programme`,
  )
}

async function connectedTeams(parts: Assembly, settings: NonNullable<Settings["teams"]>): Promise<Connected> {
  const { teams, running } = await connectTeams(parts, settings)
  const routes = [{ path: "/api/messages", listener: teams.listener }]
  return { platform: teams.platform, running, routes, pages: frontPage(parts) }
}

const frontPage = ({ content, settings }: Assembly) =>
  front({ say: (language) => content.words()[language], language: settings.language })

/** Nothing configured: an invented organisation, lived through at the first start. */
async function connectDemo(parts: DemoParts, say: (line: string) => void): Promise<Connected> {
  const { running, web } = await openLivedDemo(parts, say)
  return { platform: web.platform, running, routes: [], pages: (app) => web.pages(app) }
}
