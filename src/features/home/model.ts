/** What the home page and the help page show. */
import type { StatusEntry, TimelineEvent } from "../../law/timeline/types.ts"
import type { Clause, HelpLine, Instrument, QuestionId, Rule } from "../../law/types.ts"

export interface HomeView {
  readonly instruments: number
  readonly questions: number
  /** Instruments whose text somebody confirmed in the last 90 days. */
  readonly confirmedLately: number
  /** What came about most lately, each event once, the newest first; that nothing is known since is no news. */
  readonly newest: readonly { readonly event: TimelineEvent; readonly status: StatusEntry }[]
  /** An emergency line first, then the line for those whose relative was taken. */
  readonly helpNow: readonly HelpLine[]
}

export interface PlainRules {
  readonly question: QuestionId
  readonly rules: readonly { readonly rule: Rule; readonly clause: Clause; readonly instrument: Instrument }[]
}
