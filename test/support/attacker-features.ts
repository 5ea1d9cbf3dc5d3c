/** What can be told from ballots without opening them: sizes, names of fields, numbers, order, time. */
import type { Ballot, Claim, Known } from "./attacker.ts"

/** So many colleagues must have told the same before the attacker believes in a trace. */
const witnessesMin = 3

/** Each thing that can be measured of a ballot, by name. */
export function featuresOf(ballots: Ballot[], ballot: Ballot): Map<string, string> {
  const features = new Map<string, string>([
    ["length of the seal", `${ballot.sealed.length}`],
    ["ballots of this person", `${ballots.filter((b) => b.person === ballot.person).length}`],
    ["length of the line", `${JSON.stringify(ballot.line).length}`],
  ])
  flat(ballot.line, "", (path, value) => {
    // Ids are random; that they are there, and how long they are, may tell something.
    features.set(`there is ${path}`, "yes")
    if (typeof value === "string") features.set(`length of ${path}`, `${value.length}`)
    if (typeof value !== "string" || value.length < 10) features.set(path, `${value}`)
    if (typeof value === "number")
      for (const base of [2, 3, 10, 1000]) features.set(`${path} modulo ${base}`, `${value % base}`)
  })
  return features
}

function flat(value: unknown, path: string, take: (path: string, value: unknown) => void): void {
  if (typeof value !== "object" || value === null) return take(path, value)
  for (const [key, part] of Object.entries(value)) flat(part, `${path}.${key}`, take)
}

/**
 * Learns from those who told: where a feature parts them by what they chose, each group large enough, it is believed and
 * applied to all others.
 */
export function learned(ballots: Ballot[], q: { nameOf: (id: string) => string; known: Known }): Claim[] {
  const { told, poll } = q.known
  const last = new Map(ballots.map((ballot) => [ballot.person, ballot]))
  const measured = [...last.values()].map((ballot) => ({
    person: ballot.person,
    told: told.get(q.nameOf(ballot.person)),
    features: featuresOf(ballots, ballot),
  }))
  const names = new Set(measured.flatMap(({ features }) => [...features.keys()]))
  const claims = [...names].flatMap((name) => {
    const groups = Map.groupBy(measured, ({ features }) => features.get(name) ?? "absent")
    const believed = [...groups.values()].flatMap((group) => {
      const options = group.flatMap((one) => one.told ?? [])
      const [option] = options
      if (option === undefined || options.length < witnessesMin || options.some((o) => o !== option))
        return []
      return [{ group, option }]
    })
    if (new Set(believed.map((b) => b.option)).size < 2) return []
    return believed.flatMap(({ group, option }) =>
      group.flatMap(({ person, told }) => (told ? [] : [{ poll, person, option, by: name }])),
    )
  })
  return claims
}
