import { describe, expect, test } from "vitest"
import { catalogue } from "../../export/lived.ts"
import { cardNumbers, numbersInWords } from "./card-numbers.ts"

const known = cardNumbers.flatMap((some) => some.in)

describe("the numbers in the sentences of cards", () => {
  test("are each known to who could calculate with them, in both languages, and none is known that is not there", () => {
    const found = new Set([catalogue.words.nl, catalogue.words.en].flatMap(numbersInWords))
    const unknown = [...found].filter((one) => !known.includes(one))
    expect(unknown, "say in test/report/adversary/card-numbers.ts what these tell of people").toEqual([])
    const missing = known.filter((one) => !found.has(one))
    expect(missing, "take out of test/report/adversary/card-numbers.ts what is on no card").toEqual([])
  })

  test("are found by their names, and where a known name is counted", () => {
    const words = new Map([
      ["a.b", "{name} did {km} km, with {who, plural, one {# other} other {# others}}"],
      ["a.c", "until {until}, {days, plural, one {# day} other {# days}}"],
      ["report.d", "{count}"],
    ])
    expect(numbersInWords(words)).toEqual(["a.b km", "a.b who"])
  })
})
