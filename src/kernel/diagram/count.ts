/**
 * Counting situations exactly, on the diagrams; a situation is one cell for every variable.
 *
 * Source: the weighted sum over a reduced diagram, each edge weighed by the variables that it leaps over.
 */
import type { Forest, WholeForest } from "./forest.ts"
import { at, DESCEND, FALSE, NodeStore, TERMINALS, TRUE, type DiagramNode } from "./nodes.ts"
import { terminalOf } from "./outcome.ts"
import { OUTCOMES, type Outcome } from "./types.ts"

/** Situations by terminal. */
export type Counts = ReadonlyMap<number, bigint>

/** Counts on the diagrams of one store; what was counted is kept. */
export class Counter {
  readonly #store: NodeStore
  /** Situations of all variables from a level on. */
  readonly #free: readonly bigint[]
  readonly #below = new Map<DiagramNode, Counts>()

  constructor(store: NodeStore) {
    this.#store = store
    const free: bigint[] = [1n]
    for (const arity of store.arities.toReversed()) free.unshift(BigInt(arity) * (free[0] ?? 1n))
    this.#free = free
  }

  /** By terminal, over all variables. */
  counts(root: DiagramNode): Counts {
    const scale = this.#leap(0, this.#levelOf(root))
    return new Map([...this.#from(root)].map(([terminal, count]) => [terminal, count * scale]))
  }

  /** Where a diagram of truths is true. */
  count(root: DiagramNode): bigint {
    return this.counts(root).get(TRUE) ?? 0n
  }

  #from(node: DiagramNode): Counts {
    if (node < TERMINALS) return new Map([[node, 1n]])
    const known = this.#below.get(node)
    if (known !== undefined) return known
    const level = this.#store.level(node)
    const sums = new Map<number, bigint>()
    for (let cell = 0; cell < at(this.#store.arities, level); cell++) {
      const child = this.#store.child(node, level, cell)
      const scale = this.#leap(level + 1, this.#levelOf(child))
      for (const [terminal, count] of this.#from(child)) sums.set(terminal, (sums.get(terminal) ?? 0n) + count * scale)
    }
    this.#below.set(node, sums)
    return sums
  }

  #levelOf(node: DiagramNode): number {
    return node < TERMINALS ? this.#store.arities.length : this.#store.level(node)
  }

  /** Situations of the variables from one level to another, the other not included. */
  #leap(from: number, to: number): bigint {
    return (this.#free[from] ?? 1n) / (this.#free[to] ?? 1n)
  }
}

/** How many admissible situations have each outcome. Cost: the product of the two diagrams' sizes at most. */
export function countOutcomes(forest: WholeForest): ReadonlyMap<Outcome, bigint> {
  const store = new NodeStore(forest.variables.map(({ arity }) => arity), Number.MAX_SAFE_INTEGER)
  const outcome = store.map(store.load(forest.nodes, forest.outcome), (terminal) => terminal + 1)
  const counts = new Counter(store).counts(store.apply(store.load(forest.nodes, forest.admissible), outcome, (a, o) => (a === FALSE ? FALSE : a === TRUE ? o : DESCEND)))
  return new Map(OUTCOMES.map((one) => [one, counts.get(terminalOf(one) + 1) ?? 0n]))
}

/** How many situations can occur. */
export function countAdmissible(forest: Forest): bigint {
  const store = new NodeStore(forest.variables.map(({ arity }) => arity), Number.MAX_SAFE_INTEGER)
  return new Counter(store).count(store.load(forest.nodes, forest.admissible))
}
