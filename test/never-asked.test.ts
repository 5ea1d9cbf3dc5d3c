import { describe, expect, it } from "vitest"
import { asksForbidden } from "../src/domain/poll.ts"
import { testCatalogue } from "./support/world.ts"

/** Planted questions, as somebody might type them in good faith. */
const planted: Record<string, string[]> = {
  health: [
    "Heb je een arbeidsbeperking?",
    "Hoe is je gezondheid?",
    "Ben je dit jaar ziek geweest?",
    "Hoeveel collega's met beperkingen ken je?",
    "Slik je medicijnen?",
    "Ben je zwanger?",
    "Heb je een chronische aandoening?",
    "Heb je een allergie?",
    "Ben jij slechthorend?",
    "Zit je in een rolstoel?",
    "Welk dieet volg je?",
    "How is your health?",
    "Are you often sick?",
    "Do you have a disability?",
    "Have you had a burnout?",
    "Do you take medication?",
    "Are you pregnant?",
    "Do you use a wheelchair?",
  ],
  benefits: [
    "Zit je in de bijstand?",
    "Krijg je een WW-uitkering?",
    "Heb je een Wajong?",
    "Val je onder de Participatiewet?",
    "Sta je in het doelgroepregister?",
    "Heb je een afstand tot de arbeidsmarkt?",
    "Do you get social benefits?",
    "Are you on benefits?",
    "Do you receive benefits?",
    "Do you get a disability allowance?",
  ],
  "who counts for the PSO": [
    "Tel jij mee voor de PSO?",
    "Wat is je PSO-status?",
    "Hoor je bij de PSO?",
    "Welke collega's tellen mee voor de PSO?",
    "Wie telt er mee voor onze PSO?",
    "Do you count for our PSO?",
    "Who counts for the PSO?",
    "Which colleagues belong to the PSO?",
    "Val je onder de banenafspraak?",
  ],
  religion: [
    "Wat is je geloof?",
    "Welk geloof heb je?",
    "Ben je gelovig?",
    "Ga je naar de kerk?",
    "Doe je mee aan de ramadan?",
    "Draag je een hoofddoek?",
    "Ben je moslim of christen?",
    "Geloof",
    "Are you religious?",
    "What is your faith?",
    "Do you go to church?",
    "Are you Muslim?",
    "Do you believe in God?",
  ],
  union: [
    "Ben je lid van een vakbond?",
    "Zit je bij de FNV?",
    "Are you a union member?",
    "Are you in a union?",
    "Did you join the trade union?",
    "Is your team unionised?",
  ],
  origin: [
    "Wat is je nationaliteit?",
    "Wat is je afkomst?",
    "Waar kom je vandaan?",
    "Waar kom jij oorspronkelijk vandaan?",
    "Wat is je moedertaal?",
    "Heb je een migratieachtergrond?",
    "Wat is je huidskleur?",
    "Mijn afkomst",
    "What is your nationality?",
    "Where are you from?",
    "Where were you born?",
    "What is your ethnic background?",
    "What is your mother tongue?",
  ],
  "orientation and politics": [
    "Wat is je geaardheid?",
    "Ben je homoseksueel?",
    "Op welke partij stem je?",
    "What is your sexual orientation?",
    "Which party do you vote for?",
  ],
}

/** The same words about the work, which may be said. */
const innocent = [
  "Ik geloof in wat wij hier aan MVO doen.",
  "Ik geloof er niet in",
  "Geloof jij dat dit helpt?",
  "Hoeveel geloof heb je in onze plannen?",
  "Wat telt mee voor de PSO van een bedrijf?",
  "Vraag een leverancier naar de PSO.",
  "Vraag in de kantine naar de herkomst van de vis.",
  "Waar komt onze koffie vandaan?",
  "Zet een gezonde keuze vooraan.",
  "Wie biedt hulp bij het invullen van formulieren?",
  "Stem op het beste idee.",
  "Doof het licht als je weggaat.",
  "De Europese Unie heeft regels voor claims.",
  "Werk je in een verbond van bedrijven?",
  "I do not believe in it",
  "I have faith in our plans.",
  "What benefit do you see?",
  "Who benefits from our work?",
  "Ask in the canteen about the origin of the fish.",
  "Pick a healthy lunch.",
  "Vote for the best idea.",
  "The European Union has rules for claims.",
  "This must not become a race.",
  "I will still be there.",
  "Where is our coffee from?",
]

describe.each(Object.entries(planted))("a question about %s", (_, questions) => {
  it.each(questions)("is not asked: %s", (question) => expect(asksForbidden(question)).toBe(true))
})

describe("a question about the work", () => {
  it.each(innocent)("may be asked: %s", (question) => expect(asksForbidden(question)).toBe(false))

  it("is every one that the catalogue asks", () => {
    const { polls, challenges, nudges, goals, frameworks } = testCatalogue()
    const elements = [...frameworks.values()].flatMap((f) => [...f.elements.values()])
    const asked = [
      ...[...polls.values()].flatMap((p) => [p.question, ...p.options.map((o) => o.text)]),
      ...[...challenges.values()].flatMap((c) => [c.title, c.action, c.ask]),
      ...[...nudges.values(), ...goals.values(), ...elements].map((n) => ("act" in n ? n.act : n.action)),
    ].flatMap((t) => [t.nl, t.en])
    expect(asked.length).toBeGreaterThan(1000)
    expect(asked.filter(asksForbidden)).toEqual([])
  })
})
