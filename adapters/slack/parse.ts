/** What Slack hands over, as what the application hears. Every byte passes a schema here; nothing is checked again inside. */
import { z } from "zod"
import type { Incoming } from "../../src/app/ports.ts"
import { fillIn } from "./fields.ts"
import { decode } from "./mrkdwn.ts"
import { commands } from "./surface.ts"

/** The workspace and the bot that our token is for. */
export type Home = { teamId: string; botUserId: string }

/** Where an answer goes. */
export type Reply =
  | { by: "command"; responseUrl: string | null }
  /** `replaces`: the pressed message was private, so the answer takes its stead. */
  | { by: "press"; responseUrl: string; replaces: boolean }
  | { by: "home"; user: string }
  | { by: "direct"; channel: string }
  | { by: "mention"; channel: string; user: string; thread: string | null }
  /** Nowhere to answer: acknowledged only. */
  | { by: "nothing" }

export type Parsed =
  | { type: "heard"; incoming: Incoming; reply: Reply }
  /** Words that we have an answer for without the application. */
  | { type: "refused"; because: "unknown" | "foreign" | "workspace"; user: string; reply: Reply }
  /** Not for us: other bots, our own messages, edits, joins. */
  | { type: "ignored" }
  | { type: "malformed" }

const id = z.string().regex(/^[A-Z][A-Z0-9]{1,30}$/)
const short = z.string().max(255)
const url = z.url({ protocol: /^https?$/ }).max(2_000)

const commandBody = z.object({
  command: z.string().max(100),
  text: z.string().default(""),
  user_id: id,
  team_id: id,
  channel_id: id,
  channel_name: short.optional(),
  trigger_id: short.min(1),
  response_url: url.optional(),
})

const stateValue = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: short }).nullish(),
  selected_options: z.array(z.object({ value: short })).nullish(),
})
const pressBody = z.object({
  type: z.literal("block_actions"),
  user: z.object({ id, team_id: id.optional() }),
  team: z.object({ id }).nullish(),
  trigger_id: short.optional(),
  response_url: url.optional(),
  channel: z.object({ id, name: short.optional() }).optional(),
  container: z
    .object({ type: short, message_ts: short.optional(), is_ephemeral: z.boolean().optional() })
    .optional(),
  actions: z
    .array(
      z.object({
        action_id: short,
        value: z.string().max(2_000).nullish(),
        action_ts: short.optional(),
      }),
    )
    .min(1),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), stateValue.loose())) }).optional(),
})
type Press = z.infer<typeof pressBody>

/** Shortcuts, views, menus: we draw none, so each is from an older or another version of the app. */
const otherBody = z.object({
  type: z.enum([
    "shortcut",
    "message_action",
    "view_submission",
    "view_closed",
    "block_suggestion",
    "interactive_message",
    "dialog_submission",
    "dialog_cancellation",
    "dialog_suggestion",
    "workflow_step_edit",
  ]),
  user: z.object({ id, team_id: id.optional() }),
  response_url: url.optional(),
})

const eventBody = z.object({
  type: z.literal("event_callback"),
  event_id: short.min(1),
  team_id: id,
  authorizations: z.array(z.object({ team_id: id.nullish() })).optional(),
  event: z.looseObject({ type: short }),
})
/** A person's words: app_mention, or a message in the personal chat. */
const spoken = z.object({
  user: id,
  text: z.string(),
  channel: id,
  thread_ts: short.optional(),
  user_team: id.optional(),
  source_team: id.optional(),
})
const homeOpened = z.object({ user: id, tab: z.string().optional() })

const anyBody = z.object({ type: z.string().optional(), command: z.string().optional() })

export function parse(body: unknown, home: Home): Parsed {
  const kind = anyBody.safeParse(body)
  if (!kind.success) return { type: "malformed" }
  if (kind.data.command !== undefined) return read(commandBody, body, (it) => readCommand(it, home))
  if (kind.data.type === "block_actions") return read(pressBody, body, (it) => readPress(it, home))
  if (kind.data.type === "event_callback") return read(eventBody, body, (it) => readEvent(it, home))
  return read(otherBody, body, (it) => ({
    type: "refused",
    because: "unknown",
    user: it.user.id,
    reply: it.response_url
      ? { by: "press", responseUrl: it.response_url, replaces: false }
      : { by: "nothing" },
  }))
}

function read<T>(schema: z.ZodType<T>, body: unknown, then: (it: T) => Parsed): Parsed {
  const it = schema.safeParse(body)
  return it.success ? then(it.data) : { type: "malformed" }
}

function readCommand(it: z.infer<typeof commandBody>, home: Home): Parsed {
  const reply: Reply = { by: "command", responseUrl: it.response_url ?? null }
  if (it.team_id !== home.teamId) return { type: "refused", because: "workspace", user: it.user_id, reply }
  if (!(commands as readonly string[]).includes(it.command)) {
    return { type: "refused", because: "unknown", user: it.user_id, reply }
  }
  return {
    type: "heard",
    reply,
    incoming: {
      delivery: `command:${it.trigger_id}`,
      actor: { key: it.user_id, language: null, timeZone: null },
      place: placeOf(it.channel_id, it.channel_name),
      text: decode(it.text).trim(),
      via: "command",
    },
  }
}

