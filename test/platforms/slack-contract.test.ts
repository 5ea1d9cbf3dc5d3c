import type { Hear } from "../../src/app/ports.ts"
import { platformContract, type Rig } from "../contract/platform.ts"
import { visible } from "../support/fake-slack.ts"
import { commandOf, messageEvent, openSlackWorld, type Posted } from "../support/slack-world.ts"

platformContract("slack", openRig)

/** Words in the place are typed as a slash command, whose answer only the person sees. */
async function openRig(hear: Hear): Promise<Rig> {
  const world = await openSlackWorld(hear)
  const { fake } = world
  await fetch(`${fake.apiUrl}conversations.open`, { method: "POST", body: "users=UBEN" })
  const whispered = new Map<string, string[]>()
  let last: () => Promise<void> = async () => {}
  return {
    platform: world.slack.platform,
    place: "CTEAM",
    ana: "UANA",
    ben: "UBEN",
    outsiders: ["UGONE", "UGUEST", "USINGLE", "UFAR", "USTRANGE", "UINVITED", "UBOT", "USLACKBOT"],
    async says({ who, text, where }) {
      if (where === "place") {
        const fields = commandOf({ user: who, text })
        last = async () => keep(who, await world.command(fields))
      } else {
        const payload = messageEvent({ user: who, text })
        last = async () => void (await world.event(payload))
      }
      await last()
    },
    again: () => last(),
    placeShows: async () => visible(fake.channels.get("CTEAM")?.messages),
    privatelyShows: async (person) =>
      [visible(fake.channels.get(`D${person}`)?.messages), ...(whispered.get(person) ?? [])]
        .join("\n")
        .trim(),
    close: () => world.close(),
  }

  function keep(who: string, posted: Posted) {
    whispered.set(who, [...(whispered.get(who) ?? []), visible(JSON.parse(posted.text).blocks)])
  }
}
