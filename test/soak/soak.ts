/**
 * The whole bot as an operator starts it, under mixed load for as long as wished: memory, handles and files as a series.
 * `npm run soak -- --minutes 60` draws docs/soak.svg. Needs Linux, whose /proc tells the measures.
 */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { chanceOf } from "../../adapters/rehearse/chance.ts"
import { freePort, startProgram, until } from "../e2e/support/programs.ts"
import { bot, openFakeSlack } from "../support/fake-slack.ts"
import { makeAccount } from "./account.ts"
import { makeLoad } from "./load.ts"
import { drawSeries, type Sample } from "./picture.ts"

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
/** Between two samples, and between two things that somebody says. */
const sampleMs = 5000
const sayMs = 50
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    to: { type: "string", default: path("../../docs/soak.svg") },
  },
})
const endMs = Number(values.minutes) * 60_000

const fake = await openFakeSlack()
const folder = await mkdtemp(join(tmpdir(), "soak-"))
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const signingSecret = "8f742231b10e8888abcd99yyyzzz85a5"
const program = startProgram({
  path: process.execPath,
  // V8 tells of each full collection what it kept.
  words: ["--trace-gc", path("../../adapters/main.ts"), "start"],
  env: {
    PORT: String(port),
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    DATA_DIR: folder,
    SLACK_BOT_TOKEN: bot.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: fake.apiUrl,
    LOG_LEVEL: "error",
  },
})
await until(
  { what: "the bot to be ready", within: 60_000, known: program.printed },
  async () => (await fetch(`${url}/readyz`)).ok,
)
const account = makeAccount(makeLoad({ url, signingSecret, fake, chance: chanceOf(1, "soak") }))
const samples: Sample[] = []
const begun = performance.now()

const saying = setInterval(() => void account.say(), sayMs)
const sampling = setInterval(() => {
  void sample().then((one) => {
    samples.push(one)
    if (samples.length % 12 === 0) process.stdout.write(`${JSON.stringify(one)}\n`)
  })
}, sampleMs)
const over = Promise.withResolvers<void>()
setTimeout(() => over.resolve(), endMs)
await over.promise
clearInterval(saying)
clearInterval(sampling)
samples.push(await sample())
await program.stop()
await fake.close()
await rm(folder, { recursive: true, force: true })
const { counts, unanswered } = account
const about = `${counts.said} things said in ${values.minutes} minutes, ${unanswered.length} without an answer`
await writeFile(values.to, drawSeries(samples, about))
const said = program
  .printed()
  .split("\n")
  .filter((words) => !/ms: (Scavenge|Mark-Compact)/.test(words))
const missing = unanswered.map((one) => `without an answer: ${JSON.stringify(one)}`)
process.stdout.write(
  [
    about,
    `${counts.answered} answered, ${counts.again} times an event was delivered again`,
    ...missing,
    trend(),
    ...said,
  ].join("\n"),
)

async function sample(): Promise<Sample> {
  const proc = `/proc/${program.child.pid}`
  const status = await readFile(`${proc}/status`, "utf8")
  const { files, bytes } = await sizeOf(folder)
  return {
    minute: (performance.now() - begun) / 60_000,
    keptMiB: keptMiB(),
    memoryMiB: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024,
    handles: (await readdir(`${proc}/fd`)).length,
    files,
    ledgerMiB: bytes / 2 ** 20,
    said: account.counts.said,
    slowestMs: account.slowestMs(),
  }
}

/** Of the heap, after the last full collection: what the bot itself holds, without what V8 has not yet cleared away. Zero before the first. */
function keptMiB(): number {
  const collections = [...program.printed().matchAll(/Mark-Compact.*?-> ([\d.]+) /g)]
  return Number(collections.at(-1)?.[1] ?? 0)
}

async function sizeOf(root: string): Promise<{ files: number; bytes: number }> {
  const names = await readdir(root, { recursive: true })
  const all = await Promise.all(names.map((name) => stat(join(root, name)).catch(() => null)))
  const files = all.filter((one) => one?.isFile())
  return { files: files.length, bytes: files.reduce((sum, one) => sum + (one?.size ?? 0), 0) }
}

/** The second half against the quarter before it: what still grows after it has warmed up. */
function trend(): string {
  const mean = (from: number, to: number, of: (s: Sample) => number) => {
    const part = samples.slice(Math.floor(from * samples.length), Math.ceil(to * samples.length)).map(of)
    return (part.reduce((a, b) => a + b, 0) / part.length).toFixed(1)
  }
  const line = (name: string, of: (s: Sample) => number) =>
    `${name}: ${[0, 1, 2, 3].map((i) => mean(i / 4, (i + 1) / 4, of)).join(" · ")}`
  return [
    "Means of the four quarters",
    line("heap after a full collection, MiB", (s) => s.keptMiB),
    line("memory of the process, MiB", (s) => s.memoryMiB),
    line("handles", (s) => s.handles),
    line("files", (s) => s.files),
    line("slowest answer in 5 s, ms", (s) => s.slowestMs),
  ].join("\n")
}
