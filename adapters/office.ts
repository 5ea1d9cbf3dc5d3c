import { languageOf } from "../src/app/handle.ts"
import { reportFor, reportOpened, roleOf } from "../src/app/office.ts"
import type { Running } from "../src/app/open.ts"
import type { Language } from "../src/domain/id.ts"
import type { Say } from "../src/view/words.ts"
import type { Office } from "./dashboard/office.ts"

/** The dashboard's questions, answered by the organisations that run here. */
export function openOffice(
  running: ReadonlyMap<string, Running>,
  words: () => Record<Language, Say>,
): Office {
  const orgOf = (id: string) => running.get(id)?.org
  return {
    async report({ org: id, person, period }) {
      const org = orgOf(id)
      const role = org && (await roleOf(org, person))
      const known = org?.directory.byId(person)
      if (!org || !role || !known) return null
      return { report: await reportFor(org, { period, for: role }), language: languageOf(org, known) }
    },
    async opened({ org: id, person, period, format }) {
      const org = orgOf(id)
      const as = org && (await roleOf(org, person))
      if (org && as) await reportOpened(org, { person, period, as, format })
    },
    async useUp({ org: id, link }) {
      const org = orgOf(id)
      if (!org) return false
      const cause = { hash: org.vault.hash(`link ${link}`), facts: {} }
      const used = { stream: "link", expect: "any" as const, events: [] }
      const committed = await org.store.commit({ at: org.clock.now(), cause, appends: [used], outbox: [] })
      return committed.type === "committed"
    },
    say: (language) => words()[language],
  }
}
