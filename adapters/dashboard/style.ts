import { sheet } from "../page/layout.ts"
import { phone } from "../page/tokens.ts"

/** What the report adds to the shared tokens: a good annual report, not a dashboard. */
const frame = `.wrap{max-width:1184px;margin:0 auto;padding:0 32px}
header.top{border-bottom:1px solid var(--rule);background:var(--surface)}
header.top>.wrap{display:flex;flex-wrap:wrap;gap:4px 28px;align-items:center;padding-top:8px;padding-bottom:8px}
nav{display:flex;flex-wrap:wrap;gap:4px;font-size:15px;align-items:center}
nav>a,nav>span{padding:6px 9px;border-radius:4px;min-height:36px}
nav span[aria-current]{background:var(--sunk);font-weight:600}
.pick{display:flex;flex-wrap:wrap;gap:4px 12px;align-items:center;font-size:14px;order:9;flex-basis:100%;padding-bottom:4px}.pick label{color:var(--ink2)}
.pick select,.pick button{font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--edge);border-radius:4px;min-height:32px;padding:2px 8px}.pick button{font-weight:600}
nav.dl{margin-left:auto}
.stamp{background:var(--sunk);font-size:14px;color:var(--ink2);border-top:1px solid var(--rule)}
.stamp .wrap{display:block;padding-top:5px;padding-bottom:5px}.stamp b{color:var(--ink)}
footer{border-top:1px solid var(--rule);margin-top:40px;background:var(--surface);font-size:14px;color:var(--ink2)}
footer .wrap{padding-top:14px;padding-bottom:22px;display:flex;flex-wrap:wrap;gap:6px 24px;justify-content:space-between}
footer b{color:var(--ink)}`

const type = `h1{font-size:29px;line-height:1.2;font-weight:680;letter-spacing:-.015em;max-width:27em;text-wrap:pretty}
h2{font-size:20px;line-height:1.25;font-weight:650;letter-spacing:-.005em}
h3{font-size:15px;font-weight:650}
.kick{font-size:14px;color:var(--ink2);margin-bottom:6px}
.lede{font-size:18px;line-height:1.45;color:var(--ink2);margin-top:10px;max-width:44em}
.sub{color:var(--ink2);font-size:15px;line-height:1.45;margin-top:4px;max-width:68ch}
.small{color:var(--ink2);font-size:14px;line-height:1.45;margin-top:10px;max-width:68ch}
.who{display:block;font-weight:400;color:var(--ink2);font-size:13.5px;line-height:1.35}
.hatch{background:repeating-linear-gradient(135deg,var(--sunk) 0 6px,transparent 6px 10px);display:block;padding:2px 8px;color:var(--ink2);font-size:13.5px;font-weight:400;text-align:left}
table{width:100%}table.t{margin:6px 0 4px;width:auto}
.t th,.t td{padding:3px 16px 3px 0;border-top:1px solid var(--rule);text-align:right}.t th:first-child{text-align:left}
.t thead th{font-weight:600;vertical-align:bottom;border:0}
.sx{overflow-x:auto}.qt{font-size:15px;white-space:nowrap}.qt td,.qt th{padding:8px 24px 8px 0}.of{color:var(--ink2)}`

