import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import type { Clock, Log, Vault } from "../../src/app/ports.ts"
import type { Instant, Language } from "../../src/domain/id.ts"
import { type Period, periodOf, readPeriod } from "../../src/domain/period.ts"
import { localDate, minuteMs } from "../../src/domain/time.ts"
import { comparedWith } from "../../src/report/compare.ts"
import { type FileFormat, fileFormats } from "../../src/report/formats.ts"
import { toJson } from "../../src/report/json.ts"
import type { Report } from "../../src/report/report.ts"
import type { Say } from "../../src/view/words.ts"
import { fromOtherSite, type Pages } from "../http.ts"
import { type Html, html } from "../page/html.ts"
import { pageHeaders } from "../page/layout.ts"
import { askForLink, notice } from "./notice.ts"
import type { Office } from "./office.ts"
import { reportPage } from "./report-page.ts"
import { noticeSheet, reportSheet } from "./style.ts"
import { type Link, readLink, readSession, type Session, sessionToken, tokenLimits } from "./tokens.ts"
import { makeVoice, type Voice } from "./voice.ts"

export type Dashboard = {
  office: Office
  vault: Vault
  clock: Clock
  /** Known only once the server listens. */
  publicUrl: () => string
  /** The first language of pages for readers whom we do not know yet. */
  language?: Language
  /** Writes a report as a file, or tells why not. */
  write: (
    report: Report,
    q: { format: FileFormat; language: Language; say: Say; now: Instant },
  ) => Promise<{ name: string; type: string; bytes: Uint8Array } | { undrawn: "busy" | "failed" }>
  /** All organisations here are invented. */
  demo: boolean
  log: Log
}

const cookie = "draagvlak_report"
type As = "page" | FileFormat

/** The report for who has the right to it: entered by a one-time link, kept open by a signed cookie. */
export function dashboard(q: Dashboard): (app: Pages) => void {
  return (app) => {
    app.get("/enter/:token", (c) => enter(q, c))
    app.post("/enter/:token", (c) => useLink(q, c))
    app.get("/report", (c) => show(q, c, "page"))
    for (const format of fileFormats) app.get(`/report.${format}`, (c) => show(q, c, format))
  }
}

/** Shows a button and changes nothing, because link previews come by here too. */
function enter(q: Dashboard, c: Context): Response {
  const link = readLink(q.vault, c.req.param("token") ?? "")
  if (!link) return refusal(q, c, { status: 403, id: "enter.forged" })
  if (q.clock.now() >= link.until) return refusal(q, c, { status: 410, id: "enter.expired" })
  const minutes = Math.ceil((link.until - q.clock.now()) / minuteMs)
  return send(
    c,
    notice({ voices: voicesOf(q), demo: q.demo }, (voice) => ({
      title: voice.words("report.enter.title"),
      text: voice.words("report.enter.text", { minutes }),
      after: html`<form method="post" action="/enter/${c.req.param("token") ?? ""}"><button type="submit">${voice.words("report.enter.button")}</button></form>`,
    })),
    200,
  )
}

async function useLink(q: Dashboard, c: Context): Promise<Response> {
  const { origin } = address(q)
  if (fromOtherSite(c.req.raw.headers, origin)) return refusal(q, c, { status: 403, id: "enter.other-site" })
  const link = readLink(q.vault, c.req.param("token") ?? "")
  if (!link) return refusal(q, c, { status: 403, id: "enter.forged" })
  if (q.clock.now() >= link.until) return refusal(q, c, { status: 410, id: "enter.expired" })
  if (!(await q.office.useUp({ org: link.org, link: link.id, until: link.until })))
    return refusal(q, c, { status: 410, id: "enter.used" })
  q.log.info("report.entered", { org: link.org })
  keepSession(q, c, link)
  return c.redirect(`/report?period=${encodeURIComponent(link.period)}`, 303)
}

function keepSession(q: Dashboard, c: Context, { org, person }: Link): void {
  const token = sessionToken(q.vault, { org, person, until: q.clock.now() + tokenLimits.sessionMs })
  setCookie(c, cookie, token, {
    httpOnly: true,
    sameSite: "Lax",
    secure: address(q).protocol === "https:",
    path: "/",
    maxAge: tokenLimits.sessionMs / 1000,
  })
}

