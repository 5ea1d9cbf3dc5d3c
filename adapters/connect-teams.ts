/** Teams and its organisation: its own ledger, beside that of any other platform. */
import type { Running } from "../src/app/open.ts"
import { type Assembly, assemble } from "./assemble.ts"
import type { Settings } from "./config.ts"
import type { Teams } from "./teams/index.ts"

export async function connectTeams(
  parts: Assembly,
  teamsSettings: NonNullable<Settings["teams"]>,
): Promise<{ teams: Teams; running: Running }> {
  const { settings, log } = parts
  const { openTeams } = await import("./teams/index.ts")
  let running: Running | null = null
  const stewards = teamsStewards(settings)
  const teams = await openTeams({
    settings: teamsSettings,
    notes: () => {
      if (!running) throw new Error("Teams has no ledger yet")
      return running.org.store.snapshots
    },
    stewards,
    edge: { publicUrl: settings.publicUrl, production: settings.production },
    log,
    language: settings.language,
    languageFor(key, told) {
      const person = running?.org.directory.find(key)
      return person?.choices.language ?? told ?? person?.language ?? null
    },
    rosterChanged: () => {
      running
        ?.syncRoster()
        .catch((error) => log.error("roster not read", { org: running?.org.id ?? "" }, error))
    },
  })
  running = await assemble(parts, {
    id: `teams:${teams.tenantId}`,
    // Without more permissions Teams does not tell what the tenant is called.
    name: "Teams",
    demo: false,
    folder: `teams-${teams.tenantId}`,
    platform: teams.platform,
    stewards,
  })
  return { teams, running }
}

/** Directory ids; the settings have seen to it that they are of this tenant. */
export function teamsStewards(settings: Settings): Set<string> {
  const named = settings.stewards.filter((s) => s.platform === "teams")
  return new Set(named.map((s) => s.key.split("/").at(-1) as string))
}
