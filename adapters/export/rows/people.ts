import type { Report } from "../../../src/report/report.ts"
import type { Telling } from "../../../src/view/telling.ts"
import { countedAs } from "../../../src/view/verdict.ts"
import { plainGroup, type Row, type Section, shareFigure, withheld } from "../row.ts"

/** The roster, who was reached and who was active; the period before where it can be compared. */
export function peopleSection(report: Report, telling: Telling): Section {
  const { figures, previous, period, roster, shown } = report
  const activeHow = `export.how.active-${period.kind === "quarter" ? "quarter" : "period"}`
  const row = (
    id: string,
    q: { name: string; how: string; figure: Row["figure"]; period?: string },
  ): Row => ({
    id,
    name: telling.words(q.name),
    part: "",
    how: telling.words(q.how),
    figure: q.figure,
    period: q.period ?? period.id,
  })
  const count = (value: number) => ({ type: "count", count: value }) as const
  const before = previous
    ? (["reach", "active"] as const).map((part) =>
        row(`previous.${part}`, {
          name: `report.parts.${part}`,
          how: part === "reach" ? "export.how.reach" : activeHow,
          figure: shareFigure(previous[part], telling),
          period: previous.id,
        }),
      )
    : []
  const now = (["reach", "active"] as const).flatMap((part) => {
    const figure = figures[part]
    const how = part === "reach" ? "export.how.reach" : activeHow
    return figure
      ? row(`figures.${part}`, { name: `report.parts.${part}`, how, figure: shareFigure(figure, telling) })
      : []
  })
  const out =
    roster.outOrPaused === null
      ? []
      : [
          row("roster.outOrPaused", {
            name: "export.row.out",
            how: "export.how.out",
            figure: count(roster.outOrPaused),
          }),
        ]
  return {
    id: "people",
    title: telling.words("export.section.people"),
    finding: telling.words("export.section.people"),
    about: telling.words("report.parts.lede"),
    groups: plainGroup([
      row("roster.size", {
        name: "report.funnel.roster",
        how: `export.how.scope-${countedAs(roster)}`,
        figure: count(roster.size),
      }),
      ...out,
      ...now,
      ...before,
      ...followUpRow(report, telling),
      ...minuteRows(report, telling),
      ...(["challenges", "nudges"] as const).map((id) =>
        row(`shown.${id}`, { name: `export.row.${id}`, how: "export.how.shown", figure: count(shown[id]) }),
      ),
    ]),
  }
}

/** Where nothing was due there is nothing to tell. */
function followUpRow({ figures, period }: Report, telling: Telling): Row[] {
  const { followUp } = figures
  if (!followUp.suppressed && followUp.of === 0) return []
  const figure: Row["figure"] = followUp.suppressed
    ? withheld("share", { because: followUp.because, telling })
    : { type: "share", count: followUp.count, of: followUp.of, share: followUp.share ?? 0 }
  return [
    {
      id: "figures.followUp",
      name: telling.words("report.index.part-loop"),
      part: "",
      how: telling.words("export.how.follow-up"),
      figure,
      period: period.id,
    },
  ]
}

/** What the programme asks of people, and what that is made of. */
function minuteRows({ figures: { minutes }, period }: Report, telling: Telling): Row[] {
  if (!minutes) return []
  const row = (id: string, figure: Row["figure"]): Row => ({
    id: `figures.minutes.${id}`,
    name: telling.words(`export.row.minutes-${id}`),
    part: "",
    how: telling.words(`export.how.minutes-${id}`),
    figure,
    period: period.id,
  })
  const { perWeek, ...counts } = minutes
  const unit = telling.words("export.unit.minutes")
  return [
    row("perWeek", { type: "amount", amount: perWeek, unit, low: null, high: null }),
    ...(["minutes", "challenges", "nudges", "polls", "days"] as const).map((id) =>
      row(id, { type: "count", count: counts[id] }),
    ),
  ]
}

/** How far taking part goes: each step a part of the one before, and everybody on their highest step. */
export function depthSection(report: Report, telling: Telling): Section | null {
  const { depth } = report.figures
  if (!depth) return null
  const period = report.period.id
  const steps: Row[] = (["acted", "thrice"] as const).map((step) => ({
    id: `figures.depth.${step}`,
    name: telling.words(`report.funnel.${step}`),
    part: "",
    how: telling.words(`report.funnel.${step}-what`),
    figure: shareFigure(depth[step], telling),
    period,
  }))
  const { ladder } = depth
  const ladderRow = (step: number, figure: Row["figure"]): Row => ({
    id: `figures.depth.ladder.${step}`,
    name: telling.words("export.row.ladder"),
    part: telling.words(`export.ladder.${step}`),
    how: telling.words("export.how.ladder"),
    figure,
    period,
  })
  const rungs = ladder.suppressed
    ? [0, 1, 2, 3, 4, 5].map((step) =>
        ladderRow(step, withheld("share", { because: ladder.because, telling })),
      )
    : ladder.steps.map((count, step) =>
        ladderRow(step, { type: "share", count, of: ladder.of, share: count / ladder.of }),
      )
  return {
    id: "depth",
    title: telling.words("report.funnel.title-plain"),
    finding: funnelFinding(report, telling),
    about: telling.words("report.funnel.sub"),
    groups: plainGroup([...steps, ...rungs]),
  }
}

/** Reach of each week. A year is told as its quarters, not as its last weeks. */
export function trendSection({ trend, period }: Report, telling: Telling): Section | null {
  if (trend.length === 0 || period.kind === "year") return null
  return {
    id: "trend",
    title: telling.words("export.section.trend"),
    finding: trendFinding(trend, telling),
    about: telling.words("report.trend.sub"),
    groups: plainGroup(
      trend.map(({ week, running, reach }) => ({
        id: `trend.${week}`,
        name: telling.words("export.row.trend"),
        part: running ? `${week} (${telling.words("report.trend.running")})` : week,
        how: telling.words("export.how.reach"),
        figure: shareFigure(reach, telling),
        period: week,
        ...(running ? { running } : {}),
      })),
    ),
  }
}

function funnelFinding({ roster, figures }: Report, telling: Telling): string {
  const { reach, depth } = figures
  const counts = [depth?.thrice, depth?.acted, reach].flatMap((f) => (!f || f.suppressed ? [] : f.count))
  const deepest = counts.find((count) => count > 0)
  if (deepest === undefined) return telling.words("report.funnel.title-plain")
  const values = { from: telling.number(roster.size), to: telling.number(deepest) }
  return telling.words("report.funnel.title", values)
}

/** A running week would make the lowest look lower than it will be. */
function trendFinding(trend: Report["trend"], telling: Telling): string {
  const whole = trend.flatMap(({ week, running, reach }) =>
    running || reach.suppressed ? [] : { n: Number(week.slice(-2)), share: reach.share },
  )
  const [first] = whole
  if (!first) return telling.words("report.trend.title-none")
  if (whole.length === 1)
    return telling.words("report.trend.title-one", { week: first.n, share: telling.percent(first.share) })
  const shares = whole.map((week) => week.share)
  return telling.words("report.trend.title-range", {
    low: telling.percent(Math.min(...shares)),
    high: telling.percent(Math.max(...shares)),
  })
}
