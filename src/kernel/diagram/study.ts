/**
 * A study: one question, or versions of it, compiled over one set of variables into one store, so that they can be counted and compared.
 *
 * A forest answers; a study is taken apart. Its variables are the common refinement of all its versions and of the conditions that
 * are looked at beside them. What one version's vocabulary cannot say is not admissible in that version.
 */
import { bug } from "../text/bug.ts"
import { rankingFor } from "./build.ts"
import { Compiler } from "./compiler.ts"
import { domainsOf, variablesOf, type FactDomain, type Variable } from "./domains.ts"
import type { RuleDiagram } from "./forest.ts"
import { givenOf } from "./knowledge.ts"
import { at, DESCEND, FALSE, NODE_LIMIT, type NodeStore, TERMINALS, TRUE, withinLimit, type DiagramNode } from "./nodes.ts"
import { bitsOf, DECIDES } from "./outcome.ts"
import { outcomeDiagram, withoutWithdrawn } from "./outcome-diagram.ts"
import type { Ranking } from "./ranking.ts"
import { refine, type RefinedVersion } from "./refine.ts"
import { OUTCOMES, type Condition, type FactId, type Outcome, type QuestionSpec } from "./types.ts"
import type { Given } from "./values.ts"

/** One version of the question, over the study's variables. */
export interface StudiedVersion {
  readonly rules: readonly RuleDiagram[]
  /** True where a situation can occur, in this version's words. */
  readonly admissible: DiagramNode
  /** Terminals are outcomes, 0 to 6; withdrawn rules silence. */
  readonly outcome: DiagramNode
}

/** Sets of outcomes. */
const WAYS = 2 ** OUTCOMES.length

/** A whole situation, in words that can be given. */
export type Situation = ReadonlyMap<FactId, Given>

export class Study {
  readonly facts: readonly FactDomain[]
  readonly variables: readonly Variable[]
  readonly store: NodeStore
  readonly versions: readonly StudiedVersion[]
  /** The conditions looked at beside the versions, in their sequence. */
  readonly conditions: readonly DiagramNode[]

  readonly #where = new Map<number, DiagramNode>()
  /** A rule's diagram belongs to one version. */
  readonly #deciding = new Map<RuleDiagram, DiagramNode>()

  private constructor(facts: readonly FactDomain[], compiler: Compiler, versions: readonly StudiedVersion[], conditions: readonly DiagramNode[]) {
    this.facts = facts
    this.variables = compiler.variables
    this.store = compiler.store
    this.versions = versions
    this.conditions = conditions
  }

  /** `null` where the diagrams pass `nodeLimit`, garbage included. */
  static of(specs: readonly [QuestionSpec, ...QuestionSpec[]], conditions: readonly Condition[] = [], nodeLimit: number = NODE_LIMIT): Study | null {
    const { facts, versions } = refine(specs)
    /** What cuts and ranks the facts; nobody decides by it. */
    const whole: QuestionSpec = {
      question: specs[0].question,
      facts,
      rules: versions.flatMap((version) => version.rules),
      assumptions: [...versions.flatMap((version) => version.assumptions), ...conditions.map((impossible) => ({ why: "", impossible }))],
    }
    const domains = domainsOf(whole)
    const ranking = rankingFor(whole, nodeLimit)
    return ranking === null ? null : Study.#ranked(domains, ranking, versions, conditions, nodeLimit)
  }

  static #ranked(domains: readonly FactDomain[], ranking: Ranking, versions: readonly RefinedVersion[], conditions: readonly Condition[], nodeLimit: number): Study | null {
    return withinLimit(() => {
      const compiler = new Compiler(domains, ranking, nodeLimit)
      return new Study(domains, compiler, versions.map((version) => studiedVersion(compiler, version)), conditions.map((condition) => compiler.condition(condition)))
    })
  }

  /** The version at `index`. */
  version(index: number): StudiedVersion {
    return this.versions[index] ?? bug("diagram/study: a version that is not there")
  }

  /** Where a diagram of outcomes is one of `outcomes`. */
  where(outcome: DiagramNode, outcomes: readonly Outcome[]): DiagramNode {
    const bits = bitsOf(outcomes)
    const key = outcome * WAYS + bits
    const known = this.#where.get(key)
    if (known !== undefined) return known
    const made = this.store.map(outcome, (terminal) => ((bits & (1 << terminal)) === 0 ? FALSE : TRUE))
    this.#where.set(key, made)
    return made
  }

  /** Where a rule decides, among the situations that can occur; nowhere where it is withdrawn. */
  deciding(version: StudiedVersion, rule: RuleDiagram): DiagramNode {
    if (rule.withdrawn) return FALSE
    const known = this.#deciding.get(rule)
    if (known !== undefined) return known
    const { store } = this
    const made = store.and(store.and(version.admissible, rule.root), this.where(version.outcome, DECIDES[rule.class]))
    this.#deciding.set(rule, made)
    return made
  }

  /** A situation where a diagram of truths is true: the first in the sequence of cells; `null` where there is none. */
  witness(root: DiagramNode): Situation | null {
    if (root === FALSE) return null
    const cells = new Array<number>(this.variables.length).fill(0)
    let node = root
    while (node >= TERMINALS) {
      const level = this.store.level(node)
      // Reduced: every node but FALSE leads to TRUE somewhere.
      for (let cell = 0; cell < at(this.store.arities, level); cell++) {
        const child = this.store.child(node, level, cell)
        if (child === FALSE) continue
        cells[level] = cell
        node = child
        break
      }
    }
    const ownCells = (fact: number): readonly number[] => this.variables.flatMap((variable, level) => (variable.fact === fact ? [at(cells, level)] : []))
    return new Map(this.facts.map((fact, index) => [fact.id, givenOf(fact, variablesOf(fact, index), ownCells(index))]))
  }
}

function studiedVersion(compiler: Compiler, spec: RefinedVersion): StudiedVersion {
  const { store } = compiler
  const rules = spec.rules.map((rule): RuleDiagram => ({ id: rule.id, class: rule.class, withdrawn: rule.withdrawn, root: compiler.condition(rule.condition) }))
  const impossible = spec.assumptions.reduce((any, assumption) => store.or(any, compiler.condition(assumption.impossible)), FALSE)
  const admissible = store.and(compiler.formed(), store.not(impossible))
  return { rules, admissible, outcome: withoutWithdrawn(store, rules, outcomeDiagram(store, rules)) }
}

/** Where `left` is true and `right` is not. */
export function without(store: NodeStore, left: DiagramNode, right: DiagramNode): DiagramNode {
  return store.apply(left, right, (l, r) => (l === FALSE || r === TRUE || l === r ? FALSE : r === FALSE ? l : DESCEND))
}
