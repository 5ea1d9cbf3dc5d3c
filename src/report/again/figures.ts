/** The figures of one period against each other: shares, the ladder, small groups, amounts and their kg. */
import { type Checks, isNumber, isWithheld, type Json, list, object, sum } from "./checks.ts"
import type { Listed } from "./evidence.ts"
import { kgAgain } from "./kg.ts"
import { checkMinutes } from "./minutes.ts"

export type OneEdition = { listed: Listed; json: Json; kind: "week" | "month" | "quarter" }

const shareCells = ["reach", "active", "depth.acted", "depth.thrice"] as const

export function checkFigures(one: OneEdition, checks: Checks): void {
  const figures = object(one.json["figures"])
  checkShares(one.json, "", checks)
  roster(one, checks)
  for (const name of shareCells) peopleShare(one, checks, { cell: `figures.${name}`, at: at(figures, name) })
  ladder(one, checks)
  segments(one, checks)
  amounts(one, checks)
  goals(one, checks)
  followUp(one, checks)
  checkMinutes(one, checks)
}

/** Days in which management is to answer, of the definition. */
const answeredWithin = 30

/** Absent in the oldest editions, of before there were questions. */
function followUp({ listed, json }: OneEdition, checks: Checks): void {
  const cell = "figures.followUp"
  const figure = object(json["figures"])["followUp"]
  if (figure === undefined && !listed.content) return
  const { count, of, share, withinDays } = object(figure)
  const whole = isNumber(count) && isNumber(of)
  checks.holds("form", cell, {
    found: figure,
    expected: "counts, or withheld",
    is: whole || isWithheld(figure),
  })
  if (!whole) return
  checks.same("form", `${cell}.withinDays`, { found: withinDays, expected: answeredWithin })
  if (of === 0) checks.same("share", cell, { found: share, expected: null })
  checks.holds("share", `${cell}.count`, {
    found: count,
    expected: `at most ${of}`,
    is: count >= 0 && count <= of,
  })
  peopleEnough({ listed, json }, checks, cell)
}

/** Figures of the whole roster, where it is large enough for them. */
function peopleEnough(
  { listed, json }: Pick<OneEdition, "listed" | "json">,
  checks: Checks,
  cell: string,
): void {
  const { size } = object(json["roster"])
  if (listed.minGroup === null || !isNumber(size)) return
  const expected = `withheld: fewer than ${listed.minGroup} people`
  checks.holds("small", cell, { found: size, expected, is: size >= listed.minGroup })
}

/** What stands at `depth.acted`. */
function at(figures: Json, name: string): unknown {
  return name.split(".").reduce<unknown>((node, key) => object(node)[key], figures)
}

function roster({ json }: OneEdition, checks: Checks): void {
  const { size, headcount, asOf } = object(json["roster"])
  checks.holds("roster", "roster.size", {
    found: size,
    expected: "a whole number",
    is: isNumber(size) && Number.isInteger(size) && size >= 0,
  })
  checks.same("roster", "roster.headcount", { found: headcount, expected: size })
  checks.same("roster", "roster.asOf", { found: asOf, expected: object(json["period"])["to"] })
}

/** A figure of people: of the whole roster, and withheld where that is smaller than a group may be. */
function peopleShare({ listed, json }: OneEdition, checks: Checks, q: { cell: string; at: unknown }): void {
  const { count, of, share } = object(q.at)
  const withheld = isWithheld(q.at)
  const whole = isNumber(count) && isNumber(of) && isNumber(share)
  checks.holds("form", q.cell, { found: q.at, expected: "a share, or withheld", is: whole || withheld })
  if (!whole) return
  checks.same("roster", `${q.cell}.of`, { found: of, expected: object(json["roster"])["size"] })
  if (listed.minGroup === null) return
  const expected = `withheld: fewer than ${listed.minGroup} people`
  checks.holds("small", q.cell, { found: of, expected, is: of >= listed.minGroup })
}

/** Wherever one stands. */
function checkShares(node: unknown, path: string, checks: Checks): void {
  if (Array.isArray(node)) {
    for (const [i, item] of node.entries()) checkShares(item, `${path}[${i}]`, checks)
    return
  }
  const { count, of, share } = object(node)
  if (isNumber(count) && isNumber(of) && isNumber(share)) {
    checks.same("share", path, { found: share, expected: count / of })
    const is = count >= 0 && count <= of && Number.isInteger(count)
    checks.holds("share", `${path}.count`, { found: count, expected: `a whole number up to ${of}`, is })
  }
  for (const [key, item] of Object.entries(object(node)))
    checkShares(item, path === "" ? key : `${path}.${key}`, checks)
}

