/** The environment, parsed once. Every problem is told at once, each with what to do; no secret is ever repeated. */
import { z } from "zod"
import type { Language } from "../src/domain/id.ts"
import { isTimeZone, readInstant } from "../src/domain/time.ts"
import { isLoopbackUrl } from "./http.ts"
import { choice, field, matches, read, secret, valueMax, whole } from "./setting-kinds.ts"

export type LogLevel = "info" | "warn" | "error" | "silent"
export type Settings = {
  readonly port: number
  readonly host: string
  /** Without a slash at its end. Where PORT is 0 it names port 0 until the server has one. */
  readonly publicUrl: string
  readonly dataDir: string
  /** 32 bytes base64; null: `DATA_DIR/secret.key`. */
  readonly secretKey: string | null
  readonly slack: null | SlackSettings
  readonly teams: null | TeamsSettings
  /** `{ platform: "slack", key: "T01/U01" }`; without one for Slack, the workspace's owners and admins. */
  readonly stewards: readonly { readonly platform: string; readonly key: string }[]
  readonly language: Language
  readonly timeZone: string
  readonly minGroup: number
  readonly rosterFile: string | null
  readonly retentionDays: number
  readonly clockStart: number | null
  readonly logLevel: LogLevel
  readonly production: boolean
  /** Opens /metrics to others than this machine. */
  readonly metricsToken: string | null
}
/** At least one of `signingSecret` (HTTP) and `appToken` (Socket Mode) is there. */
export type SlackSettings = {
  readonly botToken: string
  readonly signingSecret: string | null
  readonly appToken: string | null
  readonly apiUrl: string
}
/** `app: null`: the Agents Playground on this machine, where nobody signs. */
export type TeamsSettings = {
  readonly app: { readonly id: string; readonly password: string; readonly tenantId: string } | null
  readonly openIdMetadata: string
}
export type Env = Record<string, string | undefined>
export type ReadSettings = { type: "settings"; settings: Settings } | { type: "problems"; problems: string[] }

export const limits = {
  port: { min: 0, max: 65_535, usual: 3000 },
  minGroup: { min: 5, max: 1000, usual: 10 },
  retentionDays: { min: 100, max: 3650, usual: 120 },
} as const

/** CONTRACT.md's names that this release does not serve: refused, because a setting that does nothing misleads. */
const later = ["DATABASE_URL", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const schema = z.object({
  PORT: whole("PORT", limits.port),
  HOST: field(
    /^[\w.:-]{1,253}$/,
    "127.0.0.1",
    `give an address or a host name such as "127.0.0.1" or "0.0.0.0"`,
  ),
  PUBLIC_URL: read<string>(readPublicUrl, "", `give http:// or https:// and a host, without a path`),
  DATA_DIR: z.string().max(valueMax).default("./data"),
  SECRET_KEY: secret(isKey, `give 32 bytes in base64: run "openssl rand -base64 32"`),
  SLACK_SIGNING_SECRET: secret(
    matches(/^\S{8,200}$/),
    "copy the Signing Secret from Basic Information of your Slack app",
  ),
  SLACK_BOT_TOKEN: secret(
    matches(/^xoxb-\S{1,400}$/),
    `copy the token that begins with "xoxb-" from OAuth & Permissions`,
  ),
  SLACK_APP_TOKEN: secret(
    matches(/^xapp-\S{1,400}$/),
    `copy the token that begins with "xapp-" from App-Level Tokens`,
  ),
  SLACK_API_URL: read<string>(
    readApiUrl,
    "https://slack.com/api/",
    "give an https:// address, or http:// on loopback; leave it out for Slack's own",
  ),
  MICROSOFT_APP_ID: field(guid, "", "copy the application (client) ID of the bot's app registration"),
  MICROSOFT_APP_PASSWORD: secret(
    matches(/^\S{8,200}$/),
    "copy the value (not the id) of a client secret of the bot's app registration",
  ),
  MICROSOFT_APP_TENANT_ID: field(guid, "", "copy the directory (tenant) ID of the bot's app registration"),
  TEAMS_ALLOW_ANONYMOUS: choice(["1", "0"], "0"),
  TEAMS_OPENID_METADATA: read<string>(
    readMetadata,
    "https://login.botframework.com/v1/.well-known/openidconfiguration",
    "give an address on loopback; leave it out for Microsoft's own",
  ),
  STEWARDS: read<Settings["stewards"]>(
    readStewards,
    [],
    `give people as "slack:T01/U01" (or "slack:U01") and "teams:TENANT/OBJECT-ID" (or "teams:OBJECT-ID"), separated by commas`,
  ),
  DEFAULT_LANGUAGE: choice(["nl", "en"], "nl"),
  DEFAULT_TIME_ZONE: read<string>(
    (t) => (isNamedZone(t) ? t : null),
    "Europe/Amsterdam",
    `give a name such as "Europe/Amsterdam"`,
  ),
  MIN_GROUP: whole("MIN_GROUP", limits.minGroup),
  ROSTER_FILE: z.string().max(valueMax).nullable().default(null),
  RETENTION_DAYS: whole("RETENTION_DAYS", limits.retentionDays),
  CLOCK_START: read<number | null>(
    readInstant,
    null,
    `give an instant with its offset, such as "2026-11-27T14:59:50+01:00"`,
  ),
  METRICS_TOKEN: secret(matches(/^\S{16,200}$/), `give 16 characters or more: run "openssl rand -hex 24"`),
  LOG_LEVEL: choice(["info", "warn", "error", "silent"], "info"),
  NODE_ENV: choice(["production", "development", "test"], "development"),
})

/** The names that are read, for `.env.example`, README and the tests that hold them equal. */
export const settingNames: readonly string[] = Object.keys(schema.shape)

export function readSettings(env: Env): ReadSettings {
  const given = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()])
      // `NAME=` in .env means "not set".
      .filter(([, value]) => value),
  ) as Record<string, string>
  const parsed = schema.safeParse(given)
  const problems = [
    ...(parsed.error?.issues ?? []).map((i) => `${i.path.join(".")} ${i.message}`),
    ...combinationProblems(given),
    ...later
      .filter((name) => given[name])
      .map((name) => `${name} is not served by this release yet: take it out, it would do nothing`),
  ]
  if (problems.length > 0 || !parsed.success) return { type: "problems", problems }
  return { type: "settings", settings: toSettings(parsed.data) }
}

