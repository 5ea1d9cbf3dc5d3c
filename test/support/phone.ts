/**
 * How long a card is on a phone, in lines of its text. A line is 23 px of a screen of 390 × 844; the widths are those of the
 * web platform, measured in Chromium, where a card has 328 px for its text.
 */
import { type Block, type Button, type Card, plain } from "../../src/view/card.ts"

/** A screen of 844 px. */
export const phoneLines = 36.7

const textChars = 44
const titleChars = 38
const smallChars = 50
const rowPx = 328
/** From here on options are a list to pick from. */
const listMin = 12

export function linesOf(card: Card): number {
  return 1 + card.blocks.reduce((sum, block) => sum + ofBlock(block), 0)
}

function ofBlock(block: Block): number {
  switch (block.type) {
    case "eyebrow":
      return wrapped(plain(block.text), smallChars) * 0.9
    case "title":
      return wrapped(block.text, titleChars) + 0.3
    case "text":
      return wrapped(plain(block.text), textChars) + 0.3
    case "note":
      return wrapped(plain(block.text), smallChars) * 0.85 + 0.8
    case "facts":
      return block.facts.reduce((sum, f) => sum + 1 + wrapped(f.value, textChars) + 0.5, 0.3)
    case "progress":
      return wrapped(block.label, smallChars) + 1.2
    case "chart":
      return 7 + wrapped(block.alt, smallChars)
    case "buttons":
      return block.layout === "row"
        ? 0.5 + rowsOf(block.buttons) * 1.9
        : 0.5 +
            block.buttons.reduce((sum, b) => sum + Math.max(1.85, wrapped(b.label, textChars - 4) + 0.75), 0)
    case "form": {
      const { field } = block
      const label = wrapped(field.label, textChars)
      if (field.kind === "number") return label + 2.1
      if (field.kind === "text") return label + 5.5
      if (field.options.length > listMin) return label + 2.1
      return (
        label + field.options.reduce((sum, o) => sum + Math.max(1.6, wrapped(o.label, textChars - 4)), 2.3)
      )
    }
  }
}

function wrapped(text: string, chars: number): number {
  return text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / chars)), 0)
}

function rowsOf(buttons: Button[]): number {
  let rows = 1
  let used = 0
  for (const { label } of buttons) {
    const wanted = 30 + label.length * 8.2
    const width = Math.min(rowPx, wanted)
    // A label too long for the row takes a second line.
    if (wanted > rowPx) rows += 0.5 * Math.floor(wanted / rowPx)
    if (used > 0 && used + 8 + width > rowPx) {
      rows += 1
      used = 0
    }
    used += (used > 0 ? 8 : 0) + width
  }
  return rows
}
