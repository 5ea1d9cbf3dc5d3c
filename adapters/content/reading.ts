/** How hard a text is to read, by the one published formula of each language. */
import type { Language } from "../../src/domain/id.ts"
import type { Problem } from "./problem.ts"
import type { PlacedText } from "./texts.ts"

export const readingLimits = {
  /** Formulas say nothing about less. */
  wordsMin: 80,
  /**
   * From 60 a text is "standard" for Flesch (plain English, 13 to 15 years) and "normaal" for Douma (end of primary school).
   * We take that as the border of B1. It is a convention: no formula measures a CEFR level.
   */
  easeMin: 60,
} as const

const formulas = { nl: "Flesch-Douma", en: "Flesch Reading Ease" } as const

/**
 * 0 (very hard) to 100 (very easy); outside of that for odd texts.
 *
 * English: Flesch Reading Ease, 206.835 - 1.015 × words per sentence - 84.6 × syllables per word
 * (R. Flesch, A new readability yardstick, Journal of Applied Psychology 32, 1948).
 * Dutch: Flesch-Douma, 206.84 - 0.93 × words per sentence - 77 × syllables per word
 * (W.H. Douma, De leesbaarheid van landbouwbladen, Wageningen 1960).
 */
export function readingEase(language: Language, text: string): number {
  const words = wordsOf(text)
  const sentences = text.split(/[.?!…:;]+(?=\s|$)|\n+/).filter((s) => /[\p{L}\p{N}]/u.test(s)).length
  if (words.length === 0) return 100
  const length = words.length / Math.max(1, sentences)
  const syllables = words.reduce((sum, word) => sum + syllablesOf(language, word), 0) / words.length
  return language === "nl"
    ? 206.84 - 0.93 * length - 77 * syllables
    : 206.835 - 1.015 * length - 84.6 * syllables
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? []
}

/**
 * Groups of vowels. Near enough over 80 words: a Dutch diaeresis and "sociaal" make two, a silent English e none.
 * A number counts as one.
 */
export function syllablesOf(language: Language, word: string): number {
  const plain = word.toLowerCase().replace(/[áàâ]/g, "a").replace(/[éèê]/g, "e").replace(/[óòô]/g, "o")
  const parted =
    language === "nl"
      ? plain.replace(/([äëïöü])/g, "-$1").replace(/([iu])(?=o(?!e)|a)/g, "$1-")
      : plain
          .replace(/(?<=[aeiouy].*[^aeiouyl])e[ds]?$|(?<=[aeiouy]l)e[ds]?$/, silent)
          .replace(/i(?=[ao])/g, "i-")
  return Math.max(1, parted.match(/[aeiouyäëïöü]+/g)?.length ?? 0)
}

/** "wanted" and "boxes" keep their e: the letter before asks for it. */
function silent(ending: string, at: number, word: string): string {
  const before = word[at - 1] ?? ""
  return (ending === "ed" && "td".includes(before)) || (ending === "es" && "sxzcgh".includes(before))
    ? ending
    : ""
}

/** Each text of 80 words or more, and each file's sentences in one language as a reader goes through them. */
export function checkReading(texts: PlacedText[], warnings: Problem[]) {
  const files = new Map<string, { file: string; language: Language; sentences: string[] }>()
  for (const { file, field, language, text } of texts) {
    const said = withoutIcu(text)
    judge({ file, field, language, text: said }, warnings)
    if (!/[.?…]$/.test(said)) continue
    const of = files.get(`${file} ${language}`) ?? { file, language, sentences: [] }
    files.set(`${file} ${language}`, { ...of, sentences: [...of.sentences, said] })
  }
  for (const { file, language, sentences } of files.values())
    if (sentences.length > 1) judge({ file, field: "", language, text: sentences.join("\n") }, warnings)
}

function judge(q: { file: string; field: string; language: Language; text: string }, warnings: Problem[]) {
  // So many letters at least have so many words; most texts are far shorter.
  const words = q.text.length < readingLimits.wordsMin * 2 ? 0 : wordsOf(q.text).length
  if (words < readingLimits.wordsMin) return
  const ease = readingEase(q.language, q.text)
  if (ease >= readingLimits.easeMin) return
  const name = q.language === "nl" ? "Dutch" : "English"
  warnings.push({
    file: q.file,
    field: q.field,
    expected: `easier ${name}, about B1: ${formulas[q.language]} is ${Math.round(ease)} over ${words} words, ${readingLimits.easeMin} or more is plain`,
  })
}

/** A message as it is read: a variable is a word, a plural its last form. */
function withoutIcu(message: string): string {
  let text = message.replace(/<\/?b>/g, "").replace(/\{\w+\}/g, "12")
  const choice =
    /\{\w+, (?:plural|select|selectordinal),(?:\s*[\w=]+ \{[^{}]*\})*\s*[\w=]+ \{([^{}]*)\}\s*\}/g
  for (let i = 0; i < 3; i++) text = text.replace(choice, "$1")
  return text.replaceAll("#", "12").trim()
}
