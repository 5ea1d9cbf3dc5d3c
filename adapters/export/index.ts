/** A report as a file. The libraries behind XLSX, PDF and slides are loaded when somebody asks for such a file, not before. */
import type { Instant, Language } from "../../src/domain/id.ts"
import type { FileFormat } from "../../src/report/formats.ts"
import { toJson } from "../../src/report/json.ts"
import type { Report } from "../../src/report/report.ts"
import type { Say } from "../../src/view/words.ts"
import { toCsv } from "./csv.ts"
import { makeSheet, type Sheet } from "./sheet.ts"

export type ReportFile = { name: string; type: string; bytes: Uint8Array }

export const fileTypes: Record<FileFormat, string> = {
  json: "application/json",
  csv: "text/csv; charset=utf-8; header=present",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

/** `now` is the moment that stands in the file; the same report at the same moment gives the same PDF, byte for byte. */
export async function makeFile(
  report: Report,
  q: { format: FileFormat; language: Language; say: Say; now: Instant },
): Promise<ReportFile> {
  const { format, language } = q
  const demo = report.demo ? "-demo" : ""
  // Ids of periods have letters, digits and hyphens only, so that the name is safe on every system.
  const name = `draagvlak-${report.period.id}-${language}${demo}.${format}`
  const bytes =
    format === "json"
      ? Buffer.from(`${JSON.stringify(toJson(report), null, 2)}\n`)
      : await drawn(makeSheet(report, q), { format, now: q.now })
  return { name, type: fileTypes[format], bytes }
}

async function drawn(
  sheet: Sheet,
  { format, now }: { format: Exclude<FileFormat, "json">; now: Instant },
): Promise<Uint8Array> {
  switch (format) {
    case "csv":
      return toCsv(sheet)
    case "xlsx":
      return (await import("./xlsx.ts")).toXlsx(sheet, { now })
    case "pdf":
      return (await import("./pdf.ts")).toPdf(sheet, { now })
    case "pptx":
      return (await import("./pptx.ts")).toPptx(sheet, { now })
  }
}
