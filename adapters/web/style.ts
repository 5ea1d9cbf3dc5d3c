import { sheet } from "../page/layout.ts"
import { phone } from "../page/tokens.ts"

const frame = `html{scroll-padding-bottom:150px}body{font-size:15.5px}
header.top{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;padding:9px 28px;background:var(--surface);border-bottom:1px solid var(--rule)}
header.top .org{margin-right:auto}
.as fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;align-items:center;min-width:0}
.as legend{float:left;padding:0 10px 0 0;font-size:15px;color:var(--ink2)}
.as button{background:var(--surface);color:var(--ink);border:1px solid var(--edge);border-right-width:0;padding:6px 14px;min-height:36px}
.as button:first-of-type{border-radius:6px 0 0 6px}.as button:last-of-type{border-radius:0 6px 6px 0;border-right-width:1px}
.as button:hover{background:var(--sunk)}
.as button[aria-pressed=true]{background:var(--ink);color:var(--paper);border-color:var(--ink);font-weight:600}
.as small{font-size:13px;opacity:.85}
.lang button{background:none;border:0;color:var(--link);text-decoration:underline;text-underline-offset:.15em;text-decoration-thickness:1px;min-height:36px;padding:5px 4px;font-size:15px}
.grid{display:grid;grid-template-columns:minmax(0,1fr) 344px;max-width:1280px;margin:0 auto}
main{padding:0 36px 0 28px;border-right:1px solid var(--rule);display:flex;flex-direction:column;min-height:calc(100vh - 96px)}
.chan{display:flex;flex-wrap:wrap;gap:0 20px;align-items:baseline;padding:14px 0 8px;border-bottom:1px solid var(--rule)}
h1{font-size:22px;font-weight:680}
.chan nav{display:flex;gap:16px;font-size:15px}.chan nav a{padding:6px 0}.chan nav a[aria-current]{color:var(--ink);text-decoration:none;font-weight:600;box-shadow:0 2px 0 var(--ink)}.chan nav span{color:var(--ink3)}
.older,.none{text-align:center;font-size:14px;padding:12px 0 2px;color:var(--ink2)}.none{padding:40px 0;font-size:15.5px}
.day{font-size:13px;font-weight:600;color:var(--ink2);text-align:center;margin:20px 0 8px;border-bottom:1px solid var(--rule);line-height:0}.day span{background:var(--paper);padding:0 12px}`

const messages = `.msg{display:grid;grid-template-columns:38px minmax(0,1fr);gap:12px;padding:11px 0}
.av{width:38px;height:38px;border-radius:6px;display:grid;place-items:center;font-weight:650}
.av.bot{background:var(--band)}.av.p{background:var(--sunk);color:var(--ink);border:1px solid var(--rule)}
.who{font-size:15.5px;font-weight:650;line-height:1.25;margin-bottom:5px}.who time{font-weight:400;color:var(--ink3);font-size:13px}
.app{font-size:12px;font-weight:600;color:var(--ink2);background:var(--sunk);border-radius:3px;padding:1px 5px}
.eph .app{background:var(--surface)}
.cmd code{font:14.5px/1.5 var(--mono);background:var(--sunk);border-radius:4px;padding:2px 7px;overflow-wrap:anywhere}
.answer{scroll-margin-top:12px}
.eph{background:var(--sunk);margin:4px -14px 0;padding:11px 14px;border-radius:8px}.only{font-size:13px;color:var(--ink2);margin-bottom:6px}
.eph .card{background:none;border:0;padding:0}.eph .sdgc{padding-left:22px}.eph .goal{left:0;top:4px;height:calc(100% - 8px)}.eph .stamp,.eph .track{background:var(--surface);fill:var(--surface)}.eph .ctx{border-color:var(--rule)}`

