/** What the doctor asks of this machine and of the settings. */

import type { Settings } from "./config.ts"
import { type Loaded, spellProblem } from "./content/index.ts"
import { counted } from "./counted.ts"
import { type Finding, note, ok, wrong } from "./doctor-finding.ts"

const nodeMin = 24
/** Problems of the content that are told here; the others by `content check`. */
const problemsShown = 3

export function checkNode(version: string): Finding {
  return Number(version.split(".")[0]) >= nodeMin
    ? ok("Node", version)
    : wrong(
        "Node",
        version,
        `run "npm install" in this folder, which brings Node ${nodeMin} on Linux, and start with npx draagvlak`,
      )
}

/** Some builds of Node bring no time zones or languages: then every hour and date would be wrong. */
export function checkZone(zone: string, now: number): Finding {
  const shown = (locale: string, timeZone: string, at: number) =>
    new Intl.DateTimeFormat(locale, { timeZone, weekday: "long", hour: "2-digit", minute: "2-digit" }).format(
      at,
    )
  // A moment in Amsterdam's summer: Thursday 12:30, two hours ahead.
  const known = shown("nl-NL", "Europe/Amsterdam", Date.UTC(2026, 6, 2, 10, 30))
  if (!/donderdag/.test(known) || !/12:30/.test(known))
    return wrong(
      "Time zones",
      "this Node has no full language and zone data",
      "install Node from https://nodejs.org",
    )
  return ok("Time zones", `${zone}, where it is ${shown("en-GB", zone, now)}`)
}

export function checkContent(loaded: Loaded): Finding {
  if (loaded.type === "problems") {
    const shown = loaded.problems.slice(0, problemsShown).map(spellProblem).join("; ")
    return wrong(
      "Content",
      `${counted(loaded.problems.length, "problem")}: ${shown}`,
      "mend these files; npx draagvlak content check tells them all",
    )
  }
  const { challenges, nudges, polls } = loaded.catalogue
  return ok("Content", `${challenges.size} challenges, ${nudges.size} nudges, ${polls.size} polls`)
}

/** Links to the report are built on it, and over HTTP Slack calls it. */
export function checkPublicUrl(settings: Settings): Finding {
  const name = "PUBLIC_URL"
  const { publicUrl, slack, port } = settings
  const url = new URL(publicUrl)
  const here = isLoopback(url.hostname)
  const calledBySlack = slack !== null && slack.appToken === null
  if (calledBySlack && (here || url.protocol !== "https:"))
    return wrong(
      name,
      `${publicUrl} cannot be called by Slack`,
      "set PUBLIC_URL to this server's https:// address, or use Socket Mode: set SLACK_APP_TOKEN",
    )
  if (here && url.port !== String(port) && !(port === 80 && url.port === ""))
    return wrong(
      name,
      `${publicUrl} while PORT is ${port}`,
      "give both the same port, or leave PUBLIC_URL out",
    )
  if (here && slack !== null)
    return note(
      name,
      `${publicUrl} opens on this machine only`,
      "set PUBLIC_URL to an address that the report's readers can open",
    )
  if (!here && url.protocol === "http:")
    return wrong(
      name,
      `${publicUrl} is not encrypted`,
      "put a server with https before it and set PUBLIC_URL to that",
    )
  return ok(name, publicUrl)
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host)
}

export function checkClockStart({ clockStart }: Settings): Finding[] {
  if (clockStart === null) return []
  const facts = `the clock starts at ${new Date(clockStart).toISOString()}, not now`
  return [note("CLOCK_START", facts, "take it out when the rehearsal is over")]
}
