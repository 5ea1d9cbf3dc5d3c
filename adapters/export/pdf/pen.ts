/** The few things that a page is drawn with: text, shapes, and tags that tell a screen reader what each is. */
type Doc = PDFKit.PDFDocument
export type Tag = PDFKit.PDFStructureElement
export type Style = {
  size: number
  bold?: boolean
  colour?: string
  align?: "left" | "right" | "center"
}
/** Points from the left and the top of the page. */
export type At = { x: number; y: number }
export type Point = At

/** Light, for paper; the same as on the page. */
export const ink = {
  paper: "#FFFFFF",
  sunk: "#F2F0EA",
  ink: "#1B1F23",
  ink2: "#444B53",
  ink3: "#626A72",
  rule: "#D8D4CA",
  grid: "#E6E2D8",
  edge: "#8A8880",
  data: "#14627F",
  data2: "#5795AC",
  band: "#CFE0E6",
  con: "#8F3E12",
  con2: "#C0763F",
  mid: "#E2DED4",
  on2: "#0E1113",
  ask: "#12323F",
  askInk: "#FFFFFF",
  askInk2: "#C6D9E0",
  askWarn: "#FFC48A",
} as const

export type Pen = ReturnType<typeof makePen>
export type Fonts = { regular: string; bold: string }
/** What stands for a letter that the font does not have: Arabic, Chinese. The other files keep it. */
export const unknownGlyph = "□"
/** An emoji that the font does not have is left out: it decorates, and a box for it looks like a mistake. */
const picture = /\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u{e0020}-\u{e007f}]/u
/** Joiners and variants that only steer how the character before them looks. */
const steering = /[\u200b-\u200d]|[\ufe00-\ufe0f]|[\u{1f3fb}-\u{1f3ff}]|\u20e3/gu
const lineGap = 0.18

export function makePen(doc: Doc, fonts: Fonts) {
  doc.registerFont("regular", fonts.regular)
  doc.registerFont("bold", fonts.bold)
  const knows = knowledgeOf(doc)
  const heights = new Map<string, number>()
  const use = ({ size, bold, colour = ink.ink }: Style) =>
    doc
      .font(bold ? "bold" : "regular")
      .fontSize(size)
      .fillColor(colour)
  /** Only what the font can draw, so that nothing turns into another character when it is copied out. */
  const drawable = (text: string) => {
    const known = (c: string) => c === "\n" || knows(c)
    const all = [...text.replace(steering, "")]
    const read = all.filter((c) => known(c) || !picture.test(c))
    if (read.length === all.length) return all.map((c) => (known(c) ? c : unknownGlyph)).join("")
    const left = read.map((c) => (known(c) ? c : unknownGlyph)).join("")
    const closed = left
      .replaceAll(/ {2,}/g, " ")
      .replaceAll(/ (?=[.,;:!?…)”’]|$)/g, "")
      .trimStart()
    // A team may be called by an emoji alone.
    return closed === "" ? unknownGlyph : closed
  }
  const shape = (text: string, style: Style, width: number) => ({
    width,
    align: style.align ?? ("left" as const),
    lineGap: style.size * lineGap,
    ...figuresOf(text),
  })
  const pen = {
    doc,
    /** How high the text is in this width. */
    height(text: string, style: Style, width: number): number {
      if (text === "") return 0
      // A block is measured when it is made, placed and drawn: shaping the same words thrice takes most of the time.
      const key = `${style.size} ${style.bold ?? false} ${width} ${text}`
      const before = heights.get(key)
      if (before !== undefined) return before
      use(style)
      const height = doc.heightOfString(drawable(text), shape(text, style, width))
      heights.set(key, height)
      return height
    },
    width(text: string, style: Style): number {
      use(style)
      return doc.widthOfString(drawable(text), figuresOf(text))
    },
    text(text: string, style: Style, { x, y, width }: At & { width: number }): void {
      if (text === "") return
      use(style)
      doc.text(drawable(text), x, y, shape(text, style, width))
    },
    /** One line, cut with "…" where it does not fit. */
    line(text: string, style: Style, { x, y, width }: At & { width: number }): void {
      const whole = drawable(text).replaceAll("\n", " ")
      let shown = whole
      for (let end = whole.length; pen.width(shown, style) > width && end > 1; ) {
        end = Math.min(end - 1, Math.floor((end * width) / pen.width(shown, style)))
        shown = `${whole.slice(0, Math.max(1, end)).toWellFormed().trimEnd()}…`
      }
      use(style)
      doc.text(shown, x, y, { ...shape(text, style, width), lineBreak: false })
    },
    ...shapes(doc),
    ...tagging(doc),
  }
  return pen
}

