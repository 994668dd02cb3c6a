/**
 * The next question worth asking.
 *
 * The plan is an exact optimum: the fewest further questions expected, uniform over the situations that can still occur,
 * under the rule that a topic once begun is finished while it still matters. A fact is not asked where the answer is a
 * function of the remaining facts; of facts that tell each other, the first in the document remains. Finding such a plan is
 * NP-hard in general (Hyafil & Rivest 1976). First a search over diagrams, which is enough for the questions of a city; where
 * it meets too many residual questions, a table of all of them (plan-table.ts) if they are not more than `TABLE_LIMIT`; where
 * they are, the search goes on to `STATE_LIMIT`. Past that it looks two questions ahead instead, and says so.
 *
 * What was asked and is not known stays unknown: the plan then ends where nothing that can still be said would change the
 * set of outcomes left.
 */
import { bug } from "../text/bug.ts"
import type { Knowledge } from "./knowledge.ts"
import { FALSE, type DiagramNode } from "./nodes.ts"
import { planByTable, type Plan } from "./plan-table.ts"
import type { Workbench } from "./workbench.ts"

/** Residual questions of a search; some seconds of work at worst. The questions of a city stay below a hundredth of it. */
export const STATE_LIMIT = 20_000
/** Of a search, before a table is tried. */
const FIRST_SEARCH = 2_000
/** Residual questions of a table: fourteen facts of yes and no. A second of work, some seventy megabytes while it lasts. */
export const TABLE_LIMIT = 5_000_000

/**
 * `optimum`: no plan asks fewer questions on average. `look-ahead`: that is too much to know, and two questions ahead are planned.
 * `most-read`: the question is too large for either; the fact that most undecided rules read is asked, topics together.
 */
export type PlanKind = "optimum" | "look-ahead" | "most-read"

export interface NextQuestion {
  /** Index into the forest's facts. */
  readonly fact: number
  readonly plan: PlanKind
  /** Further questions expected, this one included; an estimate unless it is the optimum. */
  readonly expected: number
  /** Further questions at most, this one included. */
  readonly atMost: number
}

export interface AskOptions {
  /** `together` holds the rule of topics; `free` is the optimum without it. */
  readonly topics: "together" | "free"
  /** Residual questions of a search, before two-step look-ahead takes over. */
  readonly stateLimit: number
  /** Residual questions of a table. */
  readonly tableLimit: number
}

interface Branch {
  readonly outcomes: DiagramNode
  readonly admissible: DiagramNode
  /** Of the situations before the question, 0 to 1. */
  readonly share: number
}

/** What is left of a question after some values of a fact, and how many they are. */
interface Cut {
  readonly outcomes: DiagramNode
  readonly admissible: DiagramNode
  readonly values: number
}

const DONE: Plan = { fact: -1, expected: 0, atMost: 0 }

/** Plans questions over one forest; keeps what it has worked out. */
export class Planner {
  readonly #bench: Workbench
  readonly #options: AskOptions
  readonly #topics: readonly number[]
  #plans = new Map<string, Plan>()
  /** Residual questions for which the limit was passed: not tried again. */
  #beyond = new Set<string>()
  #statesLeft = 0

  constructor(bench: Workbench, options: Partial<AskOptions> = {}) {
    this.#bench = bench
    this.#options = { topics: "together", stateLimit: STATE_LIMIT, tableLimit: TABLE_LIMIT, ...options }
    const names = [...new Set(bench.forest.facts.map((fact) => fact.topic))]
    this.#topics = bench.forest.facts.map((fact) => names.indexOf(fact.topic))
  }

