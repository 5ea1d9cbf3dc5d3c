import { rowsOf, type SectionId, said } from "../row.ts"
import type { Sheet } from "../sheet.ts"

/** Nobody scrolls further, and a program slows down over more. */
export const notesLinesMax = 250

/** Speaker notes: every number of the slide with how it was counted. */
export function notesOf(sheet: Sheet, sections: readonly SectionId[]): string {
  const { telling } = sheet
  const wanted = sheet.sections.filter((section) => sections.includes(section.id))
  const lines = wanted.flatMap((section) => [
    section.title,
    section.about,
    ...rowsOf(section).map((row) => {
      const name = row.part === "" ? row.name : `${row.name} · ${row.part}`
      const how = row.how === "" ? "" : ` (${row.how})`
      return `${name}: ${said(row.figure, telling)}${how}`
    }),
  ])
  const more = lines.length - notesLinesMax
  const told =
    more > 0
      ? [...lines.slice(0, notesLinesMax), telling.words("export.slide.more-lines", { n: more })]
      : lines
  const kept = sheet.frozen ? [`${sheet.frozen.said} sha256 ${sheet.frozen.sha256}`] : []
  return [
    ...told.filter((line) => line !== ""),
    sheet.stamp,
    ...(sheet.demo === null ? [] : [sheet.demo]),
    ...kept,
  ].join("\n")
}
