/** A small demo organisation that works: what is sent is kept, as the outbox would keep it, and shown. */
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { parse } from "yaml"
import type { LedgerLine, Post, WebDesk } from "../../adapters/web/desk.ts"
import type { Ids, Platform } from "../../src/app/ports.ts"
import type { Language } from "../../src/domain/id.ts"
import { makeWords } from "../../src/view/words.ts"

export const webWords = {
  nl: messages("nl"),
  en: messages("en"),
}

function messages(language: Language): Map<string, string> {
  const file = new URL(`../../content/words/web.${language}.yml`, import.meta.url)
  return new Map(Object.entries(parse(readFileSync(file, "utf8")) as Record<string, string>))
}

export const ids: Ids = {
  next: (length) => [...randomBytes(length)].map((b) => "abcdefghijklmnopqrstuvwxyz234567"[b % 32]).join(""),
}

export type FakeDesk = WebDesk & {
  /** Languages as people chose them. */
  languages: Map<string, Language>
  posts: Map<string, (Post & { ref: string })[]>
  lines: LedgerLine[]
  /** The platform whose sent messages this desk remembers. */
  remembering(platform: Platform): Platform
}

export function fakeDesk(q: { now?: number } = {}): FakeDesk {
  const now = () => q.now ?? Date.parse("2026-11-25T10:14:07+01:00")
  const languages = new Map<string, Language>()
  const posts = new Map<string, (Post & { ref: string })[]>()
  const lines: LedgerLine[] = []
  const people: WebDesk["people"] = [
    { key: "anna", name: "Anna", role: "colleague" },
    { key: "bram", name: "Bram", role: "colleague" },
    { key: "chadia", name: "Chadia", role: "steward" },
    { key: "directeur", name: "Directeur", role: "manager" },
  ]
  return {
    organisation: "Voorbeeld Klantcontact",
    timeZone: "Europe/Amsterdam",
    people,
    places: [{ key: "mvo", name: "mvo", members: ["anna", "bram", "chadia", "directeur"] }],
    roster: () =>
      people.map((p) => ({ key: p.key, language: null, timeZone: null, steward: p.role === "steward" })),
    language: async (person) => languages.get(person) ?? "nl",
    feed: async ({ placeKey, limit }) => (posts.get(`place ${placeKey}`) ?? []).slice(-limit),
    inbox: async (person) => posts.get(`person ${person}`) ?? [],
    ledger: async ({ limit }) => lines.slice(0, limit),
    ledgerSize: async () => lines.length,
    now,
    words: makeWords(webWords),
    languages,
    posts,
    lines,
    remembering: (platform) => ({
      ...platform,
      send: async (message) => {
        const sent = await platform.send(message)
        if (sent.type !== "sent") return sent
        const box =
          "placeKey" in message.to ? `place ${message.to.placeKey}` : `person ${message.to.personKey}`
        const kept = (posts.get(box) ?? []).filter((post) => post.ref !== message.replaces)
        posts.set(box, [...kept, { at: now(), card: message.card, ref: sent.ref }])
        return sent
      },
    }),
  }
}
