/** One organisation on its own ledger, with the machine's clock, chance and secrets. */
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { setTimeout as wait } from "node:timers/promises"
import { openOrganisation, type Running } from "../src/app/open.ts"
import type { Clock, Log, Platform, Recorded, Store, Vault } from "../src/app/ports.ts"
import type { Instant } from "../src/domain/id.ts"
import type { Settings } from "./config.ts"
import { reportLink, tokenLimits } from "./dashboard/tokens.ts"
import type { LivingContent } from "./living-content.ts"
import { openLowdbStore } from "./lowdb/index.ts"
import { openRosterFile } from "./roster-file.ts"
import { openServerNotes } from "./server-notes.ts"
import { systemIds } from "./system.ts"

export type Assembly = {
  settings: Settings
  /** Where people reach us; known for certain only once the server listens. */
  publicUrl: () => string
  content: LivingContent
  vault: Vault
  clock: Clock
  /** Time that a rehearsal jumped over: it spaces messages as if it had passed. */
  skippedMs?: () => number
  log: Log
  /** What stands between the application and its store; absent: nothing. */
  keeps?: (org: string, store: Store) => Store
}

export async function assemble(
  q: Assembly,
  which: {
    id: string
    name: string
    demo: boolean
    folder: string
    platform: Platform
    stewards: Set<string> | null
  },
): Promise<Running> {
  const { settings, content, vault, clock, log } = q
  const ids = systemIds()
  const opened = await openLowdbStore({
    folder: join(settings.dataDir, which.folder),
    hashOf: (person) => vault.hash(`person ${person.key}`),
  })
  const store = q.keeps?.(which.id, opened) ?? opened
  try {
    if (settings.clockStart !== null) await refuseToGoBack(store, clock.now())
  } catch (error) {
    await store.close()
    throw error
  }
  const running: Running = await openOrganisation({
    id: which.id,
    name: which.name,
    demo: which.demo,
    platform: which.platform,
    stewards: which.stewards,
    store,
    vault,
    clock,
    ids,
    log,
    elapsed: () => performance.now() + (q.skippedMs?.() ?? 0),
    wait: (ms) => wait(ms),
    catalogue: content.catalogue,
    words: content.words,
    contentProblems: content.problems,
    hasRosterFile: settings.rosterFile !== null,
    ...(settings.rosterFile === null
      ? {}
      : { rosterList: openRosterFile({ path: settings.rosterFile, log }) }),
    serverNotes: openServerNotes({ folder: join(settings.dataDir, which.folder), log }),
    reportLink: ({ person, period, now }) => ({
      href: reportLink({
        vault,
        publicUrl: q.publicUrl(),
        org: which.id,
        person,
        period,
        now,
        id: ids.next(16),
      }),
      minutes: tokenLimits.linkMs / 60_000,
    }),
    wake: () => {
      running.deliver().catch((error) => log.error("delivering failed", { org: which.id }, error))
    },
    settings: {
      language: settings.language,
      zone: settings.timeZone,
      minGroup: settings.minGroup,
      retentionDays: settings.retentionDays,
    },
  })
  return running
}

/** Events read at once. */
const pageSize = 1000

/** A clock before the ledger's last event would write a past that never was: figures of weeks that are over would change. */
async function refuseToGoBack(store: Store, now: Instant): Promise<void> {
  let last: Recorded | undefined
  for (;;) {
    const page = await store.since(last?.position ?? 0, pageSize)
    last = page.at(-1) ?? last
    if (page.length < pageSize) break
  }
  if (last && last.at > now)
    throw new Error(
      `CLOCK_START lies before the ledger's last event (${new Date(last.at).toISOString()}): set it later than that, take it out, or set DATA_DIR to an empty folder`,
    )
}
