/** RFC 8785 once more, by a list of pieces: two equal values with keys in another order give one text. */
export function written(value: unknown): string {
  const pieces: string[] = []
  write(value, pieces)
  return pieces.join("")
}

function write(value: unknown, pieces: string[]): void {
  if (Array.isArray(value)) {
    pieces.push("[")
    for (const [i, item] of value.entries()) {
      if (i > 0) pieces.push(",")
      write(item, pieces)
    }
    pieces.push("]")
  } else if (value !== null && typeof value === "object") {
    pieces.push("{")
    const keys = Object.keys(value).sort(byUnits)
    for (const [i, key] of keys.entries()) {
      pieces.push(i > 0 ? "," : "", JSON.stringify(key), ":")
      write((value as Record<string, unknown>)[key], pieces)
    }
    pieces.push("}")
  } else pieces.push(JSON.stringify(value) ?? "null")
}

/** By UTF-16 code units, which is how JavaScript compares texts. */
function byUnits(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
