/**
 * What our Slack app touches: the manifest must ask for exactly this (test/platforms/slack-manifest.test.ts).
 */

/** Web API methods that we call, with the scopes that each needs of a bot. */
export const methods = {
  "auth.test": [],
  "users.list": ["users:read"],
  "users.info": ["users:read"],
  "conversations.open": ["im:write"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.members": ["channels:read", "groups:read"],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "views.publish": [],
} as const

/** Slash commands, both for the same words. */
export const commands = ["/csr", "/mvo"] as const

/** Events that we listen to, with the scopes that each needs. */
export const events = {
  app_mention: ["app_mentions:read"],
  "message.im": ["im:history"],
  app_home_opened: [],
} as const

/** What the app needs besides methods and events: slash commands. */
export const commandScopes = ["commands"] as const

/** Every bot scope, sorted. */
export const scopes: string[] = [
  ...new Set<string>([...commandScopes, ...Object.values(methods).flat(), ...Object.values(events).flat()]),
].sort()