/** Steps 0 to 5 hold everybody once; steps 1 to 5 are who was reached. */
function ladder({ listed, json, kind }: OneEdition, checks: Checks): void {
  const { reach, active, depth } = object(json["figures"])
  const shown = object(depth)["ladder"]
  const acted = object(object(depth)["acted"])["count"]
  const thrice = object(object(depth)["thrice"])["count"]
  // In a week or month who is active is who did something.
  if (kind !== "quarter" && isNumber(acted))
    checks.same("ladder", "figures.active", { found: object(active)["count"], expected: acted })
  if (isNumber(acted) && isNumber(thrice))
    checks.holds("ladder", "figures.depth.thrice", {
      found: thrice,
      expected: `at most ${acted}`,
      is: thrice <= acted,
    })
  const { steps, of } = object(shown)
  const counts = Array.isArray(steps) && steps.length === 6 && steps.every(isNumber) ? steps : null
  const cell = "figures.depth.ladder"
  checks.holds("form", cell, {
    found: shown,
    expected: "six steps, or withheld",
    is: counts !== null || isWithheld(shown),
  })
  if (!counts) return
  checks.same("ladder", `${cell}.of`, { found: of, expected: object(json["roster"])["size"] })
  checks.same("ladder", `${cell}.steps`, { found: sum(counts), expected: of })
  if (!isWithheld(reach))
    checks.same("ladder", `${cell}.steps`, { found: sum(counts.slice(1)), expected: object(reach)["count"] })
  if (listed.minGroup !== null && isNumber(of)) {
    const expected = `withheld: fewer than ${listed.minGroup} people`
    checks.holds("small", cell, { found: of, expected, is: of >= listed.minGroup })
  }
}

/** Together they are the roster, so that nothing is left to subtract; each is as large as a group must be. */
function segments({ listed, json }: OneEdition, checks: Checks): void {
  const figures = object(json["figures"])
  const all = list(figures["segments"])
  for (const name of ["reach", "active"]) {
    const cells = all.map((s) => ({
      segment: s["segment"],
      cell: object(s[name]),
      withheld: isWithheld(s[name]),
    }))
    for (const { segment, cell, withheld } of cells) {
      const path = `figures.segments[${segment}].${name}`
      const whole = isNumber(cell["count"]) && isNumber(cell["of"]) && isNumber(cell["share"])
      checks.holds("form", path, { found: cell, expected: "a share, or withheld", is: whole || withheld })
      if (!whole || listed.minGroup === null) continue
      const expected = `withheld: fewer than ${listed.minGroup} people`
      checks.holds("small", path, { found: cell["of"], expected, is: Number(cell["of"]) >= listed.minGroup })
    }
    const total = object(figures[name])
    if (cells.length === 0 || cells.some((c) => c.withheld) || isWithheld(total)) continue
    for (const key of ["of", "count"] as const) {
      const found = sum(cells.map((c) => Number(c.cell[key])))
      checks.same("sum", `figures.segments.${name}.${key}`, { found, expected: total[key] })
    }
  }
}

function amounts({ listed, json }: OneEdition, checks: Checks): void {
  const period = object(json["period"])
  const size = object(json["roster"])["size"]
  for (const figure of list(object(json["figures"])["logged"])) {
    const cell = `figures.logged[${figure["unit"]}]`
    const { amount, people, kgCo2e } = figure
    checks.holds("form", cell, {
      found: figure,
      expected: "an amount, or withheld",
      is: isNumber(amount) || isWithheld(figure),
    })
    if (!isNumber(amount)) continue
    checks.same("amount", `${cell}.amount`, { found: amount, expected: Math.round(amount * 10) / 10 })
    if (isNumber(people) && isNumber(size))
      checks.holds("amount", `${cell}.people`, {
        found: people,
        expected: `at most ${size}`,
        is: people >= 0 && people <= size,
      })
    if (kgCo2e === null || !listed.content) continue
    kgAgain({
      cell: `${cell}.kgCo2e`,
      unit: String(figure["unit"]),
      amount,
      kg: object(kgCo2e),
      days: { from: String(period["from"]), to: String(period["to"]) },
      content: listed.content,
      checks,
    })
  }
}

/** Every goal of the content has its figure, once. */
function goals({ listed, json }: OneEdition, checks: Checks): void {
  const figures = object(json["figures"])
  const actions = figures["actions"]
  checks.holds("form", "figures.actions", {
    found: actions,
    expected: "a count, or withheld",
    is: isWithheld(actions) || isNumber(object(actions)["count"]),
  })
  const found = list(figures["sdg"])
  for (const figure of found)
    checks.holds("form", `figures.sdg[${figure["goal"]}]`, {
      found: figure,
      expected: "a count, or withheld",
      is: isNumber(figure["actions"]) || isWithheld(figure),
    })
  if (listed.content)
    checks.same("form", "figures.sdg", {
      found: found.map((f) => f["goal"]).join(" "),
      expected: listed.content.goals.join(" "),
    })
}
