import type { Unit } from "../../src/domain/content.ts"
import type { Language } from "../../src/domain/id.ts"
import type { Chance } from "./chance.ts"

/** How far somebody lives from work, one way, in km. */
export type Home = { km: number }

/** What one reports of one day, within the unit's caps. Kilometres are there and back, nearly the same each day. */
export function amountOf(unit: Unit, q: { home: Home; chance: Chance }): number {
  const { home, chance } = q
  const most = Math.min(unit.maxPerLog, unit.maxPerDay)
  if (unit.decimals === 0) return Math.min(most, chance.pick([1, 1, 1, 2, 2, 3]))
  const far = /km/.test(unit.id) ? home.km * 2 * farther(unit.id) * (0.95 + chance.next() * 0.1) : 0.5
  return Math.min(most, Math.max(0.5, Math.round(far * 10) / 10))
}

/** Nobody cycles as far as others take the train. */
function farther(unit: string): number {
  return /cycl/.test(unit) ? 1 : 2.5
}

/** As people write numbers: the Dutch with a comma. */
export function written(amount: number, language: Language): string {
  const text = String(amount)
  return language === "nl" ? text.replace(".", ",") : text
}

/** What people write instead of a number; each is refused and changes nothing. */
export function wronglyWritten(amount: number, chance: Chance): string {
  const rounded = Math.max(1, Math.round(amount))
  return chance.pick([`${rounded} km`, `${rounded} km`, "drie", `-${rounded}`, "1e9", `ongeveer ${rounded}`])
}
