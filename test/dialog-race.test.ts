import { describe, expect, it } from "vitest"
import { openMemoryStore } from "../adapters/lowdb/index.ts"
import type { Store } from "../src/app/ports.ts"
import { openWorld, type World } from "./support/world.ts"

/** Two say something at the same moment, and the second reads the stream only once the first has written to it. */
async function atOnce(w: Slow, prefix: string, texts: [string, string]): Promise<string[]> {
  const actor = { key: "chadia", language: null, timeZone: null }
  w.slow.prefix = prefix
  const answers = await Promise.all(texts.map((text) => w.hear({ actor, text })))
  w.slow.prefix = null
  await w.running.deliver()
  return answers.map(({ card }) => card.summary)
}

type Slow = World & { slow: { prefix: string | null } }
async function slowWorld(): Promise<Slow> {
  const slow: Slow["slow"] = { prefix: null }
  const w = await openWorld({ store: lateReader(await openMemoryStore(), slow) })
  await w.says("chadia", "here")
  return Object.assign(w, { slow })
}

/** While `slow.prefix` is set, of two readers of such a stream the second waits until something was committed. */
function lateReader(store: Store, slow: Slow["slow"]): Store {
  let readers = 0
  let committed = () => {}
  const first = new Promise<void>((resolve) => {
    committed = resolve
  })
  return {
    ...store,
    async read(stream) {
      if (slow.prefix !== null && stream.startsWith(slow.prefix) && ++readers === 2) await first
      return store.read(stream)
    },
    async commit(commit) {
      const done = await store.commit(commit)
      if (slow.prefix !== null && done.type === "committed") committed()
      return done
    },
  }
}

describe("two at the same moment, of which one reads late", () => {
  it("to a quiz are one first answer", async () => {
    const w = await slowWorld()
    const id = /Number (\w+)\./.exec(await w.says("chadia", "poll ask quiz-iso"))?.[1] ?? ""
    const summaries = await atOnce(w, "ballot/", [`poll vote ${id} b`, `poll vote ${id} a`])
    expect(summaries).toContain("In a quiz your first answer counts.")
    expect((await w.events()).filter((e) => e.event.type === "ballot.sealed")).toHaveLength(1)
  })

  it("to a tip are one action", async () => {
    const w = await slowWorld()
    await w.says("chadia", "nudge now")
    const [post] = (await w.running.org.board.upToDate()).nudges.keys()
    await atOnce(w, "reply/", [`nudge done ${post}`, `nudge done ${post}`])
    expect((await w.events()).filter((e) => e.event.type === "nudge.answered")).toHaveLength(1)
  })

  it("that let a channel take part are one introduction", async () => {
    const w = await slowWorld()
    await w.says("chadia", "here off")
    await atOnce(w, "programme", ["here", "hier"])
    expect((await w.events()).filter((e) => e.event.type === "place.joined")).toHaveLength(2)
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction", "introduction"])
  })

  it("that send a doubtful message again send it once", async () => {
    const w = await slowWorld()
    w.sends.push({ type: "uncertain", because: "lost" })
    await w.says("chadia", "nudge now")
    const [row] = (await w.running.org.board.upToDate()).doubts.keys()
    await atOnce(w, "delivery/", [`delivery again ${row}`, `delivery again ${row}`])
    expect(w.posts.map((p) => p.card.kind)).toEqual(["introduction", "nudge"])
  })

  it("to a poll count as one vote", async () => {
    const w = await slowWorld()
    const id = /Number (\w+)\./.exec(await w.says("chadia", 'poll open "Q?" "A" "B" named'))?.[1] ?? ""
    await atOnce(w, "ballot/", [`poll vote ${id} a`, `poll vote ${id} b`])
    expect(await w.says("ben", `poll results ${id}`)).toContain("1 answer, of 5 colleagues.")
  })

  it("count both where the disk takes three seconds for each commit", async () => {
    let elapsed = 0
    const store = await openMemoryStore()
    const stalling: Store = {
      ...store,
      async commit(commit) {
        const done = await store.commit(commit)
        elapsed += 3000
        return done
      },
    }
    const w = await openWorld({ store: stalling, elapsed: () => elapsed })
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute 2w")
    const actor = { key: "ana", language: null, timeZone: null }
    const answers = await Promise.all(
      [5, 7, 9].map((km) => w.hear({ actor, text: `challenge log planet-bike-commute ${km}` })),
    )
    expect(answers.map(({ type }) => type)).toEqual(["answer", "answer", "answer"])
    const logged = (await w.events()).filter(({ event }) => event.type === "part.logged")
    expect(logged).toHaveLength(3)
  })
})
