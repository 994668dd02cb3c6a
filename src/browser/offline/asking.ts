/**
 * One question on a device without a connection: what to ask next, or what follows. The same diagrams and the same planner as on the
 * server, so that nobody is asked other things or told anything else.
 */
import { Planner } from "../../kernel/diagram/ask.ts"
import { decidingRules, reachable } from "../../kernel/diagram/decide.ts"
import { alwaysDecides } from "../../kernel/diagram/explain.ts"
import type { Forest } from "../../kernel/diagram/forest.ts"
import { knowledgeOf, type Knowledge } from "../../kernel/diagram/knowledge.ts"
import type { FactId, FactSpec, RuleId } from "../../kernel/diagram/types.ts"
import { parseGiven, type Given } from "../../kernel/diagram/values.ts"
import { Workbench } from "../../kernel/diagram/workbench.ts"
import { outcomeOver } from "../../kernel/receipt/decide-again.ts"

export type Facts = ReadonlyMap<FactId, Given>

export interface Answer {
  /** An outcome, `open` or `impossible`. */
  readonly outcome: string
  readonly rules: readonly { readonly id: RuleId; readonly certain: boolean }[]
  readonly steps: readonly string[]
}

/** Which steps a law ties to what. */
export interface StepsOf {
  readonly rules: ReadonlyMap<string, readonly string[]>
  /** Where no rule speaks. */
  readonly silent: readonly string[]
}

export class Asking {
  readonly #forest: Forest
  readonly #bench: Workbench | null
  readonly #planner: Planner | null

  constructor(forest: Forest) {
    this.#forest = forest
    this.#bench = forest.kind === "by-rules" ? null : new Workbench(forest)
    this.#planner = this.#bench === null ? null : new Planner(this.#bench)
  }

  /** The fact to ask now; `null` where nothing more would change the answer. */
  next(facts: Facts): FactSpec | null {
    const knowledge = knowledgeOf(this.#forest, facts)
    if (this.#planner === null) return reachable(this.#forest, knowledge).length > 1 ? (this.#forest.facts.find(({ id }) => !facts.has(id)) ?? null) : null
    const next = this.#planner.next(knowledge)
    return next === null ? null : (this.#forest.facts[next.fact] ?? null)
  }

  answer(facts: Facts, steps: StepsOf): Answer {
    const knowledge = knowledgeOf(this.#forest, facts)
    const outcomes = reachable(this.#forest, knowledge)
    const outcome = outcomeOver(outcomes)
    const rules = outcome === "impossible" ? [] : decidingRules(this.#forest, knowledge)
    return { outcome, rules, steps: outcome === "impossible" ? [] : this.#shared(knowledge, outcomes, rules, steps) }
  }

  /** The steps of every completion, as the server gives them. */
  #shared(knowledge: Knowledge, outcomes: readonly string[], rules: Answer["rules"], { rules: ofRule, silent }: StepsOf): readonly string[] {
    const maySilent = outcomes.includes("silent")
    const stepsOf = (id: string): readonly string[] => ofRule.get(id) ?? []
    const all = new Set([...rules.flatMap(({ id }) => stepsOf(id)), ...(maySilent ? silent : [])])
    return [...all].filter((step) => {
      const withStep = rules.filter(({ id }) => stepsOf(id).includes(step))
      const inSilence = maySilent && silent.includes(step)
      if (withStep.some(({ certain }) => certain) || (outcomes.length === 1 && inSilence)) return true
      return this.#bench !== null && alwaysDecides(this.#bench, knowledge, new Set(withStep.map(({ id }) => id)), inSilence)
    })
  }
}

export type Read = { readonly kind: "given"; readonly given: Given } | { readonly kind: "missing" | "one-only" | "not-a-value" }

/** What a form says of a fact: the values of its fields of that name. */
export function readSaid(fact: FactSpec, values: readonly string[]): Read {
  const said = values.map((value) => value.trim()).filter((value) => value !== "")
  if (said.length === 0) return { kind: "missing" }
  const apart = said.filter((value) => value === "unknown" || value === "absent" || value === "nothing")
  if (apart.length > 0 && said.length > 1) return { kind: "one-only" }
  if (fact.shape.kind !== "set" && said.length > 1) return { kind: "one-only" }
  const written = fact.shape.kind === "set" && said[0] === "nothing" ? "" : said.join(",")
  const parsed = parseGiven(fact, written)
  return parsed.kind === "given" ? parsed : { kind: "not-a-value" }
}
