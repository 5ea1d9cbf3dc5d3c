/** What a person could do with a card they see: the buttons and forms on it, and no others. */
import type { Card, Field } from "../../src/view/card.ts"

/** `text` is what a press sends; a form's still holds `{value}`. */
export type Way = { text: string; field: Field | null; once: string | null }

export function ways(card: Card): Way[] {
  return card.blocks.flatMap((block): Way[] => {
    if (block.type === "form") return [{ text: block.text, field: block.field, once: block.once ?? null }]
    if (block.type !== "buttons") return []
    return block.buttons.map((b) => ({ text: b.text, field: null, once: b.once ?? null }))
  })
}

/** The first button or form whose text begins like this. */
export function way(card: Card, start: string): Way | undefined {
  return ways(card).find((w) => `${w.text} `.startsWith(`${start} `))
}

/** What the platform sends when it is pressed, or sent with this value. */
export function pressed({ text, once }: Way, value = ""): string {
  const filled = text.replace("{value}", () => value)
  return once === null ? filled : `${filled} ~${once}`
}
