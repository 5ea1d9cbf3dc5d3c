/** The sheet as a workbook: the summary, every number as a number, questions and teams apart, and how all was counted. */
import type { Blob } from "node:buffer"
import type { Stream } from "node:stream"
import type { Feature, Sheet as XlsxSheet } from "write-excel-file/node"
import type { Instant } from "../../src/domain/id.ts"
import { decimal } from "../../src/view/telling.ts"
import { type Cell, columns, type Line, linesOf } from "./cells.ts"
import { escaped, repack } from "./repack.ts"
import { rowsOf, type SectionId, said } from "./row.ts"
import type { Sheet } from "./sheet.ts"

/** What the library lets a part of a workbook be. */
type Content = Stream | Buffer | Blob
type Tab = XlsxSheet<Content>
type XlsxCell = { value: string | number; [style: string]: unknown } | null

/** In characters. */
const widths: Record<(typeof columns)[number], number> = {
  section: 24,
  name: 38,
  part: 34,
  count: 11,
  of: 11,
  share: 11,
  amount: 12,
  unit: 14,
  low: 10,
  high: 10,
  period: 12,
  how: 70,
  id: 36,
}
/** Excel's own limit of a cell; a longer text makes the file unreadable. */
export const cellTextMax = 32_767
const formats = { count: "#,##0", share: "0.0%", amount: "#,##0.0" }
const head = { fontWeight: "bold", backgroundColor: "#E6E2D8", wrap: true, alignVertical: "top" } as const

export async function toXlsx(sheet: Sheet, q: { now: Instant }): Promise<Uint8Array> {
  const { default: writeXlsx } = await import("write-excel-file/node")
  const lines = linesOf(sheet)
  const own: SectionId[] = ["polls", "segments"]
  const of = (wanted: (id: SectionId) => boolean) => {
    const rows = new Set(
      sheet.sections.filter((s) => wanted(s.id)).flatMap((s) => s.groups.flatMap((g) => g.rows)),
    )
    return lines.filter((line) => rows.has(line.row))
  }
  const tabs: Tab[] = [
    summaryTab(sheet),
    table(sheet, { tab: "figures", lines: of((id) => !own.includes(id)) }),
    table(sheet, { tab: "polls", lines: of((id) => id === "polls") }),
    table(sheet, { tab: "segments", lines: of((id) => id === "segments") }),
    ...(sheet.offers.length > 0 ? [offersTab(sheet)] : []),
    definitionsTab(sheet, lines),
  ]
  const options = { fontFamily: "Calibri", fontSize: 11, features: [properties(sheet, q.now)] }
  return repack(await writeXlsx(tabs, options).toBuffer(), { ...q, change: asPage })
}

/**
 * The library writes a pane that is split both ways, with nothing to the left; only rows stay in place here. And it knows
 * no page: on paper all columns stand beside each other on A4.
 */
