/**
 * Replay: past decisions decided again, many at once, on typed columns.
 *
 * A decision is a row, with a cell in a column for each variable. What `knowledgeOf` gives is stored as it is, and what is not known
 * wraps round to the column's two largest numbers:
 *
 *     cells 2, FREE (-1), PRESENT (-2)   in a Uint8Array   2, 255, 254
 *
 * A walk that meets only what is known decides a row, whatever else of it is unknown. Where it meets something unknown, the row is
 * decided over all admissible completions, exactly, apart from the fast loop. Nothing is allocated for a row in either.
 */
import { bug } from "../text/bug.ts"
import { decidingRules, reachable } from "./decide.ts"
import type { Forest, WholeForest } from "./forest.ts"
import { FREE, PRESENT, type Knowledge } from "./knowledge.ts"
import { at, FALSE, TERMINALS, TRUE, type DiagramNode } from "./nodes.ts"
import { bitsOf, DECIDES, terminalOf } from "./outcome.ts"
import { OUTCOMES, type Outcome } from "./types.ts"

/** What a row comes to: an outcome by its terminal, or that the facts cannot occur together, or that more than one outcome is left. */
export const VERDICTS = [...OUTCOMES, "impossible", "open"] as const
export type Verdict = Outcome | "impossible" | "open"

const IMPOSSIBLE = 7
const OPEN = 8
const INDEX = new Map<string, number>(VERDICTS.map((verdict, index) => [verdict, index]))

/** A verdict's number, 0 to 8; `undefined` for any other text. */
export function verdictIndex(text: string): number | undefined {
  return INDEX.get(text)
}

export function verdictAt(index: number): Verdict {
  return VERDICTS[index] ?? bug("diagram/replay: no verdict has this number")
}

/** All columns of one forest are of one kind: bytes, unless a variable has more than 254 cells. */
export type Column = Uint8Array | Uint16Array

/** Columns in which nothing is known, one for each variable of the forest. */
export function emptyColumns({ variables }: Forest, rows: number): readonly Column[] {
  const Kind = variables.every(({ arity }) => arity < 0xff) ? Uint8Array : Uint16Array
  return variables.map(() => new Kind(rows).fill(-1))
}

/** Decides rows under one forest. It keeps working space of its own, so one at a time may use it. */
export class Redecider {
  readonly #forest: Forest
  readonly #deciders: readonly { readonly root: DiagramNode; readonly bits: number }[]
  readonly #seen = new Seen()
  #columns: readonly Column[] = []
  #row = 0
  /** Outcomes met, and those that make further looking needless, as bits. */
  #found = 0
  #wanted = 0
  /** Cells from here on are not known; the first of them is `PRESENT`. */
  #present = 0

  constructor(forest: Forest) {
    this.#forest = forest
    // A withdrawn rule is among those that would decide only where the outcome is silent, which no class decides.
    this.#deciders = forest.rules.map((rule) => ({ root: rule.root, bits: bitsOf(DECIDES[rule.class]) }))
  }

  /** Writes the verdicts, by number, of the first `rows` rows. `columns` are of the form that `emptyColumns` gives. */
  decide(columns: readonly Column[], rows: number, verdicts: Uint8Array): void {
    const forest = this.#forest
    this.#over(columns)
    if (forest.kind === "by-rules") {
      for (let row = 0; row < rows; row++) verdicts[row] = this.#verdictOf(reachable(forest, this.#knowledge(row)))
      return
    }
    const { nodes, admissible, outcome } = forest
    for (let row = 0; row < rows; row++) {
      const can = walkKnown(nodes, admissible, columns, row, this.#present)
      const found = can === FALSE ? IMPOSSIBLE : walkKnown(nodes, outcome, columns, row, this.#present)
      verdicts[row] = can >= 0 && found >= 0 ? found : this.#verdictOverCompletions(row, Math.abs(can), Math.abs(found))
    }
  }

  #verdictOf([only, ...others]: readonly Outcome[]): number {
    return only === undefined ? IMPOSSIBLE : others.length > 0 ? OPEN : terminalOf(only)
  }

  /** A row as the other walks have it. */
  #knowledge(row: number): Knowledge {
    const cells = Int16Array.from(this.#columns, (column) => {
      const cell = at(column, row)
      return cell < this.#present ? cell : cell === this.#present ? PRESENT : FREE
    })
    return { cells, said: this.#forest.facts.map(() => true) }
  }

