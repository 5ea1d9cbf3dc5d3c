/** Small linear and integer programmes: what a number can be at least and at most, given all that is known. */
import * as module from "highs"

type Highs = module.Highs
type Model = module.Model

export type Sum = ReadonlyMap<number, number>
export type Puzzle = {
  variable(low: number, high: number): number
  know(sum: Sum, q: { low?: number; high?: number }): void
  known: { low: number; high: number; sum: Sum }[]
  bounds: { low: number; high: number }[]
}

export function puzzle(): Puzzle {
  const bounds: Puzzle["bounds"] = []
  const known: Puzzle["known"] = []
  return {
    bounds,
    known,
    variable: (low, high) => bounds.push({ low, high }) - 1,
    know: (sum, { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY }) =>
      known.push({ low, high, sum }),
  }
}

export function sum(...terms: (readonly [variable: number, factor: number])[]): Sum {
  const all = new Map<number, number>()
  for (const [variable, factor] of terms) all.set(variable, (all.get(variable) ?? 0) + factor)
  return all
}

let loading: Promise<Highs> | null = null
export function solver(): Promise<Highs> {
  // Its types are those of a CommonJS module, at run time it is an ES module.
  const load = module.default as unknown as typeof module.default.default
  return (loading ??= load())
}

export type Range = { low: number; high: number }
/** `seen`: worlds that fit have these values. `enough`: wider than this, by that measure, nobody need know more exactly. */
export type Wanted = { sum: Sum; seen: Range; enough: number; width: (range: Range) => number }

/**
 * The least and the most that each sum can be, or a part of that which is wide enough; null where what is known contradicts
 * itself. A linear programme first: where its range is too narrow, whole numbers make it narrower still. Where it is wide, but
 * found with parts of people, and `whole` is asked for, an integer programme must show that whole ones do it too.
 */
export function ranges(
  highs: Highs,
  q: { puzzle: Puzzle; wanted: readonly Wanted[]; whole: boolean },
): (Range | null)[] {
  if (q.wanted.length === 0) return []
  return highs.withModel(dataOf(q.puzzle, highs.infinity), (model: Model): (Range | null)[] => {
    model.options.set({ output_flag: false, time_limit: solveSeconds, presolve: "off" })
    return q.wanted.map(({ sum, seen, enough, width }) => {
      let range = seen
      for (const end of ["high", "low"] as const) {
        const sign = end === "low" ? 1 : -1
        const found = extreme(model, sum, sign)
        // Also where the reader concludes what is not so.
        if (!found || sign * (found.value - seen[end]) > nearly) return null
        // How much less wide it may be found is shared by both ends.
        const gap = Math.max(0, (width({ ...range, [end]: found.value }) - enough) / 2)
        const whole = { sign, variables: q.puzzle.bounds.length, gap }
        const value = q.whole && !found.whole ? wholeExtreme(model, sum, whole) : found.value
        range = { ...range, [end]: value ?? range[end] }
        if (width(range) >= enough) return range
      }
      return range
    })
  })
}

/** Of one programme; what was found by then is a world that fits, so the range is never told wider than it is. */
const solveSeconds = 20
const nearly = 1e-6

/** How many whole numbers lie between the first and the last in it. */
export function inner({ low, high }: Range): number {
  return Math.floor(high + nearly) - Math.ceil(low - nearly)
}

function extreme(model: Model, sum: Sum, sign: number): { value: number; whole: boolean } | null {
  const solution = solve(model, sum, sign)
  if (!solution) return null
  const whole = solution.every((value) => Math.abs(value - Math.round(value)) < nearly)
  return { value: valueIn(sum, solution), whole }
}

function wholeExtreme(
  model: Model,
  sum: Sum,
  { sign, variables, gap }: { sign: number; variables: number; gap: number },
): number | null {
  const all = { kind: "range", from: 0, to: variables - 1 } as const
  const types = (type: 0 | 1) => Array.from({ length: variables }, () => type)
  model.options.set("mip_abs_gap", Math.max(gap, nearly))
  model.changeColsIntegrality(all, types(1))
  const solution = solve(model, sum, sign)
  model.changeColsIntegrality(all, types(0))
  return solution && valueIn(sum, solution)
}

function solve(model: Model, sum: Sum, sign: number): Float64Array | null {
  for (const [variable, factor] of sum) model.changeColCost(variable, sign * factor)
  model.run()
  // After an integer programme it sometimes does not start from where that ended.
  if (model.getModelStatus() === notSet) {
    model.clearSolver()
    model.run()
  }
  const status = model.getModelStatus()
  const found = status === optimal || model.info.get("primal_solution_status") === feasible
  const solution = found ? model.getSolution().colValue : null
  for (const variable of sum.keys()) model.changeColCost(variable, 0)
  return solution
}

/** HiGHS' own numbers. */
const notSet = 0
const optimal = 7
const feasible = 2

function valueIn(sum: Sum, solution: Float64Array): number {
  let value = 0
  for (const [variable, factor] of sum) value += factor * (solution[variable] ?? 0)
  return value
}

function dataOf({ bounds, known }: Puzzle, infinity: number): module.ModelData {
  const starts = [0]
  const indices: number[] = []
  const values: number[] = []
  for (const { sum } of known) {
    for (const [variable, factor] of sum) {
      indices.push(variable)
      values.push(factor)
    }
    starts.push(indices.length)
  }
  const finite = (n: number) => (Number.isFinite(n) ? n : Math.sign(n) * infinity)
  const size = { numRows: known.length, numCols: bounds.length }
  return {
    ...size,
    colCost: bounds.map(() => 0),
    colLower: bounds.map((b) => finite(b.low)),
    colUpper: bounds.map((b) => finite(b.high)),
    rowLower: known.map((k) => finite(k.low)),
    rowUpper: known.map((k) => finite(k.high)),
    matrix: { format: "csr", ...size, starts, indices, values },
  }
}
