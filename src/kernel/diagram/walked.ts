/**
 * Edges of the outcome diagram that are walked: those that the walk of some admissible completion of what is known passes.
 *
 * An edge is a place in the forest's array, `diagramNode + 1 + cell`: where its child stands. The outcome diagram and the admissible
 * one are gone down together, each pair of nodes once; so an edge that only situations that cannot occur would pass is none.
 */
import type { WholeForest } from "./forest.ts"
import { FREE, PRESENT, type Knowledge } from "./knowledge.ts"
import { at, TERMINALS, TRUE, type DiagramNode } from "./nodes.ts"

/** `diagramNode + 1 + cell`, in the outcome diagram. */
export type Edge = number

/** What is walked: a forest; or diagrams in a like array, where `admissible` is any diagram of truths: then what walks it is what makes it true. */
export type Walkable = Pick<WholeForest, "nodes" | "variables" | "admissible" | "outcome">

export interface Walked {
  readonly edges: ReadonlySet<Edge>
  /** Outcomes reached, 1 << terminal each. */
  readonly outcomes: number
  /** Pairs of nodes gone through: what it cost. */
  readonly work: number
}

/** What admissible completions of the cells known walk. */
export function walkedBy(forest: Walkable, { cells }: Pick<Knowledge, "cells">): Walked {
  return new Descent(forest, cells).walked()
}

/** What situations that can occur walk. */
export function walkedAtAll(forest: Walkable): Walked {
  return walkedBy(forest, { cells: new Int16Array(forest.variables.length).fill(FREE) })
}

class Descent {
  readonly #forest: Walkable
  readonly #cells: Int16Array
  readonly #edges = new Set<Edge>()
  readonly #seen = new Set<number>()
  readonly #possible = new Map<DiagramNode, boolean>()
  #outcomes = 0

  constructor(forest: Walkable, cells: Int16Array) {
    this.#forest = forest
    this.#cells = cells
  }

  walked(): Walked {
    const { admissible, outcome } = this.#forest
    if (this.#canBe(admissible)) this.#descend(admissible, outcome)
    return { edges: this.#edges, outcomes: this.#outcomes, work: this.#seen.size }
  }

  /** From a pair of nodes that some completion comes to. */
  #descend(a: DiagramNode, o: DiagramNode): void {
    if (a < TERMINALS && o < TERMINALS) {
      this.#outcomes |= 1 << o
      return
    }
    const pair = pairOf(a, o)
    if (this.#seen.has(pair)) return
    this.#seen.add(pair)
    const { nodes } = this.#forest
    const level = Math.min(levelOf(nodes, a), levelOf(nodes, o))
    for (const cell of this.#cellsAt(level)) {
      const [nextA, nextO] = childrenOf(nodes, a, o, level, cell)
      if (!this.#canBe(nextA)) continue
      if (levelOf(nodes, o) === level) this.#edges.add(o + 1 + cell)
      this.#descend(nextA, nextO)
    }
  }

  /** Whether some completion is admissible from this node on. */
  #canBe(node: DiagramNode): boolean {
    if (node < TERMINALS) return node === TRUE
    const known = this.#possible.get(node)
    if (known !== undefined) return known
    const { nodes } = this.#forest
    const can = this.#cellsAt(at(nodes, node)).some((cell) => this.#canBe(at(nodes, node + 1 + cell)))
    this.#possible.set(node, can)
    return can
  }

  #cellsAt(level: number): readonly number[] {
    const known = at(this.#cells, level)
    if (known >= 0) return [known]
    const arity = this.#forest.variables[level]?.arity ?? 0
    return Array.from({ length: known === PRESENT ? arity - 1 : arity }, (_, cell) => cell)
  }
}

/** A situation that can occur, a cell a variable, whose walk passes as many of `wanted` as any does; `null` where none passes one. */
export function walkingMost(forest: Walkable, wanted: ReadonlySet<Edge>): Int16Array | null {
  const { nodes, variables, admissible, outcome } = forest
  const memo = new Map<number, Best>()
  const best = (a: DiagramNode, o: DiagramNode): Best => {
    if (a < TERMINALS && a !== TRUE) return NO_WAY
    if (a < TERMINALS && o < TERMINALS) return { passed: 0, cell: 0 }
    const pair = pairOf(a, o)
    const known = memo.get(pair)
    if (known !== undefined) return known
    const level = Math.min(levelOf(nodes, a), levelOf(nodes, o))
    let most = NO_WAY
    for (let cell = 0; cell < (variables[level]?.arity ?? 0); cell++) {
      const isWanted = levelOf(nodes, o) === level && wanted.has(o + 1 + cell)
      const passed = best(...childrenOf(nodes, a, o, level, cell)).passed + (isWanted ? 1 : 0)
      if (passed > most.passed) most = { passed, cell }
    }
    memo.set(pair, most)
    return most
  }
  if (best(admissible, outcome).passed <= 0) return null
  const cells = new Int16Array(variables.length)
  for (let [a, o] = [admissible, outcome]; a >= TERMINALS || o >= TERMINALS; ) {
    const level = Math.min(levelOf(nodes, a), levelOf(nodes, o))
    const { cell } = best(a, o)
    cells[level] = cell
    ;[a, o] = childrenOf(nodes, a, o, level, cell)
  }
  return cells
}

/** Edges wanted that are passed at most from a pair of nodes on, and the cell by which. */
interface Best {
  readonly passed: number
  readonly cell: number
}

const NO_WAY: Best = { passed: -Infinity, cell: 0 }

function childrenOf(nodes: Int32Array, a: DiagramNode, o: DiagramNode, level: number, cell: number): readonly [DiagramNode, DiagramNode] {
  return [levelOf(nodes, a) === level ? at(nodes, a + 1 + cell) : a, levelOf(nodes, o) === level ? at(nodes, o + 1 + cell) : o]
}

function levelOf(nodes: Int32Array, node: DiagramNode): number {
  return node < TERMINALS ? Number.MAX_SAFE_INTEGER : at(nodes, node)
}

/** Two nodes as one number: places of a forest's array are below 2^26 (nodes.ts). */
function pairOf(a: DiagramNode, o: DiagramNode): number {
  return a * 2 ** 26 + o
}
