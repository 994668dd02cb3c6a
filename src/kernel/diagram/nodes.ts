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

/** A store's array stays shorter than this, so that two nodes make one key that a number holds exactly. */
const MOST_PLACES = 2 ** 26

/** No diagram grows past this many nodes unless its owner says otherwise. */
export const NODE_LIMIT = 2_000_000

/** Thrown when a store would pass its limit; caught where diagrams are built. */
export class TooManyNodes extends Error {
  override readonly name = "TooManyNodes"
}

/** Combines two nodes, or says `DESCEND` where only their children can tell. */
export type Combine = (left: DiagramNode, right: DiagramNode) => DiagramNode
export const DESCEND = -1

export class NodeStore {
  /** Cells of each level's variable, each 1 or more. */
  readonly arities: readonly number[]
  readonly #limit: number
  #data: Int32Array = new Int32Array(4096)
  #end = TERMINALS
  #count = 0
  #table: Int32Array = new Int32Array(1024)

  constructor(arities: readonly number[], limit: number = NODE_LIMIT) {
    this.arities = arities
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
    return node < TERMINALS ? Number.MAX_SAFE_INTEGER : at(this.#data, node)
  }

  /** The child of `node` for `cell` of the variable at `level`; the node itself where it does not depend on it. */
  child(node: DiagramNode, level: number, cell: number): DiagramNode {
    return node >= TERMINALS && at(this.#data, node) === level ? at(this.#data, node + 1 + cell) : node
  }

  /** The one node with this level and these children, or the child where all are equal. */
  make(level: number, children: readonly DiagramNode[]): DiagramNode {
    const first = children[0]
    if (first === undefined || children.every((child) => child === first)) return first ?? FALSE
    let slot = this.#slot(level, children)
    const found = at(this.#table, slot)
    if (found !== 0) return found
    if (this.#count >= this.#limit || this.#end + children.length >= MOST_PLACES) throw new TooManyNodes(`no more than ${String(this.#count)} diagram nodes`)
    const node = this.#append(level, children)
    if (this.#count * 2 > this.#table.length) {
      this.#grow()
      slot = this.#slot(level, children)
    }
    this.#table[slot] = node
    return node
  }

  #append(level: number, children: readonly DiagramNode[]): DiagramNode {
    const node = this.#end
    this.#end += 1 + children.length
    if (this.#end > this.#data.length) {
      const larger = new Int32Array(Math.max(this.#data.length * 2, this.#end))
      larger.set(this.#data)
      this.#data = larger
    }
    this.#data[node] = level
    children.forEach((child, cell) => { this.#data[node + 1 + cell] = child })
    this.#count += 1
    return node
  }

  /** Where a node stands in the table, or where it would. */
  #slot(level: number, children: readonly DiagramNode[]): number {
    const mask = this.#table.length - 1
    let hash = Math.imul(level + 1, 0x9e3779b1)
    for (const child of children) hash = Math.imul(hash ^ child, 0x85ebca6b) ^ (hash >>> 13)
    let slot = (hash ^ (hash >>> 16)) & mask
    for (;;) {
      const node = at(this.#table, slot)
      if (node === 0 || this.#is(node, level, children)) return slot
      slot = (slot + 1) & mask
    }
  }

  #is(node: DiagramNode, level: number, children: readonly DiagramNode[]): boolean {
    if (at(this.#data, node) !== level) return false
    for (let cell = 0; cell < children.length; cell++) {
      if (at(this.#data, node + 1 + cell) !== children[cell]) return false
    }
    return true
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Int32Array(old.length * 2)
    for (const node of old) {
      if (node === 0) continue
      const level = at(this.#data, node)
      const children = Array.from(this.#data.subarray(node + 1, node + 1 + at(this.arities, level)))
      this.#table[this.#slot(level, children)] = node
    }
  }

  /** True where the variable at `level` is in one of `cells`. */
  literal(level: number, cells: (cell: number) => boolean): DiagramNode {
    return this.make(level, Array.from({ length: at(this.arities, level) }, (_, cell) => (cells(cell) ? TRUE : FALSE)))
  }

  /** The diagram that combines two others at every situation. */
  apply(left: DiagramNode, right: DiagramNode, combine: Combine): DiagramNode {
    const memo = new Map<number, DiagramNode>()
    const walk = (l: DiagramNode, r: DiagramNode): DiagramNode => {
      const now = combine(l, r)
      if (now !== DESCEND) return now
      const key = l * MOST_PLACES + r
      const known = memo.get(key)
      if (known !== undefined) return known
      const level = Math.min(this.level(l), this.level(r))
      const children: DiagramNode[] = []
      for (let cell = 0; cell < at(this.arities, level); cell++) children.push(walk(this.child(l, level, cell), this.child(r, level, cell)))
      const node = this.make(level, children)
      memo.set(key, node)
      return node
    }
    return walk(left, right)
  }

  and(left: DiagramNode, right: DiagramNode): DiagramNode {
    return this.apply(left, right, AND)
  }

  or(left: DiagramNode, right: DiagramNode): DiagramNode {
    return this.apply(left, right, OR)
  }

  not(node: DiagramNode): DiagramNode {
    return this.map(node, (terminal) => (terminal === TRUE ? FALSE : TRUE))
  }

  /** `value` where `test` is true, `otherwise` elsewhere. */
  choose(test: DiagramNode, value: DiagramNode, otherwise: DiagramNode): DiagramNode {
    if (value < TERMINALS) return this.apply(test, otherwise, (t, o) => (t === TRUE ? value : t === FALSE ? o : DESCEND))
    const inside = this.apply(test, value, (t, v) => (t === FALSE ? UNSET : t === TRUE ? v : DESCEND))
    return this.apply(inside, otherwise, (i, o) => (i === UNSET ? o : i < TERMINALS ? i : DESCEND))
  }

  /** The diagram with every terminal replaced. */
  map(node: DiagramNode, replace: (terminal: DiagramNode) => DiagramNode): DiagramNode {
    const memo = new Map<DiagramNode, DiagramNode>()
    const walk = (n: DiagramNode): DiagramNode => {
      if (n < TERMINALS) return replace(n)
      const known = memo.get(n)
      if (known !== undefined) return known
      const level = this.level(n)
      const made = this.make(level, Array.from({ length: at(this.arities, level) }, (_, cell) => walk(this.child(n, level, cell))))
      memo.set(n, made)
      return made
    }
    return walk(node)
  }

  /** The diagram with the variable at `level` taken out: `fold` makes one node of its children. */
  remove(node: DiagramNode, level: number, fold: (children: readonly DiagramNode[]) => DiagramNode): DiagramNode {
    const memo = new Map<DiagramNode, DiagramNode>()
    const walk = (n: DiagramNode): DiagramNode => {
      const own = this.level(n)
      if (own > level) return n
      const known = memo.get(n)
      if (known !== undefined) return known
      const children = Array.from({ length: at(this.arities, own) }, (_, cell) => this.child(n, own, cell))
      const made = own === level ? fold(children) : this.make(own, children.map(walk))
      memo.set(n, made)
      return made
    }
    return walk(node)
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
      for (let cell = 0; cell < at(this.arities, level); cell++) walk(this.child(n, level, cell))
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
      const made = this.make(level, Array.from({ length: at(this.arities, level) }, (_, cell) => walk(at(data, n + 1 + cell))))
      memo.set(n, made)
      return made
    }
    return walk(root)
  }
}

/** A terminal that stands for "not decided here" while `choose` works; no diagram keeps it. */
const UNSET = TERMINALS - 1

const AND: Combine = (l, r) => (l === FALSE || r === FALSE ? FALSE : l === TRUE || l === r ? r : r === TRUE ? l : DESCEND)
const OR: Combine = (l, r) => (l === TRUE || r === TRUE ? TRUE : l === FALSE || l === r ? r : r === FALSE ? l : DESCEND)

/** An element that is known to be there; 0 stands in for the `undefined` that cannot happen. */
export function at(list: ArrayLike<number>, index: number): number {
  return list[index] ?? 0
}
