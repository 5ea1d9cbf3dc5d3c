/** A form of the page becomes what a person said. Pure: the same body gives the same delivery. */
import { z } from "zod"
import type { Incoming } from "../../src/app/ports.ts"
import { limits } from "./limits.ts"

/** A random id drawn with each form, so that the same form sent twice is one delivery. */
const formId = z.string().regex(/^[a-z2-7]{8,32}$/)
const one = <T extends z.ZodType>(of: T) => z.tuple([of]).transform(([value]) => value as z.output<T>)

const Say = z.strictObject({
  as: one(z.string().min(1).max(80)),
  text: one(z.string().max(limits.textMax)),
  in: one(z.string().max(80)).optional(),
  form: one(formId).optional(),
  via: one(z.enum(["message", "press"])).optional(),
  /** Fills `{value}` in the text; several are joined by commas. */
  value: z.array(z.string().max(limits.valueMax)).max(limits.valuesMax).optional(),
  once: one(formId).optional(),
})

export type Known = { people: readonly string[]; places: readonly { key: string; name: string }[] }
/** `fields`: not a form of ours. The others name what a person can mend. */
export type SayProblem = "who" | "where" | "empty" | "too-long" | "fields"
export type Parsed =
  | { type: "said"; incoming: Incoming; in: string }
  /** `as`: the person whose language the answer has, where the form says a known one. */
  | { type: "refused"; status: 400 | 413; problem: SayProblem; as: string | null; in: string }

/** The personal chat, where a place's key would stand. No place has this key. */
export const personal = "dm"

/** `fresh`: an id for forms that carry none, as from a script. Never throws. */
export function parseSay(q: { body: string; known: Known; fresh: string }): Parsed {
  const fields = group(q.body)
  const as = q.known.people.find((key) => key === fields?.get("as")?.[0]) ?? null
  const first = q.known.places[0]?.key ?? personal
  const room = fields?.get("in")?.[0] ?? first
  const place = q.known.places.find((p) => p.key === room) ?? null
  const at = place || room === personal ? room : first
  const refused = (problem: SayProblem): Parsed => ({
    type: "refused",
    status: problem === "too-long" ? 413 : 400,
    problem,
    as,
    in: at,
  })
  if (!fields) return refused("fields")
  const read = Say.safeParse(Object.fromEntries(fields))
  if (!read.success) return refused(tooLong(read.error) ? "too-long" : "fields")
  if (!as) return refused("who")
  if (!place && room !== personal) return refused("where")
  const text = command(read.data)
  if (text.trim() === "") return refused("empty")
  if (text.length > limits.textMax) return refused("too-long")
  return {
    type: "said",
    in: at,
    incoming: {
      delivery: `${as}/${read.data.form ?? q.fresh}/${fingerprint(text)}`,
      actor: { key: as, language: null, timeZone: null },
      place: place ? { key: place.key, name: place.name, language: null, timeZone: null } : null,
      text,
      via: read.data.via ?? "message",
    },
  }
}

function command(said: z.output<typeof Say>): string {
  // A press without a value is an empty value; what is typed may hold the very text "{value}".
  const values = (said.value ?? (said.via === "press" ? [] : null))?.map(tame)
  const filled = values ? said.text.replaceAll("{value}", () => values.join(",")) : said.text
  return said.once ? `${filled} ~${said.once}` : filled
}

/** A value stays a value: it cannot end the quotes it stands in, start a new line, or pass for a button's own id. */
function tame(value: string): string {
  return value
    .replace(/\s+/g, " ")
    .replace(/["“”„«»]/g, "'")
    .replace(/~/g, "∼")
    .trim()
}

/** Values by name; null where there are too many. A Map, so that no name is special. */
function group(body: string): Map<string, string[]> | null {
  const fields = new Map<string, string[]>()
  let count = 0
  for (const [name, value] of new URLSearchParams(body)) {
    if (++count > limits.fieldsMax) return null
    fields.set(name, [...(fields.get(name) ?? []), value])
  }
  return fields
}

function tooLong(error: z.ZodError): boolean {
  return error.issues.every(
    (issue) =>
      issue.code === "too_big" &&
      issue.origin === "string" &&
      ["text", "value"].includes(String(issue.path[0])),
  )
}

/** FNV-1a. Another text of the same form is another delivery, and a delivery's id must not carry what a person typed. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return `${text.length.toString(36)}.${(hash >>> 0).toString(36)}`
}
