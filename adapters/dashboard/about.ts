import type { Language } from "../../src/domain/id.ts"
import { questionLimits } from "../../src/domain/question.ts"
import type { Say } from "../../src/view/words.ts"
import type { Pages } from "../http.ts"
import { html } from "../page/html.ts"
import { pageHeaders } from "../page/layout.ts"
import { notice } from "./notice.ts"
import { noticeSheet } from "./style.ts"
import { makeVoice, type Voice } from "./voice.ts"

const pages = {
  privacy: ["kept", "not-kept", "polls", "questions", "shown", "long", "yours"],
  support: ["ask-steward", "no-channel", "operators"],
} as const

/** `/privacy` and `/support`: open to all, in both languages, without any figure. */
export function about(q: {
  say: (language: Language) => Say
  language: Language
  demo: boolean
  minGroup: number
  retentionDays: number
}): (app: Pages) => void {
  const second: Language = q.language === "nl" ? "en" : "nl"
  const voices: [Voice, Voice] = [makeVoice(q.language, q.say(q.language)), makeVoice(second, q.say(second))]
  const values = { min: q.minGroup, days: q.retentionDays, questionDays: questionLimits.keptDays }
  const draw = (name: keyof typeof pages) =>
    notice({ voices, demo: q.demo }, (voice) => ({
      title: voice.words(`report.about.${name}`),
      text: voice.words(`report.about.${name}-lede`),
      after: pages[name].map(
        (id) =>
          html`<h3>${voice.words(`report.about.${id}`)}</h3><p>${voice.words(`report.about.${id}-text`, values)}</p>`,
      ),
    }))
  return (app) => {
    for (const name of ["privacy", "support"] as const)
      app.get(`/${name}`, (c) => c.body(String(draw(name)), 200, pageHeaders(noticeSheet)))
  }
}
