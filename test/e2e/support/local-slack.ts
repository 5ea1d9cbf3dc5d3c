/** local-slack, a Slack of its own with a web page: started with a workspace, driven by its control routes. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort, localSlackProgram, startProgram, until } from "./programs.ts"

export const team = "T01"
export const botUser = "UBOT"
export const place = { id: "CTEAM", name: "team" }
export const slackTokens = {
  SLACK_BOT_TOKEN: "xoxb-local",
  SLACK_SIGNING_SECRET: "local-signing-secret",
  SLACK_APP_TOKEN: "xapp-local",
}
/** Ana runs the programme; the others are colleagues. */
export const ana = "UANA"
export const ben = "UBEN"
export const voters = Array.from({ length: 12 }, (_, n) => `UVOTER${String(n + 1).padStart(2, "0")}`)

export type Shown = {
  ts: string
  text: string
  user?: string
  bot_id?: string
  blocks?: { type: string; elements?: { action_id?: string; value?: string; type: string }[] }[]
  /** Set: for this person alone. */
  ephemeral_to?: string
}
export type LocalSlack = Awaited<ReturnType<typeof openLocalSlack>>

export async function openLocalSlack(q: { mode: "events" | "socket"; requestUrl: string; language: string }) {
  if (!localSlackProgram) throw new Error("local-slack is not installed")
  const folder = await mkdtemp(join(tmpdir(), "draagvlak-slack-"))
  const config = join(folder, "workspace.json")
  await writeFile(config, JSON.stringify(workspace(q)))
  const port = await freePort()
  const program = startProgram({
    path: localSlackProgram,
    words: ["--config", config, "--port", String(port), "--base-host", "127.0.0.1"],
  })
  const origin = `http://127.0.0.1:${port}`
  const post = async (route: string, body: object): Promise<void> => {
    const response = await fetch(`${origin}/_control/${route}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${route}: ${response.status} ${await response.text()}`)
  }
  await until({ what: "local-slack", known: program.printed }, () => fetch(`${origin}/_control/state`))
  const messages = async (channel = place.id): Promise<Shown[]> => {
    const response = await fetch(`${origin}/_control/messages/${channel}`)
    return ((await response.json()) as { messages: Shown[] }).messages
  }
  return {
    origin,
    apiUrl: `${origin}/api/`,
    /** All messages of a channel, private ones too. */
    messages,
    /** Types a slash command and gives the private answer to it. */
    async command(user: string, text: string): Promise<Shown> {
      const before = new Set((await messages()).map((message) => message.ts))
      await post("command", { channel: place.id, user, command: "/csr", text })
      return until({ what: `an answer to "${text}"`, known: program.printed }, async () =>
        (await messages()).find((message) => !before.has(message.ts) && message.ephemeral_to === user),
      )
    },
    /** Presses the first button of a message whose command starts so, and gives the answer. */
    async press(user: string, message: Shown, command: string): Promise<Shown> {
      const button = buttonsOf(message).find((it) => it.value?.startsWith(command))
      if (!button) throw new Error(`no button "${command}" in: ${wordsOf(message)}`)
      const before = new Set((await messages()).map((it) => it.ts))
      await post("interact", { channel: place.id, messageTs: message.ts, user, action: button })
      return until({ what: `an answer to the button "${command}"` }, async () =>
        (await messages()).find((it) => !before.has(it.ts) && it.ephemeral_to === user),
      )
    },
    say: (user: string, text: string, channel = place.id) => post("message", { channel, user, text }),
    openHome: (user: string) => post("open-home", { user }),
    /** The last message for all in the place, once it comes after `after` and fits. */
    async posted(q: { what: string; after?: Shown; fits?: (message: Shown) => boolean }): Promise<Shown> {
      return until({ what: q.what, within: 90_000 }, async () =>
        (await messages()).findLast(
          (it) => it.bot_id && !it.ephemeral_to && it.ts > (q.after?.ts ?? "") && (q.fits?.(it) ?? true),
        ),
      )
    },
    async close() {
      await program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function buttonsOf(message: Shown) {
  return (message.blocks ?? []).flatMap((block) => (block.type === "actions" ? (block.elements ?? []) : []))
}

/** All the words of a message. */
export function wordsOf(message: Shown): string {
  const words: string[] = []
  const walk = (it: unknown): void => {
    if (Array.isArray(it)) for (const one of it) walk(one)
    else if (typeof it === "object" && it !== null) {
      for (const [key, value] of Object.entries(it)) {
        if (key === "text" && typeof value === "string") words.push(value)
        else if (key !== "value") walk(value)
      }
    }
  }
  walk(message.blocks ?? message.text)
  return words.join("\n")
}

function workspace(q: { mode: "events" | "socket"; requestUrl: string; language: string }) {
  const people = [
    { id: ana, name: "ana", real_name: "Ana de Wit" },
    { id: ben, name: "ben", real_name: "Ben Kaya" },
    ...voters.map((id, n) => ({ id, name: `voter${n + 1}`, real_name: `Collega ${n + 1}` })),
  ]
  return {
    workspace: { name: q.language === "nl" ? "Voorbeeld" : "Example", domain: "example", teamId: team },
    app: {
      appId: "A01",
      botUserId: botUser,
      botName: "Draagvlak",
      botToken: slackTokens.SLACK_BOT_TOKEN,
      appToken: slackTokens.SLACK_APP_TOKEN,
      signingSecret: slackTokens.SLACK_SIGNING_SECRET,
      mode: q.mode,
      requestUrl: q.requestUrl,
    },
    users: people.map((person) => ({
      ...person,
      tz: "Europe/Amsterdam",
      locale: q.language === "nl" ? "nl-NL" : "en-GB",
    })),
    channels: [{ ...place, members: [...people.map((person) => person.id), botUser] }],
  }
}
