/** Slack's Web API as yet others wrote it, which checks scopes: is what the manifest asks for enough? */
import { createEmulator } from "emulate"
import { afterEach, describe, expect, test } from "vitest"
import { openSlack } from "../../adapters/slack/index.ts"
import { scopes } from "../../adapters/slack/surface.ts"
import { card } from "../contract/platform.ts"
import { freePort } from "./support/programs.ts"

let emulator: { url: string; close(): Promise<void> } | null = null
afterEach(async () => {
  await emulator?.close()
  emulator = null
})

async function openWith(granted: string[]) {
  const port = await freePort()
  const running = await createEmulator({
    service: "slack",
    port,
    seed: {
      slack: {
        team: { name: "Voorbeeld", domain: "voorbeeld" },
        users: [
          { name: "ana", email: "ana@example.com" },
          { name: "ben", email: "ben@example.com" },
        ],
        oauth_apps: [
          {
            client_id: "1.1",
            client_secret: "x",
            name: "Draagvlak",
            redirect_uris: ["http://127.0.0.1/"],
            scopes: granted,
            bot_name: "draagvlak",
            bot_user_id: "U0BOT",
            bot_id: "B0BOT",
          },
        ],
        strict_scopes: true,
        tokens: [{ token: "xoxb-e2e", type: "bot", user_id: "U0BOT", bot_id: "B0BOT", scopes: granted }],
      },
    },
  })
  emulator = running
  const api = async (method: string, body: Record<string, string> = {}) => {
    const response = await fetch(`${running.url}/api/${method}`, {
      method: "POST",
      headers: { authorization: "Bearer xoxb-e2e", "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(body),
    })
    return (await response.json()) as Record<string, unknown>
  }
  const slack = await openSlack({
    settings: { botToken: "xoxb-e2e", signingSecret: "s", appToken: null, apiUrl: `${running.url}/api/` },
    clock: { now: () => Date.now() },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    defaults: { language: "nl", timeZone: "Europe/Amsterdam" },
  })
  // These two are there at every start.
  return { platform: slack.platform, channel: "C000000001", anyone: "U000000001", api }
}

describe("a Slack that checks scopes", () => {
  test("is content with those of the manifest: roster, members, messages, replacing, personal chat, Home tab", async () => {
    const { platform, channel, anyone, api } = await openWith(scopes)
    const roster = await platform.roster()
    expect(roster.map((entry) => entry.steward).sort()).toEqual([false, false, true])
    expect(roster.map((entry) => entry.key)).not.toContain("U0BOT")
    expect(await platform.members(channel)).toEqual(expect.arrayContaining([anyone]))
    const first = await platform.send({
      to: { placeKey: channel },
      card: card("first words"),
      replaces: null,
    })
    if (first.type !== "sent") throw new Error(first.because)
    const next = { to: { placeKey: channel }, card: card("second words"), replaces: first.ref }
    expect(await platform.send(next)).toEqual(first)
    expect(await platform.send({ to: { personKey: anyone }, card: card("x"), replaces: null })).toMatchObject(
      {
        type: "sent",
      },
    )
    expect(
      await api("chat.update", { channel, ts: first.ref.split(":")[1] ?? "", text: "still there" }),
    ).toMatchObject({
      ok: true,
    })
  })
  test.each(["chat:write", "users:read", "im:write", "channels:read"])(
    "refuses without %s, so it is not asked for in vain",
    async (scope) => {
      const { platform, channel, anyone } = await openWith(scopes.filter((it) => it !== scope))
      const refused: string[] = []
      const note = (because: unknown) => refused.push(String(because))
      for (const to of [{ placeKey: channel }, { personKey: anyone }]) {
        const sent = await platform.send({ to, card: card("x"), replaces: null })
        if (sent.type !== "sent") note(`${sent.type} ${sent.because}`)
      }
      await platform.roster().catch(note)
      await platform.members(channel).catch(note)
      expect(refused.join()).toContain("missing_scope")
      // Somebody may grant it later: the message waits and is not given up.
      for (const line of refused)
        expect(line).toMatch(/^(failed-clean|WebAPIPlatformError:).* missing_scope$/)
    },
  )
})
