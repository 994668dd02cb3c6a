/**
 * What follows from the satisfied rules: the one table, read from the top, the first row that fits holds.
 *
 *     a binding forbid and a binding must   conflict          both decide
 *     a binding forbid                      prohibited        the binding forbids
 *     a binding must                        required          the binding musts
 *     a binding permit                      allowed           the binding permits
 *     an advising forbid                    advised-against   the advising forbids
 *     an advising permit                    advised-for       the advising permits
 *     none                                  silent            none
 *
 * Source: DESIGN.md, "What follows".
 */
import { OUTCOMES, type Outcome, type RuleClass } from "./types.ts"

/** What follows where rules of exactly these classes are satisfied. */
export function outcomeOf(satisfied: ReadonlySet<RuleClass>): Outcome {
  if (satisfied.has("binding-forbid")) return satisfied.has("binding-must") ? "conflict" : "prohibited"
  if (satisfied.has("binding-must")) return "required"
  if (satisfied.has("binding-permit")) return "allowed"
  if (satisfied.has("advising-forbid")) return "advised-against"
  if (satisfied.has("advising-permit")) return "advised-for"
  return "silent"
}

/** The outcomes that a satisfied rule of a class decides. */
export const DECIDES: Record<RuleClass, readonly Outcome[]> = {
  "binding-forbid": ["prohibited", "conflict"],
  "binding-must": ["required", "conflict"],
  "binding-permit": ["allowed"],
  "advising-forbid": ["advised-against"],
  "advising-permit": ["advised-for"],
}

const INDEX = new Map(OUTCOMES.map((outcome, index) => [outcome, index]))

/** An outcome's terminal, 0 to 6. */
export function terminalOf(outcome: Outcome): number {
  return INDEX.get(outcome) ?? 0
}

/** The outcome of a terminal, 0 to 6. */
export function outcomeAt(terminal: number): Outcome {
  return OUTCOMES[terminal] ?? "silent"
}

/** Outcomes as bits, 1 << terminal. */
export function bitsOf(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((bits, outcome) => bits | (1 << terminalOf(outcome)), 0)
}

/** The outcomes of a set of bits, in the sequence of `OUTCOMES`. */
export function outcomesIn(bits: number): readonly Outcome[] {
  return OUTCOMES.filter((_, terminal) => (bits & (1 << terminal)) !== 0)
}
