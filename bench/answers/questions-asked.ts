/**
 * Questions asked until decided: each strategy is followed through every admissible situation, exactly, with no sampling.
 *
 * A strategy is walked as a tree: ask its fact, go on with every value that can still occur, weighed by the share of
 * situations that have it, and stop as soon as the law is decided (one outcome over all that can still be). All
 * strategies stop there, also those whose models would not know yet that they may.
 */
import { Planner } from "../../src/kernel/diagram/ask.ts"
import { cellIsBelow, cellIsOneOf, type Cell } from "../../src/kernel/diagram/domains.ts"
import { nothingKnown } from "../../src/kernel/diagram/decide.ts"
import { domainAt, type Knowledge } from "../../src/kernel/diagram/knowledge.ts"
import { at, FALSE } from "../../src/kernel/diagram/nodes.ts"
import type { Condition, FactId, QuestionSpec, RuleClass } from "../../src/kernel/diagram/types.ts"
import type { Workbench } from "../../src/kernel/diagram/workbench.ts"
import type { OpenQuestion } from "../../src/law/open-question.ts"
import { benchOf } from "./opened.ts"

export const STRATEGIES = ["document", "document-relevant", "mention", "mention-relevant", "one-step", "ours", "free"] as const
export type StrategyName = (typeof STRATEGIES)[number]

export interface Cost {
  readonly expected: number
  readonly worst: number
}

export interface Asked {
  readonly question: string
  readonly facts: number
  readonly costs: Readonly<Record<StrategyName, Cost>>
  /** The same with the asking body known from the start and not counted. */
  readonly costsKnowingBody: Readonly<Record<StrategyName, Cost>>
}

/** The fact to ask, by index; only called while the outcome is open. */
type Strategy = (knowledge: Knowledge) => number

export function questionsAsked(open: OpenQuestion, spec: QuestionSpec): Asked {
  const strategies = strategiesFor(open, spec)
  const start = nothingKnown(open.forest)
  const asker = open.forest.facts.findIndex((fact) => fact.visibility === "asker")
  const costsFrom = (one: (strategy: Strategy) => Cost): Record<StrategyName, Cost> =>
    Object.fromEntries(STRATEGIES.map((name) => [name, one(strategies[name])])) as Record<StrategyName, Cost>
  const costs = costsFrom((strategy) => costOf(benchOf(open), strategy, start))
  checkAgainstPlan(open, costs)
  const costsKnowingBody = costsFrom((strategy) => {
    const asked = costAfter(benchOf(open), strategy, start, asker)
    return { expected: asked.expected - 1, worst: asked.worst - 1 }
  })
  return { question: open.question.id, facts: open.forest.facts.length, costs, costsKnowingBody }
}

function costOf(bench: Workbench, strategy: Strategy, knowledge: Knowledge): Cost {
  if (isDecided(bench, knowledge)) return { expected: 0, worst: 0 }
  return costAfter(bench, strategy, knowledge, strategy(knowledge))
}

function costAfter(bench: Workbench, strategy: Strategy, knowledge: Knowledge, fact: number): Cost {
  return branchesOf(bench, knowledge, fact).reduce<Cost>((sum, branch) => {
    const rest = costOf(bench, strategy, branch.knowledge)
    return { expected: sum.expected + branch.share * rest.expected, worst: Math.max(sum.worst, 1 + rest.worst) }
  }, { expected: 1, worst: 1 })
}

function isDecided(bench: Workbench, knowledge: Knowledge): boolean {
  return bench.constant(bench.residual(knowledge).outcomes) !== null
}

interface Branch {
  readonly knowledge: Knowledge
  /** Of the situations before the question, 0 to 1. */
  readonly share: number
}

/** What is known after each answer that can still be given. */
function branchesOf(bench: Workbench, knowledge: Knowledge, fact: number): readonly Branch[] {
  const said = knowledge.said.map((already, index) => already || index === fact)
  const combinations = (bench.levels[fact] ?? []).reduce<readonly Int16Array[]>(
    (lists, level) => lists.flatMap((cells) => Array.from({ length: bench.forest.variables[level]?.arity ?? 0 }, (_, cell) => cells.with(level, cell))),
    [knowledge.cells],
  )
  const weighed = combinations.flatMap((cells) => {
    const { admissible } = bench.residual({ cells, said })
    return admissible === FALSE ? [] : [{ knowledge: { cells, said }, weight: bench.share(admissible) }]
  })
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  return weighed.map(({ knowledge: after, weight }) => ({ knowledge: after, share: weight / total }))
}

function strategiesFor(open: OpenQuestion, spec: QuestionSpec): Record<StrategyName, Strategy> {
  const bench = benchOf(open)
  const unsaid = (knowledge: Knowledge): readonly number[] => knowledge.said.flatMap((said, fact) => (said ? [] : [fact]))
  const relevant = (knowledge: Knowledge): readonly number[] => bench.factsThatMatter(bench.residual(knowledge).outcomes)
  const mentioned = (knowledge: Knowledge, candidates: readonly number[]): number => {
    const mentions = mentionsLeft(open, spec, knowledge)
    return best(candidates, (fact) => mentions.get(domainAt(open.forest, fact).id) ?? 0)
  }
  return {
    // As a questionnaire that follows the text and stops when the answer is there (yscript, docassemble).
    document: (knowledge) => first(unsaid(knowledge)),
    "document-relevant": (knowledge) => first(relevant(knowledge)),
    // As publicodes: the fact that is named most often in what is not yet evaluated.
    mention: (knowledge) => mentioned(knowledge, unsaid(knowledge)),
    "mention-relevant": (knowledge) => mentioned(knowledge, relevant(knowledge)),
    // As L4's query planner: the fact whose answer most probably decides, of those that matter; ties in document order.
    "one-step": (knowledge) => best(relevant(knowledge), (fact) => branchesOf(bench, knowledge, fact).reduce((sum, branch) => sum + (isDecided(bench, branch.knowledge) ? branch.share : 0), 0)),
    ours: planned(new Planner(bench)),
    free: planned(new Planner(bench, { topics: "free" })),
  }
}

