import { type Block, type Card, plain } from "../../src/view/card.ts"

/** Everything a reader can read on a card, a line a thing. Buttons stand in brackets. */
export function textOf(card: Card): string {
  return card.blocks.map(ofBlock).join("\n")
}

function ofBlock(block: Block): string {
  switch (block.type) {
    case "eyebrow":
    case "text":
    case "note":
      return plain(block.text)
    case "title":
      return block.text
    case "facts":
      return block.facts.map((f) => `${f.label}: ${f.value}`).join("\n")
    case "progress":
      return block.label
    case "chart":
      return `${block.chart.title}: ${block.alt}`
    case "buttons":
      return block.buttons.map((b) => `[${b.label}${b.chosen ? " *" : ""}]`).join(" ")
    case "form":
      return `${block.field.label} [${block.submit}]`
  }
}
