/** The pages that anybody may see: what runs here, what is kept, where to ask. They tell nothing about anyone. */
import type { Context } from "hono"
import type { Language } from "../../src/domain/id.ts"
import type { Say } from "../../src/view/words.ts"
import type { Pages } from "../http.ts"
import { html } from "../page/html.ts"
import { pageHeaders } from "../page/layout.ts"
import { notice } from "./notice.ts"
import { noticeSheet } from "./style.ts"
import { makeVoice, type Voice } from "./voice.ts"

export type About = {
  say: Record<Language, Say>
  language: Language
  demo: boolean
  retentionDays: number
  minGroup: number
}

export function aboutPages(app: Pages, q: About): void {
  app.get("/privacy", (c) => show(c, q, "privacy"))
  app.get("/support", (c) => show(c, q, "support"))
}

/** `/` where a chat platform is connected: the bot lives there, not here. */
export function frontPage(app: Pages, q: About): void {
  app.get("/", (c) => show(c, q, "front"))
}

function show(c: Context, q: About, id: "front" | "privacy" | "support"): Response {
  const other = q.language === "nl" ? "en" : "nl"
  const voices: [Voice, Voice] = [makeVoice(q.language, q.say[q.language]), makeVoice(other, q.say[other])]
  const body = notice({ voices, demo: q.demo }, (voice) => ({
    title: voice.words(`about.${id}.title`),
    text: voice.words(`about.${id}.text`),
    after: paragraphs(voice, q, id),
  }))
  return c.body(String(body), 200, pageHeaders(noticeSheet))
}

function paragraphs(voice: Voice, q: About, id: "front" | "privacy" | "support") {
  if (id === "front")
    return html`<p><a href="/report">${voice.words("about.front.report")}</a> · <a href="/privacy">${voice.words("about.privacy.title")}</a> · <a href="/support">${voice.words("about.support.title")}</a></p>`
  if (id === "support") return null
  const kept = voice.tell("privacy.kept", { days: q.retentionDays })
  const polls = voice.tell("privacy.polls", { min: q.minGroup })
  return html`<p>${kept}</p><p>${polls}</p><p>${voice.tell("privacy.never")}</p><p>${voice.tell("privacy.note")}</p>`
}
