import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { openWorld, type World } from "./support/world.ts"

const crowd = (n: number) => Array.from({ length: n }, (_, i) => `p${i}`)

/** A confidential poll with options A, B, C in which the voters chose as the text says: `aab`. */
async function voted(choices: string, q: { people?: number } = {}): Promise<{ w: World; id: string }> {
  const w = await openWorld({ people: crowd(q.people ?? 24) })
  await w.says("chadia", "here")
  const id = /Number (\w+)\./.exec(await w.says("chadia", 'poll open "Q?" "A" "B" "C"'))?.[1] ?? ""
  for (const [i, key] of [...choices].entries()) await w.says(`p${i}`, `poll vote ${id} ${key}`)
  return { w, id }
}

async function resultOf(choices: string): Promise<string> {
  const { w, id } = await voted(choices)
  await w.says("chadia", `poll close ${id}`)
  return w.seenIn("mvo").at(-1) ?? ""
}

describe("a confidential result", () => {
  it("comes once, to the channel, at the close, and its key is gone", async () => {
    const { w, id } = await voted("aaaaaabbbbbb")
    const before = w.posts.length
    await w.says("chadia", `poll close ${id}`)
    await w.at("2026-11-20", "09:00")
    await w.at("2026-11-23", "10:00")
    expect(
      w
        .seenIn("mvo")
        .slice(before)
        .filter((text) => text.includes("Result of the poll")),
    ).toHaveLength(1)
    expect(await w.store.keys.all()).toEqual([])
    expect(await w.says("p0", `poll results ${id}`)).toContain("A: 50%")
    expect(await w.says("p0", `poll show ${id}`)).not.toContain("*")
  })

  it.each([
    ["ababababa", "9 answers, of 25 colleagues.\nToo few answers to show: it takes 10."],
    ["aaaaaaaaaaaa", "All answers were the same. So we show only how many there were."],
    ["aaaaaaaabbbb", "A: 65%\nB: 35%\nC: 0%"],
    [`${"a".repeat(12)}${"b".repeat(7)}`, "A: 65%\nB: 35%\nC: 0%"],
    [`${"a".repeat(12)}${"b".repeat(8)}`, "A: 60% (12)\nB: 40% (8)\nC: 0% (0)"],
    ["", "None of 25 colleagues answered."],
  ])("of %s shows no more than it may", async (choices, text) => {
    const result = await resultOf(choices)
    expect(result).toContain(text)
    if (choices.length < 20) expect(result).not.toMatch(/\(\d+\)/)
    if (choices.length < 10) expect(result).not.toContain("%")
  })

  it("counts the last vote of each: A, B, A ends at A", async () => {
    const { w, id } = await voted("a".repeat(10) + "b".repeat(10))
    for (const key of ["b", "c", "b"]) await w.says("p0", `poll vote ${id} ${key}`)
    for (const key of ["b", "a"]) await w.says("p1", `poll vote ${id} ${key}`)
    await w.says("chadia", `poll close ${id}`)
    expect(w.seenIn("mvo").at(-1)).toContain("A: 45% (9)\nB: 55% (11)\nC: 0% (0)")
  })

  it("says while it is open only how many answered, in steps of five from ten", async () => {
    const { w, id } = await voted("a".repeat(9))
    expect(await w.says("p20", `poll show ${id}`)).not.toContain("so far")
    for (const who of ["p9", "p10", "p11"]) await w.says(who, `poll vote ${id} a`)
    expect(
      w.posts
        .find((p) => p.card.kind === "poll")
        ?.card.blocks.map((b) => JSON.stringify(b))
        .join(),
    ).toContain("10 answers so far.")
  })

  it("is void where the key was lost, and says so", async () => {
    const { w, id } = await voted("aaa")
    await w.store.keys.delete(id)
    expect(await w.says("p9", `poll vote ${id} a`)).toContain("can no longer be counted")
    await w.says("chadia", `poll close ${id}`)
    expect(await w.says("p0", `poll results ${id}`)).toContain("can no longer be counted")
  })
})

describe("votes and a close at the same moment", () => {
  it("each vote is counted or refused, and the count is exact", async () => {
    const start = fc.record({
      votes: fc.array(fc.constantFrom("a", "b"), { minLength: 20, maxLength: 24 }),
      closeAt: fc.nat(24),
    })
    await fc.assert(
      fc.asyncProperty(start, fc.scheduler(), async ({ votes, closeAt }, s) => {
        const { w, id } = await voted("")
        const actor = (key: string) => ({ key, language: null, timeZone: null })
        const calls = votes.map(
          (key, i) => () => w.hear({ actor: actor(`p${i}`), text: `poll vote ${id} ${key}` }),
        )
        const closing = () => w.hear({ actor: actor("chadia"), text: `poll close ${id}` })
        const inOrder = [...calls.slice(0, closeAt), closing, ...calls.slice(closeAt)]
        const answers = Promise.all(inOrder.map((call, i) => s.schedule(Promise.resolve(i)).then(call)))
        await s.waitAll()
        const cards = (await answers).map(({ card }) => card)
        const mine = cards.filter((_, i) => i !== Math.min(closeAt, votes.length))
        const refused = mine.filter((c) => c.summary === "This poll is closed. Your answer was not counted.")
        const counted = mine.filter((c) => c.kind === "my-poll")
        expect(counted.length + refused.length).toBe(votes.length)
        const { polls } = await w.running.org.board.upToDate()
        expect(polls.get(id)).toMatchObject({ phase: "closed", result: { answers: counted.length } })
      }),
      { numRuns: 15 },
    )
  })

  it("two closes at once are one, and the other hears that it is closed", async () => {
    const { w, id } = await voted("aaaaaabbbbbb")
    const actor = { key: "chadia", language: null, timeZone: null }
    const cards = await Promise.all([1, 2, 3].map(() => w.hear({ actor, text: `poll close ${id}` })))
    expect(cards.filter(({ card }) => card.kind === "done")).toHaveLength(1)
    expect(cards.filter(({ card }) => card.summary === "This poll is closed already.")).toHaveLength(2)
    expect((await w.events()).filter((e) => e.event.type === "poll.closed")).toHaveLength(1)
    await w.running.deliver()
    expect(w.seenIn("mvo").filter((text) => text.includes("Result of the poll"))).toHaveLength(1)
  })
})
