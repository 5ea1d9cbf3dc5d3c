/** The whole bot is killed under load, again and again on one folder: what it answered stands, once, and it opens again. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { openLowdbStore } from "../../adapters/lowdb/index.ts"
import { round, sum } from "../../src/domain/challenge.ts"
import { all } from "../contract/store-material.ts"
import { colleaguesAtWork, type Told, tell } from "../support/child-load.ts"
import { type Bot, startBot } from "./support/bot.ts"

const rounds = 5
const challenge = "planet-bike-commute"
const colleagues = ["anna", "bram", "directeur"]
/** Each round is another day, so that nobody reaches the day's cap. */
const day = (n: number) => `2026-11-${24 + n}`

type Found = {
  /** `anna 2026-11-24 1.5`, how often. */
  logs: Map<string, number>
  undone: Map<string, number>
  votes: Map<string, string[]>
  /** What stands in the challenge's last run. */
  total: number
}

/** What the folder says when the bot is gone. */
async function found(folder: string): Promise<Found> {
  const store = await openLowdbStore({ folder: join(folder, "demo") })
  const keyOf = new Map((await store.people.all()).map(([id, person]) => [id, person.key]))
  const seen: Found = { logs: new Map(), undone: new Map(), votes: new Map(), total: 0 }
  const amounts = new Map<string, number[]>()
  const events = await all(store, 5000)
  expect(events.every((e, i) => e.position === i + 1)).toBe(true)
  for (const { event } of events) {
    const who = "person" in event ? (keyOf.get(event.person) ?? "") : ""
    if (event.type === "run.started" && event.challenge === challenge) amounts.set(event.run, [])
    if (event.type === "part.logged") count(seen.logs, `${who} ${event.day} ${event.amount}`)
    if (event.type === "part.logged") amounts.get(event.run)?.push(event.amount)
    if (event.type === "part.undone") count(seen.undone, event.log)
    if (event.type === "part.undone") amounts.get(event.run)?.push(-event.amount)
    if (event.type === "ballot.named")
      seen.votes.set(who, [...(seen.votes.get(who) ?? []), `${event.poll} ${event.choice}`])
  }
  await store.close()
  return { ...seen, total: sum([...amounts.values()].at(-1) ?? []) }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** What stands there against what was answered; in flight means that it may stand there, once, or not at all. */
function problems(said: Told[], there: Found): string[] {
  const wrong: string[] = []
  const compare = (kind: Told["kind"], counts: Map<string, number>) => {
    const mine = said.filter((t) => t.kind === kind)
    for (const { what, answered } of mine) {
      const times = counts.get(what) ?? 0
      if (times > 1) wrong.push(`${kind} ${what} stands ${times} times`)
      if (times === 0 && answered) wrong.push(`${kind} ${what} was answered and is lost`)
    }
    const known = new Set(mine.map((t) => t.what))
    for (const what of counts.keys())
      if (colleagues.includes(what.split(" ")[0] ?? "") && !known.has(what))
        wrong.push(`nobody said ${kind} ${what}`)
  }
  compare("log", there.logs)
  compare("undo", there.undone)
  for (const who of colleagues) {
    const mine = said.filter((t) => t.kind === "vote" && t.who === who)
    const stands = there.votes.get(who) ?? []
    const all = mine.map((t) => t.what)
    const answered = mine.filter((t) => t.answered).map((t) => t.what)
    // One vote after the other, so that only the last may or may not be there.
    if (stands.some((vote) => !all.includes(vote))) wrong.push(`a vote of ${who} that nobody cast`)
    if (stands.length < answered.length || stands.length > all.length)
      wrong.push(`${who} voted ${answered.length} to ${all.length} times, ${stands.length} stand`)
    if (mine.at(-1)?.answered && stands.at(-1) !== all.at(-1)) wrong.push(`the last vote of ${who} is lost`)
  }
  return wrong
}

/** What was in flight now stands or never will; gives how much of it there was. */
function settle(said: Told[], there: Found): number {
  const flying = said.filter((t) => !t.answered)
  for (const told of flying) {
    const stands =
      told.kind === "vote"
        ? there.votes.get(told.who)?.length ===
          said.filter((t) => t.kind === "vote" && t.who === told.who).length
        : (told.kind === "log" ? there.logs : there.undone).has(told.what)
    if (stands) told.answered = true
    else said.splice(said.indexOf(told), 1)
  }
  return flying.length
}

/** What the bot shows of the challenge, in the channel's figures. */
async function shownTotal(bot: Bot): Promise<number> {
  const answer = await tell(bot.url, { as: "chadia", text: `challenge show ${challenge}` })
  const shown = /Together: <b>([\d,.]+) km/.exec(answer.page)?.[1]
  return Number(shown?.replaceAll(",", ""))
}

test(`a bot that is killed ${rounds} times under load lost nothing that it answered, has nothing twice and opens again`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "draagvlak-killed-"))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const said: Told[] = []
  let poll = ""
  let before = 0
  let flying = 0
  for (let n = 0; n < rounds; n++) {
    const bot = await startBot({
      folder,
      env: { DEFAULT_LANGUAGE: "en", CLOCK_START: `${day(n)}T12:00:00+01:00` },
    })
    onTestFinished(() => bot.stop("SIGKILL"))
    if (n === 0) {
      await tell(bot.url, { as: "chadia", text: `challenge start ${challenge} 4w` })
      const opened = await tell(bot.url, {
        as: "chadia",
        text: 'poll open "Bus or bike?" "Bus" "Bike" named',
      })
      poll = /\b(p[a-z2-7]{4})\b/.exec(opened.answer)?.[1] ?? ""
      expect(poll).not.toBe("")
    } else expect(await shownTotal(bot)).toBe(before)
    const work = { url: bot.url, colleagues, challenge, poll, date: day(n), round: n }
    await colleaguesAtWork({ ...work, said, until: 25 + 20 * n, kill: () => bot.stop("SIGKILL") })
    const there = await found(folder)
    expect(problems(said, there)).toEqual([])
    before = round(there.total)
    flying += settle(said, there)
  }
  expect(said.length).toBeGreaterThan(rounds * 40)
  // The kills came in the middle of something.
  expect(flying).toBeGreaterThan(rounds)

  // The checker sees what it is there for: something lost, something twice, something that nobody said.
  const there = await found(folder)
  const last = said.find((t) => t.kind === "log" && t.answered) as Told
  expect(problems([...said, { ...last, what: "anna 2026-11-24 99.9" }], there)).toHaveLength(1)
  expect(problems(said, { ...there, logs: new Map([...there.logs, [last.what, 2]]) })).toHaveLength(1)
  expect(
    problems(
      said.filter((t) => t !== last),
      there,
    ),
  ).toHaveLength(1)
})
