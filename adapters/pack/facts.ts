/** What the pack says of this very installation, in plain Dutch; from the settings and, where it can be read, from the ledger. */
import type { What } from "../../src/domain/content.ts"
import { privacyLimits } from "../../src/report/privacy.ts"
import { keptTable } from "./kept.ts"

export type PackPlace = { name: string; yes: readonly What[] }
/** One organisation as its ledger stands. */
export type PackState = {
  organisation: string
  demo: boolean
  scope: "everyone" | "places" | "file"
  counted: number
  managers: number
  council: number
  adviser: string | null
  paused: boolean
  places: readonly PackPlace[]
}
export type PackFacts = {
  /** `30 november 2026` */
  date: string
  minGroup: number
  retentionDays: number
  platforms: readonly ("Slack" | "Microsoft Teams")[]
  /** How many are named in STEWARDS; 0: whom the platform says. */
  stewards: number
  /** Null: nothing was started here yet. */
  state: PackState | null
}

/** Every name between double braces in content/privacy-pack/, with what stands there for it. */
export function variables(facts: PackFacts): Record<string, string> {
  const { state } = facts
  const platforms = facts.platforms.length > 0 ? facts.platforms.join(" en ") : "Slack of Microsoft Teams"
  return {
    date: facts.date,
    minGroup: String(facts.minGroup),
    otherMin: String(facts.minGroup * privacyLimits.otherTimes),
    retentionDays: String(facts.retentionDays),
    platforms,
    forOrganisation: state ? `, voor ${plain(state.organisation)}` : "",
    demoLine: state?.demo
      ? "**DEMO: een verzonnen organisatie. Gebruik dit stuk niet voor een besluit.**"
      : "",
    platformLine: `Het platform (${platforms}) ziet zelf waar iemand drukt en wat iemand aan de bot schrijft, zoals bij elk bericht.`,
    rolesLine: rolesLine(facts),
    peopleLine: state
      ? `${state.counted} mensen; ${scopes[state.scope]}`
      : "[aantal] mensen: [iedereen, of wie in bepaalde kanalen zit]",
    adviserLine: state?.adviser
      ? `Iets melden? Ga naar de vertrouwenspersoon: ${plain(state.adviser)}.`
      : "Iets melden? Ga naar de vertrouwenspersoon: [naam].",
    placesTable: placesTable(state),
    keptTable: keptTable(facts),
  }
}

const scopes = {
  everyone: "iedereen op het platform",
  places: "wie in de gekozen kanalen zit",
  file: "wie op de lijst van de organisatie staat (ROSTER_FILE)",
} as const

function rolesLine({ stewards, state }: PackFacts): string {
  const runs =
    stewards === 0
      ? "Beheerder zijn nu de eigenaren en beheerders van het platform"
      : `Nu ${stewards === 1 ? "is één beheerder" : `zijn ${stewards} beheerders`} aangewezen`
  const sees = state
    ? `, ${people(state.managers, "manager", "managers")} en ${people(state.council, "lid", "leden")} van de ondernemingsraad`
    : ""
  return `${runs}${sees}.`
}

function people(n: number, one: string, more: string): string {
  return n === 0 ? `geen ${more}` : `${n} ${n === 1 ? one : more}`
}

const kinds: Record<What, string> = {
  digest: "weekoverzicht",
  nudge: "tips",
  pulse: "peilingen",
  challenge: "uitdagingen",
}

function placesTable(state: PackState | null): string {
  if (state === null) return "Er is nog niets gestart."
  const still = state.paused ? "**Alles staat nu stil** (`programma pauze`).\n\n" : ""
  if (state.places.length === 0) return `${still}Er doet nog geen kanaal mee.`
  const rows = state.places.map(
    ({ name, yes }) => `| #${plain(name)} | ${yes.map((what) => kinds[what]).join(", ")} |`,
  )
  return `${still}${["| Kanaal | Krijgt |", "|---|---|", ...rows].join("\n")}`
}

/** Names are typed by people: no mark-up, no table of their own. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|&~$-]/g, "\\$&").replace(/\s+/g, " ")
}
