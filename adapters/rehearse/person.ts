import type { Language, LocalDate } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"
import type { Chance } from "./chance.ts"
import type { Temperament } from "./temperament.ts"
import { pressed, type Way } from "./ways.ts"

/** Says or presses something and gets the answer. `alone`: in the personal chat. */
export type Says = (
  text: string,
  q: { via: "press" | "command" | "message"; alone?: boolean },
) => Promise<Card>

export type Colleague = {
  key: string
  is: Temperament
  chance: Chance
  says: Says
  home: { km: number }
  /** Where their answers lie on a scale: 0 the first option, 1 the last. */
  mood: number
  language: Language
  /** A weekday on which they never work; 0: none. */
  dayOff: number
  /** In which week of the rehearsal they have enough of it, for a while or for good; null: never. */
  fate: { week: number; text: "pause 2w" | "leave" } | null
  quietUntil: LocalDate
  /** Cards that they have made up their mind about. */
  seen: Set<string>
  /** Challenges that they take part in. */
  mine: Set<string>
}

export function press(me: Colleague, w: Way, value?: string): Promise<Card> {
  return me.says(pressed(w, value), { via: "press" })
}
