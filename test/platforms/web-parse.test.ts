import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { limits } from "../../adapters/web/limits.ts"
import { parseSay, type SayProblem } from "../../adapters/web/parse.ts"
import { commandMax } from "../../src/app/grammar.ts"

const known = { people: ["anna", "bram"], places: [{ key: "mvo", name: "mvo" }] }
const parse = (body: string | [string, string][]) =>
  parseSay({ body: new URLSearchParams(body).toString(), known, fresh: "freshfresh" })

function said(fields: [string, string][]) {
  const parsed = parse(fields)
  if (parsed.type !== "said") throw new Error(`refused: ${parsed.problem}`)
  return parsed.incoming
}

const anna: [string, string] = ["as", "anna"]
const typed = (text: string): [string, string] => ["text", text]

describe("what a form of the page says", () => {
  it("is who, where and which words", () => {
    expect(said([anna, typed("challenge log planet-bike-commute 12,5"), ["in", "mvo"]])).toMatchObject({
      actor: { key: "anna" },
      place: { key: "mvo", name: "mvo" },
      text: "challenge log planet-bike-commute 12,5",
      via: "message",
    })
    expect(said([anna, typed("me"), ["in", "dm"], ["via", "press"]])).toMatchObject({
      place: null,
      via: "press",
    })
  })

  it("is said in the first place where a script names none", () => {
    expect(said([anna, typed("help")]).place?.key).toBe("mvo")
  })

  it.each<[string, [string, string][], string]>([
    ["one value", [typed("challenge log x {value}"), ["value", "12,5"]], "challenge log x 12,5"],
    ["several choices", [typed("poll vote p7 {value}"), ["value", "a"], ["value", "c"]], "poll vote p7 a,c"],
    ["no choice at all", [typed("poll vote p7 {value}"), ["via", "press"]], "poll vote p7 "],
    [
      "a button's own id",
      [typed("challenge log x {value}"), ["value", "3"], ["once", "abcdefgh"]],
      "challenge log x 3 ~abcdefgh",
    ],
    [
      "quotes that would end the quotes",
      [typed('question "{value}"'), ["value", 'a" "b” ok']],
      "question \"a' 'b' ok\"",
    ],
    ["lines", [typed('question "{value}"'), ["value", "a\r\nb\tc"]], 'question "a b c"'],
    [
      "another button's id",
      [typed("challenge log x {value}"), ["value", "3 ~abcdefgh"]],
      "challenge log x 3 ∼abcdefgh",
    ],
    ["a replacement pattern", [typed("idea {value}"), ["value", "$& $1 $$"]], "idea $& $1 $$"],
    ["a typed {value}", [typed("idea {value}")], "idea {value}"],
  ])("fills a form in: %s", (_what, fields, text) => {
    expect(said([anna, ...fields]).text).toBe(text)
  })

  it("arrives word for word, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }), (text) => {
        fc.pre(text.trim() !== "")
        expect(said([anna, typed(text)]).text).toBe(text)
      }),
    )
  })

  it("is one delivery for one form, another for another form, person or text", () => {
    const of = (as: string, form: string, text: string) =>
      said([["as", as], ["form", form], typed(text)]).delivery
    expect(of("anna", "aaaaaaaa", "me")).toBe(of("anna", "aaaaaaaa", "me"))
    const others = [
      of("bram", "aaaaaaaa", "me"),
      of("anna", "bbbbbbbb", "me"),
      of("anna", "aaaaaaaa", "today"),
    ]
    expect(new Set([of("anna", "aaaaaaaa", "me"), ...others]).size).toBe(4)
    expect(said([anna, typed("me")]).delivery).toContain("freshfresh")
  })

  it("never puts what was typed into the delivery's id", () => {
    expect(said([anna, typed("confidential words")]).delivery).not.toMatch(/confidential|words/)
  })

  it.each<[SayProblem, string, [string, string][]]>([
    ["who", "an unknown person", [["as", "mallory"], typed("me")]],
    ["who", "a name of every object", [["as", "__proto__"], typed("me")]],
    ["where", "an unknown place", [anna, typed("me"), ["in", "board"]]],
    ["empty", "no words", [anna, typed(" \n ")]],
    ["too-long", "10,000 characters", [anna, typed("x".repeat(10_000))]],
    ["too-long", "one character too many", [anna, typed("x".repeat(limits.textMax + 1))]],
    ["too-long", "a long value", [anna, typed("idea {value}"), ["value", "x".repeat(limits.valueMax + 1)]]],
    [
      "too-long",
      "many long values",
      [
        anna,
        typed("idea {value}"),
        ...Array.from({ length: 3 }, (): [string, string] => ["value", "x".repeat(2_000)]),
      ],
    ],
    ["fields", "no fields", []],
    ["fields", "no person", [typed("me")]],
    ["fields", "no text", [anna]],
    ["fields", "two texts", [anna, typed("me"), typed("today")]],
    ["fields", "two people", [anna, ["as", "bram"], typed("me")]],
    ["fields", "another field", [anna, typed("me"), ["admin", "1"]]],
    ["fields", "a field named like an object's own", [anna, typed("me"), ["__proto__", "1"]]],
    ["fields", "a form id of nobody's", [anna, typed("me"), ["form", "../../x"]]],
    ["fields", "a wrong way", [anna, typed("me"), ["via", "magic"]]],
    [
      "fields",
      "too many values",
      [
        anna,
        typed("me"),
        ...Array.from({ length: limits.valuesMax + 1 }, (): [string, string] => ["value", "a"]),
      ],
    ],
    [
      "fields",
      "too many fields",
      Array.from({ length: limits.fieldsMax + 1 }, (): [string, string] => ["x", "y"]),
    ],
  ])("is refused as %s: %s", (problem, _what, fields) => {
    const parsed = parse(fields)
    expect(parsed).toMatchObject({ type: "refused", problem })
    if (parsed.type === "refused") expect(parsed.status).toBe(problem === "too-long" ? 413 : 400)
  })

  it("is answered in the language of the person where the form names a known one", () => {
    expect(parse([anna, typed("")])).toMatchObject({ as: "anna" })
    expect(parse([["as", "mallory"], typed("me")])).toMatchObject({ as: null })
  })

  it("never throws, and what it accepts names only people and places that exist", () => {
    const name = fc.oneof(fc.constantFrom("as", "text", "in", "form", "via", "value", "once"), fc.string())
    const value = fc.oneof(
      fc.constantFrom("anna", "mvo", "dm", "press", "{value}", "abcdefgh"),
      fc.string({ unit: "binary" }),
    )
    const form = fc
      .array(fc.tuple(name, value), { maxLength: 12 })
      .map((f) => new URLSearchParams(f).toString())
    fc.assert(
      fc.property(fc.oneof(form, fc.string({ unit: "binary" })), (body) => {
        const parsed = parseSay({ body, known, fresh: "freshfresh" })
        expect(["mvo", "dm"]).toContain(parsed.in)
        if (parsed.type === "said") {
          expect(known.people).toContain(parsed.incoming.actor.key)
          expect(parsed.incoming.text.length).toBeLessThanOrEqual(limits.textMax)
        }
      }),
      { numRuns: 500 },
    )
  })

  it("reads no more than the grammar does", () => {
    expect(limits.textMax).toBeLessThanOrEqual(commandMax)
  })
})
