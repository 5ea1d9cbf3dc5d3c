/** The pack's documents: content/privacy-pack/ with its blanks filled in, as text and as one page to print. */
import type { PackFacts } from "./facts.ts"
import { variables } from "./facts.ts"
import { packSheet } from "./style.ts"

/** `name` is the file's, such as `3-wie-ziet-wat.md`. */
export type Template = { name: string; text: string }

/** Throws where a template has a blank that nothing fills: a document with a hole must not go to a works council. */
export function fill(templates: readonly Template[], facts: PackFacts): Template[] {
  const values = variables(facts)
  return templates.map(({ name, text }) => ({
    name,
    text: text
      .replace(/\{\{(\w+)\}\}/g, (_, id: string) => {
        const value = values[id]
        if (value === undefined)
          throw new Error(`content/privacy-pack/${name} has a blank {{${id}}} that nothing fills`)
        return value
      })
      .replace(/\n{3,}/g, "\n\n"),
  }))
}

/** One page with all of them, each on a new sheet of paper. */
export async function onePage(documents: readonly Template[]): Promise<string> {
  const { marked } = await import("marked")
  const parts = await Promise.all(
    documents.map(async ({ text }) => `<article>${await marked.parse(text, { gfm: true })}</article>`),
  )
  return `<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Draagvlak: pakket voor de ondernemingsraad</title><style>${packSheet}</style></head>
<body><main>
${parts.join("\n")}
</main></body></html>
`
}
