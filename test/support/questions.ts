/** An organisation in which colleagues ask management something. */
import { reportFor } from "../../src/app/office.ts"
import { readPeriod } from "../../src/domain/period.ts"
import { openWorld, type World, type WorldWish } from "./world.ts"

const people = ["ana", "ben", "cor", "dee", "eva", "fay", "gus", "hal", "ivy", "jon"]
export const typed = "Can we have a shed for our bikes?"

/** With an adviser, and ben as a manager; eleven people are on the list. */
export async function office(q: WorldWish = {}): Promise<World> {
  const w = await openWorld({ people, ...q })
  await w.says("chadia", "here")
  await w.says("chadia", 'settings adviser "Noor de Wit"')
  await w.says("chadia", "settings manager add ben")
  return w
}

/** Asks and gives the question's id. */
export async function asks(w: World, who: string, text = typed): Promise<string> {
  await w.says(who, `question "${text}"`)
  const ids = (await w.events()).flatMap(({ event }) =>
    event.type === "question.asked" ? [event.question] : [],
  )
  return ids.at(-1) ?? ""
}

export const toPerson = (w: World, key: string) =>
  w.posts.filter((p) => "personKey" in p.to && p.to.personKey === key).map((p) => p.card)
/** All that lies beside the ledger, in order of the alphabet. */
export const texts = async (w: World) => (await w.store.texts.all()).map(([, t]) => t.text).sort()

export async function reportOf(w: World, id: string) {
  const period = readPeriod(id)
  if (!period) throw new Error(id)
  return reportFor(w.running.org, { period, for: "manager" })
}
