/** What `draagvlak doctor` asks of Slack. */
import type { Check } from "../../src/app/ports.ts"
import { type Client, type ClientOptions, type Heartbeat, openClient } from "./client.ts"
import { codeOf } from "./send.ts"
import { scopes } from "./surface.ts"

/** Slack refuses requests whose signature is older than five minutes. */
const clockOffMaxMs = 60_000

export async function checkSlack(q: {
  client: Client
  heartbeat: Heartbeat
  appToken: string | null
  options: ClientOptions
}): Promise<Check[]> {
  const { checks, granted } = await checkReach(q)
  if (granted) checks.splice(1, 0, checkScopes(granted))
  if (q.appToken) checks.push(await checkSocketMode(q.appToken, q.options))
  return checks
}

/** One call: does Slack answer, does it know us, and do our clocks agree? */
export async function checkReach(q: {
  client: Client
  heartbeat: Heartbeat
}): Promise<{ checks: Check[]; granted: string[] | null }> {
  const checks: Check[] = []
  let granted: string[] | null = null
  try {
    const self = await q.client.auth.test()
    checks.push({
      name: "Slack token",
      ok: true,
      facts: `team ${self.team_id}, bot ${self.user_id}`,
      todo: null,
    })
    granted = self.response_metadata?.scopes ?? null
  } catch (error) {
    const code = codeOf(error)
    checks.push({
      name: "Slack token",
      ok: false,
      facts: code ?? "no answer",
      todo: code
        ? "copy the Bot User OAuth Token (xoxb-…) from OAuth & Permissions into SLACK_BOT_TOKEN"
        : "check this machine's network and SLACK_API_URL",
    })
  }
  if (q.heartbeat.last) checks.push(checkClock(q.heartbeat.last))
  return { checks, granted }
}

export function checkScopes(granted: string[]): Check {
  const missing = scopes.filter((scope) => !granted.includes(scope))
  return {
    name: "Slack scopes",
    ok: missing.length === 0,
    facts: missing.length === 0 ? `all ${scopes.length} granted` : `missing: ${missing.join(", ")}`,
    todo:
      missing.length === 0
        ? null
        : "add these under OAuth & Permissions (or take manifest.yml again), then reinstall the app",
  }
}

export function checkClock(last: { theirs: number; ours: number }): Check {
  // The Date header has whole seconds.
  const offMs = Math.abs(last.ours - last.theirs)
  const ok = offMs <= clockOffMaxMs
  return {
    name: "Slack clock",
    ok,
    facts: `${Math.round(offMs / 1_000)} s apart`,
    todo: ok ? null : "set this machine's clock (NTP); leave out CLOCK_START when talking to Slack itself",
  }
}

async function checkSocketMode(appToken: string, options: ClientOptions): Promise<Check> {
  const name = "Slack Socket Mode"
  try {
    await openClient({ token: appToken, options }).apps.connections.open({})
    return { name, ok: true, facts: "a connection may be opened", todo: null }
  } catch (error) {
    return {
      name,
      ok: false,
      facts: codeOf(error) ?? "no answer",
      todo: "make an App-Level Token (xapp-…) with connections:write under Basic Information and put it into SLACK_APP_TOKEN; turn Socket Mode on",
    }
  }
}
