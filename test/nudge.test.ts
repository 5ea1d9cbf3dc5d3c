import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { answer, type NudgeAnswer, nextTurn } from "../src/domain/nudge.ts"

const items = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 1 })
const offsets = fc.integer({ min: -20, max: 200 })

/** What a place gets when these are on offer, turn after turn. */
function turns(offers: string[][], offset: number): string[] {
  const had: string[] = []
  for (const all of offers) had.push(nextTurn(all, had, offset) as string)
  return had
}

describe("whose turn it is", () => {
  it("no item comes again before all others had their turn, also where items come and go", () => {
    fc.assert(
      fc.property(fc.array(items, { minLength: 1, maxLength: 30 }), offsets, (offers, offset) => {
        const had = turns(offers, offset)
        for (const [i, id] of had.entries()) {
          const offered = offers[i] as string[]
          expect(offered).toContain(id)
          const before = had.lastIndexOf(id, i - 1)
          if (i === 0 || before === -1) continue
          const since = new Set(had.slice(before, i))
          expect(offered.filter((other) => !since.has(other))).toEqual([])
        }
      }),
    )
  })

  it("each round of the same items has each of them once", () => {
    fc.assert(
      fc.property(items, offsets, fc.integer({ min: 1, max: 5 }), (all, offset, rounds) => {
        const had = turns(
          Array.from({ length: rounds * all.length }, () => all),
          offset,
        )
        for (let i = 0; i < had.length; i += all.length)
          expect(had.slice(i, i + all.length).sort()).toEqual([...all].sort())
      }),
    )
  })

  it("a new item comes next, and then only after the others", () => {
    const had = ["a", "b", "a", "b", "a"]
    for (let i = 0; i < 4; i++) had.push(nextTurn(["a", "b", "new"], had) as string)
    expect(had.slice(5)).toEqual(["new", "b", "a", "new"])
  })

  it("places with another offset begin with another item", () => {
    const all = ["a", "b", "c"]
    expect([0, 1, 2, 3, -1].map((offset) => nextTurn(all, [], offset))).toEqual(["a", "b", "c", "a", "c"])
  })

  it("is nobody's where there is nothing, and no item is lost or changed", () => {
    expect(nextTurn([], ["a"], 3)).toBeNull()
    const all = Object.freeze(["a", "b"]) as string[]
    expect(nextTurn(all, ["a", "gone"])).toBe("b")
  })
})

it("the last answer to a nudge holds, and the same again changes nothing", () => {
  const answers = fc.array(fc.constantFrom<NudgeAnswer>("done", "later", "no"), { minLength: 1 })
  const post = { id: "n1", nudge: "water", place: "hall", at: 0 }
  fc.assert(
    fc.property(answers, (given) => {
      let before: NudgeAnswer | null = null
      let changes = 0
      for (const one of given) {
        const events = answer({ post, person: "ana", before, answer: one })
        for (const event of events) if (event.type === "nudge.answered") before = event.answer
        changes += events.length
      }
      expect(before).toBe(given.at(-1))
      expect(changes).toBe(given.filter((one, i) => one !== given[i - 1]).length)
    }),
  )
})
