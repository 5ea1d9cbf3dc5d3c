/** The floor of a Slack command: Bolt as its documentation shows it. It checks the signature, keeps nothing and says "ok". */
import type { AddressInfo } from "node:net"
import { App, HTTPReceiver } from "@slack/bolt"

const receiver = new HTTPReceiver({ signingSecret: process.env["SLACK_SIGNING_SECRET"] ?? "" })
const app = new App({
  receiver,
  authorize: async () => ({ botToken: "xoxb-1", botId: "B1", botUserId: "U1" }),
})
app.command("/csr", async ({ ack }) => ack("ok"))
const server = await receiver.start(0)
process.stdout.write(`Draagvlak is ready: http://localhost:${(server.address() as AddressInfo).port}\n`)
process.once("SIGTERM", () => process.exit(0))
