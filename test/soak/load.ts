/** What two hundred colleagues say, press and read, and what Slack does wrong meanwhile. */
import { createHmac } from "node:crypto"
import type { Chance } from "../../adapters/rehearse/chance.ts"
import type { openFakeSlack } from "../support/fake-slack.ts"
import { commandOf, messageEvent } from "../support/slack-world.ts"

type Fake = Awaited<ReturnType<typeof openFakeSlack>>
const steward = "UANA"
const run = "planet-bike-commute"
const colleagues = Array.from({ length: 200 }, (_, i) => `UP${i}`)
/** Things said between two polls, two tips, and two faults. */
const every = { poll: 600, tip: 900, fault: 97, page: 40 }

/** What was said and got no answer: when, what, how it ended and after how long. */
export type Unanswered = { at: string; said: string; ended: string; ms: number }
/** Slack delivers an event again at once, after a minute and after five. A command and a page are asked once. */
const againAfterMs = [0, 60_000, 300_000]

export function makeLoad(q: { url: string; signingSecret: string; fake: Fake; chance: Chance }) {
  const { fake, chance } = q
  let said = 0
  let slowest = 0
  let again = 0
  let answered = 0
  const unanswered: Unanswered[] = []
  const beginning = ["here", `challenge start ${run}`]
  const poll = () =>
    [...JSON.stringify(fake.channels.get("CTEAM")?.messages ?? []).matchAll(/poll vote (p\w+) /g)].at(-1)?.[1]
  const next = (): { user: string; text: string; byMessage?: true } => {
    const first = beginning[said - 1]
    if (first) return { user: steward, text: first }
    if (said % every.poll === 0) {
      const open = poll()
      return { user: steward, text: open ? `poll close ${open}` : 'poll open "Bus?" "Yes" "No"' }
    }
    if (said % every.poll === 1) return { user: steward, text: 'poll open "Bus or bike?" "Bus" "Bike"' }
    if (said % every.tip === 5) return { user: steward, text: "nudge now" }
    const user = chance.pick(colleagues)
    const text = chance.pick([
      `challenge log ${run} ${chance.whole(1, 9)}`,
      "today",
      "me",
      "help",
      "challenge list",
      `poll vote ${poll() ?? "p1"} ${chance.pick(["a", "b"])}`,
      "somthing unreadable",
      "sdg 13",
      chance.pick(["language nl", "language en"]),
    ])
    return chance.happens(0.2) ? { user, text, byMessage: true } : { user, text }
  }
  const asked = (): { said: string; tries: number; ask: (retry: number) => Promise<Response> } => {
    if (said % every.page === 0) {
      const page = chance.pick(["/readyz", "/metrics", "/privacy"])
      return { said: page, tries: 1, ask: () => fetch(`${q.url}${page}`) }
    }
    const { user, text, byMessage } = next()
    const raw = byMessage
      ? JSON.stringify(messageEvent({ user, text }))
      : new URLSearchParams(commandOf({ user, text })).toString()
    const type = byMessage ? "application/json" : "application/x-www-form-urlencoded"
    return {
      said: `${byMessage ? "event" : "command"}: ${text}`,
      tries: byMessage ? 1 + againAfterMs.length : 1,
      ask: (retry) => signed(q, { raw, type, retry }),
    }
  }
  /** Null where it was answered as Slack wants it. */
  const once = async (ask: () => Promise<Response>): Promise<string | null> => {
    const from = performance.now()
    try {
      const response = await ask()
      await response.text()
      return response.ok ? null : `status ${response.status}`
    } catch (error) {
      const { cause } = error as { cause?: { code?: string } }
      return cause?.code ?? (error as Error).message
    } finally {
      slowest = Math.max(slowest, performance.now() - from)
    }
  }
  return {
    said: () => said,
    /** Things that stayed without an answer, after all tries. */
    unanswered: () => unanswered as readonly Unanswered[],
    answered: () => answered,
    /** Events that were delivered again. */
    again: () => again,
    /** The slowest answer since this was asked last. */
    slowestMs(): number {
      const was = slowest
      slowest = 0
      return was
    },
    async say(): Promise<void> {
      said++
      if (said % every.fault === 0) planFault(fake, chance)
      // What our fake remembers is no part of what is measured, but of this process.
      if (fake.calls.length > 1000) fake.calls.length = 0
      const from = performance.now()
      const at = new Date().toISOString()
      const { said: what, tries, ask } = asked()
      for (let retry = 0; ; retry++) {
        const ended = await once(() => ask(retry))
        if (ended === null) {
          answered++
          return
        }
        if (retry + 1 >= tries) {
          unanswered.push({ at, said: what, ended, ms: performance.now() - from })
          return
        }
        again++
        await new Promise((resolve) => setTimeout(resolve, againAfterMs[retry]))
      }
    },
  }
}

function planFault(fake: Fake, chance: Chance): void {
  const method = chance.pick(["chat.update", "chat.update", "chat.postMessage", "users.info"])
  fake.plan(
    method,
    chance.pick([
      { type: "http", status: 429, headers: { "retry-after": "1" } },
      { type: "http", status: 503 },
      { type: "reset", after: true },
      { type: "reset" },
    ] as const),
  )
}

function signed(
  q: { url: string; signingSecret: string },
  { raw, type, retry }: { raw: string; type: string; retry: number },
): Promise<Response> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const mac = createHmac("sha256", q.signingSecret).update(`v0:${timestamp}:${raw}`)
  return fetch(`${q.url}/slack/events`, {
    method: "POST",
    body: raw,
    headers: {
      "content-type": type,
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${mac.digest("hex")}`,
      ...(retry > 0 ? { "x-slack-retry-num": `${retry}`, "x-slack-retry-reason": "http_error" } : {}),
    },
  })
}
