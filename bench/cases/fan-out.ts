/**
 * A personal message to each of 50,000 on a virtual clock, by our delivery, store and senders: against what the platform's
 * limits allow, which the other end enforces. Nothing in it is left to chance or to the machine, so one round is enough.
 */
import type { Client } from "../../adapters/slack/client.ts"
import { limits } from "../../adapters/slack/limits.ts"
import { sender } from "../../adapters/slack/send.ts"
import type { Platform } from "../../src/app/ports.ts"
import { minuteMs } from "../../src/domain/time.ts"
import { deliverAll, sendInTeams } from "../../test/faults/rig/letters.ts"
import { makeGate, slackTiers } from "../../test/faults/rig/slack-end.ts"
import { ceilingPerMinute } from "../../test/faults/rig/teams-end.ts"
import { type VirtualTime, virtualTime } from "../../test/support/virtual-time.ts"
import { type Case, type Line, type Outcome, round } from "../case.ts"

const people = 50_000
const target = 0.98

export const fanOut: Case = { name: "fan-out to 50,000", run: measure }

type Sent = { people: number; outcomes: Record<string, number>; end: { limited: number }; perMinute: number }

async function measure(): Promise<Outcome> {
  const first = { people, ...(await sendInTeams({ people, open: false })) }
  const later = { people, ...(await sendInTeams({ people, open: true })) }
  const slack = await sendInSlack()
  const teams = "30 calls a second"
  return {
    lines: [
      lineOf(
        `50,000 first personal messages in Teams, two calls each ÷ ${teams}`,
        first,
        ceilingPerMinute / 2,
      ),
      lineOf(`50,000 later ones in Teams, one call each ÷ ${teams}`, later, ceilingPerMinute),
      lineOf("50,000 personal messages in Slack ÷ 50 opened chats a minute", slack, slackTiers.chats),
    ],
    printed: {
      "fan-out: messages a minute, first ones in Teams": round(first.perMinute),
      "fan-out: messages a minute, later ones in Teams": round(later.perMinute),
      "fan-out: messages a minute in Slack": round(slack.perMinute),
    },
  }
}

/** Throws where a message was not sent, or the platform had to say that it was too many. */
function lineOf(name: string, { people, outcomes, end, perMinute }: Sent, ceiling: number): Line {
  if (outcomes["sent"] !== people || end.limited > 0)
    throw new Error(`${name}: ${JSON.stringify(outcomes)}, ${end.limited} times too many`)
  const ratio = perMinute / ceiling
  return { name, ratio: round(ratio), floor: ceiling, spread: 0, target, met: ratio >= target }
}

async function sendInSlack(): Promise<Sent> {
  const time = virtualTime()
  const keys = Array.from({ length: people }, (_, i) => `U${i}`)
  const end = { limited: 0 }
  const platform = slackPlatform({ time, keys, end })
  const { outcomes, ms } = await deliverAll({
    time,
    keys,
    seed: 1,
    kills: 0,
    perMinute: slackTiers.chats,
    connect: () => ({ platform, cut() {} }),
    inFlight: () => 0,
  })
  return { people, outcomes, end, perMinute: people / (ms / minuteMs) }
}

/** Our sender over a client that does no more than keep Slack's limits. */
function slackPlatform(q: { time: VirtualTime; keys: string[]; end: { limited: number } }): Platform {
  const gate = makeGate(slackTiers, q.time.now)
  const call = async (method: string, channel: string) => {
    await q.time.wait(120)
    if (!gate(method, channel)) {
      q.end.limited += 1
      throw Object.assign(new Error("ratelimited"), { data: { error: "ratelimited" } })
    }
    await q.time.wait(120)
  }
  const client = {
    conversations: {
      async open({ users }: { users: string }) {
        await call("conversations.open", users)
        return { channel: { id: `D${users}` } }
      },
    },
    chat: {
      async postMessage({ channel }: { channel: string }) {
        await call("chat.postMessage", channel)
        return { channel, ts: "1.1" }
      },
    },
  }
  return {
    name: "slack",
    limits: { pace: limits.pace },
    send: sender(client as unknown as Client),
    roster: async () =>
      q.keys.map((key) => ({ key, language: "en" as const, timeZone: "Europe/Amsterdam", steward: false })),
    members: async () => q.keys,
    check: async () => [],
    start: async () => {},
    stop: async () => {},
  }
}
