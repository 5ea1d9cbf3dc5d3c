/** Requests made beforehand, over kept connections, so many at once. */
import { Agent, request } from "node:http"

export type Ready = { body: string; headers: Record<string, string> }
export type Caller = { all(calls: readonly Ready[]): Promise<string[]>; close(): void }

/** Each is sent when one before it is answered. Throws where one is not answered with 200. */
export function openCaller(to: URL, atOnce: number): Caller {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })
  const send = ({ body, headers }: Ready) =>
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
    async all(calls) {
      const left = calls.entries()
      const answers: string[] = []
      const worker = async () => {
        for (const [i, call] of left) answers[i] = await send(call)
      }
      await Promise.all(Array.from({ length: atOnce }, worker))
      return answers
    },
    close: () => agent.destroy(),
  }
}
