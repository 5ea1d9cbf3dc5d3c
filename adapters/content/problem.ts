import type { z } from "zod"
import { asksForbidden } from "../../src/domain/poll.ts"

export const neverKept =
  "nothing here is about health, benefits, who counts for the PSO, religion, union or origin"

/** One thing to repair in the content: which file and line, which field (empty: the whole file), and what belongs there. */
export type Problem = { file: string; line?: number; field: string; expected: string }

type Where = { file: string; field?: string }

/** Parses with a schema; what does not fit is added to `problems`, one for each field. */
export function fit<S extends z.ZodType>(
  q: { schema: S; data: unknown; at: Where },
  problems: Problem[],
): z.output<S> | null {
  const result = q.schema.safeParse(q.data, { reportInput: true })
  if (result.success) return result.data
  for (const issue of result.error.issues)
    for (const { path, expected } of spell(issue))
      problems.push({
        file: q.at.file,
        field: [q.at.field, ...path].filter((p) => p !== undefined && p !== "").join("."),
        expected,
      })
  return null
}

type Issue = z.core.$ZodIssue

function spell(issue: Issue): { path: string[]; expected: string }[] {
  const path = issue.path.map(String)
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], expected: strange(key) }))
  return [{ path, expected: expectation(issue) }]
}

function strange(key: string): string {
  const words = key.replaceAll(/[_-]/g, " ")
  return asksForbidden(words) ? `no such field: ${neverKept}` : "no field with this name"
}

function expectation(issue: Issue): string {
  if (issue.input === undefined && issue.code !== "custom") return "a value: this field is missing"
  if (
    issue.code === "invalid_type" &&
    issue.expected === "string" &&
    ["number", "boolean"].includes(typeof issue.input)
  )
    return "text: put quotes around it"
  // Zod's own words are for programmers: where the schema says nothing better, these stand in for them.
  if (issue.message.startsWith("Invalid")) return inPlainWords(issue)
  if (issue.message === "a number" && isDecimalComma(issue.input))
    return `${issue.message}, with a point where you have a comma`
  return issue.message
}

function inPlainWords(issue: Issue): string {
  if (issue.code === "invalid_value") return `one of: ${issue.values.map(String).join(", ")}`
  if (issue.code === "invalid_type" && issue.expected === "array") return "a list, such as [8, 10]"
  if (issue.code === "invalid_type" && ["object", "record"].includes(issue.expected))
    return issue.input === null
      ? "something in it: this is empty"
      : "fields, each with a name, a colon and a space"
  if (issue.code === "invalid_type" && issue.expected === "string") return "text"
  return "something else: see content/README.md, or a file beside this one"
}

/** 0,127 is a text to YAML. */
function isDecimalComma(input: unknown): boolean {
  return typeof input === "string" && /^-?\d+,\d+$/.test(input)
}
