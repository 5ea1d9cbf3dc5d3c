/**
 * What every platform promises, whatever its adapter. Run it as
 * `platformContract("slack", openRig)` in test/platforms/<name>-contract.test.ts.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import type { Hear, Incoming, Platform } from "../../src/app/ports.ts"
import type { Block, Card } from "../../src/view/card.ts"

/** One platform with one place, two colleagues in it, and outsiders: a bot, a guest, someone gone, a foreign person. */
export type Rig = {
  platform: Platform
  place: string
  /** A colleague and steward. */
  ana: string
  /** A colleague who is no steward. */
  ben: string
  /** Keys that the platform knows and that are no colleagues; [] where it has none. */
  outsiders: string[]
  /** Says this text as that person, by whatever way the platform has; resolves when the platform has answered. */
  says(q: { who: string; text: string; where: "place" | "personal" }): Promise<void>
  /** The delivery that came last, once more, byte for byte. */
  again(): Promise<void>
  /** All the visible words of the place, for everyone. */
  placeShows(): Promise<string>
  /** All the visible words that only this person sees: private answers in the place and the personal chat. */
  privatelyShows(person: string): Promise<string>
  close(): Promise<void>
}

export const hostile = 'hi <!channel> @everyone <b>x</b> & "q" <https://evil.example|click>'

export function card(text: string, more: Partial<Card> = {}): Card {
  const blocks: Block[] = [
    { type: "title", text: "A card" },
    { type: "text", text: [text] },
  ]
  return { kind: "test", to: "place", language: "en", summary: "a card", demo: false, blocks, ...more }
}

