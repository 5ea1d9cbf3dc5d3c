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
/** Contradicts: what is known does not fit together. Undecided: not found to be wide enough, and there was no time to be sure. */
export type Known = Range | "contradicts" | "undecided"

export function isRange(known: Known | undefined): known is Range {
  return typeof known === "object"
}

/** Of one programme. */
const solveSeconds = 20

/**
 * The least and the most that each sum can be, or a part of that which is wide enough. A linear programme first: where its range is
 * too narrow, whole numbers make it narrower still. Where it is wide, but found with parts of people, and `whole` is asked for, an
 * integer programme must show that whole ones do it too.
 */
export function ranges(
  highs: Highs,
  q: { puzzle: Puzzle; wanted: readonly Wanted[]; whole: boolean; seconds?: number },
): Known[] {
  if (q.wanted.length === 0) return []
  return highs.withModel(dataOf(q.puzzle, highs.infinity), (model: Model): Known[] => {
    model.options.set({ output_flag: false, time_limit: q.seconds ?? solveSeconds, presolve: "off" })
    return q.wanted.map((wanted) => rangeOf(model, { ...wanted, ...q }))
  })
}

function rangeOf(model: Model, q: Wanted & { puzzle: Puzzle; whole: boolean }): Known {
  const { sum, seen, enough, width } = q
  let range = seen
  let isSure = true
  for (const end of ["high", "low"] as const) {
    const sign = end === "low" ? 1 : -1
    const further = (value: number) => {
      if (sign * (value - range[end]) < 0) range = { ...range, [end]: value }
    }
    const found = extreme(model, sum, sign)
    if (found.type === "none") return "contradicts"
    if (found.type === "stopped") {
      isSure = false
      if (found.isWhole || !q.whole) further(found.value)
      continue
    }
    // Also where the reader concludes what is not so.
    if (sign * (found.value - seen[end]) > nearly) return "contradicts"
    if (found.isWhole || !q.whole) further(found.value)
    else {
      // How much less wide it may be found is shared by both ends.
      const gap = Math.max(0, (width({ ...range, [end]: found.value }) - enough) / 2)
      const whole = wholeExtreme(model, sum, { sign, variables: q.puzzle.bounds.length, gap })
      if (whole.type === "none") return "contradicts"
      if (whole.type === "stopped") isSure = false
      further(whole.value)
    }
    if (width(range) >= enough) return range
  }
  return isSure || width(range) >= enough ? range : "undecided"
}

const nearly = 1e-6

/** How many whole numbers lie between the first and the last in it. */
export function inner({ low, high }: Range): number {
  return Math.floor(high + nearly) - Math.ceil(low - nearly)
}

/** Stopped: what was found by then is a world that fits, or nothing; it may lie further. */
type Extreme = { type: "found" | "stopped"; value: number; isWhole: boolean } | { type: "none" }

function extreme(model: Model, sum: Sum, sign: number): Extreme {
  for (const [variable, factor] of sum) model.changeColCost(variable, sign * factor)
  const status = run(model)
  const isFeasible = status === optimal || model.info.get("primal_solution_status") === feasible
  const solution = isFeasible ? model.getSolution().colValue : null
  for (const variable of sum.keys()) model.changeColCost(variable, 0)
  if (status === infeasible || status === unboundedOrInfeasible) return { type: "none" }
  if (!solution) return { type: "stopped", value: sign * Number.POSITIVE_INFINITY, isWhole: false }
  const isWhole = solution.every((value) => Math.abs(value - Math.round(value)) < nearly)
  return { type: status === optimal ? "found" : "stopped", value: valueIn(sum, solution), isWhole }
}

/** The solver counts its seconds on from programme to programme. */
function run(model: Model): number {
  model.zeroAllClocks()
  model.run()
  // After an integer programme it sometimes does not start from where that ended.
  if (model.getModelStatus() === notSet) {
    model.clearSolver()
    model.run()
  }
  return model.getModelStatus()
}

function wholeExtreme(
  model: Model,
  sum: Sum,
  { sign, variables, gap }: { sign: number; variables: number; gap: number },
): Extreme {
  const all = { kind: "range", from: 0, to: variables - 1 } as const
  const types = (type: 0 | 1) => Array.from({ length: variables }, () => type)
  model.options.set("mip_abs_gap", Math.max(gap, nearly))
  model.changeColsIntegrality(all, types(1))
  const found = extreme(model, sum, sign)
  model.changeColsIntegrality(all, types(0))
  return found
}

/** HiGHS' own numbers. */
const notSet = 0
const optimal = 7
const infeasible = 8
const unboundedOrInfeasible = 9
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
