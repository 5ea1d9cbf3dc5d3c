/** The index that stands in a quarter against its raw counts, and these against the figures and polls beside them. */
import { type Checks, isNumber, type Json, list, object, toOneDecimal } from "./checks.ts"
import type { OneEdition } from "./figures.ts"
import {
  type Bounds,
  type CountsAgain,
  indexAgain,
  movedAgain,
  type PartName,
  partsWith,
  weightsAgain,
} from "./index-again.ts"

/** (Strongly) agree, on the one scale of these items. */
const agreeing = ["d", "e"]
const opinions = ["attitude", "room"] as const
const answersMin = 30
const responseMin = 0.3

/** `before`: the quarter before as it was then, where its index is a fair comparison. */
export function checkIndex(q: { one: OneEdition; before: Json | null; checks: Checks }): void {
  const { one, checks } = q
  const index = object(one.json["index"])
  if (one.kind !== "quarter") {
    checks.same("index", "index.value", { found: index["value"], expected: null })
    checks.same("index", "index.because", { found: index["because"], expected: "quarters only" })
  } else if (isNumber(index["value"])) withValue(q, index)
  else withoutValue(one, index, checks)
}

function withValue({ one, before, checks }: Parameters<typeof checkIndex>[0], index: Json): void {
  const counts = countsIn(index["counts"])
  checks.holds("form", "index.counts", {
    found: index["counts"],
    expected: "raw counts",
    is: counts !== null,
  })
  if (!counts) return
  countsAgainst(one, index, checks)
  const made = indexAgain(counts)
  const shown = (
    rule: "parts" | "index" | "ranges",
    cell: string,
    q: { found: unknown; expected: number | null },
  ) => checks.same(rule, `index.${cell}`, { ...q, within: toOneDecimal })
  shown("index", "value", { found: index["value"], expected: made.value })
  for (const [part, expected] of Object.entries(made.parts))
    shown("parts", `parts.${part}`, { found: object(index["parts"])[part], expected })
  const pair = (cell: string, found: unknown, { low, high }: Bounds) => {
    const [a, b] = Array.isArray(found) ? found : []
    shown("ranges", `${cell}[0]`, { found: a, expected: low })
    shown("ranges", `${cell}[1]`, { found: b, expected: high })
  }
  for (const name of ["sampling", "nonResponse", "weights"] as const)
    pair(`ranges.${name}`, object(index["ranges"])[name], made[name])
  for (const name of opinions) pair(`bands.${name}`, object(index["bands"])[name], made[name])
  partWeights(object(index["partWeights"]), counts, checks)
  const fewest = Math.min(...opinions.flatMap((part) => counts[part].map((i) => i.answers)))
  checks.same("index", "index.answers", { found: index["answers"], expected: fewest })
  checks.holds("small", "index.value", {
    found: fewest,
    expected: `no index: under ${answersMin} answers or ${responseMin * 100}% of ${counts.people}`,
    is: fewest >= answersMin && fewest >= responseMin * counts.people,
  })
  change(counts, { index, before, checks })
}

/** Base counts stand twice: in the index, and in the figures and polls that they come from. */
function countsAgainst({ listed, json }: OneEdition, index: Json, checks: Checks): void {
  const counts = object(index["counts"])
  const figures = object(json["figures"])
  const same = (cell: string, found: unknown, expected: unknown) => {
    if (expected !== undefined) checks.same("index", `index.counts.${cell}`, { found, expected })
  }
  checks.same("index", "index.of", { found: index["of"], expected: counts["people"] })
  same("people", counts["people"], object(json["roster"])["size"])
  same("reach", counts["reach"], object(figures["reach"])["count"])
  same("active", counts["active"], object(figures["active"])["count"])
  const followUp = object(figures["followUp"])
  same("loop.answered", object(counts["loop"])["answered"], followUp["count"])
  same("loop.due", object(counts["loop"])["due"], followUp["of"])
  const steps = object(object(figures["depth"])["ladder"])["steps"]
  if (Array.isArray(steps)) same("ladder", String(counts["ladder"]), String(steps))
  for (const part of opinions) {
    const items = list(counts[part])
    if (listed.content)
      same(
        part,
        items
          .map((i) => i["item"])
          .sort()
          .join(" "),
        itemsOf(listed.content.polls, part).join(" "),
      )
    for (const item of items) {
      const poll = list(json["polls"]).findLast((p) => p["id"] === item["item"])
      const cell = `${part}[${item["item"]}]`
      same(`${cell}.answers`, item["answers"], poll ? poll["answers"] : "a poll in this quarter")
      if (poll) same(`${cell}.agree`, item["agree"], agreeIn(poll))
    }
  }
}

function itemsOf(polls: readonly { id: string; index: string | null }[], part: string): string[] {
  return polls
    .filter((item) => item.index === part)
    .map((item) => item.id)
    .sort()
}

function agreeIn(poll: Json): number | string {
  const options = list(poll["options"])
  if (options.length === 0 || !options.every((o) => isNumber(o["count"]))) return "counts in the poll"
  return options
    .filter((o) => agreeing.includes(String(o["key"])))
    .reduce((total, o) => total + Number(o["count"]), 0)
}