  /** Writes 1 for every rule of the forest that decides the row in some admissible completion, and 0 for the others. */
  markDeciding(columns: readonly Column[], row: number, verdict: number, marks: Uint8Array): void {
    const forest = this.#forest
    this.#over(columns)
    if (forest.kind === "by-rules") {
      const deciding = new Set(decidingRules(forest, this.#knowledge(row)).map(({ id }) => id))
      forest.rules.forEach(({ id }, rule) => { marks[rule] = deciding.has(id) ? 1 : 0 })
      return
    }
    for (let rule = 0; rule < this.#deciders.length; rule++) {
      const { root, bits } = this.#deciders[rule] ?? bug("diagram/replay: a rule that is not there")
      marks[rule] = this.#decides(forest, root, bits, row, verdict) ? 1 : 0
    }
  }

  #over(columns: readonly Column[]): void {
    this.#columns = columns
    this.#present = columns[0] instanceof Uint16Array ? 0xfffe : 0xfe
  }

  #decides(forest: WholeForest, root: DiagramNode, bits: number, row: number, verdict: number): boolean {
    if (verdict === IMPOSSIBLE || (verdict !== OPEN && (bits & (1 << verdict)) === 0)) return false
    const satisfied = walkKnown(forest.nodes, root, this.#columns, row, this.#present)
    if (satisfied === FALSE) return false
    // Some completion is admissible, and all have this outcome and satisfy the rule.
    if (satisfied === TRUE && verdict !== OPEN) return true
    const { admissible, outcome } = forest
    return (this.#outcomes(row, bits, admissible, Math.abs(satisfied), outcome) & bits) !== 0
  }

  #verdictOverCompletions(row: number, admissible: DiagramNode, outcome: DiagramNode): number {
    const outcomes = this.#outcomes(row, ANY_TWO, admissible, TRUE, outcome)
    if (outcomes === 0) return IMPOSSIBLE
    const only = 31 - Math.clz32(outcomes)
    return outcomes === 1 << only ? only : OPEN
  }

  /** Outcomes, as bits, over the row's admissible completions in which `condition` is true: all, or some once one of `wanted` is found. */
  #outcomes(row: number, wanted: number, admissible: DiagramNode, condition: DiagramNode, outcome: DiagramNode): number {
    this.#row = row
    this.#wanted = wanted
    this.#found = 0
    this.#seen.clear()
    this.#descend(admissible, condition, outcome)
    return this.#found
  }

