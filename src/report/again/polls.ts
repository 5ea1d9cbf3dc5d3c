/** Results of polls: what may be shown of so many answers, and whether it adds up. */
import type { Frozen } from "./book.ts"
import { localDay } from "./calendar.ts"
import { written } from "./canonical.ts"
import { type Checks, isNumber, isWithheld, type Json, list, object, sum } from "./checks.ts"
import type { OneEdition } from "./figures.ts"

/** MIN_GROUP is never below this; how large it was when a poll closed is not in its result. */
const groupFloor = 5
const countsFrom = 20
const stepsOfShare = 20

export function checkPolls({ listed, json }: OneEdition, checks: Checks): void {
  const days = object(json["period"])
  for (const poll of list(json["polls"])) {
    const cell = `polls[${poll["poll"]}]`
    const { answers, options } = poll
    checks.holds("form", `${cell}.answers`, {
      found: answers,
      expected: "a whole number",
      is: isNumber(answers) && Number.isInteger(answers) && answers >= 0,
    })
    const day = localDay(String(poll["closedAt"]), String(days["timeZone"]))
    checks.holds("poll", `${cell}.closedAt`, {
      found: poll["closedAt"],
      expected: `a moment from ${days["from"]} to ${days["to"]}`,
      is: day !== null && day >= String(days["from"]) && day <= String(days["to"]),
    })
    const shown = Array.isArray(options)
    checks.holds("form", `${cell}.options`, {
      found: options,
      expected: "options, or withheld",
      is: shown || isWithheld(options),
    })
    if (!shown || !isNumber(answers)) continue
    checks.holds("small", `${cell}.options`, {
      found: answers,
      expected: `withheld: fewer than ${groupFloor} answers`,
      is: answers >= groupFloor,
    })
    const known = listed.content?.polls.find((item) => item.id === poll["id"])
    if (known)
      checks.same("form", `${cell}.options`, {
        found: list(options)
          .map((o) => o["key"])
          .join(" "),
        expected: known.keys.join(" "),
      })
    if (answers >= countsFrom) counts(poll, cell, checks)
    else shares(poll, cell, checks)
  }
}

/**
 * A poll stands in its week, its month and its quarter: in each the result that was recorded at its close. Told alike only
 * where the questions and the smallest group were the same.
 */
export function checkPollsAlike(known: readonly Frozen[], checks: Checks): void {
  const first = new Map<string, { period: string; text: string }>()
  for (const { listed, json, contentSha256 } of known)
    for (const poll of list(json["polls"])) {
      const { id, of, answers, options, closedAt } = poll
      const text = written({ id, of, answers, options, closedAt })
      const key = `${poll["poll"]} ${contentSha256} ${listed.minGroup}`
      const seen = first.get(key) ?? { period: listed.period, text }
      first.set(key, seen)
      checks.of(listed.period, listed.edition).holds("poll", `polls[${poll["poll"]}]`, {
        found: text,
        expected: `as in ${seen.period}: ${seen.text}`,
        is: text === seen.text,
      })
    }
}

function counts(poll: Json, cell: string, checks: Checks): void {
  const answers = Number(poll["answers"])
  const options = list(poll["options"])
  for (const { key, count } of options) {
    const path = `${cell}.options[${key}].count`
    // Where all chose the same, everybody's answer would be known.
    const is = isNumber(count) && Number.isInteger(count) && count >= 0 && count < answers
    checks.holds("poll", path, { found: count, expected: `a whole number under ${answers}`, is })
  }
  const total = sum(options.map((o) => Number(o["count"])))
  if (poll["kind"] !== "multiple") checks.same("poll", `${cell}.answers`, { found: answers, expected: total })
}

/** In steps of five points, without counts. Some counts must exist that are rounded to these. */
function shares(poll: Json, cell: string, checks: Checks): void {
  const answers = Number(poll["answers"])
  let [least, most] = [0, 0]
  for (const option of list(poll["options"])) {
    const path = `${cell}.options[${option["key"]}]`
    checks.holds("small", `${path}.count`, {
      found: option["count"],
      expected: `withheld: fewer than ${countsFrom} answers`,
      is: option["count"] === undefined,
    })
    const fitting = countsFor(option["share"], answers)
    checks.holds("poll", `${path}.share`, {
      found: option["share"],
      expected: `a share of ${answers} answers in steps of 5 points`,
      is: fitting.length > 0,
    })
    least += Math.min(...fitting, answers)
    most += Math.max(...fitting, 0)
  }
  if (poll["kind"] !== "multiple")
    checks.holds("poll", `${cell}.options`, {
      found: `${least} to ${most} answers`,
      expected: `shares of ${answers} answers`,
      is: least <= answers && answers <= most,
    })
}

function countsFor(share: unknown, answers: number): number[] {
  const all = Array.from({ length: Math.max(0, answers) + 1 }, (_, n) => n)
  return all.filter((n) => {
    const stepped = Math.round((n / answers) * stepsOfShare) / stepsOfShare
    return isNumber(share) && Math.abs(stepped - share) < 1e-9
  })
}
