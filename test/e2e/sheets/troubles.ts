/// <reference lib="dom" />
/** What an eye would stumble over, asked of the browser. Runs in the page, so it holds on to nothing outside itself. */
export function lookFor(): string[] {
  const found: string[] = []
  for (const cell of document.querySelectorAll("figure")) {
    const say = (what: string, of: Element) =>
      found.push(`${cell.id}: ${what}: ${(of.textContent ?? "").trim().slice(0, 60)}`)
    const box = cell.getBoundingClientRect()
    for (const it of cell.querySelectorAll("*")) {
      const style = getComputedStyle(it)
      const own = [...it.childNodes].some((n) => n.nodeType === 3 && (n.textContent ?? "").trim() !== "")
      if (!own || style.display === "none" || style.visibility === "hidden") continue
      const hidden = style.position === "absolute" && it.clientWidth <= 1
      if (hidden) continue
      if (it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && style.overflow !== "visible")
        say("cut off", it)
      if (it.getBoundingClientRect().right > box.right + 1) say("wider than its card", it)
      const orphan = lastLineOf(it)
      if (/^H[1-6]$/.test(it.tagName) && orphan !== null && orphan.length <= 2)
        say("a letter alone on a line", it)
    }
  }
  return found

  /** The text of the last line where there are several; null for one line. */
  function lastLineOf(it: Element): string | null {
    const node = [...it.childNodes].reverse().find((n) => n.nodeType === 3)
    const text = node?.textContent ?? ""
    if (!node || text.length < 2) return null
    const range = document.createRange()
    const top = (at: number) => {
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      return range.getBoundingClientRect().top
    }
    const last = top(text.length - 1)
    if (last <= top(0) + 4) return null
    let at = text.length - 1
    while (at > 0 && top(at - 1) > last - 4) at--
    return text.slice(at).trim()
  }
}
