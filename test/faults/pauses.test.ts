/** What a platform asks for holds for those whom it is about, and for nobody else. */
import { describe, expect, it } from "vitest"
import { deliverLimits } from "../../src/app/deliver.ts"
import { usualPace } from "../../src/app/pace.ts"
import type { Sent } from "../../src/app/ports.ts"
import { retryLimits } from "../../src/app/retry.ts"
import { hourMs, minuteMs, secondMs } from "../../src/domain/time.ts"
import { type Office, openOffice, post, settlements, untilAllEnded } from "../support/post-office.ts"

const sent: Sent = { type: "sent", ref: "m" }
const many = (n: number, first = "C") => Array.from({ length: n }, (_, i) => `${first}${i}`)
const clean = (waitMs: number, rests: "conversation" | "persons" | "workspace"): Sent => ({
  type: "failed-clean",
  waitMs,
  because: "as planned",
  rests,
})
const firstOf = (office: Office, key: string) => office.sends.get(key)?.[0] ?? Number.POSITIVE_INFINITY
const allSent = async (office: Office) =>
  expect(new Set([...(await settlements(office.world)).values()].flat())).toEqual(new Set(["sent"]))

describe("told to wait", () => {
  it("in one conversation: its other messages wait as well, and nobody else does", async () => {
    const waitMs = 25 * secondMs
    const office = await openOffice((to, attempt) =>
      to === "Cfull" && attempt === 1 ? clean(waitMs, "conversation") : sent,
    )
    await post(office, { to: ["Cfull", "Cfull", ...many(20)] })
    await untilAllEnded(office)
    const [first = 0, second = 0] = office.sends.get("Cfull") ?? []
    expect(second - first).toBeGreaterThanOrEqual(waitMs)
    for (const key of many(20)) expect(firstOf(office, key)).toBeLessThan(5 * secondMs)
    await allSent(office)
  })

  it("with persons: places go on", async () => {
    const office = await openOffice((to, attempt) =>
      to === "P0" && attempt === 1 ? clean(20 * secondMs, "persons") : sent,
    )
    await post(office, { to: [...many(3, "P"), ...many(10)] })
    await untilAllEnded(office)
    expect(firstOf(office, "P1")).toBeGreaterThanOrEqual(20 * secondMs)
    for (const key of many(10)) expect(firstOf(office, key)).toBeLessThan(5 * secondMs)
    await allSent(office)
  })

  it("with a token that is void: it is tried with one message at a time, and the others lose none of their tries", async () => {
    const mended = hourMs
    const office: Office = await openOffice(() =>
      office.time.now() < mended ? clean(10 * minuteMs, "workspace") : sent,
    )
    await post(office, { to: many(30) })
    await untilAllEnded(office)
    const tries = [...office.sends.values()].flat().filter((at) => at < mended)
    expect(tries.length).toBeLessThanOrEqual(retryLimits.attemptsMax)
    await allSent(office)
  })
})

describe("a dead channel", () => {
  it("with many messages that all hang delays no other", async () => {
    const office: Office = await openOffice(async (to) => {
      if (to !== "Cdead") return sent
      await office.time.wait(10 * secondMs)
      return { type: "uncertain", because: "timeout" }
    })
    const rows = await post(office, {
      to: [...many(2 * deliverLimits.atOnce).map(() => "Cdead"), ...many(30)],
    })
    void office.delivery.run()
    await office.time.pass(10 * secondMs)
    const slowest = Math.max(...many(30).map((key) => firstOf(office, key)))
    expect(slowest).toBeLessThanOrEqual(31 * usualPace.workspace.minGapMs)
    await untilAllEnded(office)
    expect((await settlements(office.world)).size).toBe(rows.length)
  })
})

describe("a clock that jumps", () => {
  it("ahead does not make a message doubtful that is under way", async () => {
    let jump = 0
    const office: Office = await openOffice(
      async () => {
        await office.time.wait(5 * secondMs)
        return sent
      },
      { jump: () => jump },
    )
    await post(office, { to: many(3) })
    const run = office.delivery.run()
    await office.time.pass(secondMs)
    jump = 3 * hourMs
    await office.time.until(office.delivery.settleStranded())
    await office.time.until(run)
    await allSent(office)
    expect([...office.sends.values()].every((times) => times.length === 1)).toBe(true)
  })
})

describe("an orderly stop", () => {
  it("begins nothing any more and leaves no message in doubt", async () => {
    const office: Office = await openOffice(async () => {
      await office.time.wait(2 * secondMs)
      return sent
    })
    await post(office, { to: many(30) })
    const run = office.delivery.run()
    await office.time.pass(secondMs)
    const begun = office.sends.size
    expect(begun).toBeGreaterThan(2)
    await office.time.until(office.delivery.stop())
    await office.time.until(run)
    expect(office.sends.size).toBe(begun)
    const { waiting, stranded } = office.world.store.outbox
    expect([(await waiting()).length, await stranded(Number.MAX_SAFE_INTEGER)]).toEqual([30 - begun, []])
    await allSent(office)
  })
})
