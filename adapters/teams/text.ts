/** Plain text, made safe for a card. */
import { clean, cut } from "../../src/view/safe-text.ts"

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
