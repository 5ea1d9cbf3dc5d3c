/** The app's manifest, with the texts of one language; the other language's texts lie beside it. */
import type { Language } from "../../../src/domain/id.ts"
import { packageWords } from "./words.ts"

export const manifestVersion = "1.25"
const schemas = `https://developer.microsoft.com/en-us/json-schemas/teams/v${manifestVersion}`

/** `publicUrl`: https, where people read what is kept and where to ask. */
export type PackageFacts = { appId: string; publicUrl: string; version: string }

const first: Language = "en"
const second: Language = "nl"

export function manifest(q: PackageFacts): object {
  const words = packageWords[first]
  return {
    $schema: `${schemas}/MicrosoftTeams.schema.json`,
    manifestVersion,
    version: q.version,
    id: q.appId,
    developer: {
      name: "Draagvlak",
      websiteUrl: q.publicUrl,
      privacyUrl: `${q.publicUrl}/privacy`,
      termsOfUseUrl: `${q.publicUrl}/support`,
    },
    name: { short: "Draagvlak", full: "Draagvlak" },
    description: { short: words.short, full: words.full },
    localizationInfo: {
      defaultLanguageTag: first,
      additionalLanguages: [{ languageTag: second, file: localizationFile }],
    },
    icons: { color: "color.png", outline: "outline.png" },
    accentColor: "#14627F",
    bots: [
      {
        botId: q.appId,
        scopes: ["personal", "team", "groupChat"],
        supportsFiles: false,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ["personal"], commands: words.personal },
          { scopes: ["team", "groupChat"], commands: words.places },
        ],
      },
    ],
    permissions: ["identity", "messageTeamMembers"],
    validDomains: [],
  }
}

export const localizationFile = `${second}.json`

/** Every text of the manifest that a reader sees, in the second language. */
export function localization(): Record<string, string> {
  const words = packageWords[second]
  const texts: Record<string, string> = {
    $schema: `${schemas}/MicrosoftTeams.Localization.schema.json`,
    "name.short": "Draagvlak",
    "name.full": "Draagvlak",
    "description.short": words.short,
    "description.full": words.full,
  }
  for (const [list, commands] of [words.personal, words.places].entries())
    for (const [at, { title, description }] of commands.entries()) {
      texts[`bots[0].commandLists[${list}].commands[${at}].title`] = title
      texts[`bots[0].commandLists[${list}].commands[${at}].description`] = description
    }
  return texts
}
