import { weightsWith } from "../../src/report/buy-in.ts"
import type { IndexFigure, Range, Report } from "../../src/report/report.ts"
import { decimal } from "../../src/view/telling.ts"
import { noIndex, silentOn } from "../../src/view/verdict.ts"
import { type Html, html, type Part } from "../page/html.ts"
import { details, dots, percent, table } from "./draw.ts"
import type { Voice } from "./voice.ts"

type Measured = Extract<IndexFigure, { value: number }>
const ranges = ["nonResponse", "sampling", "weights"] as const
const parts = ["reach", "active", "depth", "attitude", "room", "loop"] as const

/** The index of a quarter with its three ranges and its six parts; where there is none, why. Nothing for other periods. */
export function buyInSection(report: Report, voice: Voice): Part {
  const { index } = report
  if (index.value === null) {
    if (index.because === "quarters only") return null
    return html`<section class="index" aria-labelledby="h-idx"><h2 id="h-idx">${voice.words("report.index.title")}</h2>
<p class="sub">${noIndex(index, { telling: voice, minGroup: report.minGroup })}</p></section>`
  }
  return html`<section class="index" aria-labelledby="h-idx">
<h2 id="h-idx">${voice.words("report.index.title")}</h2>
<p class="val">${voice.tell("report.index.value", { value: decimal(voice, index.value) })}</p>
${ranges.map((name) => rangeRow(voice, index, name))}
${details(
  voice.words("report.index.table"),
  table({
    caption: voice.words("report.index.caption"),
    head: ["range", "low", "middle", "high"].map((id) => voice.words(`report.index.${id}`)),
    rows: ranges.map((name) => {
      const [low, high] = index.ranges[name]
      const name_ = voice.words(`report.index.${name}`)
      return [name_, decimal(voice, low), decimal(voice, index.value), decimal(voice, high)]
    }),
  }),
)}
${partTable(voice, index)}
</section>`
}

function rangeRow(voice: Voice, index: Measured, name: (typeof ranges)[number]): Html {
  const [low, high] = index.ranges[name]
  const shown = { low: decimal(voice, low), high: decimal(voice, high), ...silentOn(index, voice) }
  return html`<div class="rr ${name}"><div class="lab"><b>${voice.words(`report.index.${name}`)}</b> <span>${voice.words(`report.index.${name}-what`, shown)}</span></div>
<div>${band([low, high], index.value, shown)}<p class="vh">${voice.words("report.index.from-to", shown)}</p></div></div>`
}

/** Percent of the width that a number beside the band takes on a phone. */
const besideBand = 14

/** From 0 to 100, with both ends named where there is room for them. */
function band([low, high]: Range, value: number, shown: { low: string; high: string }): Html {
  const end = (x: number, side: "left" | "right", text: string) =>
    html`<text class="ends" x="${percent(x / 100)}" dx="${side === "left" ? -7 : 7}" y="19" text-anchor="${side === "left" ? "end" : "start"}">${text}</text>`
  const both = `${shown.low} – ${shown.high}`
  const ends =
    low < besideBand && high < 100 - 2 * besideBand
      ? end(high, "right", both)
      : high > 100 - besideBand && low > 2 * besideBand
        ? end(low, "left", both)
        : [
            end(Math.max(low, besideBand), "left", shown.low),
            end(Math.min(high, 100 - besideBand), "right", shown.high),
          ]
  return html`<svg width="100%" height="28" aria-hidden="true"><line class="base" x1="0" x2="100%" y1="14" y2="14"/><rect class="bandfill" x="${percent(low / 100)}" width="${percent((high - low) / 100)}" y="4" height="20"/><line class="idx" x1="${percent(value / 100)}" x2="${percent(value / 100)}" y1="0" y2="28"/>${ends}</svg>`
}

function partTable(voice: Voice, index: Measured): Html {
  return html`<h3>${voice.words("report.index.parts")}</h3>
<table class="parts"><caption class="vh">${voice.words("report.index.parts")}</caption>
<thead><tr><th scope="col">${voice.words("report.index.part")}</th><th scope="col" class="how">${voice.words("report.parts.what")}</th><th scope="col" class="v">${voice.words("report.index.points")}</th><th scope="col" class="g"><span class="sc"><span>0</span><span>100</span></span></th><th scope="col" class="p">${voice.words("report.index.weight")}</th></tr></thead>
<tbody>${parts.map((part) => partRow(voice, index, part))}</tbody></table>
<p class="small">${voice.words("report.index.weights-note")}</p>`
}

function partRow(voice: Voice, index: Measured, part: (typeof parts)[number]): Html {
  const { counts, change } = index
  const value = index.parts[part]
  const before = change?.parts[part] ?? null
  const told = {
    reach: { count: counts.reach, of: counts.people },
    active: { count: counts.active, of: counts.people },
    depth: {},
    attitude: { n: counts.attitude.length, ...between(voice, index.bands.attitude) },
    room: { n: counts.room.length, ...between(voice, index.bands.room) },
    loop: { count: counts.loop.answered, of: counts.loop.due },
  }[part]
  const id = part === "loop" && value === null ? "loop-none" : part
  return html`<tr><th scope="row">${voice.words(`report.index.part-${part}`)}</th><td class="how">${voice.words(`report.index.${id}-what`, told)}</td><td class="v">${value === null ? "–" : Math.round(value)}</td><td class="g">${value === null ? null : dots({ now: value / 100, before: before === null ? null : before / 100 })}</td><td class="p">${value === null ? "–" : voice.percent(weightsWith(index.parts)[part])}</td></tr>`
}

function between(voice: Voice, [low, high]: Range): { low: string; high: string } {
  return { low: voice.number(Math.round(low)), high: voice.number(Math.round(high)) }
}
