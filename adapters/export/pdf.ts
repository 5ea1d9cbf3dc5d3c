/**
 * The sheet as a PDF on A4: the first screen on the first page, then what is behind it. Text can be selected, charts are
 * vectors, and a screen reader finds headings, tables and what each chart says. pdfkit is used as it is and not through
 * pdfmake, which writes no structure tree: a file that says "tagged" and has no tags is worse than none.
 */
import { createRequire } from "node:module"
import type { Instant } from "../../src/domain/id.ts"
import { type Block, beside, bodyWidth, flow, page, pageRoom, stack } from "./pdf/blocks.ts"
import {
  askBlock,
  changesBlock,
  countsBlock,
  firstWidths,
  indexBlock,
  verdictBlock,
} from "./pdf/first-page.ts"
import type { Drawing } from "./pdf/listing.ts"
import { type Fonts, ink, makePen, type Pen } from "./pdf/pen.ts"
import { drawSections } from "./pdf/sections.ts"
import { depthBlock, trendBlock } from "./pdf/trend.ts"
import type { Section, SectionId } from "./row.ts"
import type { Sheet } from "./sheet.ts"

const locales = { nl: "nl-NL", en: "en-GB" } as const

export async function toPdf(sheet: Sheet, q: { now: Instant }): Promise<Uint8Array> {
  const { default: PDFDocument } = await import("pdfkit")
  const doc = new PDFDocument({
    size: "A4",
    // Pages are turned here and not by pdfkit, which would begin one wherever a text reaches the foot.
    margins: { top: 0, left: 0, right: 0, bottom: -20 * page.height },
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: locales[sheet.telling.language],
    info: {
      Title: sheet.demo === null ? sheet.title : `DEMO · ${sheet.title}`,
      Author: "Draagvlak",
      Subject: [sheet.stamp, sheet.demo].filter(Boolean).join(" "),
      Creator: "Draagvlak",
      // Fixed, so that the same report at the same moment is the same file.
      CreationDate: new Date(q.now),
      ModDate: new Date(q.now),
    },
  })
  const done = collected(doc)
  const pen = makePen(doc, fonts())
  draw(pen, sheet)
  doc.end()
  return done
}

/** Inter, by Rasmus Andersson, under the SIL Open Font License 1.1; from the package that serves it as whole TrueType files. */
export function fonts(): Fonts {
  const { resolve } = createRequire(import.meta.url)
  const at = (file: string) => resolve(`@expo-google-fonts/inter/${file}.ttf`)
  return { regular: at("400Regular/Inter_400Regular"), bold: at("600SemiBold/Inter_600SemiBold") }
}

function collected(doc: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  doc.on("data", (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    doc.on("end", () => resolve(Buffer.concat(chunks)))
    doc.on("error", reject)
  })
}

function draw(pen: Pen, sheet: Sheet): void {
  const pages = flow(pen)
  const root = pen.doc.struct("Document")
  pen.doc.addStructure(root)
  const shown = drawFirst({ pen, flow: pages, root, sheet })
  drawSections({ pen, flow: pages, root, sheet }, shown)
  onEveryPage(pen, sheet)
  root.end()
}

/** The first screen, and beside and below it as much of the rest as has room there; tells what had. */
function drawFirst({ pen, flow, root, sheet }: Drawing): Set<SectionId> {
  const { main, side } = firstWidths
  const shown = new Set<SectionId>()
  const withMore = (block: Block, id: SectionId, more: (section: Section) => Block): Block => {
    const section = sheet.sections.find((one) => one.id === id)
    const both = section ? stack([block, more(section)]) : block
    if (!section || both.height > pageRoom) return block
    shown.add(id)
    return both
  }
  const index = sheet.sections.find((one) => one.id === "index")
  const first = stack([verdictBlock(pen, sheet), ...(index ? [indexBlock(pen, index, sheet.telling)] : [])])
  const counted = withMore(first, "people", (section) => countsBlock(pen, { section, sheet, width: main }))
  const left = withMore(counted, "trend", (section) => trendBlock(pen, { section, sheet, width: main }))
  const ask = askBlock(pen, sheet)
  const both = stack([ask, changesBlock(pen, sheet, side)])
  const besides = both.height <= pageRoom
  const panel = besides ? both : ask
  const right = withMore(panel, "depth", (section) => depthBlock(pen, { section, sheet, width: side }))
  flow.place(
    beside([
      { block: left, width: main },
      { block: right, width: side },
    ]),
    root,
  )
  if (!besides) flow.place(changesBlock(pen, sheet, bodyWidth), root)
  return shown
}

/** What repeats is decoration to a screen reader, which has heard it once as the title. */
function onEveryPage(pen: Pen, sheet: Sheet): void {
  const { start, count } = pen.doc.bufferedPageRange()
  for (let i = 0; i < count; i++) {
    pen.doc.switchToPage(start + i)
    pen.decoration(() => {
      header(pen, sheet)
      footer(pen, sheet, { number: i + 1, of: count })
    })
  }
}

const bold = (size: number) => ({ size, bold: true })

function header(pen: Pen, { organisation, stamp, demo, period }: Sheet): void {
  const { left } = page
  const y = 22
  temple(pen, { x: left, y })
  pen.line("Draagvlak", bold(9.5), { x: left + 18, y: y + 0.5, width: 60 })
  pen.line(
    organisation,
    { size: 9.5, colour: ink.ink2 },
    { x: left + 76, y: y + 0.5, width: bodyWidth - 190 },
  )
  pen.line(
    period.id,
    { size: 9.5, colour: ink.ink2, align: "right" },
    { x: left + bodyWidth - 100, y: y + 0.5, width: 100 },
  )
  pen.rect({ x: left, y: y + 17, width: bodyWidth, height: 15, fill: ink.sunk })
  const x = left + 6
  pen.line(stamp, bold(7.6), { x, y: y + 20.2, width: bodyWidth - 12 })
  const used = pen.width(stamp, bold(7.6)) + 8
  if (demo !== null)
    pen.line(
      demo,
      { size: 7.6, colour: ink.con, bold: true },
      { x: x + used, y: y + 20.2, width: bodyWidth - 12 - used },
    )
}

/** The temple on three pillars: people, planet, profit. */
function temple(pen: Pen, { x, y }: { x: number; y: number }): void {
  pen.rect({ x, y, width: 13, height: 2.6, fill: ink.data })
  for (const pillar of [1.2, 5.5, 9.8])
    pen.rect({ x: x + pillar, y: y + 4.2, width: 2, height: 7, fill: ink.data })
}

function footer(pen: Pen, sheet: Sheet, { number, of }: { number: number; of: number }): void {
  const { left } = page
  const y = page.height - 36
  const style = { size: 6.6, colour: ink.ink2 }
  pen.path(
    [
      { x: left, y: y - 5 },
      { x: left + bodyWidth, y: y - 5 },
    ],
    { colour: ink.rule, width: 0.5 },
  )
  const what = [sheet.stamp, ...(sheet.demo === null ? [] : ["DEMO"]), sheet.title].join(" · ")
  pen.line(what, style, { x: left, y, width: bodyWidth - 90 })
  const counted = sheet.telling.words("export.page", { number, of })
  pen.line(counted, { ...style, align: "right" }, { x: left + bodyWidth - 90, y, width: 90 })
  if (sheet.frozen) {
    const kept = `${sheet.frozen.said} sha256 ${sheet.frozen.sha256}`
    pen.line(kept, { ...style, size: 6 }, { x: left, y: y + 10, width: bodyWidth })
  }
}
