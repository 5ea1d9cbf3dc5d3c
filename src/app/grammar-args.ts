import { readPeriod } from "../domain/period.ts"

export type ArgKind = keyof typeof readers

/** One word of a command as it is written in the table, or an argument. */
export type Part =
  | { type: "word"; words: string[] }
  | { type: "arg"; name: string; kind: ArgKind; optional: boolean }

const yes = ["yes", "ja"]
const no = ["no", "nee"]

/** Each reads one word; null where it is not of that kind. */
const readers = {
  id: (t: string) => (/^[a-z0-9][a-z0-9.-]{0,60}$/i.test(t) ? t.toLowerCase() : null),
  key: (t: string) => (/^[a-z0-9/:.-]{1,120}$/i.test(t) ? t : null),
  log: (t: string) => (/^[a-z2-7]{4,20}$/i.test(t) ? t.toLowerCase() : null),
  page: (t: string) => (/^[1-9]\d?$/.test(t) ? Number(t) : null),
  count: (t: string) => (/^\d{1,3}$/.test(t) ? Number(t) : null),
  amount: (t: string) => readAmount(t),
  /** `2w`, `2` or `2weken`: 1 to 12 weeks. */
  weeks: (t: string) => {
    const m = /^(\d{1,2})(w|weeks?|weken)?$/i.exec(t)
    const weeks = m ? Number(m[1]) : 0
    return weeks >= 1 && weeks <= 12 ? weeks : null
  },
  choice: (t: string) => (/^[a-z0-9]{1,3}(,[a-z0-9]{1,3}){0,11}$/i.test(t) ? t.toLowerCase() : null),
  language: oneOf({ nl: ["nl", "nederlands", "dutch"], en: ["en", "engels", "english"] }),
  named: (t: string) => (["named", "op-naam"].includes(t.toLowerCase()) ? true : null),
  sure: (t: string) => (["sure", "zeker"].includes(t.toLowerCase()) ? true : null),
  what: oneOf({
    digest: ["digest", "overzicht"],
    nudge: ["nudge", "nudges", "tips"],
    pulse: ["pulse", "pulses", "peilingen"],
    challenge: ["challenge", "challenges", "uitdagingen"],
  }),
  reply: oneOf({ yes, no, later: ["later"] }),
  private: (t: string) => (["private", "besloten"].includes(t.toLowerCase()) ? true : null),
  yesno: (t: string) => (yes.includes(t.toLowerCase()) ? true : no.includes(t.toLowerCase()) ? false : null),
  scope: oneOf({ everyone: ["everyone", "iedereen"], here: ["here", "hier"], file: ["file", "bestand"] }),
  addremove: oneOf({ add: ["add", "erbij"], remove: ["remove", "eraf"] }),
  person: (t: string) => /^@?([\w:.-]{2,80})$/.exec(t)?.[1] ?? null,
  period: (t: string) => readPeriod(t.toUpperCase())?.id ?? null,
  text: (t: string) => (t.length > 0 ? t : null),
  /** As `text`, and between quotation marks: what follows a verb alone is easily taken for a text. */
  quoted: (t: string) => (t.length > 0 ? t : null),
  texts: (t: string) => t,
} as const

/** How help names them; what is not named here only buttons say. */
export const argNames: Record<"nl" | "en", Partial<Record<ArgKind, string>>> = {
  en: {
    id: "ID",
    count: "NUMBER",
    amount: "AMOUNT",
    weeks: "2w",
    choice: "KEY",
    language: "nl|en",
    named: "named",
    scope: "everyone|here",
    addremove: "add|remove",
    person: "PERSON",
    period: "2026-Q4",
    reply: "yes|no|later",
    private: "private",
    text: '"…"',
    quoted: '"…"',
    texts: '"…" "…" "…"',
  },
  nl: {
    id: "ID",
    count: "GETAL",
    amount: "AANTAL",
    weeks: "2w",
    choice: "LETTER",
    language: "nl|en",
    named: "op-naam",
    scope: "iedereen|hier",
    addremove: "erbij|eraf",
    person: "PERSOON",
    period: "2026-Q4",
    reply: "ja|nee|later",
    private: "besloten",
    text: '"…"',
    quoted: '"…"',
    texts: '"…" "…" "…"',
  },
}

/** One of some words for a thing, in either language. */
function oneOf(words: Record<string, string[]>): (text: string) => string | null {
  const things = new Map(Object.entries(words).flatMap(([thing, all]) => all.map((word) => [word, thing])))
  return (text) => things.get(text.toLowerCase()) ?? null
}

export function readArg(kind: ArgKind, text: string): unknown {
  return readers[kind](text)
}

/** `12`, `12,5`, `12.5`, `1250`; no thousands separators, because `1.250` could be either. Null for all else. */
export function readAmount(text: string): number | null {
  if (!/^-?\d{1,7}([.,]\d{1,2})?$/.test(text)) return null
  return Number(text.replace(",", "."))
}