const first = `.first{display:grid;grid-template-columns:minmax(0,1fr) 372px;grid-template-rows:auto auto 1fr;gap:20px 44px;padding-top:20px}
.first>.say{grid-area:1/1}.first>.ask{grid-area:1/2/span 2}.first>.measured{grid-area:2/1/span 2;display:grid;gap:20px;align-content:start;min-width:0}.first>.chg{grid-area:3/2}
.future{padding:44px 0 20px}.future p{margin-top:12px}
.ask{background:var(--ask);color:var(--askink);padding:20px 22px 18px;border-radius:6px;align-self:stretch}
.ask .sub{color:var(--askink2)}.ask .none{font-size:17px;line-height:1.4;font-weight:600;margin:12px 0 8px;padding-top:13px;border-top:1px solid var(--askrule)}
.ask ol{margin-top:12px}.ask li{display:grid;grid-template-columns:58px 1fr;gap:14px;padding:13px 0 12px;border-top:1px solid var(--askrule)}
.ask .days{font-size:13px;line-height:1.2;color:var(--askink2)}
.ask .days b{display:block;font-size:34px;line-height:1;color:var(--askink);font-weight:650;font-variant-numeric:tabular-nums}
.ask .hot b{color:var(--askwarn)}.t30{fill:var(--askrule)}.u30{fill:var(--askink2)}.u30.hot{fill:var(--askwarn)}.ask .fu{margin-top:12px;padding-top:12px;border-top:1px solid var(--askrule)}.ask .q{font-size:16px;line-height:1.35;font-weight:600;margin-bottom:6px}.ask .due{font-size:14px;color:var(--askink2)}
.index{border-top:2px solid var(--ink);padding-top:8px}.index .val{color:var(--ink2);font-size:15px}.index .val b{color:var(--ink);font-size:20px}.index h3{margin-top:12px}
.rr{display:grid;grid-template-columns:244px minmax(0,1fr);gap:16px;align-items:center;border-top:1px solid var(--rule);padding:5px 0}
.rr .lab{font-size:14px;line-height:1.3}.rr .lab b{display:block;font-weight:600}.rr .lab span{color:var(--ink2);font-size:13px}
text.ends{font-size:14px;font-weight:600;fill:var(--ink);stroke:var(--paper);stroke-width:6px;paint-order:stroke;font-variant-numeric:tabular-nums}.onpaper{display:none}.bandfill{fill:var(--band)}.rr.nonResponse .bandfill{fill:var(--data2)}.idx{stroke:var(--ink);stroke-width:2}
.partsec,.chg{border-top:2px solid var(--ink);padding-top:8px}
.parts{margin-top:10px}.parts thead th{font-size:13px;color:var(--ink3);padding:0 0 2px;font-weight:400;vertical-align:bottom}
.parts tbody tr{border-top:1px solid var(--rule);height:44px}
.parts td,.parts th{vertical-align:middle}
.parts th[scope=row]{font-weight:650;font-size:15px;padding:3px 0;width:86px;line-height:1.3}
.parts .how{color:var(--ink2);font-size:14px;line-height:1.3;width:290px;padding:2px 0}
.parts .v{font-size:20px;line-height:1.2;font-weight:650;text-align:right;width:76px;padding-right:18px;white-space:nowrap}
.parts thead .v{font-size:13px;font-weight:400}.parts .p{text-align:right;color:var(--ink2);width:58px;padding-left:12px}
.parts thead .how,.parts thead .p,.parts thead .v{color:var(--ink3);font-size:13px}
.sc{display:flex;justify-content:space-between}
.base{stroke:var(--rule);stroke-width:2}.barline{stroke:var(--data);stroke-width:4}
.now{fill:var(--data)}.prev{fill:var(--paper);stroke:var(--ink3);stroke-width:1.5}
.key{font-size:13px;line-height:1.6;color:var(--ink2);border-top:1px solid var(--rule);padding-top:6px}
.key svg{display:inline-block;vertical-align:-1px;margin:0 4px 0 10px}.key svg:first-child{margin-left:0}.key .later{display:block}
.chg dl>div{padding:8px 0 9px;border-top:1px solid var(--rule)}.chg dl>div:first-child{border-top:0}
.chg dt{font-weight:650;font-size:15px;display:flex;justify-content:space-between}
.chg dt span{font-weight:400;color:var(--ink2);font-variant-numeric:tabular-nums}
.chg dd{font-size:14.5px;line-height:1.4;color:var(--ink2)}.chg dd b{color:var(--ink);font-weight:600}`

