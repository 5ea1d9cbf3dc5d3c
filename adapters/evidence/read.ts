/** An evidence folder from anywhere: nothing in it is trusted, and nothing outside it is opened. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Finding } from "../../src/report/again/checks.ts"
import type { Evidence, EvidenceEdition } from "../../src/report/again/evidence.ts"
import { compareCells } from "./cells.ts"
import { folderFormat, folderLimits, isKnownName, names, periodFile, yearFile } from "./folder.ts"
import { type About, aboutShape } from "./shape.ts"

/** Why the folder cannot be judged; `id` is a message under `proof.unreadable`. */
export type Unreadable = { type: "unreadable"; id: string; values: Record<string, string | number> }
export type ReadEvidence =
  | {
      type: "evidence"
      about: About
      evidence: Evidence
      /** What the checksums and cells.csv say otherwise. */
      copies: { findings: Finding[]; made: number }
      files: { findings: Finding[]; made: number }
      /** SHA-256 of the list of checksums. */
      fingerprint: string
    }
  | Unreadable

type Digest = (bytes: Uint8Array | string) => string

export function readEvidence(folder: string, sha256: Digest): ReadEvidence {
  try {
    return readIt(folder, sha256)
  } catch (error) {
    if (error instanceof Trouble) return error.told
    throw error
  }
}

/** Ends the reading wherever it is; never leaves this file. */
class Trouble extends Error {
  readonly told: Unreadable
  constructor(id: string, values: Unreadable["values"] = {}) {
    super(id)
    this.told = { type: "unreadable", id, values }
  }
}

function readIt(folder: string, sha256: Digest): ReadEvidence {
  const bytes = filesIn(folder)
  const about = aboutOf(folder, bytes)
  const listed = readSums(bytes.get(names.sums))
  const missing = [...listed.keys(), ...wantedBy(about)].find((path) => !bytes.has(path))
  if (missing !== undefined) throw new Trouble("missing", { path: missing })
  const contents = new Map(about.contents.map((c) => [c.sha256, c.content]))
  const editions = about.editions.map((entry): EvidenceEdition => {
    const text = textOf(bytes, periodFile(entry))
    const content = entry.content === null ? null : (contents.get(entry.content) ?? null)
    const contentSha256 = entry.content
    return { listed: { ...entry, content }, contentSha256, text, json: objectOf(periodFile(entry), text) }
  })
  const years = about.years.map((period) => {
    const path = yearFile(period)
    return { period, json: objectOf(path, textOf(bytes, path)) }
  })
  const cells = editions.map(({ listed: { period, edition, definitions }, json }) => ({
    period,
    edition,
    definitions,
    json,
  }))
  return {
    type: "evidence",
    about,
    evidence: { ...about, editions, years },
    copies: compareCells(textOf(bytes, names.cells), { editions: cells, stamp: about.stamp.en }),
    files: compareSums(bytes, { listed, sha256, about }),
    fingerprint: sha256(bytes.get(names.sums) ?? ""),
  }
}

/** Every file that must be there for the list to be judged. */
function wantedBy(about: About): string[] {
  return [names.cells, names.sums, ...about.editions.map(periodFile), ...about.years.map(yearFile)]
}

/** All files by path. Follows no link and opens no pipe. */
function filesIn(folder: string): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  let left: number = folderLimits.allBytesMax
  const walk = (under: string) => {
    for (const name of namesIn(join(folder, under), under === "" ? folder : under)) {
      const path = under === "" ? name : `${under}/${name}`
      const shown = readable(path)
      const stat = lstatSync(join(folder, path))
      if (stat.isDirectory() && under === "") {
        walk(path)
        continue
      }
      if (!stat.isFile()) throw new Trouble("link", { path: shown })
      if (found.size >= folderLimits.filesMax) throw new Trouble("many", { max: folderLimits.filesMax })
      // What does not belong here is told by its name; its content does not matter.
      const file = isKnownName(path) ? readPlain(join(folder, path), shown) : Buffer.alloc(0)
      left -= file.length
      if (left < 0) throw new Trouble("large", { path: folder, max: megabytes(folderLimits.allBytesMax) })
      found.set(path, file)
    }
  }
  walk("")
  if (found.size === 0) throw new Trouble("empty", { path: folder })
  return found
}

