/** All checks of an evidence folder, or of one report by itself. */
import { checkBook, editionBefore, type Frozen } from "./book.ts"
import { spanOf } from "./calendar.ts"
import { written } from "./canonical.ts"
import { type Checks, type Finding, type Json, object, openChecks, type Rule } from "./checks.ts"
import type { Evidence, EvidenceEdition, Listed } from "./evidence.ts"
import { checkFigures, type OneEdition } from "./figures.ts"
import { checkFrameworks } from "./frameworks.ts"
import { checkIndex } from "./index-checks.ts"
import { checkPolls, checkPollsAlike } from "./polls.ts"
import { checkSums, checkYears } from "./sums.ts"

export type Verified = { findings: Finding[]; made: Record<Rule, number> }
type Digest = (text: string) => string

type Looked = { findings: readonly Finding[]; made: number }

/** `copies`: where a number stands a second time in the folder; `files`: their checksums. */
export function verifyEvidence(
  evidence: Evidence,
  { sha256, copies, files }: { sha256: Digest; copies: Looked; files: Looked },
): Verified {
  const checks = openChecks()
  for (const { sha256: hash, content } of evidence.contents)
    checks.same("hash", `contents[${hash.slice(0, 8)}]`, { found: hash, expected: sha256(written(content)) })
  for (const language of ["nl", "en"] as const)
    checks.holds("form", `stamp.${language}`, {
      found: evidence.stamp[language],
      expected: evidence.demo ? "DEMO" : "no DEMO",
      is: evidence.stamp[language].includes("DEMO") === evidence.demo,
    })
  const known = checkBook(evidence, checks)
  for (const one of known) {
    const mine = checks.of(one.listed.period, one.listed.edition)
    const kind = one.span.kind
    if (kind === "year") continue
    checkText(one, sha256, mine)
    checkPeriod(one, evidence, mine)
    const checked = { ...one, kind }
    checkFigures(checked, mine)
    checkPolls(checked, mine)
    checkFrameworks(checked, mine)
    checkIndex({ one: checked, before: fairBefore(known, one, evidence), checks: mine })
  }
  checkPollsAlike(known, checks)
  checkSums(known, checks)
  checkYears(evidence, known, checks)
  const findings = inOrder([...checks.findings, ...copies.findings, ...files.findings], known)
  return { findings, made: { ...checks.made, cells: copies.made, file: files.made } }
}

/** Of one report's JSON all that can be told without the others. */
export function verifyReport(json: unknown, sha256: Digest): Verified {
  const checks = openChecks()
  const report = object(json)
  const { frozen, deliveries: _, ...hashed } = report
  const { sha256: hash, edition, at, definitions } = object(frozen)
  const id = String(object(report["period"])["id"])
  const mine = checks.of(id, typeof edition === "number" ? edition : null)
  if (typeof hash === "string")
    mine.same("hash", "frozen.sha256", { found: hash, expected: sha256(written(hashed)) })
  const kind = spanOf(id)?.kind
  if (kind === undefined || kind === "year") return { findings: checks.findings, made: checks.made }
  const listed: Listed = {
    period: id,
    edition: Number(edition ?? 1),
    at: String(at),
    definitions: Number(definitions),
    minGroup: null,
    content: null,
    sha256: String(hash),
    after: null,
    because: null,
  }
  const one: OneEdition = { listed, json: report, kind }
  checkFigures(one, mine)
  checkPolls(one, mine)
  // What it was compared with is not in it.
  checkIndex({ one: withoutChange(one), before: null, checks: mine })
  const first = [...checks.findings].sort((a, b) => Number(a.rule === "hash") - Number(b.rule === "hash"))
  return { findings: first, made: checks.made }
}

function withoutChange(one: OneEdition): OneEdition {
  const index = object(one.json["index"])
  return "change" in index ? { ...one, json: { ...one.json, index: { ...index, change: null } } } : one
}

/** The hash is over the text; the text is the one way to write this JSON, so that nothing stands in it twice. */
function checkText({ listed, text, json }: EvidenceEdition, sha256: Digest, checks: Checks): void {
  checks.holds("form", "text", {
    found: text === written(json) ? "" : "other bytes",
    expected: "the RFC 8785 form",
    is: text === written(json),
  })
  checks.same("hash", "sha256", { found: listed.sha256, expected: sha256(text) })
}

/** The zone and the name may have been changed since; a demo is one for ever. */
function checkPeriod({ json, span }: Frozen, evidence: Evidence, checks: Checks): void {
  const period = object(json["period"])
  const same = (cell: string, found: unknown, expected: unknown) =>
    checks.same("period", cell, { found, expected })
  same("period.id", period["id"], span.id)
  same("period.from", period["from"], span.from)
  same("period.to", period["to"], span.to)
  same("period.state", period["state"], "over")
  same("demo", json["demo"], evidence.demo)
  if (period["timeZone"] === evidence.timeZone) same("countedFrom", json["countedFrom"], evidence.countedFrom)
}

/** Only a quarter that was counted from its first day is compared with. */
function fairBefore(known: readonly Frozen[], one: Frozen, { countedFrom }: Evidence): Json | null {
  const before = editionBefore(known, one)
  if (!before || before.span.from < countedFrom) return null
  return typeof object(before.json["index"])["value"] === "number" ? before.json : null
}

/** As the list has them: what is about one number before what is about a whole file. */
function inOrder(findings: readonly Finding[], known: readonly Frozen[]): Finding[] {
  const wholes: Rule[] = ["cells", "sum", "year", "chain", "hash", "file"]
  const place = ({ period, edition }: Finding) =>
    known.findIndex((k) => k.listed.period === period && (edition === null || k.listed.edition === edition))
  const whole = ({ rule, cell }: Finding) => (cell === "text" ? wholes.length + 1 : wholes.indexOf(rule))
  return [...findings].sort((a, b) => whole(a) - whole(b) || place(a) - place(b))
}
