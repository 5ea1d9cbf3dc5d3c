import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { PollKind } from "../src/domain/content.ts"
import { mayVote, type Poll, padBallot, pollLimits, readChoice, tally } from "../src/domain/poll.ts"
import { isRefusal } from "../src/domain/refusal.ts"

const keys = ["a", "b", "c", "d"]
/** In an order that is not the alphabet's. */
const scale = ["2", "10", "x", "a"]
const oneOf: PollKind[] = ["single", "likert", "enps", "quiz"]

describe("a choice", () => {
  it.each([
    ["single", "b", "b"],
    ["single", " B ", "b"],
    ["single", "b,b", "b"],
    ["single", "b,", "b"],
    ["multiple", "d,a,a", "a,d"],
    ["multiple", " C , A ", "a,c"],
  ] as const)("in a %s poll written as %j is read as %s", (kind, choice, read) => {
    expect(readChoice(kind, keys, choice)).toBe(read)
  })

  it("is told in the order of the options, whatever the alphabet says", () => {
    expect(readChoice("multiple", scale, "a,x,10,2")).toBe("2,10,x,a")
  })

  it.each([
    ["single", "", "poll.no-choice"],
    ["multiple", " , ,", "poll.no-choice"],
    ["single", "a,b", "poll.one-choice"],
    ["likert", "a,b", "poll.one-choice"],
    ["single", "e", "poll.no-such-option"],
    ["multiple", "a,e", "poll.no-such-option"],
    ["multiple", "constructor", "poll.no-such-option"],
    ["multiple", "__proto__", "poll.no-such-option"],
  ] as const)("in a %s poll written as %j is refused: %s", (kind, choice, reason) => {
    expect(readChoice(kind, keys, choice)).toMatchObject({ type: "refusal", reason })
  })

  it("is some of the options, in their order and once, or refused; and what was typed is not repeated", () => {
    const typed = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...keys, " B", "x", "")).map((k) => k.join(",")),
    )
    fc.assert(
      fc.property(fc.constantFrom<PollKind>("multiple", ...oneOf), typed, (kind, choice) => {
        const read = readChoice(kind, keys, choice)
        if (isRefusal(read)) {
          for (const fact of Object.values(read.facts)) expect(fact).toBe(keys.join(", "))
          return
        }
        const chosen = read.split(",")
        expect(chosen).toEqual(keys.filter((k) => chosen.includes(k)))
        if (kind !== "multiple") expect(chosen).toHaveLength(1)
        // Read again, it stays the same.
        expect(readChoice(kind, keys, read)).toBe(read)
      }),
      { numRuns: 500 },
    )
  })
})

const choices = fc.subarray(keys, { minLength: 1 }).map((some) => some.join(","))

describe("counting", () => {
  it("gives each option as many as chose it, sealed or not, in whatever order they came", () => {
    fc.assert(
      fc.property(fc.array(choices), fc.boolean(), (ballots, sealed) => {
        const given = ballots.map((b) => (sealed ? padBallot(b) : b))
        const counts = tally(keys, given)
        expect(Object.keys(counts)).toEqual(keys)
        for (const key of keys)
          expect(counts[key]).toBe(ballots.filter((b) => b.split(",").includes(key)).length)
        expect(tally(keys, [...given].reverse())).toEqual(counts)
      }),
    )
  })

  it("counts nothing that is no option", () => {
    expect(tally(keys, ["x", "", "constructor", "toString,a", "__proto__"])).toEqual({
      a: 1,
      b: 0,
      c: 0,
      d: 0,
    })
  })
})

describe("a ballot to be sealed", () => {
  it("has one length, whatever was chosen from as many options as a poll can have", () => {
    const most = "abcdefghij".slice(0, pollLimits.optionsMax).split("")
    const lengths = fc
      .sample(fc.subarray(most, { minLength: 1 }), 200)
      .map((some) => padBallot(some.join(",")).length)
    expect(new Set([...lengths, padBallot(most.join(",")).length])).toEqual(new Set([pollLimits.ballotBytes]))
  })

  it.each(["x".repeat(pollLimits.ballotBytes + 1), "é"])(
    "that would be longer than the others is a mistake of the programmer: %s",
    (choice) => {
      expect(() => padBallot(choice)).toThrow(RangeError)
    },
  )
})

it("one may vote until the poll's time has come or it is being closed, and not after", () => {
  const poll = { id: "p1", phase: "open", closesAt: 100 } as Poll
  expect(mayVote(poll, 99)).toBeNull()
  expect(mayVote(poll, 100)).toMatchObject({ reason: "poll.closed" })
  for (const phase of ["closing", "closed", "void"] as const)
    expect(mayVote({ ...poll, phase }, 1)).toMatchObject({ reason: "poll.closed" })
})
