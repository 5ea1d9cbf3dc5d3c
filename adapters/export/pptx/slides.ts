/** Five slides: the verdict, reach over time, what people did, what they think, and what waits for the reader. */
import { decimal } from "../../../src/view/telling.ts"
import { type Group, type Row, rowsOf, type Section, type SectionId, said } from "../row.ts"
import type { Sheet } from "../sheet.ts"
import { barChart, likertChart, rangesChart, weeksChart } from "./charts.ts"
import { colours, font } from "./frame.ts"
import { type Drawn, langOf, lines, paragraph, title } from "./texts.ts"

function find({ sections }: Sheet, id: SectionId): Section | undefined {
  return sections.find((section) => section.id === id)
}

function rowsIn(sheet: Sheet, id: SectionId): Row[] {
  const section = find(sheet, id)
  return section ? rowsOf(section) : []
}

export function verdictSlide(q: Drawn): void {
  const { sheet, place } = q
  const { telling, changes } = sheet
  title(q, sheet.verdict)
  const left = { x: place.left, w: 7.9 }
  paragraph(q, sheet.lede, { ...left, y: 1.78, h: 0.6, size: 15 })
  const rows = rowsIn(sheet, "index")
  const value = rows.find((row) => row.id === "index.value")
  const ranges = rows.filter((row) => row.id.startsWith("index.ranges."))
  const parts = rows.filter((row) => row.id.startsWith("index.parts."))
  const box = { ...left, y: 3.0, h: 3.75 }
  if (value?.figure.type === "amount") {
    const said = telling.words("report.index.value", { value: decimal(telling, value.figure.amount) })
    paragraph(q, `${value.name}: ${said}`, { ...left, y: 2.5, h: 0.4, bold: true, colour: colours.ink })
    rangesChart(q, { rows: ranges, box: { ...box, h: 3.45 } })
    const mark = telling.words("export.slide.index-mark", { value: decimal(telling, value.figure.amount) })
    paragraph(q, mark, { ...left, y: 6.45, h: 0.3, size: 12 })
  } else if (value) {
    paragraph(q, said(value.figure, telling), { ...left, y: 2.45, h: 0.5, bold: true, colour: colours.ink })
    const missing = listed(parts.filter(({ figure }) => figure.type === "withheld"))
    barChart(q, { rows: parts, box: { ...box, h: 3.2 }, max: 100 })
    paragraph(q, missing.join("\n"), { ...left, y: 6.3, h: 0.5, size: 11 })
  } else {
    const people = rowsIn(sheet, "people").filter((row) => /^figures\.(?!minutes)/.test(row.id))
    const ofYear = rowsIn(sheet, "quarters").filter((row) => row.id.endsWith(".actions"))
    const counts = people.length > 0 ? people : ofYear
    barChart(q, { rows: counts, box, ...(people.length > 0 ? { max: 1 } : {}) })
    const missing = listed(counts.filter(({ figure }) => figure.type === "withheld"))
    paragraph(q, missing.join("\n"), { ...left, y: 2.5, h: 0.5, size: 13 })
  }
  if (!changes) return
  const right = { x: 8.95, w: 3.78 }
  paragraph(q, changes.title, { ...right, y: 1.85, h: 0.35, size: 15, bold: true, colour: colours.ink })
  const told = changes.lines.flatMap(({ name, span, said: text }) => [
    { text: [name, span].filter(Boolean).join("  "), bold: true },
    { text },
  ])
  const note = { text: changes.none ?? changes.note }
  lines(q, [...told, note], { ...right, y: 2.3, h: 4.4, size: 12 })
}

export function trendSlide(q: Drawn): void {
  const { sheet, place } = q
  const trend = find(sheet, "trend")
  const quarters = find(sheet, "quarters")
  if (!trend && quarters) return quartersSlide(q, quarters)
  const rows = trend ? rowsOf(trend) : []
  title(q, trend?.finding ?? sheet.telling.words("report.trend.title-none"))
  paragraph(q, trend?.about ?? "", { x: place.left, w: place.width, y: 1.72, h: 0.35, size: 13 })
  const box = { x: place.left, y: 2.15, w: 7.9, h: 4.55 }
  if (rows.some(({ figure }) => figure.type === "share")) weeksChart(q, { rows, box })
  else paragraph(q, listed(rows).join("\n"), { ...box, size: 13 })
  const depth = find(sheet, "depth")
  if (!depth) return
  const reach = rowsIn(sheet, "people").filter((row) => row.id === "figures.reach")
  const steps = rowsOf(depth).filter((row) => !row.id.startsWith("figures.depth.ladder."))
  const right = { x: 8.95, w: 3.78 }
  paragraph(q, depth.finding, { ...right, y: 2.15, h: 0.6, size: 14, bold: true, colour: colours.ink })
  const all = [...reach, ...steps]
  barChart(q, { rows: all, box: { ...right, y: 2.8, h: 2.5 }, max: 1 })
  const hidden = all.filter(({ figure }) => figure.type === "withheld")
  const drawn = hidden.length < all.length
  paragraph(q, listed(hidden).join("\n"), { ...right, y: drawn ? 6.3 : 2.8, h: 0.5, size: 11 })
  paragraph(q, depth.about, { ...right, y: drawn ? 5.4 : 3.4, h: 0.8, size: 11 })
}

