import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import type { Problem } from "./problem.ts"
import { type Fault, type Lines, type Read, readYaml } from "./yaml.ts"

export const fileLimits = {
  /** Our largest file is a tenth of this; more is a mistake or an attack. */
  fileBytesMax: 256 * 1024,
  filesPerFolderMax: 1000,
  /** Ours are an eighth of this together. What lies beyond is not opened, so that a thousand large files cost no more than one. */
  bytesMax: 2 * 1024 * 1024,
} as const

const folderKinds = ["challenges", "frameworks", "nudges", "polls", "words"] as const
const fileKinds = ["factors", "programme", "sdgs", "units"] as const
export type Kind = (typeof folderKinds)[number] | (typeof fileKinds)[number]

/** `file` is how a person finds it, `name` its last part without `.yml`. */
export type Source = { file: string; name: string; data: unknown; lines: Lines }
export type Sources = Record<Kind, Source[]> & {
  /** Kinds of which something could not be read: references to them are not judged. */
  unread: Set<Kind>
  /** What may still be read. */
  bytesLeft: number
}

/** Reads every content file of these folders. Follows no links, opens nothing that is larger than the limit. */
export function readSources(folders: string[], problems: Problem[]): Sources {
  const sources: Sources = {
    challenges: [],
    frameworks: [],
    nudges: [],
    polls: [],
    words: [],
    factors: [],
    programme: [],
    sdgs: [],
    units: [],
    unread: new Set(),
    bytesLeft: fileLimits.bytesMax,
  }
  for (const folder of folders) readRoot({ folder, sources, problems })
  const root = basename(folders[0] ?? "content")
  const need = (kind: Kind, there: boolean, file: string) => {
    if (there || sources.unread.has(kind)) return
    problems.push({ file: `${root}/${file}`, field: "", expected: "this file: it is missing" })
    missing.push(kind)
  }
  const missing: Kind[] = []
  for (const kind of fileKinds) need(kind, sources[kind].length > 0, `${kind}.yml`)
  for (const kind of folderKinds) need(kind, sources[kind].length > 0, `${kind}/`)
  for (const language of ["nl", "en"])
    need(
      "words",
      sources.words.some((s) => s.name === language),
      `words/${language}.yml`,
    )
  for (const kind of missing) sources.unread.add(kind)
  return sources
}

export function sourcesOf(sources: Sources): Source[] {
  return [...folderKinds, ...fileKinds].flatMap((kind) => sources[kind])
}

type Reading = { folder: string; sources: Sources; problems: Problem[] }

/** Content that is read where it is used, and no part of the catalogue. */
const besides = ["privacy-pack"]
/** What Windows leaves in folders. */
const leftovers = ["Thumbs.db", "desktop.ini"]

function readRoot(q: Reading) {
  const root = basename(q.folder)
  for (const name of list(q.folder, root, q.problems)) {
    const path = join(q.folder, name)
    const folderKind = folderKinds.find((k) => k === name)
    const fileKind = fileKinds.find((k) => `${k}.yml` === name)
    if (besides.includes(name)) continue
    if (folderKind) readFolder({ ...q, path, kind: folderKind, shown: `${root}/${name}` })
    else if (fileKind) readOne({ ...q, path, kind: fileKind, file: `${root}/${name}`, name: fileKind })
    else
      q.problems.push({
        file: `${root}/${safe(name)}`,
        field: "",
        expected: `one of ${[...folderKinds.map((k) => `${k}/`), ...fileKinds.map((k) => `${k}.yml`)].join(", ")}`,
      })
  }
}

function readFolder(q: Reading & { path: string; kind: Kind; shown: string }) {
  const before = q.problems.length
  const names = list(q.path, q.shown, q.problems)
  if (q.problems.length > before) q.sources.unread.add(q.kind)
  for (const name of names) {
    const file = `${q.shown}/${safe(name)}`
    const wanted = q.kind === "words" ? wordsName : fileName
    if (wanted.pattern.test(name)) readOne({ ...q, path: join(q.path, name), file, name: name.slice(0, -4) })
    else q.problems.push({ file, field: "", expected: wanted.expected })
  }
}

