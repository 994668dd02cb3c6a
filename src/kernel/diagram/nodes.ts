/**
 * Diagram nodes: reduced ordered multi-valued decision diagrams, hash-consed in one flat array.
 *
 * A diagram node is a number. Below `TERMINALS` it is a terminal, and its value is itself; from there on it is an offset into `data`,
 * where a level stands, followed by one child for each cell of that level's variable:
 *
 *     data[n] = level,  data[n + 1 + cell] = child
 *
 * Two nodes with the same level and children are one, and no node has equal children; so equal functions are equal
 * numbers. Levels grow from the root down. Terminals 0 and 1 are false and true, 0 to 6 are outcomes, 0 to 127 sets of
 * outcomes as bits; the diagram's use says which.
 *
 * Source: Bryant 1986 (reduced, ordered, apply); Kam et al. 1998 (multi-valued).
 */

export type DiagramNode = number

/** Node numbers below this are terminals. */
export const TERMINALS = 256
export const FALSE: DiagramNode = 0
export const TRUE: DiagramNode = 1

/** A store's array stays shorter than this: four hundred megabytes. */
const MOST_PLACES = 100_000_000

/** No diagram grows past this many nodes unless its owner says otherwise. */
export const NODE_LIMIT = 2_000_000

/** Thrown when a store would pass its limit; caught where diagrams are built. */
export class TooManyNodes extends Error {
  override readonly name = "TooManyNodes"
}

/** What the work gives; `null` where it passes the limit of its store. */
export function withinLimit<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof TooManyNodes) return null
    throw error
  }
}

/** Combines two nodes, or says `DESCEND` where only their children can tell. A function of the two alone: what it said is remembered. */
export type Combine = (left: DiagramNode, right: DiagramNode) => DiagramNode
export const DESCEND = -1

/** The level of terminals: below all levels. */
const BELOW_ALL = 2 ** 30

/** What was worked out before is kept in so many slots at most, each of four numbers; a newer result takes an older one's place. */
const MOST_REMEMBERED = 2 ** 20
const SLOT = 4
/** Stands in a slot for the second node where an operation has one alone. */
const NONE = -1

export class NodeStore {
  /** Cells of each level's variable, each 1 or more. */
  readonly arities: readonly number[]
  readonly #arity: Int32Array
  readonly #limit: number
  #data: Int32Array = new Int32Array(4096)
  #end = TERMINALS
  #count = 0
  #table: Int32Array = new Int32Array(1024)
  /** Slots of an operation, two nodes and what it made of them. */
  #remembered: Int32Array = new Int32Array(1024 * SLOT)
  #operations = 0
  readonly #numbers = new WeakMap<object, number>()
  /** Children of nodes that are being made. */
  #stack: Int32Array = new Int32Array(1024)
  #top = 0

  constructor(arities: readonly number[], limit: number = NODE_LIMIT) {
    this.arities = arities
    this.#arity = Int32Array.from(arities)
    this.#limit = limit
  }

  /** Nodes made so far, garbage included. */
  get count(): number {
    return this.#count
  }

  /** The array itself: valid until the next `make`. */
  get data(): Int32Array {
    return this.#data
  }

  /** A node's level; terminals are below all levels. */
  level(node: DiagramNode): number {
    return node < TERMINALS ? BELOW_ALL : this.#at(node)
  }

  /** The child of `node` for `cell` of the variable at `level`; the node itself where it does not depend on it. */
  child(node: DiagramNode, level: number, cell: number): DiagramNode {
    return node >= TERMINALS && this.#at(node) === level ? this.#at(node + 1 + cell) : node
  }

