/** What the ledgers say of how each organisation is set; nothing of what anybody did. */

import type { Reported } from "../src/app/organisation.ts"
import { rosterSize } from "../src/app/roster.ts"
import type { Catalogue, What } from "../src/domain/content.ts"
import { scopeOn } from "../src/domain/programme.ts"
import { localDate } from "../src/domain/time.ts"
import type { Settings } from "./config.ts"
import { ledgersIn, secretOf } from "./ledgers.ts"
import type { PackState } from "./pack/facts.ts"
import { openReported } from "./reported.ts"

/** None where nothing was started yet. */
export async function readPackStates(settings: Settings, catalogue: Catalogue): Promise<PackState[]> {
  const secret = secretOf(settings)
  if (secret === null) return []
  const states: PackState[] = []
  for (const folder of await ledgersIn(settings.dataDir)) {
    const reported = await openReported({ settings, secret, folder, catalogue })
    try {
      states.push(await stateOf(reported))
    } finally {
      await reported.store.close()
    }
  }
  return states
}

async function stateOf(org: Reported): Promise<PackState> {
  const { programme } = await org.board.upToDate()
  const today = localDate(org.clock.now(), org.settings.zone)
  const adviser = programme.adviser === null ? undefined : await org.store.texts.get(programme.adviser)
  return {
    organisation: org.name,
    demo: org.demo,
    scope: scopeOn(programme, today).type,
    counted: rosterSize(org, today),
    managers: programme.managers.size,
    council: programme.council.size,
    adviser: adviser?.text ?? null,
    paused: programme.paused,
    places: [...programme.places.values()].flatMap(({ place, yes }) => {
      const name = org.directory.placeById(place)?.name
      return name === undefined ? [] : [{ name, yes: Object.keys(yes) as What[] }]
    }),
  }
}
