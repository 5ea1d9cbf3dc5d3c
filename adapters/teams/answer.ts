/** From an activity to the answer that its person sees. */
import type { Hear, Incoming, Log } from "../../src/app/ports.ts"
import type { Language } from "../../src/domain/id.ts"
import type { Card } from "../../src/view/card.ts"
import type { Connector } from "./connector.ts"
import type { Directory } from "./directory.ts"
import type { HandleActivity, Told } from "./ingress.ts"
import type { Installs } from "./installs.ts"
import { limits } from "./limits.ts"
import { type Activity, type Parsed, parse, type Reply, type Who, writeAddress } from "./parse.ts"
import { cardType, renderCard, renderMessage } from "./render.ts"
import { rememberChat, type sender } from "./send.ts"
import { type TeamsWords, welcomeCard, wordsCard } from "./words.ts"

export type AnswerParts = {
  connector: Connector
  directory: Directory
  installs: Installs
  chats: Map<string, string>
  send: ReturnType<typeof sender>
  words: TeamsWords
  language: Language
  languageFor: LanguageFor
  log: Log
  /** Null until the application listens. */
  hear: () => Hear | null
  /** There are other people now; never waits for whoever looks. */
  rosterChanged: () => void
}
/** What a person chose to be spoken to in, else what Teams told of them now (`told`) or before; null where nobody knows. */
export type LanguageFor = (key: string, told: Language | null) => Language | null
type Asked = { reply: Reply; who: Who }

export function answering(parts: AnswerParts): HandleActivity {
  const apologised = new Set<string>()
  return async (activity) => {
    const parsed = parse(activity, parts.directory)
    const removed = parsed.type === "removed"
    if (removed) await parts.installs.leave(activity)
    if (removed || (await parts.installs.learn(activity))) parts.rosterChanged()
    if ("who" in parsed) meet(parsed, parts)
    switch (parsed.type) {
      case "malformed":
        return { status: 400 }
      case "ignored":
      case "removed":
        return { status: 200 }
      case "unserved":
        return { status: 501 }
      case "refused":
        return say(parsed, parsed.because, parts)
      case "installed":
        return welcome(parsed, parts)
      case "heard":
        return parsed.reply.invoke
          ? pressed(parsed, parts)
          : spoken(parsed, { ...parts, apologised, activity })
    }
  }
}

function meet({ who, reply }: Asked, parts: AnswerParts): void {
  if (!who.key) return
  parts.directory.meet(who)
  if (reply.personal) rememberChat(parts.chats, who.key, reply.personal)
}

const languageOf = (who: Who, parts: AnswerParts) =>
  parts.languageFor(who.key, who.language) ?? parts.language

/** Words of our own: at once where it was pressed, else in the personal chat. A stranger gets none in a place. */
async function say(q: Asked, what: keyof Omit<TeamsWords, "welcome">, parts: AnswerParts): Promise<Told> {
  const language = languageOf(q.who, parts)
  const words = parts.words[what][language]
  if (q.reply.invoke) return toast(words)
  if (q.reply.personal !== null) await post(q, wordsCard(words, language), parts)
  else if (q.who.key) await privately(q, wordsCard(words, language), parts)
  return { status: 200 }
}

/** Four lines, to whoever let the bot in; and that person is known from now on. */
async function welcome(q: Extract<Parsed, { type: "installed" }>, parts: AnswerParts): Promise<Told> {
  await privately(q, welcomeCard(parts.words, languageOf(q.who, parts)), parts)
  await hearing(q, parts)
  return { status: 200 }
}

/** Words of a person. Teams is told that it is done only after the commit. */
async function spoken(
  q: Extract<Parsed, { type: "heard" }>,
  parts: AnswerParts & { apologised: Set<string>; activity: Activity },
): Promise<Told> {
  const { kept, card } = await hearing(q, parts)
  const { apologised } = parts
  // The apology comes with the first try only; what comes again needs no second one.
  if (kept || !apologised.has(q.incoming.delivery)) {
    if (!kept) {
      if (apologised.size >= limits.apologiesMax) apologised.clear()
      apologised.add(q.incoming.delivery)
    }
    await show(q, card, parts)
  }
  return { status: kept ? 200 : 500 }
}

