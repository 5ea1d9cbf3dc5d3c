/** Slack's side of the measuring: signed commands over kept connections. */
import { Agent, request } from "node:http"
import { commandOf, signed as sign, signingSecret } from "../test/support/slack-world.ts"

export { signingSecret }

export type Signed = { body: string; headers: Record<string, string> }

/** Signed beforehand, so that signing is nobody's time. */
export function signed(q: { user: string; text: string }): Signed {
  const { body, headers } = sign(commandOf(q))
  return { body, headers: { ...headers, "content-length": String(Buffer.byteLength(body)) } }
}

export type Caller = { all(commands: Signed[]): Promise<string[]>; close(): void }

/** Sends commands, so many at once, each when one before it is answered. Throws where one is not answered with 200. */
export function openCaller(url: string, atOnce: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const to = new URL("/slack/events", url)
  const send = ({ body, headers }: Signed) =>
    new Promise<string>((resolve, reject) => {
      const asked = request(to, { method: "POST", agent, headers }, (answer) => {
        let text = ""
        answer.on("data", (chunk) => {
          text += chunk
        })
        answer.on("end", () =>
          answer.statusCode === 200 ? resolve(text) : reject(new Error(`answered ${answer.statusCode}`)),
        )
      })
      asked.on("error", reject)
      asked.end(body)
    })
  return {
    async all(commands) {
      const left = commands.entries()
      const answers: string[] = []
      const worker = async () => {
        for (const [i, command] of left) answers[i] = await send(command)
      }
      await Promise.all(Array.from({ length: atOnce }, worker))
      return answers
    },
    close: () => agent.destroy(),
  }
}