/** Without an index its parts may still be told, and the reason must fit the answers. */
function withoutValue({ listed, json }: OneEdition, index: Json, checks: Checks): void {
  const because = index["because"]
  checks.same("index", "index.value", { found: index["value"], expected: null })
  const people = Number(object(json["roster"])["size"])
  if (listed.content && !["people gone", "too few people"].includes(String(because)))
    checks.same("index", "index.because", {
      found: because,
      expected: whyNone(listed.content.polls, json, people),
    })
  const parts = object(index["parts"])
  const { reach, active, depth } = object(json["figures"])
  const of = { reach: object(reach)["share"], active: object(active)["share"] }
  for (const [part, share] of Object.entries(of))
    if (isNumber(share) && isNumber(parts[part]))
      checks.same("parts", `index.parts.${part}`, {
        found: parts[part],
        expected: 100 * share,
        within: toOneDecimal,
      })
  const steps = object(object(depth)["ladder"])["steps"]
  if (Array.isArray(steps) && steps.every(isNumber) && isNumber(parts["depth"])) {
    const none = { people, reach: 0, active: 0, attitude: [], room: [], loop: { answered: 0, due: 0 } }
    const { depth: exact } = partsWith({ ...none, ladder: steps }, () => 0)
    checks.same("parts", "index.parts.depth", {
      found: parts["depth"],
      expected: exact,
      within: toOneDecimal,
    })
  }
}

/** With nothing due that of loop is spread over the others; the oldest editions print the weights of the definition all the same. */
function partWeights(found: Json, { loop }: CountsAgain, checks: Checks): void {
  const old = found["loop"] !== 0
  for (const [part, hundredths] of Object.entries(weightsAgain)) {
    const spread = part === "loop" ? 0 : hundredths / (100 - weightsAgain.loop)
    checks.same("index", `index.partWeights.${part}`, {
      found: found[part],
      expected: loop.due > 0 || old ? hundredths / 100 : spread,
    })
  }
}

/** Every item of both parts was asked, by how many it was answered, and whether its counts are shown. */
function whyNone(polls: readonly { id: string; index: string | null }[], json: Json, people: number): string {
  const items = opinions.map((part) => itemsOf(polls, part))
  const asked = items.flat().map((id) => list(json["polls"]).findLast((poll) => poll["id"] === id))
  if (items.some((part) => part.length === 0) || asked.includes(undefined)) return "not all items asked"
  const fewest = Math.min(...asked.map((poll) => Number(poll?.["answers"])))
  if (fewest < responseMin * people) return "response under 30%"
  return fewest < answersMin ? "fewer than 30 answers" : "an item is withheld"
}

function change(now: CountsAgain, q: { index: Json; before: Json | null; checks: Checks }): void {
  const { checks, before } = q
  const found = q.index["change"]
  const counts = countsIn(object(before?.["index"])["counts"])
  const fair = counts !== null && (counts.loop.due === 0) === (now.loop.due === 0)
  if (!before || !fair) {
    checks.same("change", "index.change", { found: found === null ? null : "a change", expected: null })
    return
  }
  const told = object(found)
  const same = (cell: string, is: unknown, expected: unknown) =>
    checks.same("change", `index.change.${cell}`, { found: is, expected, within: toOneDecimal })
  same("period", told["period"], object(before["period"])["id"])
  same("value", told["value"], object(before["index"])["value"])
  for (const [part, value] of Object.entries(object(object(before["index"])["parts"])))
    same(`parts.${part}`, object(told["parts"])[part as PartName], value)
  const [made, was] = [indexAgain(now), indexAgain(counts)]
  const whole = ({ value, sampling }: typeof made) => ({ value, ...sampling })
  const moved = {
    index: movedAgain({ now: whole(made), before: whole(was) }),
    attitude: movedAgain({ now: made.attitude, before: was.attitude }),
    room: movedAgain({ now: made.room, before: was.room }),
  }
  for (const [name, exact] of Object.entries(moved))
    for (const [key, expected] of Object.entries(exact))
      same(`${name}.${key}`, object(told[name])[key], expected)
}

/** Null where they are no counts to compute with. */
function countsIn(value: unknown): CountsAgain | null {
  const { people, reach, active, ladder, attitude, room, loop } = object(value)
  const { answered, due } = object(loop)
  const items = [attitude, room].map((part) =>
    list(part).map(({ agree, answers }) => ({ agree: Number(agree), answers: Number(answers) })),
  )
  const numbers = [people, reach, active, answered, due, ...items.flat().flatMap((i) => Object.values(i))]
  const steps = Array.isArray(ladder) && ladder.length === 6 && ladder.every(isNumber) ? ladder : null
  const whole = numbers.every((n) => isNumber(n) && Number.isFinite(n) && n >= 0) && Number(people) > 0
  if (!steps || !whole || items.some((part) => part.length === 0 || part.some((i) => i.answers === 0)))
    return null
  return {
    people: Number(people),
    reach: Number(reach),
    active: Number(active),
    ladder: steps,
    attitude: items[0] ?? [],
    room: items[1] ?? [],
    loop: { answered: Number(answered), due: Number(due) },
  }
}
