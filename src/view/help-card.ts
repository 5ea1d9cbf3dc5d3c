import type { Block, Card, Rich } from "./card.ts"
import { button, type Look, makeCard, note, paragraph, primary, quiet, row, t, title } from "./look.ts"

export type HelpLine = { command: string; does: string }

/** Buttons first, because most people press; the typed commands below, made from the grammar. */
export function helpCard(
  look: Look,
  q: { role: "all" | "steward" | "manager"; lines: HelpLine[]; page: number; pages: number },
): Card {
  return makeCard(look, {
    kind: "help",
    summary: t(look, "help.title"),
    blocks: [
      title(t(look, "help.title")),
      ...(q.page === 1 ? firstPage(look, q.role) : []),
      paragraph(q.lines.flatMap((l, i): Rich => [i ? "\n" : "", { strong: l.command }, ` – ${l.does}`])),
      row(
        q.page < q.pages ? button(t(look, "more"), `help ${q.page + 1}`) : null,
        quiet(t(look, "help.button.privacy"), "privacy"),
        quiet(t(look, "other-language"), look.language === "nl" ? "language en" : "language nl"),
        quiet(t(look, "help.button.pause"), "pause 2w"),
      ),
      note(look.say("help.note")),
    ],
  })
}

function firstPage(look: Look, role: "all" | "steward" | "manager"): (Block | null)[] {
  return [
    paragraph(look.say("help.intro")),
    row(
      primary(t(look, "help.button.today"), "today"),
      button(t(look, "help.button.challenges"), "challenge list"),
      button(t(look, "help.button.question"), "question"),
      button(t(look, "help.button.goals"), "sdg"),
      button(t(look, "help.button.me"), "me"),
    ),
    row(
      role === "steward" ? button(t(look, "help.button.programme"), "programme") : null,
      role === "steward" ? button(t(look, "help.button.week"), "programme week") : null,
      role === "all" ? null : button(t(look, "help.button.report"), "report"),
      role === "all" ? null : button(t(look, "help.button.questions"), "questions"),
    ),
  ]
}

/** Something could not be read. The person's own words are not repeated where others could see them. */
export function unreadableCard(look: Look, q: { problem: Rich | null; nearest: string | null }): Card {
  return makeCard(look, {
    kind: "unreadable",
    summary: t(look, "unreadable.title"),
    blocks: [
      paragraph(q.problem ?? look.say("unreadable.title")),
      q.nearest ? paragraph(look.say("unreadable.nearest", { command: q.nearest })) : null,
      row(button(t(look, "help.button.help"), "help"), quiet(t(look, "help.button.today"), "today")),
    ],
  })
}

export function refusalCard(look: Look, message: Rich): Card {
  return makeCard(look, {
    kind: "refusal",
    summary: message.map((s) => (typeof s === "string" ? s : "strong" in s ? s.strong : s.link)).join(""),
    blocks: [paragraph(message), row(quiet(t(look, "help.button.help"), "help"))],
  })
}

export function apologyCard(look: Look, id: string): Card {
  return makeCard(look, {
    kind: "apology",
    summary: t(look, "apology", { id }),
    blocks: [paragraph(look.say("apology", { id }))],
  })
}