  #at(place: number): number {
    return this.#data[place] ?? 0
  }

  #arityOf(level: number): number {
    return this.#arity[level] ?? 0
  }

  /** The one node with this level and these children, or the child where all are equal. */
  make(level: number, children: readonly DiagramNode[]): DiagramNode {
    const base = this.#top
    for (const child of children) this.#push(child)
    return this.#pop(level, base)
  }

  #push(child: DiagramNode): void {
    if (this.#top === this.#stack.length) this.#stack = longer(this.#stack)
    this.#stack[this.#top] = child
    this.#top += 1
  }

  /** Makes one node of the children that were pushed since the stack stood at `base`. */
  #pop(level: number, base: number): DiagramNode {
    const length = this.#top - base
    this.#top = base
    const first = this.#stack[base] ?? FALSE
    let equal = 1
    while (equal < length && this.#stack[base + equal] === first) equal += 1
    if (equal >= length) return first
    let slot = this.#slot(level, this.#stack, base, length)
    const found = this.#table[slot] ?? 0
    if (found !== 0) return found
    if (this.#count >= this.#limit || this.#end + length >= MOST_PLACES) {
      this.#top = 0
      throw new TooManyNodes(`no more than ${String(this.#count)} diagram nodes`)
    }
    const node = this.#append(level, base, length)
    if (this.#count * 2 > this.#table.length) {
      this.#grow()
      slot = this.#slot(level, this.#stack, base, length)
    }
    this.#table[slot] = node
    return node
  }

  #append(level: number, base: number, length: number): DiagramNode {
    const node = this.#end
    this.#end += 1 + length
    while (this.#end > this.#data.length) this.#data = longer(this.#data)
    this.#data[node] = level
    for (let cell = 0; cell < length; cell++) this.#data[node + 1 + cell] = this.#stack[base + cell] ?? 0
    this.#count += 1
    return node
  }

  /** Where a node stands in the table, or where it would: its children stand in `from` at `base`. */
  #slot(level: number, from: Int32Array, base: number, length: number): number {
    const mask = this.#table.length - 1
    let hash = Math.imul(level + 1, 0x9e3779b1)
    for (let cell = 0; cell < length; cell++) hash = Math.imul(hash ^ (from[base + cell] ?? 0), 0x85ebca6b) ^ (hash >>> 13)
    let slot = (hash ^ (hash >>> 16)) & mask
    for (;;) {
      const node = this.#table[slot] ?? 0
      if (node === 0 || this.#is(node, level, from, base, length)) return slot
      slot = (slot + 1) & mask
    }
  }

  #is(node: DiagramNode, level: number, from: Int32Array, base: number, length: number): boolean {
    if (this.#at(node) !== level) return false
    for (let cell = 0; cell < length; cell++) {
      if (this.#at(node + 1 + cell) !== from[base + cell]) return false
    }
    return true
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Int32Array(old.length * 2)
    for (const node of old) {
      if (node === 0) continue
      const level = this.#at(node)
      this.#table[this.#slot(level, this.#data, node + 1, this.#arityOf(level))] = node
    }
    if (this.#remembered.length < MOST_REMEMBERED * SLOT) this.#remembered = new Int32Array(this.#remembered.length * 2)
  }

  /** A number for an operation that is the same function whenever it is given. */
  #numberOf(operation: object): number {
    const known = this.#numbers.get(operation)
    if (known !== undefined) return known
    const number = this.#nextOperation()
    this.#numbers.set(operation, number)
    return number
  }

  #nextOperation(): number {
    this.#operations += 1
    return this.#operations
  }

  #slotFor(operation: number, left: DiagramNode, right: DiagramNode): number {
    const mixed = Math.imul(Math.imul(left, 0x9e3779b1) ^ right, 0x85ebca6b) ^ Math.imul(operation, 0xc2b2ae35)
    return ((mixed ^ (mixed >>> 15)) & (this.#remembered.length / SLOT - 1)) * SLOT
  }

  /** What an operation made of two nodes, or `DESCEND` where that is not known any more. */
  #recall(operation: number, left: DiagramNode, right: DiagramNode): DiagramNode {
    const slot = this.#slotFor(operation, left, right)
    const from = this.#remembered
    return from[slot] === operation && from[slot + 1] === left && from[slot + 2] === right ? (from[slot + 3] ?? DESCEND) : DESCEND
  }

  #remember(operation: number, left: DiagramNode, right: DiagramNode, made: DiagramNode): DiagramNode {
    const slot = this.#slotFor(operation, left, right)
    this.#remembered[slot] = operation
    this.#remembered[slot + 1] = left
    this.#remembered[slot + 2] = right
    this.#remembered[slot + 3] = made
    return made
  }

  /** True where the variable at `level` is in one of `cells`. */
  literal(level: number, cells: (cell: number) => boolean): DiagramNode {
    const base = this.#top
    for (let cell = 0; cell < this.#arityOf(level); cell++) this.#push(cells(cell) ? TRUE : FALSE)
    return this.#pop(level, base)
  }

  /** The diagram that combines two others at every situation. */
  apply(left: DiagramNode, right: DiagramNode, combine: Combine): DiagramNode {
    return this.#combined(left, right, combine, this.#numberOf(combine))
  }

  #combined(left: DiagramNode, right: DiagramNode, combine: Combine, operation: number): DiagramNode {
    const now = combine(left, right)
    if (now !== DESCEND) return now
    const known = this.#recall(operation, left, right)
    if (known !== DESCEND) return known
    const level = Math.min(this.level(left), this.level(right))
    const base = this.#top
    const arity = this.#arityOf(level)
    for (let cell = 0; cell < arity; cell++) this.#push(this.#combined(this.child(left, level, cell), this.child(right, level, cell), combine, operation))
    return this.#remember(operation, left, right, this.#pop(level, base))
  }

  and(left: DiagramNode, right: DiagramNode): DiagramNode {
    return this.apply(left, right, AND)
  }

  or(left: DiagramNode, right: DiagramNode): DiagramNode {
    return this.apply(left, right, OR)
  }

  /** Whether two diagrams of truths are true together anywhere: `and` without its nodes. */
  meet(left: DiagramNode, right: DiagramNode): boolean {
    if (left === FALSE || right === FALSE) return false
    if (left === TRUE || right === TRUE || left === right) return true // reduced: every node but FALSE leads to TRUE
    const operation = this.#numberOf(AND_SOMEWHERE)
    const known = this.#recall(operation, left, right)
    if (known !== DESCEND) return known === TRUE
    const level = Math.min(this.level(left), this.level(right))
    let met = false
    for (let cell = 0; cell < this.#arityOf(level) && !met; cell++) met = this.meet(this.child(left, level, cell), this.child(right, level, cell))
    this.#remember(operation, left, right, met ? TRUE : FALSE)
    return met
  }

  not(node: DiagramNode): DiagramNode {
    return this.map(node, NOT)
  }

  /** `value` where `test` is true, `otherwise` elsewhere. */
  choose(test: DiagramNode, value: DiagramNode, otherwise: DiagramNode): DiagramNode {
    if (value < TERMINALS) return this.apply(test, otherwise, (t, o) => (t === TRUE ? value : t === FALSE ? o : DESCEND))
    return this.apply(this.apply(test, value, INSIDE), otherwise, OUTSIDE)
  }

  /** The diagram with every terminal replaced. */
  map(node: DiagramNode, replace: (terminal: DiagramNode) => DiagramNode): DiagramNode {
    return this.#mapped(node, replace, this.#numberOf(replace))
  }

  #mapped(node: DiagramNode, replace: (terminal: DiagramNode) => DiagramNode, operation: number): DiagramNode {
    if (node < TERMINALS) return replace(node)
    const known = this.#recall(operation, node, NONE)
    if (known !== DESCEND) return known
    const level = this.#at(node)
    const base = this.#top
    const arity = this.#arityOf(level)
    for (let cell = 0; cell < arity; cell++) this.#push(this.#mapped(this.#at(node + 1 + cell), replace, operation))
    return this.#remember(operation, node, NONE, this.#pop(level, base))
  }

  /** The diagram with the variable at `level` taken out: `fold` makes one node of its children. */
  remove(node: DiagramNode, level: number, fold: (children: readonly DiagramNode[]) => DiagramNode): DiagramNode {
    return this.#removed(node, level, fold, this.#nextOperation())
  }

  #removed(node: DiagramNode, level: number, fold: (children: readonly DiagramNode[]) => DiagramNode, operation: number): DiagramNode {
    const own = this.level(node)
    if (own > level) return node
    const known = this.#recall(operation, node, NONE)
    if (known !== DESCEND) return known
    const arity = this.#arityOf(own)
    if (own === level) return this.#remember(operation, node, NONE, fold(Array.from(this.#data.subarray(node + 1, node + 1 + arity))))
    const base = this.#top
    for (let cell = 0; cell < arity; cell++) this.#push(this.#removed(this.#at(node + 1 + cell), level, fold, operation))
    return this.#remember(operation, node, NONE, this.#pop(own, base))
  }

  /** The diagram where the variable at `level` is in `cell`. */
  restrict(node: DiagramNode, level: number, cell: number): DiagramNode {
    return this.remove(node, level, (children) => children[cell] ?? FALSE)
  }

  /** The levels on which a diagram depends. */
  support(node: DiagramNode): ReadonlySet<number> {
    const levels = new Set<number>()
    const seen = new Set<DiagramNode>()
    const walk = (n: DiagramNode): void => {
      if (n < TERMINALS || seen.has(n)) return
      seen.add(n)
      const level = this.level(n)
      levels.add(level)
      for (let cell = 0; cell < this.#arityOf(level); cell++) walk(this.child(n, level, cell))
    }
    walk(node)
    return levels
  }

  /** Brings a diagram over from an array in the same form and over the same levels. */
  load(data: Int32Array, root: DiagramNode): DiagramNode {
    const memo = new Map<DiagramNode, DiagramNode>()
    const walk = (n: DiagramNode): DiagramNode => {
      if (n < TERMINALS) return n
      const known = memo.get(n)
      if (known !== undefined) return known
      const level = at(data, n)
      const base = this.#top
      for (let cell = 0; cell < this.#arityOf(level); cell++) this.#push(walk(at(data, n + 1 + cell)))
      const made = this.#pop(level, base)
      memo.set(n, made)
      return made
    }
    return walk(root)
  }
}

/** The same numbers, and room for as many again. */
function longer(numbers: Int32Array): Int32Array {
  const larger = new Int32Array(numbers.length * 2)
  larger.set(numbers)
  return larger
}

/** A terminal that stands for "not decided here" while `choose` works; no diagram keeps it. */
const UNSET = TERMINALS - 1

const INSIDE: Combine = (test, value) => (test === FALSE ? UNSET : test === TRUE ? value : DESCEND)
const OUTSIDE: Combine = (inside, otherwise) => (inside === UNSET ? otherwise : inside < TERMINALS ? inside : DESCEND)
/** Stands for `meet` among the operations. */
const AND_SOMEWHERE = {}
const NOT = (terminal: DiagramNode): DiagramNode => (terminal === TRUE ? FALSE : TRUE)
const AND: Combine = (l, r) => (l === FALSE || r === FALSE ? FALSE : l === TRUE || l === r ? r : r === TRUE ? l : DESCEND)
const OR: Combine = (l, r) => (l === TRUE || r === TRUE ? TRUE : l === FALSE || l === r ? r : r === FALSE ? l : DESCEND)

/** An element that is known to be there; 0 stands in for the `undefined` that cannot happen. */
export function at(list: ArrayLike<number>, index: number): number {
  return list[index] ?? 0
}