  #isEnough(): boolean {
    return this.#wanted === ANY_TWO ? (this.#found & (this.#found - 1)) !== 0 : (this.#found & this.#wanted) !== 0
  }

  #descend(fromAdmissible: DiagramNode, fromCondition: DiagramNode, fromOutcome: DiagramNode): void {
    const { nodes, variables } = this.#forest
    let admissible = fromAdmissible
    let condition = fromCondition
    let outcome = fromOutcome
    while (admissible !== FALSE && condition !== FALSE) {
      if (admissible === TRUE && condition === TRUE) {
        this.#descendAlone(outcome)
        return
      }
      const level = Math.min(levelOf(nodes, admissible), levelOf(nodes, condition), levelOf(nodes, outcome))
      const cell = (this.#columns[level] as Column)[this.#row] as number
      if (cell >= this.#present) {
        const cells = (variables[level]?.arity ?? 0) - (cell === this.#present ? 1 : 0)
        this.#branch(level, cells, admissible, condition, outcome)
        return
      }
      admissible = childOf(nodes, admissible, level, cell)
      condition = childOf(nodes, condition, level, cell)
      outcome = childOf(nodes, outcome, level, cell)
    }
  }

  #branch(level: number, cells: number, admissible: DiagramNode, condition: DiagramNode, outcome: DiagramNode): void {
    // What these three lead to is found already.
    if (!this.#seen.add(admissible, condition, outcome)) return
    const { nodes } = this.#forest
    for (let cell = 0; cell < cells && !this.#isEnough(); cell++) {
      this.#descend(childOf(nodes, admissible, level, cell), childOf(nodes, condition, level, cell), childOf(nodes, outcome, level, cell))
    }
  }

  /** Where the outcome alone is left to walk: mostly, since few questions have assumptions, and those are soon decided. */
  #descendAlone(from: DiagramNode): void {
    const { nodes, variables } = this.#forest
    const walked = walkKnown(nodes, from, this.#columns, this.#row, this.#present)
    if (walked >= 0) {
      this.#found |= 1 << walked
      return
    }
    const node = -walked
    if (!this.#seen.add(TRUE, TRUE, node)) return
    const level = at(nodes, node)
    const unknown = (this.#columns[level] as Column)[this.#row] as number
    const cells = (variables[level]?.arity ?? 0) - (unknown === this.#present ? 1 : 0)
    for (let cell = 0; cell < cells && !this.#isEnough(); cell++) this.#descendAlone(at(nodes, node + 1 + cell))
  }
}

/** Wanted where a second outcome settles it. */
const ANY_TWO = 0

/** The level of a terminal: below all. */
const NO_LEVEL = 0x3fffffff

function levelOf(nodes: Int32Array, node: DiagramNode): number {
  return node < TERMINALS ? NO_LEVEL : at(nodes, node)
}

function childOf(nodes: Int32Array, node: DiagramNode, level: number, cell: number): DiagramNode {
  return node >= TERMINALS && at(nodes, node) === level ? at(nodes, node + 1 + cell) : node
}

/** The terminal that a row leads to; or the node at which it met a cell that is not known, negative: from there all completions go on. */
function walkKnown(nodes: Int32Array, root: DiagramNode, columns: readonly Column[], row: number, unknown: number): number {
  let node = root
  while (node >= TERMINALS) {
    // As in `walk`, both reads stay inside their arrays.
    const cell = (columns[nodes[node] as number] as Column)[row] as number
    if (cell >= unknown) return -node
    node = nodes[node + 1 + cell] as number
  }
  return node
}

/** Triples of nodes met while one row is looked at. Emptied in one step, by beginning a new turn; it grows and never shrinks. */
class Seen {
  /** Four places each: the turn, and three nodes. */
  #table = new Int32Array(4 * 256)
  #turn = 0
  #count = 0

  clear(): void {
    this.#turn += 1
    this.#count = 0
    if (this.#turn < 0x7fffffff) return
    this.#table.fill(0)
    this.#turn = 1
  }

  /** `false` where it was there. */
  add(a: DiagramNode, b: DiagramNode, c: DiagramNode): boolean {
    const table = this.#table
    const mask = table.length / 4 - 1
    let hash = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35)
    hash ^= hash >>> 15
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const place = 4 * slot
      if (table[place] !== this.#turn) {
        table[place] = this.#turn
        table[place + 1] = a
        table[place + 2] = b
        table[place + 3] = c
        this.#count += 1
        if (this.#count * 2 > mask) this.#grow()
        return true
      }
      if (table[place + 1] === a && table[place + 2] === b && table[place + 3] === c) return false
    }
  }

  #grow(): void {
    const old = this.#table
    const turn = this.#turn
    this.#table = new Int32Array(old.length * 2)
    this.#count = 0
    for (let place = 0; place < old.length; place += 4) {
      if (old[place] === turn) this.add(at(old, place + 1), at(old, place + 2), at(old, place + 3))
    }
  }
}

/** Adds each row to `counts`, which has a place for every pair of verdicts: what it was × `VERDICTS.length` + what it is. */
export function countChanges(before: Uint8Array, after: Uint8Array, rows: number, counts: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    const pair = (before[row] as number) * VERDICTS.length + (after[row] as number)
    counts[pair] = (counts[pair] as number) + 1
  }
}
