import { loadCatalogue } from "../../adapters/content/index.ts"
import { type Dashboard, dashboard } from "../../adapters/dashboard/index.ts"
import { reportLink } from "../../adapters/dashboard/tokens.ts"
import { makeFile } from "../../adapters/export/index.ts"
import { openPages } from "../../adapters/http.ts"
import { makeVault } from "../../adapters/system.ts"
import type { Report } from "../../src/report/report.ts"
import { makeWords } from "../../src/view/words.ts"
import { report } from "./world.ts"

const loaded = loadCatalogue("content")
if (loaded.type === "problems") throw new Error(JSON.stringify(loaded.problems))
export const messages = loaded.catalogue.words
export const words = makeWords(messages)
export const vault = makeVault(Buffer.alloc(32, 7).toString("base64"))
export const start = Date.parse("2026-11-23T08:00Z")
export const publicUrl = "http://localhost:3000"
const quiet: Dashboard["log"] = { info() {}, warn() {}, error() {} }

/** A dashboard over invented figures, with a clock that the test sets. */
export function office(
  q: {
    publicUrl?: string
    make?: (period: string) => Report
    language?: "nl" | "en"
    write?: Dashboard["write"]
  } = {},
) {
  const world = {
    now: start,
    rights: true,
    used: new Set<string>(),
    opened: [] as string[],
    asked: [] as { org: string; person: string }[],
  }
  const app = openPages({
    failed: (error) => {
      throw error
    },
  })
  dashboard({
    office: {
      async report({ org, person, period }) {
        world.asked.push({ org, person })
        const made = q.make?.(period.id) ?? report(period.id, { events: [], now: world.now })
        return world.rights ? { report: made, language: q.language ?? "nl" } : null
      },
      async opened({ period }) {
        world.opened.push(period)
      },
      async useUp({ org, link }) {
        const fresh = !world.used.has(`${org} ${link}`)
        world.used.add(`${org} ${link}`)
        return fresh
      },
      say: (language) => words[language],
    },
    vault,
    clock: { now: () => world.now },
    publicUrl: () => q.publicUrl ?? publicUrl,
    write: q.write ?? makeFile,
    demo: false,
    log: quiet,
  })(app)
  const link = (id = "link1") =>
    reportLink({ vault, publicUrl, org: "o1", person: "ana", period: "2026-W47", now: world.now, id }).slice(
      publicUrl.length,
    )
  const press = (path: string, headers: Record<string, string> = {}) =>
    app.request(path, { method: "POST", headers })
  const enter = async () => {
    const cookie = (await press(link("enter"))).headers.get("set-cookie")?.split(";")[0] ?? ""
    return (path: string) => app.request(path, { headers: { cookie } })
  }
  return { world, app, link, press, enter }
}
