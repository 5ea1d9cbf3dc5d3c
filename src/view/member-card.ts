import type { Instant } from "../domain/id.ts"
import type { Card, Rich } from "./card.ts"
import { button, type Look, makeCard, note, paragraph, primary, quiet, row, t, title } from "./look.ts"
import { day } from "./words.ts"

export type MineView = {
  totals: string[]
  nudgesDone: number
  pollsAnswered: number
  questionsAsked: number
  running: { id: string; title: string }[]
}

export function meCard(look: Look, view: MineView): Card {
  const others = view.nudgesDone + view.pollsAnswered + view.questionsAsked
  const none = view.totals.length === 0 && others === 0
  return makeCard(look, {
    kind: "me",
    summary: t(look, "me.title"),
    blocks: [
      title(t(look, "me.title")),
      none ? paragraph(look.say("me.none")) : null,
      view.totals.length
        ? paragraph([
            view.totals
              .slice(0, 8)
              .map((line) => `– ${line}`)
              .join("\n"),
          ])
        : null,
      view.nudgesDone > 0 ? paragraph(look.say("me.nudges", { n: view.nudgesDone })) : null,
      view.pollsAnswered > 0 ? paragraph(look.say("me.polls", { n: view.pollsAnswered })) : null,
      view.questionsAsked > 0 ? paragraph(look.say("me.questions", { n: view.questionsAsked })) : null,
      row(...view.running.slice(0, 2).map((c) => button(c.title, `challenge show ${c.id}`))),
      row(quiet(t(look, "help.button.privacy"), "privacy"), quiet(t(look, "help.button.pause"), "pause 2w")),
      note(look.say("me.note")),
    ],
  })
}

/** A standing choice was changed; `headline` says to what. */
export function choiceCard(
  look: Look,
  q: { headline: Rich; out: boolean; pausedUntil: Instant | null },
): Card {
  const quietNow = q.out || q.pausedUntil !== null
  return makeCard(look, {
    kind: "choice",
    summary: q.headline.map((s) => (typeof s === "string" ? s : "strong" in s ? s.strong : s.link)).join(""),
    blocks: [
      paragraph(q.headline),
      row(
        quietNow
          ? primary(t(look, "member.button.resume"), "resume")
          : button(t(look, "help.button.pause"), "pause 2w"),
        quiet(t(look, "other-language"), look.language === "nl" ? "language en" : "language nl"),
        quiet(t(look, "help.button.privacy"), "privacy"),
      ),
    ],
  })
}

export function pausedUntil(look: Look, until: Instant): Rich {
  return look.say("member.paused", { until: day(look.language, until, look.zone) })
}

export function privacyCard(
  look: Look,
  q: { adviser: string | null; retentionDays: number; minGroup: number; questionDays: number },
): Card {
  return makeCard(look, {
    kind: "privacy",
    summary: t(look, "privacy.title"),
    blocks: [
      title(t(look, "privacy.title")),
      paragraph(look.say("privacy.kept", { days: q.retentionDays })),
      paragraph(look.say("privacy.polls", { min: q.minGroup })),
      paragraph(look.say("privacy.questions", { days: q.questionDays })),
      paragraph(look.say("privacy.never")),
      q.adviser ? paragraph(look.say("privacy.adviser", { name: q.adviser })) : null,
      row(
        button(t(look, "privacy.button.export"), "privacy export"),
        button(t(look, "privacy.button.forget"), "privacy forget"),
        quiet(t(look, "privacy.button.leave"), "leave"),
      ),
      note(look.say("privacy.note")),
    ],
  })
}

/** Lines of one person's own data, for that person only. */
export function exportCard(look: Look, q: { lines: string[]; page: number; pages: number }): Card {
  return makeCard(look, {
    kind: "privacy-export",
    summary: t(look, "privacy.export.title"),
    blocks: [
      title(t(look, "privacy.export.title")),
      q.page === 1 ? paragraph(look.say("privacy.export.intro")) : null,
      paragraph([q.lines.map((line) => `– ${line}`).join("\n")]),
      q.page < q.pages ? row(button(t(look, "more"), `privacy export ${q.page + 1}`)) : null,
      note(look.say("privacy.export.note")),
    ],
  })
}

export function forgetCard(look: Look, forgotten: boolean): Card {
  return makeCard(look, {
    kind: "privacy-forget",
    summary: t(look, forgotten ? "privacy.forgotten" : "privacy.forget.ask"),
    blocks: [
      paragraph(look.say(forgotten ? "privacy.forgotten" : "privacy.forget.ask")),
      forgotten
        ? null
        : row(
            button(t(look, "privacy.button.forget-sure"), "privacy forget sure"),
            quiet(t(look, "privacy.button.keep"), "privacy"),
          ),
    ],
  })
}