/** A year has no trend of its own: reach and active of each of its quarters. */
function quartersSlide(q: Drawn, quarters: Section): void {
  const { place } = q
  title(q, quarters.finding)
  paragraph(q, quarters.about, { x: place.left, w: place.width, y: 1.72, h: 0.35, size: 13 })
  for (const [i, part] of ["reach", "active"].entries()) {
    const rows = rowsOf(quarters).filter((row) => row.id.endsWith(`.${part}`))
    const x = place.left + i * 6.2
    paragraph(q, rows[0]?.name ?? "", { x, w: 5.9, y: 2.3, h: 0.35, bold: true, colour: colours.ink })
    barChart(q, { rows, box: { x, w: 5.9, y: 2.75, h: 3.4 }, max: 1 })
    const missing = listed(rows.filter(({ figure }) => figure.type === "withheld"))
    paragraph(q, missing.join("\n"), { x, w: 5.9, y: 6.2, h: 0.5, size: 11 })
  }
}

export function actionsSlide(q: Drawn): void {
  const { sheet, place } = q
  const { telling } = sheet
  const work = rowsIn(sheet, "work")
  const goals = find(sheet, "goals")
  const actions = work.find((row) => row.id === "figures.actions")
  title(
    q,
    `${find(sheet, "work")?.finding ?? ""}${actions ? ` · ${actions.name}: ${said(actions.figure, telling)}` : ""}`,
  )
  const all = goals ? rowsOf(goals) : []
  const done = all.filter(({ figure }) => figure.type === "count" && figure.count > 0)
  paragraph(q, goals?.about ?? "", { x: place.left, w: 6.3, y: 1.78, h: 0.5, size: 12 })
  if (done.length > 0) barChart(q, { rows: done, box: { x: place.left, y: 2.3, w: 6.3, h: 3.75 } })
  const rest = [
    ...listed(all.filter(({ figure }) => figure.type === "withheld")),
    ...listed(
      all.filter(({ figure }) => figure.type === "count" && figure.count === 0),
      telling.words("report.zero"),
    ),
  ]
  const [y, size] = done.length > 0 ? [6.1, 10] : [2.3, 12]
  paragraph(q, rest.join("\n"), { x: place.left, w: 6.3, y, h: 0.7, size })
  workTable(
    q,
    work.filter((row) => row !== actions),
  )
}

/** "te klein om te tonen: Doel 1, Doel 2" */
function listed(rows: readonly Row[], words?: string): string[] {
  const [first] = rows
  if (!first) return []
  const why = words ?? (first.figure.type === "withheld" ? first.figure.because : "")
  return [
    `${why}: ${rows.map((row) => (/^(index|trend|quarters)\./.test(row.id) ? row.part : row.name)).join(", ")}`,
  ]
}

/** So many lines fit on the slide; the rest stands in the notes. */
const tableRowsMax = 13

/** A line for each unit with its amount and its people, and one for its range of CO2. */
function workTable(q: Drawn, rows: readonly Row[]): void {
  const { slide, sheet } = q
  const { telling } = sheet
  const box = { x: 7.35, w: 5.38 }
  if (rows.length === 0)
    return paragraph(q, telling.words("report.logged.none"), { ...box, y: 2.3, h: 0.5, size: 12 })
  const none = { type: "none" } as const
  const below = { pt: 0.5, color: colours.rule } as const
  const plain = {
    fontFace: font,
    fontSize: 11,
    color: colours.ink,
    lang: langOf(sheet),
    border: [none, none, below, none] as [typeof none, typeof none, typeof below, typeof none],
  }
  const right = { ...plain, align: "right" as const }
  const units = rows.filter((row) => !/\.(people|kgCo2e)$/.test(row.id))
  const table = units.flatMap((row) => {
    const people = rows.find((other) => other.id === `${row.id}.people`)?.figure
    const kg = rows.find((other) => other.id === `${row.id}.kgCo2e`)
    const who = people?.type === "count" ? telling.words("report.logged.people", { n: people.count }) : ""
    const line = [
      { text: row.name, options: plain },
      { text: said(row.figure, telling), options: { ...right, bold: row.figure.type !== "withheld" } },
      { text: who, options: right },
    ]
    if (!kg) return [line]
    const range = { text: said(kg.figure, telling), options: { ...right, bold: true, colspan: 2 } }
    return [line, [{ text: kg.name, options: plain }, range]]
  })
  const shown = table.slice(0, tableRowsMax)
  slide.addTable(shown, { ...box, y: 1.85, colW: [2.5, 1.6, 1.28], rowH: 0.28, margin: 0.03 })
  const factor = rows.find((row) => row.id.endsWith(".kgCo2e"))
  const left = table.length - shown.length
  const more = left > 0 ? telling.words("export.slide.more-lines", { n: left }) : ""
  const notes = [more, find(sheet, "work")?.about ?? "", factor?.how ?? ""].filter((text) => text !== "")
  paragraph(q, notes.join(" "), { ...box, y: 6.0, h: 0.8, size: 10 })
}

