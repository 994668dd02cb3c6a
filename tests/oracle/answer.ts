/** Answers with facts missing: everything that holds in all, or in some, admissible completions. */
import { OUTCOMES, type FactId, type Outcome, type QuestionSpec, type RuleId } from "../../src/kernel/diagram/types.ts"
import type { Given } from "../../src/kernel/diagram/values.ts"
import { inSequence, isAdmissible, verdictIn } from "./outcome.ts"
import { product, situationsOf, valuesOf, type Situation } from "./situations.ts"

/** What was said, by fact; of other facts nothing was said. */
export type Known = ReadonlyMap<FactId, Given>

/** Every situation that can occur and fits what is known. */
export function completionsOf(spec: QuestionSpec, known: Known): readonly Situation[] {
  const choices = spec.facts.map((fact) => [fact.id, valuesLeft(known.get(fact.id), valuesOf(spec, fact))] as const)
  return product(choices).filter((situation) => isAdmissible(spec, situation))
}

function valuesLeft(said: Given | undefined, all: readonly Given[]): readonly Given[] {
  if (said === undefined || said.kind === "unknown") return all
  return said.kind === "present" ? all.filter(({ kind }) => kind !== "absent") : [said]
}

/** None where the facts known cannot occur together. */
export function possibleOutcomes(spec: QuestionSpec, known: Known): readonly Outcome[] {
  return inSequence(completionsOf(spec, known).map((situation) => verdictIn(spec, situation).outcome))
}

export interface InSomeCompletion {
  readonly id: RuleId
  /** In all of them. */
  readonly certain: boolean
}

export function rulesDeciding(spec: QuestionSpec, known: Known): readonly InSomeCompletion[] {
  return inSome(spec, completionsOf(spec, known).map((situation) => verdictIn(spec, situation).deciding))
}

export function rulesWithdrawn(spec: QuestionSpec, known: Known): readonly InSomeCompletion[] {
  return inSome(spec, completionsOf(spec, known).map((situation) => verdictIn(spec, situation).withdrawn))
}

function inSome(spec: QuestionSpec, completions: readonly (readonly RuleId[])[]): readonly InSomeCompletion[] {
  return spec.rules
    .filter(({ id }) => completions.some((rules) => rules.includes(id)))
    .map(({ id }) => ({ id, certain: completions.every((rules) => rules.includes(id)) }))
}

/** Whether in every completion one of the rules decides, or, if that is enough, the outcome is silent. */
export function oneAlwaysDecides(spec: QuestionSpec, known: Known, ids: ReadonlySet<RuleId>, orSilent: boolean): boolean {
  return completionsOf(spec, known).every((situation) => {
    const { outcome, deciding } = verdictIn(spec, situation)
    return deciding.some((id) => ids.has(id)) || (orSilent && outcome === "silent")
  })
}

/** How many of the situations that can occur have each outcome. */
export function outcomeCounts(spec: QuestionSpec): ReadonlyMap<Outcome, bigint> {
  const outcomes = situationsOf(spec)
    .filter((situation) => isAdmissible(spec, situation))
    .map((situation) => verdictIn(spec, situation).outcome)
  return new Map(OUTCOMES.map((outcome) => [outcome, BigInt(outcomes.filter((one) => one === outcome).length)]))
}