function namesIn(path: string, shown: string): string[] {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (!stat) throw new Trouble("absent", { path: shown })
    if (!stat.isDirectory()) throw new Trouble("not-a-folder", { path: shown })
    return readdirSync(path).sort()
  } catch (error) {
    if (error instanceof Trouble) throw error
    throw new Trouble("denied", { path: shown, code: codeOf(error) })
  }
}

function readPlain(path: string, shown: string): Buffer {
  let fd: number
  try {
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw new Trouble("denied", { path: shown, code: codeOf(error) })
  }
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile()) throw new Trouble("link", { path: shown })
    if (stat.size > folderLimits.fileBytesMax)
      throw new Trouble("large", { path: shown, max: megabytes(folderLimits.fileBytesMax) })
    return readFileSync(fd)
  } finally {
    closeSync(fd)
  }
}

function aboutOf(folder: string, bytes: ReadonlyMap<string, Buffer>): About {
  if (!bytes.has(names.about)) throw new Trouble("about", { path: folder })
  const json = objectOf(names.about, textOf(bytes, names.about))
  const format = json["format"]
  if (typeof format === "number" && format > folderFormat)
    throw new Trouble("newer", { path: names.about, found: format, known: folderFormat })
  const parsed = aboutShape.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Trouble("shape", { path: names.about, field: readable(issue?.path.join(".") || "format") })
}

function textOf(bytes: ReadonlyMap<string, Buffer>, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.get(path))
  } catch {
    throw new Trouble("utf8", { path })
  }
}

function objectOf(path: string, text: string): Record<string, unknown> {
  if (isDeep(text)) throw new Trouble("deep", { path })
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === "object" && json !== null && !Array.isArray(json))
      return json as Record<string, unknown>
  } catch {
    // Told below.
  }
  throw new Trouble("json", { path })
}

/** Before it is parsed, so that no walk through it goes too deep. */
function isDeep(text: string): boolean {
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === "[" || token === "{") depth++
    else if (token === "]" || token === "}") depth--
    if (depth > folderLimits.depthMax) return true
  }
  return false
}

function readSums(bytes: Buffer | undefined): Map<string, string> {
  const listed = new Map<string, string>()
  if (!bytes) throw new Trouble("missing", { path: names.sums })
  for (const [i, line] of bytes.toString("latin1").split(/\r?\n/).entries()) {
    if (line === "") continue
    const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? []
    if (!hash || !path || !isKnownName(path)) throw new Trouble("sums", { line: i + 1 })
    listed.set(path, hash)
  }
  return listed
}

/** A name that the list does not have, and a content that is another. */
function compareSums(
  bytes: ReadonlyMap<string, Buffer>,
  { listed, sha256, about }: { listed: ReadonlyMap<string, string>; sha256: Digest; about: About },
): { findings: Finding[]; made: number } {
  const whose = new Map(about.editions.map((e) => [periodFile(e), e]))
  const findings: Finding[] = []
  for (const [path, content] of bytes) {
    if (path === names.sums) continue
    const expected = listed.get(path)
    const found = sha256(content)
    if (found === expected) continue
    const { period = null, edition = null } = whose.get(path) ?? {}
    const about = { rule: "file" as const, period, edition, cell: readable(path) }
    if (expected === undefined)
      findings.push({ ...about, found: "a file", expected: "proof.verify.file-extra" })
    else {
      const unix = Buffer.from(content.toString("latin1").replaceAll("\r\n", "\n"), "latin1")
      const onlyLines = sha256(unix) === expected
      const id = onlyLines ? "proof.verify.file-lines" : "proof.verify.file-changed"
      findings.push({ ...about, found: `sha256 ${found}`, expected: id })
    }
  }
  return { findings, made: listed.size }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1024 / 1024)
}

/** A name from outside may hold anything; in a message it holds what people can read. */
function readable(name: string): string {
  return name.replace(/[^\w./-]/g, "?").slice(0, 100)
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null
  return typeof code === "string" && /^[A-Z0-9_]{1,40}$/.test(code) ? code : "unknown fault"
}
