/** Text that people typed, made safe for every platform before it is drawn. */

/** Nothing in it to be cleaned: most of what a card says, so that a card costs one look a text. */
const ordinary = /^[\n -~\u00a1-\u061b\u2010-\u2027\u2030-\u205e\u20a0-\u2bff]*$/

/**
 * Text without what could deceive or break: control characters, marks that turn the writing direction, halves of
 * characters. Line ends and joiners of emoji stay.
 */
export function clean(text: string): string {
  if (ordinary.test(text)) return text
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(/[\t\u00a0]/g, " ")
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e0fff}]/gu, (c) =>
      c === "\n" ? c : "",
    )
}

/** At most `max` UTF-16 units, ending in "…" where something was cut; never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  return `${text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\ufffd$/, "")}…`
}
