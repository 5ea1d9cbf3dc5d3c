import { isMap, isScalar, isSeq, parseDocument } from "yaml"

export type Read = { type: "data"; data: unknown } | { type: "trouble"; expected: string[] }

const yamlLimits = {
  /** Our deepest text lies six levels down. */
  depthMax: 20,
  faultsShown: 10,
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
    const faults = [...document.errors, ...document.warnings]
      .slice(0, yamlLimits.faultsShown)
      .map((e) => `readable YAML (line ${lineOf(text, e.pos[0])}): ${e.message.slice(0, 120)}`)
    if (faults.length > 0) return { type: "trouble", expected: faults }
    const refused: string[] = []
    const data = plain({ node: document.contents, depth: 0, text }, refused)
    if (refused.length === 0) return { type: "data", data }
    return { type: "trouble", expected: refused.slice(0, yamlLimits.faultsShown) }
  } catch (error) {
    return { type: "trouble", expected: [`readable YAML: ${String(error).slice(0, 120)}`] }
  }
}

type At = { node: unknown; depth: number; text: string }

function plain(q: At, refused: string[]): unknown {
  const { node, text } = q
  const refuse = (what: string) => {
    refused.push(`${what} (line ${lineOf(text, startOf(node))})`)
    return null
  }
  if (node === null) return null
  if (q.depth > yamlLimits.depthMax) return refuse(`at most ${yamlLimits.depthMax} levels`)
  if (isScalar(node)) return node.value
  if (isSeq(node)) return node.items.map((item) => plain({ node: item, depth: q.depth + 1, text }, refused))
  if (!isMap(node)) return refuse("the text itself: no aliases")
  const data = new Map<string, unknown>()
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : null
    if (key === null) refuse("a plain word before the colon")
    else if (data.has(key)) refuse(`each field once: ${key.slice(0, 40)} stands here twice`)
    else data.set(key, plain({ node: pair.value, depth: q.depth + 1, text }, refused))
  }
  return Object.fromEntries(data)
}

function startOf(node: unknown): number {
  return (node as { range?: [number, number, number] | null }).range?.[0] ?? 0
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length
}
