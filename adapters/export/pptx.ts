/**
 * The director's five slides. Charts are the program's own, with their numbers behind them, so that they can be changed to
 * a house style; each has an alternative text, and the notes of each slide hold its numbers and how they were counted.
 */
import type { Instant } from "../../src/domain/id.ts"
import { colours, frame, type Library, place } from "./pptx/frame.ts"
import { notesOf } from "./pptx/notes.ts"
import { actionsSlide, askSlide, opinionsSlide, trendSlide, verdictSlide } from "./pptx/slides.ts"
import { escaped, repack } from "./repack.ts"
import type { SectionId } from "./row.ts"
import type { Sheet } from "./sheet.ts"

/** Strongly disagree, strongly agree, do not know. */
const darkAnswers = [0, 4, 5]
const locales = { nl: "nl-NL", en: "en-GB" } as const

export async function toPptx(sheet: Sheet, q: { now: Instant }): Promise<Uint8Array> {
  // Its types speak of a namespace, and what is loaded is the class itself.
  const { default: PptxGenJs } = (await import("pptxgenjs")) as unknown as { default: Library }
  const deck = new PptxGenJs()
  deck.layout = "LAYOUT_WIDE"
  deck.title = sheet.demo === null ? sheet.title : `DEMO · ${sheet.title}`
  deck.author = "Draagvlak"
  // Alone among its texts the library writes this one as it is: "Jansen & Zn" would be a file that does not open.
  deck.company = escaped(sheet.organisation)
  deck.subject = [sheet.stamp, sheet.demo].filter(Boolean).join(" ")
  const slides: [SectionId[], typeof verdictSlide][] = [
    [["index", "people", "quarters"], verdictSlide],
    [["trend", "depth"], trendSlide],
    [["work", "goals"], actionsSlide],
    [["polls"], opinionsSlide],
    [["deliveries"], askSlide],
  ]
  for (const [i, [sections, draw]] of slides.entries()) {
    const slide = deck.addSlide()
    frame(slide, { sheet, number: i + 1, of: slides.length })
    draw({ slide, sheet, place })
    slide.addNotes(notesOf(sheet, sections))
  }
  const bytes = (await deck.write({ outputType: "nodebuffer" })) as Uint8Array
  return repack(bytes, { now: q.now, change: (path, text) => mended(path, text, { sheet, now: q.now }) })
}

/** What the library writes the same into every file: its own language, and the moment at which it ran. */
function mended(path: string, text: string, { sheet, now }: { sheet: Sheet; now: Instant }): string {
  const locale = locales[sheet.telling.language]
  const at = new Date(now).toISOString().replace(/\.\d+Z$/, "Z")
  const dated = text
    .replaceAll(/\blang="en-US"/g, `lang="${locale}"`)
    .replaceAll(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${at}`)
  if (path === "docProps/core.xml")
    return dated.replace("</cp:coreProperties>", `<dc:language>${locale}</dc:language></cp:coreProperties>`)
  if (path.startsWith("ppt/charts/chart")) return lightLabels(dated)
  return path.startsWith("ppt/notesSlides/notesSlide") ? paragraphs(dated) : dated
}

/** On dark bars of answers the numbers are light; the library knows one colour for all series. */
function lightLabels(xml: string): string {
  if (!xml.includes('<c:grouping val="percentStacked"/>')) return xml
  return xml.replaceAll(/<c:ser>.*?<\/c:ser>/gs, (series) => {
    const number = Number(/<c:idx val="(\d+)"\/>/.exec(series)?.[1])
    if (!darkAnswers.includes(number)) return series
    return series.replaceAll(/<c:dLbls>.*?<\/c:dLbls>/gs, (labels) =>
      labels.replaceAll(colours.ink, colours.paper),
    )
  })
}

/** The library writes notes as one paragraph, line ends and all. */
function paragraphs(xml: string): string {
  const found = /<a:p><a:r>(<a:rPr[^>]*\/>)<a:t>([^<]*)<\/a:t><\/a:r>/.exec(xml)
  const [whole = "", style = "", text = ""] = found ?? []
  const lines = text.split("\n").map((line) => `<a:p><a:r>${style}<a:t>${line}</a:t></a:r>`)
  return whole === "" ? xml : xml.replace(whole, () => lines.join("</a:p>"))
}
