import { type Html, html } from "../page/html.ts"

/** Percent across, pixels down: text keeps its size on a phone and on paper, and no style attribute is needed. */
export function percent(share: number): string {
  return `${Math.round(share * 1e5) / 1e3}%`
}

/** A bar on its track; `share` from 0 to 1. Hidden from screen readers: its number stands beside it. */
export function bar(share: number, q: { height: number; thick: number }): Html {
  const y = (q.height - q.thick) / 2
  return html`<svg width="100%" height="${q.height}" aria-hidden="true"><rect class="track" width="100%" height="${q.thick}" y="${y}"/><rect class="fill" width="${percent(share)}" height="${q.thick}" y="${y}"/></svg>`
}

/** Now as a line with a dot, before as a ring; `share` from 0 to 1. */
export function dots(q: { now: number; before: number | null }): Html {
  const ring = q.before === null ? null : html`<circle class="prev" cx="${percent(q.before)}" cy="14" r="5"/>`
  return html`<svg width="100%" height="28" aria-hidden="true"><line class="base" x1="0" x2="100%" y1="14" y2="14"/><line class="barline" x1="0" x2="${percent(q.now)}" y1="14" y2="14"/>${ring}<circle class="now" cx="${percent(q.now)}" cy="14" r="6"/></svg>`
}

/** The hatched cell of what is withheld. */
export function withheld(words: string): Html {
  return html`<span class="hatch">${words}</span>`
}

export function details(summary: string, table: Html): Html {
  return html`<details><summary>${summary}</summary><div class="sx">${table}</div></details>`
}

export function table(q: { caption: string; head: string[]; rows: (string | number)[][] }): Html {
  return html`<table class="t"><caption class="vh">${q.caption}</caption>
<thead><tr>${q.head.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead>
<tbody>${q.rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((c) => html`<td>${c}</td>`)}</tr>`)}</tbody></table>`
}
