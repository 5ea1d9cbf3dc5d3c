/** What lies where, in plain Dutch: one line for everything that the bot writes. A test holds it against the files of a bot that lived. */
import { questionLimits } from "../../src/domain/question.ts"
import type { PackFacts } from "./facts.ts"

export type Kept = {
  /** Files below an organisation's folder, or below DATA_DIR itself. */
  files: RegExp
  where: string
  what: string
  /** In days where it is a number of settings. */
  howLong: (facts: Pick<PackFacts, "retentionDays">) => string
}

export const kept: readonly Kept[] = [
  {
    files: /^ledger\//,
    where: "het logboek van gebeurtenissen (`ledger/`)",
    what: "wat er gebeurde: meegedaan, 12 km gemeld, een verzegeld antwoord; met willekeurige nummers, nooit namen of getypte tekst",
    howLong: ({ retentionDays }) =>
      `de gebeurtenis blijft; de persoon verdwijnt ${retentionDays} dagen na het einde van de maand`,
  },
  {
    files: /^rooms\/people\//,
    where: "wie is wie (`rooms/people/`)",
    what: "bij elk nummer: het accountnummer op het platform (bij Teams ook het adres van de persoonlijke chat), taal, tijdzone, sinds wanneer op de lijst en in welk team, eigen keuzes zoals pauze",
    howLong: ({ retentionDays }) =>
      `zolang iemand hier werkt, en ${retentionDays} dagen daarna; meteen weg bij ‘vergeet mij’`,
  },
  {
    files: /^rooms\/texts\//,
    where: "getypte teksten (`rooms/texts/`)",
    what: "peilingen van beheerders, vragen aan de directie en hun antwoord, de naam van de vertrouwenspersoon",
    howLong: () =>
      `een vraag aan de directie en de reden in het antwoord ${questionLimits.keptDays} dagen; een vraag ook tot de schrijver hem intrekt of vergeten wil worden; de andere tot de schrijver vergeten wil worden`,
  },
  {
    files: /^rooms\/places\//,
    where: "kanalen (`rooms/places/`)",
    what: "naam, taal en tijdzone van kanalen die meedoen; geen personen",
    howLong: () => "zolang het kanaal meedoet",
  },
  {
    files: /^rooms\/(snapshots|derived)\//,
    where: "vastgezette cijfers (`rooms/snapshots/`)",
    what: "het rapport van elke week, maand en kwartaal, zoals het drie dagen later werd vastgezet: aantallen, en de reden die iemand typte bij een verbetering",
    howLong: () => "blijvend",
  },
  {
    files: /^keys\//,
    where: "sleutels van open peilingen (`keys/`)",
    what: "de sleutel waarmee de antwoorden van één peiling verzegeld zijn, zelf weer verzegeld; nooit in een back-up",
    howLong: () => "tot de peiling sluit",
  },
  {
    files: /^forgotten\//,
    where: "wie vergeten wil worden (`forgotten/`)",
    what: "één versleuteld kenmerk per persoon, en sinds wanneer iemand op de lijst stond",
    howLong: () => "blijvend, om iemand niet opnieuw uit te nodigen en wel in het totaal te tellen",
  },
  {
    files: /^notes\//,
    where: "briefjes van de server (`notes/`)",
    what: "dat iemand op de server een rapport of een map met bewijs maakte, van welke periode en wanneer; niet wie",
    howLong: () => "tot de bot ze in het logboek zet, binnen een minuut als hij draait",
  },
  {
    files: /^(lock\.db|lock\.db-journal)$/,
    where: "het slot op de map (`lock.db`)",
    what: "dat er één bot in deze map schrijft; geen gegevens",
    howLong: () => "zolang de bot draait",
  },
  {
    files: /^secret\.key$/,
    where: "de geheime sleutel (`secret.key`, of de instelling SECRET_KEY)",
    what: "opent verzegelde peilingen zolang die open zijn, en ondertekent links",
    howLong: () => "blijvend; bewaar hem apart van de gegevens",
  },
]

export function keptTable(facts: Pick<PackFacts, "retentionDays">): string {
  const rows = kept.map(({ where, what, howLong }) => `| ${where} | ${what} | ${howLong(facts)} |`)
  return ["| Waar | Wat | Hoe lang |", "|---|---|---|", ...rows].join("\n")
}
