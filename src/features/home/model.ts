/** What the home page and the help page show. */
import type { TimelineEvent } from "../../law/timeline/types.ts"
import type { Clause, HelpLine, Instrument, QuestionId, Rule } from "../../law/types.ts"

export interface HomeView {
  readonly instruments: number
  readonly questions: number
  /** Instruments whose text somebody confirmed in the last 90 days. */
  readonly confirmedLately: number
  /** Events that came to stand as they do most lately, the newest first. */
  readonly newest: readonly TimelineEvent[]
  /** An emergency line first, then the line for those whose relative was taken. */
  readonly helpNow: readonly HelpLine[]
}

export interface PlainRules {
  readonly question: QuestionId
  readonly rules: readonly { readonly rule: Rule; readonly clause: Clause; readonly instrument: Instrument }[]
}
