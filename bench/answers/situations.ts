/**
 * The situations of one question, in every form that a contestant wants, and the sequence in which they are asked.
 *
 * All situations that can occur are listed once; the sequence draws each of them equally often, shuffled, a million times,
 * so that neither a branch predictor nor a cache can learn it. Cells stand in the forest's sequence of levels, and again
 * in document order, which is the sequence that code written by hand reads.
 */
import { walk } from "../../src/kernel/diagram/walks.ts"
import type { WholeForest } from "../../src/kernel/diagram/forest.ts"
import { givenOf } from "../../src/kernel/diagram/knowledge.ts"
import { TRUE } from "../../src/kernel/diagram/nodes.ts"
import type { FactId, QuestionSpec } from "../../src/kernel/diagram/types.ts"
import type { Given } from "../../src/kernel/diagram/values.ts"
import type { LawBook } from "../../src/law/book.ts"
import type { OpenQuestion } from "../../src/law/open-question.ts"
import { questionSpec } from "../../src/law/to-diagram.ts"
import type { Day } from "../../src/law/types.ts"
import { wholeOf } from "./opened.ts"

/** Situations asked one after another in a measurement; also the height of the columns. */
export const DRAWS = 1_000_000

/** Listing stops being sensible beyond. */
const MOST_SITUATIONS = 20_000

/** Facts as a program would hold them: yes-no as a Boolean, all else as its text. */
export type FactValues = Readonly<Record<string, string | boolean>>

export interface Situation {
  /** A cell for each level of the forest. */
  readonly cells: Uint8Array
  /** A cell for each fact, in document order. */
  readonly inDocumentOrder: Uint8Array
  readonly given: ReadonlyMap<FactId, Given>
  readonly values: FactValues
  /** What the diagram says, 0 to 6. */
  readonly outcome: number
}

/** One question on one day, with all its situations: what every contestant is made from. */
export interface Subject {
  readonly book: LawBook
  readonly open: OpenQuestion
  readonly spec: QuestionSpec
  readonly on: Day
  readonly situations: readonly Situation[]
  /** Indexes into `situations`. */
  readonly draws: Uint16Array
  /** The sum of the outcomes of the first n draws, for n from 0 to `DRAWS`. */
  readonly sums: Float64Array
}

export function subjectOf(book: LawBook, questionId: string, on: Day): Subject {
  const question = book.question(questionId)
  if (question === undefined) throw new Error(`the pack has no question ${questionId}`)
  const open = book.open(question, on)
  const situations = situationsOf(wholeOf(open))
  const draws = shuffledDraws(situations.length)
  const sums = new Float64Array(DRAWS + 1)
  draws.forEach((situation, index) => { sums[index + 1] = (sums[index] ?? 0) + (situations[situation]?.outcome ?? 0) })
  return { book, open, spec: questionSpec(book.pack, question, open.rules), on, situations, draws, sums }
}

function situationsOf(forest: WholeForest): readonly Situation[] {
  const total = forest.variables.reduce((product, variable) => product * variable.arity, 1)
  if (total > MOST_SITUATIONS) throw new Error(`${forest.question} has ${String(total)} situations, too many to list`)
  const found: Situation[] = []
  for (let number = 0; number < total; number++) {
    const cells = cellsOf(forest, number)
    if (walk(forest.nodes, forest.admissible, cells) === TRUE) found.push(situationOf(forest, cells))
  }
  return found
}

/** The situation's number written in the mixed base of the variables' arities. */
function cellsOf(forest: WholeForest, number: number): Uint8Array {
  let rest = number
  return Uint8Array.from(forest.variables, ({ arity }) => {
    const cell = rest % arity
    rest = (rest - cell) / arity
    return cell
  })
}

function situationOf(forest: WholeForest, cells: Uint8Array): Situation {
  const levelsOf = (fact: number): readonly number[] => forest.variables.flatMap((variable, level) => (variable.fact === fact ? [level] : []))
  const given = forest.facts.map((domain, fact) => {
    const levels = levelsOf(fact)
    return [domain.id, givenOf(domain, levels.flatMap((level) => forest.variables[level] ?? []), levels.map((level) => cells[level] ?? 0))] as const
  })
  return {
    cells,
    inDocumentOrder: Uint8Array.from(forest.facts, (_, fact) => cells[levelsOf(fact)[0] ?? 0] ?? 0),
    given: new Map(given),
    values: Object.fromEntries(given.map(([id, said], fact) => [id, plainValue(said, forest.facts[fact]?.shape.kind === "yes-no")])),
    outcome: walk(forest.nodes, forest.outcome, cells),
  }
}

function plainValue(said: Given, isYesNo: boolean): string | boolean {
  if (said.kind !== "value") throw new Error("this table is made for questions of choices and yes-nos")
  return isYesNo ? said.value === "yes" : said.value
}

function shuffledDraws(situations: number): Uint16Array {
  const draws = Uint16Array.from({ length: DRAWS }, (_, index) => index % situations)
  const random = randomFrom(20250830)
  for (let last = DRAWS - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const held = draws[last] ?? 0
    draws[last] = draws[other] ?? 0
    draws[other] = held
  }
  return draws
}

/** Mulberry32: the same sequence on every machine. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The draws as columns: for each place of `pick`'s array, that cell of every draw. */
export function columnsOf(subject: Subject, pick: (situation: Situation) => Uint8Array): readonly Uint8Array[] {
  const lists = subject.situations.map(pick)
  return Array.from(lists[0] ?? [], (_, place) => Uint8Array.from(subject.draws, (situation) => lists[situation]?.[place] ?? 0))
}
