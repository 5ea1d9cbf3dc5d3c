import { IntlMessageFormat } from "intl-messageformat"
import type { Language } from "../../src/domain/id.ts"
import type { Source, Sources } from "./files.ts"
import type { Problem } from "./problem.ts"
import { contentLimits } from "./schema.ts"

type Messages = Map<string, string>
type Words = Record<Language, Messages>
/** `sound` is false where the text itself was refused: it is there, but not judged further. */
type At = { message: string; file: string; sound: boolean }

/**
 * Messages by id. Nested maps are joined with dots: `poll: { closed: … }` is `poll.closed`.
 * Refuses what ICU cannot read, tags other than `<b>`, and variables that one language has and the other has not.
 */
export function readWords(sources: Sources, problems: Problem[]): Words {
  const found: Record<Language, Map<string, At>> = { nl: new Map(), en: new Map() }
  for (const source of sources.words) {
    const language = source.name.endsWith("nl") ? "nl" : "en"
    collect({ source, node: source.data, id: "", depth: 0, into: found[language] }, problems)
  }
  compare({ found, complete: !sources.unread.has("words") }, problems)
  return { nl: plainly(found.nl), en: plainly(found.en) }
}

function plainly(found: Map<string, At>): Messages {
  return new Map([...found].map(([id, at]) => [id, at.message]))
}

type Node = { source: Source; node: unknown; id: string; depth: number; into: Map<string, At> }

function collect(q: Node, problems: Problem[]) {
  const { node, id } = q
  const say = (expected: string) => problems.push({ file: q.source.file, field: id, expected })
  if (q.depth > contentLimits.messageDepthMax) say(`groups at most ${contentLimits.messageDepthMax} deep`)
  else if (typeof node === "string") {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(id)) say("a message id of letters, digits, hyphens and dots")
    else if (id.length > contentLimits.messageIdMax)
      say(`an id of at most ${contentLimits.messageIdMax} characters`)
    else if (q.into.has(id)) say(`an id of its own: ${id} is already in ${q.into.get(id)?.file}`)
    else {
      const fault = faultOf(node)
      if (fault) say(fault)
      q.into.set(id, { message: node, file: q.source.file, sound: fault === null })
    }
  } else if (node !== null && typeof node === "object" && !Array.isArray(node)) {
    for (const [key, child] of Object.entries(node))
      collect({ ...q, node: child, id: id === "" ? key : `${id}.${key}`, depth: q.depth + 1 }, problems)
  } else say("text, or a group of texts")
}

function faultOf(message: string): string | null {
  if (message.trim() === "") return "text: this is empty"
  return message.length > contentLimits.messageMax ? `at most ${contentLimits.messageMax} characters` : null
}

/** Where a file could not be read (`complete` is false), what it lacks is not listed again message by message. */
function compare(q: { found: Record<Language, Map<string, At>>; complete: boolean }, problems: Problem[]) {
  const { found, complete } = q
  for (const id of new Set([...found.nl.keys(), ...found.en.keys()])) {
    const [nl, en] = [found.nl.get(id), found.en.get(id)]
    if (complete && !nl && en)
      problems.push({
        file: en.file.replace(/en\.yml$/, "nl.yml"),
        field: id,
        expected: "this message, as in en",
      })
    if (complete && !en && nl)
      problems.push({
        file: nl.file.replace(/nl\.yml$/, "en.yml"),
        field: id,
        expected: "this message, as in nl",
      })
    const inNl = nl?.sound ? variables({ ...nl, id, language: "nl" }, problems) : null
    const inEn = en?.sound ? variables({ ...en, id, language: "en" }, problems) : null
    if (en && inNl !== null && inEn !== null && inNl !== inEn)
      problems.push({
        file: en.file,
        field: id,
        expected: `the same variables as in nl: ${inNl || "none"}, not ${inEn || "none"}`,
      })
  }
}

/** Names of the variables, sorted and joined; null where the message cannot be read. */
function variables(q: At & { id: string; language: Language }, problems: Problem[]): string | null {
  const names = new Set<string>()
  const tags = new Set<string>()
  try {
    walk(new IntlMessageFormat(q.message, q.language).getAst() as Element[], names, tags)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    problems.push({ file: q.file, field: q.id, expected: `a readable ICU message: ${why.slice(0, 120)}` })
    return null
  }
  for (const tag of tags)
    if (tag !== "b") problems.push({ file: q.file, field: q.id, expected: `no tag but <b>, not <${tag}>` })
  return [...names].sort().join(", ")
}

/** As much of ICU's parts as matters here. */
type Element = {
  type: number
  value?: string
  options?: Record<string, { value: Element[] }>
  children?: Element[]
}
const literal = 0
const pound = 7
const tag = 8

function walk(elements: Element[], names: Set<string>, tags: Set<string>) {
  for (const element of elements) {
    if (element.type === tag) tags.add(element.value ?? "")
    else if (element.type !== literal && element.type !== pound) names.add(element.value ?? "")
    walk(element.children ?? [], names, tags)
    for (const option of Object.values(element.options ?? {})) walk(option.value, names, tags)
  }
}