function shapes(doc: Doc) {
  return {
    rect(q: At & { width: number; height: number; fill?: string; stroke?: string; radius?: number }): void {
      if (q.width <= 0) return
      if (q.radius) doc.roundedRect(q.x, q.y, q.width, q.height, q.radius)
      else doc.rect(q.x, q.y, q.width, q.height)
      doc.lineWidth(0.6)
      if (q.fill && q.stroke) doc.fillAndStroke(q.fill, q.stroke)
      else if (q.fill) doc.fill(q.fill)
      else doc.stroke(q.stroke ?? ink.edge)
    },
    path(points: readonly Point[], q: { colour: string; width: number; dash?: number }): void {
      const [first, ...rest] = points
      if (!first) return
      doc.moveTo(first.x, first.y)
      for (const { x, y } of rest) doc.lineTo(x, y)
      if (q.dash) doc.dash(q.dash, {})
      doc.lineWidth(q.width).lineJoin("round").stroke(q.colour)
      if (q.dash) doc.undash()
    },
    dot({ x, y }: Point, q: { radius: number; fill: string; stroke: string }): void {
      doc.circle(x, y, q.radius).lineWidth(1).fillAndStroke(q.fill, q.stroke)
    },
  }
}

type Features = PDFKit.Mixins.OpenTypeFeatures[]
const tabular: Features = ["tnum"]
/** What fontkit takes as well, and its types do not know. */
const unkerned = { kern: false } as unknown as Features

/**
 * Figures of one width where nothing but numbers stands: in words they would tear holes, at hyphens above all. Kerning
 * draws a comma so near to 7 and 1 that "−7,1" cannot be read when it is small.
 */
function figuresOf(text: string): { features?: Features } {
  if (/^[\d.,%<>+\s−–]+$/.test(text)) return { features: tabular }
  return /\d[.,]/.test(text) ? { features: unkerned } : {}
}

/** Every mark on a page is either in the tree that a screen reader walks, or said to be decoration. */
function tagging(doc: Doc) {
  return {
    branch(parent: Tag, type: string, options: PDFKit.Mixins.StructureElementOptions = {}): Tag {
      const made = doc.struct(type, options)
      parent.add(made)
      return made
    },
    /** Something to read: what `draw` draws is this element. */
    leaf(parent: Tag, q: { type: string; alt?: string; scope?: "Column" | "Row" }, draw: () => void): void {
      const content = doc.markStructureContent(q.type)
      draw()
      doc.endMarkedContent()
      const options = { ...(q.alt ? { alt: q.alt } : {}), ...(q.scope ? { scope: q.scope } : {}) }
      parent.add(doc.struct(q.type, options, [content]))
    },
    /** Not to be read: rules, bars whose number stands beside them, what repeats on every page. */
    decoration(draw: () => void): void {
      doc.markContent("Artifact", { type: "Layout" })
      draw()
      doc.endMarkedContent()
    },
  }
}

/** Asked of the font itself, once a character. It is looked up here once: to choose it again would change what is drawn next. */
function knowledgeOf(doc: Doc): (character: string) => boolean {
  doc.font("regular")
  const { font } = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(n: number): boolean } } })._font
  const known = new Map<string, boolean>()
  return (character) => {
    const before = known.get(character)
    if (before !== undefined) return before
    const has = font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
    known.set(character, has)
    return has
  }
}
