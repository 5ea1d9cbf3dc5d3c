/** Names and questions of bad will or other scripts, and charts of any length. */
import { describe, expect, test } from "vitest"
import { toCsv, withoutFormula } from "../../adapters/export/csv.ts"
import { makeFile } from "../../adapters/export/index.ts"
import { makePen, unknownGlyph } from "../../adapters/export/pdf/pen.ts"
import { fonts } from "../../adapters/export/pdf.ts"
import { statementsMax } from "../../adapters/export/pptx/slides.ts"
import { makeSheet } from "../../adapters/export/sheet.ts"
import { type FileFormat, fileFormats } from "../../src/report/formats.ts"
import type { Report } from "../../src/report/report.ts"
import { words } from "../report/office.ts"
import { all, readXml } from "../support/xml.ts"
import { measuredReport } from "./lived.ts"
import { csvLines, everyXml, pdfEdges, pdfPages, pdfText, readCsv, readPptx, xlsxTabs } from "./read.ts"

const now = Date.parse("2027-01-20T12:00Z")
const language = "nl"
const report = measuredReport(3)
async function file(made: Report, format: FileFormat): Promise<Uint8Array> {
  return (await makeFile(made, { format, language, say: words[language], now })).bytes
}

const names = [
  '=cmd|" /C calc"!A0',
  "+31 6 12345678",
  "-2+3",
  "@SUM(A1:A9)",
  "  =1+1",
  "\t=1+1",
  "＝1+1",
  '<script>alert("x")</script>&amp;',
  "Arbeidsongeschiktheidsverzekeringsmaatschappij",
  "Team 👍🏽 buitengewoon 👩‍👩‍👧",
  "فريق الدعم ‮ﻣﺒﻴﻌﺎﺕ‬",
  "bel\u0007 nul\u0000 vt\u000b einde\ud800",
  "a;b,c\"d'e\r\nf",
  "]]> --> <!--",
]

/** The same report with these names for its teams and its questions. */
function named(all: readonly string[]): Report {
  const [segment] = report.figures.segments
  const [poll] = report.polls
  if (!segment || !poll) throw new Error("the report has neither teams nor questions")
  const both = (text: string) => ({ nl: text, en: text })
  return {
    ...report,
    organisation: all[0] ?? "",
    figures: { ...report.figures, segments: all.map((name) => ({ ...segment, segment: name })) },
    polls: all.map((name, i) => ({
      ...poll,
      poll: `p${i}`,
      question: both(name),
      labels: poll.labels.map((l) => ({ ...l, text: both(`${name} ${l.key}`) })),
    })),
  }
}

