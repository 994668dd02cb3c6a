/** What is replayed: ten million past decisions of a question, as columns for the law that decided them and for the law that decides again. */
import { buildForest } from "../../src/kernel/diagram/build.ts"
import { nodeCount, type Forest } from "../../src/kernel/diagram/forest.ts"
import { knowledgeOf } from "../../src/kernel/diagram/knowledge.ts"
import { emptyColumns, type Column } from "../../src/kernel/diagram/replay.ts"
import { RULE_CLASSES, type Condition, type FactId, type FactSpec, type QuestionId, type QuestionSpec, type RuleId, type RuleSpec } from "../../src/kernel/diagram/types.ts"
import type { LawBook } from "../../src/law/book.ts"
import type { Day } from "../../src/law/types.ts"
import { DRAWS, randomFrom, subjectOf, type Subject } from "../answers/situations.ts"

export interface Side {
  readonly forest: Forest
  readonly columns: readonly Column[]
}

export interface Replayed {
  readonly name: string
  readonly rows: number
  readonly before: Side
  readonly after: Side
  /** The question of a pack, in the forms that peers want. */
  readonly subject: Subject | null
}

/** A question of a pack between two days: each of its situations equally often, shuffled. */
export function ofPack(book: LawBook, question: string, days: readonly [Day, Day], rows: number): Replayed {
  const subject = subjectOf(book, question, days[1])
  const side = (forest: Forest): Side => {
    const cells = subject.situations.map(({ given }) => knowledgeOf(forest, given).cells)
    const columns = emptyColumns(forest, rows)
    columns.forEach((column, level) => {
      for (let row = 0; row < rows; row++) column[row] = cells[subject.draws[row % DRAWS] ?? 0]?.[level] ?? 0
    })
    return { forest, columns }
  }
  const open = book.open(subject.open.question, days[0])
  return { name: `${question}, ${days[0]} to ${days[1]}`, rows, before: side(open.forest), after: side(subject.open.forest), subject }
}

const FACTS = 16
const RULES = 60
const CHANGED = 6

/** A drawn question, larger than any of a pack: 16 facts of 2 to 4 values, 60 rules of 2 or 3 of four facts that stand together; 6 rules change. */
export function drawn(seed: number, rows: number): Replayed {
  const random = randomFrom(seed)
  const below = (most: number): number => Math.floor(random() * most)
  const facts = Array.from({ length: FACTS }, (_, index): FactSpec => ({ id: `fact_${String(index)}` as FactId, topic: `topic_${String(index >> 2)}`, visibility: "public", optional: false, shape: { kind: "choice", values: Array.from({ length: 2 + below(3) }, (__, value) => `v${String(value)}`), merge: false } }))
  const rule = (name: string): RuleSpec => {
    const topic = below(FACTS / 4)
    const tests = Array.from({ length: 2 + below(2) }, (): Condition => ({ kind: "is", fact: `fact_${String(4 * topic + below(4))}` as FactId, values: [`v${String(below(2))}`] }))
    return { id: name as RuleId, class: RULE_CLASSES[below(RULE_CLASSES.length)] ?? "binding-forbid", condition: { kind: "all", of: tests }, withdrawn: false }
  }
  const rules = Array.from({ length: RULES }, (_, index) => rule(`rule-${String(index)}`))
  const before: QuestionSpec = { question: "drawn" as QuestionId, facts, rules, assumptions: [] }
  const after: QuestionSpec = { ...before, rules: rules.map((one, index) => (index < CHANGED ? rule(`new-${String(index)}`) : one)) }
  const values = facts.map(({ shape }) => Uint8Array.from({ length: rows }, () => below(shape.kind === "choice" ? shape.values.length : 1)))
  const side = (spec: QuestionSpec): Side => {
    const built = buildForest(spec)
    if (built.kind === "too-large") throw new Error("the drawn question is too large")
    return { forest: built.forest, columns: built.forest.variables.map(({ fact }) => values[fact] ?? new Uint8Array(rows)) }
  }
  const [was, is] = [side(before), side(after)]
  return { name: `drawn: ${String(FACTS)} facts, ${String(RULES)} rules, ${String(CHANGED)} change, ${nodeCount(is.forest).toLocaleString("en-US")} nodes`, rows, before: was, after: is, subject: null }
}

/** The same with one cell in ten not known. */
export function forgetful({ forest, columns }: Side, seed: number): Side {
  const random = randomFrom(seed)
  return { forest, columns: columns.map((column) => column.map((cell) => (random() < 0.1 ? -1 : cell))) }
}
