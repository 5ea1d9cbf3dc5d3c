import type { Card } from "../../src/view/card.ts"
import { councilCard } from "../../src/view/council-card.ts"
import { type Drawing, sized } from "./cards-content.ts"

export function councilCards(drawing: Drawing): Record<string, Card> {
  return { council: council(drawing, 1), "council, who opened": council(drawing, 2) }
}

function council({ look, size, language }: Drawing, page: number): Card {
  const it = sized(size)
  const isLong = size === "longest"
  const opening = {
    type: "reader" as const,
    at: look.now,
    period: "2026-W47",
    as: "manager" as const,
    format: isLong ? ("pptx" as const) : ("page" as const),
    reader: isLong ? 99 : 1,
  }
  const onServer = {
    type: "server" as const,
    at: look.now,
    what: "export" as const,
    period: null,
    format: null,
  }
  const yes = { nudge: isLong, pulse: isLong, challenge: isLong }
  return councilCard(look, {
    scope: look.say("settings.scope.places"),
    counted: isLong ? 99_999 : 0,
    managers: isLong ? 99 : 0,
    adviser: isLong ? it.line(120, language) : null,
    minGroup: 10,
    retentionDays: 120,
    paused: isLong,
    places: Array.from({ length: isLong ? 9 : 1 }, () => ({
      name: it.line(isLong ? 80 : 6, language),
      ...yes,
    })),
    openings:
      page === 1 ? [] : Array.from({ length: isLong ? 8 : 2 }, (_, i) => (i % 2 === 0 ? opening : onServer)),
    opened: isLong ? 9_999 : 0,
    page,
    pages: isLong ? 99 : 1,
  })
}
