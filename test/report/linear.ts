/** Small linear and integer programmes: what a number can be at least and at most, given all that is known. */
import * as module from "highs"

type Highs = module.Highs
type Model = module.Model

export type Sum = ReadonlyMap<number, number>
export type Known = { low: number; high: number; sum: Sum }
export type Puzzle = {
  variable(low: number, high: number): number
  know(sum: Sum, q: { low?: number; high?: number }): void
  known: Known[]
  bounds: { low: number; high: number }[]
}

export function puzzle(): Puzzle {
  const bounds: Puzzle["bounds"] = []
  const known: Known[] = []
  return {
    bounds,
    known,
    variable: (low, high) => bounds.push({ low, high }) - 1,
    know: (sum, { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY }) =>
      known.push({ low, high, sum }),
  }
}

let loading: Promise<Highs> | null = null
export function solver(): Promise<Highs> {
  // Its types are those of a CommonJS module, at run time it is an ES module.
  const load = module.default as unknown as typeof module.default.default
  return (loading ??= load())
}

/** The least and the most that each sum can be. Whole numbers where `whole`. */
type Range = { low: number; high: number }

export function ranges(highs: Highs, q: { puzzle: Puzzle; wanted: readonly Sum[]; whole: boolean }): Range[] {
  if (q.wanted.length === 0) return []
  const { bounds, known } = q.puzzle
  const start = [0]
  const index: number[] = []
  const value: number[] = []
  for (const { sum } of known) {
    for (const [variable, factor] of sum) {
      index.push(variable)
      value.push(factor)
    }
    start.push(index.length)
  }
  const inf = highs.infinity
  const finite = (n: number) => (Number.isFinite(n) ? n : Math.sign(n) * inf)
  return highs.withModel(
    {
      numCols: bounds.length,
      numRows: known.length,
      colCost: bounds.map(() => 0),
      colLower: bounds.map((b) => finite(b.low)),
      colUpper: bounds.map((b) => finite(b.high)),
      rowLower: known.map((k) => finite(k.low)),
      rowUpper: known.map((k) => finite(k.high)),
      matrix: {
        format: "csr",
        numRows: known.length,
        numCols: bounds.length,
        starts: start,
        indices: index,
        values: value,
      },
      ...(q.whole ? { integrality: bounds.map(() => 1 as const) } : {}),
    },
    (model: Model): Range[] => {
      model.options.set("output_flag", false)
      return q.wanted.map((sum) => ({ low: extreme(model, sum, 1), high: extreme(model, sum, -1) }))
    },
  )
}

function extreme(model: Model, sum: Sum, sign: 1 | -1): number {
  for (const [variable, factor] of sum) model.changeColCost(variable, sign * factor)
  model.run()
  const value = sign * model.getObjectiveValue()
  for (const variable of sum.keys()) model.changeColCost(variable, 0)
  return value
}
