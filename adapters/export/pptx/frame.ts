/** What every slide has: who and when, the stamp, DEMO, which slide of how many. */
import type PptxGenJs from "pptxgenjs"
import type { Sheet } from "../sheet.ts"

export type Library = new () => PptxGenJs.default
export type Slide = PptxGenJs.default.Slide

/** Without the `#` that the library does not take. */
export const colours = {
  ink: "1B1F23",
  ink2: "444B53",
  ink3: "626A72",
  rule: "D8D4CA",
  sunk: "F2F0EA",
  paper: "FFFFFF",
  data: "14627F",
  data2: "5795AC",
  band: "A3C4D2",
  con: "8F3E12",
  con2: "C0763F",
  mid: "D5D0C4",
  unknown: "626A72",
  ask: "12323F",
  askInk2: "C6D9E0",
  askWarn: "FFC48A",
} as const
/** On every machine that opens slides. */
export const font = "Arial"

/** Inches on a slide of 13.33 by 7.5. */
export const place = {
  left: 0.6,
  width: 12.13,
  title: { x: 0.6, y: 0.72, w: 12.13, h: 1.0 },
  body: { y: 1.95, h: 4.75 },
  foot: 6.98,
} as const

export function frame(slide: Slide, q: { sheet: Sheet; number: number; of: number }): void {
  const { sheet, number, of } = q
  const { telling } = sheet
  const small = {
    fontFace: font,
    fontSize: 10,
    margin: 0,
    lang: telling.language === "nl" ? "nl-NL" : "en-GB",
  }
  slide.background = { color: colours.paper }
  slide.addShape("rect", { x: place.left, y: 0.36, w: 0.28, h: 0.06, fill: { color: colours.data } })
  for (const x of [0.62, 0.72, 0.82])
    slide.addShape("rect", { x, y: 0.46, w: 0.045, h: 0.15, fill: { color: colours.data } })
  slide.addText(`Draagvlak · ${sheet.organisation} · ${sheet.period.name}`, {
    ...small,
    x: 1.0,
    y: 0.34,
    w: 9,
    h: 0.3,
    color: colours.ink2,
    valign: "middle",
    fit: "shrink",
  })
  if (sheet.demo !== null)
    slide.addText("DEMO", {
      ...small,
      x: 11.63,
      y: 0.34,
      w: 1.1,
      h: 0.3,
      bold: true,
      align: "center",
      valign: "middle",
      color: colours.paper,
      fill: { color: colours.con },
    })
  slide.addShape("line", {
    x: place.left,
    y: 6.9,
    w: place.width,
    h: 0,
    line: { color: colours.rule, width: 0.75 },
  })
  const stamp = [sheet.stamp, sheet.demo, sheet.frozen?.said].filter((part) => part != null).join(" ")
  slide.addText(stamp, {
    ...small,
    fontSize: 9,
    x: place.left,
    y: place.foot,
    w: 10.6,
    h: 0.3,
    color: colours.ink2,
    valign: "top",
  })
  slide.addText(telling.words("export.page", { number, of }), {
    ...small,
    x: 11.23,
    y: place.foot,
    w: 1.5,
    h: 0.3,
    align: "right",
    valign: "top",
    color: colours.ink3,
  })
}
