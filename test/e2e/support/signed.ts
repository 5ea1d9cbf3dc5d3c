/** Presses as Slack itself would deliver them: for what local-slack cannot do, such as forms and redelivery. */
import { createHmac } from "node:crypto"
import { place, slackTokens, team } from "./local-slack.ts"

type FormButton = { action_id?: string; value?: string }

/** A press on a form's button, by delivery: the same delivery is the same bytes. */
export function pressWith(q: { button: FormButton; amount: string; user: string }) {
  const number = /\d+$/.exec(q.button.action_id ?? "")?.[0]
  return (delivery: string): string =>
    new URLSearchParams({
      payload: JSON.stringify({
        type: "block_actions",
        user: { id: q.user, team_id: team },
        team: { id: team },
        trigger_id: delivery,
        channel: place,
        container: { type: "message", message_ts: "1.1", is_ephemeral: true },
        actions: [{ type: "button", action_ts: "1.2", ...q.button }],
        state: {
          values: { [`field.${number}.log`]: { value: { type: "plain_text_input", value: q.amount } } },
        },
      }),
    }).toString()
}

/** The status of the answer. */
export async function postSigned(url: string, body: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const mac = createHmac("sha256", slackTokens.SLACK_SIGNING_SECRET).update(`v0:${timestamp}:${body}`)
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${mac.digest("hex")}`,
    },
  })
  await response.arrayBuffer()
  return response.status
}
