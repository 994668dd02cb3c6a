/**
 * A workbench: one forest loaded into a store of its own, where what is known can be put in and diagrams cut down.
 *
 * Its main diagram is the outcome and the admissible in one: at every situation the set of outcomes still possible, as
 * bits (1 << terminal), and nothing (0) where the situation cannot occur. Taking a fact out that nobody knows unites the
 * sets. The store only grows, so `reset` empties it between questions when it has grown too large.
 */
import { bug } from "../text/bug.ts"
import type { WholeForest } from "./forest.ts"
import { PRESENT, type Knowledge } from "./knowledge.ts"
import { at, DESCEND, FALSE, NodeStore, TERMINALS, TRUE, type Combine, type DiagramNode } from "./nodes.ts"

/** Nodes a workbench may hold before it is emptied. */
const ENOUGH = 1_000_000

/** What is left of a question: where its facts known are put in and its facts unknown taken out. */
export interface Residual {
  /** Sets of outcomes, over the facts not spoken of. */
  readonly outcomes: DiagramNode
  /** True where a situation can occur, over all facts not known. */
  readonly admissible: DiagramNode
}

/** Where two sets of outcomes differ though both situations can occur. */
const DIFFERS = TERMINALS - 1

export class Workbench {
  readonly forest: WholeForest
  /** The levels of each fact's variables. */
  readonly levels: readonly (readonly number[])[]
  store: NodeStore
  /** The most cells that a variable has. */
  readonly #cells: number
  #whole: Residual
  #cut = new Map<number, DiagramNode>()
  #shares = new Map<DiagramNode, number>()
  #needed = new Map<DiagramNode, readonly number[]>()
  #factsIn = new Map<DiagramNode, readonly number[]>()
  #constants = new Map<DiagramNode, number | null>()

  constructor(forest: WholeForest) {
    this.forest = forest
    this.levels = forest.facts.map((_, fact) => forest.variables.flatMap((variable, level) => (variable.fact === fact ? [level] : [])))
    this.#cells = Math.max(1, ...forest.variables.map((variable) => variable.arity))
    this.store = new NodeStore(forest.variables.map((variable) => variable.arity), Number.MAX_SAFE_INTEGER)
    this.#whole = this.#load()
  }

  /** Empties the store if it has grown too large; every node held from before is void then, and the answer is `true`. */
  reset(): boolean {
    if (this.store.count < ENOUGH) return false
    this.store = new NodeStore(this.forest.variables.map((variable) => variable.arity), Number.MAX_SAFE_INTEGER)
    this.#cut = new Map()
    this.#shares = new Map()
    this.#needed = new Map()
    this.#factsIn = new Map()
    this.#constants = new Map()
    this.#whole = this.#load()
    return true
  }

