/**
 * Recomputing what is published, from the counts in it alone. This folder takes nothing from the code that made the figures:
 * a mistake there must not be repeated here (test/report/again.test.ts holds that).
 */

/** Each kind of check, in the order in which they are told. */
export const rules = [
  "form",
  "hash",
  "period",
  "edition",
  "order",
  "gap",
  "chain",
  "roster",
  "share",
  "ladder",
  "small",
  "poll",
  "amount",
  "kg",
  "parts",
  "index",
  "ranges",
  "change",
  "sum",
  "year",
  "cells",
  "file",
  "kept",
  "counted",
] as const
export type Rule = (typeof rules)[number]

export type Finding = {
  rule: Rule
  /** Null where it is about the whole folder. */
  period: string | null
  edition: number | null
  /** Where it stands: `figures.reach`, `sha256`. */
  cell: string
  found: unknown
  expected: unknown
}

export type Checks = {
  /** Numbers are the same within `within`, all else where it is equal. */
  same(rule: Rule, cell: string, q: { found: unknown; expected: unknown; within?: number }): void
  /** `expected` says what should have been. */
  holds(rule: Rule, cell: string, q: { found: unknown; expected: string; is: boolean }): void
  of(period: string | null, edition: number | null): Checks
  findings: Finding[]
  /** How many checks of each kind were made. */
  made: Record<Rule, number>
}

/** Numbers went through decimal text. */
const nearly = 1e-9

export function openChecks(): Checks {
  const findings: Finding[] = []
  const made = Object.fromEntries(rules.map((rule) => [rule, 0])) as Record<Rule, number>
  const about = (period: string | null, edition: number | null): Checks => {
    const check = (finding: Pick<Finding, "rule" | "cell" | "found" | "expected">, is: boolean) => {
      made[finding.rule]++
      if (!is) findings.push({ ...finding, period, edition })
    }
    return {
      same: (rule, cell, { found, expected, within = nearly }) =>
        check({ rule, cell, found, expected }, isSame(found, expected, within)),
      holds: (rule, cell, { found, expected, is }) => check({ rule, cell, found, expected }, is),
      of: about,
      findings,
      made,
    }
  }
  return about(null, null)
}

function isSame(a: unknown, b: unknown, within: number): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) <= within
  return a === b
}

export type Json = Record<string, unknown>

/** The object that stands there; an empty one where none does. */
export function object(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

export function list(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(object) : []
}

export function isNumber(value: unknown): value is number {
  return typeof value === "number"
}

export function isWithheld(value: unknown): boolean {
  return object(value)["suppressed"] === true
}

/** A number is shown to one decimal of `exact`; which way a half was rounded is not asked. */
export const toOneDecimal = 0.05 + 1e-6

export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
