/** A telephone line that people are told to call: whose it is, where the number was read, and who last called it. */
import type { Review, Source } from "./source.ts"

export interface HelpLine {
  readonly id: string
  readonly name: string
  readonly number: string
  readonly hours: string | null
  readonly languages: readonly string[]
  readonly lineOf: string
  readonly for: "emergency" | "taken" | "legal" | "city" | "report"
  readonly source: Source
  readonly confirmed: Review | null
}
