/** A report's JSON as a list of cells: one number each, by a name that says where it stands. */

export type Cell = {
  /** `figures.reach`, `figures.logged[km_cycled].kgCo2e.low`, `polls[p7].options[a].count` */
  cell: string
  value: string | number | boolean | null
  /** Of a share: counted, of so many. */
  numerator: number | null
  denominator: number | null
  withheld: boolean
}
export type CellChange = { cell: string; before: Cell["value"]; after: Cell["value"] }

const sections = ["roster", "figures", "polls", "index", "evidence"]
/** By these an item of a list is told from the others. */
const names = ["unit", "goal", "segment", "poll", "item", "key", "framework", "element"]

/** All cells of a period, in the order of the document. Takes parsed JSON, also of other hands. */
export function cellsOf(json: object): Cell[] {
  const report = json as Record<string, unknown>
  return sections.flatMap((section) => (section in report ? under(report[section], section) : []))
}

/** Each has its words: a figure without a definition is no evidence (test/export.test.ts). */
export const definitions = [
  "roster",
  "reach",
  "active",
  "depth",
  "actions",
  "logged",
  "sdg",
  "segments",
  "followUp",
  "minutes",
  "polls",
  "index",
  "evidence",
] as const

/** Which definition a cell follows: `reach`, `logged`, `polls`, `index`. */
export function definitionOf(cell: string): string {
  return /^(?:figures\.)?(\w+)/.exec(cell)?.[1] ?? cell
}

function under(node: unknown, path: string): Cell[] {
  if (Array.isArray(node)) return node.flatMap((item, i) => under(item, `${path}[${nameOf(item) ?? i}]`))
  if (typeof node !== "object" || node === null) return [leaf(path, node)]
  const { suppressed, count, of, share } = node as Record<string, unknown>
  if (suppressed === true) return [{ ...leaf(path, null), withheld: true }]
  if (typeof share === "number" && typeof count === "number" && typeof of === "number")
    return [{ ...leaf(path, share), numerator: count, denominator: of }]
  const own = nameKey(node)
  return Object.entries(node)
    .filter(([key]) => key !== own)
    .flatMap(([key, value]) => under(value, `${path}.${key}`))
}

function leaf(cell: string, value: unknown): Cell {
  const plain = typeof value === "object" || value === undefined ? null : (value as Cell["value"])
  return { cell, value: plain, numerator: null, denominator: null, withheld: false }
}

function nameKey(node: object): string | undefined {
  return names.find((key) => ["string", "number"].includes(typeof (node as Record<string, unknown>)[key]))
}

function nameOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null) return null
  const key = nameKey(item)
  return key === undefined ? null : String((item as Record<string, unknown>)[key])
}

/** What differs, by cell; a share is told as `168/240`. Null: not there, or withheld. */
export function changedCells(before: object, after: object): CellChange[] {
  const [was, is] = [tellable(before), tellable(after)]
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((cell) => {
    const change = { cell, before: was.get(cell) ?? null, after: is.get(cell) ?? null }
    return change.before === change.after ? [] : [change]
  })
}

function tellable(json: object): Map<string, Cell["value"]> {
  return new Map(
    cellsOf(json).map((c) => [c.cell, c.numerator === null ? c.value : `${c.numerator}/${c.denominator}`]),
  )
}
