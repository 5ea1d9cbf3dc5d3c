import type { Language } from "../../src/domain/id.ts"
import type { Kind, Source, Sources } from "./files.ts"
import { contentLimits } from "./schema.ts"

/** A text as people will read it, with the place where it stands. `field` ends in the language, save in words/. */
export type PlacedText = {
  kind: Kind
  file: string
  field: string
  language: Language
  text: string
  /** What it says is what its item's source says: a fact, why an answer is right, a factor's rule. An act is not. */
  sourced: boolean
}

const proven = new Set(["fact", "answer"])

/** Longer than any text may be: what is too long is a problem already, and reading it could take long. */
const { messageMax: textMax } = contentLimits

const kinds: Kind[] = ["challenges", "nudges", "polls", "units", "factors", "frameworks", "sdgs", "words"]

/** Every text of the files, whatever else is wrong in them. */
export function textsOf(sources: Sources): PlacedText[] {
  return kinds.flatMap((kind) =>
    sources[kind].flatMap((source) => {
      const found: PlacedText[] = []
      walk({ node: source.data, path: [], sourced: false, spoken: spokenIn(kind, source) }, (at, text, q) =>
        found.push({ kind, file: source.file, field: at.join("."), text, ...q }),
      )
      return found
    }),
  )
}

/** Files of words/ are in one language as a whole; elsewhere `nl` and `en` stand beside each other. */
function spokenIn(kind: Kind, source: Source): Language | null {
  if (kind !== "words") return null
  return source.name.endsWith("nl") ? "nl" : "en"
}

type Node = { node: unknown; path: string[]; sourced: boolean; spoken: Language | null }
type Found = (at: string[], text: string, q: { language: Language; sourced: boolean }) => void

function walk(q: Node, found: Found) {
  const { node, path } = q
  const last = path.at(-1)
  if (typeof node === "string") {
    const language = q.spoken ?? (last === "nl" || last === "en" ? last : null)
    if (language && node.length <= textMax) found(path, node, { language, sourced: q.sourced })
  } else if (Array.isArray(node)) {
    for (const [at, item] of node.entries())
      walk({ ...q, node: item, path: [...path, idOf(item) ?? String(at)] }, found)
  } else if (node !== null && typeof node === "object") {
    const hasSource = "source" in node && node.source !== null
    for (const [key, child] of Object.entries(node)) {
      const sourced = q.sourced || "years" in node || (hasSource && proven.has(key))
      walk({ ...q, node: child, path: [...path, key], sourced }, found)
    }
  }
}

function idOf(item: unknown): string | null {
  const named = item as { id?: unknown; number?: unknown } | null
  const id = named?.id ?? named?.number
  return typeof id === "string" || typeof id === "number" ? String(id) : null
}
