/** What a report says, read from its JSON and not from the sheet that the files are drawn from. */
import { toJson } from "../../src/report/json.ts"
import type { Report } from "../../src/report/report.ts"

/** Null in a place: no number there. `withheld`: no number at all. */
export type Fact = {
  field: string
  withheld?: true
  count?: number
  of?: number
  share?: number
  amount?: number
  low?: number
  high?: number
}

type Json = Record<string, unknown>
type Counted = { suppressed?: true; count?: number; of?: number; share?: number }

export function factsOf(report: Report): Fact[] {
  const json = JSON.parse(JSON.stringify(toJson({ ...report, frozen: null }))) as Json
  const roster = json["roster"] as { size: number }
  return [
    { field: "roster.size", count: roster.size },
    ...figures(json["figures"] as Json),
    ...(json["polls"] as Json[]).flatMap(poll),
    ...index(json["index"] as Json),
    ...(json["evidence"] as Framework[]).flatMap(evidence),
    ...Object.entries((json["deliveries"] as Record<string, number> | undefined) ?? {}).map(
      ([id, count]) => ({
        field: `deliveries.${id}`,
        count,
      }),
    ),
    ...besideJson(report),
  ]
}

/** Where nothing was due there is nothing to tell. */
function followUp({ suppressed, count, of, share }: Counted): Fact[] {
  if (suppressed) return [{ field: "figures.followUp", withheld: true }]
  return count === undefined || of === undefined || of === 0
    ? []
    : [{ field: "figures.followUp", count, of, share: share ?? 0 }]
}

function minutes(figure: Record<string, number> | null): Fact[] {
  if (!figure) return []
  const { perWeek = Number.NaN, definition: _, ...counts } = figure
  return [
    { field: "figures.minutes.perWeek", amount: perWeek },
    ...Object.entries(counts).map(([id, count]) => ({ field: `figures.minutes.${id}`, count })),
  ]
}

function counted(field: string, { suppressed, ...numbers }: Counted): Fact {
  return suppressed ? { field, withheld: true } : { field, ...numbers }
}

function figures(all: Json): Fact[] {
  const people = (["reach", "active"] as const).flatMap((id) => {
    const figure = all[id] as Counted & { because?: string }
    return figure.because === "quarters only" ? [] : counted(`figures.${id}`, figure)
  })
  const depth = all["depth"] as Record<string, Counted & { steps?: number[] }> & { because?: string }
  const ladder = depth["ladder"]
  const steps = [0, 1, 2, 3, 4, 5].map((step): Fact => {
    const field = `figures.depth.ladder.${step}`
    const count = ladder?.steps?.[step]
    if (count === undefined || ladder?.of === undefined) return { field, withheld: true }
    return { field, count, of: ladder.of, share: count / ladder.of }
  })
  const deep =
    depth["acted"] && depth["thrice"]
      ? [
          counted("figures.depth.acted", depth["acted"]),
          counted("figures.depth.thrice", depth["thrice"]),
          ...steps,
        ]
      : []
  const logged = (all["logged"] as Json[]).flatMap((unit): Fact[] => {
    const field = `figures.logged.${unit["unit"]}`
    if (unit["suppressed"]) return [{ field, withheld: true }]
    const kg = unit["kgCo2e"] as { low: number; mid: number; high: number } | null
    const who = unit["people"] as number | null
    return [
      { field, amount: unit["amount"] as number },
      ...(who === null ? [] : [{ field: `${field}.people`, count: who }]),
      ...(kg ? [{ field: `${field}.kgCo2e`, amount: kg.mid, low: kg.low, high: kg.high }] : []),
    ]
  })
  const goals = (all["sdg"] as Json[]).map((goal): Fact => {
    const field = `figures.sdg.${goal["goal"]}`
    return goal["suppressed"] ? { field, withheld: true } : { field, count: goal["actions"] as number }
  })
  const segments = (all["segments"] as { segment: string; reach: Counted; active: Counted }[]).flatMap(
    (s) => [
      counted(`figures.segments.${s.segment}.reach`, s.reach),
      counted(`figures.segments.${s.segment}.active`, s.active),
    ],
  )
  return [
    ...people,
    ...deep,
    ...followUp(all["followUp"] as Counted),
    ...minutes(all["minutes"] as Record<string, number> | null),
    counted("figures.actions", all["actions"] as Counted),
    ...logged,
    ...goals,
    ...segments,
  ]
}

type Framework = {
  framework: string
  elements: { element: string; actions: Counted; items: { kind: string }[] }[]
}

