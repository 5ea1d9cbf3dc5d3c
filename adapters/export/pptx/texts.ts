/** Texts on a slide: its title, a paragraph, lines of which some are names. */
import type { Sheet } from "../sheet.ts"
import { colours, font, type place as placeOf, type Slide } from "./frame.ts"

export type Drawn = { slide: Slide; sheet: Sheet; place: typeof placeOf }

const base = { fontFace: font, margin: 0, valign: "top" } as const
export const langOf = (sheet: Sheet) => (sheet.telling.language === "nl" ? "nl-NL" : "en-GB")

export function title({ slide, sheet, place }: Drawn, text: string): void {
  const shape = {
    ...base,
    fontSize: 26,
    bold: true,
    color: colours.ink,
    valign: "middle",
    fit: "shrink",
  } as const
  slide.addText(text, { ...shape, ...place.title, lang: langOf(sheet) })
}

type Box = { x: number; y: number; w: number; h: number }

export function paragraph(
  { slide, sheet }: Drawn,
  text: string,
  q: Box & { size?: number; bold?: boolean; colour?: string },
): void {
  if (text === "") return
  const { size = 14, bold = false, colour = colours.ink2, ...box } = q
  slide.addText(text, {
    ...base,
    ...box,
    fontSize: size,
    bold,
    color: colour,
    fit: "shrink",
    lang: langOf(sheet),
  })
}

/** Lines of which some are names: these are bold. */
export function lines(
  q: Drawn,
  all: readonly { text: string; bold?: boolean }[],
  box: Box & { size: number },
): void {
  const { size, ...at } = box
  const runs = all
    .filter((line) => line.text !== "")
    .map(({ text, bold = false }) => ({
      text,
      options: { bold, breakLine: true, color: bold ? colours.ink : colours.ink2, lang: langOf(q.sheet) },
    }))
  if (runs.length > 0)
    q.slide.addText(runs, { ...base, ...at, fontSize: size, fit: "shrink", paraSpaceAfter: 3 })
}
