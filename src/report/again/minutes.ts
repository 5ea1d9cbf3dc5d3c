/** Minutes asked of people per week, from the minutes of each kind and the days. */
import { type Checks, isNumber, type Json, object, sum } from "./checks.ts"
import type { Listed } from "./evidence.ts"

const cell = "figures.minutes"
const kinds = ["challenges", "nudges", "polls"] as const
/** A shorter time is told as one week. */
const daysMin = 7
const dayMs = 24 * 3_600_000

/** Absent in editions of before it was counted: their content has no minutes either. */
export function checkMinutes({ listed, json }: { listed: Listed; json: Json }, checks: Checks): void {
  const figure = object(json["figures"])["minutes"]
  const counted = listed.content?.challenges.some((c) => c.minutes !== undefined) ?? false
  if (figure !== undefined || counted) minutesAgain(json, checks)
}

/** Also of a year, which is the sum of its quarters. */
export function minutesAgain(json: Json, checks: Checks): void {
  const { perWeek, minutes, days, ...each } = object(object(json["figures"])["minutes"])
  const parts = kinds.map((kind) => each[kind])
  const whole = [minutes, days, ...parts].every((n) => isNumber(n) && n >= 0)
  checks.holds("form", cell, { found: whole ? "numbers" : "none", expected: "numbers", is: whole })
  if (!whole || !isNumber(days)) return
  checks.same("amount", `${cell}.minutes`, { found: minutes, expected: sum(parts.map(Number)) })
  const { id, from, to } = object(json["period"])
  const all = 1 + Math.round((Date.parse(String(to)) - Date.parse(String(from))) / dayMs)
  // Counting may have begun later, and a year holds the quarters that were.
  const part = /^\d{4}$/.test(String(id)) || String(json["countedFrom"]) > String(from)
  checks.holds("amount", `${cell}.days`, {
    found: days,
    expected: part ? `${daysMin} to ${all}` : `${all}`,
    is: part ? days >= daysMin && days <= all : days === all,
  })
  const expected = Math.round((70 * Number(minutes)) / days) / 10
  checks.same("amount", `${cell}.perWeek`, { found: perWeek, expected })
}
