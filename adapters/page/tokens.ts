/** Colours, type and the few rules that every page shares. Every text colour has at least 4.5 to 1 on its ground in both themes; the browser test asks axe. */

/** One breakpoint. Without `screen`, A4 print would get the phone layout. */
export const phone = "@media screen and (max-width:900px)"

/** Dark only on a screen, so that print is always light. */
export const tokens = `:root{color-scheme:light dark;
--paper:#FBFAF7;--surface:#FFFFFF;--sunk:#F2F0EA;--ink:#1B1F23;--ink2:#444B53;--ink3:#626A72;--rule:#D8D4CA;--grid:#E6E2D8;--edge:#8A8880;
--link:#0B5773;--focus:#0B5773;--data:#14627F;--data2:#5795AC;--band:#CFE0E6;--con:#8F3E12;--con2:#C0763F;--mid:#E2DED4;--on2:#0E1113;
--ask:#12323F;--askink:#FFFFFF;--askink2:#C6D9E0;--askrule:#3A5966;--askwarn:#FFC48A;--warn:#8F3E12;
--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{
--paper:#14181B;--surface:#1B2024;--sunk:#22282D;--ink:#EDEBE6;--ink2:#C3C7CB;--ink3:#9BA2A9;--rule:#363D43;--grid:#2B3238;--edge:#8C9299;
--link:#8CCBE2;--focus:#8CCBE2;--data:#6FB9D4;--data2:#468CA6;--band:#21424F;--con:#EE9E67;--con2:#BA7641;--mid:#4A5157;
--ask:#1D3A47;--askink:#FFFFFF;--askink2:#C2D6DE;--askrule:#44626F;--askwarn:#FFC48A;--warn:#F2A873}}`

export const base = `*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;overflow-wrap:break-word;background:var(--paper);color:var(--ink);font:16px/1.5 var(--sans)}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
h1,h2,h3,h4,p,ol,ul,dl,dd,figure,table{margin:0;padding:0}
ol,ul{list-style:none}
button{font:inherit;cursor:pointer}
svg{display:block;overflow:visible}
svg text{font-family:var(--sans);fill:var(--ink2);font-size:13px}
.mark{fill:var(--data)}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--surface);padding:8px 12px;z-index:9}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.demo{background:var(--ask);color:var(--askink2);font-size:14.5px;padding:7px 28px}.demo b{color:var(--askink)}
.org{display:flex;align-items:center;gap:9px;font-size:16px;min-width:0}.org span{min-width:0;overflow-wrap:anywhere;color:var(--ink2);padding-left:10px;border-left:1px solid var(--rule)}
details{font-size:14px;margin-top:2px}
summary{cursor:pointer;color:var(--link);display:inline-block;padding:4px 0;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.15em}
.bedge{fill:none;stroke:var(--data2);stroke-width:1;vector-effect:non-scaling-stroke}
.band{fill:var(--band)}.line{fill:none;stroke:var(--data);stroke-width:2;vector-effect:non-scaling-stroke}
.dot{fill:var(--data);stroke:var(--surface);stroke-width:1.5}
.tick{fill:var(--ink3);font-size:12.5px;font-variant-numeric:tabular-nums}.end{font-weight:700;font-size:15px;fill:var(--ink)}
.track{fill:var(--sunk)}.fill{fill:var(--data)}
.num{font-weight:650;fill:var(--ink);font-size:13px;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;font-size:14px}th{text-align:left;font-weight:400}td{font-variant-numeric:tabular-nums}
${phone}{.demo{padding-left:16px;padding-right:16px}}
@media print{nav,form,.skip,details{display:none}}`
