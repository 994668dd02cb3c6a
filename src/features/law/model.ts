/** What the law pages show, put together from a pack. */
import type { Edge } from "../../kernel/diagram/walked.ts"
import type { LawComparison } from "../../law/compare.ts"
import type { AcceptedGap, Body, Case, Clause, Day, Duty, Fact, Force, Instrument, Question, QuestionId, Rank, Rule } from "../../law/types.ts"
import type { Drawn } from "../../ui/diagram/graph.ts"

export interface RankGroup {
  readonly rank: Rank
  readonly instruments: readonly Instrument[]
}

export interface ClauseAt {
  readonly clause: Clause
  readonly instrument: Instrument
}

export interface ForceGroup {
  readonly force: Force
  readonly clauses: readonly ClauseAt[]
}

export interface RuleAt extends ClauseAt {
  readonly rule: Rule
}

/** Everything the pack says about one question. */
export interface QuestionView {
  readonly question: Question
  readonly facts: readonly Fact[]
  /** Clauses with a rule for the question, in the sequence of the pack, on whatever days they stand. */
  readonly clauses: readonly { readonly at: ClauseAt; readonly rules: readonly Rule[] }[]
  readonly cases: readonly Case[]
  readonly gaps: readonly AcceptedGap[]
  /** The page's address, with what was said of public facts. */
  readonly path: string
  /** The diagram of today's law. */
  readonly drawn: Drawn | null
  /** What was said leaves these edges open; `undefined` where nothing was said. */
  readonly walked: ReadonlySet<Edge> | undefined
}

export interface BodyView {
  readonly body: Body
  readonly byForce: readonly ForceGroup[]
  readonly duties: readonly { readonly at: ClauseAt; readonly duty: Duty }[]
  /** Questions whose answer is another for this body than for some other. */
  readonly toldApart: readonly QuestionId[]
}

/** A question with the rules that stand today, for those who want to know beforehand what staff will do. */
export interface QuestionRules {
  readonly question: QuestionId
  readonly rules: readonly RuleAt[]
}

/** What was asked of the page that compares, and what came of it. */
export interface CompareView {
  /** What stands in the two fields. */
  readonly typed: { readonly from: string; readonly to: string }
  readonly problems: readonly { readonly field: "from" | "to"; readonly kind: "wrong-day" | "same-day" }[]
  /** `null` where nothing was asked yet, or not in form. */
  readonly compared: { readonly from: Day; readonly to: Day; readonly comparison: LawComparison } | null
  /** Days on which the rules change, the newest first. */
  readonly turns: readonly Day[]
}
