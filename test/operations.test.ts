/** What an operator sees from outside: figures, readiness with its reasons, and an end in order. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { readSettings } from "../adapters/config.ts"
import { openLowdbStore, openStore } from "../adapters/lowdb/index.ts"
import { memoryFiles } from "../adapters/lowdb/memory.ts"
import { readiness } from "../adapters/readiness.ts"
import { type Started, start } from "../adapters/start.ts"
import { stopInOrder } from "../adapters/stop.ts"
import { bot, openFakeSlack } from "./support/fake-slack.ts"
import { commandOf, logInto, signed, signingSecret } from "./support/slack-world.ts"
import { openWorld } from "./support/world.ts"

describe("the whole bot behind Slack", () => {
  let folder: string
  let fake: Awaited<ReturnType<typeof openFakeSlack>>
  let started: Started
  const metricsToken = "a-token-for-monitoring"
  const settings = (more: Record<string, string> = {}) => {
    const read = readSettings({
      DATA_DIR: folder,
      PORT: "0",
      SLACK_API_URL: fake.apiUrl,
      SLACK_BOT_TOKEN: bot.token,
      SLACK_SIGNING_SECRET: signingSecret,
      METRICS_TOKEN: metricsToken,
      ...more,
    })
    if (read.type === "problems") throw new Error(read.problems.join())
    return read.settings
  }
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "operations-"))
    fake = await openFakeSlack()
    started = await start({ settings: settings(), log: logInto([]), say: () => {} })
  })
  afterEach(async () => {
    await started.stop()
    await fake.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const says = (text: string, user = "UANA") =>
    fetch(`${started.url}/slack/events`, signed(commandOf({ user, text })))
  const metrics = async (headers: Record<string, string> = {}) => fetch(`${started.url}/metrics`, { headers })

  it("counts what was answered, committed and sent, and names nobody", async () => {
    expect((await says("here")).status).toBe(200)
    expect((await says("challenge start planet-bike-commute")).status).toBe(200)
    expect((await says("challenge log planet-bike-commute 3", "UBEN")).status).toBe(200)
    await expect.poll(() => fake.channels.get("CTEAM")?.messages.length, { timeout: 5000 }).toBe(2)
    await expect
      .poll(async () => (await metrics()).text())
      .toContain('draagvlak_deliveries_total{org="slack:T01",outcome="sent"} 2')
    const text = await (await metrics()).text()
    expect(text).toMatch(/draagvlak_ledger_position\{org="slack:T01"\} [1-9]/)
    expect(text).toContain('draagvlak_outbox_waiting{org="slack:T01"} 0')
    expect(text).toMatch(/draagvlak_commits_total\{org="slack:T01",result="committed"\} [1-9]/)
    expect(text).toContain('draagvlak_answers_total{org="slack:T01",type="answer"} 3')
    expect(text).toContain('draagvlak_answer_seconds_bucket{org="slack:T01",via="command",le="+Inf"} 3')
    expect(text).toContain('draagvlak_answer_seconds_count{org="slack:T01",via="command"} 3')
    expect(text).toMatch(/process_resident_memory_bytes [1-9]\d{6}/)
    expect(text).not.toMatch(/UANA|UBEN|planet/)
    // Every line is one that Prometheus can read.
    for (const line of text.trim().split("\n"))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? [\d.e+-]+)$/)
  })

  it("tells its figures to another machine by the token only", async () => {
    const away = { "x-forwarded-for": "192.0.2.1" }
    expect((await metrics(away)).status).toBe(403)
    expect((await metrics({ ...away, authorization: "Bearer wrong" })).status).toBe(403)
    expect((await metrics({ ...away, authorization: `Bearer ${metricsToken}` })).status).toBe(200)
  })

  it("is ready, and says what Slack says when it is not", async () => {
    fake.plan("auth.test", { type: "error", error: "token_revoked" })
    const not = await fetch(`${started.url}/readyz`)
    expect(not.status).toBe(503)
    expect(await not.text()).toMatch(/^not ready\nSlack token: token_revoked: copy the Bot User OAuth Token/)
    expect((await fetch(`${started.url}/healthz`)).status).toBe(200)
  })

  it("is not ready before it listens to the platform", async () => {
    await started.stop()
    const port = Number(new URL(started.url).port)
    fake.plan("users.list", { type: "http", status: 429, headers: { "retry-after": "1" } })
    const again = start({ settings: settings({ PORT: String(port) }), log: logInto([]), say: () => {} })
    const said = await vi.waitFor(async () => (await fetch(`${started.url}/readyz`)).text())
    started = await again
    expect(said).toBe("not ready\nstarting: this takes a moment\n")
    expect((await fetch(`${started.url}/readyz`)).status).toBe(200)
  })

  it("answers who is waiting when it is stopped, and what it answered is in the ledger", async () => {
    await says("here")
    await says("challenge start planet-bike-commute")
    const waiting = Array.from({ length: 20 }, () => says("challenge log planet-bike-commute 2", "UBEN"))
    const first = await Promise.race(waiting)
    const from = performance.now()
    const [answers] = await Promise.all([Promise.allSettled(waiting), started.stop()])
    expect(first.status).toBe(200)
    expect(performance.now() - from).toBeLessThan(10_000)
    const answered = answers.filter((it) => it.status === "fulfilled" && it.value.status === 200).length
    const store = await openLowdbStore({ folder: join(folder, "slack-T01") })
    const events = await store.since(0, 10_000)
    expect(await store.outbox.stranded(Number.MAX_SAFE_INTEGER)).toEqual([])
    await store.close()
    expect(events.filter(({ event }) => event.type === "part.logged").length).toBeGreaterThanOrEqual(answered)
    expect(answered).toBeGreaterThan(0)
  })
})

describe("readiness", () => {
  const never = () => new Promise<void>(() => {})
  const whyNot = (running: Awaited<ReturnType<typeof openWorld>>["running"], wait = never) =>
    readiness({ orgs: [running], elapsed: () => 0, wait })()

  it("is given where all is well", async () => {
    expect(await whyNot((await openWorld()).running)).toEqual([])
  })

  it("is refused with what to do since a write failed, and writes nothing to find out", async () => {
    const files = await memoryFiles()
    let full = false
    const store = await openStore({
      files: {
        ...files,
        append: (path, bytes) => (full ? Promise.reject(new Error("ENOSPC")) : files.append(path, bytes)),
      },
      hashOf: undefined,
      where: "memory",
    })
    const world = await openWorld({ store })
    const before = (await world.events()).length
    full = true
    expect(await whyNot(world.running)).toEqual([])
    await world.hear({ actor: { key: "chadia", language: null, timeZone: null }, text: "here" })
    expect(await whyNot(world.running)).toEqual([
      "store: read-only since a write failed: look at the disk, then restart",
    ])
    expect(await world.events()).toHaveLength(before)
  })

  it("is refused where the machine's clock stands before the ledger's newest event", async () => {
    const world = await openWorld()
    await world.says("chadia", "here")
    world.setClock("2026-11-19", "09:00")
    expect(await whyNot(world.running)).toEqual([
      "clock: 3600 s behind the newest event in the ledger: set this machine's clock",
    ])
  })

  it("does not wait for a platform that says nothing", async () => {
    const { running } = await openWorld()
    const platform = { ...running.org.platform, reachable: () => new Promise<never>(() => {}) }
    const silent = { ...running, org: { ...running.org, platform } }
    expect(await whyNot(silent, () => new Promise((resolve) => setImmediate(resolve)))).toContain(
      "platform: no answer within 2 s",
    )
  })
})

describe("an end in order", () => {
  it("goes step by step, passes over what hangs, and always closes the ledger", async () => {
    const ran: string[] = []
    const logged: string[] = []
    const time = Promise.withResolvers<void>()
    const step = (name: string, run: () => Promise<void>) => ({
      name,
      run: () => {
        ran.push(name)
        return run()
      },
    })
    await stopInOrder({
      steps: [
        step("platform", async () => {}),
        step("loops", () => Promise.reject(new Error("planted"))),
        step("deliveries", () => {
          time.resolve()
          return new Promise(() => {})
        }),
        step("server", async () => {}),
      ],
      last: step("ledger", async () => {}),
      over: time.promise,
      log: logInto(logged),
    })
    expect(ran).toEqual(["platform", "loops", "deliveries", "ledger"])
    expect(logged.join()).toContain('stop: out of time {"at":"deliveries"}')
    expect(logged.join()).toContain("planted")
  })
})
