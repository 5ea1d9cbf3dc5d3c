/** Invented organisations in one quarter, from a number: small and large segments, quiet and busy weeks, joiners and leavers. */
import type { Person, Recorded } from "../../src/app/ports.ts"
import { addDays } from "../../src/domain/time.ts"
import { mulberry32 } from "./adversary/chance.ts"
import { answered, type Happened, joined, ledger, log, person } from "./world.ts"

export type Invented = { people: Person[]; events: Recorded[]; minGroup: number }

const first = "2026-09-28"
const days = 95
/** Of a period's last week nothing is said that is not known on the last day of the quarter. */
export const now = Date.parse("2027-01-20T12:00Z")

export function invent(seed: number): Invented {
  const chance = mulberry32(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(chance() * items.length)] as T
  const minGroup = pick([5, 10, 10, 10])
  const sizes = [
    1 + Math.floor(chance() * (minGroup - 1)),
    minGroup + Math.floor(chance() * 40),
    ...Array.from({ length: Math.floor(chance() * 4) }, () => pick([2, 4, 7, 9, 12, 18, 25, 40])),
  ]
  const people = [
    ...sizes.flatMap((size, s) => staff(size, `s${s}`, chance)),
    ...staff(Math.floor(chance() * 3), null, chance),
  ]
  const busy = pick([0.02, 0.1, 0.3, 0.6, 0.95])
  const bias = new Map(sizes.map((_, s) => [`s${s}`, pick([0, 0.3, 1, 1, 1.5])]))
  const happened: Happened[] = [{ at: `${first}T00:30Z`, event: { type: "place.left", place: "x", by: "x" } }]
  for (let week = 0; week * 7 < days; week++) {
    const level = busy * pick([0, 0.2, 1, 1, 1])
    for (const { id, roster } of people) {
      const segment = roster[0]?.segment ?? ""
      while (chance() < Math.min(0.9, level * (bias.get(segment) ?? 1))) {
        const day = addDays(first, week * 7 + Math.floor(chance() * 7))
        const { from, to } = roster[0] ?? { from: day, to: day }
        if (day < from || (to !== null && day > to)) break
        happened.push({ at: `${day}T12:00Z`, event: deed(id, happened.length, { chance, pick }) })
        if (chance() < 0.5) break
      }
    }
  }
  return { people, events: ledger(happened), minGroup }
}

function staff(size: number, segment: string | null, chance: () => number): Person[] {
  return Array.from({ length: size }, (_, i) => {
    const day = () => addDays(first, Math.floor(chance() * days))
    const roster = [
      {
        from: chance() < 0.03 ? day() : "2026-01-01",
        to: chance() < 0.03 ? addDays("2026-12-31", -Math.floor(chance() * 20)) : null,
        segment,
      },
    ]
    return person(`${segment ?? "none"}-${i}`.replace("-", "x"), segment, { roster })
  })
}

function deed(
  who: string,
  n: number,
  { chance, pick }: { chance: () => number; pick: <T>(items: readonly T[]) => T },
) {
  const kind = chance()
  if (kind < 0.4) return joined(who)
  if (kind < 0.6) return answered(who, pick(["done", "no"]), `n${n}`)
  const [challenge, unit] = pick([
    ["bike", "km_cycled"],
    ["train", "km_train"],
    ["walk", "km_cycled"],
  ] as const)
  return log(who, 0.5 + Math.floor(chance() * 40) / 2, { challenge, unit, log: `l${n}` })
}
