/** An evidence folder in hand, and somebody who changes it: a little, or with every hash made to fit. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { commandContent } from "../../adapters/command-content.ts"
import { readSettings } from "../../adapters/config.ts"
import { cellsCsv } from "../../adapters/evidence/cells.ts"
import { periodFile } from "../../adapters/evidence/folder.ts"
import type { About } from "../../adapters/evidence/shape.ts"
import { verifyCommand } from "../../adapters/verify-command.ts"
import { canonical } from "../../src/report/canonical.ts"
import { sha256 } from "./published.ts"

export type Files = Map<string, string>
// biome-ignore lint/suspicious/noExplicitAny: a forger knows no types
export type Loose = any

export function aboutIn(files: Files): About {
  return JSON.parse(files.get("evidence.json") ?? "")
}

export function putAbout(files: Files, about: unknown): void {
  files.set("evidence.json", `${JSON.stringify(about, null, 1)}\n`)
}

/** Changes one period's JSON. */
export function change(files: Files, path: string, how: (json: Loose) => void): void {
  const json = JSON.parse(files.get(path) ?? "")
  how(json)
  files.set(path, canonical(json))
}

/** Checksums of all files as they are now. */
export function sumUp(files: Files): void {
  files.delete("SHA256SUMS")
  const lines = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => `${sha256(text)}  ${path}\n`)
  files.set("SHA256SUMS", lines.join(""))
}

/** Every hash, link, copy and checksum made to fit what stands in the periods now. */
export function makeFit(files: Files): void {
  const about = aboutIn(files)
  const was = new Map(about.editions.map((e) => [e.sha256, sha256(files.get(periodFile(e)) ?? "")]))
  const editions = about.editions.map((e) => ({
    ...e,
    sha256: was.get(e.sha256) ?? e.sha256,
    after: e.after === null ? null : (was.get(e.after) ?? e.after),
  }))
  putAbout(files, { ...about, editions })
  for (const year of about.years)
    change(files, `years/${year}.json`, (json) => {
      for (const q of json.quarters) q.sha256 = was.get(q.sha256) ?? q.sha256
    })
  const cells = editions.map((e) => ({ ...e, json: JSON.parse(files.get(periodFile(e)) ?? "{}") }))
  files.set("cells.csv", cellsCsv(cells, about.stamp.en))
  sumUp(files)
}

export function filesUnder(folder: string): Files {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((it) => it.isFile())
      .map((it) => join(it.parentPath, it.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  )
}

export function save(files: ReadonlyMap<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), "evidence-"))
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** Read once: it is the same for every verification here. */
const content = commandContent(() => {})

export type Said = { code: number; lines: string[]; said: string }

export async function verifyAs(
  args: string[],
  env: Record<string, string> = { DEFAULT_LANGUAGE: "en" },
): Promise<Said> {
  const lines: string[] = []
  const code = await verifyCommand({ settings: readSettings(env), env, content }, args, (line) =>
    lines.push(line),
  )
  return { code, lines, said: lines.join("\n") }
}
