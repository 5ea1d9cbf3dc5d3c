/** Files that are zip archives, packed again: the same content is the same file, whenever it was made. */
import { unzipSync, zipSync } from "fflate"

/** Every part that is text may be changed; all are packed with one date, in the order of their paths. */
export function repack(
  bytes: Uint8Array,
  q: { now: number; change?: (path: string, text: string) => string },
): Uint8Array<ArrayBuffer> {
  const read = unzipSync(bytes)
  const from1 = chartsFrom1(Object.keys(read))
  const parts = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const [path, part] of Object.entries(read)) {
    // Folders have no content and need no entry.
    if (path.endsWith("/")) continue
    const text = () => from1(q.change?.(path, decoder.decode(part)) ?? decoder.decode(part))
    if (path.endsWith(".xlsx")) parts.set(from1(path), repack(part, q))
    else parts.set(from1(path), /\.(xml|rels)$/.test(path) ? encoder.encode(text()) : part)
  }
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1))
  return zipSync(Object.fromEntries(sorted), { mtime: packedAt(q.now) })
}

/** The slides' library counts charts since the process began, and names their files so. */
function chartsFrom1(paths: readonly string[]): (text: string) => string {
  const numbers = paths.flatMap((path) => /\/charts\/chart(\d+)\.xml$/.exec(path)?.[1] ?? []).map(Number)
  numbers.sort((a, b) => a - b)
  return (text) =>
    text.replaceAll(
      /(\/chart|\/Microsoft_Excel_Worksheet)(\d+)(?=\.)/g,
      (whole, name: string, number: string) => {
        const place = numbers.indexOf(Number(number))
        return place < 0 ? whole : `${name}${place + 1}`
      },
    )
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A zip has local dates without a zone, of these years: this one reads the same wherever it is made. */
const zipYears = { min: 1980, max: 2099 }

function packedAt(now: number): Date {
  const at = new Date(now)
  const year = Math.min(zipYears.max, Math.max(zipYears.min, at.getUTCFullYear()))
  return new Date(year, at.getUTCMonth(), at.getUTCDate(), 12)
}

/** For the few texts that the libraries write as they are. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)
}
