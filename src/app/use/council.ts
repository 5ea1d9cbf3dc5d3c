/** What the works council may see: how the bot is set, and who looked at the report. No figure, no answer, no name. */
import { type PersonId, streams } from "../../domain/id.ts"
import type { ReportMade } from "../../domain/programme.ts"
import { scopeOn } from "../../domain/programme.ts"
import { localDate } from "../../domain/time.ts"
import type { Card } from "../../view/card.ts"
import { councilCard, type OpeningView, type PlaceView } from "../../view/council-card.ts"
import type { CommandOf } from "../grammar.ts"
import type { Asked } from "../organisation.ts"
import { rosterSize } from "../roster.ts"
import { adviserName } from "./settings.ts"

/** Openings on one page of the card. */
const pageSize = 8

export const council = {
  council: async (asked: Asked, command: CommandOf<"council">): Promise<Card> => {
    const { org, look, board } = asked
    const { programme } = board
    const today = localDate(asked.now, org.settings.zone)
    const openings = await openingsOf(asked)
    // The first page has the settings, the others who opened the report.
    const pages = 1 + Math.ceil(openings.length / pageSize)
    const page = Math.min(command.page ?? 1, pages)
    return councilCard(look, {
      scope: look.say(`settings.scope.${scopeOn(programme, today).type}`),
      counted: rosterSize(org, today),
      managers: programme.managers.size,
      adviser: await adviserName(asked),
      minGroup: org.settings.minGroup,
      retentionDays: org.settings.retentionDays,
      paused: programme.paused,
      places: placesOf(asked),
      openings: page === 1 ? [] : openings.slice((page - 2) * pageSize, (page - 1) * pageSize),
      opened: openings.length,
      page,
      pages,
    })
  },
}

function placesOf({ org, board }: Asked): PlaceView[] {
  return [...board.programme.places.values()].flatMap(({ place, yes }) => {
    const name = org.directory.placeById(place)?.name
    return name === undefined
      ? []
      : { name, nudge: "nudge" in yes, pulse: "pulse" in yes, challenge: "challenge" in yes }
  })
}

/** Newest first. A reader is a number here, the same one all over the list: who that is, the stewards can be asked. */
async function openingsOf({ org }: Asked): Promise<OpeningView[]> {
  const { events } = await org.store.read(streams.programme)
  const numbers = new Map<PersonId, number>()
  const openings: OpeningView[] = []
  for (const { at, event } of events) {
    if (event.type === "report.made") openings.push({ type: "server", at: event.madeAt, ...made(event) })
    if (event.type !== "report.opened") continue
    const { person, period, as = null, format = "page" } = event
    if (!numbers.has(person)) numbers.set(person, numbers.size + 1)
    openings.push({ type: "reader", at, period, as, format, reader: numbers.get(person) ?? 0 })
  }
  // What was made on the server is taken up later than it was made.
  return openings.sort((a, b) => a.at - b.at).reverse()
}

const made = ({ what, period, format }: ReportMade) => ({ what, period, format })
