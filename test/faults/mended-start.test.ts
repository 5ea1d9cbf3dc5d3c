/** A start that would go wrong says so, and leaves everything as it was. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { readSettings } from "../../adapters/config.ts"
import { openLowdbStore } from "../../adapters/lowdb/index.ts"
import { type Started, start } from "../../adapters/start.ts"
import { bot, openFakeSlack } from "../support/fake-slack.ts"
import { logInto, signingSecret } from "../support/slack-world.ts"

let folder: string
let slack: Awaited<ReturnType<typeof openFakeSlack>>
let started: Started | null
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "start-"))
  slack = await openFakeSlack()
  started = null
})
afterEach(async () => {
  await started?.stop()
  await slack.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As an operator starts it; gives what it says where it refuses. */
async function startWith(env: Record<string, string>): Promise<string> {
  const read = readSettings({
    DATA_DIR: folder,
    PORT: "0",
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: bot.token,
    SLACK_SIGNING_SECRET: signingSecret,
    ...env,
  })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  try {
    started = await start({ settings: read.settings, log: logInto([]), say: () => {} })
    return "started"
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const ledger = () => join(folder, `slack-${bot.team}`)
const now = Date.UTC(2026, 10, 27, 14)
async function ledgerUpTo(at: number): Promise<void> {
  const store = await openLowdbStore({ folder: ledger() })
  for (const [i, when] of [at - 60_000, at].entries())
    await store.commit({
      at: when,
      cause: null,
      appends: [{ stream: "programme", expect: i, events: [{ type: "programme.paused", by: "somebody12" }] }],
      outbox: [],
    })
  await store.close()
}

describe("STEWARDS", () => {
  it.for(["slack:T99/UANA", "slack:T99/UANA,slack:T98/UBEN"])(
    "that name nobody of this workspace open no door: %s",
    async (stewards) => {
      const said = await startWith({ STEWARDS: stewards })
      expect(said).toContain("STEWARDS names nobody of this Slack workspace (T01)")
      expect(said).toContain("write slack:T01/<member id>")
    },
  )

  it.for(["slack:UBEN", "slack:T01/UBEN", "slack:T99/UANA,slack:T01/UBEN"])(
    "that name somebody of this workspace start it: %s",
    async (stewards) => {
      expect(await startWith({ STEWARDS: stewards })).toBe("started")
    },
  )
})

describe("CLOCK_START", () => {
  it("before the ledger's last event is refused, with what to do, and the folder is free again", async () => {
    await ledgerUpTo(now)
    const said = await startWith({ CLOCK_START: new Date(now - 1000).toISOString() })
    expect(said).toContain("CLOCK_START lies before the ledger's last event (2026-11-27T14:00:00.000Z)")
    expect(said).toContain("set DATA_DIR to an empty folder")
    const store = await openLowdbStore({ folder: ledger() })
    expect(await store.since(0, 10)).toHaveLength(2)
    await store.close()
  })

  it("at the ledger's last event, or in an empty folder, starts", async () => {
    expect(await startWith({ CLOCK_START: new Date(now - 1000).toISOString() })).toBe("started")
    await started?.stop()
    await ledgerUpTo(now)
    expect(await startWith({ CLOCK_START: new Date(now).toISOString() })).toBe("started")
  })
})
