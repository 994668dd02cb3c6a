/** From a store to a forest: the nodes that its roots reach, children first, in the sequence the roots stand in; all else is left behind. */
import type { RuleForest, WholeForest } from "./forest.ts"
import { at, TERMINALS, type DiagramNode, type NodeStore } from "./nodes.ts"

/** Its roots stand in the store. */
export function compactWhole(store: NodeStore, forest: Omit<WholeForest, "nodes">): WholeForest {
  const kept = new Kept(store)
  const outcome = kept.keep(forest.outcome)
  const unwithdrawn = kept.keep(forest.unwithdrawn)
  return { ...forest, outcome, unwithdrawn, ...keepDiagrams(kept, forest), nodes: kept.array() }
}

/** The same without an outcome. */
export function compactRules(store: NodeStore, forest: Omit<RuleForest, "nodes">): RuleForest {
  const kept = new Kept(store)
  return { ...forest, ...keepDiagrams(kept, forest), nodes: kept.array() }
}

function keepDiagrams(kept: Kept, forest: Omit<RuleForest, "nodes" | "kind">): Pick<RuleForest, "admissible" | "rules" | "assumptions"> {
  const admissible = kept.keep(forest.admissible)
  const rules = forest.rules.map((rule) => ({ ...rule, root: kept.keep(rule.root) }))
  const assumptions = forest.assumptions.map((assumption) => ({ ...assumption, root: kept.keep(assumption.root) }))
  return { admissible, rules, assumptions }
}

class Kept {
  readonly #store: NodeStore
  readonly #place = new Map<DiagramNode, DiagramNode>()
  readonly #nodes: number[] = []

  constructor(store: NodeStore) {
    this.#store = store
  }

  keep(node: DiagramNode): DiagramNode {
    if (node < TERMINALS) return node
    const kept = this.#place.get(node)
    if (kept !== undefined) return kept
    const level = this.#store.level(node)
    const children = Array.from({ length: at(this.#store.arities, level) }, (_, cell) => this.keep(this.#store.child(node, level, cell)))
    const offset = TERMINALS + this.#nodes.length
    this.#nodes.push(level, ...children)
    this.#place.set(node, offset)
    return offset
  }

  /** What was kept so far. */
  array(): Int32Array {
    const array = new Int32Array(TERMINALS + this.#nodes.length)
    array.set(this.#nodes, TERMINALS)
    return array
  }
}
