import type { Language } from "../../../src/domain/id.ts"

/** What Teams' own store page and command menus say. */
export type PackageWords = {
  short: string
  full: string
  /** What is typed, and what it does. */
  personal: readonly { title: string; description: string }[]
  places: readonly { title: string; description: string }[]
}

export const packageWords: Record<Language, PackageWords> = {
  en: {
    short: "Small challenges, tips and polls for people, planet and society.",
    full: "Draagvlak is Dutch for the support that a plan has among the people who must carry it. It offers small challenges, a tip now and then, and short confidential polls, in the channels where colleagues already are. On Monday a channel sees what it did together. Nothing speaks before a steward says yes, and at most one message a day. It keeps what you do, choose and ask here yourself, not what colleagues write to each other. Pausing and leaving are one word away: pause, leave. Say privacy to see what is kept about you.",
    personal: [
      { title: "today", description: "What there is now: tip, polls, my challenges" },
      { title: "help", description: "All that I can do here" },
      { title: "challenge list", description: "The challenges" },
      { title: "me", description: "My own actions, seen by me alone" },
      { title: "question", description: "Ask management something" },
      { title: "sdg", description: "The seventeen goals" },
      { title: "language nl", description: "Liever Nederlands" },
      { title: "pause 2w", description: "No messages for two weeks" },
      { title: "privacy", description: "What is kept about me" },
      { title: "leave", description: "Stop altogether" },
    ],
    places: [
      { title: "today", description: "What there is now; the answer comes in your own chat" },
      { title: "help", description: "All that you can do here" },
      { title: "challenge list", description: "The challenges" },
      { title: "here", description: "Stewards: this channel takes part" },
      { title: "programme", description: "Stewards: what comes here, and when" },
      { title: "programme week", description: "Stewards: the coming week, with skip and swap" },
    ],
  },
  nl: {
    short: "Kleine uitdagingen, tips en peilingen voor mens, milieu en samenleving.",
    full: "Draagvlak is de steun die een plan heeft bij de mensen die het moeten dragen. Je krijgt kleine uitdagingen, af en toe een tip en korte vertrouwelijke peilingen, in de kanalen waar je al bent. Op maandag ziet een kanaal wat het samen deed. Er komt niets voordat een begeleider ja zei, en ten hoogste één bericht per dag. Bewaard wordt wat je hier zelf doet, kiest en vraagt, niet wat collega's elkaar schrijven. Pauze en stoppen zijn één woord: pauze, vertrek. Zeg privacy om te zien wat er over jou bewaard is.",
    personal: [
      { title: "vandaag", description: "Wat er nu is: tip, peilingen, mijn uitdagingen" },
      { title: "hulp", description: "Alles wat ik hier kan doen" },
      { title: "uitdaging lijst", description: "De uitdagingen" },
      { title: "ik", description: "Mijn eigen acties, alleen voor mij" },
      { title: "vraag", description: "Iets vragen aan de directie" },
      { title: "sdg", description: "De zeventien doelen" },
      { title: "taal en", description: "English, please" },
      { title: "pauze 2w", description: "Twee weken geen berichten" },
      { title: "privacy", description: "Wat er over mij bewaard is" },
      { title: "vertrek", description: "Helemaal stoppen" },
    ],
    places: [
      { title: "vandaag", description: "Wat er nu is; het antwoord komt in je eigen gesprek" },
      { title: "hulp", description: "Alles wat je hier kunt doen" },
      { title: "uitdaging lijst", description: "De uitdagingen" },
      { title: "hier", description: "Begeleiders: dit kanaal doet mee" },
      { title: "programma", description: "Begeleiders: wat hier komt, en wanneer" },
      { title: "programma week", description: "Begeleiders: de komende week, met overslaan en ruilen" },
    ],
  },
}
