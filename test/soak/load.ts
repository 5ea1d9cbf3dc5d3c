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

/** One thing that is said; `isEvent`: Slack delivers it again where it was not kept. */
export type Said = { what: string; isEvent: boolean; ask(retry: number): Promise<Response> }

export type Load = ReturnType<typeof makeLoad>

export function makeLoad(q: { url: string; signingSecret: string; fake: Fake; chance: Chance }) {
  const { fake, chance } = q
  let said = 0
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
  return (): Said => {
    said++
    if (said % every.fault === 0) planFault(fake, chance)
    // What our fake remembers is no part of what is measured, but of this process.
    if (fake.calls.length > 1000) fake.calls.length = 0
    if (said % every.page === 0) {
      const page = chance.pick(["/readyz", "/metrics", "/privacy"])
      return { what: page, isEvent: false, ask: () => fetch(`${q.url}${page}`) }
    }
    const { user, text, byMessage } = next()
    const raw = byMessage
      ? JSON.stringify(messageEvent({ user, text }))
      : new URLSearchParams(commandOf({ user, text })).toString()
    const type = byMessage ? "application/json" : "application/x-www-form-urlencoded"
    return {
      what: `${byMessage ? "event" : "command"}: ${text}`,
      isEvent: byMessage === true,
      ask: (retry) => signed(q, { raw, type, retry }),
    }
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
