/** A witness: one whole situation in which several diagrams are all true. */
import { variablesOf } from "./domains.ts"
import type { Forest } from "./forest.ts"
import { domainAt, givenOf } from "./knowledge.ts"
import { at, FALSE, TERMINALS, type DiagramNode } from "./nodes.ts"
import type { FactId } from "./types.ts"
import type { Given } from "./values.ts"

/** The first such situation in the sequence of cells; `null` where there is none. Cost: the product of the diagrams at most. */
export function witnessOf(forest: Forest, roots: readonly DiagramNode[]): ReadonlyMap<FactId, Given> | null {
  const { nodes, variables } = forest
  const hopeless = new Set<string>()
  const cells = new Array<number>(variables.length).fill(0)
  const find = (current: readonly DiagramNode[]): boolean => {
    if (current.includes(FALSE)) return false
    const level = current.reduce((least, node) => (node < TERMINALS ? least : Math.min(least, at(nodes, node))), variables.length)
    if (level === variables.length) return true
    const key = current.join()
    if (hopeless.has(key)) return false
    for (let cell = 0; cell < (variables[level]?.arity ?? 0); cell++) {
      cells[level] = cell
      if (find(current.map((node) => (node >= TERMINALS && at(nodes, node) === level ? at(nodes, node + 1 + cell) : node)))) return true
    }
    cells[level] = 0
    hopeless.add(key)
    return false
  }
  if (!find(roots)) return null
  return new Map(
    forest.facts.map((fact, index) => {
      const own = variables.flatMap((variable, level) => (variable.fact === index ? [at(cells, level)] : []))
      return [fact.id, givenOf(domainAt(forest, index), variablesOf(fact, index), own)]
    }),
  )
}
