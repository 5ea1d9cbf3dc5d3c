/** `draagvlak verify folder [--against] [--organisation name]` */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import type { Language } from "../src/domain/id.ts"
import { verifyEvidence } from "../src/report/again/verify.ts"
import { definitionsVersion } from "../src/report/freeze.ts"
import { type CommandContent, commandContent, commandLanguage } from "./command-content.ts"
import type { Env, ReadSettings } from "./config.ts"
import { type ReadEvidence, readEvidence } from "./evidence/read.ts"
import { checked, differences, type Tell, tellWith } from "./evidence/tell.ts"
import { sha256 } from "./export-command.ts"
import { verifyAgainst } from "./verify-against.ts"

type Line = (line: string) => void
type Read = ReadEvidence & { type: "evidence" }

/** 0: all is as it should be; 1: something differs, and is named; 2: it cannot be read or asked so. Settings count for `--against` only. */
export async function verifyCommand(
  q: { settings: ReadSettings; env?: Env; content?: CommandContent | null },
  args: string[],
  say: Line,
): Promise<number> {
  const content = q.content ?? commandContent(say)
  if (!content) return 2
  const { catalogue } = content
  const language = commandLanguage(q)
  const tell = tellWith(content.words[language])
  const wish = wishIn(args)
  if (!wish) {
    say(tell("usage.verify"))
    return 2
  }
  const read = readEvidence(wish.folder, sha256)
  if (read.type === "unreadable") {
    say(tell(`unreadable.${read.id}`, read.values))
    return 2
  }
  const folder = verifyFolder(read, { tell, say, language })
  if (!wish.against || folder === 2) return folder
  if (q.settings.type === "problems") {
    for (const problem of q.settings.problems) say(`- ${problem}`)
    return 2
  }
  const { settings } = q.settings
  const { organisation } = wish
  const ledger = await verifyAgainst({ settings, organisation, catalogue, read, tell, say })
  return Math.max(folder, ledger)
}

function verifyFolder(read: Read, { tell, say, language }: { tell: Tell; say: Line; language: Language }) {
  const { about } = read
  const { findings, made } = verifyEvidence(read.evidence, { ...read, sha256 })
  if (findings.length > 0) for (const line of differences(findings, tell)) say(line)
  else {
    const later = about.editions.find((e) => e.definitions > definitionsVersion)
    if (later) {
      const { period, edition, definitions: found } = later
      say(tell("unreadable.definitions", { period, edition, found, known: definitionsVersion }))
      return 2
    }
    const periods = new Set(about.editions.map((e) => e.period)).size
    const day = new Intl.DateTimeFormat(language === "nl" ? "nl-NL" : "en-GB", {
      dateStyle: "long",
      timeZone: "UTC",
    })
    say(
      tell("verify.clean", {
        editions: about.editions.length,
        periods,
        organisation: about.organisation,
        day: day.format(Date.parse(about.madeAt)),
      }),
    )
  }
  say(tell("verify.made"))
  for (const line of checked(made, tell)) say(line)
  say(tell("verify.fingerprint", { hash: read.fingerprint }))
  return findings.length > 0 ? 1 : 0
}

function wishIn(args: string[]): { folder: string; against: boolean; organisation: string | null } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { against: { type: "boolean" }, organisation: { type: "string" } },
      allowPositionals: true,
    })
    const [folder] = positionals
    if (!folder || positionals.length > 1) return null
    return {
      folder: resolve(folder),
      against: values.against === true,
      organisation: values.organisation ?? null,
    }
  } catch {
    return null
  }
}
