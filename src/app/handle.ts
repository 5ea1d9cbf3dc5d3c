/** From what a person said to the card that answers it. */
import type { Language } from "../domain/id.ts"
import { isRefusal, type Refusal, refuse } from "../domain/refusal.ts"
import type { Card, Rich } from "../view/card.ts"
import { apologyCard, helpCard, refusalCard, unreadableCard } from "../view/help-card.ts"
import { t } from "../view/look.ts"
import { forgetCard } from "../view/member-card.ts"
import { answers } from "./answers.ts"
import { type CommandType, describe, listed, type Reading, read, whoMay } from "./grammar.ts"
import { type Asked, lookFor, type Organisation } from "./organisation.ts"
import type { Answer, Hear, Incoming, Person } from "./ports.ts"

/**
 * The organisation's ear. Its answer is for the actor alone; it resolves when what was decided is durable.
 * "failed": nothing happened and the platform should deliver again.
 */
export function makeHear(org: Organisation): Hear {
  return async (incoming): Promise<Answer> => {
    try {
      return { type: "answer", card: await answer(org, incoming) }
    } catch (error) {
      const id = org.ids.next(6)
      org.log.error("handling failed", { id, via: incoming.via }, error)
      return { type: "failed", card: apologyCard(strangersLook(org, incoming), id) }
    }
  }
}

async function answer(org: Organisation, incoming: Incoming): Promise<Card> {
  // Opening the bot's page must not bring back somebody who had themselves forgotten.
  if (incoming.via === "home" && !org.directory.find(incoming.actor.key))
    if (org.directory.forgotten().has(org.directory.hashOf(incoming.actor.key)))
      return forgetCard(strangersLook(org, incoming), true)
  const reading = read(incoming.text)
  const asked = await whoAsks(org, incoming, reading)
  if (reading.type === "unreadable") return unreadable(asked, reading)
  const { command } = reading
  const refused = mayNot(asked, command.type)
  if (refused) return refusal(asked, refused)
  if (command.type === "help") return help(asked, command.page ?? 1)
  const card = await answers(asked, command)
  return isRefusal(card) ? refusal(asked, card) : card
}

async function whoAsks(org: Organisation, incoming: Incoming, reading: Reading): Promise<Asked> {
  const { actor } = incoming
  const { language, timeZone, address } = actor
  const person = await org.directory.person(actor.key, { language, timeZone, address })
  const board = await org.board.upToDate()
  const now = org.clock.now()
  const manager = board.programme.managers.has(person.id) ? "manager" : "all"
  return {
    org,
    person,
    board,
    now,
    place: incoming.place === null ? null : (org.directory.placeByKey(incoming.place.key) ?? null),
    where: incoming.place,
    role: org.isSteward(actor.key) ? "steward" : manager,
    overheard: incoming.via === "message" && incoming.place !== null,
    look: lookFor(org, {
      language: languageOf(org, person),
      zone: person.timeZone ?? org.settings.zone,
      to: "actor",
      now,
    }),
    cause: causeOf(org, { incoming, person, reading }),
  }
}

/** Buttons that add carry a random id of their own: a press counts once however often it is delivered. */
function causeOf(org: Organisation, q: { incoming: Incoming; person: Person; reading: Reading }): string {
  const once = q.reading.type === "command" ? q.reading.once : null
  return once === null
    ? org.vault.hash(`delivery ${q.incoming.delivery} ${q.incoming.actor.key}`)
    : org.vault.hash(`once ${once} ${q.person.id}`)
}

export function languageOf(org: Organisation, person: Person): Language {
  return person.choices.language ?? person.language ?? org.settings.language
}

function strangersLook(org: Organisation, { actor }: Incoming) {
  const known = org.directory.find(actor.key)
  const language = known ? languageOf(org, known) : (actor.language ?? org.settings.language)
  const zone = actor.timeZone ?? org.settings.zone
  return lookFor(org, { language, zone, to: "actor", now: org.clock.now() })
}

function mayNot(asked: Asked, type: CommandType): Refusal | null {
  const who = whoMay(type)
  if (who === "steward" && asked.role !== "steward") return refuse("steward-only")
  if (who === "manager" && asked.role === "all")
    return refuse(type === "report" ? "manager-only" : "management-only")
  if (who === "council" && asked.role !== "steward" && !inCouncil(asked)) return refuse("council-only")
  return null
}

function inCouncil({ board, person }: Asked): boolean {
  return board.programme.council.has(person.id)
}

function refusal(asked: Asked, { reason, facts }: Refusal): Card {
  return refusalCard(asked.look, asked.look.say(`refusal.${reason}`, facts))
}

function unreadable(asked: Asked, reading: Reading & { type: "unreadable" }): Card {
  const { look } = asked
  const problem: Rich | null = reading.problem ? look.say(`problem.${reading.problem.reason}`) : null
  const nearest = reading.nearest && !mayNot(asked, reading.nearest) ? typed(asked, reading.nearest) : null
  return unreadableCard(look, { problem, nearest })
}

/** A command as it is typed on this platform. */
function typed({ org, look }: Asked, type: CommandType): string {
  return `${org.platform.commandPrefix?.[look.language] ?? ""}${describe(type, look.language)}`
}

/** Commands on one page of help, so that a page is one screen. */
export const helpPageSize = 7

function help(asked: Asked, wanted: number): Card {
  const { look, role } = asked
  const types = [
    ...(role === "steward" ? listed("steward") : []),
    ...(role === "all" ? [] : listed("manager")),
    ...(role === "steward" || inCouncil(asked) ? listed("council") : []),
    ...listed("all"),
  ]
  const pages = Math.ceil(types.length / helpPageSize)
  const page = Math.min(wanted, pages)
  const lines = types
    .slice((page - 1) * helpPageSize, page * helpPageSize)
    .map((type) => ({ command: typed(asked, type), does: t(look, `help.command.${type}`) }))
  return helpCard(look, { role, lines, page, pages })
}
