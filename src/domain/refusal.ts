/** A person asked what the rules don't allow. A value, never thrown; `reason` is a message id in content/words under `refusal.` */
export type Refusal = { type: "refusal"; reason: string; facts: Facts }
export type Facts = Record<string, string | number>

export function refuse(reason: string, facts: Facts = {}): Refusal {
  return { type: "refusal", reason, facts }
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === "object" && value !== null && "type" in value && value.type === "refusal"
}
