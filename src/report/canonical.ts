/**
 * The one way to write a JSON value (RFC 8785): keys in order of their UTF-16 units, numbers as ECMAScript writes them, no
 * spaces. What JSON leaves out (undefined) is left out. Throws on what JSON cannot say.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value)
  if (typeof value === "string") {
    // A lone surrogate has no UTF-8 form, so that two readers could hash different bytes.
    if (!value.isWellFormed()) throw new TypeError("a text with half a character has no canonical form")
    return JSON.stringify(value)
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is no JSON number`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(",")}]`
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} is no JSON value`)
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`
}

/** What the hash of a period is over: all of its JSON, but for when it was frozen and how messages ended. */
export function hashedForm(json: object): string {
  const { frozen: _frozen, deliveries: _deliveries, ...rest } = json as Record<string, unknown>
  return canonical(rest)
}
