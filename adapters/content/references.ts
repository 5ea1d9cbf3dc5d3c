import type { Covers } from "../../src/domain/content.ts"
import type { Sources } from "./files.ts"
import type { Entries, Parsed } from "./parse.ts"
import type { Problem } from "./problem.ts"

type Q = { parsed: Parsed; sources: Sources }

/** Names everything that points at nothing. What could not be read is not judged. */
export function checkReferences(q: Q, problems: Problem[]) {
  const { parsed, sources } = q
  for (const { file, item } of parsed.challenges.values()) {
    if (!item) continue
    const say = (field: string, expected: string) => problems.push({ file, field, expected })
    if (!sources.unread.has("units") && !parsed.units.has(item.unit))
      say("unit", `a unit of units.yml: ${noneOf(item.unit, parsed.units)}`)
    if (item.impactFactor && !sources.unread.has("factors") && !parsed.factors.has(item.impactFactor))
      say("impact_factor", `a factor of factors.yml: ${noneOf(item.impactFactor, parsed.factors)}`)
  }
  if (sources.unread.has("frameworks")) return
  const covered = new Set<string>()
  for (const { at, file, covers } of coversOf(parsed))
    for (const [framework, elements] of Object.entries(covers)) {
      const known = parsed.frameworks.get(framework)
      const field = `${at}covers.${framework}`
      if (!known)
        problems.push({ file, field, expected: `a file of frameworks/: there is no ${framework}.yml` })
      for (const [i, element] of elements.entries()) {
        covered.add(`${framework}/${element}`)
        if (known?.item && !known.item.elements.has(element))
          problems.push({
            file,
            field: `${field}.${i}`,
            expected: `an element of frameworks/${framework}.yml: ${noneOf(element, known.item.elements)}`,
          })
      }
    }
  checkExplained(q, covered, problems)
}

/** A short list is told whole; of a long one what looks alike. */
function noneOf(name: string, known: ReadonlyMap<string, unknown>): string {
  const words = new Set(name.split(/[^a-z]+/).filter((word) => word.length > 3))
  const alike = [...known.keys()].filter(
    (k) => known.size <= toldMax || k.split("_").some((w) => words.has(w)),
  )
  const only = known.size <= toldMax ? "only" : "but there is"
  return `there is no ${name}${alike.length ? `, ${only} ${alike.slice(0, toldMax).join(", ")}` : ""}`
}
const toldMax = 12

type Placed = { at: string; file: string; covers: Covers }

function coversOf(parsed: Parsed): Placed[] {
  const list = (entries: Entries<{ covers?: Covers }>, at: (id: string) => string): Placed[] =>
    [...entries].map(([id, { file, item }]) => ({ at: at(id), file, covers: item?.covers ?? {} }))
  return [
    ...list(parsed.challenges, () => ""),
    ...list(parsed.nudges, (id) => `nudges.${id}.`),
    ...list(parsed.polls, (id) => `polls.${id}.`),
  ]
}

/** An element that no item covers says why; one that is covered does not. */
function checkExplained({ parsed, sources }: Q, covered: ReadonlySet<string>, problems: Problem[]) {
  if ((["challenges", "nudges", "polls"] as const).some((kind) => sources.unread.has(kind))) return
  const broken = [parsed.challenges, parsed.nudges, parsed.polls].some((entries: Entries<unknown>) =>
    [...entries.values()].some((e) => e.item === null),
  )
  for (const [id, { file, item }] of parsed.frameworks)
    for (const element of item?.elements.values() ?? []) {
      const has = covered.has(`${id}/${element.id}`)
      const field = `elements.${element.id}.without`
      // A broken item may be the one that covers it.
      if (!has && element.without === null && !broken)
        problems.push({
          file,
          field,
          expected: "why no challenge, nudge or poll covers this, or an item that does",
        })
      if (has && element.without !== null)
        problems.push({ file, field, expected: "nothing: an item covers this now" })
    }
}
