/** What the one who runs the programme does, week by week; and the manager, who reads the report. */
import type { Language, LocalDate } from "../../src/domain/id.ts"
import { weekday } from "../../src/domain/time.ts"
import type { Says } from "./person.ts"
import { pressed, way } from "./ways.ts"

/** A challenge that can be done every day, so that the figures have something to tell. */
const favourite = "planet-bike-commute"
/** The list has fewer pages; a card that always offers more must not keep a steward forever. */
const pagesMax = 20

export type Office = { steward: Says; manager: { key: string; says: Says }; language: Language }

/** `week` counts from 0. */
export async function runProgramme(office: Office, q: { date: LocalDate; week: number }): Promise<void> {
  const day = weekday(q.date)
  const { steward, manager } = office
  if (q.week === 0 && day === 1) await begin(office)
  if (q.week === 0 && day === 2) await startChallenge(steward)
  if (q.week > 0 && day === 5) await startChallenge(steward)
  if (q.week === 1 && day === 5) await askSomething(office)
  if (day === 5) await steward("programma week", { via: "command" })
  if (q.week % 4 === 3 && day === 1) await manager.says("rapport", { via: "command", alone: true })
}

async function begin({ steward, manager }: Office): Promise<void> {
  await steward("hulp", { via: "command" })
  await steward("hier", { via: "command" })
  let card = await steward("programma", { via: "command" })
  for (const what of ["nudge", "pulse", "challenge"]) {
    const yes = way(card, `programme ${what} yes`)
    if (yes) card = await steward(pressed(yes), { via: "press" })
  }
  await steward(`instellingen manager erbij ${manager.key}`, { via: "command" })
  await steward(`instellingen vertrouwenspersoon "Vera de Wit"`, { via: "command" })
}

/** Turns the pages of the list until the favourite can be started; where it runs already there is no such button. */
async function startChallenge(steward: Says): Promise<void> {
  let card = await steward("uitdaging lijst", { via: "command" })
  for (let page = 0; page < pagesMax; page++) {
    const start = way(card, `challenge start ${favourite}`)
    if (start) {
      await steward(`${start.text} 4w`, { via: "command" })
      return
    }
    const more = way(card, "challenge list")
    if (!more) return
    card = await steward(pressed(more), { via: "press" })
  }
}

/** A question and its answers, as a steward types them. */
const typed: Record<Language, string[]> = {
  nl: [
    "Wat houdt je tegen om mee te doen?",
    "Te weinig tijd",
    "Mijn rooster",
    "Ik weet niet hoe",
    "Niets, ik doe mee",
  ],
  en: [
    "What keeps you from taking part?",
    "Too little time",
    "My roster",
    "I do not know how",
    "Nothing, I take part",
  ],
}

async function askSomething({ steward, language }: Office): Promise<void> {
  await steward(`peiling open ${typed[language].map((t) => `"${t}"`).join(" ")}`, { via: "command" })
}
