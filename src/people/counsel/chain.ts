/**
 * The chain of a call: the first on call is told at once, the next after five minutes without an answer, and so on; each once.
 *
 * Who is on call is asked at each step, so that a shift that begins while the call waits is in the chain, and one that ended is not.
 * Where nobody is left the call still waits, and may be answered by whoever was told; the desk then says whom else to ring.
 */
import type { PersonId } from "../types.ts"

export const ANSWER_WITHIN_MS = 5 * 60_000

export interface Told {
  readonly person: PersonId
  readonly at: Date
}

export type ChainStep =
  | { readonly kind: "answered" }
  /** The one who was told last still has time. */
  | { readonly kind: "wait"; readonly until: Date }
  | { readonly kind: "tell"; readonly person: PersonId }
  | { readonly kind: "nobody-left" }

/** What comes next; `told` in the sequence in which they were, `onCall` as of `now`. */
export function nextStep(answeredAt: Date | null, told: readonly Told[], onCall: readonly PersonId[], now: Date): ChainStep {
  if (answeredAt !== null) return { kind: "answered" }
  const last = told.at(-1)
  const until = last === undefined ? now : new Date(last.at.getTime() + ANSWER_WITHIN_MS)
  if (now < until) return { kind: "wait", until }
  const next = onCall.find((person) => !told.some((one) => one.person === person))
  return next === undefined ? { kind: "nobody-left" } : { kind: "tell", person: next }
}
