/** Between plain text and Slack's markup, both ways. */
import type { Rich, Span } from "../../src/view/card.ts"
import { clean, cut } from "../../src/view/safe-text.ts"
import type { TextObject } from "./limits.ts"

export function plainText(text: string, max: number): TextObject {
  return { type: "plain_text", text: cut(clean(text).replace(/\n+/g, " ").trim() || "–", max), emoji: true }
}

/**
 * Spans as one text object. Without emphasis or links it is plain text, where Slack reads no markup at all;
 * otherwise mrkdwn in which all that stands in a span is only text.
 */
export function richText(text: Rich, max: number): TextObject {
  if (text.every((span) => typeof span === "string")) {
    return { type: "plain_text", text: cut(clean(text.join("")).trim() || "–", max), emoji: true }
  }
  return mrkdwn(text, max)
}

/** `verbatim`: Slack makes no links, channels or names of what only looks like one. */
export function mrkdwn(text: Rich, max: number): TextObject {
  let out = ""
  for (const span of text) {
    const room = max - out.length
    const whole = markup(span)
    if (whole.length <= room) {
      out += whole
      continue
    }
    out += markup(shortened(span, room))
    break
  }
  return { type: "mrkdwn", text: out.trim() || "–", verbatim: true }
}

/** `&`, `<` and `>` as Slack wants them, and signs that would start emphasis replaced by their look-alikes. */
export function escapeText(text: string): string {
  return (
    clean(text)
      .replace(/&/g, "&amp;")
      .replace(/</g, "&lt;")
      .replace(/>/g, "&gt;")
      .replace(/`/g, "ˋ")
      // Signs at the edge of a word; inside a word, as in snake_case, they mean nothing.
      .replace(/(?<![\p{L}\p{N}])[*_~]+|[*_~]+(?![\p{L}\p{N}])/gu, (signs) =>
        signs.replace(/./g, (sign) => lookAlike[sign] ?? sign),
      )
  )
}
const lookAlike: Record<string, string> = { "*": "∗", _: "＿", "~": "∼" }

function markup(span: Span): string {
  if (typeof span === "string") return escapeText(span)
  if ("strong" in span) {
    const text = escapeText(span.strong.replace(/\s+/g, " ").trim())
    return text ? `*${text}*` : ""
  }
  const label = escapeText(span.link.replace(/\s+/g, " ")).replace(/\|/g, "¦")
  const href = safeHref(span.href)
  return href ? `<${href}|${label}>` : label
}

/** Only what a browser opens as a page or a mail; null for all else. */
function safeHref(href: string): string | null {
  if (!URL.canParse(href)) return null
  const url = new URL(href)
  if (!["https:", "http:", "mailto:"].includes(url.protocol)) return null
  return url.href.replace(/[|<>\s]/g, encodeURIComponent).replace(/&/g, "&amp;")
}

/** A span whose markup has at most `room` characters. */
function shortened(span: Span, room: number): Span {
  const text = typeof span === "string" ? span : "strong" in span ? span.strong : span.link
  for (let length = Math.min(text.length, room); length > 0; length = Math.floor(length * 0.9)) {
    const shorter = cut(text, length)
    const as: Span =
      typeof span === "string" ? shorter : "strong" in span ? { strong: shorter } : { ...span, link: shorter }
    if (markup(as).length <= room) return as
  }
  return ""
}

/**
 * What a person typed, out of the form in which Slack hands it over: entities become signs, a mention `<@U1|x>` becomes
 * `@U1`, a channel `<#C1|x>` becomes `#x`, a link its address.
 */
export function decode(text: string): string {
  return clean(
    text.replace(/<([^<>]{1,4000})>|&(amp|lt|gt);/g, (_, inside: string | undefined, entity: string) =>
      inside === undefined ? ({ amp: "&", lt: "<", gt: ">" }[entity] ?? "") : decodeMarkup(inside),
    ),
  )
}

function decodeMarkup(inside: string): string {
  const [target = "", label] = inside.split("|", 2)
  const name = (label ?? "").replace(/&(amp|lt|gt);/g, (_, e) => ({ amp: "&", lt: "<", gt: ">" })[e as "amp"])
  if (target.startsWith("@")) return target
  if (target.startsWith("#")) return `#${name || target.slice(1)}`
  if (target.startsWith("!subteam")) return name.startsWith("@") ? name : `@${name}`
  if (target.startsWith("!date")) return name
  if (target.startsWith("!")) return `@${target.slice(1).split("^", 1)[0]}`
  if (target.startsWith("mailto:")) return name || target.slice("mailto:".length)
  return target.replace(/&amp;/g, "&")
}
