import { describe, expect, it, test } from "vitest"
import {
  answerQuestion,
  ask,
  dueOn,
  evolveQuestion,
  hide,
  isKept,
  type QuestionEvent,
  questionLimits,
  type StaffQuestion,
  soundsPersonal,
  withdraw,
} from "../src/domain/question.ts"
import { isRefusal } from "../src/domain/refusal.ts"
import { dayMs } from "../src/domain/time.ts"

const asked: QuestionEvent = { type: "question.asked", question: "q1", person: "ana", text: "t1" }
const questionAfter = (...events: QuestionEvent[]): StaffQuestion => {
  const made = [asked, ...events].reduce<StaffQuestion | null>((q, e, i) => evolveQuestion(q, e, i), null)
  if (!made) throw new Error("a question that was asked is there")
  return made
}
const given = (reply: "yes" | "no" | "later"): QuestionEvent => ({
  type: "question.answered",
  question: "q1",
  by: "ben",
  reply,
  reason: "r1",
  inChannels: true,
})
const why = (made: unknown) => (isRefusal(made) ? made.reason : "done")

describe("asking", () => {
  const q = { question: "q1", person: "ana", text: "t1", length: 10, today: 0, open: 0 }
  test.each([
    [{}, "done"],
    [{ length: 0 }, "question.empty"],
    [{ length: questionLimits.textMax }, "done"],
    [{ length: questionLimits.textMax + 1 }, "question.too-long"],
    [{ today: questionLimits.perDayMax - 1 }, "done"],
    [{ today: questionLimits.perDayMax }, "question.per-day"],
    [{ open: questionLimits.openMax - 1 }, "done"],
    [{ open: questionLimits.openMax }, "question.too-many"],
  ])("with %j: %s", (more, expected) => {
    expect(why(ask({ ...q, ...more }))).toBe(expected)
  })
})

describe("answering", () => {
  const q = { by: "ben", reply: "no" as const, reason: "r2", length: 10, inChannels: true, corrects: false }
  const five = Array.from({ length: questionLimits.answersMax }, () => given("later"))
  test.each<[string, QuestionEvent[], Partial<typeof q>, string]>([
    ["an open question", [], {}, "done"],
    ["one without a reason", [], { length: 0 }, "question.empty"],
    ["one with too long a reason", [], { length: questionLimits.reasonMax + 1 }, "question.reason-too-long"],
    ["one that was put off", [given("later")], {}, "done"],
    ["one that was answered", [given("yes")], {}, "question.answered-already"],
    ["one that was answered, to correct it", [given("yes")], { corrects: true }, "done"],
    ["one that was put off and answered", [given("later"), given("no")], {}, "question.answered-already"],
    ["one too often", five, {}, "question.answers"],
    [
      "one that was withdrawn",
      [{ type: "question.withdrawn", question: "q1", person: "ana" }],
      {},
      "question.unknown",
    ],
    ["one that was hidden", [{ type: "question.hidden", question: "q1", by: "ben" }], {}, "done"],
  ])("%s", (_, events, more, expected) => {
    expect(why(answerQuestion({ question: questionAfter(...events), ...q, ...more }))).toBe(expected)
  })
})

describe("a question", () => {
  it("is withdrawn and hidden once, and withdrawn by who asked it", () => {
    expect(why(withdraw({ question: questionAfter(), person: "cor" }))).toBe("question.unknown")
    expect(withdraw({ question: questionAfter(), person: "ana" })).toHaveLength(1)
    const gone: QuestionEvent = { type: "question.withdrawn", question: "q1", person: "ana" }
    expect(withdraw({ question: questionAfter(gone), person: "ana" })).toEqual([])
    expect(hide({ question: questionAfter(), by: "ben" })).toHaveLength(1)
    for (const event of [gone, { type: "question.hidden" as const, question: "q1", by: "ben" }])
      expect(hide({ question: questionAfter(event), by: "ben" })).toEqual([])
  })

  it("is due thirty days later, over every kind of month, and kept for sixty", () => {
    expect(["2026-11-19", "2027-01-30", "2028-01-31", "2026-12-31"].map(dueOn)).toEqual([
      "2026-12-19",
      "2027-03-01",
      "2028-03-01",
      "2027-01-30",
    ])
    expect(isKept(questionAfter(), 60 * dayMs - 1)).toBe(true)
    expect(isKept(questionAfter(), 60 * dayMs)).toBe(false)
  })

  it.each([
    ["Kan er een fietsenstalling komen?", false],
    ["Waarom kopen we geen groene stroom?", false],
    ["Can my team get a plant?", false],
    ["Is there abundant fruit on Mondays?", false],
    ["Ik word gepest door iemand", true],
    ["Mijn leidinggevende luistert niet", true],
    ["Wie is hier ziek?", true],
    ["Somebody threatened me", true],
    ["Was that fraud?", true],
  ])("%s: for the adviser, perhaps: %s", (text, expected) => {
    expect(soundsPersonal(text)).toBe(expected)
  })
})
