/** Teams' side of the measuring: a fake tenant, and messages made beforehand, signed as Microsoft signs many: with one token. */
import { ana, appId, colleagues, type FakePerson, openFakeTeams, tenant } from "../test/support/fake-teams.ts"
import { account, base, messageFrom, placeFields, type Where } from "../test/support/teams-world.ts"
import type { Ready } from "./caller.ts"

export type BenchTenant = Awaited<ReturnType<typeof openTenant>>

/** Ana, who runs the programme, and so many colleagues in one team. */
export async function openTenant(count: number) {
  const people = colleagues(count)
  const fake = await openFakeTeams({ everybody: [ana, ...people] })
  const token = await fake.token()
  const signed = (activity: object, bearer = token): Ready => {
    const body = JSON.stringify(activity)
    const length = String(Buffer.byteLength(body))
    return { body, headers: { authorization: `Bearer ${bearer}`, "content-length": length } }
  }
  return {
    fake,
    people,
    settings: {
      MICROSOFT_APP_ID: appId,
      MICROSOFT_APP_PASSWORD: "not-used-on-loopback",
      MICROSOFT_APP_TENANT_ID: tenant,
      TEAMS_OPENID_METADATA: fake.metadata,
      STEWARDS: `teams:${ana.aad}`,
    },
    signed,
    says: (who: FakePerson, text: string, where: Where = "personal") =>
      signed(messageFrom(fake.url, { who, text, where })),
    /** Lets the bot into the team. */
    installs: () =>
      signed(
        base(fake.url, {
          type: "installationUpdate",
          action: "add",
          from: account(ana),
          ...placeFields("channel", ana),
        }),
      ),
  }
}
