/** Slack's and Teams' own looks, as far as they decide where a line ends. */
export const looks = `
html,body{margin:0;background:#fff;color:#111;overflow:visible;height:auto;display:block}
.grid{display:grid;grid-template-columns:repeat(4,1fr);gap:10px;padding:10px;align-items:start;width:1490px}
figure{margin:0;border:1px solid #ccc;min-width:0}figcaption{font:10px monospace;color:#666;padding:2px 6px;background:#f4f4f4}
.card-in{padding:6px;min-width:0}
.web .card-in main{display:block;padding:0}
.slack .slack{font:15px/1.46 Lato,Arial,sans-serif}.slack h3{font-size:18px;margin:4px 0;overflow:hidden;text-overflow:ellipsis}
.slack p{margin:4px 0}.slack .context{font-size:12px;color:#616061}.slack .row{display:flex;flex-wrap:wrap;gap:8px;margin:6px 0}
.slack button{font:700 13px Lato,Arial,sans-serif;border:1px solid #bbb;border-radius:4px;background:#fff;color:#1d1c1d;padding:0 12px;height:32px;max-width:100%;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-height:0;width:auto}
.slack button.primary{background:#007a5a;color:#fff;border-color:#007a5a}
.slack .input{border:1px solid #bbb;border-radius:4px;height:32px;flex:1;color:#868686;padding:4px 8px}.slack label{font-weight:700;display:block;font-size:15px}
.slack .choices{display:flex;flex-direction:column;gap:4px}.slack .field{display:inline-block;width:48%;vertical-align:top}
.teams .card-in{font:14px/20px "Segoe UI",Arial,sans-serif;padding:8px}
.teams .ac-actionSet{flex-wrap:wrap;gap:6px}.teams .ac-pushButton{max-width:100%;white-space:normal;font:600 14px "Segoe UI",Arial,sans-serif;border:1px solid #d1d1d1;border-radius:4px;background:#fff;padding:5px 12px;min-height:32px;width:auto}
`
