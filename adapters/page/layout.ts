import { createHash } from "node:crypto"
import { raw } from "hono/html"
import type { Language } from "../../src/domain/id.ts"
import { type Html, html, type Part } from "./html.ts"
import { base, tokens } from "./tokens.ts"

/** A page's one stylesheet, with the hash that lets the browser accept it under the strict policy. */
export type Sheet = { css: string; hash: string }

/** Tokens and base come first; give only what the page adds. Make it once, at module level. */
export function sheet(...own: string[]): Sheet {
  const css = [tokens, base, ...own].join("\n")
  return { css, hash: `sha256-${createHash("sha256").update(css).digest("base64")}` }
}

/**
 * Headers of every page. No scripts at all, no style attributes, no frames, forms to ourselves only.
 * The referrer policy is `same-origin` because under `no-referrer` browsers post forms with `Origin: null`.
 */
export function pageHeaders(sheet: Sheet): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": [
      "default-src 'none'",
      `style-src '${sheet.hash}'`,
      "img-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  }
}

/**
 * A whole document. `demo`: the words of the stripe on top, which says DEMO in every language; null where the figures are real.
 * `skip` is the first stop of the tab key. `body` brings its own header and main.
 */
export function page(q: {
  language: Language
  title: string
  demo: Part
  sheet: Sheet
  skip: { href: string; label: string }
  head?: Part
  body: Part
}): Html {
  const stripe = q.demo
    ? html`<section class="demo" aria-label="DEMO"><p><b>DEMO</b> · ${q.demo}</p></section>`
    : null
  return html`<!doctype html>
<html lang="${q.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${q.demo ? "DEMO · " : ""}${q.title} · Draagvlak</title>
<link rel="icon" href="${iconPath}" type="image/svg+xml">
<style>${raw(q.sheet.css)}</style>
${q.head}
</head>
<body>
<a class="skip" href="${q.skip.href}">${q.skip.label}</a>
${stripe}
${q.body}
</body>
</html>
`
}

const mark = `<rect x="2" y="4" width="20" height="4" rx="1"/><rect x="4" y="10.5" width="3.2" height="9.5"/><rect x="10.4" y="10.5" width="3.2" height="9.5"/><rect x="16.8" y="10.5" width="3.2" height="9.5"/>`

/** The temple on three pillars: people, planet, profit. */
export const logo: Html = raw(
  `<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">${mark}</svg>`,
)

/** Logo, name and organisation, for the header of a page. */
export function brand(organisation: string): Html {
  return html`<p class="org">${logo}<b>Draagvlak</b><span>${organisation}</span></p>`
}

/** `http.ts` serves it; the policy allows pictures from ourselves only. */
export const iconPath = "/icon.svg"
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="#14627F">${mark}</svg>`
