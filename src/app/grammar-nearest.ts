/** Which command somebody may have meant. */
import { distance } from "./distance.ts"
import { argNames, type Part } from "./grammar-args.ts"
import type { Token } from "./grammar-tokens.ts"

/** Letters that may differ before a command counts as another one: in all of it, in its first word. */
const nearestMax = 3
const nearestFirstMax = 2

type Said<T> = { type: T; listed: boolean; parts: Part[] }

/** The command that is most like what was typed; null where none is. */
export function nearest<T extends string>(table: Said<T>[], tokens: Token[]): T | null {
  const [first = "", second = ""] = tokens.slice(0, 2).map((t) => t.text.toLowerCase().slice(0, 40))
  const said = `${first} ${second}`.trim()
  let best: { type: T; far: number } | null = null
  for (const form of table.filter((f) => f.parts.every(canBeTyped)))
    for (const phrase of phrases(form.parts)) {
      const far = Math.min(farFrom(said, phrase), form.listed ? farFromFirst(first, phrase) : Infinity)
      if (far < (best?.far ?? Infinity)) best = { type: form.type, far }
    }
  return best?.type ?? null
}

function farFrom(said: string, phrase: string): number {
  const far = distance(said, phrase)
  return far <= Math.min(nearestMax, phrase.length / 2) ? far : Infinity
}

/** Counts for less than any likeness of the whole. */
function farFromFirst(said: string, phrase: string): number {
  const verb = phrase.split(" ")[0] ?? ""
  const far = distance(said, verb)
  return far <= Math.min(nearestFirstMax, verb.length / 3) ? far + nearestMax + 1 : Infinity
}

/** Arguments without a name in help are only for buttons. */
function canBeTyped(part: Part): boolean {
  return part.type === "word" || part.optional || argNames.en[part.kind] !== undefined
}

function phrases(parts: Part[]): string[] {
  let all = [""]
  for (const p of parts) {
    if (p.type !== "word") break
    all = all.flatMap((a) => p.words.map((w) => (a ? `${a} ${w}` : w)))
  }
  return all
}
