/** What `writ verify` checks with, and what a check comes to. */
import type { JsonValue } from "../kernel/text/canonical-json.ts"
import type { LogSource } from "../record/log-source.ts"
import type { Texts } from "../ui/texts.ts"
import type { FoundPolicy } from "./verify-policy.ts"

/** What one check comes to: lines for a person, a value for a program. */
export interface Verdict {
  readonly holds: boolean
  readonly lines: readonly string[]
  readonly json: { readonly [name: string]: JsonValue }
}

/** What is needed to check, beside what is checked. */
export interface Ground {
  readonly texts: Texts
  readonly policy: Extract<FoundPolicy, { readonly kind: "found" }>
  readonly from: LogSource | null
}
