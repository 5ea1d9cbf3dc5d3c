/** What `draagvlak doctor` asks of Teams. */
import type { Check } from "../../src/app/ports.ts"
import type { App, Connector } from "./connector.ts"
import type { Installs } from "./installs.ts"

export async function checkTeams(q: {
  app: App | null
  connector: Connector
  installs: Installs
  publicUrl: string
  keysReachable: () => Promise<boolean>
}): Promise<Check[]> {
  const checks: Check[] = []
  const { app } = q
  if (!app) {
    checks.push({
      name: "Teams registration",
      ok: true,
      facts: "none: the Agents Playground on this machine only",
      todo: null,
    })
  } else {
    checks.push(await registration(app, q.connector), address(q.publicUrl), await keys(q.keysReachable))
  }
  const rooms = await q.installs.rooms()
  checks.push({
    name: "Teams installed",
    ok: rooms.length > 0,
    facts: `${rooms.length} teams and group chats`,
    todo:
      rooms.length > 0
        ? null
        : "add the app to a team (Apps, Manage your apps, Upload), or say something to it: the people of its teams are the roster",
  })
  return checks
}

async function registration(app: App, connector: Connector): Promise<Check> {
  const name = "Teams registration"
  const facts = `app ${app.id}, tenant ${app.tenantId}`
  return connector.proveAccess().then(
    () => ({ name, ok: true, facts, todo: null }),
    (error: unknown) => ({
      name,
      ok: false,
      facts: `${facts}: ${error instanceof Error ? error.message : "no token"}`,
      todo: "in the Azure portal, take the app id, tenant id and a client secret that has not expired from the bot's app registration (single tenant) into MICROSOFT_APP_ID, MICROSOFT_APP_TENANT_ID and MICROSOFT_APP_PASSWORD",
    }),
  )
}

function address(publicUrl: string): Check {
  const ok = publicUrl.startsWith("https://")
  return {
    name: "Teams messaging endpoint",
    ok,
    facts: `${publicUrl}/api/messages`,
    todo: ok
      ? null
      : "Teams speaks to https only: set PUBLIC_URL to the https address of this bot, and the same with /api/messages as messaging endpoint of the Azure Bot",
  }
}

async function keys(reachable: () => Promise<boolean>): Promise<Check> {
  const ok = await reachable()
  return {
    name: "Teams key server",
    ok,
    facts: ok ? "answers" : "no answer",
    todo: ok ? null : "let this machine reach https://login.botframework.com, or no message can be trusted",
  }
}
