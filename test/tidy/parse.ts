/** What the rules need to know of a TypeScript file. TypeScript 7 has no API, so oxc reads it. */
import { parseSync } from "oxc-parser"

export type Import = {
  from: string
  line: number
  /** Gone when types are stripped: `import type`, or all names marked `type`. */
  typeOnly: boolean
  /** `import("x")`: loaded when it runs, not at the start. */
  dynamic: boolean
}
/** As much of an ESTree node as is looked at. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>
export type Parsed = {
  imports: Import[]
  program: Node
  /** The text with comments blanked, lines kept. */
  bare: string
  lineOf(offset: number): number
}

const parsedFiles = new Map<string, Parsed>()

export function parse(path: string, text: string): Parsed {
  const key = `${path}\n${text}`
  const known = parsedFiles.get(key)
  if (known) return known
  const { module, program, comments, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path} cannot be read: ${errors[0].message}`)
  const lineOf = lineFinder(text)
  let bare = text
  for (const c of comments)
    bare = bare.slice(0, c.start) + text.slice(c.start, c.end).replace(/[^\n]/g, " ") + bare.slice(c.end)
  const at = (start: number) => ({ line: lineOf(start) })
  const imports: Import[] = [
    ...module.staticImports.map((i) => ({
      from: i.moduleRequest.value,
      typeOnly: i.entries.length > 0 && i.entries.every((e) => e.isType),
      dynamic: false,
      ...at(i.start),
    })),
    ...module.staticExports.flatMap((e) => {
      const from = e.entries[0]?.moduleRequest?.value
      return from === undefined
        ? []
        : [{ from, typeOnly: e.entries.every((x) => x.isType), dynamic: false, ...at(e.start) }]
    }),
    ...module.dynamicImports.map((i) => ({
      from: text.slice(i.moduleRequest.start + 1, i.moduleRequest.end - 1),
      typeOnly: false,
      dynamic: true,
      ...at(i.start),
    })),
    // `import("./x.ts").T` in a type is no import at run time, but it is one for the layers.
    ...nodes(program as unknown as Node)
      .filter((n) => n.type === "TSImportType")
      .map((n) => ({
        from: String((n.source as Node).value),
        typeOnly: true,
        dynamic: false,
        ...at(n.start),
      })),
  ]
  const result = { imports, program: program as unknown as Node, bare, lineOf }
  parsedFiles.set(key, result)
  return result
}

/** Line of an offset, from 1; by halving, because long files have thousands of nodes. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map((m) => m.index + 1)]
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** Every node below and with this one, parents first. */
export function nodes(node: Node): Node[] {
  return [node, ...children(node).flatMap(nodes)]
}

export function children(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((v): v is Node => typeof v === "object" && v !== null && typeof v.type === "string")
}

/** The path that a relative import means; null for packages. */
export function target(path: string, from: string): string | null {
  if (!from.startsWith(".")) return null
  const parts = path.split("/").slice(0, -1)
  for (const step of from.split("/"))
    if (step === "..") parts.pop()
    else if (step !== ".") parts.push(step)
  return parts.join("/")
}

/** `@slack/bolt` of `@slack/bolt/dist/x.js`. */
export function packageOf(from: string): string {
  return from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/")
}