function evidence({ framework, elements }: Framework): Fact[] {
  return elements.flatMap(({ element, actions, items }) => [
    ...["challenge", "nudge", "poll"].map((kind) => ({
      field: `evidence.${framework}.${element}.${kind}`,
      count: items.filter((item) => item.kind === kind).length,
    })),
    counted(`evidence.${framework}.${element}.actions`, actions),
  ])
}

function poll(poll: Json): Fact[] {
  const field = `polls.${poll["poll"]}`
  const { answers, of } = poll as { answers: number; of: number }
  const response: Fact =
    of > 0 && answers <= of ? { field, count: answers, of, share: answers / of } : { field, count: answers }
  const options = poll["options"] as { suppressed: true } | { key: string; count?: number; share?: number }[]
  if (!Array.isArray(options)) return [response, { field: `${field}.options`, withheld: true }]
  const answered = options.map(({ key, count, share }): Fact => {
    if (count === undefined) return { field: `${field}.${key}`, share: share ?? Number.NaN }
    return { field: `${field}.${key}`, count, of: answers, share: answers > 0 ? count / answers : 0 }
  })
  return [response, ...answered]
}

function index(index: Json): Fact[] {
  if (index["because"] === "quarters only") return []
  const parts = Object.entries((index["parts"] as Record<string, number | null> | undefined) ?? {})
  const bands = (index["bands"] as Record<string, [number, number]> | undefined) ?? {}
  const each = parts.map(([part, amount]): Fact => {
    const field = `index.parts.${part}`
    if (amount === null) return { field, withheld: true }
    const [low, high] = bands[part] ?? []
    return low === undefined || high === undefined ? { field, amount } : { field, amount, low, high }
  })
  if (index["value"] === null) return [{ field: "index.value", withheld: true }, ...each]
  const value = index["value"] as number
  const [answers, of] = [index["answers"] as number, index["of"] as number]
  const ranges = Object.entries(index["ranges"] as Record<string, [number, number]>)
  const weights = Object.entries(index["partWeights"] as Record<string, number>)
  const change = index["change"] as
    | null
    | (Record<string, { value: number; low: number; high: number }> & { value: number })
  const moved = (["index", "attitude", "room"] as const).flatMap((what): Fact[] => {
    const at = change?.[what]
    return at ? [{ field: `index.change.${what}`, amount: at.value, low: at.low, high: at.high }] : []
  })
  return [
    { field: "index.value", amount: value },
    ...each,
    ...ranges.map(
      ([name, [low, high]]): Fact => ({ field: `index.ranges.${name}`, amount: value, low, high }),
    ),
    ...weights.map(([part, share]): Fact => ({ field: `index.partWeights.${part}`, share })),
    answers <= of
      ? { field: "index.answers", count: answers, of, share: answers / of }
      : { field: "index.answers", count: answers },
    ...(change ? [{ field: "index.change.value", amount: change.value }, ...moved] : []),
  ]
}

/** What page and files show and the JSON has not. */
function besideJson({ trend, previous, shown, roster, figures, quarters, period }: Report): Fact[] {
  const year = period.kind === "year" ? quarters : []
  return [
    ...(period.kind === "year" ? [] : trend).map(({ week, reach }) =>
      counted(`trend.${week}`, reach as Counted),
    ),
    ...(previous
      ? [
          counted("previous.reach", previous.reach as Counted),
          counted("previous.active", previous.active as Counted),
        ]
      : []),
    { field: "shown.challenges", count: shown.challenges },
    { field: "shown.nudges", count: shown.nudges },
    ...(roster.outOrPaused === null ? [] : [{ field: "roster.outOrPaused", count: roster.outOrPaused }]),
    ...figures.segments.map(({ segment, size }) => ({
      field: `figures.segments.${segment}.people`,
      count: size,
    })),
    ...year.flatMap((q): Fact[] => [
      { field: `quarters.${q.period.id}.roster.size`, count: q.roster.size },
      ...(["reach", "active"] as const).map((id) =>
        counted(`quarters.${q.period.id}.${id}`, (q.figures[id] ?? {}) as Counted),
      ),
      counted(`quarters.${q.period.id}.actions`, q.figures.actions as Counted),
    ]),
  ].map(withoutReason)
}

/** A published value carries why it is withheld; a fact has no such field. */
function withoutReason(fact: Fact & { because?: string }): Fact {
  const { because: _, ...rest } = fact
  return rest
}
