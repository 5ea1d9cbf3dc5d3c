/** Files that are zip archives, packed again: the same content is the same file, whenever it was made. */
import { unzipSync, zipSync } from "fflate"

/** Every part as bytes by its path; what comes back is packed with one date, in the order of the paths. */
export function repack(
  bytes: Uint8Array,
  q: { now: number; change?: (path: string, text: string) => string },
): Uint8Array<ArrayBuffer> {
  const parts: Record<string, Uint8Array<ArrayBuffer>> = {}
  const read = unzipSync(bytes)
  for (const path of Object.keys(read).sort()) {
    const part = read[path]
    // Folders have no content and need no entry.
    if (part === undefined || path.endsWith("/")) continue
    if (path.endsWith(".xlsx")) parts[path] = repack(part, q)
    else if (/\.(xml|rels)$/.test(path))
      parts[path] = encoder.encode(q.change?.(path, decoder.decode(part)) ?? decoder.decode(part))
    else parts[path] = part
  }
  return zipSync(parts, { mtime: packedAt(q.now) })
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** A zip has local dates without a zone: this one reads the same wherever it is made. */
function packedAt(now: number): Date {
  const at = new Date(now)
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12)
}
