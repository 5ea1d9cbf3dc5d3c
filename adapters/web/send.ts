import type { Ids, Sent, ToSend } from "../../src/app/ports.ts"
import type { WebDesk } from "./desk.ts"

/** Nothing travels and nothing is kept: the page is drawn from the outbox rows that are settled as sent. */
export function sendTo(q: { desk: WebDesk; ids: Ids }): (message: ToSend) => Promise<Sent> {
  return async ({ to, replaces }) => {
    if ("placeKey" in to && !q.desk.places.some((place) => place.key === to.placeKey))
      return { type: "failed", because: "no such place" }
    if ("personKey" in to && !q.desk.roster().some((person) => person.key === to.personKey))
      return { type: "unreachable", because: "no such person" }
    return { type: "sent", ref: replaces ?? q.ids.next(16) }
  }
}
