/** What the doctor asks of the list in ROSTER_FILE. */
import { counted } from "./counted.ts"
import { codeOf, type Finding, note, ok, wrong } from "./doctor-finding.ts"
import { readRosterFile } from "./roster-file.ts"

export async function checkRoster({ rosterFile }: { rosterFile: string | null }): Promise<Finding[]> {
  if (rosterFile === null) return []
  const name = "ROSTER_FILE"
  try {
    const { list, rows, notRead, whole } = await readRosterFile(rosterFile)
    if (whole)
      return [
        wrong(name, `${rosterFile} cannot be used (${whole})`, "run npx draagvlak roster check, and mend it"),
      ]
    const facts = `${rosterFile}, ${counted(list.size, "person", "people")} in ${counted(rows, "row")}`
    return notRead === 0
      ? [ok(name, facts)]
      : [
          note(
            name,
            `${facts}, of which ${notRead} were not read`,
            "run npx draagvlak roster check: whoever stands on such a row is not counted",
          ),
        ]
  } catch (error) {
    return [
      wrong(
        name,
        `${rosterFile} cannot be read (${codeOf(error)})`,
        "set ROSTER_FILE to a file that can be read",
      ),
    ]
  }
}
