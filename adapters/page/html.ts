import { html as honoHtml, raw } from "hono/html"

/** Markup that may stand in a page as it is. Only `html` makes it. */
export type Html = ReturnType<typeof raw>
/** What may be put into markup: strings and numbers are escaped, markup is not, nothing is drawn for null and false. */
export type Part = string | number | Html | null | undefined | false | readonly Part[]

/** Tagged template: every value is escaped, in text and in quoted attributes alike. Attributes must always stand in double quotes. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  const made = honoHtml(strings, ...values)
  // A promise comes only from promised values, which Part rules out.
  if (made instanceof Promise) throw new Error("a page part may not be a promise")
  return made
}

/** An attribute that is there or not: html`<button${attribute("aria-pressed", pressed && "true")}>`. */
export function attribute(
  name: `${Lowercase<string>}`,
  value: string | null | undefined | false,
): Html | null {
  if (value === null || value === undefined || value === false) return null
  // The name is written in our own code; only the value may come from outside.
  return html` ${raw(name)}="${value}"`
}

/** Only these schemes are linked; everything else, `javascript:` first of all, stays text. */
export function safeHref(href: string): string | null {
  if (/^\/(?!\/)[^\\]*$/.test(href)) return href
  try {
    const url = new URL(href)
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
