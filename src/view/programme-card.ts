import type { What } from "../domain/content.ts"
import type { Instant, Language } from "../domain/id.ts"
import type { Block, Button, Card, Rich } from "./card.ts"
import {
  button,
  eyebrow,
  type Look,
  makeCard,
  note,
  paragraph,
  primary,
  quiet,
  row,
  short,
  t,
  title,
} from "./look.ts"
import { dayAndTime, number } from "./words.ts"

/** The bot introduces itself to a place: what, what is kept, how to leave. */
export function introductionCard(look: Look): Card {
  return makeCard(look, {
    kind: "introduction",
    summary: t(look, "introduction.title"),
    blocks: [
      title(t(look, "introduction.title")),
      paragraph(look.say("introduction.what")),
      paragraph(look.say("introduction.kept")),
      paragraph(look.say("introduction.free")),
      row(
        primary(t(look, "help.button.today"), "today"),
        button(t(look, "help.button.help"), "help"),
        quiet(t(look, "introduction.button.kept"), "privacy"),
        quiet(t(look, "other-language"), look.language === "nl" ? "language en" : "language nl"),
      ),
    ],
  })
}

export type Suggestion = { what: What; when: string; yes: boolean }

export function programmeCard(
  look: Look,
  q: {
    headline: Rich | null
    place: string | null
    /** The place's language. */
    language: Language | null
    suggestions: Suggestion[]
    paused: boolean
    doubts: DoubtLine[]
    /** Of content on disk that is not in use because of them. */
    contentProblems?: number
  },
): Card {
  const lines = q.suggestions.map((s) =>
    paragraph([{ strong: t(look, `what.${s.what}`) }, ` · ${s.when} · ${t(look, s.yes ? "yes" : "no")}`]),
  )
  const choices = q.suggestions.map(({ what, yes }) =>
    yes
      ? quiet(t(look, "programme.button.no", { what: t(look, `what.${what}`) }), `programme ${what} no`)
      : button(t(look, "programme.button.yes", { what: t(look, `what.${what}`) }), `programme ${what} yes`),
  )
  return makeCard(look, {
    kind: "programme",
    summary: t(look, "programme.title"),
    blocks: [
      q.headline ? paragraph(q.headline) : null,
      title(t(look, "programme.title")),
      q.place
        ? paragraph(look.say("programme.here", { place: q.place }))
        : paragraph(look.say("programme.not-here")),
      ...lines,
      row(...choices),
      q.language
        ? row(
            quiet(
              t(look, "programme.button.language", { language: q.language }),
              `here language ${q.language === "nl" ? "en" : "nl"}`,
            ),
          )
        : null,
      q.contentProblems ? paragraph(look.say("programme.content", { n: q.contentProblems })) : null,
      ...(q.headline ? [] : doubtBlocks(look, q.doubts)),
      row(
        button(t(look, "help.button.week"), "programme week"),
        q.paused
          ? primary(t(look, "programme.button.resume"), "programme resume")
          : button(t(look, "programme.button.pause"), "programme pause"),
      ),
      note(look.say(q.paused ? "programme.note-paused" : "programme.note")),
    ],
  })
}

/** Something a steward should know of. `again` is null where it cannot be done again: an occasion that never became a message. */
export type DoubtLine = {
  what: string
  outcome: "uncertain" | "missed" | "failed" | "void"
  at: Instant
  again: { type: "message"; row: string } | { type: "poll"; item: string } | null
}

/** One that can be done again, until it is, and how many more there are; else the two newest. */
function doubtBlocks(look: Look, doubts: DoubtLine[]): (Block | null)[] {
  const todo = doubts.find((d) => d.again)
  const shown = todo ? [todo] : doubts.slice(0, 2)
  const others = doubts.length - shown.length
  return [
    ...shown.flatMap((d) => [
      paragraph(
        look.say(`doubt.${d.outcome}`, {
          what: t(look, `content.${d.what}`),
          at: dayAndTime(look.language, d.at, look.zone),
        }),
      ),
      d.again ? row(againButton(look, d.again)) : null,
    ]),
    others > 0 ? paragraph(look.say("doubt.others", { n: others })) : null,
  ]
}

