/**
 * Where something was read, who reviewed it, and the names that all of law shares: clauses, instruments, days.
 *
 * types.ts hands these on; they stand apart so that the types of the time line, of guides and of the pack can all rest on them.
 */
import type { Brand } from "../kernel/text/brand.ts"

export type InstrumentId = Brand<string, "InstrumentId">
/** `eo-2025-6#cl_joint-duty`: instrument and eId. */
export type ClauseId = Brand<string, "ClauseId">
/** `2025-08-30`: a day in the pack's time zone; compares as text. */
export type Day = Brand<string, "Day">

export type Confidence = "P" | "P*" | "N"

export interface Source {
  readonly by: string
  readonly url: string | null
  readonly dated: Day | null
  readonly readOn: Day
  readonly confirmedThrough: Day
  readonly confidence: Confidence
}

/** Who, by role, confirmed something when. */
export interface Review {
  readonly byRole: string
  readonly on: Day
}

/** How a text in a language stands. */
export type TranslationState = { readonly kind: "draft" } | { readonly kind: "reviewed"; readonly by: string; readonly on: Day }
