/**
 * Residual forests: what is left of a question when something of it is known.
 *
 * A question whose outcome grew past the limit has its rules' diagrams alone. With every fact known they shrink, and what they say
 * together is soon a diagram again; so an answer is exact from there on. Its variables are the question's, of which those known are not
 * looked at any more.
 */
import { compactWhole } from "./compact.ts"
import type { Forest, RuleForest, WholeForest } from "./forest.ts"
import type { Knowledge } from "./knowledge.ts"
import { at, NodeStore, TERMINALS, withinLimit, type DiagramNode } from "./nodes.ts"
import { outcomeDiagram, withoutWithdrawn } from "./outcome-diagram.ts"

/** Nodes that a residual may take, garbage included: a fraction of a second of work, since it is made while somebody waits. */
export const RESIDUAL_LIMIT = 50_000
/** Residuals kept for a question. */
const MOST_KEPT = 32

const KEPT = new WeakMap<RuleForest, Map<string, WholeForest | null>>()

/** A forest with an outcome that answers like `forest` wherever `knowledge` holds; `null` where that is too large. */
export function wholeUnder(forest: Forest, knowledge: Knowledge): WholeForest | null {
  if (forest.kind === "whole") return forest
  const kept = KEPT.get(forest) ?? new Map<string, WholeForest | null>()
  KEPT.set(forest, kept)
  const key = knowledge.cells.join()
  const known = kept.get(key)
  if (known !== undefined) return known
  if (kept.size >= MOST_KEPT) kept.clear()
  const made = residualForest(forest, knowledge)
  kept.set(key, made)
  return made
}

/** What is known put in; what is only known to be there, or not known, stays. `null` where `limit` is passed. */
export function residualForest(forest: Forest, { cells }: Pick<Knowledge, "cells">, limit: number = RESIDUAL_LIMIT): WholeForest | null {
  const store = new NodeStore(forest.variables.map(({ arity }) => arity), limit)
  const putIn = putterIn(store, forest.nodes, cells)
  return withinLimit(() => {
    const rules = forest.rules.map((rule) => ({ ...rule, root: putIn(rule.root) }))
    const assumptions = forest.assumptions.map((assumption) => ({ ...assumption, root: putIn(assumption.root) }))
    const unwithdrawn = forest.kind === "whole" ? putIn(forest.unwithdrawn) : outcomeDiagram(store, rules)
    const outcome = forest.kind === "whole" ? putIn(forest.outcome) : withoutWithdrawn(store, rules, unwithdrawn)
    return compactWhole(store, { ...forest, kind: "whole", rules, assumptions, admissible: putIn(forest.admissible), outcome, unwithdrawn })
  })
}

/** Brings diagrams to a store with the cells known put in. */
function putterIn(store: NodeStore, nodes: Int32Array, cells: Int16Array): (node: DiagramNode) => DiagramNode {
  const memo = new Map<DiagramNode, DiagramNode>()
  const putIn = (node: DiagramNode): DiagramNode => {
    if (node < TERMINALS) return node
    const known = memo.get(node)
    if (known !== undefined) return known
    const level = at(nodes, node)
    const cell = at(cells, level)
    const made = cell >= 0 ? putIn(at(nodes, node + 1 + cell)) : store.make(level, Array.from({ length: at(store.arities, level) }, (_, one) => putIn(at(nodes, node + 1 + one))))
    memo.set(node, made)
    return made
  }
  return putIn
}