function againButton(look: Look, again: NonNullable<DoubtLine["again"]>): Button {
  if (again.type === "poll") return button(t(look, "doubt.button.ask"), `poll ask ${again.item}`)
  const text = `delivery again ${again.row}`
  return { label: t(look, "doubt.button.again"), text, style: "plain", once: look.once() }
}

export type WeekLine = {
  key: string
  at: Instant
  what: string
  place: string
  item: string | null
  state: "planned" | "skipped" | "moved" | "taken" | "quarter-end"
  swappable: boolean
}

/** Occasions on a page, and letters of what one brings, so that a page is one screen. */
const weekLines = 4
export const itemMax = 60

export function weekCard(
  look: Look,
  q: { headline: Rich | null; lines: WeekLine[]; paused: boolean; page: number },
): Card {
  const pages = Math.max(1, Math.ceil(q.lines.length / weekLines))
  const page = Math.min(q.page, pages)
  const shown = q.lines.slice((page - 1) * weekLines, page * weekLines)
  return makeCard(look, {
    kind: "programme-week",
    summary: t(look, "week.title"),
    blocks: [
      q.headline ? paragraph(q.headline) : null,
      title(t(look, "week.title")),
      q.paused && !q.headline ? paragraph(look.say("programme.note-paused")) : null,
      shown.length === 0 && !q.paused ? paragraph(look.say("week.empty")) : null,
      ...shown.flatMap((l): (Block | null)[] => [
        eyebrow(dayAndTime(look.language, l.at, look.zone), l.place, t(look, `week.state.${l.state}`)),
        paragraph([{ strong: t(look, `content.${l.what}`) }, l.item ? `: ${short(l.item, itemMax)}` : ""]),
        l.state === "planned" || l.state === "moved"
          ? row(
              l.swappable ? button(t(look, "week.button.swap"), `programme swap ${l.key}`) : null,
              quiet(t(look, "week.button.skip"), `programme skip ${l.key}`),
            )
          : null,
      ]),
      row(
        page < pages ? button(t(look, "more"), `programme week ${page + 1}`) : null,
        q.paused
          ? primary(t(look, "programme.button.resume"), "programme resume")
          : button(t(look, "programme.button.pause"), "programme pause"),
      ),
      q.headline ? null : note(look.say("week.note")),
    ],
  })
}

export function settingsCard(
  look: Look,
  q: {
    headline: Rich | null
    scope: Rich
    counted: number
    managers: number
    council: number
    adviser: string | null
    minGroup: number
  },
): Card {
  return makeCard(look, {
    kind: "settings",
    summary: t(look, "settings.title"),
    blocks: [
      q.headline ? paragraph(q.headline) : null,
      title(t(look, "settings.title")),
      {
        type: "facts",
        facts: [
          { label: t(look, "settings.scope"), value: q.scope.map(String).join("") },
          { label: t(look, "settings.counted"), value: number(look.language, q.counted) },
          { label: t(look, "settings.managers"), value: String(q.managers) },
          { label: t(look, "settings.council"), value: String(q.council) },
          { label: t(look, "settings.adviser"), value: q.adviser ?? t(look, "settings.none") },
          { label: t(look, "settings.min-group"), value: String(q.minGroup) },
        ],
      },
      row(
        button(t(look, "settings.button.everyone"), "settings scope everyone"),
        button(t(look, "settings.button.here"), "settings scope here"),
      ),
      note(look.say("settings.note")),
    ],
  })
}

export function reportLinkCard(look: Look, q: { href: string; period: string; minutes: number }): Card {
  return makeCard(look, {
    kind: "report-link",
    summary: t(look, "report-link.title"),
    blocks: [
      title(t(look, "report-link.title")),
      paragraph([
        ...look.say("report-link.open", { period: q.period }),
        " ",
        { link: t(look, "report-link.link"), href: q.href },
      ]),
      note(look.say("report-link.note", { minutes: q.minutes })),
    ],
  })
}

/** A short confirmation. */
export function doneCard(look: Look, headline: Rich): Card {
  return makeCard(look, {
    kind: "done",
    summary: headline.map((s) => (typeof s === "string" ? s : "strong" in s ? s.strong : s.link)).join(""),
    blocks: [paragraph(headline), row(quiet(t(look, "help.button.week"), "programme week"))],
  })
}
