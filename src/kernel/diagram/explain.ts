/** Why an answer, and what would change it: the rules that depend on a fact, and the nearest situations with another outcome. */
import { domainAt, FREE, givenOf, type Knowledge } from "./knowledge.ts"
import { at, FALSE, TERMINALS, TRUE, type DiagramNode } from "./nodes.ts"
import { bitsOf, DECIDES, outcomesIn } from "./outcome.ts"
import type { FactId, Outcome, RuleId } from "./types.ts"
import type { Given } from "./values.ts"
import type { Workbench } from "./workbench.ts"

/**
 * The rules of which it still depends on `fact` whether they decide, in the forest's sequence. Facts that will not be asked
 * stand for every value they may have.
 */
export function rulesDependingOn(bench: Workbench, knowledge: Knowledge, fact: number): readonly RuleId[] {
  const { forest, store } = bench
  const needed = bench.factsThatMatter(bench.residual(knowledge).outcomes)
  const asked: Knowledge = { cells: knowledge.cells, said: knowledge.said.map((said, other) => said || (other !== fact && !needed.includes(other))) }
  return forest.rules.flatMap((rule) => {
    const bits = bitsOf(DECIDES[rule.class])
    const satisfied = store.load(forest.nodes, rule.root)
    const outcome = store.map(store.load(forest.nodes, rule.withdrawn ? forest.unwithdrawn : forest.outcome), (terminal) => ((bits & (1 << terminal)) === 0 ? FALSE : TRUE))
    const deciding = bench.within(store.load(forest.nodes, forest.admissible), store.map(store.and(satisfied, outcome), (terminal) => (terminal === TRUE ? 2 : 1)))
    return bench.matters(bench.putIn(deciding, asked), fact) ? [rule.id] : []
  })
}

/**
 * Whether, in every admissible completion, one of `ids` decides, or (with `orSilent`) the outcome is silent. The rules are
 * united into one diagram first: walked side by side, they would multiply.
 */
export function alwaysDecides(bench: Workbench, knowledge: Knowledge, ids: ReadonlySet<RuleId>, orSilent: boolean): boolean {
  const { forest, store } = bench
  const outcome = store.load(forest.nodes, forest.outcome)
  const whereOutcomeIs = (bits: number): DiagramNode => store.map(outcome, (terminal) => ((bits & (1 << terminal)) === 0 ? FALSE : TRUE))
  const deciding = forest.rules
    .filter((rule) => ids.has(rule.id) && !rule.withdrawn)
    .reduce((any, rule) => store.or(any, store.and(store.load(forest.nodes, rule.root), whereOutcomeIs(bitsOf(DECIDES[rule.class])))), orSilent ? whereOutcomeIs(bitsOf(["silent"])) : FALSE)
  const holds = bench.within(store.load(forest.nodes, forest.admissible), store.map(deciding, (terminal) => (terminal === TRUE ? 2 : 1)))
  const only = bench.constant(bench.putIn(holds, { cells: knowledge.cells, said: forest.facts.map(() => true) }))
  return only === 2 || only === 0
}

export interface Change {
  /** What would have to be otherwise. */
  readonly facts: ReadonlyMap<FactId, Given>
  readonly outcome: Outcome
}

/** Changes of more facts than this are not near. */
const FARTHEST = 3
/** Changes shown for one outcome. */
const MOST = 4

interface Path {
  /** How many facts are changed. */
  readonly facts: number
  /** Level and cell of what is changed. */
  readonly changed: readonly (readonly [level: number, cell: number])[]
}

/**
 * The nearest situations with another outcome, decided for certain: for each other outcome the fewest public facts that
 * would have to be changed, or learned, and to what. At most `MOST` an outcome, `FARTHEST` facts a change; nearest
 * first. Private facts and the asking body stay as they are.
 */
