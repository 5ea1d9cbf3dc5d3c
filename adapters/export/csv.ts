/**
 * The sheet as CSV. Numbers in machine form (no thousands, no %, a plain minus), in one of two dialects, because a
 * spreadsheet reads a file by the rules of its country and says nothing where it guesses wrong: Dutch Excel makes
 * 12.5 into the 12th of May and 0.525 into 525, and cuts lines at semicolons only. So the Dutch file has semicolons and
 * decimal commas, and the English one is RFC 4180 with points. A `sep=` line would help with the first half only, makes
 * Excel forget the byte order mark, and is a row of rubbish to every other reader. Programs take the JSON or the English file.
 */
import type { Language } from "../../src/domain/id.ts"
import { type Cell, columns, linesOf } from "./cells.ts"
import type { Sheet } from "./sheet.ts"

type Dialect = { separator: string; decimal: string }
export const csvDialects: Record<Language, Dialect> = {
  nl: { separator: ";", decimal: "," },
  en: { separator: ",", decimal: "." },
}
/** Without it Excel takes UTF-8 for the code page of its country. */
const byteOrderMark = "\ufeff"

export function toCsv(sheet: Sheet): Uint8Array {
  const { telling } = sheet
  const dialect = csvDialects[telling.language]
  // On every line, so that a line that is copied out of the file is still stamped.
  const stamp: Cell[] = [
    { type: "text", text: sheet.organisation },
    { type: "text", text: [sheet.stamp, sheet.demo, sheet.frozen?.said].filter(Boolean).join(" ") },
  ]
  const head = [...columns, "organisation", "stamp"].map(
    (id): Cell => ({ type: "text", text: telling.words(`export.column.${id}`) }),
  )
  const body = linesOf(sheet).map(({ cells }) => [...columns.map((column) => cells[column]), ...stamp])
  const lines = [head, ...body].map((cells) =>
    cells.map((cell) => written(cell, dialect)).join(dialect.separator),
  )
  return Buffer.from(`${byteOrderMark}${lines.join("\r\n")}\r\n`, "utf8")
}

function written(cell: Cell, { separator, decimal }: Dialect): string {
  if (cell === null) return ""
  if (cell.type === "number") return numeral(cell.value).replace(".", decimal)
  const text = withoutFormula(cell.text)
  const quoted = text.includes(separator) || /["\r\n]|^\s|\s$/.test(text)
  return quoted ? `"${text.replaceAll('"', '""')}"` : text
}

/** Never `1e-7`, which a spreadsheet may take for text. */
function numeral(value: number): string {
  const text = String(value)
  return text.includes("e") ? value.toFixed(20).replace(/\.?0+$/, "") : text
}

/**
 * Text that a spreadsheet would run gets an apostrophe, which makes it text: also behind spaces and with the wide forms
 * of East Asia. Numbers never come by here, so that a negative one stays one.
 */
export function withoutFormula(text: string): string {
  return /^\s*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text
}
