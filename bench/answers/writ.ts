/** Writ's own contestants, and what the machine could do at best. */
import { decideColumns } from "../../src/kernel/diagram/decide.ts"
import { walk } from "../../src/kernel/diagram/walks.ts"
import { nodeCount } from "../../src/kernel/diagram/forest.ts"
import { TERMINALS } from "../../src/kernel/diagram/nodes.ts"
import { OUTCOMES } from "../../src/kernel/diagram/types.ts"
import { sumOfColumn } from "./hand-written.ts"
import { oneByOne, type Contestant } from "./measure.ts"
import { columnsOf, DRAWS, type Subject } from "./situations.ts"
import { wholeOf } from "./opened.ts"

export function writ(subject: Subject): readonly Contestant[] {
  return [singly(subject), inColumns(subject), withCitations(subject)]
}

function singly(subject: Subject): Contestant {
  const { open, situations, draws } = subject
  const { nodes, outcome } = wholeOf(open)
  const cells = situations.map((situation) => situation.cells)
  const run = (count: number): number => {
    let sum = 0
    for (let done = 0; done < count; done += DRAWS) {
      const end = Math.min(DRAWS, count - done)
      for (let index = 0; index < end; index++) sum += walk(nodes, outcome, cells[draws[index] as number] as Uint8Array)
    }
    return sum
  }
  const decide = (situation: number): number => walk(nodes, outcome, cells[situation] as Uint8Array)
  return { name: "diagram, single situations", kind: "writ", note: `walk: outcome only, over ${String(nodesOfOutcome(subject))} nodes`, unit: DRAWS / 10, decide, run }
}

function inColumns(subject: Subject): Contestant {
  const forest = wholeOf(subject.open)
  const columns = columnsOf(subject, (situation) => situation.cells)
  const outcomes = new Uint8Array(DRAWS)
  const run = (count: number): number => {
    for (let done = 0; done < count; done += DRAWS) decideColumns(forest, columns, outcomes)
    return sumOfColumn(outcomes) * (count / DRAWS)
  }
  const one = new Uint8Array(1)
  const decide = (situation: number): number => {
    decideColumns(forest, Array.from(subject.situations[situation]?.cells ?? [], (cell) => Uint8Array.of(cell)), one)
    return one[0] ?? 0
  }
  return { name: "diagram, columns of 1,000,000", kind: "writ", note: "decideColumns: outcome only", unit: DRAWS, decide, run }
}

function withCitations(subject: Subject): Contestant {
  const { book, open, on, situations } = subject
  const language = book.pack.settings.languages[0]
  const decide = (situation: number): number => {
    const facts = situations[situation]?.given ?? new Map()
    const { outcome } = book.answer({ question: open.question.id, on, facts, language })
    return outcome === "open" || outcome === "impossible" ? -1 : OUTCOMES.indexOf(outcome)
  }
  return oneByOne(subject, "full answer with citations", "writ", "book.answer: clauses, steps, words, what would change it", decide)
}

/** Diagram nodes that the outcome reaches, of all the forest's. */
function nodesOfOutcome({ open }: Subject): number {
  const forest = wholeOf(open)
  const seen = new Set<number>()
  const visit = (node: number): void => {
    if (node < TERMINALS || seen.has(node)) return
    seen.add(node)
    const arity = forest.variables[forest.nodes[node] ?? 0]?.arity ?? 0
    for (let cell = 0; cell < arity; cell++) visit(forest.nodes[node + 1 + cell] ?? 0)
  }
  visit(forest.outcome)
  return Math.min(seen.size, nodeCount(forest))
}

/** A table that holds every situation's outcome in its place, and the columns read and copied without deciding anything. */
export function limits(subject: Subject): readonly Contestant[] {
  return [readingColumns(subject), copyingColumns(subject), tableSingly(subject), tableInColumns(subject)]
}

function readingColumns(subject: Subject): Contestant {
  const columns = columnsOf(subject, (situation) => situation.cells)
  const run = (count: number): number => {
    let sum = 0
    for (let done = 0; done < count; done += DRAWS) {
      for (const column of columns) sum += sumOfColumn(column)
    }
    return sum
  }
  return { name: "reading the columns", kind: "limit", note: "every cell added up, nothing decided", unit: DRAWS, decide: null, run }
}

function copyingColumns(subject: Subject): Contestant {
  const columns = columnsOf(subject, (situation) => situation.cells)
  const copies = columns.map((column) => new Uint8Array(column.length))
  const run = (count: number): number => {
    for (let done = 0; done < count; done += DRAWS) columns.forEach((column, index) => copies[index]?.set(column))
    return copies[0]?.[0] ?? 0
  }
  return { name: "copying the columns", kind: "limit", note: "Uint8Array.set, column by column", unit: DRAWS, decide: null, run }
}

/** Each level's weight in a situation's place in the table, and the table. */
function tableOf({ open: { forest }, situations }: Subject): { readonly weights: readonly number[]; readonly table: Uint8Array } {
  const weights = forest.variables.map((_, level) => forest.variables.slice(0, level).reduce((product, { arity }) => product * arity, 1))
  const table = new Uint8Array(forest.variables.reduce((product, { arity }) => product * arity, 1))
  for (const { cells, outcome } of situations) table[weights.reduce((place, weight, level) => place + weight * (cells[level] ?? 0), 0)] = outcome
  return { weights, table }
}

function tableSingly(subject: Subject): Contestant {
  const { situations, draws } = subject
  const { weights: [a = 0, b = 0, c = 0, d = 0, e = 0], table } = tableOf(subject)
  const cells = situations.map((situation) => situation.cells)
  const look = (own: Uint8Array): number =>
    table[a * (own[0] as number) + b * (own[1] as number) + c * (own[2] as number) + d * (own[3] as number) + e * (own[4] as number)] as number
  const run = (count: number): number => {
    let sum = 0
    for (let done = 0; done < count; done += DRAWS) {
      const end = Math.min(DRAWS, count - done)
      for (let index = 0; index < end; index++) sum += look(cells[draws[index] as number] as Uint8Array)
    }
    return sum
  }
  return { name: "one table lookup, single situations", kind: "limit", note: "outcomes of all situations in one array", unit: DRAWS / 10, decide: (situation) => look(cells[situation] as Uint8Array), run }
}

function tableInColumns(subject: Subject): Contestant {
  const { weights: [a = 0, b = 0, c = 0, d = 0, e = 0], table } = tableOf(subject)
  const [first, second, third, fourth, fifth] = columnsOf(subject, (situation) => situation.cells) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const outcomes = new Uint8Array(DRAWS)
  const run = (count: number): number => {
    for (let done = 0; done < count; done += DRAWS) {
      for (let row = 0; row < outcomes.length; row++) {
        outcomes[row] = table[a * (first[row] as number) + b * (second[row] as number) + c * (third[row] as number) + d * (fourth[row] as number) + e * (fifth[row] as number)] as number
      }
    }
    return sumOfColumn(outcomes) * (count / DRAWS)
  }
  const decide = (situation: number): number => {
    const own = subject.situations[situation]?.cells ?? new Uint8Array()
    return table[[a, b, c, d, e].reduce((place, weight, level) => place + weight * (own[level] ?? 0), 0)] ?? 0
  }
  return { name: "one table lookup, columns", kind: "limit", note: "the same array, five columns", unit: DRAWS, decide, run }
}
