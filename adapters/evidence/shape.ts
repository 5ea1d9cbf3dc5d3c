/** evidence.json as it is written and read. */
import { z } from "zod"
import { folderFormat } from "./folder.ts"

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const text = z.string().max(1000)
const both = z.object({ nl: text, en: text })
const goals = z.array(z.int().min(1).max(99)).max(99)

const covers = z.record(text, z.array(text).max(100))

const counted = z.strictObject({
  challenges: z
    .array(
      z.strictObject({
        ...{ id: text, unit: text, factor: text.nullable(), sdg: goals, covers },
        minutes: z.number().min(0).optional(),
      }),
    )
    .max(10_000),
  nudges: z.array(z.strictObject({ id: text, sdg: z.int(), covers })).max(10_000),
  polls: z
    .array(
      z.strictObject({
        id: text,
        kind: text,
        index: z.enum(["attitude", "room"]).nullable(),
        keys: z.array(text).max(100),
        sdg: goals,
        covers,
      }),
    )
    .max(10_000),
  frameworks: z
    .array(z.strictObject({ id: text, edition: text.nullable(), elements: z.array(text).max(1000) }))
    .max(100),
  factors: z
    .array(
      z.strictObject({
        id: text,
        values: z
          .array(
            z.strictObject({
              year: z.int(),
              from: text.nullable(),
              low: z.number(),
              mid: z.number(),
              high: z.number(),
            }),
          )
          .max(100),
      }),
    )
    .max(1000),
  goals,
})

export const aboutShape = z.object({
  format: z.literal(folderFormat),
  stamp: both,
  organisation: text,
  demo: z.boolean(),
  madeAt: z.iso.datetime(),
  madeBy: text,
  timeZone: text,
  countedFrom: z.iso.date(),
  editions: z
    .array(
      z.object({
        period: text.regex(/^\d{4}-(W\d\d|\d\d|Q\d)$/),
        edition: z.int().min(1).max(999_999),
        at: z.iso.datetime(),
        definitions: z.int().min(0),
        minGroup: z.int().min(1).nullable(),
        content: hash.nullable(),
        sha256: hash,
        after: hash.nullable(),
        because: text.nullable(),
      }),
    )
    .max(100_000),
  contents: z.array(z.object({ sha256: hash, content: counted })).max(10_000),
  questions: z
    .array(z.object({ item: text, question: both, options: z.array(z.object({ key: text, text: both })) }))
    .max(10_000),
  years: z.array(text.regex(/^\d{4}$/)).max(1000),
})
export type About = z.infer<typeof aboutShape>