function asPage(path: string, xml: string): string {
  if (!path.startsWith("xl/worksheets/sheet")) return xml
  return xml
    .replace(
      / xSplit="0" topLeftCell="A(\d+)" activePane="bottomRight"/,
      ' topLeftCell="A$1" activePane="bottomLeft"',
    )
    .replace(/<worksheet [^>]*>/, '$&<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace(
      '<pageSetup paperSize="9" orientation="landscape"/>',
      '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    )
}

function table(sheet: Sheet, { tab, lines }: { tab: string; lines: Line[] }): Tab {
  const { words } = sheet.telling
  const stamp: XlsxCell[] = [{ value: stampOf(sheet), fontWeight: "bold" }]
  const heading = columns.map((id): XlsxCell => ({ value: words(`export.column.${id}`), ...head }))
  const rows = lines.map(({ cells }) =>
    tall(
      columns.map((column) => cellOf(cells[column])),
      columns.map((column) => widths[column]),
    ),
  )
  return {
    sheet: words(`export.tab.${tab}`),
    data: [stamp, heading, ...rows],
    columns: columns.map((column) => ({ width: widths[column] })),
    stickyRowsCount: 2,
    orientation: "landscape",
  }
}

const summaryWidth = 110
/** Points of one line of the usual size. */
const lineHeight = 15

/** A row as high as its longest text needs: not every program finds that out by itself. */
function tall(cells: XlsxCell[], wide: readonly number[]): XlsxCell[] {
  const heights = cells.map((cell, i) => {
    if (typeof cell?.value !== "string") return 0
    const size = (typeof cell["fontSize"] === "number" ? cell["fontSize"] : 11) / 11
    return Math.ceil((cell.value.length * size) / (wide[i] ?? 10)) * size * lineHeight
  })
  const height = Math.max(...heights)
  return height <= lineHeight ? cells : cells.map((cell) => cell && { ...cell, height })
}

function summaryTab(sheet: Sheet): Tab {
  const { words } = sheet.telling
  const text = (value: string, style: Record<string, unknown> = {}): XlsxCell[] =>
    value === "" ? [] : tall([{ value, wrap: true, alignVertical: "top", ...style }], [summaryWidth])
  const title = (value: string) => text(value, { fontWeight: "bold", fontSize: 13 })
  const { changes, asks, method } = sheet
  const data: XlsxCell[][] = [
    text(stampOf(sheet), { fontWeight: "bold" }),
    title(sheet.title),
    text(sheet.kicker),
    text(sheet.verdict, { fontWeight: "bold", fontSize: 16 }),
    text(sheet.lede),
    ...(sheet.frozen ? [text(`${sheet.frozen.said} sha256 ${sheet.frozen.sha256}`)] : []),
    ...indexLines(sheet).map((line, i) => (i === 0 ? title(line) : text(line))),
    [],
    ...(changes ? [title(changes.title), ...(changes.none === null ? [] : [text(changes.none)])] : []),
    ...(changes?.lines ?? []).map(({ name, span, said }) =>
      text([name, span, said].filter(Boolean).join(" · ")),
    ),
    ...(changes && changes.lines.length > 0 ? [text(changes.note)] : []),
    [],
    title(words("report.ask.title")),
    ...(asks.shown.length === 0 ? [text(words("report.ask.none"))] : []),
    ...asks.shown.map(({ text: asked, due, left }) => text(`${asked} · ${due} · ${left}`)),
    ...(asks.more === null ? [] : [text(asks.more)]),
    [],
    ...method.flatMap((part) => [title(part.title), text(part.text)]),
  ]
  return {
    sheet: words("export.tab.summary"),
    data,
    columns: [{ width: 110 }],
    showGridLines: false,
    orientation: "landscape",
  }
}

const offerWidths = [24, 36, 14, 44, 60]

/** The index with its three ranges, or why there is none; nothing where it does not exist. */
function indexLines({ sections, telling }: Sheet): string[] {
  const index = sections.find((section) => section.id === "index")
  if (!index) return []
  const rows = rowsOf(index)
  const value = rows.filter((row) => row.id === "index.value").map((row) => said(row.figure, telling))
  const ranges = rows.flatMap(({ id, part, how, figure }) => {
    if (!id.startsWith("index.ranges.") || figure.type !== "amount") return []
    const ends = { low: decimal(telling, figure.low ?? 0), high: decimal(telling, figure.high ?? 0) }
    return `${part}: ${telling.words("report.index.from-to", ends)} (${how})`
  })
  return [index.title, ...value, ...ranges]
}

/** What was offered about each framework, and when. */
function offersTab(sheet: Sheet): Tab {
  const { words } = sheet.telling
  const heading = ["framework", "element", "kind", "title", "days"].map(
    (id): XlsxCell => ({ value: words(`export.offer.${id}`), ...head }),
  )
  const rows = sheet.offers.map(({ framework, element, kind, title, on }) =>
    tall(
      [framework, element, kind, title, on.join(", ")].map((text) => cellOf({ type: "text", text })),
      offerWidths,
    ),
  )
  return {
    sheet: words("export.tab.offers"),
    data: [[{ value: stampOf(sheet), fontWeight: "bold" }], heading, ...rows],
    columns: offerWidths.map((width) => ({ width })),
    stickyRowsCount: 2,
    orientation: "landscape",
  }
}

/** Each way of counting once, with what is counted so. */
function definitionsTab(sheet: Sheet, lines: Line[]): Tab {
  const { words } = sheet.telling
  const known = new Map<string, XlsxCell[]>()
  for (const { row, cells } of lines) {
    const key = `${row.name}\n${row.how}`
    if (row.how !== "" && !row.id.startsWith("polls.") && !known.has(key))
      known.set(key, [cells.section, cells.name, cells.how].map(cellOf))
  }
  const heading = ["section", "name", "how"].map(
    (id): XlsxCell => ({ value: words(`export.column.${id}`), ...head }),
  )
  return {
    sheet: words("export.tab.definitions"),
    data: [[{ value: stampOf(sheet), fontWeight: "bold" }], heading, ...known.values()],
    columns: [{ width: widths.section }, { width: widths.name }, { width: 100 }],
    stickyRowsCount: 2,
    orientation: "landscape",
  }
}

function stampOf({ stamp, demo, title }: Sheet): string {
  return [title, stamp, demo].filter((part) => part !== null).join(" · ")
}

/** A text is written as text, whatever it begins with; no cell is ever a formula. */
function cellOf(cell: Cell): XlsxCell {
  if (cell === null) return null
  if (cell.type === "number") return { value: cell.value, type: Number, format: formats[cell.as] }
  return {
    value: cell.text.slice(0, cellTextMax).toWellFormed(),
    type: String,
    format: "@",
    wrap: true,
    alignVertical: "top",
  }
}

const corePath = "docProps/core.xml"

/** Title, language and maker, which the library does not write by itself. */
function properties(sheet: Sheet, now: Instant): Feature<Content> {
  const at = new Date(now).toISOString().replace(/\.\d+Z$/, "Z")
  const xml = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(sheet.title)}</dc:title><dc:subject>${escaped(stampOf(sheet))}</dc:subject><dc:creator>Draagvlak</dc:creator><dc:language>${sheet.telling.language}</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`
  return {
    files: {
      transform: {
        "[Content_Types].xml": {
          insert: () =>
            `<Override PartName="/${corePath}" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`,
        },
        "_rels/.rels": {
          insert: () =>
            `<Relationship Id="rId-draagvlak-core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="${corePath}"/>`,
        },
      },
      write: { files: () => ({ [corePath]: Buffer.from(xml, "utf8") }) },
    },
  }
}
