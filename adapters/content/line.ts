import { z } from "zod"

export function text(max: number) {
  return z.strictObject({ nl: line(max), en: line(max) })
}

/** One line of visible text: no control characters, and no marks that turn the reading direction. */
export function line(max: number) {
  return z
    .string()
    .min(1, "text: this is empty")
    .max(max, `at most ${max} characters`)
    .refine(
      (s) => !/^["“”„«][^"“”„«»]*["“”»]$/.test(s),
      'straight quotes around the text ("…"): these would be shown',
    )
    .refine((s) => s.trim() === s, "no spaces at the beginning or end")
    .refine((s) => !markup.test(s), "plain text: no tags, mentions, links or entities")
    .refine((s) => !/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(s), "one line of plain text")
}

/** Tags and Slack's <!channel>, Markdown links and images, HTML entities. Every platform escapes them; nobody here needs them. */
const markup = /<\/?[\w!@#:]|\]\s*\(|&(#\w+|[a-z]+\d*);|\b(javascript|data):/iu