describe("hostile names", () => {
  const hostile = named(names)

  test("are no formula in a CSV, behind spaces neither, and come back as they were", async () => {
    const lines = csvLines(await file(hostile, "csv"), language)
    for (const cell of lines.flat()) expect(cell).not.toMatch(/^\s*[=+@＝＋－＠]|^\s*-\D/)
    const width = new Set(lines.map((line) => line.length))
    expect([...width]).toEqual([15])
    const text = lines.flat().join("\n")
    for (const name of ["'=cmd|", "'+31 6", "'-2+3", "'@SUM", "a;b,c\"d'e\nf", "👩‍👩‍👧", "فريق الدعم"])
      expect(text).toContain(name)
    for (const c of ["\u0000", "\u0007", "\u000b", "\u202e"]) expect(text).not.toContain(c)
  })

  test.each([
    ["=1", "'=1"],
    [" \t@a", "' \t@a"],
    ["－1", "'－1"],
    ["1-2", "1-2"],
    ["e-mail", "e-mail"],
  ])("%j is written as %j", (text, safe) => expect(withoutFormula(text)).toBe(safe))

  test("leave a negative number a number", () => {
    const sheet = makeSheet(report, { language, say: words[language] })
    const [section] = sheet.sections
    const [group] = section?.groups ?? []
    const [row] = group?.rows ?? []
    if (!section || !group || !row) throw new Error("an empty sheet")
    const minus = {
      ...row,
      id: "minus",
      figure: { type: "amount" as const, amount: -4.6, unit: "", low: -9, high: -0.00000015 },
    }
    const one = { ...sheet, sections: [{ ...section, groups: [{ ...group, rows: [minus] }] }] }
    const cells = readCsv(toCsv(one), language).get("minus")
    expect(cells?.[6]).toBe(-4.6)
    expect(cells?.slice(8, 10)).toEqual([-9, -0.00000015])
  })

  test("are text in a workbook: no cell is a formula, and every part is XML that strict readers take", async () => {
    const tabs = xlsxTabs(await file(hostile, "xlsx"))
    for (const tab of tabs) expect(all(tab.xml, "f")).toEqual([])
    const panes = tabs.flatMap((tab) => all(tab.xml, "pane").map((pane) => pane.attributes))
    expect(panes).toHaveLength(tabs.length - 1)
    for (const pane of panes)
      expect(pane).toEqual({ ySplit: "2", topLeftCell: "A3", activePane: "bottomLeft", state: "frozen" })
    const cells = tabs.flatMap((tab) => tab.rows.flat())
    for (const name of ['=cmd|" /C calc"!A0', "-2+3", '<script>alert("x")</script>&amp;', "]]> --> <!--"])
      expect(cells).toContain(name)
  })

  test.each(["xlsx", "pptx"] as const)("leave the %s well-formed", async (format) => {
    for (const organisation of [hostile.organisation, "Jansen & Zn", '<b title="x">', "]]> --> <!--"]) {
      const parts = everyXml(await file({ ...hostile, organisation }, format))
      expect(parts.length).toBeGreaterThan(10)
      for (const part of parts) expect(() => readXml(part), organisation).not.toThrow()
    }
  })

  test("are in the slides as they are written", async () => {
    const { notes, charts } = readPptx(await file(hostile, "pptx"))
    expect(notes.join()).toContain("Arbeidsongeschiktheidsverzekeringsmaatschappij")
    expect(charts.flat().flatMap((series) => series.labels)).toContain('<script>alert("x")</script>&amp;')
  })

  test("are in the PDF as far as its font goes: emoji are left out, letters of other scripts are marked", async () => {
    const text = await pdfText(await file(hostile, "pdf"))
    for (const name of ['<script>alert("x")</script>&amp;', "@SUM(A1:A9)", "]]> --> <!--"])
      expect(text).toContain(name)
    expect(text.replaceAll(" ", "")).toContain("Arbeidsongeschiktheidsverzekeringsmaatschappij")
    expect(text).toContain("Team buitengewoon")
    expect(text).toContain(`${unknownGlyph}${unknownGlyph} ${unknownGlyph}`)
  })

  test("make no name of a file", async () => {
    for (const format of fileFormats) {
      const { name } = await makeFile(hostile, { format, language, say: words[language], now })
      expect(name).toBe(`draagvlak-2026-Q3-nl.${format}`)
    }
  })
})

test("fifty questions that wait leave the first page a first page: the oldest are shown, and how many more", async () => {
  const waiting = Array.from({ length: 50 }, (_, i) => ({
    text: `Vraag ${i + 300}: ${"waarom doen wij dit zo ".repeat(11)}?`,
    dueOn: "2027-01-24",
    daysLeft: i - 3,
  }))
  const bytes = await file({ ...report, waiting }, "pdf")
  const [first = "", ...rest] = await pdfPages(bytes)
  for (const part of ["Vraag 300", "Vraag 303", "3 dagen te laat", "En nog 46 andere"])
    expect(first).toContain(part)
  expect(rest.join(" ")).toContain("Wat er veranderde")
  for (const { bottom } of await pdfEdges(bytes)) expect(bottom).toBeLessThan(830)
  expect(first).not.toContain("Vraag 304")
  expect(rest.length).toBeLessThan(6)
  const { slides } = readPptx(await file({ ...report, waiting }, "pptx"))
  expect(slides[4]).toContain("En nog 46 andere")
})

