/** The whole bot as a process of its own, as an operator would start it. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { freePort, startProgram, until } from "./programs.ts"

const main = fileURLToPath(new URL("../../../adapters/main.ts", import.meta.url))

export type Bot = Awaited<ReturnType<typeof startBot>>

/** `env` comes on top of an empty data folder, a free port and loopback. `folder`: an existing data folder. */
export async function startBot(q: { env: Record<string, string>; port?: number; folder?: string }) {
  const port = q.port ?? (await freePort())
  const folder = q.folder ?? (await mkdtemp(join(tmpdir(), "draagvlak-bot-")))
  const url = `http://127.0.0.1:${port}`
  const program = startProgram({
    path: process.execPath,
    words: [main, "start"],
    env: { PORT: String(port), HOST: "127.0.0.1", PUBLIC_URL: url, DATA_DIR: folder, ...q.env },
  })
  await until({ what: "the bot to be ready", within: 60_000, known: program.printed }, async () => {
    if (program.child.exitCode !== null) throw new Error(`the bot ended: ${program.printed()}`)
    return (await fetch(`${url}/readyz`)).ok
  })
  return {
    url,
    port,
    folder,
    /** What it logged so far. */
    logged: program.printed,
    stop: (signal?: NodeJS.Signals) => program.stop(signal),
    async close() {
      await program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
