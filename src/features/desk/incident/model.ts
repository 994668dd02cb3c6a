/** What the pages of an incident work with, and what stands in one, item by item. */
import type { Kysely } from "kysely"
import type { DecisionFields } from "../../../kernel/receipt/act.ts"
import type { JsonValue } from "../../../kernel/text/canonical-json.ts"
import type { Body } from "../../../law/types.ts"
import type { Incident } from "../../../record/incidents.ts"
import type { NamedRole } from "../../../record/sealed-names.ts"
import type { Tables } from "../../../store/tables.ts"
import type { Desk } from "../model.ts"

/** The desk as people use it. */
export interface Office extends Desk {
  readonly db: Kysely<Tables>
  /** Under which names are sealed. */
  readonly sealingKey: Uint8Array
}

/** Of paper that was shown. */
export const PAPERS = ["none", "signed-by-judge", "agency", "subpoena", "other", "not-seen"] as const
export const COPIES = ["given", "refused", "not-asked"] as const
/** What was done, set beside the answers. */
export const DEEDS_DONE = ["as-answered", "otherwise", "nothing"] as const
export const FOOTAGE = ["kept", "asked", "none"] as const

export type Paper = (typeof PAPERS)[number]
export type Copy = (typeof COPIES)[number]
export type Did = (typeof DEEDS_DONE)[number]
export type Footage = (typeof FOOTAGE)[number]

/** What somebody wrote freely, with the words that they marked as meaning something else. */
export interface Written {
  readonly text: string
  readonly marks: readonly string[]
}

/** An answer that what was done is set beside. */
export interface AnsweredBefore {
  readonly reference: string
  readonly question: string
  readonly outcome: string
}

export interface Disposition extends Written {
  readonly did: Did
  readonly answers: readonly AnsweredBefore[]
}

export type Content =
  | { readonly kind: "answer"; readonly reference: string; readonly decision: DecisionFields }
  | { readonly kind: "done"; readonly reference: string; readonly disposition: Disposition }
  | { readonly kind: "note"; readonly reference: string; readonly written: Written }
  | { readonly kind: "paper"; readonly reference: string; readonly paper: Paper; readonly copy: Copy; readonly court: Written }
  | { readonly kind: "came" | "left"; readonly reference: string; readonly count: number | null; readonly clock: string; readonly said: Written }
  | { readonly kind: "footage"; readonly reference: string; readonly footage: Footage; readonly where: Written }
  | { readonly kind: "step"; readonly answer: string; readonly step: string }
  /** Counsel's part: calls, directions, open points. */
  | { readonly kind: "call" | "direction" | "point" | "signed"; readonly data: JsonValue }
  | { readonly kind: "erased" }

export interface Line {
  readonly id: number
  readonly at: Date
  readonly deviceAt: Date | null
  /** As colleagues know them; a program's key as it is. */
  readonly by: string
  readonly content: Content
}

export interface IncidentView {
  readonly incident: Incident
  readonly body: Body
  readonly startedBy: string
  /** In the sequence in which they were written down. */
  readonly lines: readonly Line[]
  /** Agents and workers whose names are sealed. */
  readonly named: readonly NamedRole[]
}
