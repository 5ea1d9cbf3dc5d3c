/** From a request to the answer that its person sees. */
import type { Answer, Hear, Incoming, Log } from "../../src/app/ports.ts"
import type { Language } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"
import type { Client } from "./client.ts"
import type { Directory } from "./directory.ts"
import { limits } from "./limits.ts"
import { type Home, type Parsed, parse, type Reply } from "./parse.ts"
import type { Handle } from "./receiver.ts"
import { type Message, renderHome, renderMessage } from "./render.ts"
import type { SlackWords } from "./words.ts"

export type AnswerParts = {
  home: Home
  client: Client
  directory: Directory
  words: SlackWords
  language: Language
  log: Log
  /** Null until the application listens. */
  hear: () => Hear | null
}
/** What one sees: a card, or words of the adapter itself. */
type Shown = { card: Card } | { words: string }

export function answering(parts: AnswerParts): Handle {
  return async ({ body, retry, ack }) => {
    const parsed = parse(body, parts.home)
    switch (parsed.type) {
      case "malformed":
        parts.log.warn("slack.malformed")
        return "unreadable"
      case "ignored":
        await ack?.()
        return "kept"
      case "refused":
        await refuse(parsed, ack, parts)
        return "kept"
      case "heard":
        if (ack) await promptly({ ...parsed, ack }, parts)
        else if (!(await event({ ...parsed, retry }, parts))) return "again"
        return "kept"
    }
  }
}

type Ack = (answer?: object) => Promise<void>

async function refuse(parsed: Extract<Parsed, { type: "refused" }>, ack: Ack | null, parts: AnswerParts) {
  const { language } = await parts.directory.person(parsed.user)
  const shown = { words: parts.words[parsed.because][language ?? parts.language] }
  if (parsed.reply.by === "command") return await ack?.(ephemeral(shown))
  await ack?.()
  await show(parsed.reply, shown, parts)
}

/** Commands and presses: within 3 s something is said, and not before the commit unless it takes long. */
async function promptly(
  q: { incoming: Incoming; reply: Reply; ack: Ack },
  parts: AnswerParts,
): Promise<void> {
  const busy = after(limits.busyAfterMs)
  const incoming = await acquainted(q.incoming, parts)
  const language = incoming.actor.language ?? parts.language
  const heard = hearing(incoming, parts, language).then((answer) => answer.shown)
  const first = await Promise.race([heard, busy.passed])
  busy.forget()
  if (first) return await acknowledge(q, first, parts)
  // What comes first is said beside the card, so that the answer itself can still take its stead.
  const reply = q.reply.by === "home" ? nowhere : beside(q.reply)
  await acknowledge({ ...q, reply }, { words: parts.words.busy[language] }, parts)
  await show(q.reply, await heard, parts)
}

/** A command's acknowledgement carries its answer; all else is answered by another way. */
async function acknowledge(q: { reply: Reply; ack: Ack }, shown: Shown, parts: AnswerParts): Promise<void> {
  if (q.reply.by !== "command") {
    await q.ack()
    return await show(q.reply, shown, parts)
  }
  // Too late for Slack, by a stall of this process: the answer then goes by response_url.
  await q.ack(ephemeral(shown)).catch(() => show(q.reply, shown, parts))
}

const nowhere: Reply = { by: "nothing" }
const beside = (reply: Reply): Reply => (reply.by === "press" ? { ...reply, replaces: false } : reply)

function after(ms: number): { passed: Promise<null>; forget(): void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  return { passed, forget: () => clearTimeout(timer) }
}

/** Events: false where Slack should deliver again. */
async function event(
  q: { incoming: Incoming; reply: Reply; retry: number },
  parts: AnswerParts,
): Promise<boolean> {
  const incoming = await acquainted(q.incoming, parts)
  const { kept, shown } = await hearing(incoming, parts, incoming.actor.language ?? parts.language)
  // The apology comes with the first try only; what comes again needs no second one.
  if (kept || q.retry === 0) await show(q.reply, shown, parts)
  return kept
}

async function hearing(
  incoming: Incoming,
  parts: AnswerParts,
  language: Language,
): Promise<{ kept: boolean; shown: Shown }> {
  try {
    const hear = parts.hear()
    if (!hear) return { kept: false, shown: { words: parts.words.apology[language] } }
    const answer: Answer = await hear(incoming)
    return { kept: answer.type === "answer", shown: { card: answer.card } }
  } catch (error) {
    parts.log.error("slack.fault", { via: incoming.via }, error)
    return { kept: false, shown: { words: parts.words.apology[language] } }
  }
}

/** With what Slack knows of the person and the place. */
async function acquainted(incoming: Incoming, parts: AnswerParts): Promise<Incoming> {
  const { place } = incoming
  const nameless = place !== null && place.name === place.key
  const [tongue, name] = await Promise.all([
    parts.directory.person(incoming.actor.key),
    nameless ? parts.directory.placeName(place.key) : null,
  ])
  return {
    ...incoming,
    actor: { ...incoming.actor, ...tongue },
    place: place && name ? { ...place, name } : place,
  }
}

/** Never throws: what was committed stays, and a lost answer can be asked for again. */
async function show(reply: Reply, shown: Shown, parts: AnswerParts): Promise<void> {
  try {
    switch (reply.by) {
      case "command":
        if (reply.responseUrl) await respond(reply.responseUrl, ephemeral(shown))
        return
      case "press":
        await respond(
          reply.responseUrl,
          reply.replaces
            ? { replace_original: true, ...message(shown) }
            : { replace_original: false, ...ephemeral(shown) },
        )
        return
      case "home":
        await parts.client.views.publish({ user_id: reply.user, view: renderHome(cardOf(shown)) })
        return
      case "direct":
        await parts.client.chat.postMessage({ channel: reply.channel, ...message(shown), ...quiet })
        return
      case "mention":
        await parts.client.chat.postEphemeral({
          channel: reply.channel,
          user: reply.user,
          ...message(shown),
          ...(reply.thread ? { thread_ts: reply.thread } : {}),
        })
        return
      case "nothing":
    }
  } catch (error) {
    parts.log.warn("slack.answer-lost", { by: reply.by, because: error instanceof Error ? error.name : "?" })
  }
}

const quiet = { unfurl_links: false, unfurl_media: false } as const

async function respond(url: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(body),
    redirect: "error",
    signal: AbortSignal.timeout(limits.callTimeoutMs),
  })
  if (!response.ok) throw new Error(`response_url answered ${response.status}`)
  await response.arrayBuffer()
}

function ephemeral(shown: Shown): { response_type: "ephemeral" } & Message {
  return { response_type: "ephemeral", ...message(shown) }
}

function message(shown: Shown): Message {
  if ("card" in shown) return renderMessage(shown.card, { charts: false })
  return {
    text: shown.words,
    blocks: [{ type: "section", text: { type: "mrkdwn", text: shown.words, verbatim: true } }],
  }
}

function cardOf(shown: Shown): Card {
  if ("card" in shown) return shown.card
  const text = shown.words
  return {
    kind: "words",
    to: "actor",
    language: "en",
    summary: text,
    demo: false,
    blocks: [{ type: "text", text: [text] }],
  }
}
