/** The invented organisation: on the web platform, in a folder of its own. */
import type { Running } from "../src/app/open.ts"
import { type Assembly, assemble } from "./assemble.ts"
import { demo, demoCast, openDesk } from "./desk.ts"
import type { MovableClock } from "./movable-clock.ts"
import type { Cast } from "./rehearse/rehearse.ts"
import { systemIds } from "./system.ts"
import { openWeb, type Web } from "./web/index.ts"

/** Its folder under DATA_DIR. */
export const demoFolder = "demo"
/** Colleagues, where nothing else is asked for. */
export const demoPeople = 120

export type DemoParts = Assembly & { clock: MovableClock }
export type Demo = { running: Running; web: Web; cast: Cast }

/** Opens it as it stands; empty at the first time. */
export async function openDemo(parts: DemoParts, people = demoPeople): Promise<Demo> {
  const { settings, catalogue, clock, log } = parts
  const known: { running: Running | null } = { running: null }
  const desk = openDesk({
    people,
    catalogue,
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
      folder: demoFolder,
      platform: web.platform,
      stewards: new Set([demo.steward]),
    },
  )
  known.running = running
  return { running, web, cast: demoCast(people) }
}