const fileName = {
  pattern: /^[a-z0-9][a-z0-9-]*\.yml$/,
  expected: "a file name of small letters, digits and hyphens, ending in .yml",
}
/** `nl.yml` has the bot's sentences; a part of the product may keep its own beside it, `web.nl.yml`. */
const wordsName = {
  pattern: /^([a-z0-9][a-z0-9-]*\.)?(nl|en)\.yml$/,
  expected: "nl.yml or en.yml, or a part's own, such as web.nl.yml",
}

/** Names in a folder, in one order everywhere. Hidden files and README.md are for people. */
function list(path: string, shown: string, problems: Problem[]): string[] {
  const all = namesIn(path)
  if (!Array.isArray(all)) {
    problems.push({ file: shown, field: "", expected: all.expected })
    return []
  }
  const names = all.filter((n) => !n.startsWith(".") && n !== "README.md" && !leftovers.includes(n))
  if (names.length > fileLimits.filesPerFolderMax) {
    problems.push({ file: shown, field: "", expected: `at most ${fileLimits.filesPerFolderMax} files` })
    return []
  }
  return names.sort((a, b) => (a < b ? -1 : 1))
}

/** Read once, in one place that may fail: a folder can go at any moment. */
function namesIn(path: string): string[] | { expected: string } {
  try {
    const stat = lstatSync(path)
    if (stat.isSymbolicLink()) return { expected: "a folder, not a link" }
    if (!stat.isDirectory()) return { expected: "a folder" }
    return readdirSync(path)
  } catch (error) {
    return { expected: `a folder that can be read (${codeOf(error)})` }
  }
}

function readOne(q: Reading & { path: string; kind: Kind; file: string; name: string }) {
  const read = readFile(q.path, q.sources)
  if (read.type === "trouble") {
    q.sources.unread.add(q.kind)
    for (const fault of read.faults) q.problems.push({ file: q.file, field: "", ...fault })
  } else q.sources[q.kind].push({ file: q.file, name: q.name, data: read.data, lines: read.lines })
}

function readFile(path: string, left: { bytesLeft: number }): Read {
  const text = readText(path, left)
  const read = text.type === "trouble" ? text : readYaml(text.text)
  if (read.type === "data" && read.data === null)
    return { type: "trouble", faults: [{ expected: "something in it: this file is empty" }] }
  return read
}

type Text = { type: "text"; text: string } | { type: "trouble"; faults: Fault[] }

function readText(path: string, left: { bytesLeft: number }): Text {
  const trouble = (expected: string) => ({ type: "trouble" as const, faults: [{ expected }] })
  let fd: number
  try {
    // Opened without following links and without waiting for a pipe; judged by what was opened, not by its name.
    fd = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    const code = codeOf(error)
    return trouble(code === "ELOOP" ? "a file, not a link" : `a file that can be read (${code})`)
  }
  try {
    const stat = fstatSync(fd)
    if (!stat.isFile()) return trouble("a plain file")
    if (stat.size > fileLimits.fileBytesMax) return trouble(`at most ${fileLimits.fileBytesMax / 1024} KiB`)
    left.bytesLeft -= stat.size
    if (left.bytesLeft < 0)
      return trouble(`all files together at most ${fileLimits.bytesMax / 1024 / 1024} MiB`)
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(fd))
    // Lines are counted by their \n; Windows and old Macs end them otherwise.
    return { type: "text", text: text.replace(/\r\n?/g, "\n") }
  } catch {
    return trouble("text in UTF-8: save the file again and choose UTF-8 as its encoding")
  } finally {
    closeSync(fd)
  }
}

/** A file name from outside may hold anything; in a message it holds what people can read. */
function safe(name: string): string {
  return name.replace(/[^\w. -]/g, "?").slice(0, 100)
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown"
}