  /** The question to ask now; `null` where the answer is decided, impossible, or would not change any more. */
  next(knowledge: Knowledge): NextQuestion | null {
    if (this.#plans.size > this.#options.stateLimit) this.#plans = new Map()
    if (this.#bench.reset()) {
      this.#plans = new Map()
      this.#beyond = new Set()
    }
    const { outcomes, admissible } = this.#bench.residual(knowledge)
    const begun = new Set(this.#topics.filter((_, fact) => knowledge.said[fact] === true))
    const key = `${String(outcomes)},${String(admissible)},${[...begun].sort((a, b) => a - b).join()}`
    const optimum = this.#beyond.has(key) ? null : this.#bestPlan(outcomes, admissible, begun)
    if (optimum !== null) return optimum === DONE ? null : { ...optimum, plan: "optimum" }
    this.#beyond.add(key)
    return { ...this.#lookAhead(outcomes, admissible, begun), plan: "look-ahead" }
  }

  /** By search, by table, or by a longer search; `null` where all of them are too short. */
  #bestPlan(outcomes: DiagramNode, admissible: DiagramNode, begun: ReadonlySet<number>): Plan | null {
    this.#statesLeft = Math.min(FIRST_SEARCH, this.#options.stateLimit)
    const found = this.#optimum(outcomes, admissible, begun) ?? this.#byTable(outcomes, admissible, begun)
    if (found !== null || this.#options.stateLimit <= FIRST_SEARCH) return found
    this.#statesLeft = this.#options.stateLimit - FIRST_SEARCH
    return this.#optimum(outcomes, admissible, begun)
  }

  #byTable(outcomes: DiagramNode, admissible: DiagramNode, begun: ReadonlySet<number>): Plan | null {
    const topics = this.#options.topics === "free" ? null : this.#topics
    const plan = planByTable(this.#bench, { outcomes, admissible, topics, begun }, this.#options.tableLimit)
    if (plan !== null) this.#plans.set(`${String(outcomes)},${String(admissible)},${this.#unfinished(outcomes, begun).join()}`, plan)
    return plan
  }

  /** The best plan from here, or `null` when too many residual questions had to be looked at. */
  #optimum(outcomes: DiagramNode, admissible: DiagramNode, begun: ReadonlySet<number>): Plan | null {
    if (this.#bench.constant(outcomes) !== null) return DONE
    const relevant = this.#bench.factsThatMatter(outcomes)
    const candidates = this.#candidates(relevant, begun)
    const unfinished = this.#unfinished(outcomes, begun)
    const key = `${String(outcomes)},${String(admissible)},${unfinished.join()}`
    const known = this.#plans.get(key)
    if (known !== undefined) return known
    if (this.#statesLeft-- <= 0) return null
    let best: Plan | null = null
    for (const fact of candidates) {
      const plan = this.#ifAsked(fact, outcomes, admissible, new Set(unfinished), best?.expected ?? Infinity)
      if (plan === null) return null
      if (best === null || plan.expected < best.expected - TIE) best = plan
    }
    if (best === null) return bug("diagram/ask: nothing to ask of an open question")
    this.#plans.set(key, best)
    return best
  }

  /** What asking one fact costs; given up as soon as it cannot be better than `bound`. */
  #ifAsked(fact: number, outcomes: DiagramNode, admissible: DiagramNode, begun: ReadonlySet<number>, bound: number): Plan | null {
    let expected = 1
    let atMost = 0
    for (const branch of this.#branches(fact, outcomes, admissible)) {
      const rest = this.#optimum(branch.outcomes, branch.admissible, this.#with(begun, fact))
      if (rest === null) return null
      expected += branch.share * rest.expected
      atMost = Math.max(atMost, rest.atMost)
      if (expected >= bound) break
    }
    return { fact, expected, atMost: atMost + 1 }
  }

  #lookAhead(outcomes: DiagramNode, admissible: DiagramNode, begun: ReadonlySet<number>): Plan {
    const relevant = this.#bench.factsThatMatter(outcomes)
    const best = this.#candidates(relevant, begun)
      .map((fact) => ({ fact, expected: this.#estimate(fact, outcomes, admissible, begun, 2) }))
      .reduce((least, plan) => (plan.expected < least.expected - TIE ? plan : least), { fact: -1, expected: Infinity })
    return best.fact < 0 ? bug("diagram/ask: nothing to ask of an open question") : { ...best, atMost: this.#bench.factsIn(outcomes).length }
  }

  #estimate(fact: number, outcomes: DiagramNode, admissible: DiagramNode, begun: ReadonlySet<number>, depth: number): number {
    return this.#branches(fact, outcomes, admissible).reduce((sum, branch) => {
      if (this.#bench.constant(branch.outcomes) !== null) return sum
      if (depth === 1) return sum + branch.share
      const after = this.#with(begun, fact)
      const candidates = this.#candidates(this.#bench.factsThatMatter(branch.outcomes), after)
      const rest = candidates.map((next) => this.#estimate(next, branch.outcomes, branch.admissible, after, depth - 1))
      return sum + branch.share * Math.min(...rest)
    }, 1)
  }

  /** Facts of topics begun and not finished, or else every relevant fact. */
  #candidates(relevant: readonly number[], begun: ReadonlySet<number>): readonly number[] {
    if (this.#options.topics === "free") return relevant
    const finishing = relevant.filter((fact) => begun.has(this.#topics[fact] ?? -1))
    return finishing.length > 0 ? finishing : relevant
  }

  /** Topics begun of which a fact may still become relevant, sorted: the others do not bear on the plan. */
  #unfinished(outcomes: DiagramNode, begun: ReadonlySet<number>): readonly number[] {
    if (this.#options.topics === "free") return []
    const open = this.#bench.factsIn(outcomes).map((fact) => this.#topics[fact] ?? -1).filter((topic) => begun.has(topic))
    return [...new Set(open)].sort((a, b) => a - b)
  }

  #with(begun: ReadonlySet<number>, fact: number): ReadonlySet<number> {
    return new Set([...begun, this.#topics[fact] ?? -1])
  }

  /** One branch for each way in which a value of the fact can leave the question; a set's values are not listed one by one. */
  #branches(fact: number, outcomes: DiagramNode, admissible: DiagramNode): readonly Branch[] {
    let branches = new Map<string, Cut>([["", { outcomes, admissible, values: 1 }]])
    for (const level of this.#bench.levels[fact] ?? []) {
      const cut = new Map<string, Cut>()
      for (const branch of branches.values()) this.#cutAt(level, branch, cut)
      branches = cut
    }
    const weights = [...branches.values()].map((branch) => ({ ...branch, weight: branch.values * this.#bench.share(branch.admissible) }))
    const total = weights.reduce((sum, { weight }) => sum + weight, 0)
    return weights.map(({ weight, ...branch }) => ({ ...branch, share: weight / total }))
  }

  #cutAt(level: number, branch: Cut, into: Map<string, Cut>): void {
    for (let cell = 0; cell < (this.#bench.store.arities[level] ?? 0); cell++) {
      const admissible = this.#bench.restrict(branch.admissible, level, cell)
      if (admissible === FALSE) continue
      const outcomes = this.#bench.restrict(branch.outcomes, level, cell)
      const key = `${outcomes},${admissible}`
      into.set(key, { outcomes, admissible, values: branch.values + (into.get(key)?.values ?? 0) })
    }
  }
}

/** Sums of shares that differ by less are one: rounding must not choose a question. */
const TIE = 1e-9
