/** One organisation as its ledger in DATA_DIR stands at this moment, for commands that only read. */
import { join } from "node:path"
import { keepBoard } from "../src/app/board.ts"
import { openDirectory } from "../src/app/directory.ts"
import type { Reported } from "../src/app/organisation.ts"
import type { Store } from "../src/app/ports.ts"
import type { FrozenPeriod } from "../src/report/freeze.ts"
import { makeTally } from "../src/report/tally.ts"
import type { Settings } from "./config.ts"
import { demoFolder } from "./demo.ts"
import { demo } from "./desk.ts"
import { openCopy } from "./lowdb/backup.ts"
import { makeVault, systemClock, systemIds } from "./system.ts"

/** Also while the bot runs: a copy in memory, which nothing is written to. To be closed by its store. */
export async function openReported(q: {
  settings: Settings
  secret: string
  folder: string
  catalogue: ReturnType<Reported["catalogue"]>
}): Promise<Reported> {
  const { settings, catalogue } = q
  const store = await openCopy(join(settings.dataDir, q.folder))
  const { language, timeZone: zone, minGroup, retentionDays } = settings
  const clock = systemClock(settings.clockStart)
  const isDemo = q.folder === demoFolder
  return {
    name: isDemo ? demo.name : ((await nameInEditions(store)) ?? idOf(q.folder)),
    demo: isDemo,
    store,
    clock,
    catalogue: () => catalogue,
    board: keepBoard(store, () => makeTally({ zone })),
    directory: await openDirectory({
      store,
      ids: systemIds(),
      vault: makeVault(q.secret),
      now: () => clock.now(),
    }),
    settings: { language, zone, minGroup, retentionDays },
    ...(q.folder.startsWith("teams-") ? { platform: { rosterOf: "rooms" as const } } : {}),
  }
}

/** What the organisation is called only the platform knows, which is not asked here; a frozen period has kept it. */
async function nameInEditions(store: Store): Promise<string | null> {
  const kept = (await store.snapshots.all()) as [string, FrozenPeriod][]
  const editions = kept.filter(([key]) => key.startsWith("period/")).flatMap(([, { editions }]) => editions)
  const newest = editions.reduce<(typeof editions)[number] | null>(
    (last, edition) => (last === null || edition.at > last.at ? edition : last),
    null,
  )
  return newest?.report.organisation ?? null
}

/** `slack-T01` is `slack:T01`. */
export function idOf(folder: string): string {
  return folder === demoFolder ? demo.id : folder.replace("-", ":")
}
