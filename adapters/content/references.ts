import type { Challenge } from "../../src/domain/content.ts"
import type { Sources } from "./files.ts"
import type { Parsed } from "./parse.ts"
import type { Problem } from "./problem.ts"

/** Names everything that points at nothing. What could not be read is not judged. */
export function checkReferences(q: { parsed: Parsed; sources: Sources }, problems: Problem[]) {
  const { parsed, sources } = q
  for (const { file, item } of parsed.challenges.values()) {
    if (!item) continue
    const say = (field: string, expected: string) => problems.push({ file, field, expected })
    if (!sources.unread.has("units") && !parsed.units.has(item.unit))
      say("unit", `a unit of units.yml: there is no ${item.unit}`)
    if (item.impactFactor && !sources.unread.has("factors") && !parsed.factors.has(item.impactFactor))
      say("impact_factor", `a factor of factors.yml: there is no ${item.impactFactor}`)
    if (!sources.unread.has("frameworks")) checkFrameworks({ item, parsed, say })
  }
}

type Say = (field: string, expected: string) => void

function checkFrameworks(q: { item: Challenge; parsed: Parsed; say: Say }) {
  for (const field of ["iso26000", "bcorp", "pso", "ungc"] as const) {
    const value = q.item[field]
    for (const [at, element] of (Array.isArray(value) ? value.map(String) : value ? [value] : []).entries()) {
      const framework = q.parsed.frameworks.get(field)
      if (framework && !framework.item) continue
      if (!framework?.item?.elements.includes(element))
        q.say(
          Array.isArray(value) ? `${field}.${at}` : field,
          `a name of frameworks/${field}.yml: there is no ${element}`,
        )
    }
  }
}