async function show(q: Asked & { incoming: Incoming }, card: Card, parts: AnswerParts): Promise<void> {
  const { reply } = q
  if (reply.personal === null) {
    if (await privately(q, card, parts)) return
    // Neutral words, in the thread of the question: the answer itself is nobody else's.
    const language = languageOf(q.who, parts)
    return post(q, wordsCard(parts.words.unreachable[language], language), parts)
  }
  if (q.incoming.via === "press" && reply.pressed !== null && (await replaced(q, card, parts))) return
  await post(q, card, parts)
}

/** A press that wants its answer in the same breath, within some seconds. */
async function pressed(q: Extract<Parsed, { type: "heard" }>, parts: AnswerParts): Promise<Told> {
  const words = (what: "answered" | "unreachable" | "busy") => parts.words[what][languageOf(q.who, parts)]
  const { personal } = q.reply
  let late = false
  const answer = (async (): Promise<Told> => {
    const { card } = await hearing(q, parts)
    // What was refused leaves the card as it is: its form is still to be filled in.
    if (personal !== null && !late && keeping.has(card.kind)) {
      await post(q, card, parts)
      return toast(card.summary)
    }
    if (personal !== null && !late)
      return { status: 200, body: { statusCode: 200, type: cardType, value: renderCard(card) } }
    const arrived = await privately(q, card, parts)
    return toast(words(arrived ? "answered" : "unreachable"))
  })()
  const busy = after(limits.busyAfterMs)
  const first = await Promise.race([answer, busy.passed])
  busy.forget()
  if (first) return first
  late = true
  return toast(words("busy"))
}

/** Kinds of cards that say no. */
const keeping = new Set(["unreadable", "refusal", "words"])

/** Shown to the one who pressed alone; the card stays as it is. */
const toast = (value: string): Told => ({
  status: 200,
  body: { statusCode: 200, type: "application/vnd.microsoft.activity.message", value },
})

async function hearing(
  q: Asked & { incoming: Incoming },
  parts: AnswerParts,
): Promise<{ kept: boolean; card: Card }> {
  const language = languageOf(q.who, parts)
  const apology = { kept: false, card: wordsCard(parts.words.apology[language], language) }
  try {
    const hear = parts.hear()
    if (!hear) return apology
    const answer = await hear(await acquainted(q.incoming, parts))
    return { kept: answer.type === "answer", card: answer.card }
  } catch (error) {
    parts.log.error("teams.fault", { via: q.incoming.via }, error)
    return apology
  }
}

/** With the place's name, which Teams leaves out of messages. */
async function acquainted(incoming: Incoming, parts: AnswerParts): Promise<Incoming> {
  const { place } = incoming
  if (!place || place.name !== place.key) return incoming
  const name = (await parts.directory.placeName(place.key)) ?? parts.words.place[parts.language]
  return { ...incoming, place: { ...place, name } }
}

/** In the personal chat, wherever it was asked. False where the person cannot be reached there. */
async function privately(q: Asked, card: Card, parts: AnswerParts): Promise<boolean> {
  const address = writeAddress({ v: 1, service: q.who.serviceUrl, user: q.who.user })
  const sent = await parts.send({ to: { personKey: q.who.key, address }, card, replaces: null })
  if (sent.type !== "sent") parts.log.warn("teams.answer-lost", { by: "chat", because: sent.because })
  return sent.type === "sent"
}

/** Never throws: what was committed stays, and a lost answer can be asked for again. */
async function post(q: Asked, card: Card, parts: AnswerParts): Promise<void> {
  const where = { service: q.who.serviceUrl, conversation: q.reply.conversation }
  await parts.connector.post({ ...where, message: renderMessage(card) }).catch((error: unknown) => {
    parts.log.warn("teams.answer-lost", { by: "post", because: error instanceof Error ? error.name : "?" })
  })
}

async function replaced(q: Asked, card: Card, parts: AnswerParts): Promise<boolean> {
  const where = { service: q.who.serviceUrl, conversation: q.reply.conversation, id: q.reply.pressed ?? "" }
  return parts.connector.update({ ...where, message: renderMessage(card) }).then(
    () => true,
    () => false,
  )
}

function after(ms: number): { passed: Promise<null>; forget(): void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms)
  })
  return { passed, forget: () => clearTimeout(timer) }
}
