/**
 * Sifting: a forest's diagrams in a form in which two neighbouring facts can change places, and a ranking found by moving them.
 *
 * Each fact in turn, those with most nodes first, is moved through every place, and left where the forest was smallest. Before that,
 * so are blocks: facts that stand side by side and are read together, the facts of a topic. Only nodes of the two levels that change
 * places are touched. Nodes are counted by who refers to them, and are dropped with the last.
 *
 *     a node of level x over children of level y    becomes    a node of level y over children of level x
 *     with the same number, so that what refers to it stays as it is
 *
 * Source: Rudell 1993 (sifting); Panda & Somenzi 1995 (blocks).
 */
import { bug } from "../text/bug.ts"
import { rootsOf, type Forest } from "./forest.ts"
import { at, TERMINALS, type DiagramNode } from "./nodes.ts"
import type { Ranking } from "./ranking.ts"

/** A direction is given up where the forest has grown to this many times its smallest. */
const GROWTH = 1.3
/** All facts are moved again where the last time left no more than this share of the nodes. */
const WORTH_ANOTHER = 0.97
/** Nodes looked at and rebuilt in exchanges, after which all stays as it is: a few seconds of work at most. No clock, so that the same law gives the same bytes. */
const MOST_WORK = 8_000_000

/** A ranking under which the forest is no larger, and mostly much smaller. */
export function sifted(forest: Forest): Ranking {
  const ranked = [...new Set(forest.variables.map(({ fact }) => fact))]
  const movable = new Movable(forest, ranked)
  const topics = [...new Set(forest.facts.map((fact) => fact.topic))]
  const blocks = topics.map((topic) => ranked.filter((fact) => forest.facts[fact]?.topic === topic)).filter((facts) => facts.length > 0)
  for (let before = Infinity; movable.size < before * WORTH_ANOTHER; ) {
    before = movable.size
    if (blocks.every((facts) => areNeighbours(movable.ranking, facts))) movable.sift(blocks)
    movable.sift(ranked.map((fact) => [fact]))
  }
  const without = forest.facts.flatMap((_, fact) => (ranked.includes(fact) ? [] : [fact]))
  return [...movable.ranking, ...without]
}

function areNeighbours(ranked: Ranking, facts: Ranking): boolean {
  const places = facts.map((fact) => ranked.indexOf(fact))
  return Math.max(...places) - Math.min(...places) === facts.length - 1
}

/** In a row of `#rows`: its variable, how many refer to it, the next of its bucket, its children. */
const VARIABLE = 0
const REFERENCES = 1
const NEXT = 2
const CHILDREN = 3
/** Stands for the end of a bucket. */
const END = -1

/** Diagrams over variables that can change places. A variable is known by its level in the forest; a node below `TERMINALS` is a terminal. */
class Movable {
  readonly #arities: Int32Array
  readonly #stride: number
  /** Variables of each fact, from the root down. */
  readonly #variablesOf: ReadonlyMap<number, readonly number[]>
  /** The facts, from the root down. */
  #ranking: readonly number[]
  #rows: Int32Array
  #used = 0
  #free = END
  #buckets: Int32Array[]
  readonly #counts: Int32Array
  #size = 0
  #work = 0
  /** The children of a node that is being made. */
  readonly #children: Int32Array
  /** Those that a node had, and those that it gets. */
  readonly #before: Int32Array
  readonly #after: Int32Array

  constructor(forest: Forest, ranked: Ranking) {
    this.#arities = Int32Array.from(forest.variables, (variable) => variable.arity)
    const most = Math.max(1, ...forest.variables.map((variable) => variable.arity))
    this.#stride = CHILDREN + most
    this.#children = new Int32Array(most)
    this.#before = new Int32Array(most)
    this.#after = new Int32Array(most)
    this.#variablesOf = new Map(ranked.map((fact) => [fact, forest.variables.flatMap((variable, level) => (variable.fact === fact ? [level] : []))]))
    this.#ranking = ranked
    this.#rows = new Int32Array(1024 * this.#stride)
    this.#buckets = forest.variables.map(() => new Int32Array(64).fill(END))
    this.#counts = new Int32Array(forest.variables.length)
    this.#load(forest)
  }

  get ranking(): Ranking {
    return this.#ranking
  }

  /** Nodes in the forest, as it is ranked now. */
  get size(): number {
    return this.#size
  }

  #load(forest: Forest): void {
    const place = new Map<DiagramNode, number>()
    for (let node = TERMINALS; node < forest.nodes.length; ) {
      const variable = at(forest.nodes, node)
      const arity = at(this.#arities, variable)
      for (let cell = 0; cell < arity; cell++) {
        const child = at(forest.nodes, node + 1 + cell)
        this.#children[cell] = child < TERMINALS ? child : (place.get(child) ?? bug("diagram/sifting: a child after its parent"))
      }
      place.set(node, this.#node(variable))
      node += 1 + arity
    }
    for (const root of rootsOf(forest)) this.#refer(place.get(root) ?? root)
  }

  // Rows ----------------------------------------------------------------------------------------------------------------

  #cell(node: number, column: number): number {
    return this.#rows[(node - TERMINALS) * this.#stride + column] ?? 0
  }

