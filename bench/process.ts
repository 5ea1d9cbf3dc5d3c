/** Programs that are measured run in processes of their own, as users run them. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("..", import.meta.url))
const ready = /is ready: (\S+)/

export type Program = {
  url: string
  readyMs: number
  residentMb(): number
  cpuMs(): number
  stop(): Promise<number>
}

/** Starts `file` and waits for its "is ready" line; with nothing of this machine's settings but what is given. */
export async function startProgram(file: string, env: Record<string, string>): Promise<Program> {
  const from = performance.now()
  const flags = process.env["BENCH_NODE_FLAGS"]?.split(" ") ?? []
  const child = spawn(process.execPath, [...flags, join(root, file)], {
    env: { PATH: process.env["PATH"] ?? "", HOME: tmpdir(), NODE_ENV: "test", ...env },
    // Without a .env of the checkout.
    cwd: env["DATA_DIR"] ?? tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
  })
  let said = ""
  child.stderr.on("data", (chunk) => {
    said += chunk
  })
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      said += chunk
      const found = ready.exec(said)
      if (found?.[1]) resolve(found[1])
    })
    child.once("exit", () => reject(new Error(`${file} ended before it was ready:\n${said}`)))
  })
  const readyMs = performance.now() - from
  const ended = once(child, "exit")
  return {
    url,
    readyMs,
    residentMb: () =>
      Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    cpuMs: () => {
      // utime and stime, in hundredths of a second.
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? []
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    async stop() {
      const stopping = performance.now()
      child.kill("SIGTERM")
      await ended
      return performance.now() - stopping
    },
  }
}

/** A folder that is gone afterwards. On the disk that holds the checkout, not in memory as /tmp may be. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(root, "bench", "data", "run-"))
  try {
    return await run(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
