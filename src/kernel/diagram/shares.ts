/**
 * Shares: how the terminals of a diagram fall on the cells of its variables, all at once, in floating point. They choose where to look;
 * what is said is counted exactly (count.ts).
 */
import { at, TERMINALS, type DiagramNode, type NodeStore } from "./nodes.ts"

/** For a level on which a diagram depends: for each cell, and in it for each terminal in `terminals`, the share of all situations. */
export interface LevelShares {
  readonly level: number
  readonly cells: readonly Float64Array[]
}

export interface Shares {
  /** Terminals that the diagram reaches, ascending. */
  readonly terminals: readonly number[]
  readonly levels: readonly LevelShares[]
}

/** One pass down and one up: nodes × cells × terminals. */
export function sharesOf(store: NodeStore, root: DiagramNode): Shares {
  const nodes = nodesBelow(store, root)
  const place = new Map(nodes.map((node, index) => [node, index]))
  const terminals = [...new Set(nodes.flatMap((node) => childrenOf(store, node).filter((child) => child < TERMINALS)))].sort((a, b) => a - b)
  const width = terminals.length
  const below = new Float64Array(nodes.length * width)
  /** The share of each terminal below a node, or at it. */
  const add = (into: Float64Array, offset: number, child: DiagramNode, weight: number): void => {
    if (child < TERMINALS) {
      const own = offset + terminals.indexOf(child)
      into[own] = at(into, own) + weight
      return
    }
    const from = (place.get(child) ?? 0) * width
    for (let terminal = 0; terminal < width; terminal++) into[offset + terminal] = at(into, offset + terminal) + weight * at(below, from + terminal)
  }
  nodes.toReversed().forEach((node, index) => {
    const children = childrenOf(store, node)
    for (const child of children) add(below, (nodes.length - 1 - index) * width, child, 1 / children.length)
  })
  const above = new Float64Array(nodes.length)
  above[0] = 1
  const byLevel = new Map<number, Float64Array[]>()
  nodes.forEach((node, index) => {
    const level = store.level(node)
    const children = childrenOf(store, node)
    const cells = byLevel.get(level) ?? children.map(() => new Float64Array(width))
    byLevel.set(level, cells)
    children.forEach((child, cell) => {
      const weight = at(above, index) / children.length
      const childPlace = place.get(child)
      if (childPlace !== undefined) above[childPlace] = at(above, childPlace) + weight
      const own = cells[cell]
      if (own !== undefined) add(own, 0, child, weight)
    })
  })
  const whole = below.subarray(0, width)
  return { terminals, levels: [...byLevel].sort(([a], [b]) => a - b).map(([level, cells]) => ({ level, cells: cells.map((own) => withLeaps(own, cells, whole)) })) }
}

/** What passes a level without looking at it falls on its cells alike. */
function withLeaps(own: Float64Array, cells: readonly Float64Array[], whole: Float64Array): Float64Array {
  return own.map((share, terminal) => share + Math.max(0, at(whole, terminal) - cells.reduce((sum, cell) => sum + at(cell, terminal), 0)) / cells.length)
}

/** Every node of a diagram, parents first; none for a terminal. */
export function nodesBelow(store: NodeStore, root: DiagramNode): readonly DiagramNode[] {
  const seen = new Set<DiagramNode>()
  const walk = (node: DiagramNode): void => {
    if (node < TERMINALS || seen.has(node)) return
    seen.add(node)
    childrenOf(store, node).forEach(walk)
  }
  walk(root)
  return [...seen].sort((a, b) => store.level(a) - store.level(b))
}

function childrenOf(store: NodeStore, node: DiagramNode): readonly DiagramNode[] {
  const level = store.level(node)
  return Array.from({ length: at(store.arities, level) }, (_, cell) => store.child(node, level, cell))
}
