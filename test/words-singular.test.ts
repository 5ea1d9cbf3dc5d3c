/** Words that are filled with a 1: one minute is no "1 minutes". */
import { IntlMessageFormat } from "intl-messageformat"
import { describe, expect, it } from "vitest"
import type { Language } from "../src/domain/id.ts"
import { testCatalogue } from "./support/world.ts"

const { words } = testCatalogue()

/** Values that are never 1, by message and value. Of `Limit` and the like: settings and limits of ours, all above it. */
const neverOne: readonly RegExp[] = [
  / (min|max|rows|chars|spells|question|retentionDays)$/,
  // RETENTION_DAYS, and how long questions wait and are kept.
  /^(council\.days|proof\.against\.gone|privacy\.\w+|question\.\w+(\.note)?|report\.about\.[\w-]+|report\.ask\.waiting) (n|days|questionDays)$/,
  /^report-link\.note minutes$/,
  // Shown from MIN_GROUP on, which is never under 5; work and its people from three on.
  /^(report\.verdict\.(over|running)|digest\.reach|month\.(reach|active|before)) of$/,
  /^(challenge\.together|digest\.logged) people$/,
  /^(foreseen\.\S+) (n|of)$/,
  /^report\.polls\.equal answers$/,
  /^poll\.so-far n$/,
  // An index has 30 answers or more.
  /^report\.index\.verdict-\w+ (answers|people)$/,
  // Told where more lie behind what is shown.
  /^web\.ledger\.all n$/,
  // At least a week.
  /^report\.logged\.minutes-what days$/,
]
/** What stands for all of them. */
const many = 12

const plurals: Record<Language, RegExp> = {
  nl: /(?<![\d.,])1 (?:korte |gemelde |andere )?(?:minuten|dagen|weken|maanden|kwartalen|mensen|collega['’]s|antwoorden|vragen|stellingen|acties|uitdagingen|peilingen|tips|doelen|kanalen|berichten|beheerders|managers|teams|segmenten|regels|rijen|tekens|bestanden|edities|perioden|cijfers|hoeveelheden|sommen|delen|uitslagen|feiten|hashes|nummers|plaatsen|lijsten|uiteinden|indexen|veranderingen|verwijzingen)\b|(?<![\d.,])1 van (?:de )?\d+ (?:\S+ )?(?:antwoordden|gaven|waren|deden|zijn)\b/,
  en: /(?<![\d.,])1 (?:short |logged |other |more )?(?:minutes|days|weeks|months|quarters|people|colleagues|answers|questions|statements|actions|challenges|polls|tips|goals|channels|messages|stewards|managers|teams|segments|lines|rows|characters|files|editions|periods|figures|cells|amounts|sums|parts|shares|results|facts|hashes|numbers|places|rosters|ends|indices|changes|links|times)\b|(?<![\d.,])1 of (?:the )?\d+ (?:\S+ )?(?:were|have)\b/,
}

type Part = { type: number; value?: unknown; options?: Record<string, { value: Part[] }>; children?: Part[] }

function valuesOf(parts: Part[]): string[] {
  return parts.flatMap((part) => [
    ...([0, 7, 8].includes(part.type) ? [] : [String(part.value)]),
    ...Object.values(part.options ?? {}).flatMap((option) => valuesOf(option.value)),
    ...valuesOf(part.children ?? []),
  ])
}

/** The message with a 1 wherever one can stand; as numbers, and as texts that a page has written already. */
function filled(language: Language, id: string, message: string): string[] {
  const made = new IntlMessageFormat(message, language)
  const names = valuesOf(made.getAst() as Part[])
  return [1, "1"].map((one) => {
    const values = names.map((name) => [name, neverOne.some((it) => it.test(`${id} ${name}`)) ? many : one])
    return String(made.format({ ...Object.fromEntries(values), b: (parts: string[]) => parts.join("") }))
  })
}

describe.each(["nl", "en"] as const)("a count of one (%s)", (language) => {
  it("has its singular in every message", () => {
    const wrong = [...words[language]].flatMap(([id, message]) =>
      filled(language, id, message).filter((told) => plurals[language].test(told)),
    )
    expect(wrong).toEqual([])
  })
})

it("a plural beside a 1 is found, and a 1 that ends a number is none", () => {
  const found = (language: Language, message: string) =>
    filled(language, "planted", message).some((told) => plurals[language].test(told))
  expect(found("nl", "Nog {n} dagen.")).toBe(true)
  expect(found("nl", "{n, plural, one {# dag} other {# dagen}}")).toBe(false)
  expect(found("nl", "{n, plural, one {# dag} other {# dagen}}, {of} vragen")).toBe(true)
  expect(found("nl", "{count} van {of} antwoordden")).toBe(true)
  expect(found("en", "<b>{n, number} people</b>")).toBe(true)
  expect(found("en", "{count} of {of} were there")).toBe(true)
  expect(plurals.en.test("21 people and 0.1 minutes")).toBe(false)
})

it("every value that is said never to be one is there", () => {
  const all = (["nl", "en"] as const).flatMap((language) =>
    [...words[language]].flatMap(([id, message]) =>
      valuesOf(new IntlMessageFormat(message, language).getAst() as Part[]).map((name) => `${id} ${name}`),
    ),
  )
  for (const it of neverOne)
    expect(
      all.some((one) => it.test(one)),
      String(it),
    ).toBe(true)
})
