import type { Language } from "../../src/domain/id.ts"
import { type Card, plain, type Rich } from "../../src/view/card.ts"

/** What the Teams adapter itself says, where no card of the application can be had. */
export type TeamsWords = Record<
  | "busy"
  | "apology"
  | "unknown"
  | "foreign"
  | "unreadable"
  | "answered"
  | "unreachable"
  | "required"
  | "none"
  | "place"
  | "today"
  | "help",
  Record<Language, string>
> & {
  /** What, what is kept, how to leave, where to begin: a line each. */
  welcome: Record<Language, readonly [Rich, Rich, Rich, Rich]>
}

export const teamsWords: TeamsWords = {
  busy: {
    nl: "Even geduld, ik ben er nog mee bezig. Het antwoord komt in ons eigen gesprek.",
    en: "One moment, I am still working on it. The answer will come in our own chat.",
  },
  apology: {
    nl: "Er ging bij mij iets mis, niet bij jou. Probeer het straks nog eens.",
    en: "Something went wrong on my side, not yours. Please try again in a while.",
  },
  unknown: {
    nl: "Dit ken ik niet (meer). Zeg help om te zien wat je hier kunt doen.",
    en: "I do not know this (any more). Say help to see what you can do here.",
  },
  foreign: {
    nl: "Leuk dat je meekijkt. Ik ben er alleen voor collega's van de organisatie die mij hier uitnodigde.",
    en: "Good to see you here. I am only for colleagues of the organisation that invited me.",
  },
  unreadable: {
    nl: "Dit kan ik niet lezen. Zeg help om te zien wat je hier kunt doen.",
    en: "I cannot read this. Say help to see what you can do here.",
  },
  answered: {
    nl: "Mijn antwoord staat in ons eigen gesprek.",
    en: "My answer is in our own chat.",
  },
  unreachable: {
    nl: "Mijn antwoord is alleen voor jou, en ik kan je nog geen persoonlijk bericht sturen. Voeg mij toe onder Apps en vraag het daar.",
    en: "My answer is for you alone, and I cannot send you a personal message yet. Add me under Apps and ask me there.",
  },
  required: { nl: "Vul dit eerst in.", en: "Please fill this in first." },
  place: { nl: "dit kanaal", en: "this channel" },
  today: { nl: "Vandaag", en: "Today" },
  help: { nl: "Wat kan ik hier?", en: "What can I do here?" },
  none: { nl: "geen cijfer", en: "no figure" },
  welcome: {
    nl: [
      [
        "Ik ben Draagvlak. Met kleine uitdagingen, tips en peilingen helpen we samen mens, milieu en samenleving vooruit.",
      ],
      [
        "Ik bewaar wat je hier zelf doet en kiest, en geen berichten van anderen. Zeg ",
        { strong: "privacy" },
        " voor het hele verhaal.",
      ],
      [
        "Meedoen is vrij: met ",
        { strong: "pauze" },
        " zwijg ik een tijd, met ",
        { strong: "vertrek" },
        " stop je helemaal.",
      ],
      [
        "Zeg ",
        { strong: "vandaag" },
        " om te zien wat er nu is, of ",
        { strong: "hulp" },
        " voor alles wat kan. In een kanaal: @Draagvlak en dan je vraag.",
      ],
    ],
    en: [
      [
        "I am Draagvlak. With small challenges, tips and polls we help people, planet and society along together.",
      ],
      [
        "I keep what you do and choose here yourself, and nobody's messages. Say ",
        { strong: "privacy" },
        " for the whole story.",
      ],
      [
        "Taking part is free: ",
        { strong: "pause" },
        " keeps me quiet for a while, ",
        { strong: "leave" },
        " ends it altogether.",
      ],
      [
        "Say ",
        { strong: "today" },
        " to see what there is now, or ",
        { strong: "help" },
        " for all that can be done. In a channel: @Draagvlak and your question.",
      ],
    ],
  },
}

/** Words of our own as a card. */
export function wordsCard(text: string, language: Language): Card {
  const blocks: Card["blocks"] = [{ type: "text", text: [text] }]
  return { kind: "words", to: "actor", language, summary: text, demo: false, blocks }
}

export function welcomeCard(words: TeamsWords, language: Language): Card {
  const lines = words.welcome[language]
  const button = (what: "today" | "help", style: "primary" | "plain") => ({
    label: words[what][language],
    text: what,
    style,
  })
  return {
    ...wordsCard(plain(lines[0]), language),
    kind: "welcome",
    blocks: [
      ...lines.map((line) => ({ type: "text" as const, text: line })),
      { type: "buttons", layout: "row", buttons: [button("today", "primary"), button("help", "plain")] },
    ],
  }
}
