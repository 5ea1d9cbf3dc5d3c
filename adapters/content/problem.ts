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
  return issue.message
}
