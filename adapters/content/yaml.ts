import { isMap, isNode, isScalar, isSeq, parseDocument, type Scalar } from "yaml"
import { hintOf, lineToMend } from "./yaml-hints.ts"

/** `lines`: where each field stands, by its path: `nudges.sdg01-1.fact.nl`. */
export type Lines = ReadonlyMap<string, number>
export type Fault = { line?: number; expected: string }
export type Read = { type: "data"; data: unknown; lines: Lines } | { type: "trouble"; faults: Fault[] }

const yamlLimits = {
  /** Our deepest text lies six levels down. */
  depthMax: 20,
  /** Our largest file has a tenth of this. */
  valuesMax: 20_000,
  faultsShown: 10,
  lineLookedAt: 2000,
} as const

/**
 * YAML 1.2 core as plain data: no dates, tags, anchors, aliases or keys that are no plain words. What is refused is
 * named with its line. Duplicates are looked for here and not by the library, which compares every key with every
 * other; nor is its `toJS` used, which takes minutes over nested keys.
 */
export function readYaml(text: string): Read {
  try {
    const options = { schema: "core", version: "1.2", logLevel: "error" } as const
    const document = parseDocument(text, { ...options, prettyErrors: false, uniqueKeys: false })
    const lineOf = lineCounter(text)
    const troubles = [...document.errors, ...document.warnings].slice(0, yamlLimits.faultsShown)
    if (troubles.length > 0) {
      const lines = text.split("\n")
      const faults = troubles.map((e) => faultOf(e.message, lineOf(e.pos[0]), lines))
      return { type: "trouble", faults: [...new Map(faults.map((f) => [f.expected, f])).values()] }
    }
    const into: Into = { refused: [], lines: new Map(), lineOf, text, values: 0 }
    const data = plain({ node: document.contents, depth: 0, path: "" }, into)
    if (into.refused.length === 0) return { type: "data", data, lines: into.lines }
    return { type: "trouble", faults: into.refused.slice(0, yamlLimits.faultsShown) }
  } catch (error) {
    return { type: "trouble", faults: [{ expected: `readable YAML: ${String(error).slice(0, 120)}` }] }
  }
}

function faultOf(trouble: string, at: number, lines: string[]): Fault {
  const line = lineToMend(lines, trouble, at)
  const hint = hintOf(lines[line - 1]?.slice(0, yamlLimits.lineLookedAt) ?? "", trouble)
  if (hint) return { line, expected: hint }
  return { line, expected: `readable YAML: ${trouble.slice(0, 120)}` }
}

type At = { node: unknown; depth: number; path: string }
type Into = {
  refused: Fault[]
  lines: Map<string, number>
  lineOf: (offset: number) => number
  text: string
  values: number
}

function plain(q: At, into: Into): unknown {
  const { node, path } = q
  into.values += 1
  if (into.values > yamlLimits.valuesMax) return refuseAll(into)
  const refuseAt = (what: unknown, expected: string) => {
    into.refused.push({ line: into.lineOf(startOf(what)), expected })
    return null
  }
  const refuse = (expected: string) => refuseAt(node, expected)
  if (node === null) return null
  if (q.depth > yamlLimits.depthMax) return refuse(`at most ${yamlLimits.depthMax} levels`)
  if (isNode(node) && node.tag) return refuse("the text itself: no tags")
  if (isScalar(node)) return cutByHash(node, into.text) ? refuse(quoteTheHash) : node.value
  if (isSeq(node))
    return node.items.map((item, at) => {
      const within = joined(path, nameOf(item, path, at))
      into.lines.set(within, into.lineOf(startOf(item)))
      return plain({ node: item, depth: q.depth + 1, path: within }, into)
    })
  if (!isMap(node)) return refuse("the text itself: no aliases")
  const data = new Map<string, unknown>()
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : null
    if (key === null) refuse("a plain word before the colon")
    else if (data.has(key)) refuseAt(pair.key, twice(key))
    else {
      const within = joined(path, key)
      into.lines.set(within, into.lineOf(startOf(pair.key)))
      data.set(key, plain({ node: pair.value, depth: q.depth + 1, path: within }, into))
    }
  }
  return Object.fromEntries(data)
}

/** An `id` twice is most often the start of a next item whose dash got lost. */
function twice(key: string): string {
  const dash = key === "id" ? "; each item of a list begins with a - before its id" : ""
  return `each field once: ${key.slice(0, 40)} stands here twice${dash}`
}

/** Said once, however much follows. */
function refuseAll(into: Into): null {
  if (into.values === yamlLimits.valuesMax + 1)
    into.refused.push({ expected: `at most ${yamlLimits.valuesMax} values in one file` })
  return null
}

function joined(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`
}

/** Items are named as problems name them: by their id, else by their place in the list, people's lists from one. */
function nameOf(item: unknown, list: string, at: number): string {
  const id = isMap(item) ? (item.get("id") ?? item.get("number")) : undefined
  if (typeof id === "string" || typeof id === "number") return String(id)
  return String(["nudges", "polls", "goals"].includes(list) ? at + 1 : at)
}

function startOf(node: unknown): number {
  return (node as { range?: [number, number, number] | null }).range?.[0] ?? 0
}

const quoteTheHash = "text with a # in it between double quotes: what comes after the # is not read"

/** "Kom naar #mvo": YAML reads a remark there, and would drop the end of the sentence without a word. */
function cutByHash(node: Scalar, text: string): boolean {
  if (node.type !== "PLAIN") return false
  const end = (node.range?.[1] ?? 0) as number
  return /^[ \t]*#[^\s#]/.test(text.slice(end, end + hashLooksAhead))
}
const hashLooksAhead = 100

/** Offset to line, by halving: a large file has thousands of fields. */
function lineCounter(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return low
  }
}
