/** From the command to "is ready", and the memory that takes, with the demo's quarter in the ledger: by itself, and behind Slack. */
import { renameSync } from "node:fs"
import { bot, openFakeSlack } from "../../test/support/fake-slack.ts"
import { type Case, type Outcome, round } from "../case.ts"
import { folderOf } from "../history.ts"
import { median, roundsMin } from "../measure.ts"
import { inFolder, startProgram } from "../process.ts"
import { signingSecret } from "../slack.ts"

export const start: Case = { name: "start", run: () => inFolder(measure) }

async function measure(folder: string): Promise<Outcome> {
  const web = { DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error" }
  // The first start lives through the quarter.
  await (await startProgram("adapters/main.ts", web)).stop()
  const demo = await starts(web)
  const fake = await openFakeSlack({ colleagues: 120 })
  // The ledger is of no platform: the same quarter, now a workspace's.
  renameSync(folderOf(folder, "demo"), folderOf(folder, `slack-${bot.team}`))
  const slack = await starts({
    ...web,
    SLACK_API_URL: fake.apiUrl,
    SLACK_BOT_TOKEN: bot.token,
    SLACK_SIGNING_SECRET: signingSecret,
  })
  await fake.close()
  return {
    lines: [],
    printed: {
      "start to ready with the rehearsed quarter, demo: ms (aim 1500)": round(median(demo.readyMs)),
      "start to ready with the rehearsed quarter, Slack: ms (aim 1500)": round(median(slack.readyMs)),
      "memory when ready, demo: MB (aim 200)": round(median(demo.residentMb)),
      "memory when ready, Slack: MB (aim 200)": round(median(slack.residentMb)),
      "orderly stop, Slack: ms (limit 10000)": round(median(slack.stopMs)),
    },
  }
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
