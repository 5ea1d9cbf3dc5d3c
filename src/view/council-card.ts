import type { Instant } from "../domain/id.ts"
import type { ReportFormat, ReportMade } from "../domain/programme.ts"
import type { Block, Card, Rich } from "./card.ts"
import { button, type Look, makeCard, note, paragraph, row, short, t, title } from "./look.ts"
import { dayAndTime, number } from "./words.ts"

export type PlaceView = { name: string; nudge: boolean; pulse: boolean; challenge: boolean }
export type OpeningView =
  | {
      type: "reader"
      at: Instant
      period: string
      as: "steward" | "manager" | null
      format: ReportFormat
      reader: number
    }
  | ({ type: "server"; at: Instant } & Pick<ReportMade, "what" | "period" | "format">)

/** Channels named one by one; more are a number. */
const placesShown = 2
/** Letters shown of a channel's name. */
const nameMax = 30

export type CouncilView = {
  scope: Rich
  counted: number
  managers: number
  adviser: string | null
  minGroup: number
  retentionDays: number
  paused: boolean
  places: PlaceView[]
  openings: OpeningView[]
  /** On all pages together. */
  opened: number
  page: number
  pages: number
}

export function councilCard(look: Look, q: CouncilView): Card {
  return makeCard(look, {
    kind: "council",
    summary: t(look, "council.title"),
    blocks: [
      title(t(look, "council.title")),
      ...(q.page === 1 ? settings(look, q) : []),
      paragraph([{ strong: t(look, "council.openings", { n: q.opened }) }]),
      q.openings.length > 0
        ? paragraph(q.openings.flatMap((one, i): Rich => [i ? "\n" : "", opening(look, one)]))
        : null,
      row(
        q.page < q.pages
          ? button(t(look, q.page === 1 ? "council.who" : "more"), `council ${q.page + 1}`)
          : null,
      ),
      note(look.say("council.note")),
    ],
  })
}

function settings(look: Look, q: CouncilView): (Block | null)[] {
  const more = q.places.length - placesShown
  return [
    {
      type: "facts",
      facts: [
        { label: t(look, "settings.scope"), value: q.scope.map(String).join("") },
        { label: t(look, "settings.counted"), value: number(look.language, q.counted) },
        { label: t(look, "settings.managers"), value: String(q.managers) },
        { label: t(look, "settings.adviser"), value: q.adviser ?? t(look, "settings.none") },
        { label: t(look, "settings.min-group"), value: String(q.minGroup) },
        { label: t(look, "council.retention"), value: t(look, "council.days", { n: q.retentionDays }) },
      ],
    },
    q.paused ? paragraph(look.say("council.paused")) : null,
    paragraph(
      q.places.length === 0
        ? look.say("council.no-places")
        : q.places.slice(0, placesShown).flatMap((p, i): Rich => [i ? "\n" : "", place(look, p)]),
    ),
    more > 0 ? paragraph(look.say("council.more-places", { n: more })) : null,
  ]
}

function place(look: Look, { name, ...yes }: PlaceView): string {
  const kinds = (["nudge", "pulse", "challenge"] as const).filter((kind) => yes[kind])
  const what = ["digest" as const, ...kinds].map((kind) => t(look, `council.kind.${kind}`)).join(", ")
  return t(look, "council.place", { name: short(name, nameMax), what })
}

function opening(look: Look, one: OpeningView): string {
  if (one.type === "server") {
    const { at, what, period, format } = one
    const when = dayAndTime(look.language, at, look.zone)
    return t(look, `council.made-${what}`, {
      when,
      period: period ?? "",
      format: format?.toUpperCase() ?? "",
    })
  }
  const { at, period, as, format, reader } = one
  const who = t(look, as === null ? "council.reader" : `council.${as}`, { n: reader })
  const how = format === "page" ? "page" : "file"
  return t(look, `council.opened-${how}`, {
    when: dayAndTime(look.language, at, look.zone),
    who,
    period,
    format: format.toUpperCase(),
  })
}
