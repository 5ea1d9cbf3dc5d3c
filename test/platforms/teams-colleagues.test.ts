/** What Microsoft's Playground cannot show: many colleagues in one channel. The whole bot, over HTTP, each request signed. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { readSettings } from "../../adapters/config.ts"
import { type Started, start } from "../../adapters/start.ts"
import { nodes } from "../support/adaptive.ts"
import {
  ana,
  appId,
  channel,
  colleagues,
  type FakeMessage,
  type FakePerson,
  openFakeTeams,
  people,
  seen,
  tenant,
  visible,
} from "../support/fake-teams.ts"
import { messageFrom, pressFrom, type Where } from "../support/teams-world.ts"

const twelve = colleagues(12)
const [first, second, third, fourth] = twelve as [FakePerson, FakePerson, FakePerson, FakePerson]
const folder = mkdtempSync(join(tmpdir(), "draagvlak-colleagues-"))
const dutch = { locale: "nl-NL" }
let teams: Awaited<ReturnType<typeof openFakeTeams>>
let bot: Started

beforeAll(async () => {
  teams = await openFakeTeams({ everybody: [...people, ...twelve] })
  const read = readSettings({
    PORT: "0",
    DATA_DIR: folder,
    DEFAULT_LANGUAGE: "en",
    MICROSOFT_APP_ID: appId,
    MICROSOFT_APP_PASSWORD: "never-sent-to-loopback",
    MICROSOFT_APP_TENANT_ID: tenant,
    TEAMS_OPENID_METADATA: teams.metadata,
    STEWARDS: `teams:${ana.aad}`,
  })
  if (read.type === "problems") throw new Error(read.problems.join("\n"))
  bot = await start({ settings: read.settings, log: { info() {}, warn() {}, error() {} }, say: () => {} })
  await says(ana, "here", "channel")
  await says(ana, "challenge start planet-bike-commute", "channel")
  await posted("Cycle one workday")
})
afterAll(async () => {
  await bot?.stop()
  await teams?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function deliver(activity: object): Promise<{ status: number; text: string }> {
  const response = await fetch(`${bot.url}/api/messages`, {
    method: "POST",
    body: JSON.stringify(activity),
    headers: { authorization: `Bearer ${await teams.token()}` },
  })
  return { status: response.status, text: await response.text() }
}
const says = (who: FakePerson, text: string, where: Where = "personal") =>
  deliver(messageFrom(teams.url, { who, text, where }))

/** What Teams is told to show the one who pressed: a line, or a card in the pressed one's stead. */
async function press(q: {
  who: FakePerson
  on: FakeMessage
  button: string
  where?: Where
  id?: string
  fields?: object
}): Promise<string> {
  const { who, on, where = "channel" } = q
  const more = { ...(q.id ? { id: q.id } : {}), ...q.fields }
  const data = buttonOf(on, q.button)
  const told = await deliver(pressFrom(teams.url, { who, where, data, pressed: on.id, more }))
  expect(told.status).toBe(200)
  return seen(JSON.parse(told.text).value)
}

function buttonOf(message: FakeMessage, title: string): unknown {
  const button = nodes(message.activity).find((n) => n["type"] === "Action.Execute" && n["title"] === title)
  if (!button) throw new Error(`no button "${title}" in: ${visible([message])}`)
  return button["data"]
}

const inChannel = () => teams.conversations.get(channel.id) ?? []
/** The message in the channel that says so, as soon as it is there. */
async function posted(words: string): Promise<FakeMessage> {
  return vi.waitFor(
    () => {
      const found = inChannel().find((one) => visible([one]).includes(words))
      if (!found) throw new Error(`"${words}" is not in: ${visible(inChannel())}`)
      return found
    },
    { timeout: 15_000, interval: 100 },
  )
}
const chat = (who: FakePerson) => visible(teams.chat(who.id))

describe("twelve colleagues and a confidential poll", () => {
  test("each vote is confirmed to its voter alone, twice the same counts once, the close tells the shares, and who is late is told so", async () => {
    await says(ana, 'poll open "Shall we?" "Surely" "Rather not"', "channel")
    const card = await posted("Shall we?")
    const data = buttonOf(card, "Surely")
    await Promise.all(
      twelve.map((who, n) => press({ who, on: card, button: n < 8 ? "Surely" : "Rather not" })),
    )
    await press({ who: first, on: card, button: "Surely" })
    for (const [n, who] of twelve.entries()) {
      expect(chat(who)).toContain(`✓ ${n < 8 ? "Surely" : "Rather not"}`)
      expect(chat(who)).not.toContain(`✓ ${n < 8 ? "Rather not" : "Surely"}`)
    }
    expect(visible(inChannel())).not.toContain("✓")
    const [, id] = /poll vote (\w+) /.exec(JSON.stringify(card.activity)) ?? []
    await says(ana, `poll close ${id}`)
    const result = await posted("12 answers")
    expect(visible([result])).toMatch(/65%[\s\S]*35%/)
    // The card may still stand somewhere with its buttons.
    teams.chat(second.id).length = 0
    const late = { who: second, where: "channel" as const, data, pressed: card.id }
    const told = await deliver(pressFrom(teams.url, late))
    expect(told.status).toBe(200)
    expect(chat(second)).toContain("This poll is closed")
  })
})

