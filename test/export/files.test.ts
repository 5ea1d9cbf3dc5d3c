/** The same numbers in every file and on the page. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { makeFile } from "../../adapters/export/index.ts"
import { type FileFormat, fileFormats } from "../../src/report/formats.ts"
import { toJson } from "../../src/report/json.ts"
import type { Report } from "../../src/report/report.ts"
import { words } from "../report/office.ts"
import { crowd, joined, ledger, log, report } from "../report/world.ts"
import { formsOf, pageFaults, pdfFaults, slideFaults, tableFaults, tokens, unexplained } from "./agree.ts"
import { catalogue, livedReport, measuredReport, periods } from "./lived.ts"
import { pageText } from "./page.ts"
import { everyXml, pdfText, readCsv, readPptx, readXlsx } from "./read.ts"

const now = Date.parse("2027-01-20T12:00Z")
type Language = "nl" | "en"
async function file(report: Report, format: FileFormat, language: Language): Promise<Uint8Array> {
  return (await makeFile(report, { format, language, say: words[language], now })).bytes
}

/** Everything that any file of the report says otherwise than the report itself. */
async function faults(report: Report, language: Language): Promise<string[]> {
  return [
    ...tableFaults(report, readCsv(await file(report, "csv", language), language)),
    ...tableFaults(report, readXlsx(await file(report, "xlsx", language))),
    ...pdfFaults(report, await pdfText(await file(report, "pdf", language)), language),
    ...slideFaults(report, readPptx(await file(report, "pptx", language)), language),
    ...pageFaults(report, pageText(report, language), language),
  ]
}

describe("CSV, XLSX, PDF, slides and page", () => {
  test("have the numbers of the JSON, of any organisation and period", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 100_000 }),
        fc.constantFrom(...periods),
        fc.constantFrom<Language>("nl", "en"),
        async (seed, period, language) => {
          expect(await faults(livedReport(seed, { period }), language)).toEqual([])
        },
      ),
      { numRuns: 25 },
    )
  }, 240_000)

  test("have the index of a quarter with its ranges, parts and changes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom<Language>("nl", "en"),
        async (seed, language) => {
          const report = measuredReport(seed)
          expect(report.index.value).not.toBeNull()
          expect(await faults(report, language)).toEqual([])
          // Elsewhere in the file the same number stands once more, so that the first page is held by itself.
          const value = report.index.value?.toFixed(1).replace(".", language === "nl" ? "," : ".")
          const first = (await pdfText(await file(report, "pdf", language))).replaceAll(/\s+/g, " ")
          expect(first).toContain(`${value} ${language === "nl" ? "van" : "of"} 100`)
        },
      ),
      { numRuns: 6 },
    )
  }, 240_000)
})

test("a new figure of the report is no figure of the files before it has a row", () => {
  const json = toJson(livedReport(1)) as { figures: object }
  const withRows = ["reach", "active", "depth", "actions", "logged", "sdg", "segments", "followUp", "minutes"]
  expect(Object.keys(json.figures).filter((name) => !withRows.includes(name))).toEqual([])
})

describe("the checker of these files", () => {
  const measured = measuredReport(7)
  const language = "nl"

  test("finds one number of a table that differs, is missing, or stands where one is withheld", async () => {
    const table = readCsv(await file(measured, "csv", language), language)
    const fields = [...table.keys()]
    expect(fields.length).toBeGreaterThan(100)
    for (const field of fields) {
      const row = table.get(field) ?? []
      const changed = row.map((cell) => (typeof cell === "number" ? cell + 1 : cell))
      const withheld = row.every((cell) => typeof cell !== "number")
      const planted = new Map(table).set(
        field,
        withheld ? row.map((cell, i) => (i === 3 ? 4 : cell)) : changed,
      )
      expect(tableFaults(measured, planted), field).not.toEqual([])
      planted.delete(field)
      expect(tableFaults(measured, planted), field).not.toEqual([])
    }
    expect(tableFaults(measured, new Map(table).set("figures.other", []))).not.toEqual([])
  })

  test("finds a number of the PDF, the slides or the page that differs", async () => {
    const { count, of } = measured.figures.reach as { count: number; of: number }
    const pdf = await pdfText(await file(measured, "pdf", language))
    const planted = pdf.replaceAll(`${count} van ${of} (`, `${count - 1} van ${of} (`)
    expect(pdfFaults(measured, planted, language).join()).toContain("figures.reach")
    const slides = readPptx(await file(measured, "pptx", language))
    const notes = slides.notes.map((text) =>
      text.replaceAll(`${count} van ${of} (`, `${count + 1} van ${of} (`),
    )
    expect(slideFaults(measured, { ...slides, notes }, language).join()).toContain("figures.reach")
    const charts = slides.charts.map((chart) =>
      chart.map((series) => ({ ...series, values: series.values.map((v) => `${Number(v) + 0.001}`) })),
    )
    expect(slideFaults(measured, { ...slides, charts }, language)).not.toEqual([])
    const page = pageText(measured, language)
    expect(pageFaults(measured, page.replaceAll(String(count), String(count + 1)), language)).not.toEqual([])
  })
})

