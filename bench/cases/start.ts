/** From the command to "is ready", and the memory that takes, with the demo's quarter in the ledger: by itself, behind Slack, and behind both. */
import { cpSync, renameSync } from "node:fs"
import { bot, openFakeSlack } from "../../test/support/fake-slack.ts"
import { tenant as tenantId } from "../../test/support/fake-teams.ts"
import { openCaller, type Ready } from "../caller.ts"
import { type Case, type Outcome, round } from "../case.ts"
import { folderOf } from "../history.ts"
import { median, roundsMin } from "../measure.ts"
import { inFolder, startProgram } from "../process.ts"
import { signingSecret } from "../slack.ts"
import { openTenant } from "../teams.ts"

const colleagues = 120

export const start: Case = { name: "start", run: () => inFolder(measure) }

async function measure(folder: string): Promise<Outcome> {
  const web = { DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error" }
  // The first start lives through the quarter.
  await (await startProgram("adapters/main.ts", web)).stop()
  const demo = await starts(web)
  const fake = await openFakeSlack({ colleagues })
  const tenant = await openTenant(colleagues)
  // The ledger is of no platform: the same quarter, now a workspace's and a tenant's.
  renameSync(folderOf(folder, "demo"), folderOf(folder, `slack-${bot.team}`))
  cpSync(folderOf(folder, `slack-${bot.team}`), folderOf(folder, `teams-${tenantId}`), { recursive: true })
  const slackAlone = {
    ...web,
    SLACK_API_URL: fake.apiUrl,
    SLACK_BOT_TOKEN: bot.token,
    SLACK_SIGNING_SECRET: signingSecret,
  }
  const both = { ...slackAlone, ...tenant.settings }
  const slack = await starts(slackAlone)
  await lettingIn(both, tenant.installs())
  const two = await starts(both)
  await Promise.all([fake.close(), tenant.fake.close()])
  return { lines: [], printed: told({ demo, Slack: slack, "Slack and Teams": two }) }
}

type Starts = Awaited<ReturnType<typeof starts>>

function told(all: Record<string, Starts>): Outcome["printed"] {
  const lines = Object.entries(all).map(([name, { readyMs, residentMb, stopMs }]) => [
    [`start to ready with the rehearsed quarter, ${name}: ms (aim 1500)`, round(median(readyMs))],
    [`memory when ready, ${name}: MB (aim 200)`, round(median(residentMb))],
    [`orderly stop, ${name}: ms (limit 10000)`, round(median(stopMs))],
  ])
  return Object.fromEntries(lines.flat())
}

/** The bot comes into the team, so that from now on a start reads who is in it. */
async function lettingIn(env: Record<string, string>, installs: Ready) {
  const program = await startProgram("adapters/main.ts", env)
  const caller = openCaller(new URL("/api/messages", program.url), 1)
  await caller.all([installs])
  caller.close()
  await program.stop()
}

async function starts(env: Record<string, string>) {
  const found = { readyMs: [] as number[], residentMb: [] as number[], stopMs: [] as number[] }
  for (let i = 0; i < roundsMin; i++) {
    const program = await startProgram("adapters/main.ts", env)
    found.readyMs.push(program.readyMs)
    found.residentMb.push(program.residentMb())
    found.stopMs.push(await program.stop())
  }
  return found
}
