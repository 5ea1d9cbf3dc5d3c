import { describe, expect, it } from "vitest"
import { read } from "../src/app/grammar.ts"
import { readAmount } from "../src/app/grammar-args.ts"

describe("an amount", () => {
  it.each([
    ["12", 12],
    ["12,5", 12.5],
    ["12.5", 12.5],
    ["1250", 1250],
    ["0", 0],
    ["0,05", 0.05],
    ["-3", -3],
    ["9999999", 9_999_999],
    ["1e9", null],
    ["12345678", null],
    ["12km", null],
    ["drie", null],
    ["1.250", null],
    ["1,250.5", null],
    ["∞", null],
    ["Infinity", null],
    ["NaN", null],
    ["٣", null],
    ["١٢", null],
    ["１２", null],
    ["½", null],
    ["+3", null],
    ["--3", null],
    [".5", null],
    ["5,", null],
    ["0x10", null],
    ["", null],
    [" ", null],
  ])("%j is %j", (text, expected) => {
    expect(readAmount(text)).toBe(expected)
  })

  it.each(["12 km", "drie", "1e9", "1.250", "∞", "١٢", "12 12"])("%j says what an amount is", (text) => {
    expect(read(`challenge log planet-bike-commute ${text}`)).toMatchObject({
      type: "unreadable",
      nearest: "challenge.log",
      problem: { reason: "amount" },
    })
  })
})

describe("words that every object knows", () => {
  it.each(["language toString", "taal constructor", "programme constructor yes", "settings scope valueOf"])(
    "%s is no command",
    (text) => {
      expect(read(text).type).toBe("unreadable")
    },
  )
})
