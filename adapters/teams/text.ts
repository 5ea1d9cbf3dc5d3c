/** Plain text, made safe for a card. */

/**
 * Text without what could deceive or break: control characters, marks that turn the writing direction, halves of
 * characters. Line ends and joiners of emoji stay.
 */
export function clean(text: string): string {
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

/** One line for a label, a button or an option: these show no markup. Never empty. */
export function label(text: string, max: number): string {
  return cut(clean(text).replace(/\s+/g, " ").trim() || "–", max)
}

/**
 * One line for the kinds of element that read markdown (titles, facts). Signs of emphasis become their look-alikes, a
 * link's brackets are kept apart, and what would begin a list does not.
 */
export function unmarked(text: string, max: number): string {
  const plain = label(text, max)
    .replace(/`/g, "ˋ")
    .replace(/\](?=[([])/g, `]${joiner}`)
    .replace(/\\/g, "∖")
    .replace(/(?<![\p{L}\p{N}])[*_~]+|[*_~]+(?![\p{L}\p{N}])/gu, (signs) =>
      signs.replace(/./g, (sign) => lookAlike[sign] ?? sign),
    )
    .replace(/\b(https?|ftp|mailto):/gi, (scheme) => `${scheme.slice(0, -1)}${joiner}:`)
    .replace(/&(?=#?\w{1,31};)/g, `&${joiner}`)
  return /^([-+#>]|\d{1,9}[.)])/.test(plain) ? `${joiner}${plain}` : plain
}
/** Seen by nobody, and it ends what a reader of markdown looks for. */
const joiner = "\u2060"
const lookAlike: Record<string, string> = { "*": "∗", _: "＿", "~": "∼" }

/** Only what opens as a page or a mail; null for all else. */
export function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  return ["https:", "http:", "mailto:"].includes(url.protocol) ? url.href : null
}
