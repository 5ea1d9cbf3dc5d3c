import { weightsWith } from "../../../src/report/buy-in.ts"
import type { IndexFigure, Report } from "../../../src/report/report.ts"
import type { Telling } from "../../../src/view/telling.ts"
import { noIndex, silentOn } from "../../../src/view/verdict.ts"
import type { Figure, Group, Row, Section } from "../row.ts"

type Measured = Extract<IndexFigure, { value: number }>
export const indexRanges = ["nonResponse", "sampling", "weights"] as const
export const indexParts = ["reach", "active", "depth", "attitude", "room", "loop"] as const

/** The index of a quarter with its three ranges and six parts; where there is none, why. Nothing for other periods. */
export function indexSection(report: Report, telling: Telling): Section | null {
  const { index } = report
  if (index.value === null && index.because === "quarters only") return null
  return {
    id: "index",
    title: telling.words("report.index.title"),
    finding: telling.words("report.index.title"),
    about: telling.words("report.index.weights-note"),
    groups: index.value === null ? unmeasured(report, { index, telling }) : measured(report, index, telling),
  }
}

type Unmeasured = Extract<IndexFigure, { value: null }>

function unmeasured(report: Report, q: { index: Unmeasured; telling: Telling }): Group[] {
  const { index, telling } = q
  const because = noIndex(index, { telling, minGroup: report.minGroup }) ?? ""
  const value: Row = {
    id: "index.value",
    name: telling.words("report.index.title"),
    part: "",
    how: telling.words("export.how.index"),
    figure: { type: "withheld", instead: "amount", because },
    period: report.period.id,
  }
  return [group([value]), ...(index.parts ? [group(partRows(report, { parts: index.parts, telling }))] : [])]
}

function measured(report: Report, index: Measured, telling: Telling): Group[] {
  const { value, ranges, bands, parts } = index
  const row = (id: string, q: { name: string; part?: string; how: string; figure: Figure }): Row => ({
    id: `index.${id}`,
    part: "",
    period: report.period.id,
    ...q,
  })
  const of100 = (amount: number, [low, high]: [number, number] | [null, null]): Figure => ({
    type: "amount",
    amount,
    unit: telling.words("export.unit.of-100"),
    low,
    high,
  })
  const title = telling.words("report.index.title")
  const silent = silentOn(index, telling)
  const partWeights = weightsWith(parts)
  const rangeRows = indexRanges.map((name) =>
    row(`ranges.${name}`, {
      name: title,
      part: telling.words(`report.index.${name}`),
      how: telling.words(`report.index.${name}-what`, silent),
      figure: of100(value, ranges[name]),
    }),
  )
  const answered = row("answers", {
    name: telling.words("export.row.answers"),
    how: telling.words("export.how.answers"),
    figure:
      index.answers <= index.of
        ? { type: "share", count: index.answers, of: index.of, share: index.answers / index.of }
        : { type: "count", count: index.answers },
  })
  const weightRows = indexParts.map((part) =>
    row(`partWeights.${part}`, {
      name: telling.words("export.row.weight"),
      part: telling.words(`report.index.part-${part}`),
      how: telling.words("export.how.weight"),
      figure: { type: "share", count: null, of: null, share: partWeights[part] },
    }),
  )
  const how = telling.words("export.how.index")
  return [
    group([row("value", { name: title, how, figure: of100(value, [null, null]) }), ...rangeRows, answered]),
    group(partRows(report, { parts, bands, telling })),
    group(weightRows),
    ...changeGroup(index, { row, of100, telling }),
  ]
}

function partRows(
  report: Report,
  q: { parts: Measured["parts"]; bands?: Measured["bands"]; telling: Telling },
): Row[] {
  const { parts, bands, telling } = q
  return indexParts.map((part) => {
    const value = parts[part]
    const [low, high] = (part === "attitude" || part === "room" ? bands?.[part] : null) ?? [null, null]
    const none = part === "loop" ? "report.index.loop-none-what" : "export.row.no-part"
    return {
      id: `index.parts.${part}`,
      name: telling.words("report.index.part"),
      part: telling.words(`report.index.part-${part}`),
      how: telling.words(`export.how.part-${part}`),
      figure:
        value === null
          ? { type: "withheld", instead: "amount", because: telling.words(none) }
          : { type: "amount", amount: value, unit: telling.words("export.unit.of-100"), low, high },
      period: report.period.id,
    }
  })
}

type Making = {
  row: (id: string, q: { name: string; part?: string; how: string; figure: Figure }) => Row
  of100: (amount: number, range: [number, number] | [null, null]) => Figure
  telling: Telling
}

function changeGroup({ change }: Measured, { row, of100, telling }: Making): Group[] {
  if (!change) return []
  const name = telling.words("export.row.change", { period: change.period })
  const before = row("change.value", {
    name: telling.words("report.index.title"),
    how: telling.words("export.how.index"),
    figure: of100(change.value, [null, null]),
  })
  const moved = (["index", "attitude", "room"] as const).map((what) => {
    const { value, low, high, real } = change[what]
    const id = what === "index" ? "report.index.title" : `report.index.part-${what}`
    return row(`change.${what}`, {
      name,
      part: telling.words(id),
      how: telling.words(real ? "export.how.change-real" : "export.how.change-not"),
      figure: of100(value, [low, high]),
    })
  })
  return [group([{ ...before, period: change.period }, ...moved])]
}

function group(rows: Row[]): Group {
  return { title: null, about: null, as: "rows", rows }
}
