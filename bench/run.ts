/** `npm run bench`: every case, a table on stdout, `bench/latest.json` as CONTRACT.md has it. `npm run bench -- slack` runs those whose name says so. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { cpus, loadavg, totalmem } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { type Case, type Line, type Printed, spreadMax } from "./case.ts"
import { actionCost } from "./cases/action-cost.ts"
import { adversary } from "./cases/adversary.ts"
import { burst } from "./cases/burst.ts"
import { fanOut } from "./cases/fan-out.ts"
import { ledgerRate } from "./cases/ledger-rate.ts"
import { report } from "./cases/report.ts"
import { slackCommand } from "./cases/slack-command.ts"
import { start } from "./cases/start.ts"
import { teamsMessage } from "./cases/teams.ts"
import { root } from "./process.ts"

const cases: Case[] = [
  slackCommand,
  teamsMessage,
  actionCost,
  ledgerRate,
  burst,
  report,
  start,
  fanOut,
  adversary,
]

const [wanted = "", ...words] = process.argv.slice(2)
const isWanted = ({ name, apart }: Case) =>
  apart ? name === wanted : name.toLowerCase().includes(wanted.toLowerCase())
const data = join(root, "bench", "data")
const say = (line = "") => void process.stdout.write(`${line}\n`)
const lines: Line[] = []
const printed: Printed = {
  date: new Date().toISOString().slice(0, 10),
  "load average at the start": loadavg()
    .map((load) => load.toFixed(1))
    .join(" "),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`,
}

mkdirSync(data, { recursive: true })
try {
  for (const one of cases.filter(isWanted)) {
    const from = performance.now()
    const outcome = await one.run(words, say)
    const seconds = ((performance.now() - from) / 1000).toFixed(0)
    if ("notMeasured" in outcome) {
      say(`not measured here: ${one.name}: ${outcome.notMeasured}`)
      printed[`not measured: ${one.name}`] = outcome.notMeasured
      continue
    }
    say(`${one.name}: measured in ${seconds} s`)
    lines.push(...outcome.lines)
    Object.assign(printed, outcome.printed)
  }
} finally {
  rmSync(data, { recursive: true, force: true })
}

say()
say("| case | ratio | floor | A/A spread | target | |")
say("|---|---|---|---|---|---|")
for (const { name, ratio, floor, spread, target, met } of lines)
  say(
    `| ${name} | ${ratio} | ${floor} | ± ${(spread * 100).toFixed(1)} % | ${target} | ${met ? "met" : "missed"}${spread > spreadMax ? ", too noisy to rely on" : ""} |`,
  )
say()
for (const [name, value] of Object.entries(printed)) say(`${name}: ${value}`)
if (!wanted)
  writeFileSync(join(root, "bench", "latest.json"), `${JSON.stringify({ cases: lines, printed }, null, 2)}\n`)
