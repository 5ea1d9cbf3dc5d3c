/** Reads the files back with other hands than those that wrote them. */
import { parse } from "csv-parse/sync"
import { extractText, getDocumentProxy } from "unpdf"
import { all, type Element, readXml } from "../support/xml.ts"
import { unzip } from "../support/zip.ts"

/** A cell as a spreadsheet would take it. */
export type Value = number | string
/** By field (`figures.reach`), the cells by their column's place. */
export type Table = Map<string, Value[]>

const dialects = { nl: { delimiter: ";", decimal: "," }, en: { delimiter: ",", decimal: "." } }
/** count, of, share, amount, low, high: where they stand. */
export const numberColumns = [3, 4, 5, 6, 8, 9]
const fieldColumn = 12

export function csvLines(bytes: Uint8Array, language: "nl" | "en"): string[][] {
  const { delimiter } = dialects[language]
  return parse(Buffer.from(bytes), { bom: true, delimiter, record_delimiter: "\r\n" }) as string[][]
}

export function readCsv(bytes: Uint8Array, language: "nl" | "en"): Table {
  const { decimal } = dialects[language]
  const number = (text: string): Value => {
    const plain = text.replace(decimal, ".")
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text
  }
  const [, ...lines] = csvLines(bytes, language)
  return new Map(lines.map((line) => [line[fieldColumn] ?? "", line.map(number)]))
}

type Tab = { name: string; rows: Value[][]; xml: Element }

export function xlsxTabs(bytes: Uint8Array): Tab[] {
  const parts = unzip(bytes)
  const read = (path: string) => readXml(parts.get(path)?.toString("utf8") ?? "")
  const strings = all(read("xl/sharedStrings.xml"), "si").map((si) =>
    all(si, "t")
      .map((t) => t.text)
      .join(""),
  )
  return all(read("xl/workbook.xml"), "sheet").map((sheet, i) => {
    const xml = read(`xl/worksheets/sheet${i + 1}.xml`)
    const rows = all(xml, "row").map((row) => {
      const cells: Value[] = []
      for (const cell of all(row, "c")) {
        const text = all(cell, "v")[0]?.text ?? ""
        const type = cell.attributes["t"]
        const value: Value = type === "s" ? (strings[Number(text)] ?? "") : text === "" ? "" : Number(text)
        cells[columnOf(cell.attributes["r"] ?? "")] = value
      }
      return Array.from(cells, (value) => value ?? "")
    })
    return { name: sheet.attributes["name"] ?? "", rows, xml }
  })
}

/** `C7` is 2. */
function columnOf(address: string): number {
  return [...(/^[A-Z]+/.exec(address)?.[0] ?? "")].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1
}

export function readXlsx(bytes: Uint8Array): Table {
  const rows = xlsxTabs(bytes).flatMap((tab) => tab.rows)
  return new Map(rows.filter((row) => row.length > fieldColumn).map((row) => [String(row[fieldColumn]), row]))
}

/** Pages as lines would read, with single spaces. */
export async function pdfPages(bytes: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: false })
  return text.map((page) => page.replaceAll(/\s+/g, " "))
}

export async function pdfText(bytes: Uint8Array): Promise<string> {
  return (await pdfPages(bytes)).join(" ")
}

export type Slides = {
  /** Text of each slide, without its notes. */
  slides: string[]
  notes: string[]
  /** Series of every chart: names, categories, values as they stand. */
  charts: { name: string; labels: string[]; values: string[] }[][]
  paths: string[]
}

export function readPptx(bytes: Uint8Array): Slides {
  const parts = unzip(bytes)
  const xml = (path: string) => readXml(parts.get(path)?.toString("utf8") ?? "")
  const paths = [...parts.keys()]
  const numbered = (shape: RegExp) =>
    paths
      .filter((path) => shape.test(path))
      .sort((a, b) => Number(/(\d+)\.xml$/.exec(a)?.[1]) - Number(/(\d+)\.xml$/.exec(b)?.[1]))
  const textOf = (path: string) =>
    all(xml(path), "a:p")
      .map((p) =>
        all(p, "a:t")
          .map((t) => t.text)
          .join(""),
      )
      .join("\n")
  const points = (series: Element, name: string) =>
    all(series, name).flatMap((part) => all(part, "c:pt").map((pt) => all(pt, "c:v")[0]?.text ?? ""))
  return {
    slides: numbered(/^ppt\/slides\/slide\d+\.xml$/).map(textOf),
    notes: numbered(/^ppt\/notesSlides\/notesSlide\d+\.xml$/).map(textOf),
    charts: numbered(/^ppt\/charts\/chart\d+\.xml$/).map((path) =>
      all(xml(path), "c:ser").map((series) => ({
        name: points(series, "c:tx")[0] ?? "",
        labels: points(series, "c:cat"),
        values: points(series, "c:val"),
      })),
    ),
    paths,
  }
}

/** Every part of an archive that is XML, and of the archives in it. */
export function everyXml(bytes: Uint8Array): string[] {
  return [...unzip(bytes)].flatMap(([path, part]) => {
    if (path.endsWith(".xlsx")) return everyXml(part)
    return /\.(xml|rels)$/.test(path) ? [part.toString("utf8")] : []
  })
}
