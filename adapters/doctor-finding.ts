/** One line of the doctor's: what was looked at, what it found, and what to do about it. Never holds a secret. */
export type Finding = {
  /** "note": it works, and there is something to know. */
  level: "ok" | "note" | "wrong"
  name: string
  facts: string
  todo: string | null
}

export function ok(name: string, facts: string): Finding {
  return { level: "ok", name, facts, todo: null }
}

export function note(name: string, facts: string, todo: string | null = null): Finding {
  return { level: "note", name, facts, todo }
}

export function wrong(name: string, facts: string, todo: string): Finding {
  return { level: "wrong", name, facts, todo }
}

const signs = { ok: "ok   ", note: "note ", wrong: "WRONG" } as const

export function spell({ level, name, facts, todo }: Finding): string {
  return `${signs[level]}  ${name}: ${facts}${todo === null ? "" : `\n       -> ${todo}`}`
}

/** The system's own name of what went wrong, `EACCES`; nothing else of an error, which may quote anything. */
export function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null
  return typeof code === "string" && /^[A-Z][A-Z0-9_]{1,40}$/.test(code) ? code : "unknown fault"
}