describe("what is withheld", () => {
  test("has no number in any file: not of nine people, nor of the one who did something", async () => {
    const events = ledger([
      { at: "2026-11-16T09:00Z", event: log("p0", 137.9) },
      { at: "2026-11-17T09:00Z", event: joined("p1") },
    ])
    for (const period of ["2026-W47", "2026-11", "2026-Q4", "2026"])
      for (const language of ["nl", "en"] as const) {
        const small = report(period, { events, people: crowd(9), now, for: "manager" })
        for (const format of fileFormats) {
          const bytes = await file(small, format, language)
          const text = format === "pdf" ? await pdfText(bytes) : textIn(bytes, format)
          expect(text, `${period} ${format}`).not.toMatch(/137[.,]9|26[.,]2|30[.,]9/)
          expect(text, `${period} ${format}`).not.toMatch(/[12] (van|of) 9\b/)
        }
        const table = readCsv(await file(small, "csv", language), language)
        const told = language === "nl" ? "te klein om te tonen" : "too small to show"
        expect(table.get("figures.actions")?.[3]).toBe(told)
        if (period !== "2026") expect(table.get("figures.reach")?.slice(3, 6)).toEqual([told, told, told])
        expect(tableFaults(small, table)).toEqual([])
      }
  }, 120_000)

  test("no number stands in a PDF that neither the report nor its words explain", async () => {
    for (const [seed, period] of [
      [11, "2026-Q4"],
      [12, "2026-12"],
      [13, "2026"],
      [14, "2026-W52"],
    ] as const) {
      const lived = livedReport(seed, { period })
      const text = await pdfText(await file(lived, "pdf", "nl"))
      expect(unexplained(text, allowedIn(lived, "nl")), period).toEqual([])
      expect(unexplained(`${text} 98.765`, allowedIn(lived, "nl"))).toEqual(["98.765"])
    }
  }, 60_000)
})

/** Everything that can be read in the archive or the text. */
function textIn(bytes: Uint8Array, format: FileFormat): string {
  return format === "xlsx" || format === "pptx"
    ? everyXml(bytes).join(" ")
    : Buffer.from(bytes).toString("utf8")
}

/** Numbers of the report, of its words and names, of dates, axes and pages. */
function allowedIn(report: Report, language: Language): Set<string> {
  const { period, roster, countedFrom, trend, polls, previous, quarters } = report
  const said = [...catalogue.words[language].values()].join(" ")
  const ids = [
    period.id,
    previous?.id,
    ...trend.map((t) => t.week),
    ...quarters.map((q) => q.period.id),
  ].join(" ")
  const dates = [period.from, period.to, roster.asOf, countedFrom, ...quarters.map((q) => q.period.to)].join(
    " ",
  )
  const names = [
    report.organisation,
    ...report.figures.segments.map((s) => s.segment),
    ...polls.map((p) => p.question?.nl ?? ""),
    ...report.figures.sdg.map((g) => `${g.goal} ${g.name.nl}`),
    "2026 List",
  ].join(" ")
  const change = (["reach", "active"] as const).flatMap((part) => {
    const [after, before] = [report.figures[part], previous?.[part]]
    return !after || !before || after.suppressed || before.suppressed
      ? []
      : Math.abs(after.count - before.count)
  })
  const plain = [...Array(21).keys()].map((n) => n * 5)
  const pages = [...Array(12).keys()]
  return new Set([
    ...formsOf(report, language),
    ...tokens(
      [said, ids, dates, names, report.minGroup, ...change, ...plain, ...pages]
        .join(" ")
        .replaceAll("-", " "),
    ),
  ])
}
