/** Slack's side of the measuring: commands signed beforehand, so that signing is nobody's time. */
import { commandOf, signed as sign, signingSecret } from "../test/support/slack-world.ts"
import type { Ready } from "./caller.ts"

export { signingSecret }

export function signed(q: { user: string; text: string }): Ready {
  const { body, headers } = sign(commandOf(q))
  return { body, headers: { ...headers, "content-length": String(Buffer.byteLength(body)) } }
}