test("names and questions as long as they may be stay on the paper", async () => {
  const long = (n: number) => "Arbeidsongeschiktheidsverzekering ".repeat(20).slice(0, n)
  const lengthy = named([long(200), long(60), "W".repeat(200)])
  const polls = lengthy.polls.map((poll) => ({
    ...poll,
    labels: poll.labels.map((l) => ({ ...l, text: { nl: long(75), en: long(75) } })),
  }))
  const others = polls.map((poll) => ({ ...poll, poll: `${poll.poll}x`, kind: "single" as const }))
  const made = { ...lengthy, organisation: long(200), polls: [...polls, ...others] }
  for (const { top, bottom, right } of await pdfEdges(await file(made, "pdf"))) {
    expect(top).toBeGreaterThan(15)
    expect(bottom).toBeLessThan(830)
    expect(right).toBeLessThan(581)
  }
})

test("a text of bold type is measured and drawn in bold, whatever characters it is the first to have", async () => {
  const { default: PDFDocument } = await import("pdfkit")
  const width = (before: string) => {
    const pen = makePen(new PDFDocument(), fonts())
    pen.width(before, { size: 10 })
    return pen.width("Als alle zwijgers tegen of voor zijn", { size: 10, bold: true })
  }
  expect(width("")).toBe(width("Als alle zwijgers tegen of voor zijn"))
})

describe("charts", () => {
  const [week] = report.trend
  const weeks = (n: number): Report => ({
    ...report,
    trend: Array.from({ length: n }, (_, i) => {
      const id = `2026-W${String(i + 1).padStart(2, "0")}`
      const hidden = { suppressed: true, because: "small" } as (typeof report.trend)[number]["reach"]
      if (!week) throw new Error("no week")
      return { ...week, week: id, running: i === n - 1, reach: i === 3 ? hidden : week.reach }
    }),
  })

  test.each([0, 1, 2, 12, 53])(
    "of %i weeks are in PDF and slides, with a gap for what is withheld",
    async (n) => {
      const made = weeks(n)
      const { charts } = readPptx(await file(made, "pptx"))
      const line = charts.flat().find((series) => series.name === "Bereik in de week")
      expect(line?.labels.length ?? 0).toBe(n)
      expect(line?.labels.at(-1) ?? "loopt nog").toContain("loopt nog")
      if (n > 3) {
        expect(line?.values[3]).toBe("")
        expect(line?.labels[3]).toContain("te klein om te tonen")
      }
      const text = await pdfText(await file(made, "pdf"))
      expect(text).not.toMatch(/NaN|undefined|Infinity/)
      for (const { week } of made.trend) expect(text).toContain(week.slice(-3))
      // One week is no course, and is told in numbers.
      if (n > 1) expect(text).toContain("loopt nog")
    },
  )

  test("of two hundred teams and sixty questions stay within what one can open and read", async () => {
    const many = named([
      ...Array.from({ length: 60 }, (_, i) => `Stelling ${i + 1000}: wij doen hier iets mee`),
    ])
    const [segment] = many.figures.segments
    if (!segment) throw new Error("no team")
    const segments = Array.from({ length: 200 }, (_, i) => ({ ...segment, segment: `Team ${i + 2000}` }))
    const big = { ...many, figures: { ...many.figures, segments } }
    const before = process.memoryUsage.rss()
    for (const format of fileFormats) expect((await file(big, format)).length, format).toBeLessThan(3_000_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(600_000_000)
    const pages = await pdfPages(await file(big, "pdf"))
    expect(pages.length).toBeLessThan(25)
    for (const name of ["Stelling 1000", "Stelling 1059", "Team 2000", "Team 2199"])
      expect(pages.join(" ")).toContain(name)
    const { slides, charts } = readPptx(await file(big, "pptx"))
    expect(slides).toHaveLength(5)
    const answers = charts.filter((series) => series.length === 6)
    expect(answers.map((series) => series[0]?.labels.length)).toEqual([statementsMax])
    expect(slides.join(" ")).toContain(`En nog ${60 - statementsMax} vragen`)
  }, 120_000)
})
