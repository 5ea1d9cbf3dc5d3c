/** Kinds of settings: each says what it takes, and what to do where something else is given. */
import { z } from "zod"

/** Longest value of any setting, in characters. */
export const valueMax = 4000

type Range = { min: number; max: number; usual: number }

export function whole(name: string, range: Range) {
  return z
    .string()
    .refine((t) => /^\d{1,9}$/.test(t) && Number(t) >= range.min && Number(t) <= range.max, {
      error: (issue) =>
        `is ${quoted(issue.input)}: give a whole number from ${range.min} to ${range.max}, or leave ${name} out for ${range.usual}`,
    })
    .transform(Number)
    .default(range.usual)
}

export function choice<const T extends string>(values: readonly T[], usual: NoInfer<T>) {
  return z
    .enum(values, { error: (issue) => `is ${quoted(issue.input)}: give ${values.join(" or ")}` })
    .default(usual)
}

export function field(shape: RegExp, usual: string, todo: string) {
  return read<string>((t) => (shape.test(t) ? t : null), usual, todo)
}

export function read<T>(reader: (text: string) => T | null, usual: T, todo: string) {
  return z
    .string()
    .transform((text, context) => {
      const value = text.length <= valueMax ? reader(text) : null
      if (value !== null) return value
      context.issues.push({ code: "custom", input: text, message: `is ${quoted(text)}: ${todo}` })
      return z.NEVER
    })
    .default(usual as never)
}

export function secret(good: (text: string) => boolean, todo: string) {
  return z
    .string()
    .refine(good, { error: `does not look right: ${todo}` })
    .nullable()
    .default(null)
}

export function matches(shape: RegExp): (text: string) => boolean {
  return (text) => shape.test(text)
}

function quoted(value: unknown): string {
  const text = String(value)
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)
}
