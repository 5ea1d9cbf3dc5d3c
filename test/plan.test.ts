import { describe, expect, it } from "vitest"
import type { Occasion, PlaceOccasion } from "../src/app/due.ts"
import { type Decision, type Planning, plan } from "../src/app/plan.ts"
import { atLocal, isoWeek, localDate, localTime } from "../src/domain/time.ts"

const zone = "Europe/Amsterdam"
const hours = { from: "09:00", to: "17:00" }
/** `2026-11-23 09:00` in Amsterdam: a Monday. */
const at = (text: string) => atLocal({ date: text.slice(0, 10), time: text.slice(11), zone })

function occasion(what: PlaceOccasion["what"], when: string, id = ""): PlaceOccasion {
  const date = when.slice(0, 10)
  const polls = what === "result" ? [id] : []
  return { key: `${what}${id}`, what, place: "hall", at: at(when), date, week: isoWeek(date), polls }
}

function ask(
  occasions: Occasion[],
  now: string,
  more: Partial<Planning> & { used?: string[] } = {},
): Decision[] {
  return plan({
    occasions,
    now: at(now),
    zone,
    organisationZone: zone,
    hours,
    taken: (date) => (more.used ?? []).includes(date),
    handled: new Set(),
    skipped: new Set(),
    paused: false,
    resumedAt: 0,
    ...more,
  })
}
function told(decisions: Decision[]): string[] {
  const one = (d: Decision): string => {
    switch (d.type) {
      case "send":
        return `send ${[d.occasion, ...d.along].map((o) => o.key).join("+")}`
      case "missed":
        return `missed ${d.occasion.key}: ${d.because}`
      case "move":
        return `move ${d.occasion.key} to ${localDate(d.to, zone)} ${localTime(d.to, zone)}`
      case "wait":
        return `wait ${d.occasion.key}`
    }
  }
  return decisions.map(one)
}

const digest = occasion("digest", "2026-11-23 09:00")
const nudge = occasion("nudge", "2026-11-24 09:00")
const pulse = occasion("pulse", "2026-11-25 09:30")
const challenge = occasion("challenge", "2026-11-26 09:00")

describe("late is not sent", () => {
  it.each([
    ["a digest in time", digest, "2026-11-23 16:59", ["send digest"]],
    ["a digest after hours, too old by tomorrow", digest, "2026-11-23 17:00", ["missed digest: late"]],
    ["a digest of a day ago", digest, "2026-11-24 09:00", ["missed digest: late"]],
    [
      "a digest of noon, next morning",
      occasion("digest", "2026-11-23 13:00"),
      "2026-11-24 12:59",
      ["send digest"],
    ],
    [
      "a digest of noon, a day later",
      occasion("digest", "2026-11-23 13:00"),
      "2026-11-24 13:00",
      ["missed digest: late"],
    ],
    ["a nudge of just now", nudge, "2026-11-24 09:00", ["send nudge"]],
    ["a nudge of nearly four hours ago", nudge, "2026-11-24 12:59", ["send nudge"]],
    ["a nudge of four hours ago", nudge, "2026-11-24 13:00", ["missed nudge: late"]],
    ["a pulse of the same day", pulse, "2026-11-25 16:59", ["send pulse"]],
    ["a pulse in the evening", pulse, "2026-11-25 17:00", ["move pulse to 2026-11-26 09:30"]],
    ["a challenge the next morning", challenge, "2026-11-27 08:59", ["move challenge to 2026-11-27 09:00"]],
    ["a challenge the next day", challenge, "2026-11-27 09:00", ["send challenge"]],
    ["a challenge in the weekend", challenge, "2026-11-28 12:00", ["move challenge to 2026-11-30 09:00"]],
    ["a challenge on its fifth working day", challenge, "2026-12-03 16:59", ["send challenge"]],
    ["a challenge after five working days", challenge, "2026-12-03 17:00", ["missed challenge: late"]],
    [
      "a result of a Sunday",
      occasion("result", "2026-11-22 12:00", "p1"),
      "2026-11-22 12:00",
      ["move resultp1 to 2026-11-23 12:00"],
    ],
  ])("%s", (_, one, now, expected) => {
    expect(told(ask([one], now))).toEqual(expected)
  })
})

