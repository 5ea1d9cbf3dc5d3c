/** The page at `/`: one room of the demo as one colleague sees it. Pure. */
import { localDate } from "../../src/domain/time.ts"
import { text as plainWords, type Values } from "../../src/view/words.ts"
import { attribute, type Html, html } from "../page/html.ts"
import { brand, logo, page } from "../page/layout.ts"
import { aside } from "./aside.ts"
import { limits } from "./limits.ts"
import { personal } from "./parse.ts"
import { type Reader, renderCard, rich, sayForm } from "./render.ts"
import { webSheet } from "./style.ts"
import { dayOf, timeOf } from "./times.ts"
import { address, type View } from "./view.ts"

export function renderPage(view: View): Html {
  const { say, me } = view
  const w = (id: string, values?: Values) => plainWords(say, id, values)
  const reader: Reader = { as: me.key, in: view.in, say, id: "x", formId: view.formId }
  const room = view.places.find((p) => p.key === view.in)
  const title = room ? `#${room.name}` : w("web.personal.title", { name: me.name })
  return page({
    language: view.language,
    title: view.exchange ? `${w("web.answer.title", { name: me.name })} · ${title}` : title,
    demo: html`${rich(say("web.demo"))}`,
    sheet: webSheet,
    skip: { href: "#tekst", label: w("web.skip") },
    body: html`<header class="top">${brand(view.organisation)}${speakers(view, w)}${sayForm(reader, {
      via: "press",
      kind: "lang",
      body: html`<button name="text" value="${view.language === "nl" ? "language en" : "language nl"}" lang="${view.language === "nl" ? "en" : "nl"}">${view.language === "nl" ? "English" : "Nederlands"}</button>`,
    })}</header>
<div class="grid">
<main>
${rooms(view, w)}
<div class="pane" role="region" aria-label="${title}" tabindex="0"><div class="talk">
${view.older && html`<p class="older"><a href="${address(view, { all: "1" })}">${w("web.older")}</a></p>`}
${view.posts.length === 0 && html`<p class="none">${w(room ? "web.empty" : "web.personal.empty")}</p>`}
${feed(view, reader, w)}
${view.exchange && exchange(view, view.exchange, reader)}
</div></div>
${composer(view, reader, w)}
</main>
${aside(view, reader)}
</div>`,
  })
}

type W = (id: string, values?: Values) => string

function speakers(view: View, w: W): Html {
  const role = { colleague: null, steward: w("web.role.steward"), manager: w("web.role.manager") }
  return html`<form method="get" action="/" class="as"><input type="hidden" name="in" value="${view.in}"><fieldset><legend>${w("web.as")}</legend>${view.people
    .slice(0, limits.speakersMax)
    .map((p) => {
      // "Directeur directie" says it twice.
      const shown = role[p.role] && p.role === "steward" ? html` <small>${role[p.role]}</small>` : null
      return html`<button name="as" value="${p.key}" aria-pressed="${String(p.key === view.me.key)}">${p.name}${shown}</button>`
    })}</fieldset></form>`
}

function rooms(view: View, w: W): Html {
  const current = (key: string) => attribute("aria-current", key === view.in && "page")
  const room = view.places.find((p) => p.key === view.in)
  return html`<div class="chan"><h1>${room ? `#${room.name}` : w("web.personal.heading")}</h1><nav aria-label="${w("web.rooms")}">${view.places.map(
    (p) =>
      html`<a href="${address(view, { in: p.key })}"${current(p.key)}>${p === room ? w("web.everyone") : `#${p.name}`}</a>`,
  )}<a href="${address(view, { in: personal })}"${current(personal)}>Draagvlak → ${view.me.name} <span>${w("web.private")}</span></a></nav></div>`
}

function feed(view: View, reader: Reader, w: W): Html {
  let before = ""
  const today = localDate(view.now, view.timeZone)
  return html`${view.posts.map((post, i) => {
    const date = localDate(post.at, view.timeZone)
    const label = dayOf(view.language, post.at, view.timeZone)
    const shown = date === today ? w("web.today", { day: label }) : label
    const separator = date === before ? null : html`<h2 class="day"><span>${shown}</span></h2>`
    before = date
    return html`${separator}<article class="msg">${bot}<div class="mb">${who(view, null, post.at)}${renderCard(post.card, { ...reader, id: `m${i}` })}</div></article>
`
  })}`
}

const bot = html`<span class="av bot" aria-hidden="true">${logo}</span>`

/** `name` null: the bot. */
function who(view: View, name: string | null, at: number): Html {
  return html`<h3 class="who">${name ?? html`Draagvlak <span class="app">bot</span>`} <time datetime="${new Date(at).toISOString()}">${timeOf(at, view.timeZone)}</time></h3>`
}

function exchange(view: View, { said, answer }: NonNullable<View["exchange"]>, reader: Reader): Html {
  const only = plainWords(view.say, "web.only-you")
  return html`<div id="answer" class="answer">${
    said !== null &&
    html`<article class="msg"><span class="av p" aria-hidden="true">${[...view.me.name][0]}</span><div class="mb">${who(view, view.me.name, view.now)}<p class="cmd"><code>${said}</code></p></div></article>`
  }<article class="msg eph">${bot}<div class="mb">${who(view, null, view.now)}<p class="only">${only}</p>${
    "problem" in answer
      ? html`<p role="alert">${answer.problem}</p>`
      : renderCard(answer, { ...reader, id: "answer" })
  }</div></article></div>`
}

const hints = {
  nl: ["vandaag", "uitdaging lijst", "sdg 13", "ik", "hulp"],
  en: ["today", "challenge list", "sdg 13", "me", "help"],
}

function composer(view: View, reader: Reader, w: W): Html {
  return html`<div class="comp">${sayForm(reader, {
    via: "message",
    body: html`<label for="tekst">${w("web.type", { name: view.me.name })}</label><span class="row"><input id="tekst" name="text" required autocomplete="off" maxlength="${limits.textMax}" placeholder="${w("web.placeholder")}"><button class="pri">${w("web.send")}</button></span>`,
  })}${sayForm(reader, {
    via: "message",
    kind: "hints",
    body: html`<span>${w("web.or-press")}</span>${hints[view.language].map((hint) => html`<button name="text" value="${hint}">${hint}</button>`)}`,
  })}</div>`
}
