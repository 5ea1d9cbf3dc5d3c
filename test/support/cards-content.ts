/** Content as short and as long as content/ may be: what cards of the gallery are filled with. */
import { contentLimits as max } from "../../adapters/content/schema.ts"
import type { Challenge, Goal, ImpactFactor, Nudge, Text, Unit } from "../../src/domain/content.ts"
import type { Language } from "../../src/domain/id.ts"
import { pollLimits } from "../../src/domain/poll.ts"
import type { Look } from "../../src/view/look.ts"

export type Size = "shortest" | "longest"
/** `look` for a person, `place` for a channel. */
export type Drawing = { look: Look; place: Look; size: Size; language: Language }

const prose: Record<Language, string> = {
  nl: "Vraag iemand met een beperking hoe jullie werkplek beter kan, plan samen een duurzaamheidsgesprek en schrijf op wat jullie volgende week anders doen. ",
  en: "Ask somebody with a disability how your workplace could be better, plan a conversation about sustainability together and note what you will do differently. ",
}

/** Exactly so many characters of words, without a space at the end. */
export function words(language: Language, length: number): string {
  const text = prose[language].repeat(Math.ceil(length / prose[language].length)).slice(0, length)
  return text.endsWith(" ") ? `${text.slice(0, -1)}.` : text
}

/** `size` decides between one letter and the limit. */
export function sized(size: Size) {
  const line = (length: number, language: Language) => (size === "longest" ? words(language, length) : "A")
  const text = (length: number): Text => ({ nl: line(length, "nl"), en: line(length, "en") })
  const id = size === "longest" ? "x".repeat(max.idMax) : "a"
  const source = { title: line(max.sourceTitleMax, "en"), url: "https://example.org/" }

  const unit: Unit = {
    id,
    one: text(max.unitMax),
    other: text(max.unitMax),
    decimals: 1,
    maxPerLog: 100_000,
    maxPerDay: 100_000,
    because: "-",
  }
  const factor: ImpactFactor = {
    id,
    low: 0,
    mid: 1,
    high: size === "longest" ? 999.9 : 2,
    year: 2026,
    source,
    rule: text(max.ruleMax),
  }
  const challenge: Challenge = {
    id,
    category: "planet",
    title: text(max.titleMax),
    action: text(max.actionMax),
    ask: text(max.askMax),
    sdg: [13],
    covers: {},
    mode: "individual",
    effortMinutes: size === "longest" ? max.effortMinutesMax : 1,
    unit: id,
    impactFactor: id,
    note: size === "longest" ? text(max.noteMax) : null,
  }
  const nudge: Nudge = {
    id,
    sdg: 17,
    fact: size === "longest" ? text(max.factMax) : null,
    action: text(max.actionMax),
    source:
      size === "longest" ? { ...source, year: 2026, checked: "2026-11-22", validUntil: "2027-11-22" } : null,
  }
  const goal: Goal = {
    number: size === "longest" ? 17 : 1,
    name: text(max.goalNameMax),
    colour: "#3F7E44",
    sentence: text(max.sentenceMax),
    act: text(max.actionMax),
  }
  return {
    line,
    unit,
    factor,
    challenge,
    nudge,
    goal,
    options: (count: number, language: Language) => options(count, { size, language }),
    question: (language: Language) => line(pollLimits.questionMax, language),
    because: (language: Language) => line(max.explanationMax, language),
    title: (language: Language) => line(max.titleMax, language),
    place: size === "longest" ? `#${"duurzaam-inkopen-en-logistiek-noord".slice(0, 30)}` : "#a",
  }
}

function options(count: number, q: { size: Size; language: Language }) {
  const long = words(q.language, pollLimits.optionMax - 2)
  return Array.from({ length: count }, (_, i) => ({
    key: "abcdefghijklmnopqrstuvwxyz"[i] as string,
    label: q.size === "longest" ? `${i} ${long}` : `${i}`,
  }))
}
