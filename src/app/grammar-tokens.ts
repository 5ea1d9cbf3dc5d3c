/** A command text as words and quoted texts. */
export type Token = { text: string; quoted: boolean }

const quotes = /["“”„«»]/g

/** Words and quoted texts ("…", “…”, „…”, «…»); a last word `~id` is the button's own id. */
export function tokenise(input: string): { tokens: Token[]; once: string | null } {
  const tokens: Token[] = []
  for (const m of input.matchAll(/["“”„«]([^"“”„«»]*)["“”»]|(\S+)/g))
    tokens.push(
      m[1] === undefined ? { text: m[2] as string, quoted: false } : { text: m[1].trim(), quoted: true },
    )
  const last = tokens.at(-1)
  const once = last && !last.quoted ? /^~([a-z2-7]{4,32})$/.exec(last.text)?.[1] : undefined
  if (once) tokens.pop()
  return { tokens, once: once ?? null }
}

/** Any quotation mark inside would end the text when it is read again. */
export function quote(value: string): string {
  return `"${value.replace(quotes, "'")}"`
}
