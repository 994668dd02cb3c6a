/** Why an answer, and what would change it: the rules that depend on a fact, and the nearest situations with another outcome. */
import { domainAt, givenOf, type Knowledge } from "./knowledge.ts"
import { at, FALSE, TERMINALS, TRUE, type DiagramNode } from "./nodes.ts"
import { bitsOf, DECIDES, outcomesIn } from "./outcome.ts"
import type { FactId, Outcome, RuleId } from "./types.ts"
import type { Given } from "./values.ts"
import type { Workbench } from "./workbench.ts"

/** The rules of which it still depends on `fact` whether they decide, in the forest's sequence. */
export function rulesDependingOn(bench: Workbench, knowledge: Knowledge, fact: number): readonly RuleId[] {
  const { forest, store } = bench
  return forest.rules.flatMap((rule) => {
    const bits = bitsOf(DECIDES[rule.class])
    const satisfied = store.load(forest.nodes, rule.root)
    const outcome = store.map(store.load(forest.nodes, rule.withdrawn ? forest.unwithdrawn : forest.outcome), (terminal) => ((bits & (1 << terminal)) === 0 ? FALSE : TRUE))
    const deciding = bench.within(store.load(forest.nodes, forest.admissible), store.map(store.and(satisfied, outcome), (terminal) => (terminal === TRUE ? 2 : 1)))
    return bench.matters(bench.putIn(deciding, knowledge), fact) ? [rule.id] : []
  })
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
  readonly cost: number
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
    .toSorted((a, b) => a.path.cost - b.path.cost)
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
  const changeable = forest.variables.map((variable, level) => mayChange(bench, knowledge, level) && forest.facts[variable.fact]?.visibility === "public")
  const fixed = knowledge.cells.map((cell, level) => (changeable[level] === true ? -1 : cell))
  const said = forest.facts.map((_, fact) => bench.levels[fact]?.every((level) => changeable[level] !== true) === true)
  return bench.residual({ cells: fixed, said }).outcomes
}

/** A known value may be otherwise; a scalar not yet spoken of may be learned. */
function mayChange(bench: Workbench, knowledge: Knowledge, level: number): boolean {
  const variable = bench.forest.variables[level]
  if (variable === undefined) return false
  return at(knowledge.cells, level) >= 0 || (knowledge.said[variable.fact] !== true && variable.role.kind === "value")
}

class PathFinder {
  readonly #bench: Workbench
  readonly #knowledge: Knowledge
  readonly #memo = new Map<DiagramNode, ReadonlyMap<number, readonly Path[]>>()

  constructor(bench: Workbench, knowledge: Knowledge) {
    this.#bench = bench
    this.#knowledge = knowledge
  }

  /** For each set of outcomes reached from `node`: the cheapest ways there. */
  from(node: DiagramNode): ReadonlyMap<number, readonly Path[]> {
    if (node < TERMINALS) return node === 0 ? new Map() : new Map([[node, [{ cost: 0, changed: [] }]]])
    const known = this.#memo.get(node)
    if (known !== undefined) return known
    const { store } = this.#bench
    const level = store.level(node)
    const arity = at(store.arities, level)
    const current = at(this.#knowledge.cells, level)
    const best = new Map<number, readonly Path[]>()
    const stay = current >= 0 ? store.child(node, level, current) : this.#bench.takeOut(node, level, arity)
    merge(best, this.from(stay), null)
    for (let cell = 0; cell < arity; cell++) {
      if (cell !== current) merge(best, this.from(store.child(node, level, cell)), [level, cell])
    }
    this.#memo.set(node, best)
    return best
  }
}

function merge(best: Map<number, readonly Path[]>, more: ReadonlyMap<number, readonly Path[]>, change: readonly [number, number] | null): void {
  for (const [bits, paths] of more) {
    const changed = change === null ? paths : paths.map((path) => ({ cost: path.cost + 1, changed: [change, ...path.changed] }))
    const all = [...(best.get(bits) ?? []), ...changed].filter((path) => path.cost <= FARTHEST)
    const least = Math.min(...all.map((path) => path.cost))
    if (all.length > 0) best.set(bits, all.filter((path) => path.cost === least).slice(0, MOST))
  }
}
