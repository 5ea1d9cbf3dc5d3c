/** What one action costs with nothing behind it, and with a long history: it should not tell. */
import { performance } from "node:perf_hooks"
import type { Running } from "../../src/app/open.ts"
import { type Case, lineOf, type Outcome, round as round3 } from "../case.ts"
import { folderOf, now, openHistory, say, writeHistory } from "../history.ts"
import { median, type Rounds } from "../measure.ts"
import { inFolder } from "../process.ts"

/** Two of them begin with nothing: the floor and, for the A/A spread, the floor again. */
const histories = { floor: 0, again: 0, "1k": 1000, "10k": 10_000, "100k": 100_000 }
type Name = keyof typeof histories
const names = Object.keys(histories) as Name[]
const perRound = 60
const rounds = 15
const warmUpRounds = 8
const people = 240
const weeks = 26

export const actionCost: Case = { name: "action cost", run: () => inFolder(measure) }

async function measure(folder: string): Promise<Outcome> {
  const open = new Map<Name, Running>()
  for (const name of names) {
    const events = histories[name]
    await writeHistory(folderOf(folder, name), {
      people,
      stretches: events ? [{ events, weeks, until: now }] : [],
    })
    const running = await openHistory(folderOf(folder, name))
    await say(running, { who: 0, text: "here" })
    await say(running, { who: 0, text: "challenge start planet-bike-commute" })
    open.set(name, running)
  }
  const found = Object.fromEntries(names.map((name): [Name, number[]] => [name, []])) as Record<
    Name,
    number[]
  >
  // All say equally much, so that what they said meanwhile is behind each of them alike.
  for (let round = -warmUpRounds; round < rounds; round++)
    for (const [i] of names.entries()) {
      const name = names[(i + round + warmUpRounds) % names.length] as Name
      const took = await time(open.get(name) as Running, round)
      if (round >= 0) found[name].push(took)
    }
  for (const { org } of open.values()) await org.store.close()
  const { floor, again, ...longer } = found
  const lines = Object.entries(longer).map(([name, ours]) => {
    const measured: Rounds = { ours, floor, again }
    const wish = { target: 1.2, better: "lower" as const, inSpread: true }
    return lineOf(`one action with ${name} events behind it, ms ÷ with none`, measured, wish)
  })
  const printed = Object.entries(longer).map(([name, ours]) => [
    `one action with ${name} events behind it: ms`,
    round3(median(ours)),
  ])
  return { lines, printed: Object.fromEntries(printed) }
}

async function time(running: Running, round: number): Promise<number> {
  const first = (round + warmUpRounds) * perRound
  const from = performance.now()
  for (let i = first; i < first + perRound; i++)
    await say(running, { who: i % people, text: "challenge log planet-bike-commute 0.1" })
  return (performance.now() - from) / perRound
}
