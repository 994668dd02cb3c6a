/**
 * Deciding: walks over a forest.
 *
 * One situation is a walk down the outcome diagram, one step a fact, without allocation. With facts missing, the answer
 * is the set of outcomes over all admissible completions, exactly.
 */
import { boundsByRules, outcomeByRules, type DecidingRule } from "./by-rules.ts"
import type { Forest, RuleDiagram, WholeForest } from "./forest.ts"
import { FREE, type Knowledge } from "./knowledge.ts"
import { FALSE, TERMINALS, TRUE, type DiagramNode } from "./nodes.ts"
import { bitsOf, DECIDES, outcomeAt, outcomesIn } from "./outcome.ts"
import { wholeUnder } from "./residual-forest.ts"
import type { Outcome } from "./types.ts"
import { visitTogether, walk } from "./walks.ts"

/** The outcome of one situation; `impossible` where assumptions rule it out. */
export function decide(forest: Forest, situation: ArrayLike<number>): Outcome | "impossible" {
  if (walk(forest.nodes, forest.admissible, situation) !== TRUE) return "impossible"
  return forest.kind === "whole" ? outcomeAt(walk(forest.nodes, forest.outcome, situation)) : outcomeByRules(forest, situation)
}

/**
 * The outcomes of many situations, given as a column of cells for each variable, all of one length.
 * Writes terminals (0 to 6) to `outcomes`. Situations must be admissible, and no variable may have more than 256 cells;
 * nothing is allocated.
 */
export function decideColumns(forest: WholeForest, columns: readonly Uint8Array[], outcomes: Uint8Array): void {
  const { nodes, outcome: root } = forest
  for (let row = 0; row < outcomes.length; row++) {
    let node = root
    while (node >= TERMINALS) node = nodes[node + 1 + ((columns[nodes[node] as number] as Uint8Array)[row] as number)] as number
    outcomes[row] = node
  }
}

/**
 * The outcomes over all admissible completions; none where the facts known cannot occur together. Where the question's outcome is no
 * diagram, and what is left of it under the facts known is none either: those that the rules do not rule out, which may be more.
 */
export function reachable(forest: Forest, knowledge: Knowledge): readonly Outcome[] {
  const whole = wholeUnder(forest, knowledge)
  return whole === null ? boundsByRules(forest, knowledge).outcomes : outcomesIn(reachableBits(whole, knowledge))
}

function reachableBits(forest: WholeForest, knowledge: Knowledge): number {
  let bits = 0
  visitTogether(forest, [forest.admissible, forest.outcome], knowledge, ([admissible, outcome]) => {
    if (admissible === TRUE) bits |= 1 << (outcome ?? 0)
    return false
  }, ([admissible]) => admissible === FALSE)
  return bits
}

/** Every rule that decides in some admissible completion, in the forest's sequence; it may be one more where `reachable` may be. */
export function decidingRules(forest: Forest, knowledge: Knowledge): readonly DecidingRule[] {
  const whole = wholeUnder(forest, knowledge)
  if (whole === null) return boundsByRules(forest, knowledge).deciding
  return whole.rules.flatMap((rule) => (rule.withdrawn ? [] : decides(whole, knowledge, rule, whole.outcome)))
}

/** Withdrawn rules that would decide in some admissible completion. */
export function withdrawnRules(forest: Forest, knowledge: Knowledge): readonly DecidingRule[] {
  const whole = wholeUnder(forest, knowledge)
  if (whole === null) return boundsByRules(forest, knowledge).withdrawn
  return whole.rules.flatMap((rule) => (rule.withdrawn ? decides(whole, knowledge, rule, whole.unwithdrawn) : []))
}

function decides(forest: WholeForest, knowledge: Knowledge, rule: RuleDiagram, outcomeRoot: DiagramNode): readonly DecidingRule[] {
  const bits = bitsOf(DECIDES[rule.class])
  const decided = { some: false, all: true }
  visitTogether(forest, [forest.admissible, rule.root, outcomeRoot], knowledge, ([admissible, satisfied, outcome]) => {
    if (admissible !== TRUE) return false
    if (satisfied === TRUE && (bits & (1 << (outcome ?? 0))) !== 0) decided.some = true
    else decided.all = false
    return decided.some && !decided.all
  }, ([admissible, satisfied]) => admissible === FALSE || (satisfied === FALSE && !decided.all))
  return decided.some ? [{ id: rule.id, certain: decided.all }] : []
}

/** Why the facts known cannot occur together: the assumptions that rule out every completion, or else those that rule out some. */
export function whyImpossible(forest: Forest, knowledge: Knowledge): readonly string[] {
  const holding = forest.assumptions.map((assumption) => {
    const holds = { why: assumption.why, some: false, all: true }
    visitTogether(forest, [assumption.root], knowledge, ([impossible]) => {
      if (impossible === TRUE) holds.some = true
      else holds.all = false
      return false
    })
    return holds
  })
  const certain = holding.filter((assumption) => assumption.all)
  return (certain.length > 0 ? certain : holding.filter((assumption) => assumption.some)).map((assumption) => assumption.why)
}

/** Nothing known. */
export function nothingKnown(forest: Forest): Knowledge {
  return { cells: new Int16Array(forest.variables.length).fill(FREE), said: forest.facts.map(() => false) }
}
