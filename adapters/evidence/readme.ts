/** README.md and LEESMIJ.md of an evidence folder: what it is, what it is not, and how to check it without this program. */
import type { Language } from "../../src/domain/id.ts"
import { definitions } from "../../src/report/cells.ts"
import { type Say, text, type Values } from "../../src/view/words.ts"
import { names, periodFile } from "./folder.ts"
import type { About } from "./shape.ts"

const indexMethods = ["sampling", "silent", "weights", "change"] as const
/** Counts and facts that follow from nothing else in the folder; `test/evidence-unbound.test.ts` alters each. */
const unbound = ["week", "month", "people", "frameworks", "names", "list", "last", "texts"] as const
const isNot = ["measured", "outside", "status", "people", "names"] as const

export function readme({ about, say, language }: { about: About; say: Say; language: Language }): string {
  const tell = (id: string, values?: Values) => text(say, `proof.${id}`, values)
  const first = about.editions[0]
  const file = first ? periodFile(first) : ""
  const versions = [...new Set(about.editions.map((e) => e.definitions))].sort()
  const day = (iso: string) => dayIn(language, iso)
  const from = day(about.countedFrom)
  const facts = {
    periods: new Set(about.editions.map((e) => e.period)).size,
    editions: about.editions.length,
    from,
    day: day(about.madeAt),
    by: about.madeBy,
  }
  return [
    `# ${tell("readme.title", { organisation: inMarkdown(about.organisation) })}`,
    `**${about.stamp[language]}**`,
    tell("readme.what", facts),
    tell("readme.frozen"),
    `## ${tell("readme.not-title")}`,
    isNot.map((id) => `- ${tell(`readme.not-${id}`)}`).join("\n"),
    `## ${tell("readme.files-title")}`,
    filesOf(tell, about),
    `## ${tell("readme.check-title")}`,
    checks(tell, { file, from, folder: language === "nl" ? "<map>" : "<folder>" }),
    tell("readme.fingerprint"),
    code(`sha256sum ${names.sums}`),
    tell("readme.unbound"),
    unbound.map((id) => `- ${tell(`readme.unbound-${id}`)}`).join("\n"),
    tell("readme.unbound-against"),
    `## ${tell("readme.method-title")}`,
    tell("readme.method", { versions: versions.join(", ") }),
    ...(versions.includes(1) ? [tell("readme.method-1")] : []),
    definitions.flatMap((id) => definition(tell, id)).join("\n"),
    "",
  ].join("\n\n")
}

function definition(tell: Tell, id: (typeof definitions)[number]): string[] {
  const methods =
    id === "index" ? indexMethods.map((method) => `  - ${tell(`definition.index-${method}`)}`) : []
  return [`- ${tell(`definition.${id}`)}`, ...methods]
}

type Tell = (id: string, values?: Values) => string

function filesOf(tell: Tell, { years }: About): string {
  const rows: [string, string][] = [
    [names.about, tell("readme.file-about")],
    ["periods/", tell("readme.file-periods")],
    [names.cells, tell("readme.file-cells")],
    ...(years.length > 0 ? [["years/", tell("readme.file-years")] as [string, string]] : []),
    [names.sums, tell("readme.file-sums")],
  ]
  return rows.map(([name, what]) => `- \`${name}\`: ${what}`).join("\n")
}

function checks(tell: Tell, { file, from, folder }: Record<"file" | "from" | "folder", string>): string {
  const list = "grep sha256 evidence.json"
  const steps = [
    [tell("readme.check-files"), `sha256sum -c ${names.sums}`],
    [tell("readme.check-hash"), `sha256sum ${file}\n${list}`],
    [tell("readme.check-read"), `python3 -m json.tool ${file}`],
    [tell("readme.check-chain", { from })],
    [tell("readme.check-share")],
    [tell("readme.check-sum")],
    [tell("readme.check-index")],
    [tell("readme.check-all"), `npx draagvlak verify ${folder}`],
    [tell("readme.check-against"), `npx draagvlak verify ${folder} --against`],
  ]
  return steps.map(([what = "", how]) => (how ? `${what}\n\n${code(how)}` : what)).join("\n\n")
}

function code(line: string): string {
  return `\`\`\`\n${line}\n\`\`\``
}

/** A name may hold what Markdown or a browser would read as its own. */
function inMarkdown(name: string): string {
  return name.replace(/[\\`*_{}[\]()#+.!|<>-]/g, (c) => (/[.()-]/.test(c) ? c : `\\${c}`))
}

const locales: Record<Language, string> = { nl: "nl-NL", en: "en-GB" }

function dayIn(language: Language, iso: string): string {
  const shape = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const
  return new Intl.DateTimeFormat(locales[language], shape).format(Date.parse(iso))
}