const blocks = `.blk{border-top:2px solid var(--ink);margin-top:40px;padding-top:10px}
.two{display:grid;grid-template-columns:minmax(0,1fr) 372px;gap:44px}
.two.even{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.blk figure{margin-top:14px}
.chart{width:calc(100% - 82px);margin:0 48px 0 34px}
.grid{stroke:var(--grid);stroke-width:1}.split{stroke:var(--ink3);stroke-width:1}
.chart .dot{stroke:var(--paper)}.ring{fill:var(--paper);stroke:var(--data);stroke-width:2}
.chart .end{font-size:16px}.chart .note{stroke:var(--paper);stroke-width:5px;paint-order:stroke}.note{fill:var(--ink2);font-size:13px}
.xl{font-size:12.5px;color:var(--ink3);padding-left:34px}
.fun{margin-top:12px}
.fun li{display:grid;grid-template-columns:1fr auto;gap:0 12px;padding:5px 0 4px;border-top:1px solid var(--rule)}.fun li:first-child{border-top:0}
.fun p{font-size:14px;line-height:1.3}.fun p b{font-size:15px;font-weight:650}.fun p span{color:var(--ink2);font-size:13px}
.fun svg{grid-column:1/-1;grid-row:2}
.fun .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.fun .n b{font-size:16px}
.sdg{margin-top:10px}
.sdg li{display:grid;grid-template-columns:22px 256px minmax(0,1fr) 44px;gap:8px;align-items:center;font-size:14px;line-height:1.25;padding:2.5px 0}
.sdg .gn{font-weight:650;text-align:right;font-variant-numeric:tabular-nums}.sdg .n{text-align:right;font-variant-numeric:tabular-nums}.sdg .wide{grid-column:3/5}
rect.sd{stroke:var(--edge);stroke-width:1}text.wh{fill:var(--ink3);font-size:13px}
.ev{margin-top:12px;font-size:14px}.ev caption{text-align:left;font-weight:650;font-size:15px;padding-bottom:2px}.ev caption span{font-weight:400;color:var(--ink2);font-size:13px}
.ev thead th{font-size:12.5px;color:var(--ink2);font-weight:400;padding:0}.ev th,.ev td{border-top:1px solid var(--grid);padding:3px 0;line-height:1.3}.ev thead th{border:0}
.ev td,.ev thead th:nth-child(n+2){text-align:right;width:54px;font-variant-numeric:tabular-nums}.ev td:last-child,.ev thead th:last-child{width:64px;font-weight:600}.ev thead th:nth-child(2){width:76px}.ev thead th:nth-child(3),.ev tr>td:nth-child(3){width:40px}.ev thead th:nth-child(4),.ev tr>td:nth-child(4){width:66px}
.ev .hatch{white-space:nowrap;padding:0 4px;font-size:12.5px}.ev .quiet th{color:var(--con)}.items dl{margin-top:4px}.items h3{margin-top:12px}.items dt{font-weight:600;font-size:14px;margin-top:6px}.items li{font-size:13.5px;line-height:1.4}.items li span{color:var(--ink2)}
.expect{margin-top:8px;font-size:15px;line-height:1.5;color:var(--ink2);columns:2 420px;column-gap:44px}.expect li{break-inside:avoid;padding:3px 0 3px 14px;text-indent:-14px}.expect li::before{content:"· "}
#goals+#logged,#logged+#teams,#evidence+#deliveries{margin-top:28px;border-top:2px solid var(--ink);padding-top:8px}
.seg,.del{margin-top:10px}.seg thead th{font-size:13px;color:var(--ink3)}
.seg td,.seg th{padding:5px 0;border-top:1px solid var(--rule)}.seg thead th{border:0;padding:0 0 2px}
.seg td:nth-child(2),.seg th:nth-child(2){text-align:right;padding-right:22px;width:78px}
.seg th[scope=row]{width:33%}.seg td:nth-child(3){padding-right:18px}
.bx{display:grid;grid-template-columns:1fr 42px;gap:8px;align-items:center}.bx>span{text-align:right}
.seg tfoot td{text-align:right}tfoot th,tfoot td{font-weight:650;border-top:1.5px solid var(--ink)!important}
.c-con{fill:var(--con)}.c-d2{fill:var(--con2)}.c-mid{fill:var(--edge)}.dseg{stroke:var(--paper);stroke-width:1}.none{fill:none;stroke:var(--edge)}.ask .none{stroke:none}
.del th svg{display:inline-block;margin-right:8px;vertical-align:-1px}
.del th,.del td{padding:4px 0;border-top:1px solid var(--rule);vertical-align:top}
.del th{width:150px;padding-right:10px}.del td:nth-child(2){text-align:right;width:64px;padding-right:18px;font-weight:600}.del td:nth-child(3){color:var(--ink2)}
.del td b{color:var(--ink);font-weight:600}.del tr.sum th,.del tr.sum td{border-top:1.5px solid var(--ink);font-weight:650}
.del tbody tr:first-child th,.del tbody tr:first-child td{border-top:0}.imp th{width:180px}
.meth .cols{display:grid;grid-template-columns:1.35fr 1fr 1.25fr 1fr;gap:28px;margin-top:8px}
.meth h3{margin:0 0 2px}.meth p{font-size:14px;line-height:1.5;color:var(--ink2)}`

