/** What to do about text that is no YAML, in words for someone who never heard of YAML; null: the library's words. */
export function hintOf(line: string, trouble: string): string | null {
  // A text that is copied from a web page or Word may begin with spaces that are none.
  if (/[^ ]/.test(/^\s*/.exec(line)?.[0] ?? ""))
    return "plain spaces at the start of a line, no tab or other blank"
  if (/^(<{7}|={7}|>{7})( |$)/.test(line)) return "one of the two versions: these are the marks that git left"
  if (/^Missing closing "/.test(trouble) && /: +"[^"]*$/.test(line)) return 'a " at the end of the text too'
  const value = /^\s*(?:- )?[^\s:]+: +(.+)$/.exec(line)?.[1]
  // A list or an object on one line is meant as one: there quotes are no answer.
  if (value !== undefined && !isFlow(value) && (/^[^\p{L}\p{N}]/u.test(value) || /: |:$/.test(value)))
    return 'text with a colon in it, or a sign at its start, between double quotes: "Let op: dit is tekst"'
  if (/same column/.test(trouble)) return "this field as far to the right as the one above it"
  if (/must be sufficiently indented and end with/.test(trouble)) return "a ] at the end of the list"
  if (/^\s*(?:- )?[a-z][\w-]*:\S/.test(line)) return "a space after the colon"
  if (value === undefined && /Implicit keys|Implicit map keys/.test(trouble))
    return "a field, a colon and a space; what goes on from the line above stands further to the right"
  return null
}

/** Where the quote or list begins that nothing closes: the library names the line after it, or the end of the file. */
export function lineToMend(lines: string[], trouble: string, named: number): number {
  const opens = /^Missing closing/.test(trouble)
    ? lines.findIndex((line) => /^\s*(?:- )?[^\s:]+: +(["'])(?!.*\1)/.test(line))
    : /must be sufficiently indented and end with/.test(trouble)
      ? lines.slice(0, named).findLastIndex((line) => /: +\[[^\]]*$/.test(line))
      : -1
  return opens === -1 ? named : opens + 1
}

function isFlow(value: string): boolean {
  return /^\[[^\]]*\]?$|^\{[^}]*\}?$/.test(value)
}
