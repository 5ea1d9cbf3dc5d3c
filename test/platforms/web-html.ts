/** Reads our own pages strictly enough to see what a browser would: every tag, every attribute, all visible words. */

export type Tag = { name: string; attributes: [string, string][] }

/** Every tag in order. Throws on markup that is not written the way our templates write it. */
export function tagsOf(html: string): Tag[] {
  const tags: Tag[] = []
  const rest = html
    .replace(/<!doctype html>/, "")
    .replace(/<style>[^<]*<\/style>/, "")
    .replace(
      /<(\/?[a-z][a-z0-9]*)((?:\s+[a-zA-Z][\w:-]*(?:="[^"<]*")?)*)\s*\/?>/g,
      (_all, name, attributes) => {
        const found = [...String(attributes).matchAll(/([a-zA-Z][\w:-]*)(?:="([^"]*)")?/g)]
        tags.push({
          name,
          attributes: found.map((m) => [m[1] ?? "", unescaped(m[2] ?? "")] as [string, string]),
        })
        return ""
      },
    )
  if (/[<>"']/.test(rest.replace(/&[a-z#0-9]+;/g, "")))
    throw new Error(`not our markup: ${/.{0,40}[<>"'].{0,40}/s.exec(rest)?.[0]}`)
  return tags
}

/** Names only: what stays the same whatever people typed. */
export function shapeOf(html: string): string {
  return tagsOf(html)
    .map((tag) => `${tag.name} ${tag.attributes.map(([name]) => name).join(" ")}`)
    .join("\n")
}

export function visible(html: string): string {
  const words = html.replace(/<(style|title|desc)\b[^>]*>[^<]*<\/\1>/g, " ").replace(/<[^>]*>/g, " ")
  return unescaped(words)
}

/** The messages of the conversation; `kind`: "eph" for private answers, "" for all others. */
export function articles(html: string, kind: string): string {
  return [...html.matchAll(/<article class="msg ?([a-z]*)">.*?<\/article>/gs)]
    .filter((m) => m[1] === kind)
    .map((m) => m[0])
    .join("\n")
}

export function formsOf(html: string): string[] {
  return [...html.matchAll(/<form .*?<\/form>/gs)].map((m) => m[0])
}

/** What the browser sends for a form's hidden fields. */
export function fieldsOf(form: string): [string, string][] {
  return tagsOf(form)
    .filter((tag) => tag.name === "input" && value(tag, "type") === "hidden")
    .map((tag) => [value(tag, "name") ?? "", value(tag, "value") ?? ""])
}

export function value(tag: Tag, name: string): string | undefined {
  return tag.attributes.find(([n]) => n === name)?.[1]
}

function unescaped(text: string): string {
  const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" }
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_all, name) => entities[name] ?? "")
}
