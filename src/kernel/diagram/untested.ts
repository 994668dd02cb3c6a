/**
 * Untested: edges of the outcome diagram that no case walks, and a short list of cases that would walk them.
 *
 * A case with facts left open walks what any admissible completion of it walks. The rows are found greedily: the situation whose
 * walk passes the most edges that are left, then without every fact that its outcome does not need. Such a row says as little as it
 * can and still has one outcome; with fewer facts it walks more, so what it was found for it still walks.
 */
import { variablesOf } from "./domains.ts"
import { decidingRules } from "./decide.ts"
import type { WholeForest } from "./forest.ts"
import { domainAt, FREE, givenOf, type Knowledge } from "./knowledge.ts"
import { at } from "./nodes.ts"
import { outcomesIn } from "./outcome.ts"
import type { FactId, Outcome, RuleId } from "./types.ts"
import type { Given } from "./values.ts"
import { walkedAtAll, walkedBy, walkingMost, type Edge } from "./walked.ts"

/** A case to write: what it says, what follows, and by which rules. */
export interface UntestedRow {
  readonly facts: ReadonlyMap<FactId, Given>
  readonly outcome: Outcome
  /** Rules that decide in every completion of the row. */
  readonly by: readonly RuleId[]
  /** Edges that neither a case nor a row before this one walks. */
  readonly walks: number
}

export interface Untested {
  /** Edges that some situation that can occur walks. */
  readonly edges: number
  /** Of them, those that a case walks. */
  readonly walked: number
  readonly rows: readonly UntestedRow[]
  /** Edges that neither a case nor a row walks: more than none where looking for rows took too long. */
  readonly left: number
}

/** Pairs of nodes that the search for rows goes through, before it ends early: a second or so. */
export const WORK_LIMIT = 5_000_000

/** `cases` is what each case says of the facts. */
export function untestedBy(forest: WholeForest, cases: readonly Knowledge[], workLimit: number = WORK_LIMIT): Untested {
  const all = walkedAtAll(forest)
  const left = new Set(all.edges)
  cases.forEach((one) => { take(left, walkedBy(forest, one).edges) })
  const walked = all.edges.size - left.size
  const rows: UntestedRow[] = []
  for (let work = 0; left.size > 0 && work < workLimit; ) {
    const situation = walkingMost(forest, left)
    if (situation === null) break
    const row = fewestFacts(forest, situation)
    work += all.work + row.work
    rows.push({ ...describe(forest, row.cells), walks: take(left, row.edges) })
  }
  return { edges: all.edges.size, walked, rows, left: left.size }
}

/** Takes edges out; how many were still in. */
function take(left: Set<Edge>, edges: ReadonlySet<Edge>): number {
  let taken = 0
  for (const edge of edges) if (left.delete(edge)) taken += 1
  return taken
}

/** The cells of a situation without the facts, the last first, that its outcome does not need. */
function fewestFacts(forest: WholeForest, situation: Int16Array): { readonly cells: Int16Array; readonly edges: ReadonlySet<Edge>; readonly work: number } {
  const whole = walkedBy(forest, { cells: situation })
  let [cells, edges, work] = [situation, whole.edges, whole.work]
  for (let fact = forest.facts.length - 1; fact >= 0; fact--) {
    const fewer = cells.map((cell, level) => (forest.variables[level]?.fact === fact ? FREE : cell))
    const walked = walkedBy(forest, { cells: fewer })
    work += walked.work
    if (walked.outcomes === whole.outcomes) [cells, edges] = [fewer, walked.edges]
  }
  return { cells, edges, work }
}

/** In words that can be given. */
function describe(forest: WholeForest, cells: Int16Array): Omit<UntestedRow, "walks"> {
  const knowledge: Knowledge = { cells, said: forest.facts.map(() => true) }
  const facts = forest.facts.flatMap(({ id }, fact): readonly (readonly [FactId, Given])[] => {
    const own = forest.variables.flatMap((variable, level) => (variable.fact === fact ? [at(cells, level)] : []))
    return own.length === 0 || own.includes(FREE) ? [] : [[id, givenOf(domainAt(forest, fact), variablesOf(domainAt(forest, fact), fact), own)]]
  })
  const [outcome = "silent"] = outcomesIn(walkedBy(forest, knowledge).outcomes)
  return { facts: new Map(facts), outcome, by: decidingRules(forest, knowledge).flatMap(({ id, certain }) => (certain ? [id] : [])) }
}
