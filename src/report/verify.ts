/** Recomputes every derived number of a report's JSON from the counts in it. */
import { type BuyInCounts, buyIn } from "./buy-in.ts"
import { hashedForm } from "./canonical.ts"

/** Where and what: `figures.reach.share is 0.8, but 168 of 240 is 0.7`. */
export type Difference = { path: string; stands: unknown; should: unknown }

/** The differences in order of the document; none where all is as it should be. Takes parsed JSON, also of other hands. */
export function verify(json: unknown, sha256: (text: string) => string): Difference[] {
  const found: Difference[] = []
  shares(json, "", found)
  const report = record(json)
  index(record(report["index"]), found)
  ladder(record(record(report["figures"])["depth"]), found)
  polls(report["polls"], found)
  const frozen = record(report["frozen"])
  if (typeof frozen["sha256"] === "string")
    same(found, { path: "frozen.sha256", stands: frozen["sha256"], should: sha256(hashedForm(report)) })
  return found
}

/** Numbers agree to so much: they went through decimal text. */
const nearly = 1e-9

function same(found: Difference[], difference: Difference): void {
  const { stands, should } = difference
  const equal =
    typeof stands === "number" && typeof should === "number"
      ? Math.abs(stands - should) <= nearly
      : stands === should
  if (!equal) found.push(difference)
}

/** Every `{count, of, share}`, wherever it stands. */
function shares(node: unknown, path: string, found: Difference[]): void {
  if (Array.isArray(node)) for (const [i, item] of node.entries()) shares(item, `${path}[${i}]`, found)
  if (typeof node !== "object" || node === null || Array.isArray(node)) return
  const { count, of, share } = node as Record<string, unknown>
  if (typeof count === "number" && typeof of === "number" && typeof share === "number") {
    same(found, { path: `${path}.share`, stands: share, should: count / of })
    if (count > of) found.push({ path: `${path}.count`, stands: count, should: `at most ${of}` })
  }
  for (const [key, item] of Object.entries(node)) shares(item, path ? `${path}.${key}` : key, found)
}

function ladder(depth: Record<string, unknown>, found: Difference[]): void {
  const { steps, of } = record(depth["ladder"])
  if (!Array.isArray(steps)) return
  const sum = steps.reduce((total: number, n) => total + Number(n), 0)
  same(found, { path: "figures.depth.ladder.steps", stands: sum, should: of })
}

/** Of a question with one choice, the counts are all answers. */
function polls(list: unknown, found: Difference[]): void {
  if (!Array.isArray(list)) return
  for (const [i, poll] of list.entries()) {
    const { options, answers, kind } = record(poll)
    if (!Array.isArray(options) || kind === "multiple") continue
    const counts = options.map((option) => record(option)["count"])
    if (!counts.every((count) => typeof count === "number")) continue
    const sum = counts.reduce((total, count) => total + count, 0)
    same(found, { path: `polls[${i}].answers`, stands: answers, should: sum })
  }
}

function index(stands: Record<string, unknown>, found: Difference[]): void {
  if (typeof stands["value"] !== "number" || typeof stands["counts"] !== "object") return
  const made = buyIn(stands["counts"] as BuyInCounts)
  const { sampling, nonResponse, weights } = made
  const check = (path: string, number: unknown, should: number | null) =>
    same(found, {
      path: `index.${path}`,
      stands: number,
      should: should === null ? null : Math.round(should * 10) / 10,
    })
  check("value", stands["value"], made.value)
  for (const [part, value] of Object.entries(made.parts))
    check(`parts.${part}`, record(stands["parts"])[part], value)
  for (const [name, range] of Object.entries({ sampling, nonResponse, weights })) {
    const [low, high] = Object.values(record(record(stands["ranges"])[name]))
    check(`ranges.${name}[0]`, low, range.low)
    check(`ranges.${name}[1]`, high, range.high)
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
}