const opinions = `.lik th[scope=row]{width:37%;padding:6px 18px 6px 0;font-size:15px;line-height:1.3;font-weight:500}
.lik tr.it{border-top:1px solid var(--grid)}
.lik td,.lik th{vertical-align:middle}.lik .dk{width:78px;text-align:right;color:var(--ink2)}.lik thead .dk{font-size:13px;vertical-align:top;line-height:1.3}
.k-sd{fill:var(--con)}.k-d{fill:var(--con2)}.k-n{fill:var(--mid);stroke:var(--edge);stroke-width:1}.k-a{fill:var(--data2)}.k-sa{fill:var(--data)}
text.in{font-size:12.5px;font-weight:600;stroke:none;font-variant-numeric:tabular-nums}
text.in.k-sd,text.in.k-sa{fill:var(--paper)}text.in.k-d,text.in.k-a{fill:var(--on2)}text.in.k-n{fill:var(--ink);stroke:none}
.con{fill:var(--con);font-weight:650;font-size:14px}.pro{fill:var(--data);font-weight:650;font-size:14px}.mid{fill:var(--ink2);font-size:13px}
.con.sm,.pro.sm{font-weight:400;font-size:12.5px}.zero{stroke:var(--ink);stroke-width:1}
.qs{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:22px 44px;margin-top:14px}
.qn h3{font-weight:600;line-height:1.35}.qn p{margin-top:6px}
.opts{margin-top:6px}.opts th,.opts td{border-top:1px solid var(--grid);padding:4px 0;line-height:1.3;vertical-align:middle}
.opts th{width:46%;padding-right:14px}.opts .n{text-align:right;width:48px}.opts .c{color:var(--ink2);width:42px}`

const small = `${phone}{.wrap{padding:0 18px}.seg th[scope=row]{overflow-wrap:anywhere;hyphens:auto}
.first,.two,.two.even,.meth .cols,.qs{grid-template-columns:minmax(0,1fr);gap:26px}
.first>.say,.first>.ask,.first>.measured,.first>.chg{grid-area:auto}.first>.ask{order:3}.first>.measured{order:1}.rr{grid-template-columns:minmax(0,1fr);gap:2px}.first>.chg{order:2}
h1{font-size:24px}.lede{font-size:17px}nav.dl{margin-left:0}header.top>.wrap{gap:2px 12px}
.parts thead{display:none}.parts,.parts tbody{display:block}
.parts tr{display:grid;grid-template-columns:1fr auto;padding:7px 0 4px}.parts tbody tr{height:auto}
.parts th[scope=row]{width:auto}.parts .g{grid-column:1/-1;grid-row:3}.parts .g:empty{display:none}
.parts .how{width:auto;grid-column:1/-1;grid-row:2}.parts .v{width:auto;padding:0;grid-column:2;grid-row:1}.parts .p{display:none}
.lik,.lik tbody,.lik thead,.lik tr{display:block}.lik .dk{display:none}
.lik th[scope=row]{display:block;width:auto;padding:9px 0 0}.lik td.g,.lik thead th.g{display:block}.con.sm,.pro.sm{display:none}.lik thead tr{height:24px}
.sdg li{grid-template-columns:20px minmax(0,1fr) 44px;gap:0 8px}.sdg svg{grid-column:2;grid-row:2}.sdg .n{grid-row:1/3;grid-column:3}.sdg .wide{grid-column:2/4}
.seg th[scope=row]{width:36%;padding-right:8px}.bx{grid-template-columns:1fr;gap:0}.bx svg{display:none}
.seg td:nth-child(2),.seg th:nth-child(2){padding-right:10px;width:56px}.seg thead th:nth-child(n+3){text-align:right}.seg td:nth-child(3){padding-right:0}
.del th{width:118px}.imp th{width:104px}.opts th{width:44%}summary{padding:8px 0}}`

