import { expect, test } from "vitest"
import { clean } from "../src/view/safe-text.ts"

const asLineEnd = new Set(["\r", "\u0085", "\u2028", "\u2029"])
const asSpace = new Set(["\t", "\u00a0"])
/** Marks that turn the writing direction, and a byte order mark. */
const turns = new Set([..."\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"])

function expected(sign: string): string {
  if (/[\ud800-\udfff]/.test(sign)) return "\ufffd"
  if (asLineEnd.has(sign)) return "\n"
  if (asSpace.has(sign)) return " "
  const isControl = sign !== "\n" && (sign < " " || (sign >= "\u007f" && sign <= "\u009f"))
  return isControl || turns.has(sign) ? "" : sign
}

test("of every character it is known whether it stays, whatever stands beside it", () => {
  const wrong: string[] = []
  for (let code = 0; code <= 0xffff; code++) {
    const sign = String.fromCharCode(code)
    if (clean(`a${sign}b`) !== `a${expected(sign)}b`) wrong.push(code.toString(16))
  }
  expect(wrong).toEqual([])
})

test("emoji, their joiners and flags stay; hidden tags go; both line ends are one", () => {
  expect(clean("👩‍🔧 🇳🇱 ❤️ één\r\ntwee")).toBe("👩‍🔧 🇳🇱 ❤️ één\ntwee")
  expect(clean("a\u{e0041}b\u{1f600}")).toBe("ab\u{1f600}")
})
