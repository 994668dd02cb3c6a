/**
 * Deciding again: whether an opened decision is exactly what the law of its day gives.
 *
 * The forest comes from the law by digest: compiled anew by the command line, or as logged, which a browser takes and says so.
 */
import { decidingRules, reachable } from "../diagram/decide.ts"
import type { Forest } from "../diagram/forest.ts"
import { knowledgeOf } from "../diagram/knowledge.ts"
import type { FactId } from "../diagram/types.ts"
import { parseGiven, type Given } from "../diagram/values.ts"
import type { DecisionFields } from "./act.ts"

export type DecidedAgain =
  | { readonly kind: "same" }
  | { readonly kind: "outcome-differs"; readonly recorded: string; readonly found: string }
  | { readonly kind: "answer-differs" }
  | { readonly kind: "question-differs"; readonly recorded: string; readonly found: string }
  /** A fact that the question does not have, or a value that the fact cannot take. */
  | { readonly kind: "fact-unknown"; readonly fact: string }

export function decideAgain(forest: Forest, decision: DecisionFields): DecidedAgain {
  if (forest.question !== decision.cell.question) return { kind: "question-differs", recorded: decision.cell.question, found: forest.question }
  const facts = new Map<FactId, Given>()
  for (const [id, written] of decision.facts) {
    const fact = forest.facts.find((one) => one.id === id)
    const parsed = fact === undefined ? null : parseGiven(fact, written)
    if (fact === undefined || parsed?.kind !== "given") return { kind: "fact-unknown", fact: id }
    facts.set(fact.id, parsed.given)
  }
  return compare(forest, facts, decision)
}

function compare(forest: Forest, facts: ReadonlyMap<FactId, Given>, { cell, answer }: DecisionFields): DecidedAgain {
  const knowledge = knowledgeOf(forest, facts)
  const outcomes = reachable(forest, knowledge)
  const found = outcomeOver(outcomes)
  if (found !== cell.outcome) return { kind: "outcome-differs", recorded: cell.outcome, found }
  const rules = found === "impossible" ? [] : decidingRules(forest, knowledge)
  const sameRules = rules.length === answer.rules.length && rules.every(({ id, certain }) => answer.rules.some((rule) => rule.id === id && rule.certain === certain))
  const sameOutcomes = outcomes.length === answer.reachable.length && outcomes.every((outcome) => answer.reachable.includes(outcome))
  return sameRules && sameOutcomes ? { kind: "same" } : { kind: "answer-differs" }
}

/** What an answer is called that has these outcomes over all its completions. */
export function outcomeOver(outcomes: readonly string[]): string {
  const [only, ...others] = outcomes
  return only === undefined ? "impossible" : others.length > 0 ? "open" : only
}
