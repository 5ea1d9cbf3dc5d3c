import type { LocalDate } from "../../domain/id.ts"
import { nextPeriod, periodOf } from "../../domain/period.ts"
import { type Scope, scopeOn } from "../../domain/programme.ts"
import { isRefusal, type Refusal, refuse } from "../../domain/refusal.ts"
import { localDate, startOfDay } from "../../domain/time.ts"
import type { Card, Rich } from "../../view/card.ts"
import { settingsCard } from "../../view/programme-card.ts"
import { day } from "../../view/words.ts"
import type { CommandOf } from "../grammar.ts"
import type { Asked } from "../organisation.ts"
import { rosterSize, syncRoster } from "../roster.ts"
import { change } from "../steer.ts"

/** Longest name of an adviser, in characters. */
const adviserMax = 120

export const settings = {
  settings: (asked: Asked) => show(asked, null),

  "settings.scope": async (asked: Asked, { scope }: CommandOf<"settings.scope">): Promise<Card | Refusal> => {
    const chosen = scopeOf(asked, scope)
    if (isRefusal(chosen)) return chosen
    const from = holdsFrom(asked)
    const done = await change(asked, { type: "scope.set", scope: chosen, from, by: asked.person.id })
    // On the first day it holds at once; else the day's roster brings it.
    if (from === localDate(asked.now, asked.org.settings.zone)) await countAnew(asked)
    const { look } = asked
    const shown = day(look.language, startOfDay(from, asked.org.settings.zone), asked.org.settings.zone)
    return isRefusal(done) ? done : show(asked, look.say("settings.scope-set", { from: shown }))
  },

  "settings.manager": async (
    asked: Asked,
    command: CommandOf<"settings.manager">,
  ): Promise<Card | Refusal> => {
    const manager = asked.org.directory.find(command.person)
    if (!manager) return refuse("person.unknown")
    const type = command.change === "add" ? "manager.added" : "manager.removed"
    const done = await change(asked, { type, person: manager.id, by: asked.person.id })
    if (isRefusal(done)) return done
    return show(
      asked,
      asked.look.say(command.change === "add" ? "settings.manager-added" : "settings.manager-removed"),
    )
  },

  "settings.council": async (
    asked: Asked,
    command: CommandOf<"settings.council">,
  ): Promise<Card | Refusal> => {
    const member = asked.org.directory.find(command.person)
    if (!member) return refuse("person.unknown")
    const type = command.change === "add" ? "council.added" : "council.removed"
    const done = await change(asked, { type, person: member.id, by: asked.person.id })
    if (isRefusal(done)) return done
    return show(
      asked,
      asked.look.say(command.change === "add" ? "settings.council-added" : "settings.council-removed"),
    )
  },

  "settings.adviser": async (
    asked: Asked,
    { name }: CommandOf<"settings.adviser">,
  ): Promise<Card | Refusal> => {
    if (name.length > adviserMax) return refuse("adviser.too-long", { max: adviserMax })
    const { texts } = asked.org.store
    // The same delivery writes the same text again.
    const text = asked.cause.slice(0, 24)
    await texts.put(text, { owner: null, text: name, expiresAt: null, at: asked.now })
    const before = asked.board.programme.adviser
    const done = await change(asked, { type: "adviser.set", text, by: asked.person.id })
    const { programme } = isRefusal(done) ? await asked.org.board.upToDate() : done.board
    for (const old of [before, text]) if (old !== null && old !== programme.adviser) await texts.delete(old)
    if (isRefusal(done)) return done
    return show(asked, asked.look.say("settings.adviser-set"))
  },
}

export async function adviserName(asked: Asked): Promise<string | null> {
  const { programme } = await asked.org.board.upToDate()
  if (programme.adviser === null) return null
  return (await asked.org.store.texts.get(programme.adviser))?.text ?? null
}

function scopeOf(asked: Asked, scope: "everyone" | "here" | "file"): Scope | Refusal {
  if (scope === "everyone") return { type: "everyone" }
  if (scope === "file") return asked.org.hasRosterFile ? { type: "file" } : refuse("scope.file")
  if (asked.where === null) return refuse("place-needed")
  if (!asked.place || !asked.board.programme.places.has(asked.place.id)) return refuse("place.not-joined")
  return { type: "places", places: [asked.place.id] }
}

/** What was chosen stands, whether or not the platform tells its members now: the next day asks again. */
async function countAnew({ org }: Asked): Promise<void> {
  try {
    await syncRoster(org)
  } catch (error) {
    org.log.warn("roster not read", { because: error instanceof Error ? error.name : "unknown" })
  }
}

/** The next quarter; today only while nothing has been counted yet, on the first day. */
function holdsFrom(asked: Asked): LocalDate {
  const { zone } = asked.org.settings
  const today = localDate(asked.now, zone)
  const first = asked.org.board.tally().firstDay()
  return first === null || first === today ? today : nextPeriod(periodOf("quarter", today)).from
}

async function show(asked: Asked, headline: Rich | null): Promise<Card> {
  const { org, look } = asked
  const { programme } = await org.board.upToDate()
  const today = localDate(asked.now, org.settings.zone)
  const scope = scopeOn(programme, today).type
  return settingsCard(look, {
    headline,
    scope: look.say(`settings.scope.${scope === "everyone" ? (org.platform.rosterOf ?? scope) : scope}`),
    counted: rosterSize(org, today),
    managers: programme.managers.size,
    council: programme.council.size,
    adviser: await adviserName(asked),
    minGroup: org.settings.minGroup,
  })
}
