/** The real programs that the end-to-end tests drive, where they are. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { dirname, join } from "node:path"

/** A Slack for tests that others wrote; it exists for Linux on x64. Null elsewhere. */
export const localSlackProgram: string | null = inPackage("local-slack-linux-x64", "bin/local-slack")

/** Microsoft's page that plays Teams. Null where it is not installed. */
export const playgroundProgram: string | null = inPackage("@microsoft/m365agentsplayground", "cli.js")

export const chromiumProgram: string | null =
  ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path)) ?? null

/** Why tests with these are skipped, for their names; "" where all is there. */
export const missingPrograms: string = [
  ...(localSlackProgram ? [] : ["local-slack is not installed"]),
  ...(chromiumProgram ? [] : ["chromium is not installed"]),
].join(", ")

function inPackage(name: string, path: string): string | null {
  try {
    const found = join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path)
    return existsSync(found) ? found : null
  } catch {
    return null
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

export type Program = {
  child: ChildProcess
  /** All that it printed so far. */
  printed(): string
  stop(signal?: NodeJS.Signals): Promise<void>
}

export function startProgram(q: {
  path: string
  words: string[]
  env?: Record<string, string>
  folder?: string
}): Program {
  let printed = ""
  const child = spawn(q.path, q.words, {
    stdio: ["ignore", "pipe", "pipe"],
    ...(q.folder ? { cwd: q.folder } : {}),
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...q.env },
  })
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (part: Buffer) => {
      printed += part.toString("utf8")
    })
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  return {
    child,
    printed: () => printed,
    async stop(signal = "SIGTERM") {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await ended
    },
  }
}

/** Asks until the answer is there; says what was waited for, and what else is known, where it never comes. */
export async function until<T>(
  q: { what: string; within?: number; known?: () => string },
  ask: () => Promise<T | null | undefined | false>,
): Promise<T> {
  const end = performance.now() + (q.within ?? 20_000)
  while (performance.now() < end) {
    const answer = await ask().catch(() => null)
    if (answer) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`waited in vain for ${q.what}${q.known ? `\n${q.known()}` : ""}`)
}
