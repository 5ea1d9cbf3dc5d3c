/** What the doctor asks of Microsoft: a token for our registration, the keys by which its messages are known. It never listens. */

import type { Settings } from "./config.ts"
import { teamsStewards } from "./connect-teams.ts"
import { type Finding, note, ok, wrong } from "./doctor-finding.ts"
import { makeLog } from "./system.ts"

export async function checkTeams(settings: Settings): Promise<Finding[]> {
  if (!settings.teams) return []
  const { openTeams } = await import("./teams/index.ts")
  const stewards = teamsStewards(settings)
  const { platform } = await openTeams({
    settings: settings.teams,
    // The ledger may be in use: where the bot is installed stands in it, and is not asked here.
    notes: () => ({ get: async () => undefined, put: async () => {} }),
    stewards,
    edge: { publicUrl: settings.publicUrl, production: settings.production },
    log: makeLog({ level: "silent", pretty: false }),
    language: settings.language,
  })
  const checks = (await platform.check()).filter((check) => check.name !== "Teams installed")
  return [
    ...checks.map(({ name, ok: isOk, facts, todo }) =>
      isOk ? ok(name, facts) : wrong(name, facts, todo ?? "look at the settings that begin with MICROSOFT_"),
    ),
    note(
      "Teams people",
      `${stewards.size} named in STEWARDS; who is in its teams Teams tells only once the bot is in one`,
    ),
  ]
}