function toSettings(s: z.infer<typeof schema>): Settings {
  const slack = s.SLACK_BOT_TOKEN
    ? {
        botToken: s.SLACK_BOT_TOKEN,
        signingSecret: s.SLACK_SIGNING_SECRET,
        appToken: s.SLACK_APP_TOKEN,
        apiUrl: s.SLACK_API_URL,
      }
    : null
  const { MICROSOFT_APP_ID: id, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TENANT_ID: tenantId } = s
  const app = id && password ? { id: id.toLowerCase(), password, tenantId: tenantId.toLowerCase() } : null
  const teams =
    app || s.TEAMS_ALLOW_ANONYMOUS === "1" ? { app, openIdMetadata: s.TEAMS_OPENID_METADATA } : null
  return {
    port: s.PORT,
    host: s.HOST,
    publicUrl: s.PUBLIC_URL || `http://localhost:${s.PORT}`,
    dataDir: s.DATA_DIR,
    secretKey: s.SECRET_KEY,
    slack,
    teams,
    stewards:
      s.STEWARDS.length > 0 || slack || teams ? s.STEWARDS : [{ platform: "web", key: "demo/chadia" }],
    language: s.DEFAULT_LANGUAGE,
    timeZone: s.DEFAULT_TIME_ZONE,
    minGroup: s.MIN_GROUP,
    rosterFile: s.ROSTER_FILE,
    retentionDays: s.RETENTION_DAYS,
    clockStart: s.CLOCK_START,
    logLevel: s.LOG_LEVEL,
    production: s.NODE_ENV === "production",
    metricsToken: s.METRICS_TOKEN,
  }
}

/** What no setting can know by itself. Looks at what is given, so that it also speaks where another setting is wrong. */
function combinationProblems(given: Record<string, string>): string[] {
  const problems: string[] = []
  const slack = Object.keys(given).filter((n) => settingNames.includes(n) && n.startsWith("SLACK_"))
  if (slack.length > 0 && !given.SLACK_BOT_TOKEN)
    problems.push(
      `SLACK_BOT_TOKEN is missing while ${slack.join(" and ")} is set: copy it from OAuth & Permissions, or take the others out`,
    )
  if (given.SLACK_BOT_TOKEN && !given.SLACK_SIGNING_SECRET && !given.SLACK_APP_TOKEN)
    problems.push(
      "SLACK_BOT_TOKEN needs a way in: set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)",
    )
  if (given.CLOCK_START && given.NODE_ENV === "production")
    problems.push("CLOCK_START is for rehearsals: take it out, or start without NODE_ENV=production")
  return [...problems, ...teamsProblems(given)]
}

