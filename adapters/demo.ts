/** The invented organisation: on the web platform, in a folder of its own. */
import { existsSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { Running } from "../src/app/open.ts"
import { type Assembly, assemble } from "./assemble.ts"
import { demo, demoCast, openDesk } from "./desk.ts"
import type { MovableClock } from "./movable-clock.ts"
import { type RehearsalWish, rehearseDemo, weeksOfTheDemo } from "./rehearse/demo.ts"
import type { Cast, Lived } from "./rehearse/rehearse.ts"
import { systemIds } from "./system.ts"
import { openWeb, type Web } from "./web/index.ts"

/** Its folder under DATA_DIR. */
export const demoFolder = "demo"
/** Where it lives through its weeks: a start that is cut off must not leave half of them as the demo. */
const unfinishedFolder = "demo-unfinished"
/** Colleagues, where nothing else is asked for. */
export const demoPeople = 120

export type DemoParts = Assembly & { clock: MovableClock }
export type Demo = { running: Running; web: Web; cast: Cast }

/** Lived through at the first start, then as it stands. */
export async function openLivedDemo(parts: DemoParts, say: (line: string) => void): Promise<Demo> {
  const weeks = weeksOfTheDemo(parts.clock.now(), parts.settings.timeZone)
  if (!existsSync(join(parts.settings.dataDir, demoFolder))) await liveDemo(parts, { say, weeks })
  const opened = await openDemo(parts, { folder: demoFolder })
  // Somebody made the folder and nothing in it.
  if (await isEmpty(opened)) await rehearseDemo({ ...opened, clock: parts.clock, say, weeks })
  return opened
}

/** Makes the demo's folder, all of it or none. `after` may look at what was lived before it closes. */
export async function liveDemo(
  parts: DemoParts,
  wish: RehearsalWish & { people?: number; after?: (running: Running, lived: Lived) => Promise<void> },
): Promise<void> {
  const { dataDir } = parts.settings
  const unfinished = join(dataDir, unfinishedFolder)
  const { people = demoPeople } = wish
  const open = () => openDemo(parts, { folder: unfinishedFolder, people })
  let opened = await open()
  if (!(await isEmpty(opened))) {
    // A former start was cut off.
    await opened.running.org.store.close()
    rmSync(unfinished, { recursive: true })
    opened = await open()
  }
  try {
    const { running, cast } = opened
    const lived = await rehearseDemo({ ...wish, running, clock: parts.clock, cast })
    await wish.after?.(running, lived)
  } finally {
    await opened.running.org.store.close()
  }
  renameSync(unfinished, join(dataDir, demoFolder))
}

async function isEmpty({ running }: Demo): Promise<boolean> {
  return (await running.org.board.upToDate()).position === 0
}

async function openDemo(parts: DemoParts, q: { folder: string; people?: number }): Promise<Demo> {
  const { settings, content, clock, log } = parts
  const { people = demoPeople } = q
  const known: { running: Running | null } = { running: null }
  const desk = openDesk({
    people,
    words: content.words,
    language: settings.language,
    timeZone: settings.timeZone,
    running: () => known.running,
    now: () => clock.now(),
  })
  const web = openWeb({
    demo: desk,
    ids: systemIds(),
    edge: { publicUrl: settings.publicUrl, production: settings.production },
    failed: (error) => log.error("page failed", {}, error),
  })
  const running = await assemble(
    { ...parts, skippedMs: clock.skippedMs },
    {
      id: demo.id,
      name: demo.name,
      demo: true,
      folder: q.folder,
      platform: web.platform,
      stewards: new Set([demo.steward]),
    },
  )
  known.running = running
  return { running, web, cast: demoCast(people) }
}
