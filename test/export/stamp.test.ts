/** What every file says of itself: that it is no claim, that it is invented, which edition it is, in which language. */
import { getDocumentProxy } from "unpdf"
import { describe, expect, test } from "vitest"
import { fileTypes, makeFile } from "../../adapters/export/index.ts"
import { type FileFormat, fileFormats } from "../../src/report/formats.ts"
import type { Report } from "../../src/report/report.ts"
import { words } from "../report/office.ts"
import { unzip } from "../support/zip.ts"
import { measuredReport } from "./lived.ts"
import { csvLines, pdfPages, readPptx, xlsxTabs } from "./read.ts"

const now = Date.parse("2027-01-20T12:00Z")
const said = {
  nl: "Zelf gemeld, intern, niet voor externe claims.",
  en: "Self-reported, internal, not for external claims.",
}
const languages = ["nl", "en"] as const
const sha256 = "0123456789abcdef".repeat(4)
const frozen = {
  at: "2026-10-04T08:00:00Z",
  edition: 2,
  sha256,
  definitions: 1,
  after: null,
  because: "roster was incomplete",
  json: {},
}
const invented: Report = { ...measuredReport(5, { demo: true }), frozen }

async function bytesOf(report: Report, format: FileFormat, language: "nl" | "en"): Promise<Uint8Array> {
  return (await makeFile(report, { format, language, say: words[language], now })).bytes
}

describe.each(languages)("in %s", (language) => {
  const stamp = said[language]

  test("every page of a PDF has the stamp, DEMO, its edition with its hash, and its number", async () => {
    const pages = await pdfPages(await bytesOf(invented, "pdf", language))
    expect(pages.length).toBeGreaterThan(1)
    expect(pages.length).toBeLessThan(6)
    for (const [i, page] of pages.entries()) {
      for (const part of [stamp, "DEMO", sha256, "roster was incomplete"]) expect(page).toContain(part)
      const [number, of] = [i + 1, pages.length]
      expect(page).toContain(language === "nl" ? `Bladzijde ${number} van ${of}` : `Page ${number} of ${of}`)
    }
  })

  test("every slide has the stamp and DEMO, and notes that say how its numbers were counted", async () => {
    const { slides, notes } = readPptx(await bytesOf(invented, "pptx", language))
    expect(slides).toHaveLength(5)
    for (const text of [...slides, ...notes]) {
      expect(text).toContain(stamp)
      expect(text).toContain("DEMO")
    }
    expect(notes[0]).toContain(
      language === "nl" ? "gewogen gemiddelde van zes delen" : "weighted mean of six parts",
    )
  })

  test("every sheet of a workbook and every line of a CSV has the stamp and DEMO", async () => {
    const tabs = xlsxTabs(await bytesOf(invented, "xlsx", language))
    expect(tabs.length).toBe(6)
    for (const tab of tabs) {
      expect(tab.rows[0]?.[0]).toContain(stamp)
      expect(tab.rows[0]?.[0]).toContain("DEMO")
    }
    const [, ...lines] = csvLines(await bytesOf(invented, "csv", language), language)
    for (const line of lines) {
      expect(line.at(-1)).toContain(stamp)
      expect(line.at(-1)).toContain("DEMO")
    }
  })

  test("PDF, workbook and slides say their language, title and maker", async () => {
    const locale = { nl: "nl-NL", en: "en-GB" }[language]
    const pdf = await getDocumentProxy(new Uint8Array(await bytesOf(invented, "pdf", language)))
    const meta = (await pdf.getMetadata()) as unknown as { info: Record<string, unknown> }
    expect(meta.info).toMatchObject({ Language: locale, Author: "Draagvlak" })
    expect(meta.info["Title"]).toMatch(/^DEMO · (Kwartaal|Quarter) 3 · Voorbeeld$/)
    for (const format of ["xlsx", "pptx"] as const) {
      const core = unzip(await bytesOf(invented, format, language))
        .get("docProps/core.xml")
        ?.toString("utf8")
      expect(core).toMatch(/<dc:language>(nl|en)/)
      expect(core).toContain(`<dc:language>${format === "pptx" ? locale : language}`)
      expect(core).toContain("<dc:creator>Draagvlak")
      expect(core).toContain("2027-01-20T12:00:00Z")
    }
    const slide = unzip(await bytesOf(invented, "pptx", language))
      .get("ppt/slides/slide1.xml")
      ?.toString("utf8")
    expect(slide).toContain(`lang="${locale}"`)
  })
})

test("the JSON has the stamp in the words of programs", async () => {
  const json = JSON.parse(Buffer.from(await bytesOf(measuredReport(5), "json", "nl")).toString("utf8"))
  expect(json).toMatchObject({ stamp: "self-reported, internal, not for external claims", demo: false })
})

test("a real organisation is called a demo nowhere, and its names of files are plain", async () => {
  const real = measuredReport(5)
  for (const format of fileFormats) {
    const made = await makeFile(real, { format, language: "en", say: words.en, now })
    expect(made).toMatchObject({ name: `draagvlak-2026-Q3-en.${format}`, type: fileTypes[format] })
    const text = format === "pdf" ? (await pdfPages(made.bytes)).join(" ") : ""
    expect(text).not.toContain("DEMO")
  }
  const demo = await makeFile(invented, { format: "pdf", language: "en", say: words.en, now })
  expect(demo.name).toBe("draagvlak-2026-Q3-en-demo.pdf")
})

test.each(fileFormats)("the same report at the same moment is the same %s, byte for byte", async (format) => {
  const [first, second] = [await bytesOf(invented, format, "nl"), await bytesOf(invented, format, "nl")]
  expect(Buffer.compare(first, second)).toBe(0)
})

describe("a screen reader", () => {
  type Node = { role?: string; alt?: string; children?: Node[] }
  const nodes = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(nodes)]

  test("finds headings, tables with their heads and what each chart says, on every page of the PDF", async () => {
    const pdf = await getDocumentProxy(new Uint8Array(await bytesOf(invented, "pdf", "en")))
    const found: Node[] = []
    for (let i = 1; i <= pdf.numPages; i++) {
      const tree = (await (await pdf.getPage(i)).getStructTree()) as Node | null
      expect(tree).not.toBeNull()
      if (tree) found.push(...nodes(tree))
    }
    const count = (role: string) => found.filter((node) => node.role === role).length
    expect(count("H1")).toBe(1)
    expect(count("H2")).toBeGreaterThan(5)
    for (const role of ["Table", "TR", "TH", "TD"]) expect(count(role), role).toBeGreaterThan(5)
    const figures = found.filter((node) => node.role === "Figure")
    expect(figures.length).toBeGreaterThan(8)
    for (const figure of figures) expect(figure.alt).toMatch(/\d/)
  })

  test("hears what each chart of the slides says", async () => {
    const parts = unzip(await bytesOf(invented, "pptx", "en"))
    const frames = [...parts]
      .filter(([path]) => /^ppt\/slides\/slide\d+\.xml$/.test(path))
      .map(([, xml]) => xml.toString("utf8"))
    const charts = frames
      .flatMap((xml) => xml.match(/<p:graphicFrame>.*?<\/p:graphicFrame>/gs) ?? [])
      .filter((frame) => frame.includes("/chart"))
    expect(charts.length).toBeGreaterThan(3)
    for (const chart of charts) expect(chart).toMatch(/descr="[^"]*\d[^"]*"/)
  })
})