/** More statements than this cannot be read on one slide. */
export const statementsMax = 9

export function opinionsSlide(q: Drawn): void {
  const { sheet, place } = q
  const { telling } = sheet
  const polls = find(sheet, "polls")
  title(q, polls?.finding ?? telling.words("report.polls.title", { n: 0 }))
  paragraph(q, polls?.about ?? telling.words("report.polls.none"), {
    x: place.left,
    w: place.width,
    y: 1.72,
    h: 0.5,
    size: 12,
  })
  const likert = (polls?.groups ?? []).filter((group) => group.as === "likert")
  const shown = likert.slice(0, statementsMax)
  if (shown.length > 0)
    likertChart(q, { groups: shown, box: { x: place.left, y: 2.2, w: place.width, h: 4.3 } })
  // Statements stand together; without any there is room for two other questions.
  const single = likert.length > 0 ? [] : (polls?.groups ?? []).slice(0, 2)
  for (const [i, group] of single.entries()) questionChart(q, group, place.left + i * 6.2)
  const others = (polls?.groups.length ?? 0) - shown.length - single.length
  const more = others > 0 ? telling.words("export.slide.more-questions", { n: others }) : ""
  paragraph(q, more, { x: place.left, w: place.width, y: 6.5, h: 0.3, size: 11 })
}

/** After how many answered come the answers. */
function questionChart(q: Drawn, group: Group, x: number): void {
  const rows = group.rows.slice(1)
  const at = { x, w: 5.9 }
  paragraph(q, group.title ?? "", { ...at, y: 2.3, h: 0.55, bold: true, colour: colours.ink })
  paragraph(q, group.about ?? "", { ...at, y: 2.9, h: 0.3, size: 11 })
  barChart(q, { rows, box: { ...at, y: 3.25, h: 3.2 }, max: 1 })
  const [first] = rows
  if (first?.figure.type === "withheld")
    paragraph(q, first.figure.because, { ...at, y: 3.3, h: 0.6, size: 12 })
}

export function askSlide(q: Drawn): void {
  const { slide, sheet, place } = q
  const { telling, asks, method } = sheet
  title(q, telling.words("export.slide.ask"))
  const panel = { x: place.left, y: place.body.y, w: 5.8, h: asks.shown.length > 0 ? place.body.h : 1.8 }
  slide.addShape("rect", { ...panel, fill: { color: colours.ask } })
  const inner = { x: panel.x + 0.3, w: panel.w - 0.6 }
  paragraph(q, telling.words("report.ask.title"), {
    ...inner,
    y: panel.y + 0.25,
    h: 0.4,
    size: 18,
    bold: true,
    colour: colours.paper,
  })
  const questions = asks.shown.map(({ text, due, left }) => `“${text}”\n${due} · ${left}`)
  const waiting = [...questions, ...(asks.more === null ? [] : [asks.more])]
  const asked = questions.length === 0 ? telling.words("report.ask.none") : waiting.join("\n\n")
  paragraph(q, asked, { ...inner, y: panel.y + 0.8, h: panel.h - 1.1, size: 15, colour: colours.paper })
  const right = { x: 6.85, w: 5.88 }
  const index = find(sheet, "index")
  const limits = method.filter((_, i) => i >= 2)
  const told = [
    ...limits.flatMap((part) => [{ text: part.title, bold: true }, { text: part.text }]),
    ...(index ? [{ text: index.title, bold: true }, { text: index.about }] : []),
  ]
  const heading = telling.words("export.slide.not-proof")
  paragraph(q, heading, { ...right, y: place.body.y, h: 0.4, size: 18, bold: true, colour: colours.ink })
  lines(q, told, { ...right, y: place.body.y + 0.55, h: 4.1, size: 13 })
}