  #setCell(node: number, column: number, value: number): void {
    this.#rows[(node - TERMINALS) * this.#stride + column] = value
  }

  #arityOf(variable: number): number {
    return this.#arities[variable] ?? 0
  }

  #isOf(node: number, variable: number): boolean {
    return node >= TERMINALS && this.#cell(node, VARIABLE) === variable
  }

  #refer(node: number): void {
    if (node >= TERMINALS) this.#setCell(node, REFERENCES, this.#cell(node, REFERENCES) + 1)
  }

  #release(node: number): void {
    if (node < TERMINALS) return
    const left = this.#cell(node, REFERENCES) - 1
    this.#setCell(node, REFERENCES, left)
    if (left > 0) return
    const variable = this.#cell(node, VARIABLE)
    this.#unlist(node, variable)
    for (let cell = 0; cell < this.#arityOf(variable); cell++) this.#release(this.#cell(node, CHILDREN + cell))
    this.#setCell(node, NEXT, this.#free)
    this.#free = node
  }

  /** The one node of a variable over `#children`, or the child where all are equal; nobody refers to it yet where it is new. */
  #node(variable: number): number {
    const arity = this.#arityOf(variable)
    const first = at32(this.#children, 0)
    let equal = 1
    while (equal < arity && this.#children[equal] === first) equal += 1
    if (equal >= arity) return first
    const known = this.#find(variable, arity)
    if (known !== END) return known
    const node = this.#row()
    this.#setCell(node, REFERENCES, 0)
    this.#fill(node, variable, this.#children)
    return node
  }

  #row(): number {
    const free = this.#free
    if (free !== END) {
      this.#free = this.#cell(free, NEXT)
      return free
    }
    const node = TERMINALS + this.#used
    this.#used += 1
    if (this.#used * this.#stride > this.#rows.length) {
      const larger = new Int32Array(this.#rows.length * 2)
      larger.set(this.#rows)
      this.#rows = larger
    }
    return node
  }

  /** Gives a node its variable and children, and lists it. */
  #fill(node: number, variable: number, children: Int32Array): void {
    this.#setCell(node, VARIABLE, variable)
    for (let cell = 0; cell < this.#arityOf(variable); cell++) {
      const child = at32(children, cell)
      this.#setCell(node, CHILDREN + cell, child)
      this.#refer(child)
    }
    this.#list(node, variable)
  }

  // The nodes of each variable ------------------------------------------------------------------------------------------

  #bucketsOf(variable: number): Int32Array {
    return this.#buckets[variable] ?? bug("diagram/sifting: a variable that is not there")
  }

  #bucketOf(node: number, variable: number): number {
    let hash = 0
    for (let cell = 0; cell < this.#arityOf(variable); cell++) hash = mixed(hash, this.#cell(node, CHILDREN + cell))
    return (hash ^ (hash >>> 15)) & (this.#bucketsOf(variable).length - 1)
  }

  /** The node of a variable over `#children`. */
  #find(variable: number, arity: number): number {
    let hash = 0
    for (let cell = 0; cell < arity; cell++) hash = mixed(hash, at32(this.#children, cell))
    const buckets = this.#bucketsOf(variable)
    let node = at32(buckets, (hash ^ (hash >>> 15)) & (buckets.length - 1))
    while (node !== END) {
      let equal = 0
      while (equal < arity && this.#cell(node, CHILDREN + equal) === this.#children[equal]) equal += 1
      if (equal === arity) return node
      node = this.#cell(node, NEXT)
    }
    return END
  }

  #list(node: number, variable: number): void {
    const count = at(this.#counts, variable) + 1
    this.#counts[variable] = count
    this.#size += 1
    if (count > this.#bucketsOf(variable).length) this.#widen(variable)
    const buckets = this.#bucketsOf(variable)
    const bucket = this.#bucketOf(node, variable)
    this.#setCell(node, NEXT, at(buckets, bucket))
    buckets[bucket] = node
  }

  #unlist(node: number, variable: number): void {
    const buckets = this.#bucketsOf(variable)
    const bucket = this.#bucketOf(node, variable)
    const next = this.#cell(node, NEXT)
    if (buckets[bucket] === node) buckets[bucket] = next
    else {
      let before = at(buckets, bucket)
      while (this.#cell(before, NEXT) !== node) before = this.#cell(before, NEXT)
      this.#setCell(before, NEXT, next)
    }
    this.#counts[variable] = at(this.#counts, variable) - 1
    this.#size -= 1
  }

  #widen(variable: number): void {
    const nodes = this.#nodesOf(variable)
    const buckets = new Int32Array(this.#bucketsOf(variable).length * 4).fill(END)
    this.#buckets[variable] = buckets
    for (const node of nodes) {
      const bucket = this.#bucketOf(node, variable)
      this.#setCell(node, NEXT, at(buckets, bucket))
      buckets[bucket] = node
    }
  }

  #nodesOf(variable: number): readonly number[] {
    const nodes: number[] = []
    for (const first of this.#bucketsOf(variable)) {
      for (let node = first; node !== END; node = this.#cell(node, NEXT)) nodes.push(node)
    }
    return nodes
  }

  // Exchanges -----------------------------------------------------------------------------------------------------------

  /** Two variables, `upper` right above `lower`, change places. */
  #exchange(upper: number, lower: number): void {
    const nodes = this.#nodesOf(upper)
    const touched = nodes.filter((node) => this.#reads(node, upper, lower))
    this.#work += nodes.length + touched.length
    for (const node of touched) this.#unlist(node, upper)
    for (const node of touched) this.#turn(node, upper, lower)
  }

  /** Whether a node of `upper` has a child of `lower`. */
  #reads(node: number, upper: number, lower: number): boolean {
    for (let cell = 0; cell < this.#arityOf(upper); cell++) {
      if (this.#isOf(this.#cell(node, CHILDREN + cell), lower)) return true
    }
    return false
  }

  /** A node that reads `upper` and then `lower` reads `lower` first. It depends on both, so it stays a node, and no other is like it. */
  #turn(node: number, upper: number, lower: number): void {
    const above = this.#arityOf(upper)
    for (let cell = 0; cell < above; cell++) this.#before[cell] = this.#cell(node, CHILDREN + cell)
    for (let below = 0; below < this.#arityOf(lower); below++) {
      for (let cell = 0; cell < above; cell++) {
        const child = at32(this.#before, cell)
        this.#children[cell] = this.#isOf(child, lower) ? this.#cell(child, CHILDREN + below) : child
      }
      this.#after[below] = this.#node(upper)
    }
    this.#fill(node, lower, this.#after)
    for (let cell = 0; cell < above; cell++) this.#release(at32(this.#before, cell))
  }

  /** The block from `first` of so many facts, and the one of so many after it, change places. */
  #exchangeBlocks(first: number, length: number, lengthAfter: number): void {
    const block = this.#ranking.slice(first, first + length)
    const after = this.#ranking.slice(first + length, first + length + lengthAfter)
    const variables = (facts: Ranking): readonly number[] => facts.flatMap((fact) => this.#variablesOf.get(fact) ?? [])
    for (const lower of variables(after)) {
      for (const upper of variables(block).toReversed()) this.#exchange(upper, lower)
    }
    this.#ranking = [...this.#ranking.slice(0, first), ...after, ...block, ...this.#ranking.slice(first + length + lengthAfter)]
  }

  // Sifting -------------------------------------------------------------------------------------------------------------

  /** Moves each block, which together are all facts, to its best place; those with most nodes first. */
  sift(blocks: readonly Ranking[]): void {
    const nodesIn = (block: Ranking): number => block.reduce((sum, fact) => sum + (this.#variablesOf.get(fact) ?? []).reduce((own, variable) => own + at(this.#counts, variable), 0), 0)
    const weighty = blocks.map((block) => ({ block, nodes: nodesIn(block) })).sort((a, b) => b.nodes - a.nodes)
    for (const { block } of weighty) {
      if (this.#work < MOST_WORK) this.#settle(block, blocks)
    }
  }

  #settle(block: Ranking, blocks: readonly Ranking[]): void {
    const inSequence = blocks.toSorted((a, b) => this.#placeOf(a) - this.#placeOf(b))
    const lengths = inSequence.map(({ length }) => length)
    const start = inSequence.indexOf(block)
    const best = { size: this.#size, place: start }
    let place = start
    const move = (by: 1 | -1): void => {
      const left = by === 1 ? place : place - 1
      const first = lengths.slice(0, left).reduce((sum, length) => sum + length, 0)
      this.#exchangeBlocks(first, at(lengths, left), at(lengths, left + 1))
      ;[lengths[left], lengths[left + 1]] = [at(lengths, left + 1), at(lengths, left)]
      place += by
    }
    const explore = (by: 1 | -1): void => {
      while (place + by >= 0 && place + by < lengths.length && this.#size <= best.size * GROWTH && this.#work < MOST_WORK) {
        move(by)
        if (this.#size < best.size) Object.assign(best, { size: this.#size, place })
      }
    }
    const back = (to: number): void => { while (place !== to) move(place < to ? 1 : -1) }
    const nearer = start < lengths.length / 2 ? -1 : 1
    explore(nearer)
    back(start)
    explore(nearer === 1 ? -1 : 1)
    back(best.place)
  }

  #placeOf(block: Ranking): number {
    return Math.min(...block.map((fact) => this.#ranking.indexOf(fact)))
  }
}

/** `at`, for one kind of array alone, which is faster. */
function at32(numbers: Int32Array, index: number): number {
  return numbers[index] ?? 0
}

function mixed(hash: number, child: number): number {
  return Math.imul(hash ^ child, 0x9e3779b1) ^ (hash >>> 13)
}
