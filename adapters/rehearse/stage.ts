/**
 * All that a rehearsal may touch: it speaks and presses, lets the clock's work run, and looks at the place's cards.
 * Nothing here writes, so that the ledger of a rehearsal could have been made by people.
 */
import { draw } from "../../src/app/draw.ts"
import type { Running } from "../../src/app/open.ts"
import { lookFor } from "../../src/app/organisation.ts"
import type { Hear } from "../../src/app/ports.ts"
import type { Unit } from "../../src/domain/content.ts"
import type { Instant } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"

/** A card on the wall; `key` tells it from other cards. */
export type Shown = { key: string; card: Card }
export type Stage = {
  hear: Hear
  /** The clock's minute, and all that it and people sent. */
  tick(): Promise<void>
  /** Resolves when nothing is under way any more, so that the clock may move. */
  quiet(): Promise<void>
  /** What hangs in the place since then and asks for an answer, oldest first. */
  wall(since: Instant): Promise<Shown[]>
  /** What one counts in a challenge: colleagues know what a kilometre is. */
  unitOf(challenge: string): Unit | null
}

const asksSomething: readonly string[] = ["nudge", "challenge", "pulse"]

export function stageOf(running: Running, place: string): Stage {
  const { org } = running
  return {
    hear: running.hear,
    async tick() {
      await running.tick()
      await running.deliver()
    },
    quiet: () => running.deliver(),
    async wall(since) {
      const board = await org.board.upToDate()
      const here = org.directory.placeByKey(place)
      if (!here) return []
      const look = lookFor(org, {
        language: here.language,
        zone: here.timeZone,
        to: "place",
        now: org.clock.now(),
      })
      const posted = [...board.posted.values()].filter(
        (p) =>
          "place" in p.to &&
          p.to.place === here.id &&
          p.at >= since &&
          asksSomething.includes(p.content.type),
      )
      const shown = posted.map(async (p): Promise<Shown[]> => {
        const card = await draw(org, p.content, { board, look, place: here.id })
        return card ? [{ key: p.row, card }] : []
      })
      return (await Promise.all(shown)).flat()
    },
    unitOf(challenge) {
      const { challenges, units } = org.catalogue()
      return units.get(challenges.get(challenge)?.unit ?? "") ?? null
    },
  }
}
