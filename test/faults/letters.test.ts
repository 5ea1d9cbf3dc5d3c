/** Direct messages to very many. `FAULTS=all` sends them to 50,000 people. */
import { describe, expect, it } from "vitest"
import { chanceOf } from "../../adapters/rehearse/chance.ts"
import type { Store } from "../../src/app/ports.ts"
import { minuteMs } from "../../src/domain/time.ts"
import { virtualTime } from "../support/virtual-time.ts"
import { deliverAll, sendInTeams, sendLetters } from "./rig/letters.ts"
import { ceilingPerMinute } from "./rig/post.ts"
import { slackEnd, slackTiers } from "./rig/slack-end.ts"
import { forgetful, hopeful, resending } from "./rig/spoils.ts"
import { ceilingPerMinute as teamsCalls } from "./rig/teams-end.ts"

const isAll = process.env.FAULTS === "all"
const people = isAll ? 50_000 : 1500
const timeout = isAll ? 600_000 : 30_000
const perMinute = ceilingPerMinute

describe("a message to each of many people", () => {
  it.each([1, 2, 3].slice(0, isAll ? 3 : 2))(
    "adds up under random limits, lost answers, cut connections and restarts (seed %i)",
    { timeout },
    async (seed) => {
      const { wrong, outcomes } = await sendLetters({ people, seed, faults: 0.05, kills: 8, perMinute })
      expect(wrong.slice(0, 10)).toEqual([])
      expect(Object.values(outcomes).reduce((a, b) => a + b, 0)).toBe(people)
      expect(outcomes["sent"]).toBeGreaterThan(0.9 * people)
    },
  )
  it("goes as fast as the platform allows, and never faster", { timeout }, async () => {
    const { wrong, outcomes, ms, end } = await sendLetters({
      people,
      seed: 7,
      faults: 0,
      kills: 0,
      perMinute,
    })
    expect([wrong, outcomes, end.limited]).toEqual([[], { sent: people }, 0])
    expect(people / (ms / minuteMs)).toBeGreaterThanOrEqual(0.98 * ceilingPerMinute)
  })
  it("goes as fast as Slack lets chats be opened, through our own adapter", { timeout }, async () => {
    const time = virtualTime()
    const end = slackEnd({ time, seed: 7, fault: () => null })
    const keys = Array.from({ length: isAll ? 10_000 : 300 }, (_, i) => `U${i}`)
    const connect = () => end.connect({ people: keys, stewards: [] })
    const { ends, ms } = await deliverAll({
      time,
      keys,
      seed: chanceOf(7, "slack").whole(1, 9),
      kills: 0,
      perMinute: slackTiers.chats,
      connect,
      inFlight: () => 0,
    })
    expect([...ends.values()].every((outcome) => outcome.join() === "sent")).toBe(true)
    expect(end.limited).toBe(0)
    expect(keys.length / (ms / minuteMs)).toBeGreaterThanOrEqual(0.98 * slackTiers.chats)
  })
})

describe("a message to each of many people in Teams, through our own sender", { timeout }, () => {
  it.each([
    ["for whom a chat is opened first", false, 2],
    ["whose chat is known", true, 1],
  ])("%s goes as fast as the tenant's limit allows, and never faster", async (_, open, callsEach) => {
    const { outcomes, end, perMinute } = await sendInTeams({ people, open })
    expect([outcomes, end.limited, end.calls]).toEqual([{ sent: people }, 0, people * callsEach])
    expect([...end.arrived.values()].every((times) => times === 1)).toBe(true)
    expect((perMinute * callsEach) / teamsCalls).toBeGreaterThanOrEqual(0.98)
  })
  it("is too fast, and seen to be, where opening a chat is taken for nothing", async () => {
    const { end } = await sendInTeams({ people: 1500, open: false, callsFor: () => 1 })
    expect(end.limited).toBeGreaterThan(0)
  })
})

describe("that account", { timeout: 60_000 }, () => {
  it.each<[string, RegExp, (store: Store) => Store]>([
    ["sends again what a killed process left in doubt", /got 2 messages/, resending],
    ["sends again what was lost", /got 2 messages/, hopeful],
    ["loses a message", /is in 0 bins/, forgetful],
  ])("sees a bot that %s", async (_, words, spoil) => {
    const { wrong } = await sendLetters({ people: 400, seed: 1, faults: 0.1, kills: 3, perMinute, spoil })
    expect(wrong.join("\n")).toMatch(words)
  })
})
