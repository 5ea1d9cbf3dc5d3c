/** How the PDF lies on its paper: nothing over the foot of a page, no heading alone there, and no page for nothing. */
import { getDocumentProxy } from "unpdf"
import { expect, test } from "vitest"
import { makeFile } from "../../adapters/export/index.ts"
import { page, type } from "../../adapters/export/pdf/blocks.ts"
import { makePen, unknownGlyph } from "../../adapters/export/pdf/pen.ts"
import { fonts } from "../../adapters/export/pdf.ts"
import type { Report } from "../../src/report/report.ts"
import { words } from "../report/office.ts"
import { livedReport, measuredReport } from "./lived.ts"

const now = Date.parse("2027-01-20T12:00Z")
const languages = ["nl", "en"] as const
type Placed = { text: string; size: number; baseline: number }

async function placedOn(report: Report, language: "nl" | "en"): Promise<Placed[][]> {
  const { bytes } = await makeFile(report, { format: "pdf", language, say: words[language], now })
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const pages: Placed[][] = []
  for (let i = 1; i <= pdf.numPages; i++) {
    const { items } = await (await pdf.getPage(i)).getTextContent()
    pages.push(
      items.flatMap((item) =>
        "transform" in item && item.str.trim() !== ""
          ? {
              text: item.str,
              size: Number(item.transform[3]),
              baseline: page.height - Number(item.transform[5]),
            }
          : [],
      ),
    )
  }
  return pages
}

const foot = page.height - page.bottom
/** What is below the line over the foot of each page is of every page. */
const footLine = page.height - 36

function faults(pages: readonly Placed[][]): string[] {
  return pages.flatMap((items, i) => {
    const heading = ({ size }: Placed) => Math.abs(size - type.h2.size) < 0.01
    const body = items.filter(({ baseline, size }) => baseline <= footLine || size > 6.7)
    return body.flatMap((item) => {
      if (item.baseline > foot) return [`page ${i + 1}: "${item.text}" stands in the foot`]
      const below = body.some((other) => !heading(other) && other.baseline > item.baseline + 8)
      return heading(item) && !below ? [`page ${i + 1}: "${item.text}" stands alone`] : []
    })
  })
}

/** As much on the first page as there can be: six parts, every count of people, and an answer that was due. */
function fullest(seed: number): Report {
  const made = measuredReport(seed)
  const { figures, roster } = made
  const followUp = { ...figures.followUp, suppressed: false, count: 5, of: 6, share: 5 / 6 } as const
  return {
    ...made,
    figures: { ...figures, followUp },
    roster: { ...roster, outOrPaused: 3 },
    demo: true,
  } as Report
}

test.each(languages)(
  "the fullest quarter is four pages, and none runs over its foot, %s",
  async (language) => {
    const pages = await placedOn(fullest(7), language)
    expect(faults(pages)).toEqual([])
    expect(pages.length).toBeLessThanOrEqual(4)
  },
)

test.each(languages)(
  "of any organisation no page runs over, and no heading stands alone, %s",
  async (language) => {
    for (let seed = 1; seed <= 12; seed++)
      expect(faults(await placedOn(livedReport(seed), language)), String(seed)).toEqual([])
  },
  120_000,
)

test("the checker finds a line in the foot and a heading without its text", () => {
  const line = { text: "a line", size: 8, baseline: 400 }
  const heading = { text: "a heading", size: type.h2.size, baseline: foot - 4 }
  expect(faults([[line, { ...line, baseline: foot + 3 }]])).toHaveLength(1)
  expect(faults([[line, { ...line, baseline: footLine + 3 }]])).toHaveLength(1)
  expect(faults([[line, heading]])).toHaveLength(1)
  expect(faults([[heading, { ...line, baseline: foot - 20 }], [line]])).toHaveLength(1)
  expect(faults([[{ ...heading, baseline: 300 }, line]])).toEqual([])
})

test.each([
  ["Team 👍🏽 buiten", "Team buiten"],
  ["Mag de fiets mee 🚲?", "Mag de fiets mee?"],
  ["🇳🇱 Nederland 🌱", "Nederland"],
  ["👩‍👩‍👧", unknownGlyph],
  ["客户 🌱", `${unknownGlyph}${unknownGlyph}`],
])("%s is drawn as %s", async (text, drawn) => {
  const { default: PDFDocument } = await import("pdfkit")
  const style = { size: 10 }
  const pen = makePen(new PDFDocument(), fonts())
  expect(pen.width(text, style)).toBe(pen.width(drawn, style))
})