const print = `@page{size:A4;margin:8mm 11mm}
@media print{body{font-size:8.2pt;line-height:1.3;background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}
:root{--paper:#fff}nav,details,form,.skip,.xl,.qs,.lik .who{display:none!important}.onpaper{display:block}.wrap{padding:0;max-width:none}h2,h3,.sub{break-after:avoid}
.demo{font-size:8pt;padding:2pt 5pt}
header.top{background:none;border:0}header.top>.wrap{padding:0 0 3pt}.org{font-size:10pt}.mark{width:14pt;height:14pt}
.stamp{font-size:8pt;border:0}.stamp .wrap{padding:2pt 5pt}
h1{font-size:13.2pt;max-width:none}h2{font-size:10.6pt}h3{font-size:8.8pt}
.kick{font-size:8pt;margin-bottom:2pt}.lede{font-size:10pt;margin-top:4pt}.sub,.small,.key,.who{font-size:7.8pt;margin-top:1pt;max-width:none;line-height:1.3}
.first{grid-template-columns:minmax(0,1fr) 56mm;gap:7pt 14pt;padding-top:6pt}.first>.measured{gap:7pt}
.ask{padding:8pt 10pt;border-radius:3pt}.ask .none{font-size:9pt;margin:5pt 0 3pt;padding-top:5pt}
text.ends{font-size:10px}.index .val{font-size:8pt}.index .val b{font-size:12pt}.rr{grid-template-columns:150pt minmax(0,1fr);padding:1pt 0;gap:8pt}.rr .lab{font-size:8.4pt;line-height:1.15}.rr .lab span{font-size:7.4pt}.rr svg{height:24px}.index h3{margin-top:4pt}
.ask .how,.ask svg,.ask li:nth-child(n+4){display:none}.ask ol{margin-top:5pt}.ask li{grid-template-columns:28pt 1fr;gap:6pt;padding:5pt 0 4pt}.ask .q{font-size:8.6pt;line-height:1.25;margin-bottom:3pt}.ask .days{font-size:7.4pt}.ask .days b{font-size:17pt}.ask .due{font-size:7.4pt;margin-top:2pt}.ask .fu{margin-top:4pt;padding-top:4pt}.fun+.small{margin-top:2pt}.fun li>p:first-child span{display:none}
.index,.partsec,.chg,.blk{border-top-width:1.2pt;padding-top:3pt}
svg text,.tick,.note,.mid,text.wh{font-size:10px}.end{font-size:13px}.chart .end{font-size:13px}
.parts{margin-top:3pt}.parts tbody tr{height:17pt}.parts th[scope=row]{font-size:8.8pt;padding:0;width:48pt}.parts .how{font-size:7.8pt;width:140pt;padding:0}.parts .v{font-size:11.5pt;width:38pt;padding-right:8pt}
.parts thead th,.parts thead .v,.parts thead .how,.parts thead .p{font-size:7.4pt;padding-bottom:0}.parts .p{font-size:8pt;width:30pt;padding-left:4pt}.parts .g svg{height:22px;margin:-3px 0}
.chg dl>div{padding:3pt 0}.chg dt{font-size:8.8pt}.chg dd{font-size:8pt}
.blk{margin-top:6pt}.two{grid-template-columns:minmax(0,1fr) 56mm;gap:14pt}.two.even,.qs{gap:10pt 16pt}.blk figure{margin-top:3pt}
.chart{height:132px}.fun{margin-top:3pt}.fun li{padding:1.5pt 0 0}.fun p,.fun p span{font-size:7.8pt}.fun p b,.fun .n b{font-size:8.6pt}.fun svg{height:12px}.fun rect{y:1px;height:9px}
tr,li,.first,.two figure,.lik tr{break-inside:avoid}#method{break-inside:avoid}table{font-size:7.8pt}
.lik th[scope=row]{font-size:7.8pt;padding:0 6pt 0 0;line-height:1.1;width:42%}.lik td.g svg{height:26px;margin:-2px 0 -4px}.lik .dk{width:38pt}.lik thead .dk{font-size:7.4pt}.con,.pro{font-size:10.5px}.con.sm,.pro.sm{font-size:9px}text.in{font-size:9.5px}
.opts th,.opts td{padding:1pt 0}.opts svg{height:12px;margin-top:-3px}
.sdg{margin-top:2pt}.sdg li{grid-template-columns:11pt 51mm minmax(0,1fr) 22pt;font-size:7.5pt;gap:5pt;padding:.8pt 0;line-height:1.1}.sdg svg{height:14px}.sdg rect{y:2px;height:9px}.sdg text.wh{transform:translateY(-5px)}.sdg .base{transform:translateY(-3px)}
.seg td,.seg th,.del th,.del td{padding:.5pt 0;line-height:1.15}.imp td:nth-child(3){font-size:7.2pt}.hatch{font-size:7.6pt;padding:0 4pt}.seg,.del{margin-top:2pt}.seg thead th{font-size:7.4pt}.del th{width:76pt}.del td:nth-child(2){width:34pt;padding-right:9pt}.imp th{width:82pt}.small{margin-top:3pt}.bx{grid-template-columns:1fr 22pt;gap:4pt}.bx svg{height:10px}.bx rect{y:1px;height:7px}
#goals+#logged,#logged+#teams,#evidence+#deliveries{margin-top:5pt;border-top-width:1.2pt;padding-top:3pt}.ev .hatch{font-size:7pt;padding:0 2pt}.ev{margin-top:3pt;font-size:7.5pt}.ev th,.ev td{line-height:1.15}.ev caption{font-size:8.6pt}.ev thead th{font-size:7.2pt}.ev caption span,#evidence>.sub{display:none}.ev td,.ev th{padding:.4pt 0}.ev td,.ev thead th:nth-child(n+2){width:30pt}.ev thead th:nth-child(4),.ev tr>td:nth-child(4){width:36pt}
.meth .cols{grid-template-columns:1.3fr 1.5fr 1.2fr .8fr;gap:10pt;margin-top:1pt}.meth p{font-size:6.5pt;line-height:1.15}#method{margin-top:4pt}.ev~.ev thead,#deliveries>.sub{display:none}
footer{margin-top:6pt;background:none;font-size:7.2pt}footer .wrap{padding:2pt 0 0}}`

export const reportSheet = sheet(frame, type, first, blocks, opinions, small, print)

const plain = `main section{padding-top:36px;max-width:44em}main section+section{border-top:1px solid var(--rule);margin-top:36px;padding-top:24px;color:var(--ink2)}
main p{margin-top:10px;font-size:17px}h3{margin-top:22px}h3+p{margin-top:2px;font-size:16px}code{font-family:var(--mono);background:var(--sunk);padding:3px 8px;border-radius:4px}
form{margin-top:16px}button{min-height:44px;padding:0 20px;border-radius:6px;border:1px solid var(--data);background:var(--data);color:var(--paper);font-weight:600}
section+section button{background:none;color:var(--link);border-color:var(--edge)}`

export const noticeSheet = sheet(frame, type, plain)
