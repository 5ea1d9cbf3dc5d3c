import { type Html, html, type Part } from "../page/html.ts"
import { logo, page } from "../page/layout.ts"
import { noticeSheet } from "./style.ts"
import type { Voice } from "./voice.ts"

/** A page that says one thing: in both languages, because before signing in we do not know the reader's. */
export function notice(
  { voices, demo }: { voices: readonly [Voice, ...Voice[]]; demo: boolean },
  say: (voice: Voice) => { title: string; text: string; after?: Part },
): Html {
  const [first] = voices
  return page({
    language: first.language,
    title: say(first).title,
    demo: demo && first.words("report.demo"),
    sheet: noticeSheet,
    skip: { href: "#content", label: first.words("report.skip") },
    body: html`<header class="top"><div class="wrap"><p class="org">${logo}<b>Draagvlak</b></p></div></header>
<main id="content" class="wrap">${voices.map((voice, i) => {
      const { title, text, after } = say(voice)
      const heading = i === 0 ? html`<h1>${title}</h1>` : html`<h2>${title}</h2>`
      return html`<section lang="${voice.language}">${heading}<p>${text}</p>${after}</section>`
    })}</main>`,
  })
}

/** The command that gives a new link. */
export const askForLink: Html = html`<p><code>/csr report</code> (Slack) · <code>report</code> (Teams, web)</p>`