const cards = `.card{position:relative;background:var(--surface);border:1px solid var(--rule);border-radius:8px;padding:14px 18px 12px;max-width:700px;overflow-wrap:break-word}
.card h4{margin:2px 0 4px;font-size:18px;line-height:1.3;font-weight:650}
.card .txt{white-space:pre-line}.card .txt+.txt{margin-top:6px}
.eyebrow{font-size:13.5px;color:var(--ink2);margin-bottom:2px}
.stamp{float:right;font-size:11.5px;line-height:1;font-weight:650;letter-spacing:.04em;color:var(--ink2);background:var(--sunk);border-radius:3px;padding:4px 6px;margin:0 0 4px 12px}
.sdgc{padding-left:28px}.goal{position:absolute;left:9px;top:12px;height:calc(100% - 24px)}.goal rect{stroke:var(--edge);stroke-width:1}
.side{display:grid;grid-template-columns:minmax(0,1.1fr) minmax(0,1fr);gap:8px 24px;align-items:start;margin-top:4px}.side figure{grid-area:1/1}.side>div{grid-area:1/2}
.facts{margin-top:8px;display:grid;gap:2px}.facts div{display:grid;grid-template-columns:minmax(0,14em) minmax(0,1fr);gap:0 16px;padding:5px 0;border-top:1px solid var(--grid)}.facts dt{color:var(--ink2)}.facts dd{font-variant-numeric:tabular-nums}
.fig{padding-top:2px}.fig figcaption{font-size:13.5px;color:var(--ink2);margin-bottom:2px}.bars{margin-top:4px}.pr+.fig{margin-top:14px}.chart{width:calc(100% - 84px);margin:0 46px 0 38px}.chart .grid{stroke:var(--grid)}
.t{margin:4px 0}.t th,.t td{padding:3px 16px 3px 0;border-top:1px solid var(--rule);text-align:right}.t th:first-child{text-align:left}.t thead th{font-weight:600;border:0}
.pr{margin:10px 0 6px;font-size:14.5px}.pr p{margin-bottom:3px}
.ctx{font-size:13.5px;line-height:1.45;color:var(--ink2);margin-top:10px;border-top:1px solid var(--grid);padding-top:8px;white-space:pre-line}`

const controls = `.btns{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px}
.btns button,.row button,.opts button,.tall button{border:1px solid var(--edge);background:var(--surface);color:var(--ink);border-radius:6px;padding:5px 13px;min-height:36px;font-weight:600;font-size:15px}
.btns button:hover,.opts button:hover,.hints button:hover{background:var(--sunk)}
.btns .quiet,.opts .quiet{border-color:transparent;background:none;color:var(--link);font-weight:400;text-decoration:underline;text-underline-offset:.15em;text-decoration-thickness:1px;padding-left:6px;padding-right:6px}
button.pri,.btns .pri,.opts .pri,.row .pri,.tall .pri{background:var(--data);border:1px solid var(--data);color:var(--paper);font-weight:650;padding:5px 18px;border-radius:6px;min-height:36px}
.btns .pri:hover,button.pri:hover{background:var(--link);border-color:var(--link)}
form+.txt{margin-top:10px}form+h4{margin-top:16px}form+.eyebrow,.txt+.eyebrow{margin-top:14px}.txt+h4{margin-top:12px}form+form>.btns{margin-top:8px}.btns .quiet:first-child{padding-left:0}
.log{margin-top:8px;display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center}.row{display:flex;gap:8px}
.tall{display:grid;justify-items:start}.tall fieldset{border:0;margin:0;padding:0}.tall legend{padding:0 0 4px;font-weight:600}.opt1{display:flex;gap:8px;align-items:center;min-height:36px}.opt1 input{width:18px;height:18px;accent-color:var(--data)}
input:not([type=hidden],[type=radio],[type=checkbox]),textarea,select{font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--edge);border-radius:6px;padding:5px 10px;min-height:36px;min-width:0}textarea{width:100%}
select{flex:1 1 0;width:0}.row:has(select){width:100%}
::placeholder{color:var(--ink3);opacity:1}
.opts{display:grid;gap:6px;margin-top:10px}.opts button{text-align:left;font-weight:400;display:flex;justify-content:space-between;gap:12px}
.opts .on,.btns .on{border:2px solid var(--data);background:var(--band);font-weight:600;padding:4px 12px}.on span{font-weight:400;color:var(--ink2);font-size:14px}
.comp{position:sticky;bottom:0;margin-top:auto;background:var(--paper);padding:10px 0 16px;border-top:1px solid var(--rule)}
.comp label{font-size:14px;font-weight:600;display:block;margin-bottom:4px}
.comp .row input{flex:1;min-height:44px;font-size:16px}.comp .pri{min-height:44px}
.hints{display:flex;flex-wrap:wrap;gap:6px;align-items:center;margin-top:8px;font-size:14px;color:var(--ink2)}
.hints button{border:1px solid var(--rule);background:var(--surface);color:var(--link);border-radius:6px;padding:4px 10px;min-height:36px;font:13.5px var(--mono)}`

