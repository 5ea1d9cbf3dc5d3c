/**
 * A scripted week of forty colleagues under every fault: what was said counts once, every addressee ends in one bin,
 * nothing is posted twice. `FAULTS=all` tries every call; `FAULTS=kill-17` one scenario alone.
 */
import { describe, expect, it } from "vitest"
import type { Store } from "../../src/app/ports.ts"
import { account } from "./rig/account.ts"
import { allScenarios, scenarioOf } from "./rig/scenario.ts"
import { forgetful, hopeful, resending } from "./rig/spoils.ts"
import { liveWeek, steps } from "./rig/week.ts"

const wish = process.env.FAULTS ?? ""
const calm = await liveWeek(scenarioOf("calm"))
const count = { calls: calm.end.calls.length, writes: calm.writes() }
const few = wish === "" ? { calls: count.calls / 5, writes: count.writes / 1.5, steps: steps / 3 } : null
const names = ["all", ""].includes(wish)
  ? allScenarios({
      calls: { count: count.calls, every: few?.calls ?? 1 },
      writes: { count: count.writes, every: few?.writes ?? 40 },
      steps: { count: steps, every: few?.steps ?? 5 },
    })
  : wish.split(",")

async function wrongIn(name: string, spoil?: (store: Store) => Store): Promise<string[]> {
  const rig = await liveWeek(scenarioOf(name), spoil)
  const { wrong } = await account(rig)
  return wrong.map((words) => `${name}: ${words}`)
}

describe("a week of forty colleagues", { timeout: 60_000 }, () => {
  it("adds up when nothing goes wrong, without one call over Slack's limits", async () => {
    const { wrong, outcomes } = await account(calm)
    expect([wrong, Object.keys(outcomes), calm.restarts()]).toEqual([[], ["sent"], 0])
    expect(count.calls).toBeGreaterThan(100)
  })
  it(`adds up under ${names.length} faults`, { timeout: 10_000 * names.length }, async () => {
    const wrong: string[] = []
    for (const name of names) wrong.push(...(await wrongIn(name)))
    expect(wrong).toEqual([])
  })
})

describe("that account", { timeout: 60_000 }, () => {
  it.each<[string, RegExp, string[], (store: Store) => Store]>([
    [
      "sends again what a killed process left in doubt",
      /posted twice/,
      ["kill-1", "kill-2", "kill-3", "kill-4"],
      resending,
    ],
    ["sends again what was lost", /posted twice/, ["lost-1", "lost-2", "lost-3", "lost-4"], hopeful],
    ["loses a message", /letters: 39/, ["calm"], forgetful],
  ])("sees a bot that %s", async (_, words, seeds, spoil) => {
    const wrong = await Promise.all(seeds.map((name) => wrongIn(name, spoil)))
    expect(wrong.flat().join("\n")).toMatch(words)
  })
  it("sees a card that shows an older state", async () => {
    const rig = await liveWeek(scenarioOf("calm"))
    for (const post of rig.end.posts) post.text = post.first
    expect((await account(rig)).wrong.join("\n")).toContain("shows an older state of a challenge")
  })
})