describe("one message a day", () => {
  const busy: Occasion[] = (["nudge", "pulse", "challenge", "result", "digest"] as const).map((what) =>
    occasion(what, "2026-11-23 09:00", what === "result" ? "p1" : ""),
  )
  it("the first of digest, result, challenge, pulse, nudge goes; the others move, a nudge is skipped", () => {
    expect(told(ask(busy, "2026-11-23 09:00"))).toEqual([
      "send digest",
      "move resultp1 to 2026-11-24 09:00",
      "move challenge to 2026-11-25 09:00",
      "move pulse to 2026-11-26 09:00",
      "missed nudge: busy-day",
    ])
  })

  it("a day that is used already is not used again", () => {
    const used = ["2026-11-23"]
    expect(told(ask(busy, "2026-11-23 09:00", { used }))).toEqual([
      "missed digest: busy-day",
      "move resultp1 to 2026-11-24 09:00",
      "move challenge to 2026-11-25 09:00",
      "move pulse to 2026-11-26 09:00",
      "missed nudge: busy-day",
    ])
  })

  it("what comes later today but stands first keeps the day", () => {
    const later = occasion("digest", "2026-11-23 13:00")
    const result = occasion("result", "2026-11-22 17:00", "p1")
    const early = occasion("nudge", "2026-11-23 09:00")
    expect(told(ask([result, later, early], "2026-11-23 09:00"))).toEqual([
      "move resultp1 to 2026-11-24 09:00",
      "missed nudge: busy-day",
    ])
    expect(told(ask([result, later], "2026-11-23 13:00"))[0]).toBe("send digest")
  })

  it("a moved message goes before a nudge of that day", () => {
    expect(told(ask([occasion("challenge", "2026-11-23 09:00"), nudge], "2026-11-24 09:00"))).toEqual([
      "send challenge",
      "missed nudge: busy-day",
    ])
  })

  it("five used working days are the end of it", () => {
    const used = ["2026-11-26", "2026-11-27", "2026-11-30", "2026-12-01", "2026-12-02", "2026-12-03"]
    expect(told(ask([challenge], "2026-12-03 10:00", { used }))).toEqual(["missed challenge: busy-day"])
    expect(told(ask([challenge], "2026-12-03 10:00", { used: used.slice(0, 5) }))).toEqual(["send challenge"])
  })

  it("results that wait together are told together", () => {
    const [a, b, c] = [
      occasion("result", "2026-11-25 17:00", "p1"),
      occasion("result", "2026-11-25 17:00", "p2"),
      occasion("result", "2026-11-26 11:00", "p3"),
    ]
    expect(told(ask([a, b, c] as Occasion[], "2026-11-26 09:00"))).toEqual(["send resultp1+resultp2"])
    expect(told(ask([a, b, c] as Occasion[], "2026-11-26 11:00"))).toEqual([
      "send resultp1+resultp2+resultp3",
    ])
  })
})

describe("hours", () => {
  const morning = occasion("challenge", "2026-11-26 07:00")
  it("before they begin the message waits", () => {
    expect(told(ask([morning], "2026-11-26 07:00"))).toEqual(["wait challenge"])
    expect(told(ask([morning], "2026-11-26 09:00"))).toEqual(["send challenge"])
  })

  it("hold on other days too: what has a time outside them goes when they begin", () => {
    const evening = occasion("challenge", "2026-11-26 18:00")
    expect(told(ask([evening], "2026-11-26 18:00"))).toEqual(["move challenge to 2026-11-27 09:00"])
  })

  it("a night shift's run past midnight", () => {
    const night = { hours: { from: "22:00", to: "06:00" } }
    expect(told(ask([nudge], "2026-11-24 09:00", night))).toEqual(["missed nudge: late"])
    const late = occasion("nudge", "2026-11-24 23:30")
    expect(told(ask([late], "2026-11-25 03:29", night))).toEqual(["send nudge"])
    expect(told(ask([late], "2026-11-25 03:30", night))).toEqual(["missed nudge: late"])
  })

  it("from and to the same is the whole day", () => {
    expect(
      told(
        ask([occasion("nudge", "2026-11-24 03:00")], "2026-11-24 03:00", {
          hours: { from: "09:00", to: "09:00" },
        }),
      ),
    ).toEqual(["send nudge"])
  })
})

describe("nothing is decided", () => {
  it.each([
    ["while everything is paused", { paused: true }],
    ["about what a steward skipped", { skipped: new Set(["digest"]) }],
    ["twice", { handled: new Set(["digest"]) }],
    ["about what fell into a pause", { resumedAt: at("2026-11-23 09:01") }],
  ])("%s", (_, more) => {
    expect(told(ask([digest], "2026-11-23 09:30"))).toEqual(["send digest"])
    expect(ask([digest], "2026-11-23 09:30", more)).toEqual([])
  })

  it("before its time", () => {
    expect(ask([digest], "2026-11-23 08:59")).toEqual([])
  })
})

describe("a quarter's end", () => {
  const last = occasion("pulse", "2026-12-23 09:30")
  it("stops a pulse that would move into it", () => {
    expect(told(ask([last], "2026-12-23 09:30"))).toEqual(["send pulse"])
    expect(told(ask([last], "2026-12-23 17:00"))).toEqual(["missed pulse: quarter-end"])
    expect(told(ask([last], "2026-12-23 09:30", { used: ["2026-12-23"] }))).toEqual([
      "missed pulse: busy-day",
    ])
  })
})
