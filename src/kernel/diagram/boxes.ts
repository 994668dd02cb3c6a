/**
 * Boxes: a set of situations told in few words. A box says of some facts in which cells they are, and nothing of the others.
 *
 * A diagram's situations are cut up by the fact that tells them apart best, the largest part first, never path by path: where there
 * are more parts than `most`, they stay coarse, and their counts say of how many of their situations they are true. Boxes share no
 * situation that can occur.
 */
import { Counter, type Counts } from "./count.ts"
import { at, DESCEND, FALSE, TRUE, type Combine, type DiagramNode, type NodeStore } from "./nodes.ts"
import { sharesOf, type LevelShares } from "./shares.ts"

/** The terminal for situations that are not spoken of: they cannot occur. */
export const OUTSIDE = 0

export interface Literal {
  readonly level: number
  /** Some but not all, ascending. */
  readonly cells: readonly number[]
}

export interface Box {
  /** By level, ascending; none in the box of everything. */
  readonly literals: readonly Literal[]
  /** By terminal, its situations; of `OUTSIDE` nothing is said. */
  readonly counts: Counts
}

export interface BoxOptions {
  /** Levels that a box may speak of. */
  readonly mayName: (level: number) => boolean
  /** Which fact a level belongs to. */
  readonly factOf: (level: number) => number
  /** Facts of a box at most. */
  readonly mostFacts: number
  /** Terminals that are looked for. */
  readonly isWanted: (terminal: number) => boolean
  /** `whole`: boxes in which everything is of one wanted terminal; the rest is left out. `any`: boxes with something wanted in them. */
  readonly keep: "whole" | "any"
  /** Parts at most. */
  readonly most: number
}

interface Part extends Box {
  readonly node: DiagramNode
  /** Of all situations, the share that the literals leave, as a fraction. */
  readonly share: readonly [bigint, bigint]
}

/** The boxes of `root`, those with the most wanted situations first. */
export function boxesOf(store: NodeStore, root: DiagramNode, options: BoxOptions): readonly Box[] {
  return new Cutter(store, root, options).boxes()
}

class Cutter {
  readonly #store: NodeStore
  readonly #root: DiagramNode
  readonly #options: BoxOptions
  readonly #counter: Counter

  constructor(store: NodeStore, root: DiagramNode, options: BoxOptions) {
    this.#store = store
    this.#root = root
    this.#options = options
    this.#counter = new Counter(store)
  }

