/**
 * What a question is made of, before it is compiled: facts, rules over them, assumptions; and what can follow.
 *
 * Nothing here knows Cedar or a pack. A condition is already typed: every test names a fact of the question and values
 * that its shape allows; a fact that may be absent makes every test but `present` false while it is absent.
 */
import type { Brand } from "../text/brand.ts"

export type QuestionId = Brand<string, "QuestionId">
export type FactId = Brand<string, "FactId">
export type RuleId = Brand<string, "RuleId">

/** What can follow in a situation, in the sequence of the terminals of an outcome diagram. */
export const OUTCOMES = ["silent", "prohibited", "allowed", "required", "advised-against", "advised-for", "conflict"] as const
export type Outcome = (typeof OUTCOMES)[number]

/** The four classes of rules, binding permits split by whether the law requires what it permits (`@must`). */
export const RULE_CLASSES = ["binding-forbid", "binding-must", "binding-permit", "advising-forbid", "advising-permit"] as const
export type RuleClass = (typeof RULE_CLASSES)[number]

export type Shape =
  /** One of `values`. With `merge`, values that no rule tells apart share a cell (bodies). */
  | { readonly kind: "choice"; readonly values: readonly string[]; readonly merge: boolean }
  | { readonly kind: "yes-no" }
  /** Any text; the texts that a rule names are told apart. */
  | { readonly kind: "text" }
  /** An integer: itself, a decimal × 10^4, or milliseconds; as large or small as can be written (`NUMBER_RANGE`). Cut where a rule compares. */
  | { readonly kind: "number"; readonly unit: NumberUnit }
  /** A set; one yes/no for each member that a rule names, and "any other" where a rule counts on it. */
  | { readonly kind: "set"; readonly of: MemberShape }

export const NUMBER_UNITS = ["integer", "decimal", "datetime", "duration"] as const
export type NumberUnit = (typeof NUMBER_UNITS)[number]

/** A set's members as texts: the ids of a closed list; any text; integers in decimal digits. */
export type MemberShape =
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "text" }
  | { readonly kind: "integer" }

// A type, not an interface, like all that is written as JSON: only a type is known to have no other keys.
export type FactSpec = {
  readonly id: FactId
  /** Facts of one topic are asked together. */
  readonly topic: string
  /** `asker` is the body that asks: known before anything else, never under "what would change it". */
  readonly visibility: "public" | "private" | "asker"
  readonly optional: boolean
  readonly shape: Shape
}

export type Condition =
  | { readonly kind: "constant"; readonly holds: boolean }
  | { readonly kind: "not"; readonly of: Condition }
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "if"; readonly test: Condition; readonly then: Condition; readonly otherwise: Condition }
  /** A choice or a text is one of `values`; a yes-no is `["yes"]`. */
  | { readonly kind: "is"; readonly fact: FactId; readonly values: readonly string[] }
  /** A number is less than `bound`. */
  | { readonly kind: "below"; readonly fact: FactId; readonly bound: number }
  | { readonly kind: "present"; readonly fact: FactId }
  /** A set has `member`. */
  | { readonly kind: "member"; readonly fact: FactId; readonly member: string }
  /** A set has exactly `members`; with none, it is empty. */
  | { readonly kind: "exactly"; readonly fact: FactId; readonly members: readonly string[] }
  /** Two choices or yes-nos of one list of values are equal. */
  | { readonly kind: "same"; readonly fact: FactId; readonly other: FactId }

export interface RuleSpec {
  readonly id: RuleId
  readonly class: RuleClass
  readonly condition: Condition
  /** Withdrawn by counsel: where it would decide, the outcome is silent and no other rule answers in its place. */
  readonly withdrawn: boolean
}

/** Situations that cannot occur. */
export interface AssumptionSpec {
  readonly why: string
  readonly impossible: Condition
}

export interface QuestionSpec {
  readonly question: QuestionId
  /** In document order; no two share an id. */
  readonly facts: readonly FactSpec[]
  readonly rules: readonly RuleSpec[]
  readonly assumptions: readonly AssumptionSpec[]
}
