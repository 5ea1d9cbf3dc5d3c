/**
 * The floor of a Teams message: botbuilder as its documentation shows it, which checks the token against the given key server
 * and echoes by a call to the Connector. It keeps nothing, and is spared a web framework and the fetching of a token for its calls.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { json } from "node:stream/consumers"
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from "botbuilder"
import { MicrosoftAppCredentials } from "botframework-connector"

const { MICROSOFT_APP_ID = "", MICROSOFT_APP_TENANT_ID = "", TEAMS_OPENID_METADATA = "" } = process.env
const botframework = "https://api.botframework.com"
const settings = {
  MicrosoftAppType: "SingleTenant",
  MicrosoftAppId: MICROSOFT_APP_ID,
  MicrosoftAppTenantId: MICROSOFT_APP_TENANT_ID,
  BotOpenIdMetadata: TEAMS_OPENID_METADATA,
  ToBotFromEmulatorOpenIdMetadataUrl: TEAMS_OPENID_METADATA,
  ToBotFromChannelTokenIssuer: botframework,
  ToChannelFromBotOAuthScope: botframework,
  ToChannelFromBotLoginUrl: "https://login.microsoftonline.com/none",
  OAuthUrl: botframework,
  CallerId: "urn:botframework:azure",
}
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(settings, {
    isValidAppId: async (id) => id === MICROSOFT_APP_ID,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => MicrosoftAppCredentials.Empty,
  }),
)
const bot = new ActivityHandler()
bot.onMessage((context) => context.sendActivity(`You said: ${context.activity.text}`).then(() => {}))

const server = createServer(async (req, res) => {
  const status = (code: number) => {
    res.statusCode = code
  }
  const answer = { socket: res.socket, status, send: (body: unknown) => res.write(String(body)), header() {} }
  const body = (await json(req)) as Record<string, unknown>
  const end = () => res.end()
  await adapter.process({ method: "POST", headers: req.headers, body }, { ...answer, end }, (context) =>
    bot.run(context),
  )
})
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`Draagvlak is ready: http://127.0.0.1:${(server.address() as AddressInfo).port}\n`)
})
process.once("SIGTERM", () => process.exit(0))