export function nearestChanges(bench: Workbench, knowledge: Knowledge, current: Outcome): readonly Change[] {
  const { forest } = bench
  const paths = new PathFinder(bench, knowledge).from(startOf(bench, knowledge))
  const changes = [...paths].flatMap(([bits, found]) => {
    const [outcome, ...others] = outcomesIn(bits)
    return outcome === undefined || others.length > 0 || outcome === current ? [] : found.map((path) => ({ outcome, path }))
  })
  return changes
    .toSorted((a, b) => a.path.facts - b.path.facts)
    .map(({ outcome, path }) => ({ outcome, facts: factsOf(forest.variables, path) }))

  function factsOf(variables: Workbench["forest"]["variables"], path: Path): ReadonlyMap<FactId, Given> {
    const cells = new Map(path.changed)
    const facts = [...new Set(path.changed.map(([level]) => variables[level]?.fact ?? -1))].sort((a, b) => a - b)
    return new Map(
      facts.map((fact) => {
        const domain = domainAt(forest, fact)
        const levels = bench.levels[fact] ?? []
        const own = levels.map((level) => cells.get(level) ?? Math.max(0, at(knowledge.cells, level)))
        return [domain.id, givenOf(domain, levels.flatMap((level) => variables[level] ?? []), own)]
      }),
    )
  }
}

/** The sets of outcomes over the facts that may be changed: private facts, the asker and what is not known are put in or taken out. */
function startOf(bench: Workbench, knowledge: Knowledge): DiagramNode {
  const { forest } = bench
  const changeable = forest.facts.map((_, fact) => mayChange(bench, knowledge, fact))
  const cells = knowledge.cells.map((cell, level) => (changeable[forest.variables[level]?.fact ?? -1] === true ? FREE : cell))
  return bench.residual({ cells, said: changeable.map((may) => !may) }).outcomes
}

/** A public fact whose value is known may be otherwise; one not yet spoken of may be learned, if it is no set. */
function mayChange({ forest, levels }: Workbench, knowledge: Knowledge, fact: number): boolean {
  const { visibility, shape } = domainAt(forest, fact)
  if (visibility !== "public") return false
  return knowledge.said[fact] === true ? (levels[fact] ?? []).every((level) => at(knowledge.cells, level) >= 0) : shape.kind !== "set"
}

class PathFinder {
  readonly #bench: Workbench
  readonly #knowledge: Knowledge
  readonly #memo = new Map<string, ReadonlyMap<number, readonly Path[]>>()

  constructor(bench: Workbench, knowledge: Knowledge) {
    this.#bench = bench
    this.#knowledge = knowledge
  }

  /** For each set of outcomes reached from `node`: the nearest ways there. A fact that is being changed costs no more, however many of its variables change. */
  from(node: DiagramNode, changing: number | null = null): ReadonlyMap<number, readonly Path[]> {
    if (node < TERMINALS) return node === 0 ? new Map() : new Map([[node, [{ facts: 0, changed: [] }]]])
    const { store, forest } = this.#bench
    const level = store.level(node)
    const fact = forest.variables[level]?.fact ?? null
    const key = `${node},${String(fact === changing)}`
    const known = this.#memo.get(key)
    if (known !== undefined) return known
    const arity = at(store.arities, level)
    const current = at(this.#knowledge.cells, level)
    const best = new Map<number, readonly Path[]>()
    const stay = current >= 0 ? store.child(node, level, current) : this.#bench.takeOut(node, level, arity)
    merge(best, this.from(stay, changing))
    for (let cell = 0; cell < arity; cell++) {
      if (cell === current) continue
      merge(best, withChange(this.from(store.child(node, level, cell), fact), [level, cell], fact === changing ? 0 : 1))
    }
    this.#memo.set(key, best)
    return best
  }
}

function withChange(found: ReadonlyMap<number, readonly Path[]>, change: Path["changed"][number], facts: 0 | 1): ReadonlyMap<number, readonly Path[]> {
  return new Map([...found].map(([bits, paths]) => [bits, paths.map((path) => ({ facts: path.facts + facts, changed: [change, ...path.changed] }))]))
}

/** Keeps, for each set of outcomes, the ways of the fewest facts, and of those the ways of the fewest variables. */
function merge(best: Map<number, readonly Path[]>, more: ReadonlyMap<number, readonly Path[]>): void {
  for (const [bits, paths] of more) {
    const all = [...(best.get(bits) ?? []), ...paths].filter((path) => path.facts <= FARTHEST)
    const least = Math.min(...all.map(cost))
    if (all.length > 0) best.set(bits, all.filter((path) => cost(path) === least).slice(0, MOST))
  }
}

/** No path changes as many variables as a fact weighs. */
function cost(path: Path): number {
  return path.facts * 1_000_000 + path.changed.length
}
