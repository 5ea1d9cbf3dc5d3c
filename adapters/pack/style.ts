import { tokens } from "../page/tokens.ts"

/** A document to read and to print, no web page. */
export const packSheet = `${tokens}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 var(--sans)}
main{max-width:46em;margin:0 auto;padding:24px 20px 60px}
article+article{border-top:2px solid var(--ink);margin-top:44px;padding-top:12px}
h1{font-size:26px;line-height:1.2;margin:12px 0}h2{font-size:19px;margin:26px 0 6px}
table{border-collapse:collapse;width:100%;margin:12px 0;font-size:15px}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-top:1px solid var(--rule)}th{border-top:0;color:var(--ink2)}
code{font-family:var(--mono);background:var(--sunk);padding:1px 5px;border-radius:3px;font-size:.92em}
hr{border:0;border-top:1px solid var(--rule)}
@media print{@page{size:A4;margin:16mm}body{background:#fff;font-size:9.6pt;line-height:1.4}h1{font-size:17pt}h2{font-size:12.5pt;margin:12pt 0 3pt}table{font-size:8.8pt}th,td{padding:3pt 8pt 3pt 0}main{max-width:none;padding:0}
article+article{break-before:page;border:0;margin:0}tr,li{break-inside:avoid}h2{break-after:avoid}}`
