/** A question under one law, for many decisions: their facts as rows of columns, what these come to, and which clauses decide. */
import type { OpenQuestion } from "../open-question.ts"
import type { ClauseId } from "../types.ts"
import { knowledgeOf } from "../../kernel/diagram/knowledge.ts"
import { emptyColumns, Redecider, type Column } from "../../kernel/diagram/replay.ts"
import { at } from "../../kernel/diagram/nodes.ts"
import { parseGiven } from "../../kernel/diagram/values.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Fact } from "../types.ts"

/** What a law does not know of a decision's facts. */
export type UnknownFact = { readonly kind: "fact"; readonly fact: string } | { readonly kind: "value"; readonly fact: string; readonly value: string }

/** Values of a fact, and sets of clauses, that are remembered; past that they are worked out anew. */
const KEPT = 10_000

/** A fact with the levels of its variables, and the cells that each text stands for; `null` for what is no value of it. */
interface FactCells {
  readonly fact: Fact
  readonly levels: readonly number[]
  readonly cellsOf: Map<string, readonly number[] | null>
}

export class Rows {
  readonly #open: OpenQuestion
  readonly #facts: ReadonlyMap<string, FactCells>
  readonly #columns: readonly Column[]
  readonly #redecider: Redecider
  readonly #marks: Uint8Array
  readonly #clauses = new Map<string, readonly ClauseId[]>()

  constructor(open: OpenQuestion, rows: number) {
    const { forest, question } = open
    this.#open = open
    this.#facts = new Map(question.facts.map((fact, index) => [fact.id, { fact, levels: forest.variables.flatMap((variable, level) => (variable.fact === index ? [level] : [])), cellsOf: new Map() }]))
    this.#columns = emptyColumns(forest, rows)
    this.#redecider = new Redecider(forest)
    this.#marks = new Uint8Array(forest.rules.length)
  }

  /** Writes a decision's facts; where the law does not know one, the row is left empty, and that one is given back. */
  put(row: number, facts: ReadonlyMap<string, string>): UnknownFact | null {
    for (const [id, text] of facts) {
      const known = this.#facts.get(id)
      const cells = known === undefined ? null : this.#cells(known, text)
      if (known === undefined || cells === null) {
        this.forget(row)
        return known === undefined ? { kind: "fact", fact: id } : { kind: "value", fact: id, value: text }
      }
      for (let index = 0; index < known.levels.length; index++) this.#write(row, at(known.levels, index), at(cells, index))
    }
    return null
  }

  #cells(known: FactCells, text: string): readonly number[] | null {
    const remembered = known.cellsOf.get(text)
    if (remembered !== undefined) return remembered
    const parsed = parseGiven(known.fact, text)
    const { forest } = this.#open
    const cells = parsed.kind === "problem" ? null : knowledgeOf(forest, new Map([[known.fact.id, parsed.given]])).cells
    const own = cells === null ? null : known.levels.map((level) => at(cells, level))
    if (known.cellsOf.size >= KEPT) known.cellsOf.clear()
    known.cellsOf.set(text, own)
    return own
  }

  #write(row: number, level: number, cell: number): void {
    const column = this.#columns[level] ?? bug("law/replay: a level without a column")
    column[row] = cell
  }

  /** Empties a row. */
  forget(row: number): void {
    for (const column of this.#columns) column[row] = -1
  }

  /** Writes the verdicts of the first `rows` rows. */
  decide(rows: number, verdicts: Uint8Array): void {
    this.#redecider.decide(this.#columns, rows, verdicts)
  }

  /** The clauses whose rules decide a row in some completion, in the pack's sequence; equal sets are one array. */
  clauses(row: number, verdict: number): readonly ClauseId[] {
    this.#redecider.markDeciding(this.#columns, row, verdict, this.#marks)
    const key = this.#marks.join("")
    const known = this.#clauses.get(key)
    if (known !== undefined) return known
    const found = [...new Set(this.#open.rules.filter((_, index) => this.#marks[index] === 1).map(({ clause }) => clause.id))]
    if (this.#clauses.size >= KEPT) this.#clauses.clear()
    this.#clauses.set(key, found)
    return found
  }

  /** Makes room for the next decisions. */
  clear(): void {
    for (const column of this.#columns) column.fill(-1)
  }
}
