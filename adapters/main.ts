/** The composition root: one command of the line each. */
import { existsSync } from "node:fs"
import { readSettings, type Settings } from "./config.ts"
import { makeLog } from "./system.ts"

const commands = [
  "start",
  "doctor",
  "content check [folder]",
  "content coverage [folder]",
  "rehearse --weeks 12 --people 120",
  "report --period 2026-Q4 --format pdf",
  "privacy pack --out folder",
  "backup --out folder",
  "restore --from folder",
  "export --out folder",
  "verify folder [--against]",
  "roster check [file]",
  'correct --period 2026-W47 --because "…"',
]
const say = (line: string) => void process.stdout.write(`${line}\n`)
/** Beside a file that goes to stdout. */
const tell = (line: string) => void process.stderr.write(`${line}\n`)
const print = (bytes: Uint8Array) =>
  new Promise<void>((resolve, reject) =>
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())),
  )

async function main(argv: string[]): Promise<number> {
  const [command = "start", ...rest] = argv
  if (command === "content" && rest[0] === "check")
    return (await import("./check-content.ts")).checkContent(rest[1] ?? null, { today: today() })
  if (command === "content" && rest[0] === "coverage")
    return (await import("./check-content.ts")).printCoverage(rest[1] ?? null)
  if (!commands.some((one) => one.split(" ")[0] === command) || command === "content") {
    process.stderr.write(`There is no "${command}". What there is: ${commands.join(" · ")}\n`)
    return 2
  }
  if (existsSync(".env")) process.loadEnvFile(".env")
  const read = readSettings(process.env)
  // Whoever checks a folder that was handed over has no settings to get right.
  if (command === "verify")
    return (await import("./verify-command.ts")).verifyCommand(
      { settings: read, env: process.env },
      rest,
      say,
    )
  if (command === "roster")
    return (await import("./roster-command.ts")).rosterCommand(
      { settings: read, env: process.env },
      rest,
      say,
    )
  if (read.type === "problems") {
    process.stderr.write(`${read.problems.map((p) => `- ${p}`).join("\n")}\n`)
    return 1
  }
  if (command === "doctor") return (await import("./doctor.ts")).doctor(read.settings)
  if (command === "rehearse")
    return (await import("./rehearse-command.ts")).rehearseCommand(read.settings, rest)
  if (command === "report")
    return (await import("./report-command.ts")).reportCommand(read.settings, rest, { say: tell, print })
  if (command === "privacy")
    return (await import("./pack-command.ts")).privacyCommand(read.settings, rest, { say, now: Date.now() })
  if (command === "backup") return (await import("./backup.ts")).backupCommand(read.settings, rest, say)
  if (command === "restore") return (await import("./backup.ts")).restoreCommand(read.settings, rest, say)
  if (command === "export")
    return (await import("./export-command.ts")).exportCommand(read.settings, rest, say)
  if (command === "correct")
    return (await import("./correct-command.ts")).correctCommand(read.settings, rest, say)
  return startAndStay(read.settings)
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

async function startAndStay(settings: Settings): Promise<number> {
  const log = makeLog({ level: settings.logLevel, pretty: process.stderr.isTTY })
  const { start } = await import("./start.ts")
  const started = await start({ settings, log, say })
  say(`Draagvlak is ready: ${started.url}`)
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve)
    process.once("SIGTERM", resolve)
  })
  await started.stop()
  // What holds the process a moment later (a peer that does not hang up) is nobody's work any more.
  setTimeout(() => process.exit(0), 500).unref()
  return 0
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  },
)