function planned(planner: Planner): Strategy {
  return (knowledge) => {
    const next = planner.next(knowledge)
    if (next === null) throw new Error("the planner has nothing to ask of an open question")
    return next.fact
  }
}

function first(facts: readonly number[]): number {
  const [fact] = facts
  if (fact === undefined) throw new Error("an open question without a fact to ask")
  return fact
}

/** The candidate with the highest score; the first of equals. Scores that differ by rounding alone are equal. */
function best(candidates: readonly number[], score: (fact: number) => number): number {
  const scores = candidates.map(score)
  const highest = Math.max(...scores)
  return first(candidates.filter((_, index) => (scores[index] ?? 0) > highest - 1e-9))
}

/** The planner states what its plan costs; walking the plan must cost the same. */
function checkAgainstPlan(open: OpenQuestion, costs: Record<StrategyName, Cost>): void {
  const plan = new Planner(benchOf(open)).next(nothingKnown(open.forest))
  if (plan?.plan === "optimum" && Math.abs(plan.expected - costs.ours.expected) > 1e-6) {
    throw new Error(`${open.question.id}: the plan promises ${String(plan.expected)} questions, walking it takes ${String(costs.ours.expected)}`)
  }
}

/** The outcome table's rows, as classes that must all be satisfied. */
const ROWS: readonly (readonly RuleClass[])[] = [["binding-forbid", "binding-must"], ["binding-forbid"], ["binding-must"], ["binding-permit"], ["advising-forbid"], ["advising-permit"]]

/** How often each fact is still named: rules cut down by what is known, row by row until a row surely holds. */
function mentionsLeft(open: OpenQuestion, spec: QuestionSpec, knowledge: Knowledge): ReadonlyMap<FactId, number> {
  const ofClass = (kind: RuleClass): Rest => anyOf(spec.rules.filter((rule) => rule.class === kind).map((rule) => restOf(open, knowledge, rule.condition)))
  const reached = new Map<RuleClass, Rest>()
  for (const row of ROWS) {
    for (const kind of row) reached.set(kind, reached.get(kind) ?? ofClass(kind))
    if (row.every((kind) => reached.get(kind)?.value === true)) break
  }
  const counts = new Map<FactId, number>()
  for (const fact of [...reached.values()].flatMap((rest) => rest.mentions)) counts.set(fact, (counts.get(fact) ?? 0) + 1)
  return counts
}

/** What is left of a condition: its value, or the facts that its open tests name. */
interface Rest {
  readonly value: boolean | null
  readonly mentions: readonly FactId[]
}

const settled = (value: boolean): Rest => ({ value, mentions: [] })

function anyOf(parts: readonly Rest[]): Rest {
  if (parts.some((part) => part.value === true)) return settled(true)
  const left = parts.filter((part) => part.value === null)
  return left.length === 0 ? settled(false) : { value: null, mentions: left.flatMap((part) => part.mentions) }
}

function negated(rest: Rest): Rest {
  return rest.value === null ? rest : settled(!rest.value)
}

function restOf(open: OpenQuestion, knowledge: Knowledge, condition: Condition): Rest {
  const rest = (part: Condition): Rest => restOf(open, knowledge, part)
  switch (condition.kind) {
    case "constant":
      return settled(condition.holds)
    case "not":
      return negated(rest(condition.of))
    case "all":
      return negated(anyOf(condition.of.map((part) => negated(rest(part)))))
    case "any":
      return anyOf(condition.of.map(rest))
    case "if": {
      const test = rest(condition.test)
      if (test.value !== null) return rest(test.value ? condition.then : condition.otherwise)
      return { value: null, mentions: [test, rest(condition.then), rest(condition.otherwise)].flatMap((part) => part.mentions) }
    }
    case "is":
      return restOfTest(open, knowledge, condition.fact, (cell) => cellIsOneOf(cell, condition.values))
    case "below":
      return restOfTest(open, knowledge, condition.fact, (cell) => cellIsBelow(cell, condition.bound))
    case "present":
      return restOfTest(open, knowledge, condition.fact, (cell) => cell.kind !== "absent")
    case "same": {
      const [one, other] = [cellKnown(open, knowledge, condition.fact), cellKnown(open, knowledge, condition.other)]
      if (one === null || other === null) return { value: null, mentions: [condition.fact, condition.other] }
      return settled(one.kind === "values" && cellIsOneOf(other, one.values))
    }
    case "member":
    case "exactly":
      throw new Error("mention counts are made for facts of one value")
  }
}

function restOfTest(open: OpenQuestion, knowledge: Knowledge, fact: FactId, holds: (cell: Cell) => boolean): Rest {
  const cell = cellKnown(open, knowledge, fact)
  return cell === null ? { value: null, mentions: [fact] } : settled(holds(cell))
}

function cellKnown({ forest }: OpenQuestion, knowledge: Knowledge, id: FactId): Cell | null {
  const fact = forest.facts.findIndex((domain) => domain.id === id)
  const cell = at(knowledge.cells, forest.variables.findIndex((variable) => variable.fact === fact))
  return knowledge.said[fact] === true ? (domainAt(forest, fact).cells[cell] ?? null) : null
}