const beside = `aside{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:18px 28px 24px 24px;font-size:14.5px;line-height:1.45}
aside h2{font-size:17px;font-weight:650;margin-bottom:3px}
aside section+section{border-top:1px solid var(--rule);margin-top:18px;padding-top:16px}
aside p{color:var(--ink2)}
.bigbtn{display:block;width:100%;text-align:center;background:var(--data);color:var(--paper);border:0;text-decoration:none;font-weight:650;font-size:16px;line-height:1.5;border-radius:6px;padding:10px 14px;margin:10px 0 8px}
.bigbtn:hover{text-decoration:underline}
.small{font-size:13.5px}
.led ol{margin:10px 0 8px}
.led li{display:grid;grid-template-columns:68px minmax(0,1fr);gap:10px;padding:7px 8px;margin:0 -8px;border-top:1px solid var(--grid)}
.led li.new{background:var(--band)}.led li.new p,.led li.new time,.led .new code{color:var(--ink)}
.led time{font-size:13px;color:var(--ink2);font-variant-numeric:tabular-nums;padding-top:1px}
.led li p{color:var(--ink);line-height:1.35}.led .ev{font-size:12px;margin-top:2px}.led code{font:12px var(--mono);color:var(--ink2);margin-right:6px;overflow-wrap:anywhere}`

// On a large screen the conversation is a pane of its own that opens at its newest message: a reversed column starts at its end
// without a script, and its one child keeps the order of reading.
const pane = `@media screen and (min-width:901px) and (min-height:600px){
html{scroll-padding:0}body{height:100vh;display:flex;flex-direction:column}
.grid{flex:1;min-height:0;width:100%;grid-template-rows:minmax(0,1fr)}main{min-height:0}
.pane{flex:1;min-height:0;overflow-y:auto;display:flex;flex-direction:column-reverse;margin:0 -14px;padding:0 14px}.talk{padding-bottom:10px}
.comp{position:static;margin:0;border-top:1px solid var(--rule)}aside{position:static;align-self:stretch;min-height:0;max-height:none}}`

const small = `${phone}{
html{scroll-padding-bottom:0}header.top{padding-left:16px;padding-right:16px;gap:8px 10px}.org{font-size:15px;gap:7px}.org span{padding-left:7px}
.grid{grid-template-columns:minmax(0,1fr)}main{padding:0 16px;border:0;min-height:0}aside{position:static;max-height:none;padding:18px 16px;border-top:1px solid var(--rule);background:var(--surface)}
.as{order:3;width:100%}.as legend{float:none;width:100%;padding:0 0 4px}.as button{padding:6px 10px;font-size:14.5px}
.msg{grid-template-columns:minmax(0,1fr)}.msg>.av{display:none}.card{padding:13px 14px 11px}.sdgc{padding-left:26px}
.side{grid-template-columns:minmax(0,1fr);gap:10px}.side figure{grid-area:2/1}.side>div{grid-area:1/1}.opt{display:none}
.facts div{grid-template-columns:minmax(0,1fr)}
.comp{position:static}.btns .quiet{padding-left:2px}}
@media print{.comp,aside{display:none}.grid{display:block}}`

export const webSheet = sheet(frame, messages, cards, controls, beside, small, pane)