export function platformContract(name: string, open: (hear: Hear) => Promise<Rig>): void {
  describe(`${name} keeps what a platform promises`, () => {
    let rig: Rig
    let heard: Incoming[]
    let reply: Hear
    beforeEach(async () => {
      heard = []
      reply = async (incoming) => ({ type: "answer", card: card(`heard ${incoming.text}`, { to: "actor" }) })
      rig = await open(async (incoming) => {
        heard.push(incoming)
        return reply(incoming)
      })
    })
    afterEach(() => rig.close())

    describe("sending", () => {
      test("a message to a place is seen in the place, once", async () => {
        const sent = await rig.platform.send(toPlace("hello all"))
        expect(sent).toMatchObject({ type: "sent", ref: expect.stringMatching(/./) })
        expect((await rig.placeShows()).split("hello all").length - 1).toBe(1)
      })
      test("a message to a person is seen by that person and not in the place", async () => {
        const sent = await rig.platform.send(toPerson(rig.ben, "hello ben"))
        expect(sent.type).toBe("sent")
        expect(await rig.privatelyShows(rig.ben)).toContain("hello ben")
        expect(await rig.privatelyShows(rig.ana)).not.toContain("hello ben")
        expect(await rig.placeShows()).not.toContain("hello ben")
      })
      test("a message that replaces another takes its stead", async () => {
        const first = await rig.platform.send(toPlace("first words"))
        if (first.type !== "sent") throw new Error(`not sent: ${first.because}`)
        const second = await rig.platform.send({ ...toPlace("second words"), replaces: first.ref })
        expect(second.type).toBe("sent")
        const seen = await rig.placeShows()
        expect(seen).toContain("second words")
        expect(seen).not.toContain("first words")
      })
      test("a place that does not exist is a failure for good, and a value", async () => {
        const sent = await rig.platform.send({ ...toPlace("x"), to: { placeKey: "C0NOWHERE" } })
        expect(["failed", "unreachable"]).toContain(sent.type)
      })
      test("a person who does not exist is unreachable, or a failure for good", async () => {
        const sent = await rig.platform.send(toPerson("U0NOBODY", "x"))
        expect(["failed", "unreachable"]).toContain(sent.type)
      })
      test("what people typed stays text: it pings nobody and links nowhere", async () => {
        const blocks: Block[] = [{ type: "text", text: [hostile, { strong: "!" }] }]
        await rig.platform.send({ ...toPlace(""), card: card("", { blocks }) })
        const seen = await rig.placeShows()
        expect(seen).toContain("<b>x</b> &")
        expect(seen).toContain("<!channel> @everyone")
        expect(seen).toContain("<https://evil.example|click>")
      })
      test("a demo says DEMO", async () => {
        await rig.platform.send({ ...toPlace("x"), card: card("x", { demo: true }) })
        expect(await rig.placeShows()).toContain("DEMO")
      })
    })

    describe("who is there", () => {
      test("the roster holds the colleagues and no outsiders, and knows the steward", async () => {
        const roster = await rig.platform.roster()
        const keys = roster.map((entry) => entry.key)
        expect(keys).toEqual(expect.arrayContaining([rig.ana, rig.ben]))
        expect(new Set(keys).size).toBe(keys.length)
        for (const outsider of rig.outsiders) expect(keys).not.toContain(outsider)
        expect(roster.find((entry) => entry.key === rig.ana)?.steward).toBe(true)
        expect(roster.find((entry) => entry.key === rig.ben)?.steward).toBe(false)
      })
      test("the members of a place are told by the same keys", async () => {
        expect(await rig.platform.members(rig.place)).toEqual(expect.arrayContaining([rig.ana, rig.ben]))
      })
    })

    describe("hearing", () => {
      test("what somebody says in a place arrives word for word, with who and where", async () => {
        await rig.says({ who: rig.ben, text: "challenge log planet-bike-commute 12,5", where: "place" })
        expect(heard).toHaveLength(1)
        expect(heard[0]).toMatchObject({
          text: "challenge log planet-bike-commute 12,5",
          actor: { key: rig.ben },
          place: { key: rig.place, name: expect.stringMatching(/./) },
        })
      })
      test("what somebody says in the personal chat has no place", async () => {
        await rig.says({ who: rig.ben, text: "help", where: "personal" })
        expect(heard[0]).toMatchObject({ text: "help", actor: { key: rig.ben }, place: null })
      })
      test("hostile text arrives as it was typed", async () => {
        await rig.says({ who: rig.ben, text: hostile, where: "place" })
        expect(heard[0]?.text).toBe(hostile)
      })
      test("an answer in a place is for the one who asked alone", async () => {
        await rig.says({ who: rig.ben, text: "me", where: "place" })
        expect(await rig.privatelyShows(rig.ben)).toContain("heard me")
        expect(await rig.placeShows()).not.toContain("heard me")
        expect(await rig.privatelyShows(rig.ana)).not.toContain("heard me")
      })
      test("an answer in the personal chat is seen there", async () => {
        await rig.says({ who: rig.ben, text: "today", where: "personal" })
        expect(await rig.privatelyShows(rig.ben)).toContain("heard today")
      })
      test("the same delivery has the same id, another delivery another", async () => {
        await rig.says({ who: rig.ben, text: "me", where: "place" })
        await rig.again()
        await rig.says({ who: rig.ben, text: "me", where: "place" })
        expect(heard).toHaveLength(3)
        expect(heard[1]?.delivery).toBe(heard[0]?.delivery)
        expect(heard[2]?.delivery).not.toBe(heard[0]?.delivery)
      })
      test("a bug while hearing is answered with words, and the next one is heard", async () => {
        reply = async () => {
          throw new Error("planted")
        }
        await rig.says({ who: rig.ben, text: "me", where: "personal" })
        const seen = await rig.privatelyShows(rig.ben)
        expect(seen).not.toBe("")
        expect(seen).not.toContain("planted")
        reply = async () => ({ type: "answer", card: card("well again", { to: "actor" }) })
        await rig.says({ who: rig.ben, text: "me", where: "personal" })
        expect(await rig.privatelyShows(rig.ben)).toContain("well again")
      })
    })

    test("a check that is not ok says what to do", async () => {
      const checks = await rig.platform.check()
      expect(checks.length).toBeGreaterThan(0)
      for (const check of checks) if (!check.ok) expect(check.todo).toMatch(/./)
    })

    function toPlace(text: string) {
      return { to: { placeKey: rig.place }, card: card(text), replaces: null }
    }
    function toPerson(personKey: string, text: string) {
      return { to: { personKey }, card: card(text, { to: "actor" }), replaces: null }
    }
  })
}
