/** cells.csv: every published cell once more, one a line, for people with a spreadsheet. */
import type { Finding } from "../../src/report/again/checks.ts"
import { cellsOf, definitionOf } from "../../src/report/cells.ts"

export type CellsOf = { period: string; edition: number; definitions: number; json: object }

const columns = [
  "period",
  "edition",
  "cell",
  "value",
  "numerator",
  "denominator",
  "withheld",
  "definition",
  "definitions",
  "stamp",
]
/** Texts of the period's own file, of which the first releases made no line. */
const texts = /\.(definition$|items\[)/
/** By it a spreadsheet knows that the text is UTF-8. */
const mark = "\ufeff"

type Line = { period: string; edition: number; cell: string; line: string }

export function cellsCsv(editions: readonly CellsOf[], stamp: string): string {
  const lines = editions.flatMap((one) => linesOf(one, stamp))
  return `${mark}${[columns.join(","), ...lines.map((l) => l.line)].join("\n")}\n`
}

function linesOf({ period, edition, definitions, json }: CellsOf, stamp: string): Line[] {
  return cellsOf(json).map(({ cell, value, numerator, denominator, withheld }) => {
    const definition = definitionOf(cell)
    const row = [period, edition, cell, value, numerator, denominator, withheld ? "yes" : null]
    return { period, edition, cell, line: [...row, definition, definitions, stamp].map(field).join(",") }
  })
}

function field(value: string | number | boolean | null): string {
  if (value === null) return ""
  if (typeof value !== "string") return String(value)
  // A spreadsheet would run what begins so.
  const safe = /^[=+@\t\r-]/.test(value) ? `'${value}` : value
  return /[",;\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Where the file differs from the periods: the first cell of each edition that does. Line ends are the checksum's business. */
export function compareCells(
  csv: string,
  q: { editions: readonly CellsOf[]; stamp: string },
): { findings: Finding[]; made: number } {
  const [head = "", ...lines] = csv.split(/\r?\n/)
  const findings: Finding[] = []
  const tell = (finding: Omit<Finding, "rule">) => findings.push({ rule: "cells", ...finding })
  const header = `${mark}${columns.join(",")}`
  if (head !== header) {
    const whole = { period: null, edition: null, cell: "cells.csv" }
    tell({ ...whole, found: head, expected: header })
  }
  const there = new Map<string, string[]>()
  for (const line of lines.filter((l) => l !== "")) {
    const key = keyOf(fieldsOf(line))
    there.set(key, [...(there.get(key) ?? []), line])
  }
  const withTexts = [...there.values()].some(([line = ""]) => texts.test(fieldsOf(line)[2] ?? ""))
  const wanted = q.editions
    .flatMap((one) => linesOf(one, q.stamp).map((line) => ({ ...line, definitions: one.definitions })))
    .filter(({ definitions, cell }) => withTexts || definitions > 1 || !texts.test(cell))
  const told = new Set<string>()
  for (const { period, edition, cell, line } of wanted) {
    const key = keyOf(fieldsOf(line))
    const same = there.get(key) ?? []
    const at = same.indexOf(line)
    const other = same.splice(Math.max(at, 0), 1)[0]
    if (same.length === 0) there.delete(key)
    if (at >= 0 || told.has(`${period} ${edition}`)) continue
    told.add(`${period} ${edition}`)
    const content = other !== undefined && contentOf(other) === contentOf(line) ? restOf : contentOf
    const expected = other === undefined ? "no line in cells.csv" : content(other)
    tell({ period, edition, cell, found: content(line), expected })
  }
  for (const [left = ""] of there.values()) {
    const [period = "", edition = "", cell = ""] = fieldsOf(left)
    if (told.has(`${period} ${edition}`)) continue
    told.add(`${period} ${edition}`)
    tell({ period, edition: Number(edition) || null, cell, found: "not there", expected: contentOf(left) })
  }
  return { findings, made: wanted.length }
}

function keyOf([period, edition, cell]: string[]): string {
  return `${period},${edition},${cell}`
}

/** Value, numerator and denominator as one text. */
function contentOf(line: string): string {
  const [, , , value = "", numerator = "", denominator = "", withheld] = fieldsOf(line)
  if (withheld === "yes") return "withheld"
  return numerator === "" ? value : `${value} (${numerator} of ${denominator})`
}

/** Definition, its version and the stamp. */
function restOf(line: string): string {
  return fieldsOf(line).slice(7).join(", ")
}

function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain,
  )
}
