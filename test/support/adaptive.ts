/** Two judges of Adaptive Cards that others wrote: Microsoft's library, and Microsoft's schema where it lies beside us. */
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { Ajv } from "ajv"

/** The library is not loadable as a module: its own imports lack their endings. */
const library = createRequire(import.meta.url)("adaptivecards/dist/adaptivecards.js") as Library
type Library = {
  Versions: { v1_5: unknown }
  SerializationContext: new (
    version: unknown,
  ) => {
    eventCount: number
    getEventAt(at: number): { message: string }
  }
  AdaptiveCard: new () => {
    parse(card: unknown, context: unknown): void
    validateProperties(): { validationEvents: { message: string }[] }
  }
}

export const extension = /^(Chart\.|ProgressBar$)/

/** What Microsoft's own reader of cards complains of; [] where it takes all. */
export function byLibrary(card: object): string[] {
  const context = new library.SerializationContext(library.Versions.v1_5)
  const it = new library.AdaptiveCard()
  // The library checks `lang` with an expression that remembers: every second card would fail.
  const { lang, ...rest } = plain(card) as { lang?: unknown }
  it.parse(rest, context)
  const said = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message)
  const language = /^(nl|en)$/.test(String(lang)) ? [] : ["no language"]
  return [...language, ...said, ...it.validateProperties().validationEvents.map((event) => event.message)]
}

export const schemaFile = "../shared/oracles/teams/adaptive-card.schema.1.5.0.json"
export const hasSchema = existsSync(schemaFile)

let validate: ((card: unknown) => string[]) | null = null
/** What Microsoft's JSON schema of version 1.5 complains of. */
export function bySchema(card: object): string[] {
  if (!validate) {
    const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, "utf8"))
    const compiled = new Ajv({ strict: false, validateFormats: false }).compile(schema)
    validate = (it) =>
      compiled(it) ? [] : (compiled.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
  }
  return validate(plain(card))
}

/** As a client without Teams' own elements reads it: each gives way to its fallback. */
export function plain(it: unknown): unknown {
  if (Array.isArray(it)) return it.map(plain)
  if (typeof it !== "object" || it === null) return it
  const node = it as Record<string, unknown>
  if (extension.test(String(node["type"])) && node["fallback"]) return plain(node["fallback"])
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, plain(value)]))
}

/** Every node of a card. */
export function nodes(it: unknown): Record<string, unknown>[] {
  if (Array.isArray(it)) return it.flatMap(nodes)
  if (typeof it !== "object" || it === null) return []
  const node = it as Record<string, unknown>
  return [node, ...Object.values(node).flatMap(nodes)]
}
