import type { Instant } from "../../src/domain/id.ts"
import {
  nextPeriod,
  type Period,
  type PeriodKind,
  periodOf,
  previousPeriod,
} from "../../src/domain/period.ts"
import { localDate } from "../../src/domain/time.ts"
import type { Report } from "../../src/report/report.ts"
import { periodName } from "../../src/view/telling.ts"
import { notCounted } from "../../src/view/verdict.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { brand, page } from "../page/layout.ts"
import { correctionNote, corrections } from "./corrected.ts"
import { evidence } from "./evidence.ts"
import { firstScreen } from "./first-screen.ts"
import { whatToExpect } from "./foreseen.ts"
import { funnel } from "./funnel.ts"
import { pick } from "./pick.ts"
import { polls } from "./polls.ts"
import { reportSheet } from "./style.ts"
import { deliveries, teams } from "./teams.ts"
import { trend } from "./trend.ts"
import type { Voice } from "./voice.ts"
import { amounts, goals } from "./work-done.ts"
import { year } from "./year.ts"

/** The whole page of one report. */
export function reportPage(report: Report, voice: Voice, now: Instant): Html {
  const name = periodName(voice, report.period)
  return page({
    language: voice.language,
    title: voice.words("report.title", { period: name, organisation: report.organisation }),
    demo: report.demo && voice.words("report.demo"),
    sheet: reportSheet,
    skip: { href: "#content", label: voice.words("report.skip") },
    body: html`${header(report, voice, now)}
<main id="content" class="wrap">
${report.period.state === "future" ? future(report, voice, now) : sections(report, voice)}
</main>
<footer><div class="wrap"><p>${voice.tell("report.stamp")}${report.demo ? " DEMO." : null}</p>${frozen(report, voice)}<p class="pg">Draagvlak · ${report.organisation} · ${report.period.id}</p></div></footer>`,
  })
}

function frozen(report: Report, voice: Voice): Part {
  if (!report.frozen) return null
  const { at, edition, sha256, because } = report.frozen
  const day = voice.day(localDate(Date.parse(at), report.period.timeZone))
  const values = { day, edition, because: because ?? "" }
  return html`<p>${voice.words(because === null ? "report.frozen" : "report.corrected", values)} <span class="sha">sha256 ${sha256.slice(0, 16)}…</span></p>`
}

function sections(report: Report, voice: Voice): Html {
  if (notCounted(report))
    return html`${firstScreen(report, voice)}${whatToExpect(report, voice)}${method(report, voice)}`
  const steps = funnel(report, voice)
  const attention = evidence(report, voice)
  const delivered = deliveries(report, voice)
  const perTeam = teams(report, voice)
  const groups = attention ? [] : [perTeam, delivered].filter((part) => part !== null)
  return html`${correctionNote(report, voice)}${firstScreen(report, voice)}
${report.period.kind === "year" ? year(report, voice) : html`<section class="blk two" id="trend"><div class="wide">${trend(report, voice)}</div>${steps}</section>`}
${whatToExpect(report, voice)}
${polls(report, voice)}
<section class="blk two even">${
    attention
      ? html`<div>${goals(report, voice)}${amounts(report, voice)}${perTeam}</div><div>${attention}${delivered}</div>`
      : html`${goals(report, voice)}${amounts(report, voice)}`
  }</section>
${groups.length > 0 ? html`<section class="blk two even">${groups}</section>` : null}
${corrections(report, voice)}
${method(report, voice)}`
}

function method(report: Report, voice: Voice): Html {
  const values = {
    day: voice.day(report.roster.asOf),
    zone: report.period.timeZone,
    min: report.minGroup,
  }
  const column = (id: string) =>
    html`<div><h3>${voice.words(`report.method.${id}`)}</h3><p>${voice.words(`report.method.${id}-text`, values)}</p></div>`
  return html`<section class="blk meth" id="method">
<h2>${voice.words("report.method.title")}</h2>
<div class="cols">${["counting", "time", "privacy", "not-for"].map(column)}</div>
</section>`
}

function header(report: Report, voice: Voice, now: Instant): Html {
  return html`<header class="top">
<div class="wrap">
${brand(report.organisation)}
${periods(report, voice, now)}
${pick(report, voice, now)}
${report.period.state === "future" ? null : downloads(report, voice)}
</div>
<p class="stamp"><span class="wrap">${voice.tell("report.stamp")}</span></p>
</header>`
}

/** `download`, so that the page stays where it is; each says what it is good for. */
function downloads({ period, previous }: Report, voice: Voice): Html {
  const links = ["pdf", "pptx", "xlsx", "csv", "json"] as const
  // What the reader chose to compare with goes along into the file.
  const chosen = previous !== null && previous.id !== previousPeriod(period).id
  const query = `period=${period.id}${chosen ? `&with=${previous.id}` : ""}`
  return html`<nav aria-label="${voice.words("report.nav.download")}" class="dl">${links.map(
    (format) =>
      html`<a href="/report.${format}?${query}" download title="${voice.words(`report.nav.${format}`)}">${format.toUpperCase()}<span class="vh">: ${voice.words(`report.nav.${format}`)}</span></a>`,
  )}</nav>`
}

/** Previous and next of the same kind, and the other kinds around the same days. */
function periods({ period, roster }: Report, voice: Voice, now: Instant): Html {
  const today = localDate(now, period.timeZone)
  const next = nextPeriod(period)
  const kinds: PeriodKind[] = ["week", "month", "quarter", "year"]
  return html`<nav aria-label="${voice.words("report.nav.periods")}">
${link(previousPeriod(period), html`<span aria-hidden="true">‹ </span><span class="vh">${voice.words("report.nav.previous")}: </span>${previousPeriod(period).id}`, "prev")}
<span aria-current="page">${period.id}</span>
${next.from <= today ? link(next, html`<span class="vh">${voice.words("report.nav.next")}: </span>${next.id}<span aria-hidden="true"> ›</span>`, "next") : null}
</nav>
<nav aria-label="${voice.words("report.nav.kinds")}" class="kinds">${kinds.map((kind) => {
    const name = voice.words(`report.nav.${kind}`)
    return kind === period.kind
      ? html`<span aria-current="true">${name}</span>`
      : link(periodOf(kind, roster.asOf), name)
  })}</nav>`
}

function link(period: Period, label: Part, rel?: "prev" | "next"): Html {
  return rel
    ? html`<a href="/report?period=${period.id}" rel="${rel}">${label}</a>`
    : html`<a href="/report?period=${period.id}">${label}</a>`
}

function future({ period }: Report, voice: Voice, now: Instant): Html {
  const week = periodOf("week", localDate(now, period.timeZone))
  return html`<section class="say future"><h1>${voice.words("report.future.title")}</h1>
<p class="lede">${voice.words("report.future.text", { period: periodName(voice, period), day: voice.day(period.from) })}</p>
<p><a href="/report?period=${week.id}">${voice.words("report.future.now")}</a></p></section>`
}
