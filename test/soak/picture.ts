/** The series as small pictures under each other, each from zero, so that growth is seen as it is. */
export type Sample = {
  minute: number
  keptMiB: number
  memoryMiB: number
  handles: number
  files: number
  ledgerMiB: number
  said: number
  slowestMs: number
}

const width = 720
const panel = { height: 90, gap: 34, left: 64, right: 16, top: 46 }
const panels: [string, (s: Sample) => number][] = [
  ["Heap after a full collection, MiB", (s) => s.keptMiB],
  ["Memory of the process, MiB", (s) => s.memoryMiB],
  ["Open handles", (s) => s.handles],
  ["Files", (s) => s.files],
  ["Ledger, MiB", (s) => s.ledgerMiB],
  ["Slowest answer in 5 s, ms", (s) => s.slowestMs],
]

export function drawSeries(samples: readonly Sample[], about: string): string {
  const height = panel.top + panels.length * (panel.height + panel.gap)
  const minutes = Math.max(...samples.map((s) => s.minute), 0.01)
  const body = panels.map(([name, of], i) => {
    const top = panel.top + i * (panel.height + panel.gap) + 14
    const most = Math.max(...samples.map(of), 1) * 1.1
    const x = (s: Sample) => panel.left + (s.minute / minutes) * (width - panel.left - panel.right)
    const y = (s: Sample) => top + panel.height * (1 - of(s) / most)
    const points = samples.map((s) => `${x(s).toFixed(1)},${y(s).toFixed(1)}`).join(" ")
    const bottom = top + panel.height
    const last = samples.at(-1)
    return [
      `<text x="${panel.left}" y="${top - 5}" font-weight="600">${name}${last ? `: ${of(last).toFixed(of(last) < 10 ? 1 : 0)} at the end` : ""}</text>`,
      `<line x1="${panel.left}" y1="${bottom}" x2="${width - panel.right}" y2="${bottom}" stroke="#999"/>`,
      `<text x="${panel.left - 8}" y="${bottom}" text-anchor="end">0</text>`,
      `<text x="${panel.left - 8}" y="${top + 10}" text-anchor="end">${most.toFixed(most < 10 ? 1 : 0)}</text>`,
      `<polyline points="${points}" fill="none" stroke="#1a6b54" stroke-width="1.5"/>`,
    ].join("\n")
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="#222" role="img" aria-label="Soak: ${about}">
<rect width="${width}" height="${height}" fill="#fff"/>
<text x="${panel.left}" y="24" font-size="14">${about}</text>
${body.join("\n")}
</svg>
`
}