describe("three colleagues and a challenge", () => {
  test("what they log is added up in the posted card, which is replaced where it stands", async () => {
    const card = await posted("Cycle one workday")
    const before = inChannel().length
    for (const who of [first, second, third]) {
      const fields = { value: filledIn(card, "Report", "10,5") }
      expect(await press({ who, on: card, button: "Report", fields })).toContain(
        "My answer is in our own chat",
      )
      expect(chat(who)).toContain("Noted: 10.5 km")
    }
    await expect.poll(() => visible([card]), { timeout: 15_000 }).toMatch(/Together: \**31\.5\s?km/)
    expect(inChannel()).toHaveLength(before)
    expect(card.edits).toBeGreaterThan(0)
  })
  test("the same press of a form three times, at once and later, counts once", async () => {
    await says(fourth, "challenge join planet-bike-commute")
    const form = teams.chat(fourth.id).at(-1) as FakeMessage
    const fields = { value: filledIn(form, "Report", "4") }
    const again = () =>
      press({ who: fourth, on: form, button: "Report", where: "personal", id: "the-same", fields })
    expect(await again()).toContain("Noted: 4 km")
    await Promise.all([again(), again()])
    teams.chat(fourth.id).length = 0
    await says(fourth, "me")
    expect(chat(fourth)).toMatch(/\b4\s?km/)
    expect(chat(fourth)).not.toMatch(/\b(8|12)\s?km/)
  })
  test.each([
    ["of a challenge that is in no content any more", "challenge log planet-gone {value}", "12"],
    ["of a challenge that does not run", "challenge join people-buddy", ""],
    ["of a poll that is gone", "poll vote pzzzz a", ""],
    ["of an undoing that is gone", "challenge undo planet-bike-commute zzzzzzzz ~zzzzzzzzzzzz", ""],
    ["of a tip that is gone", "nudge done nzzzz", ""],
  ])("a button %s is answered with words, and changes nothing", async (_, text, field1) => {
    const before = await figures()
    teams.chat(first.id).length = 0
    const data = { draagvlak: 1, text, ...(field1 ? { field: "field1", field1 } : {}) }
    const old = { who: first, where: "personal" as const, data, pressed: "m1" }
    const told = await deliver(pressFrom(teams.url, old))
    expect(told.status).toBe(200)
    expect(`${seen(JSON.parse(told.text).value)}${chat(first)}`).not.toBe("")
    expect(`${told.text}${chat(first)}`).not.toMatch(/went wrong|Noted/)
    expect(await figures()).toBe(before)
  })
})

test("who chose a language is spoken to in it, also by the line under a card, whatever Teams says", async () => {
  const card = await posted("Cycle one workday")
  expect(await press({ who: second, on: card, button: "My part" })).toContain("My answer is in our own chat")
  await says(second, "language nl")
  expect(await press({ who: second, on: card, button: "My part" })).toContain("Mijn antwoord staat")
  expect(await press({ who: third, on: card, button: "My part", fields: dutch })).toContain("Mijn antwoord")
})

function filledIn(message: FakeMessage, button: string, filled: string): object {
  const data = buttonOf(message, button) as { field: string }
  const action = { type: "Action.Execute", verb: "draagvlak", data: { ...data, [data.field]: filled } }
  return { action, trigger: "manual" }
}

/** What the first colleague's own page says. */
async function figures(): Promise<string> {
  teams.chat(first.id).length = 0
  await says(first, "me")
  return chat(first)
}

test("whom Teams tells of is said beside the figures and in the settings", async () => {
  teams.chat(ana.id).length = 0
  await says(ana, "settings")
  expect(chat(ana)).toContain("everyone in the teams and group chats that I am in")
  await says(ana, "report")
  const [link = ""] = /http[^"]+\/enter\/[\w.~-]+/.exec(JSON.stringify(teams.chat(ana.id))) ?? []
  const entered = await fetch(link, { method: "POST", redirect: "manual", headers: { origin: bot.url } })
  const cookie = entered.headers.get("set-cookie")?.split(";")[0] ?? ""
  const page = await (
    await fetch(`${bot.url}${entered.headers.get("location")}`, { headers: { cookie } })
  ).text()
  expect(page).toContain(
    "14 colleagues on the roster (everyone in the teams and group chats that have Draagvlak)",
  )
})