const registration = ["MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"]

function teamsProblems(given: Record<string, string>): string[] {
  const problems: string[] = []
  const set = [...registration, "TEAMS_OPENID_METADATA"].filter((name) => given[name])
  const anonymous = given.TEAMS_ALLOW_ANONYMOUS === "1"
  if (set.length > 0 && !anonymous)
    for (const name of registration.filter((n) => !given[n]))
      problems.push(
        `${name} is missing while ${set.join(" and ")} is set: copy it from the bot's app registration, or take the others out`,
      )
  if (anonymous && set.length > 0)
    problems.push(`TEAMS_ALLOW_ANONYMOUS is set next to ${set.join(" and ")}: take one or the other out`)
  const local = [
    ...(anonymous ? ["TEAMS_ALLOW_ANONYMOUS"] : []),
    ...(given.TEAMS_OPENID_METADATA && isLoopbackUrl(given.TEAMS_OPENID_METADATA)
      ? ["TEAMS_OPENID_METADATA"]
      : []),
  ]
  const away = [
    ...(given.NODE_ENV === "production" ? ["NODE_ENV=production"] : []),
    ...(given.PUBLIC_URL && !isLoopbackUrl(given.PUBLIC_URL) ? ["PUBLIC_URL is not this machine"] : []),
    ...(given.HOST && !isLoopbackUrl(`http://${given.HOST}`) ? ["HOST is not loopback"] : []),
  ]
  for (const name of away.length > 0 ? local : [])
    problems.push(`${name} is for this machine itself only (${away.join(", ")}): take it out`)
  if (set.length > 0 || anonymous) problems.push(...stewardProblems(given))
  return problems
}

/** Teams does not tell who its owners are, so the first steward must be named. */
function stewardProblems(given: Record<string, string>): string[] {
  const named = (readStewards(given.STEWARDS ?? "") ?? []).filter((s) => s.platform === "teams")
  if (named.length === 0)
    return [
      `STEWARDS is missing somebody for Teams: give "teams:OBJECT-ID", the object id from Microsoft Entra`,
    ]
  const tenant = given.MICROSOFT_APP_TENANT_ID?.toLowerCase()
  const strange = named.some((s) => s.key.includes("/") && tenant && !s.key.startsWith(`${tenant}/`))
  return strange ? ["STEWARDS names somebody of another tenant: give people of MICROSOFT_APP_TENANT_ID"] : []
}

/** True for 32 bytes of base64, as it would be written back. */
export function isKey(text: string): boolean {
  const bytes = Buffer.from(text, "base64")
  return bytes.length === 32 && bytes.toString("base64") === text
}

function isNamedZone(zone: string): boolean {
  return /^[A-Za-z]/.test(zone) && isTimeZone(zone)
}

function readPublicUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  const plain = url && ["http:", "https:"].includes(url.protocol) && url.href === `${url.origin}/`
  return plain ? url.origin : null
}

/** Plain http would send the bot token readable over the network, so it is for loopback only. */
function readApiUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || url.username || url.search || url.hash) return null
  const loopback = isLoopbackUrl(text)
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) return null
  return url.href.endsWith("/") ? url.href : `${url.href}/`
}

const stewardShapes: ReadonlyMap<string, RegExp> = new Map([
  ["slack", /^([TE]\w{1,30}\/)?[UW]\w{1,30}$/],
  ["web", /^demo\/[a-z][a-z0-9-]{0,40}$/],
  ["teams", /^(([0-9a-f-]{36}|playground)\/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
])

/** Who may sign is Microsoft; another key server is for tests on this machine. */
function readMetadata(text: string): string | null {
  return URL.canParse(text) && /^https?:/.test(text) && isLoopbackUrl(text) ? text : null
}

function readStewards(text: string): Settings["stewards"] | null {
  const people = text.split(",").map((one) => {
    const [platform = "", key = ""] = one.trim().split(":", 2)
    if (!stewardShapes.get(platform)?.test(key)) return null
    return { platform, key: platform === "teams" ? key.toLowerCase() : key }
  })
  return people.every((p) => p !== null) ? people : null
}
