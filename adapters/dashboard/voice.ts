import type { Language } from "../../src/domain/id.ts"
import type { Rich } from "../../src/view/card.ts"
import { makeTelling, type Telling } from "../../src/view/telling.ts"
import type { Say, Values } from "../../src/view/words.ts"
import { type Html, html, safeHref } from "../page/html.ts"

/** How the page speaks: as every report does, and with markup. */
export type Voice = Telling & {
  /** A message of `content/words`, as markup. */
  tell(id: string, values?: Values): Html
}

export function makeVoice(language: Language, say: Say): Voice {
  return { ...makeTelling(language, say), tell: (id, values) => rich(say(id, values)) }
}

function rich(spans: Rich): Html {
  return html`${spans.map((span) => {
    if (typeof span === "string") return span
    if ("strong" in span) return html`<b>${span.strong}</b>`
    const href = safeHref(span.href)
    return href ? html`<a href="${href}">${span.link}</a>` : span.link
  })}`
}