  boxes(): readonly Box[] {
    const done: Part[] = []
    let open = [this.#part([], this.#root, [1n, 1n])]
    while (open.length > 0 && open.length + done.length < this.#options.most) {
      const next = open.reduce((most, part) => (this.#wanted(part) > this.#wanted(most) ? part : most))
      open = open.filter((part) => part !== next)
      const cut = this.#isWhole(next) ? null : this.#cut(next)
      if (cut === null) done.push(next)
      else open.push(...cut.filter((part) => this.#wanted(part) > 0n))
    }
    const kept = [...done, ...open].filter((part) => this.#wanted(part) > 0n && (this.#options.keep === "any" || this.#isWhole(part)))
    return this.#united(kept.map((part) => this.#inFewestWords(part))).toSorted((a, b) => compare(this.#wanted(b), this.#wanted(a)))
  }

  #part(literals: readonly Literal[], node: DiagramNode, share: Part["share"]): Part {
    const counts = [...this.#counter.counts(node)].filter(([terminal]) => terminal !== OUTSIDE).map(([terminal, count]) => [terminal, (count * share[0]) / share[1]] as const)
    return { literals, node, share, counts: new Map(counts) }
  }

  #wanted({ counts }: Box): bigint {
    let sum = 0n
    for (const [terminal, count] of counts) if (this.#options.isWanted(terminal)) sum += count
    return sum
  }

  #isWhole({ counts }: Box): boolean {
    return counts.size === 1
  }

  /** The part, cut by one more level; `null` where no level that may be named tells anything apart. */
  #cut(part: Part): readonly Part[] | null {
    const { mayName, factOf, mostFacts } = this.#options
    const named = new Set(part.literals.map(({ level }) => factOf(level)))
    const shares = sharesOf(this.#store, part.node)
    const levels = shares.levels.filter(({ level }) => mayName(level) && (named.size < mostFacts || named.has(factOf(level))))
    const scores = levels.map((level) => this.#score(level, shares.terminals))
    const best = levels[scores.indexOf(Math.max(...scores))]
    return best === undefined ? null : this.#alongLevel(part, best.level)
  }

  /** How much a cut tells apart: wanted situations in cells with nothing else in them, and how much purer the cells are than the whole. */
  #score({ cells }: LevelShares, terminals: readonly number[]): number {
    const masses = cells.map((cell) => terminals.map((terminal, index) => (terminal === OUTSIDE ? 0 : at(cell, index))))
    const together = terminals.map((_, index) => masses.reduce((sum, mass) => sum + at(mass, index), 0))
    const nothing = 1e-12 * sumOf(together)
    const alone = masses.map((mass) => mass.filter((share) => share > nothing).length === 1 && terminals.every((terminal, index) => at(mass, index) <= nothing || this.#options.isWanted(terminal)) ? sumOf(mass) : 0)
    return sumOf(alone) + mixtureOf(together) - sumOf(masses.map(mixtureOf))
  }

  /** One part for each class of cells that leave the same, or leave nothing but one terminal. */
  #alongLevel(part: Part, level: number): readonly Part[] {
    const arity = at(this.#store.arities, level)
    const classes = new Map<string, { readonly node: DiagramNode; readonly cells: number[] }>()
    for (let cell = 0; cell < arity; cell++) {
      const node = this.#store.restrict(part.node, level, cell)
      const spoken = [...this.#counter.counts(node).keys()].filter((terminal) => terminal !== OUTSIDE)
      const key = spoken.length === 1 ? `only ${String(spoken[0])}` : `like ${String(node)}`
      const alike = classes.get(key)
      if (alike === undefined) classes.set(key, { node, cells: [cell] })
      else alike.cells.push(cell)
    }
    return [...classes.values()].map(({ cells }) => {
      const nodes = cells.map((cell) => this.#store.restrict(part.node, level, cell))
      const parts = nodes.map((node) => this.#part([], node, [part.share[0], part.share[1] * BigInt(arity)]))
      const counts = new Map<number, bigint>()
      for (const one of parts) for (const [terminal, count] of one.counts) counts.set(terminal, (counts.get(terminal) ?? 0n) + count)
      const literals = [...part.literals, { level, cells }].sort((a, b) => a.level - b.level)
      return { literals, node: nodes[0] ?? FALSE, share: [part.share[0] * BigInt(cells.length), part.share[1] * BigInt(arity)] as const, counts }
    })
  }

  /** Without the literals that leave out nothing that can occur. */
  #inFewestWords(box: Box): Box {
    return box.literals.reduce((current, literal) => {
      const literals = current.literals.filter((one) => one !== literal)
      return sameCounts(this.#countsIn(literals), current.counts) ? { ...current, literals } : current
    }, box)
  }

  /** Boxes that differ on one level alone, made one. */
  #united(boxes: readonly Box[]): readonly Box[] {
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const union = this.#union(box, other)
        if (union !== null) return this.#united([...boxes.filter((one) => one !== box && one !== other), union])
      }
    }
    return boxes
  }

  #union(box: Box, other: Box): Box | null {
    if (!this.#isWhole(box) || !this.#isWhole(other) || [...box.counts.keys()].join() !== [...other.counts.keys()].join()) return null
    if (box.literals.map(({ level }) => level).join() !== other.literals.map(({ level }) => level).join()) return null
    const differing = box.literals.filter((literal, index) => literal.cells.join() !== other.literals[index]?.cells.join())
    const [literal, more] = differing
    if (literal === undefined || more !== undefined) return null
    const added = other.literals.find(({ level }) => level === literal.level)?.cells ?? []
    const cells = [...new Set([...literal.cells, ...added])].sort((a, b) => a - b)
    const literals = box.literals.flatMap((one) => (one !== literal ? [one] : cells.length === at(this.#store.arities, literal.level) ? [] : [{ level: literal.level, cells }]))
    return { literals, counts: this.#countsIn(literals) }
  }

  #countsIn(literals: readonly Literal[]): Counts {
    const inside = this.#store.apply(boxDiagram(this.#store, literals), this.#root, WITHIN)
    return new Map([...this.#counter.counts(inside)].filter(([terminal]) => terminal !== OUTSIDE))
  }
}

/** One function, so that the store remembers what came of it. */
const WITHIN: Combine = (box, root) => (box === FALSE || root === OUTSIDE ? OUTSIDE : box === TRUE ? root : DESCEND)

/** True in the box. */
export function boxDiagram(store: NodeStore, literals: readonly Literal[]): DiagramNode {
  return literals.reduce((all, { level, cells }) => store.and(all, store.literal(level, (cell) => cells.includes(cell))), TRUE)
}

/** Gini's impurity times the mass: 0 where all is of one kind. */
function mixtureOf(mass: readonly number[]): number {
  const whole = sumOf(mass)
  return whole <= 0 ? 0 : whole - sumOf(mass.map((share) => share * share)) / whole
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sameCounts(a: Counts, b: Counts): boolean {
  return a.size === b.size && [...a].every(([terminal, count]) => b.get(terminal) === count)
}
