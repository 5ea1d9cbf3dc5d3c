/** Microsoft's Agents Playground: Teams' own drawing of chats and cards, on this machine, driven by its page and its routes. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort, playgroundProgram, startProgram, until } from "./programs.ts"

export const personal = "a:personal"
export const group = "19:group@thread.v2"
export const team = "19:klantcontact@thread.tacv2"
export const channel = { id: "19:noord@thread.tacv2", name: "Team Noord" }
const bot = { id: "28:draagvlak", name: "Draagvlak" }

const person = (name: string, n: number) => {
  const [givenName = "", ...rest] = name.split(" ")
  const mail = `p${n}@example.nl`
  const aadObjectId = `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`
  const who = { id: `29:person-${n}`, name, userPrincipleName: mail, email: mail, aadObjectId }
  return { ...who, givenName, surname: rest.join(" ") }
}
/** The one who sits at the page: she runs the programme. */
export const ana = person("Ana de Wit", 1)
/** It takes five others, no more and no fewer. */
export const others = ["Ben Kaya", "Chadia Amrani", "Dirk Bos", "Els Smit", "Fatma Yilmaz"].map((name, n) =>
  person(name, n + 2),
)

export type Playground = Awaited<ReturnType<typeof openPlayground>>

export async function openPlayground(q: { botUrl: string }) {
  if (!playgroundProgram) throw new Error("the Agents Playground is not installed")
  const folder = await mkdtemp(join(tmpdir(), "draagvlak-playground-"))
  await writeFile(join(folder, ".m365agentsplayground.yml"), JSON.stringify(tenant))
  const port = await freePort()
  const program = startProgram({
    path: process.execPath,
    words: [
      playgroundProgram,
      "start",
      ...["-e", `${q.botUrl}/api/messages`, "-c", "msteams", "-p", String(port), "--dt"],
    ],
    folder,
  })
  const origin = `http://localhost:${port}`
  await until({ what: "the Agents Playground", known: program.printed }, async () => {
    if (program.child.exitCode !== null) throw new Error("it ended")
    return (await fetch(`${origin}/_internal/v1/config`)).ok
  })
  async function post(route: string, body: object): Promise<unknown> {
    const response = await fetch(`${origin}/${route}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${route}: ${response.status} ${text}`)
    return text ? JSON.parse(text) : null
  }
  return {
    origin,
    /** Ana says it, after an @mention where it is a place. */
    async says(text: string, where: string): Promise<void> {
      const at = `<at>${bot.name}</at>`
      const isPlace = where !== personal
      await post(`_conversation/v1/conversations/${encodeURIComponent(where)}/messages`, {
        type: "text",
        text: isPlace ? `${at} ${text}` : text,
        textFormat: "plain",
        from: { id: ana.id },
        mentions: isPlace ? [{ mentioned: bot, text: at }] : [],
      })
    },
    install: (where: string) => post(`_debug/conversation/${encodeURIComponent(where)}/installation`, {}),
    /** A message of the bot's, put there without the bot: for cards that take months to come about. */
    shows: (message: object, where: string) =>
      post(`_connector/v3/conversations/${encodeURIComponent(where)}/activities`, message),
    printed: program.printed,
    async close() {
      await program.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const tenant = {
  version: "0.1.1",
  tenantId: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
  bot,
  currentUser: ana,
  users: others,
  personalChat: { id: personal },
  groupChat: { id: group, name: "Projectgroep" },
  team: {
    id: team,
    name: "Klantcontact",
    aadGroupId: "cccccccc-0000-4000-8000-000000000001",
    channels: [channel],
  },
}
