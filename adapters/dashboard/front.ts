import type { Language } from "../../src/domain/id.ts"
import type { Say } from "../../src/view/words.ts"
import type { Pages } from "../http.ts"
import { html } from "../page/html.ts"
import { pageHeaders } from "../page/layout.ts"
import { notice } from "./notice.ts"
import { noticeSheet } from "./style.ts"
import { makeVoice, type Voice } from "./voice.ts"

/** `/` where a chat platform is connected: the bot lives there, not here. It tells nothing about anyone. */
export function front(q: { say: (language: Language) => Say; language: Language }): (app: Pages) => void {
  const second: Language = q.language === "nl" ? "en" : "nl"
  const voices: [Voice, Voice] = [makeVoice(q.language, q.say(q.language)), makeVoice(second, q.say(second))]
  const body = notice({ voices, demo: false }, (voice) => ({
    title: voice.words("front.title"),
    text: voice.words("front.text"),
    after: html`<p><a href="/report">${voice.words("front.report")}</a> · <a href="/privacy">${voice.words("front.privacy")}</a> · <a href="/support">${voice.words("front.support")}</a></p>`,
  }))
  return (app) => app.get("/", (c) => c.body(String(body), 200, pageHeaders(noticeSheet)))
}