function readPress(it: Press, home: Home): Parsed {
  const [action] = it.actions
  if (!action) return { type: "malformed" }
  const onHome = it.container?.type === "view"
  const personal = it.channel?.id.startsWith("D") ?? false
  const replaces = it.container?.is_ephemeral === true || personal
  const reply: Reply = onHome
    ? { by: "home", user: it.user.id }
    : it.response_url
      ? { by: "press", responseUrl: it.response_url, replaces }
      : { by: "nothing" }
  const person = it.user.team_id ?? it.team?.id ?? home.teamId
  if (person !== home.teamId) {
    // A foreign colleague's answer never takes the stead of what they pressed.
    return { type: "refused", because: "foreign", user: it.user.id, reply: beside(reply) }
  }
  const text = textOf(it, action)
  if (text === null) return { type: "refused", because: "unknown", user: it.user.id, reply: beside(reply) }
  const press = it.trigger_id ?? [it.container?.message_ts, action.action_ts, it.user.id].join("+")
  return {
    type: "heard",
    reply,
    incoming: {
      delivery: `press:${press}`,
      actor: { key: it.user.id, language: null, timeZone: null },
      place: onHome || !it.channel ? null : placeOf(it.channel.id, it.channel.name),
      text,
      via: "press",
    },
  }
}

const beside = (reply: Reply): Reply =>
  reply.by === "press" ? { ...reply, replaces: false } : reply.by === "home" ? { by: "nothing" } : reply

/** The command that the press sends; null where the button is none of ours. */
function textOf(it: Press, action: Press["actions"][number]): string | null {
  const value = action.value ?? ""
  const [, kind, number] = /^(say|submit)\.(\d{1,3})$/.exec(action.action_id) ?? []
  if (!kind || value === "") return null
  if (kind === "say") return value
  const values = it.state?.values ?? {}
  const field = Object.keys(values).find((key) => key.startsWith(`field.${number}.`))
  const state = field === undefined ? undefined : values[field]?.["value"]
  const options = state?.selected_options?.map((option) => option.value).join(",")
  return fillIn(value, state?.value ?? state?.selected_option?.value ?? options ?? "")
}

function readEvent(it: z.infer<typeof eventBody>, home: Home): Parsed {
  const { event } = it
  // In a channel shared between organisations the team may be the other one's; whom it is for stands beside it.
  const teams = [it.team_id, ...(it.authorizations ?? []).map((authorization) => authorization.team_id)]
  if (!teams.includes(home.teamId)) return { type: "ignored" }
  if (event.type === "app_home_opened") {
    return read(homeOpened, event, (opened) =>
      opened.tab !== undefined && opened.tab !== "home"
        ? { type: "ignored" }
        : {
            type: "heard",
            reply: { by: "home", user: opened.user },
            incoming: { ...incoming(it.event_id, opened.user), place: null, text: "today", via: "home" },
          },
    )
  }
  const personal = event.type === "message" && event["channel_type"] === "im"
  if (!personal && event.type !== "app_mention") return { type: "ignored" }
  if (event["bot_id"] !== undefined || event["subtype"] !== undefined) return { type: "ignored" }
  if (event["user"] === home.botUserId || event["user"] === "USLACKBOT") return { type: "ignored" }
  return read(spoken, event, (said) => readSpoken({ said, personal, delivery: it.event_id }, home))
}

function readSpoken(
  q: { said: z.infer<typeof spoken>; personal: boolean; delivery: string },
  home: Home,
): Parsed {
  const { said } = q
  // In a personal chat a mention comes as a message too: one of the two is enough.
  if (!q.personal && said.channel.startsWith("D")) return { type: "ignored" }
  const reply: Reply = q.personal
    ? { by: "direct", channel: said.channel }
    : { by: "mention", channel: said.channel, user: said.user, thread: said.thread_ts ?? null }
  if ((said.user_team ?? said.source_team ?? home.teamId) !== home.teamId) {
    return { type: "refused", because: "foreign", user: said.user, reply }
  }
  const own = new RegExp(`<@${home.botUserId}(\\|[^<>]*)?>`, "g")
  return {
    type: "heard",
    reply,
    incoming: {
      ...incoming(q.delivery, said.user),
      place: q.personal ? null : placeOf(said.channel),
      text: decode(said.text.replace(own, " ")).trim(),
      via: "message",
    },
  }
}

const incoming = (event: string, user: string) => ({
  delivery: `event:${event}`,
  actor: { key: user, language: null, timeZone: null },
})

/** Null in a personal chat. The name is the key where Slack does not tell it. */
function placeOf(key: string, name?: string): Incoming["place"] {
  if (key.startsWith("D")) return null
  const known = name && !["privategroup", "directmessage"].includes(name) ? decode(name) : key
  return { key, name: known, language: null, timeZone: null }
}
