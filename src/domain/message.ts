import type { NudgePostId, PollId, QuestionId, RunId } from "./id.ts"

/** What a message shows; drawn from the present state when it is claimed, in the addressee's language. Ids and numbers only. */
export type Content =
  | { type: "introduction" }
  | { type: "digest"; week: string; short: boolean }
  | { type: "nudge"; post: NudgePostId }
  | { type: "challenge"; run: RunId }
  | { type: "pulse"; polls: PollId[] }
  | { type: "result"; polls: PollId[] }
  /** The summary of a month, to one who sees the report. */
  | { type: "month"; month: string }
  /** To the one who asked. */
  | { type: "answer"; question: QuestionId }
