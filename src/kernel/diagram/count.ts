/** Counting situations exactly, on the diagrams; a situation is one cell for every variable. */
import type { Forest } from "./forest.ts"
import { at, FALSE, TERMINALS, type DiagramNode } from "./nodes.ts"
import { OUTCOMES, type Outcome } from "./types.ts"

/** How many admissible situations have each outcome. Cost: the product of the two diagrams' sizes at most. */
export function countOutcomes(forest: Forest): ReadonlyMap<Outcome, bigint> {
  const counts = countTogether(forest, forest.admissible, forest.outcome)
  return new Map(OUTCOMES.map((outcome, terminal) => [outcome, counts[terminal] ?? 0n]))
}

/** How many situations can occur. */
export function countAdmissible(forest: Forest): bigint {
  return [...countOutcomes(forest).values()].reduce((sum, count) => sum + count, 0n)
}

/** By terminal of `values`: the situations in which `test` is true. */
function countTogether(forest: Forest, test: DiagramNode, values: DiagramNode): readonly bigint[] {
  const { nodes, variables } = forest
  const free = (from: number, to: number): bigint => variables.slice(from, to).reduce((product, variable) => product * BigInt(variable.arity), 1n)
  const levelOf = (node: DiagramNode): number => (node < TERMINALS ? variables.length : at(nodes, node))
  const memo = new Map<string, readonly bigint[]>()
  const below = (t: DiagramNode, v: DiagramNode): readonly bigint[] => {
    if (t === FALSE) return OUTCOMES.map(() => 0n)
    const level = Math.min(levelOf(t), levelOf(v))
    if (level === variables.length) return OUTCOMES.map((_, terminal) => (terminal === v ? 1n : 0n))
    const key = `${String(t)},${String(v)}`
    const known = memo.get(key)
    if (known !== undefined) return known
    const sums = OUTCOMES.map(() => 0n)
    const child = (node: DiagramNode, cell: number): DiagramNode => (levelOf(node) === level ? at(nodes, node + 1 + cell) : node)
    for (let cell = 0; cell < (variables[level]?.arity ?? 0); cell++) {
      const [nextT, nextV] = [child(t, cell), child(v, cell)]
      const scale = free(level + 1, Math.min(levelOf(nextT), levelOf(nextV)))
      below(nextT, nextV).forEach((count, terminal) => { sums[terminal] = (sums[terminal] ?? 0n) + count * scale })
    }
    memo.set(key, sums)
    return sums
  }
  const scale = free(0, Math.min(levelOf(test), levelOf(values)))
  return below(test, values).map((count) => count * scale)
}
