import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { openMemoryStore } from "../adapters/lowdb/index.ts"
import type { Store } from "../src/app/ports.ts"
import { textOf } from "./support/text.ts"
import { openWorld, said, type World } from "./support/world.ts"

/** Each with a word that is found again wherever it should not be. */
const hostile = [
  "<!channel> zqx",
  "@everyone zqx",
  "<b>zqx</b><img src=x onerror=alert(1)>",
  "\u202ezqx\u202c \u200fzqx",
  "\u{1f469}\u{1f3fd}\u200d\u{1f692} zqx",
  "zqx\u0000zqx",
  `zqx${"x".repeat(9_997)}`,
  "zqx\n\n\nhelp",
  "{zqx} {value} $& %s",
  "zqx' OR 1=1 --",
  "../../zqx",
  "__proto__ zqx constructor",
  "\ud800zqx",
  "~zqx!",
  '"""zqx',
  "„zqx",
]
const verbs = [
  "",
  "help",
  "challenge",
  "challenge join",
  "challenge log",
  "challenge log planet-bike-commute",
  "challenge undo planet-bike-commute",
  "poll vote",
  "poll vote POLL",
  "poll open",
  "poll close",
  "poll ask",
  "nudge done",
  "nudge now",
  "sdg",
  "language",
  "pause",
  "privacy forget",
  "here language",
  "programme",
  "programme skip",
  "programme nudge",
  "delivery again",
  "settings",
  "settings scope",
  "settings manager add",
  "report",
]

async function busy(language: "nl" | "en"): Promise<{ w: World; poll: string }> {
  const w = await openWorld({ language })
  await w.says("chadia", "here")
  await w.says("chadia", "challenge start planet-bike-commute")
  const opened = await w.says("chadia", 'poll open "Q?" "A" "B"')
  return { w, poll: /(?:Number|Nummer) (\w+)\./.exec(opened)?.[1] ?? "" }
}

describe.each(["nl", "en"] as const)("hostile text (%s)", (language) => {
  const say = said(language)

  it.each(hostile.map((text) => [JSON.stringify(text).slice(0, 40), text]))(
    "%s changes nothing anywhere, is not repeated and not logged, and gets an answer that helps",
    async (_, text) => {
      const { w, poll } = await busy(language)
      const before = await w.events()
      for (const who of ["ana", "chadia"])
        for (const verb of verbs)
          for (const via of ["command", "press", "message"] as const) {
            const answer = await w.says(who, `${verb.replace("POLL", poll)} ${text}`, { via })
            expect(answer, verb).not.toMatch(/zqx/i)
            expect(["unreadable", "refusal"], `${verb}: ${answer}`).toContain(w.card(who).kind)
            expect(w.card(who).language).toBe(language)
            expect(answer).toContain(`[${say("help.button.help")}]`)
          }
      expect(await w.events()).toEqual(before)
      expect(w.logged.join("\n")).not.toMatch(/zqx/i)
    },
  )

  it("in a question is shown as it was typed, to nobody's harm, and is in no event and no log", async () => {
    const { w } = await busy(language)
    for (const text of [
      "<!channel> zqx",
      "<script>zqx</script>",
      "@everyone zqx",
      "{zqx} $& '",
      "\u202ezqx",
    ]) {
      await w.says("chadia", `poll open "${text}" "${text} 1" "${text} 2"`)
      expect(w.seenIn("mvo").at(-1)).toContain(`${text} 1`)
    }
    expect(JSON.stringify(await w.events())).not.toMatch(/zqx/i)
    expect(w.logged.join("\n")).not.toMatch(/zqx/i)
  })
})

describe("any text at all", () => {
  it("from anybody, anyhow, is answered and never fails", async () => {
    const { w } = await busy("en")
    const word = fc.oneof(
      fc.constantFrom(
        ...verbs.flatMap((v) => v.split(" ")),
        "planet-bike-commute",
        "sure",
        "named",
        "2w",
        "off",
      ),
      fc.string({ unit: "binary", maxLength: 12 }),
    )
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(" "))
    const via = fc.constantFrom("command" as const, "press" as const, "message" as const, "home" as const)
    await fc.assert(
      fc.asyncProperty(text, via, fc.constantFrom("ana", "chadia", "nobody"), async (typed, how, who) => {
        const actor = { key: who, language: null, timeZone: null }
        const { type, card } = await w.hear({ actor, text: typed, via: how })
        expect(type, typed).toBe("answer")
        expect(card.summary).not.toBe("")
        expect(textOf(card)).not.toMatch(/undefined|NaN|\[object/)
      }),
      { numRuns: 400 },
    )
  })
})

describe.each(["nl", "en"] as const)("when something breaks (%s)", (language) => {
  const say = said(language)

  it("the person gets an apology with a number, the log has that number and no words, and it can be said again", async () => {
    const real = await openMemoryStore()
    const fault = { is: false }
    const w = await openWorld({ language: language === "nl" ? "en" : "nl", store: breakable(real, fault) })
    await w.says("chadia", "here")
    await w.says("chadia", "challenge start planet-bike-commute")
    await w.says("ana", `language ${language}`)
    fault.is = true
    const before = await w.events()
    const actor = { key: "ana", language: null, timeZone: null }
    const text = "challenge log planet-bike-commute 12,5"
    const { type, card } = await w.hear({ actor, text, delivery: "d-again" })
    expect(type).toBe("failed")
    expect(card).toMatchObject({ kind: "apology", language, to: "actor" })
    const id = /[a-z2-7]{6}(?=\.$)/.exec(card.summary)?.[0] ?? "none"
    expect(card.summary).toBe(say("apology", { id }))
    expect(w.logged.filter((line) => line.includes(id))).toHaveLength(1)
    expect(w.logged.join("\n")).not.toMatch(/12,5|planet-bike|ana/)
    expect(await w.events()).toEqual(before)
    fault.is = false
    const km = language === "nl" ? "12,5 km gefietst" : "12.5 km cycled"
    expect((await w.hear({ actor, text, delivery: "d-again" })).card.summary).toContain(km)
  })

  it("a stranger gets the apology in the language that their platform tells", async () => {
    const w = await openWorld({
      language: language === "nl" ? "en" : "nl",
      store: broken(await openMemoryStore()),
    })
    const actor = { key: "new", language, timeZone: null }
    const { type, card } = await w.hear({ actor, text: "help" })
    expect({ type, language: card.language, kind: card.kind }).toEqual({
      type: "failed",
      language,
      kind: "apology",
    })
  })
})

/** A store whose commits fail while `fault.is`. */
function breakable(store: Store, fault: { is: boolean }): Store {
  return {
    ...store,
    commit: (commit) => (fault.is ? Promise.reject(new Error("disk full")) : store.commit(commit)),
  }
}

/** A store that takes no new person. */
function broken(store: Store): Store {
  return { ...store, people: { ...store.people, put: () => Promise.reject(new Error("disk full")) } }
}
