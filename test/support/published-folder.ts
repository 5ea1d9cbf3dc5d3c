/** A DATA_DIR with one ledger of half a year, frozen as it was lived, and the commands on it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { commandContent } from "../../adapters/command-content.ts"
import { readSettings } from "../../adapters/config.ts"
import { correctCommand } from "../../adapters/correct-command.ts"
import { exportCommand } from "../../adapters/export-command.ts"
import { openLowdbStore } from "../../adapters/lowdb/index.ts"
import { readSecretKey } from "../../adapters/system.ts"
import type { Person, Store } from "../../src/app/ports.ts"
import { type Said, verifyAs } from "./forger.ts"
import { booksOn, freezeWeekly, halfYear, peopleOf, staff, writeLedger } from "./published.ts"

export type Data = {
  root: string
  dataDir: string
  ledger: string
  people: Person[]
  run(command: "export" | "verify" | "correct", ...args: string[]): Promise<Said>
  /** The clock of the commands, and their other settings. */
  env: Record<string, string>
  /** On the ledger's store, while no bot has it. */
  onStore<T>(use: (store: Store) => Promise<T>): Promise<T>
  end(): void
}

const commands = { export: exportCommand, correct: correctCommand }

/** Folders that were lived once, by how long. */
const lived = new Map<string, Promise<string>>()

/** Each its own copy. `to`: the last day on which something was frozen. */
export async function openData({ to = "2027-01-14" }: { to?: string } = {}): Promise<Data> {
  const root = mkdtempSync(join(tmpdir(), "published-"))
  const dataDir = join(root, "data")
  const ledger = join(dataDir, "slack-T01")
  const people = peopleOf(staff)
  const living = lived.get(to) ?? live(to)
  lived.set(to, living)
  cpSync(await living, ledger, { recursive: true })
  const env = { DATA_DIR: dataDir, DEFAULT_LANGUAGE: "en", CLOCK_START: "2027-01-14T10:00:00+01:00" }
  const onStore: Data["onStore"] = async (use) => {
    const store = await openLowdbStore({ folder: ledger })
    return use(store).finally(() => store.close())
  }
  readSecretKey(dataDir)
  return {
    root,
    dataDir,
    ledger,
    people,
    env,
    onStore,
    async run(command, ...args) {
      if (command === "verify") return verifyAs(args, env)
      const read = readSettings(env)
      if (read.type === "problems") throw new Error(read.problems.join("\n"))
      const lines: string[] = []
      const code = await commands[command](read.settings, args, (line) => lines.push(line))
      return { code, lines, said: lines.join("\n") }
    },
    end: () => rmSync(root, { recursive: true, force: true }),
  }
}

async function live(to: string): Promise<string> {
  // As the commands have it.
  const catalogue = commandContent(() => {})?.catalogue
  if (!catalogue) throw new Error("the content is broken")
  const folder = mkdtempSync(join(tmpdir(), "lived-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  const people = peopleOf(staff)
  const store = await openLowdbStore({ folder })
  await writeLedger(store, { people, happened: halfYear() })
  await freezeWeekly(booksOn(store, { people, catalogue }), { from: "2026-07-09", to })
  await store.close()
  return folder
}
