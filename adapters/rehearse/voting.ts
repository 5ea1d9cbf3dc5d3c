import type { Card } from "../../src/view/card.ts"
import { type Colleague, press } from "./person.ts"
import { type Way, way, ways } from "./ways.ts"

/** More questions than any pulse has: then a person stops, whatever the cards offer. */
const stepsMax = 8

/** Answers a poll, or one question of a pulse after the other until they have had enough. */
export async function answerPoll(me: Colleague, card: Card): Promise<void> {
  let at: Card = card
  const voted = new Set<string>()
  for (let step = 0; step < stepsMax; step++) {
    const options = ways(at).filter((w) => w.text.startsWith("poll vote "))
    const poll = options[0]?.text.split(" ")[2] ?? ""
    const next = way(at, "poll show")
    if (options.length > 0 && !voted.has(poll)) {
      voted.add(poll)
      at = await vote(me, options)
      // Second thoughts; a quiz keeps its first answer and says so.
      const again = ways(at).filter((w) => w.text.startsWith(`poll vote ${poll} `))
      if (again.length > 0 && me.chance.happens(0.03)) at = await vote(me, again)
    } else if (next && (voted.size === 0 || me.chance.happens(0.92))) at = await press(me, next)
    else return
  }
}

function vote(me: Colleague, options: Way[]): Promise<Card> {
  const [first] = options
  const { field = null } = first ?? {}
  if (!first || field === null) return press(me, me.chance.pick([options[choose(me, options.length)] as Way]))
  if (field.kind !== "choice" && field.kind !== "choices") throw new Error("a poll asks for a choice")
  const keys = field.options.map((o) => o.key)
  const one = keys[choose(me, keys.length)] as string
  if (field.kind === "choice") return press(me, first, one)
  const more = keys.filter((key) => key !== one && me.chance.happens(0.25)).slice(0, 2)
  return press(me, first, [one, ...more].join(","))
}

/** Around the person's mood. Of six the last is "don't know", which few choose. */
function choose(me: Colleague, options: number): number {
  const scale = options === 6 ? 5 : options
  const centre = me.mood * (scale - 1)
  const wide = Math.max(0.6, scale / 5)
  const weights = Array.from({ length: scale }, (_, i) => Math.exp(-((i - centre) ** 2) / (2 * wide * wide)))
  return me.chance.weighted(options === scale ? weights : [...weights, 0.08])
}