  #load(): Residual {
    const admissible = this.store.load(this.forest.nodes, this.forest.admissible)
    const outcome = this.store.load(this.forest.nodes, this.forest.outcome)
    return { admissible, outcomes: this.within(admissible, this.store.map(outcome, (terminal) => 1 << terminal)) }
  }

  /** `values` where a situation can occur, and nothing (0) elsewhere. */
  within(admissible: DiagramNode, values: DiagramNode): DiagramNode {
    return this.store.apply(admissible, values, (a, v) => (a === FALSE ? 0 : a === TRUE ? v : DESCEND))
  }

  /** A diagram of the forest's, as sets: 2 where it is true, 1 where it is false, 0 where nothing can occur. */
  trueOrFalse(root: DiagramNode): DiagramNode {
    return this.within(this.#whole.admissible, this.store.map(this.store.load(this.forest.nodes, root), (terminal) => (terminal === TRUE ? 2 : 1)))
  }

  residual(knowledge: Knowledge): Residual {
    const outcomes = this.putIn(this.#whole.outcomes, knowledge)
    const admissible = knowledge.cells.reduce((node, cell, level) => {
      if (cell >= 0) return this.restrict(node, level, cell)
      return cell === PRESENT ? this.store.and(node, this.store.literal(level, (one) => one < this.#last(level))) : node
    }, this.#whole.admissible)
    return { outcomes, admissible }
  }

  /** Puts what is known into a diagram of sets, and takes out what was asked and is not known. */
  putIn(node: DiagramNode, knowledge: Knowledge): DiagramNode {
    const known = knowledge.cells.reduce((current, cell, level) => (cell >= 0 ? this.restrict(current, level, cell) : current), node)
    return this.forest.variables.reduce((current, variable, level) => {
      const cell = at(knowledge.cells, level)
      if (cell >= 0 || knowledge.said[variable.fact] !== true) return current
      return this.takeOut(current, level, cell === PRESENT ? this.#last(level) : variable.arity)
    }, known)
  }

  /** Unites the sets over the first `cells` cells of a variable. */
  takeOut(node: DiagramNode, level: number, cells: number): DiagramNode {
    return this.store.remove(node, level, (children) => children.slice(0, cells).reduce((union, child) => this.store.apply(union, child, UNITE), 0))
  }

  restrict(node: DiagramNode, level: number, cell: number): DiagramNode {
    if (this.store.level(node) > level) return node
    const key = (node * this.store.arities.length + level) * this.#cells + cell
    const known = this.#cut.get(key)
    if (known !== undefined) return known
    const made = this.store.restrict(node, level, cell)
    this.#cut.set(key, made)
    return made
  }

  /**
   * The facts that a diagram of sets still needs, in document order. Facts are struck off one by one, the last first, where
   * the set is a function of those that remain; so of two facts that tell each other, the first is needed.
   */
  factsThatMatter(node: DiagramNode): readonly number[] {
    const known = this.#needed.get(node)
    if (known !== undefined) return known
    const needed: number[] = []
    let rest = node
    for (const fact of this.factsIn(node).toReversed()) {
      const without = this.#without(rest, fact)
      if (without === null) needed.unshift(fact)
      else rest = without
    }
    this.#needed.set(node, needed)
    return needed
  }

  /** The facts that a diagram looks at, in document order; putting facts in adds none. */
  factsIn(node: DiagramNode): readonly number[] {
    const known = this.#factsIn.get(node)
    if (known !== undefined) return known
    const support = this.store.support(node)
    const facts = this.levels.flatMap((levels, fact) => (levels.some((level) => support.has(level)) ? [fact] : []))
    this.#factsIn.set(node, facts)
    return facts
  }

  /** Whether a diagram of sets needs a fact: `false` where, at every situation that can occur, the set is a function of the other facts. */
  matters(node: DiagramNode, fact: number): boolean {
    return this.#without(node, fact) === null
  }

  /** A diagram of sets as a function of the other facts; `null` where it is none. */
  #without(node: DiagramNode, fact: number): DiagramNode | null {
    let rest = node
    for (const level of this.levels[fact] ?? bug("diagram/workbench: a fact that is not there")) {
      rest = this.store.remove(rest, level, (children) => children.reduce((same, child) => (same === DIFFERS ? DIFFERS : this.store.apply(same, child, AGREE)), 0))
      if (this.#differs(rest)) return null
    }
    return rest
  }

  #differs(node: DiagramNode): boolean {
    if (node < TERMINALS) return node === DIFFERS
    const seen = new Set<DiagramNode>()
    const walk = (n: DiagramNode): boolean => {
      if (n < TERMINALS) return n === DIFFERS
      if (seen.has(n)) return false
      seen.add(n)
      const level = this.store.level(n)
      for (let cell = 0; cell < at(this.store.arities, level); cell++) {
        if (walk(this.store.child(n, level, cell))) return true
      }
      return false
    }
    return walk(node)
  }

  /** The one set that a diagram gives wherever anything can occur; `null` while there are several. */
  constant(node: DiagramNode): number | null {
    const known = this.#constants.get(node)
    if (known !== undefined) return known
    const found = this.#onlySet(node)
    this.#constants.set(node, found)
    return found
  }

  #onlySet(node: DiagramNode): number | null {
    let only: number | null = 0
    const seen = new Set<DiagramNode>()
    const walk = (n: DiagramNode): void => {
      if (only === null || n === 0 || seen.has(n)) return
      seen.add(n)
      if (n < TERMINALS) {
        only = only === 0 || only === n ? n : null
        return
      }
      const level = this.store.level(n)
      for (let cell = 0; cell < at(this.store.arities, level); cell++) walk(this.store.child(n, level, cell))
    }
    walk(node)
    return only
  }

  /** The share of situations, 0 to 1, in which a diagram of truths is true. */
  share(node: DiagramNode): number {
    if (node < TERMINALS) return node === FALSE ? 0 : 1
    const known = this.#shares.get(node)
    if (known !== undefined) return known
    const level = this.store.level(node)
    const arity = at(this.store.arities, level)
    let sum = 0
    for (let cell = 0; cell < arity; cell++) sum += this.share(this.store.child(node, level, cell))
    this.#shares.set(node, sum / arity)
    return sum / arity
  }

  #last(level: number): number {
    return at(this.store.arities, level) - 1
  }
}

const UNITE: Combine = (l, r) => (l === 0 || l === r ? r : r === 0 ? l : l < TERMINALS && r < TERMINALS ? l | r : DESCEND)
const AGREE: Combine = (l, r) => (l === DIFFERS || r === DIFFERS ? DIFFERS : l === 0 || l === r ? r : r === 0 ? l : l < TERMINALS && r < TERMINALS ? DIFFERS : DESCEND)
