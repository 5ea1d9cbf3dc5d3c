import { asksForbidden } from "../../src/domain/poll.ts"
import type { Sources } from "./files.ts"
import { neverKept, type Problem } from "./problem.ts"
import type { PlacedText } from "./texts.ts"

/** What texts may not say or ask, how they may not shout, and units without a plural. */
export function checkWording(q: { texts: PlacedText[]; sources: Sources }, problems: Problem[]) {
  for (const { file, field, ...at } of q.texts) {
    const claim = at.sourced || isOfficial(field) ? null : claimIn(at.text)
    if (claim !== null)
      problems.push({
        file,
        field,
        expected: `no claim without proof: “${claim}” needs a fact with its source, or say what exactly was done`,
      })
    if (at.text.includes("!"))
      problems.push({ file, field, expected: "a calm sentence: no exclamation mark" })
    if (isAsked({ ...at, field }) && asksForbidden(at.text))
      problems.push({ file, field, expected: `another question: ${neverKept}` })
  }
  for (const { file, data } of q.sources.units)
    for (const [id, unit] of Object.entries((data ?? {}) as Record<string, UnitText | null>))
      for (const language of ["nl", "en"] as const)
        if (isCounted(unit) && unit?.one?.[language] && unit.one[language] === unit.other?.[language])
          problems.push({
            file,
            field: `${id}.other.${language}`,
            expected: "the plural form: it reads the same as `one`",
          })
}

type UnitText = { decimals?: unknown; one?: Record<string, unknown>; other?: Record<string, unknown> }

/** Kilometres and hours read the same; things do not. */
function isCounted(unit: UnitText | null): boolean {
  return unit?.decimals === 0
}

/** Names that others gave: "Betaalbare en duurzame energie". */
function isOfficial(field: string): boolean {
  return /\bname\.(nl|en)$/.test(field)
}

/** Texts that ask something of a colleague or count it; a note may name what must not be noted down. */
function isAsked({ kind, field }: Pick<PlacedText, "kind" | "field">): boolean {
  if (kind === "challenges") return /^(title|action|ask)\./.test(field)
  if (kind === "nudges") return /\.action\.\w+$/.test(field)
  if (kind === "polls") return /\.(question|text)\.\w+$/.test(field)
  if (kind === "frameworks" || kind === "sdgs") return /\.act\.\w+$/.test(field)
  return kind === "units"
}

/**
 * Words that promise something about the environment as a whole: those that recital 9 of Directive (EU) 2024/825 names, and
 * their like. From 27 September 2026 they need proof, and a product made neutral by compensation may not be claimed at all.
 */
const claims = new RegExp(
  [
    String.raw`((klimaat|co2|co₂|carbon|climate|koolstof)[- ]?(neutra\w+|positi\w+|negati\w+|vrije?|free))`,
    "((co2|co₂|carbon)[- ]?(gecompenseerde?|compensated))",
    String.raw`((milieu|klimaat|planeet|natuur|eco|koolstof)[- ]?(vriendelijk|bewust|verantwoord)\w*)`,
    "((eco|planet|climate|nature|carbon|environmentally)[- ]?(friendly|conscious|correct|responsible))",
    String.raw`(net[- ]zero|(zero|nul)[- ]?(emission|uitstoot)\w*|(uitstoot|emissie|emission)[- ]?(vrije?|free|loze?))`,
    "((goed|beter|zacht|good|better|gentle) (voor|for|on) (het|de|the|onze|our) (milieu|klimaat|planeet|natuur|aarde|environment|climate|planet|nature|earth))",
    String.raw`(ecologisch\w*|ecological\w*|biologisch afbreekba\w+|biodegradable|bio-?based|energie-?(zuinig|efficiënt)\w*|energy[- ]efficient)`,
    "(groene?r?e?|groenste|greene?r?|greenest|duurzame?r?e?|duurzaamste?|sustainabl[ey])",
  ]
    .map((some) => String.raw`(?<![\p{L}-])${some}(?![\p{L}-])`)
    .join("|"),
  "iu",
)
/** Between quotation marks a word is talked about, not claimed: may one call this ‘green’? */
const quoted = /“[^”]*”|‘[^’]*’|"[^"]*"/g

function claimIn(text: string): string | null {
  return claims.exec(text.replace(quoted, " "))?.[0] ?? null
}
