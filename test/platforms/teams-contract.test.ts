import type { Hear } from "../../src/app/ports.ts"
import { platformContract, type Rig } from "../contract/platform.ts"
import { ana, ben, channel, foreign, guest, people, visible } from "../support/fake-teams.ts"
import { openTeamsWorld } from "../support/teams-world.ts"

platformContract("teams", openRig)

/** Words in the place are said after an @mention in a channel; their answer goes to the personal chat. */
async function openRig(hear: Hear): Promise<Rig> {
  const world = await openTeamsWorld(hear)
  const { fake } = world
  fake.chat(ana.id).length = 0
  const user = (key: string) => people.find((one) => one.aad === key) ?? ben
  let last: () => Promise<unknown> = async () => {}
  return {
    platform: world.platform(),
    place: channel.id,
    ana: ana.aad,
    ben: ben.aad,
    outsiders: [guest.aad, foreign.aad],
    async says({ who, text, where }) {
      const said = world.message({ who: user(who), text, where: where === "place" ? "channel" : "personal" })
      last = () => world.signed(said)
      await last()
    },
    again: async () => void (await last()),
    placeShows: async () => visible(fake.conversations.get(channel.id) ?? []),
    privatelyShows: async (key) => visible(fake.chat(user(key).id)),
    close: () => world.close(),
  }
}
