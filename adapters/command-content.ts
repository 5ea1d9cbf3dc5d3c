/** The shipped content and its words, for commands of the line. */
import type { Catalogue } from "../src/domain/content.ts"
import type { Language } from "../src/domain/id.ts"
import { makeWords, type Say } from "../src/view/words.ts"
import type { Env, ReadSettings } from "./config.ts"
import { loadCatalogue, spellProblem } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"

export type CommandContent = { catalogue: Catalogue; words: Record<Language, Say> }

/** Null where the content is broken, which is told: then there are no words to speak with. */
export function commandContent(say: (line: string) => void): CommandContent | null {
  const loaded = loadCatalogue(contentFolder)
  if (loaded.type === "catalogue")
    return { catalogue: loaded.catalogue, words: makeWords(loaded.catalogue.words) }
  for (const problem of loaded.problems) say(spellProblem(problem))
  return null
}

/** Also where other settings are wrong: what is asked may have nothing to do with them. */
export function commandLanguage({ settings, env }: { settings: ReadSettings; env?: Env }): Language {
  if (settings.type === "settings") return settings.settings.language
  return env?.DEFAULT_LANGUAGE === "en" ? "en" : "nl"
}
