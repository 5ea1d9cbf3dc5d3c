import type { PersonId } from "./id.ts"

/** Standing choices lie in the store's `people`, not here: they are deleted with the person. */
export type MemberEvent =
  | { type: "member.met"; person: PersonId }
  | { type: "member.forgotten"; person: PersonId }
