import type { Language } from "../../src/domain/id.ts"

/** What the Slack adapter itself says, where no card of the application can be had. */
export type SlackWords = Record<
  "busy" | "apology" | "unknown" | "foreign" | "workspace" | "unreadable",
  Record<Language, string>
>

export const slackWords: SlackWords = {
  busy: {
    nl: "Even geduld, ik ben er nog mee bezig. Het antwoord komt hieronder.",
    en: "One moment, I am still working on it. The answer will follow below.",
  },
  apology: {
    nl: "Er ging bij mij iets mis, niet bij jou. Probeer het straks nog eens.",
    en: "Something went wrong on my side, not yours. Please try again in a while.",
  },
  unknown: {
    nl: "Dit ken ik niet (meer). Typ `/csr help` om te zien wat je hier kunt doen.",
    en: "I do not know this (any more). Type `/csr help` to see what you can do here.",
  },
  foreign: {
    nl: "Leuk dat je meekijkt. Ik ben er alleen voor collega's van de organisatie die mij hier uitnodigde.",
    en: "Good to see you here. I am only for colleagues of the organisation that invited me.",
  },
  workspace: {
    nl: "Ik hoor bij een andere Slack-werkruimte en kan hier nog niets doen.",
    en: "I belong to another Slack workspace and cannot do anything here yet.",
  },
  unreadable: {
    nl: "Dit kan ik niet lezen. Typ `/csr help` om te zien wat je hier kunt doen.",
    en: "I cannot read this. Type `/csr help` to see what you can do here.",
  },
}
