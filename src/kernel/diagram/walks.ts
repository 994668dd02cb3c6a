/** Walks over a forest's array: to the terminal of one situation, and to every combination of terminals that several roots reach together. */
import { PRESENT, type Knowledge } from "./knowledge.ts"
import { at, TERMINALS, type DiagramNode } from "./nodes.ts"
import type { Forest } from "./forest.ts"

/** The terminal that a situation (a cell a variable) leads to. */
export function walk(nodes: Int32Array, root: DiagramNode, situation: ArrayLike<number>): number {
  let node = root
  // Both reads stay inside their arrays: a node has a child for every cell of its variable.
  while (node >= TERMINALS) node = nodes[node + 1 + (situation[nodes[node] as number] as number)] as number
  return node
}

/**
 * Visits every combination of terminals that the roots reach together within what is known; each combination of nodes
 * once, so the cost is the product diagram's size at most. `visit` returns `true` to stop. What lies below nodes that
 * are needless is left out: what is so once has to stay so.
 */
export function visitTogether(forest: Forest, roots: readonly DiagramNode[], knowledge: Knowledge, visit: (terminals: readonly number[]) => boolean, isNeedless: (nodes: readonly DiagramNode[]) => boolean = () => false): void {
  const { nodes, variables } = forest
  const seen = new Set<string>()
  const descend = (current: readonly DiagramNode[]): boolean => {
    const level = current.reduce((least, node) => (node < TERMINALS ? least : Math.min(least, at(nodes, node))), variables.length)
    if (level === variables.length) return visit(current)
    if (isNeedless(current)) return false
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
