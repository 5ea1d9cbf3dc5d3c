/** `draagvlak doctor`: tries what the bot will need, and says of each what is wrong and what to do. */
import type { Language } from "../src/domain/id.ts"
import { makeWords, type Say } from "../src/view/words.ts"
import type { Settings } from "./config.ts"
import { loadCatalogue } from "./content/index.ts"
import { contentFolder } from "./content-folder.ts"
import { checkDataFolder, checkLocks, checkSecretKey } from "./doctor-disk.ts"
import { type Finding, spell } from "./doctor-finding.ts"
import { checkClockStart, checkContent, checkNode, checkPublicUrl, checkZone } from "./doctor-machine.ts"
import { smallOrganisations } from "./doctor-people.ts"
import { checkRoster } from "./doctor-roster.ts"
import { checkSlack } from "./doctor-slack.ts"
import { checkTeams } from "./doctor-teams.ts"

/** 0: the bot can start; 1: something is wrong. */
export async function doctor(
  settings: Settings,
  say: (line: string) => void = (line) => void process.stdout.write(`${line}\n`),
): Promise<number> {
  const loaded = loadCatalogue(contentFolder)
  const words: Record<Language, Say> | null =
    loaded.type === "catalogue" ? makeWords(loaded.catalogue.words) : null
  const findings: Finding[] = []
  const tell = (...found: Finding[]) => {
    findings.push(...found)
    for (const finding of found) say(spell(finding))
  }
  tell(checkNode(process.versions.node), checkZone(settings.timeZone, Date.now()), checkContent(loaded))
  tell(checkDataFolder(settings.dataDir), ...checkLocks(settings.dataDir), checkSecretKey(settings))
  tell(checkPublicUrl(settings), ...checkClockStart(settings), ...(await checkRoster(settings)))
  if (settings.slack || !settings.teams) tell(...(await checkSlack(settings, words)))
  tell(...(await checkTeams(settings)))
  // Slack tells how many people there are; nobody else does beforehand.
  if (!settings.slack && words) tell(smallOrganisations(settings.minGroup, words.en))
  const bad = findings.filter((f) => f.level === "wrong").length
  say(
    bad === 0
      ? "Nothing is in the way: npm start."
      : `${bad} ${bad === 1 ? "thing is" : "things are"} wrong.`,
  )
  return bad === 0 ? 0 : 1
}
