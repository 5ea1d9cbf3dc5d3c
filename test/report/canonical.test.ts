import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { canonical, hashedForm } from "../../src/report/canonical.ts"

describe("the canonical form of JSON", () => {
  test.each([
    // RFC 8785, section 3.2.2 and 3.2.3.
    [
      {
        numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
        literals: [null, true, false],
      },
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    ],
    [
      { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    ],
    [{ b: undefined, a: -0, text: '\u000f\n"\\/€' }, '{"a":0,"text":"\\u000f\\n\\"\\\\/€"}'],
  ])("writes %o as the standard does", (value, text) => {
    expect(canonical(value)).toBe(text)
  })

  test("is JSON that means the same, whatever the order of the keys", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }).filter(wellFormed), (value) => {
        const text = canonical(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonical(turned(JSON.parse(text)))).toBe(text)
      }),
    )
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, "\ud800", 1n, () => 1])(
    "does not exist of %s",
    (value) => {
      expect(() => canonical({ value })).toThrow(TypeError)
    },
  )

  test("leaves out when it was frozen and how messages ended", () => {
    expect(hashedForm({ b: 1, frozen: { at: "x" }, a: { deliveries: 2 }, deliveries: { sent: 1 } })).toBe(
      '{"a":{"deliveries":2},"b":1}',
    )
  })
})

function wellFormed(value: unknown): boolean {
  return JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(value))
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, turned(v)]),
  )
}
