/** Findings by brute force: what a list of all situations says of rules that do nothing, of rules against rules, and of silence. */
import type { Cell } from "../../src/kernel/diagram/domains.ts"
import type { Saying } from "../../src/kernel/diagram/saying.ts"
import type { Condition, QuestionSpec, RuleId, RuleSpec } from "../../src/kernel/diagram/types.ts"
import { isAdmissible, verdictIn } from "./outcome.ts"
import { holds, situationsOf, valueIn, type Situation } from "./situations.ts"

export function admissibleSituations(spec: QuestionSpec): readonly Situation[] {
  return situationsOf(spec).filter((situation) => isAdmissible(spec, situation))
}

/** Silent situations that no accepted condition explains. */
export function unexplainedSilence(spec: QuestionSpec, accepted: readonly Condition[]): readonly Situation[] {
  return admissibleSituations(spec).filter((situation) => verdictIn(spec, situation).outcome === "silent" && !accepted.some((condition) => holds(condition, situation)))
}

export function deadRules(spec: QuestionSpec): readonly RuleId[] {
  const situations = admissibleSituations(spec)
  return spec.rules.filter((rule) => !situations.some((situation) => holds(rule.condition, situation))).map(({ id }) => id)
}

/** Rules that counsel has not withdrawn, that are satisfied somewhere, and that decide nowhere. */
export function idleRules(spec: QuestionSpec): readonly RuleId[] {
  const dead = deadRules(spec)
  const deciding = decidingSomewhere(spec)
  return spec.rules.filter(({ id, withdrawn }) => !withdrawn && !dead.includes(id) && !deciding.has(id)).map(({ id }) => id)
}

/** Rules that decide somewhere and can be left out without any outcome changing. */
export function rulesToSpare(spec: QuestionSpec): readonly RuleId[] {
  const situations = admissibleSituations(spec)
  const deciding = decidingSomewhere(spec)
  const canGo = (rule: RuleSpec): boolean => {
    const rest = { ...spec, rules: spec.rules.filter((other) => other !== rule) }
    return situations.every((situation) => verdictIn(rest, situation).outcome === verdictIn(spec, situation).outcome)
  }
  return spec.rules.filter((rule) => deciding.has(rule.id) && canGo(rule)).map(({ id }) => id)
}

/** Whether, wherever a rule decides, one of others is satisfied. */
export function isCovered(spec: QuestionSpec, rule: RuleId, others: readonly RuleId[]): boolean {
  const covering = spec.rules.filter(({ id }) => others.includes(id))
  return admissibleSituations(spec).every((situation) => !verdictIn(spec, situation).deciding.includes(rule) || covering.some(({ condition }) => holds(condition, situation)))
}

/** Situations that satisfy both rules. */
export function bothSatisfied(spec: QuestionSpec, one: RuleId, other: RuleId): readonly Situation[] {
  const rules = spec.rules.filter(({ id }) => id === one || id === other)
  return admissibleSituations(spec).filter((situation) => rules.every(({ condition }) => holds(condition, situation)))
}

function decidingSomewhere(spec: QuestionSpec): ReadonlySet<RuleId> {
  return new Set(admissibleSituations(spec).flatMap((situation) => verdictIn(spec, situation).deciding))
}

/** Whether what is said of a fact is true in a situation. */
export function saysTrue(saying: Saying, situation: Situation): boolean {
  const given = valueIn(situation, saying.fact)
  switch (saying.kind) {
    case "is":
      return saying.cells.some((cell) => isIn(cell, given)) || (saying.cells.some(({ kind }) => kind === "other") && given.kind === "value" && ![...saying.cells, ...saying.others].some((cell) => isIn(cell, given)))
    case "present":
      return (given.kind !== "absent") === saying.holds
    case "member":
      return (given.kind === "set" && given.members.includes(saying.member)) === saying.holds
    case "other-member":
      throw new Error("a set's other members are counted, not named, here")
  }
}

function isIn(cell: Cell, given: ReturnType<typeof valueIn>): boolean {
  switch (cell.kind) {
    case "values":
      return given.kind === "value" && cell.values.includes(given.value)
    case "range":
      return given.kind === "number" && cell.from <= given.value && given.value <= cell.to
    case "absent":
      return given.kind === "absent"
    case "other":
      return false
  }
}
