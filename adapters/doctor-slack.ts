/** What the doctor asks of Slack: who we are there, whom we may talk to, whether a message arrives. It never listens. */
import type { Check, Platform, RosterEntry } from "../src/app/ports.ts"
import type { Language } from "../src/domain/id.ts"
import type { Card } from "../src/view/card.ts"
import { type Say, text } from "../src/view/words.ts"
import type { Settings } from "./config.ts"
import { codeOf, type Finding, note, ok, wrong } from "./doctor-finding.ts"
import { sizeOf } from "./doctor-people.ts"
import { makeLog, systemClock } from "./system.ts"

export async function checkSlack(
  settings: Settings,
  words: Record<Language, Say> | null,
): Promise<Finding[]> {
  if (!settings.slack)
    return [note("Platform", "none is configured: npm start opens the demo in the browser")]
  const { openSlack } = await import("./slack/index.ts")
  let slack: Awaited<ReturnType<typeof openSlack>>
  try {
    slack = await openSlack({
      settings: settings.slack,
      // The machine's own: CLOCK_START does not move Slack's signatures.
      clock: systemClock(null),
      log: makeLog({ level: "silent", pretty: false }),
      defaults: { language: settings.language, timeZone: settings.timeZone },
    })
  } catch (error) {
    return [unopened(error)]
  }
  const { platform, teamId, teamName } = slack
  const named = stewardsIn(settings, teamId)
  return [
    ok("Slack workspace", `${teamName} (${teamId})`),
    ...(await platform.check()).map(asFinding),
    ...(await checkPeople(platform, { named, minGroup: settings.minGroup, say: words?.en ?? null })),
    ...(words ? [await checkMessage(platform, { named, say: words[settings.language], settings })] : []),
  ]
}

/** openSlack says itself what to do, after a colon. */
function unopened(error: unknown): Finding {
  const [facts = "", ...todo] = error instanceof Error ? error.message.split(": ") : []
  return wrong(
    "Slack",
    facts || codeOf(error),
    todo.join(": ") || "look at the settings that begin with SLACK_",
  )
}

function stewardsIn(settings: Settings, teamId: string): string[] {
  return settings.stewards
    .filter((s) => s.platform === "slack" && (!s.key.includes("/") || s.key.startsWith(`${teamId}/`)))
    .map((s) => s.key.split("/").at(-1) as string)
}

function asFinding({ name, ok: isOk, facts, todo }: Check): Finding {
  if (!isOk) return wrong(name, facts, todo ?? "look at the Slack app's settings")
  return todo === null ? ok(name, facts) : note(name, facts, todo)
}

async function checkPeople(
  platform: Platform,
  q: { named: string[]; minGroup: number; say: Say | null },
): Promise<Finding[]> {
  let roster: RosterEntry[]
  try {
    roster = await platform.roster()
  } catch {
    return [
      wrong(
        "People",
        "Slack does not tell who works here",
        "the bot needs the scope users:read; take manifest.yml again and reinstall the app",
      ),
    ]
  }
  return [sizeOf(roster.length, q), checkStewards(roster, q.named)]
}

function checkStewards(roster: readonly RosterEntry[], named: readonly string[]): Finding {
  const name = "Stewards"
  const keys = new Set(roster.map((r) => r.key))
  if (named.length > 0) {
    const strangers = named.filter((key) => !keys.has(key))
    return strangers.length === 0
      ? ok(name, `${named.length} named in STEWARDS`)
      : wrong(
          name,
          `not found among the colleagues: ${strangers.join(", ")}`,
          "correct STEWARDS: in Slack, a profile's menu has Copy member ID",
        )
  }
  const owners = roster.filter((r) => r.steward).length
  return owners > 0
    ? note(name, `the workspace's ${owners} owners and admins, because STEWARDS is not set`)
    : wrong(
        name,
        "nobody may run the programme",
        "set STEWARDS to somebody's member ID, such as slack:U01ABC",
      )
}

/** Slack lets no bot write to itself, so that the message goes to the first steward whom the operator named. */
async function checkMessage(
  platform: Platform,
  q: { named: readonly string[]; say: Say; settings: Settings },
): Promise<Finding> {
  const name = "Message"
  const [first] = q.named
  if (first === undefined)
    return note(name, "not tried", "set STEWARDS; then the doctor sends the first of them a message")
  const message = text(q.say, "doctor.message")
  const card: Card = {
    kind: "doctor",
    to: "actor",
    language: q.settings.language,
    summary: message,
    demo: false,
    blocks: [{ type: "text", text: [message] }],
  }
  const sent = await platform.send({ to: { personKey: first }, card, replaces: null })
  if (sent.type === "sent") return ok(name, `sent to ${first}`)
  return wrong(
    name,
    `to ${first}: ${sent.type} (${sent.because})`,
    "the bot needs the scopes chat:write and im:write, and a person who is in this workspace",
  )
}