function address({ publicUrl }: Dashboard): URL {
  return new URL(publicUrl())
}

async function show(q: Dashboard, c: Context, as: As): Promise<Response> {
  const token = getCookie(c, cookie)
  const session = token ? readSession({ vault: q.vault, token, now: q.clock.now() }) : null
  if (!session) return refusal(q, c, { status: 401, id: "denied.signed-out", as })
  const period = periodFor(c, q)
  if (!period) return refusal(q, c, { status: 400, id: "denied.period", as })
  const against = comparisonFor(c, period)
  if (against === "unreadable") return refusal(q, c, { status: 400, id: "denied.comparison", as })
  const found = await q.office.report({ ...session, period })
  const other = against && (await q.office.report({ ...session, period: against }))
  if (!found) {
    deleteCookie(c, cookie, { path: "/" })
    return refusal(q, c, { status: 403, id: "denied.no-right", as })
  }
  const report = other ? comparedWith(found.report, other.report) : found.report
  return answer(q, c, { ...found, report, as, session })
}

type Answer = { report: Report; language: Language; as: As; session: Session }

async function answer(
  q: Dashboard,
  c: Context,
  { report, language, as, session }: Answer,
): Promise<Response> {
  const future = report.period.state === "future"
  if (!future) await q.office.opened({ ...session, period: report.period.id, format: as })
  if (as === "json") {
    const body = future ? { error: "this period has not begun", period: report.period } : toJson(report)
    return c.json(body, future ? 404 : 200, fileHeaders)
  }
  const voice = makeVoice(language, q.office.say(language))
  if (as !== "page" && !future) {
    const file = await q.write(report, {
      format: as,
      language,
      say: q.office.say(language),
      now: q.clock.now(),
    })
    if ("undrawn" in file) return refusal(q, c, { status: 503, id: `undrawn.${file.undrawn}` })
    q.log.info("report.downloaded", { org: session.org, format: as })
    return c.body(new Uint8Array(file.bytes), 200, {
      ...fileHeaders,
      "content-type": file.type,
      "content-disposition": `attachment; filename="${file.name}"`,
    })
  }
  return c.body(
    String(reportPage(report, voice, q.clock.now())),
    future ? 404 : 200,
    pageHeaders(reportSheet),
  )
}

/** Kept nowhere on the way, and taken for nothing else than what it is. */
const fileHeaders = { "cache-control": "no-store", "x-content-type-options": "nosniff" }

/** Without a period: the week that ended last. Its zone is not known here, and a few hours do not matter for a default. */
function periodFor(c: Context, q: Dashboard): Period | null {
  const id = c.req.query("period")
  if (id !== undefined) return readPeriod(id)
  return periodOf("week", localDate(q.clock.now() - 7 * 24 * 3_600_000, "UTC"))
}

/** Null: the period before. One that is no earlier is left over from another choice in the form. */
function comparisonFor(c: Context, period: Period): Period | null | "unreadable" {
  const id = c.req.query("with")
  if (id === undefined || id === "") return null
  const other = readPeriod(id)
  if (!other || other.kind !== period.kind) return "unreadable"
  return other.to < period.from ? other : null
}

type Refused = { status: 400 | 401 | 403 | 410 | 503; id: string; as?: As }

function refusal(q: Dashboard, c: Context, { status, id, as = "page" }: Refused): Response {
  const voices = voicesOf(q)
  if (as === "json") return c.json({ error: voices[0].words(`report.${id}-text`) }, status, fileHeaders)
  const again = ![400, 503].includes(status) && id !== "denied.no-right"
  const body = notice({ voices, demo: q.demo }, (voice) => ({
    title: voice.words(`report.${id}`),
    text: voice.words(`report.${id}-text`),
    after: again ? askForLink : null,
  }))
  return send(c, body, status)
}

function voicesOf(q: Dashboard): [Voice, Voice] {
  const first = q.language ?? "nl"
  const second = first === "nl" ? "en" : "nl"
  return [makeVoice(first, q.office.say(first)), makeVoice(second, q.office.say(second))]
}

function send(c: Context, body: Html, status: 200 | Refused["status"]): Response {
  return c.body(String(body), status, pageHeaders(noticeSheet))
}
