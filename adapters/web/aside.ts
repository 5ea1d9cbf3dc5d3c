/** Beside the conversation: the way to the report, the ledger in plain words, and how to go on from here. */
import { number, text as plainWords } from "../../src/view/words.ts"
import { type Html, html } from "../page/html.ts"
import { type Reader, rich, sayForm } from "./render.ts"
import { momentOf } from "./times.ts"
import { address, type View } from "./view.ts"

export function aside(view: View, reader: Reader): Html {
  return html`<aside>
${report(view, reader)}
${ledger(view)}
${onward(view)}
</aside>`
}

function report(view: View, reader: Reader): Html {
  const w = (id: string, values?: Record<string, string>) => plainWords(view.say, id, values)
  const able = view.people.find((p) => p.role === "steward") ?? view.people.find((p) => p.role === "manager")
  const way =
    view.me.role !== "colleague" || !able
      ? html`${sayForm(reader, { via: "press", body: html`<button class="bigbtn" name="text" value="report">${w("web.report.open")}</button>` })}<p class="small">${w("web.report.how")}</p>`
      : html`<a class="bigbtn" href="${address({ ...view, me: able })}">${w("web.report.as", { name: able.name })}</a><p class="small">${w("web.report.who")}</p>`
  return html`<section><h2>${w("web.report.title")}</h2><p>${w("web.report.what")}</p>${way}</section>`
}

function ledger(view: View): Html {
  const { lines, size, all, fresh } = view.ledger
  const w = (id: string, values?: Record<string, string>) => plainWords(view.say, id, values)
  const { language, timeZone, now } = view
  return html`<section class="led" id="ledger" aria-labelledby="h-led"><h2 id="h-led">${w("web.ledger.title")}</h2><p>${w("web.ledger.what")}</p>
<ol>${lines.map(
    (line, i) =>
      html`<li${i < fresh && html` class="new"`}><time datetime="${new Date(line.at).toISOString()}">${momentOf({ language, timeZone, now, at: line.at })}</time><div><p>${line.text}</p><p class="ev"><code>${line.type}</code> <code>${line.stream}</code></p></div></li>`,
  )}</ol>${
    !all &&
    size > lines.length &&
    html`<p class="small"><a href="${address(view, { ledger: "all" })}#ledger">${w("web.ledger.all", { n: number(language, size) })}</a></p>`
  }</section>`
}

function onward(view: View): Html {
  const { links, say } = view
  return html`<section><h2>${plainWords(say, "web.onward.title")}</h2>${
    links
      ? html`<p><a href="${links.slack}">${plainWords(say, "web.onward.slack")}</a> · <a href="${links.teams}">${plainWords(say, "web.onward.teams")}</a></p>`
      : html`<p>${rich(say("web.onward.readme"))}</p>`
  }<p>${plainWords(say, "web.onward.data")}</p></section>`
}
