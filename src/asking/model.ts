/** What is shown of one question that somebody is asked: the fact asked next, or the answer; and what an answer rests on. */
import type { Edge } from "../kernel/diagram/walked.ts"
import type { Answer, AnswerRule } from "../law/answer-form.ts"
import type { Clause, Fact, Instrument, QuestionId } from "../law/types.ts"
import type { Drawn } from "../ui/diagram/graph.ts"
import type { Situation } from "../ui/situation.ts"
import type { FactProblem, Sent } from "./sent.ts"

export interface AskedQuestion {
  /** What is known beside the fact asked. */
  readonly situation: Situation
  readonly fact: Fact
  /** What was said about it before, when it is asked again: ids to tick, or the text typed. */
  readonly said: readonly string[]
  readonly problem: FactProblem | null
  /** Texts that still depend on the fact. */
  readonly because: readonly ClauseOf[]
  /** Further questions at most, this one included; `null` when one is asked again. */
  readonly atMost: number | null
  readonly soFar: readonly Fact[]
  readonly back: Back
  readonly sent: Sent
}

/** Where Back leads: to a question, asked again, or to the first screen. */
export type Back = { readonly kind: "first-screen" } | { readonly kind: "situation"; readonly situation: Situation; readonly askAgain: Fact | null }

export interface ClauseOf {
  readonly clause: Clause
  readonly instrument: Instrument
}

export interface GivenAnswer {
  readonly situation: Situation
  readonly answer: Answer
  readonly soFar: readonly Fact[]
  /** Where the law comes from, clause by clause. */
  readonly citations: readonly Citation[]
  readonly unsettled: Unsettled
  /** Why what is said cannot all be true, as the pack has it. */
  readonly impossible: readonly string[]
  /** The diagram of the day's law, and the edges that what is said leaves open. */
  readonly way: { readonly drawn: Drawn | null; readonly walked: ReadonlySet<Edge> | undefined }
  readonly back: Back
}

export interface Citation extends ClauseOf {
  readonly rules: readonly AnswerRule[]
}

/** Why nothing settles the matter, for `silent`, `conflict` and `open`. */
export interface Unsettled {
  /** The texts that speak of the question on that day. */
  readonly texts: readonly Instrument[]
  /** What the pack's author says of the silence, as the pack has it. */
  readonly reasons: readonly string[]
  /** Clauses that would speak and are on hold. */
  readonly suspended: readonly ClauseOf[]
}

/** Questions that speak to the same bodies. */
export interface QuestionGroup {
  readonly for: "everyone" | readonly string[]
  readonly questions: readonly QuestionId[]
}
