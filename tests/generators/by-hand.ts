/** Questions written by hand, for tests whose example a reader should be able to check by eye. */
import type { AssumptionSpec, Condition, FactSpec, MemberShape, NumberUnit, QuestionSpec, RuleClass, RuleSpec, Shape } from "../../src/kernel/diagram/types.ts"
import { factId, questionId, ruleId } from "./question.ts"

/** A fact: public, always there, in a topic of its own, unless said otherwise. */
export function fact(id: string, shape: Shape, otherwise: Partial<FactSpec> = {}): FactSpec {
  return { id: factId(id), topic: id, visibility: "public", optional: false, shape, ...otherwise }
}

export const yesNo = (id: string, otherwise: Partial<FactSpec> = {}): FactSpec => fact(id, { kind: "yes-no" }, otherwise)
export const choice = (id: string, values: readonly string[], otherwise: Partial<FactSpec> = {}): FactSpec => fact(id, { kind: "choice", values, merge: false }, otherwise)
export const asker = (bodies: readonly string[]): FactSpec => fact("body", { kind: "choice", values: bodies, merge: true }, { visibility: "asker" })
export const text = (id: string, otherwise: Partial<FactSpec> = {}): FactSpec => fact(id, { kind: "text" }, otherwise)
export const number = (id: string, unit: NumberUnit = "integer", otherwise: Partial<FactSpec> = {}): FactSpec => fact(id, { kind: "number", unit }, otherwise)
export const setOf = (id: string, of: MemberShape, otherwise: Partial<FactSpec> = {}): FactSpec => fact(id, { kind: "set", of }, otherwise)

export const always: Condition = { kind: "constant", holds: true }
export const is = (id: string, ...values: readonly string[]): Condition => ({ kind: "is", fact: factId(id), values })
export const yes = (id: string): Condition => is(id, "yes")
export const below = (id: string, bound: number): Condition => ({ kind: "below", fact: factId(id), bound })
export const present = (id: string): Condition => ({ kind: "present", fact: factId(id) })
export const member = (id: string, one: string): Condition => ({ kind: "member", fact: factId(id), member: one })
export const exactly = (id: string, ...members: readonly string[]): Condition => ({ kind: "exactly", fact: factId(id), members })
export const same = (id: string, other: string): Condition => ({ kind: "same", fact: factId(id), other: factId(other) })
export const not = (of: Condition): Condition => ({ kind: "not", of })
export const all = (...of: readonly Condition[]): Condition => ({ kind: "all", of })
export const any = (...of: readonly Condition[]): Condition => ({ kind: "any", of })

export const forbid = (id: string, condition: Condition): RuleSpec => rule(id, "binding-forbid", condition)
export const permit = (id: string, condition: Condition): RuleSpec => rule(id, "binding-permit", condition)

export function rule(id: string, ruleClass: RuleClass, condition: Condition): RuleSpec {
  return { id: ruleId(id), class: ruleClass, condition, withdrawn: false }
}

export const never = (impossible: Condition, why = "it cannot be"): AssumptionSpec => ({ why, impossible })

export function question(facts: readonly FactSpec[], rules: readonly RuleSpec[], assumptions: readonly AssumptionSpec[] = []): QuestionSpec {
  return { question: questionId("ask"), facts, rules, assumptions }
}
