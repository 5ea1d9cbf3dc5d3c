/** What a verification found, in words for a terminal. */
import { type Finding, type Rule, rules } from "../../src/report/again/checks.ts"
import { clean, cut } from "../../src/view/safe-text.ts"
import { type Say, text, type Values } from "../../src/view/words.ts"

/** Differences that are told one by one. */
const toldMax = 10
/** Characters of one value. */
const valueMax = 160

export type Tell = (id: string, values?: Values) => string

export function tellWith(say: Say): Tell {
  return (id, values) => text(say, `proof.${id}`, values)
}

/** The first in full, some more by name. */
export function differences(findings: readonly Finding[], tell: Tell): string[] {
  const [first, ...others] = findings
  if (!first) return []
  const named = others.slice(0, toldMax - 1)
  return [
    tell("verify.differs", { n: findings.length }),
    `  ${where(first, tell)}`,
    ...values(first, tell).map((line) => `    ${line}`),
    ...(named.length > 0 ? [tell("verify.more")] : []),
    ...named.map((one) => `  ${where(one, tell)}: ${values(one, tell).slice(0, 2).join("; ")}`),
    ...(others.length > named.length
      ? [`  ${tell("verify.rest", { n: others.length - named.length })}`]
      : []),
  ]
}

/** How many checks of each kind were made. */
export function checked(made: Partial<Record<Rule, number>>, tell: Tell): string[] {
  return rules.flatMap((rule) => (made[rule] ? [`  ${tell(`rule.${rule}`, { n: made[rule] })}`] : []))
}

function where({ period, edition, cell }: Finding, tell: Tell): string {
  const values = { period: safe(period ?? ""), edition: edition ?? 0, cell: safe(cell) }
  if (period === null) return values.cell
  return edition === null ? tell("verify.where-period", values) : tell("verify.where", values)
}

function values({ found, expected }: Finding, tell: Tell): string[] {
  return [
    tell("verify.found", { found: shown(found, tell) }),
    tell("verify.expected", { expected: shown(expected, tell) }),
  ]
}

function shown(value: unknown, tell: Tell): string {
  if (typeof value === "string")
    return value.startsWith(messages) ? tell(value.slice("proof.".length)) : safe(value)
  return safe(value === undefined ? "–" : JSON.stringify(value))
}

/** A finding may name one of our own sentences. */
const messages = "proof.verify."

/** It comes from a file that anybody may have written: nothing in it may steer the terminal. */
function safe(value: string): string {
  return cut(clean(value).replaceAll("\n", " "), valueMax)
}
