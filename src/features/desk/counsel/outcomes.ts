/** Outcomes as they stand in the record, read back. */
import type { Answer } from "../../../law/answer-form.ts"

const OUTCOMES: readonly Answer["outcome"][] = ["prohibited", "allowed", "required", "advised-against", "advised-for", "conflict", "silent", "open", "impossible"]

export function isOutcome(text: string): text is Answer["outcome"] {
  return OUTCOMES.some((one) => one === text)
}
