/**
 * Deciding: walks over a forest.
 *
 * One situation is a walk down the outcome diagram, one step a fact, without allocation. With facts missing, the answer
 * is the set of outcomes over all admissible completions, exactly.
 */
import type { Forest } from "./forest.ts"
import { FREE, PRESENT, type Knowledge } from "./knowledge.ts"
import { at, TERMINALS, TRUE, type DiagramNode } from "./nodes.ts"
import { bitsOf, DECIDES, outcomeAt, outcomesIn } from "./outcome.ts"
import type { Outcome, RuleId } from "./types.ts"

/** The terminal that a situation (a cell a variable) leads to. */
export function walk(nodes: Int32Array, root: DiagramNode, situation: ArrayLike<number>): number {
  let node = root
  // Both reads stay inside their arrays: a node has a child for every cell of its variable.
  while (node >= TERMINALS) node = nodes[node + 1 + (situation[nodes[node] as number] as number)] as number
  return node
}

/** The outcome of one situation; `impossible` where assumptions rule it out. */
export function decide(forest: Forest, situation: ArrayLike<number>): Outcome | "impossible" {
  return walk(forest.nodes, forest.admissible, situation) === TRUE ? outcomeAt(walk(forest.nodes, forest.outcome, situation)) : "impossible"
}

/**
 * The outcomes of many situations, given as a column of cells for each variable, all of one length.
 * Writes terminals (0 to 6) to `outcomes`. Situations must be admissible, and no variable may have more than 256 cells;
 * nothing is allocated.
 */
export function decideColumns(forest: Forest, columns: readonly Uint8Array[], outcomes: Uint8Array): void {
  const { nodes, outcome: root } = forest
  for (let row = 0; row < outcomes.length; row++) {
    let node = root
    while (node >= TERMINALS) node = nodes[node + 1 + ((columns[nodes[node] as number] as Uint8Array)[row] as number)] as number
    outcomes[row] = node
  }
}

/**
 * Visits every combination of terminals that the roots reach together within what is known; each combination of nodes
 * once, so the cost is the product diagram's size at most. `visit` returns `true` to stop.
 */
export function visitTogether(forest: Forest, roots: readonly DiagramNode[], knowledge: Knowledge, visit: (terminals: readonly number[]) => boolean): void {
  const { nodes, variables } = forest
  const seen = new Set<string>()
  const descend = (current: readonly DiagramNode[]): boolean => {
    const level = current.reduce((least, node) => (node < TERMINALS ? least : Math.min(least, at(nodes, node))), variables.length)
    if (level === variables.length) return visit(current)
    const key = current.join()
    if (seen.has(key)) return false
    seen.add(key)
    const step = (cell: number): boolean => descend(current.map((node) => (node >= TERMINALS && at(nodes, node) === level ? at(nodes, node + 1 + cell) : node)))
    const known = at(knowledge.cells, level)
    if (known >= 0) return step(known)
    const cells = (variables[level]?.arity ?? 0) - (known === PRESENT ? 1 : 0)
    for (let cell = 0; cell < cells; cell++) {
      if (step(cell)) return true
    }
    return false
  }
  descend(roots)
}

/** The outcomes over all admissible completions; none where the facts known cannot occur together. */
export function reachable(forest: Forest, knowledge: Knowledge): readonly Outcome[] {
  let bits = 0
  visitTogether(forest, [forest.admissible, forest.outcome], knowledge, ([admissible, outcome]) => {
    if (admissible === TRUE) bits |= 1 << (outcome ?? 0)
    return false
  })
  return outcomesIn(bits)
}

export interface DecidingRule {
  readonly id: RuleId
  /** It decides in every admissible completion. */
  readonly certain: boolean
}

/** Every rule that decides in some admissible completion, in the forest's sequence. */
export function decidingRules(forest: Forest, knowledge: Knowledge): readonly DecidingRule[] {
  return forest.rules.flatMap((rule) => (rule.withdrawn ? [] : decides(forest, knowledge, rule, forest.outcome)))
}

/** Withdrawn rules that would decide in some admissible completion. */
export function withdrawnRules(forest: Forest, knowledge: Knowledge): readonly DecidingRule[] {
  return forest.rules.flatMap((rule) => (rule.withdrawn ? decides(forest, knowledge, rule, forest.unwithdrawn) : []))
}

function decides(forest: Forest, knowledge: Knowledge, rule: Forest["rules"][number], outcomeRoot: DiagramNode): readonly DecidingRule[] {
  const bits = bitsOf(DECIDES[rule.class])
  const decided = { some: false, all: true }
  visitTogether(forest, [forest.admissible, rule.root, outcomeRoot], knowledge, ([admissible, satisfied, outcome]) => {
    if (admissible !== TRUE) return false
    if (satisfied === TRUE && (bits & (1 << (outcome ?? 0))) !== 0) decided.some = true
    else decided.all = false
    return decided.some && !decided.all
  })
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
