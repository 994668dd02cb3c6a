/**
 * Comparisons of a fact with a constant, of two facts over one list of values, and of constants (a body's attributes).
 *
 *     age <= 17  →  below age 18          who != troops  →  not is who [troops]          [a, b] ⊇ papers  →  no other member
 */
import type { Condition } from "../../kernel/diagram/types.ts"
import { NUMBER_RANGE } from "../../kernel/diagram/values.ts"
import type { Fact } from "../types.ts"
import { all, any, constant, FALSE, not, TRUE } from "./algebra.ts"
import { constantWords, isOf, keyOf, typeWords, unitOf, writtenOf, type Constant, type ElementType, type FactType } from "./constants.ts"
import type { Comparison } from "./expression.ts"
import type { At } from "./lexer.ts"
import { operandWords, type Operand } from "./operands.ts"
import { refusal } from "./problems.ts"
import type { Scope } from "./scope.ts"

type FactOperand = Extract<Operand, { kind: "fact" }>
type SetConstant = Extract<Constant, { kind: "set" }>

const DECIMAL_METHODS = { lessThan: "<", lessThanOrEqual: "<=", greaterThan: ">", greaterThanOrEqual: ">=" } as const
type DecimalMethod = keyof typeof DECIMAL_METHODS

export function isDecimalMethod(name: string): name is DecimalMethod {
  return Object.hasOwn(DECIMAL_METHODS, name)
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" }

/** `left operator right`; `null` after reporting why it does not compile. */
export function comparison(scope: Scope, written: Comparison | DecimalMethod, left: Operand, right: Operand, at: At): Condition | null {
  if (left.kind === "missing" || right.kind === "missing") return FALSE
  const method = isDecimalMethod(written)
  const operator = method ? DECIMAL_METHODS[written] : written
  const problem = sidesProblem(operator, method, left, right)
  if (problem !== null) return report(scope, at, problem)
  if (left.kind === "fact" && right.kind === "fact") return operator === "==" ? sameFacts(scope, left, right, at) : operator === "!=" ? negated(sameFacts(scope, left, right, at)) : twoFacts(scope, at)
  if (left.kind === "fact" && right.kind === "constant") return factTest(left, operator, right.constant)
  if (left.kind === "constant" && right.kind === "fact") return factTest(right, MIRRORED[operator], left.constant)
  return left.kind === "constant" && right.kind === "constant" ? constant(constantTest(left.constant, operator, right.constant)) : null
}

interface Said {
  readonly message: string
  readonly hint?: string
}

/** What is wrong with the types of two sides; `null` when nothing is. */
function sidesProblem(operator: Comparison, method: boolean, left: Operand, right: Operand): Said | null {
  const [one, other] = [kindOf(left), kindOf(right)]
  if (!fits(left, right)) return { message: `${operandWords(left)} is compared with ${operandWords(right)}` }
  if (method) return one === "decimal" ? null : { message: `found ${operandWords(left)}, expected a decimal`, hint: "write `<`, `<=`, `>` or `>=`" }
  if (operator === "==" || operator === "!=") return null
  if (one === "decimal") return { message: `\`${operator}\` is not for decimals`, hint: "write `.lessThan(…)`, `.lessThanOrEqual(…)`, `.greaterThan(…)` or `.greaterThanOrEqual(…)`" }
  return unitOf(one) === null || unitOf(other) === null ? { message: `found ${operandWords(left)}, expected a number or a time`, hint: "write `==` or `!=`" } : null
}

function kindOf(operand: Operand): FactType["kind"] {
  if (operand.kind === "missing") return "bool"
  if (operand.kind === "fact") return operand.type.kind
  return operand.constant.kind === "entity" ? "enum" : operand.constant.kind
}

function fits(left: Operand, right: Operand): boolean {
  if (left.kind === "fact" && right.kind === "constant") return isOf(left.type, right.constant)
  if (left.kind === "constant" && right.kind === "fact") return isOf(right.type, left.constant)
  if (left.kind === "fact" && right.kind === "fact") return typeKey(left.type) === typeKey(right.type)
  return left.kind === "constant" && right.kind === "constant" && typeOfConstant(left.constant) === typeOfConstant(right.constant)
}

function typeKey(type: FactType): string {
  if (type.kind === "set") return `set of ${typeKey(type.of)}`
  return type.kind === "enum" ? type.name : type.kind
}

function typeOfConstant(value: Constant): string {
  return value.kind === "entity" ? value.type : value.kind
}

function report(scope: Scope, at: At, { message, hint }: Said): null {
  scope.report({ code: "law/wrong-type", message, at, hint })
  return null
}

function twoFacts(scope: Scope, at: At): null {
  scope.report({ ...refusal("a comparison of two facts", "only facts with one list of values can be compared, by `==` or `!=`"), at })
  return null
}

function negated(condition: Condition | null): Condition | null {
  return condition === null ? null : not(condition)
}

function sameFacts(scope: Scope, { fact, type }: FactOperand, { fact: other }: FactOperand, at: At): Condition | null {
  if (fact.id === other.id) return TRUE
  return type.kind === "bool" || type.kind === "enum" ? { kind: "same", fact: fact.id, other: other.id } : twoFacts(scope, at)
}

/** The types fit: `sidesProblem` has looked. */
function factTest({ fact, type }: FactOperand, operator: Comparison, value: Constant): Condition {
  switch (value.kind) {
    case "bool":
    case "text":
    case "entity":
      return equality(operator, { kind: "is", fact: fact.id, values: [writtenOf(value)] })
    case "set":
      return equality(operator, exactly(fact, value.items))
    case "integer":
    case "decimal":
    case "datetime":
    case "duration":
      return numberTest(fact, operator, unitOf(type.kind) === null ? 0 : value.value)
  }
}

function equality(operator: Comparison, equal: Condition): Condition {
  return operator === "==" ? equal : not(equal)
}

function exactly(fact: Fact, items: readonly Constant[]): Condition {
  return { kind: "exactly", fact: fact.id, members: [...new Set(items.map(writtenOf))].sort() }
}

function numberTest(fact: Fact, operator: Comparison, value: number): Condition {
  switch (operator) {
    case "<":
      return below(fact, value)
    case "<=":
      return below(fact, value + 1)
    case ">":
      return not(below(fact, value + 1))
    case ">=":
      return not(below(fact, value))
    case "==":
      return all([below(fact, value + 1), not(below(fact, value))])
    case "!=":
      return not(all([below(fact, value + 1), not(below(fact, value))]))
  }
}

/** Numbers have a least and a most that can be said, so that some bounds exclude all or nothing. */
function below({ id, shape }: Fact, bound: number): Condition {
  const { least, most } = NUMBER_RANGE[shape.kind === "number" ? shape.unit : "integer"]
  if (bound > most) return TRUE
  return bound <= least ? FALSE : { kind: "below", fact: id, bound }
}

function constantTest(left: Constant, operator: Comparison, right: Constant): boolean {
  if (operator === "==" || operator === "!=") return (keyOf(left) === keyOf(right)) === (operator === "==")
  const [one, other] = [numberOf(left), numberOf(right)]
  switch (operator) {
    case "<":
      return one < other
    case "<=":
      return one <= other
    case ">":
      return one > other
    case ">=":
      return one >= other
  }
}

function numberOf(value: Constant): number {
  return typeof value === "object" && "value" in value && typeof value.value === "number" ? value.value : Number.NaN
}

// Sets ----------------------------------------------------------------------------------------------------------------

/** `contains`, `containsAll`, `containsAny` and `isEmpty`, which is given no members; `null` after reporting. */
export function setTest(scope: Scope, name: string, of: Operand, argument: Operand, at: At): Condition | null {
  if (of.kind === "missing" || argument.kind === "missing") return FALSE
  if (of.kind === "fact" && argument.kind === "fact") {
    scope.report({ ...refusal("a set compared with a fact", "name the members: `.contains(…)` of each, joined by `&&` or `||`"), at })
    return null
  }
  if (of.kind === "fact" && argument.kind === "constant") return factSetTest(scope, name, of, argument.constant, at)
  if (of.kind !== "constant" || of.constant.kind !== "set") return report(scope, at, { message: `found ${operandWords(of)}, expected a set` })
  if (argument.kind === "fact") return listTest(scope, name, of.constant, argument, at)
  return constant(constantSetTest(name, of.constant, argument.constant))
}

function factSetTest(scope: Scope, name: string, { fact, type }: FactOperand, argument: Constant, at: At): Condition | null {
  if (type.kind !== "set") return report(scope, at, { message: `found ${typeWords(type)}, expected a set` })
  const wanted = name === "contains" ? [argument] : argument.kind === "set" ? argument.items : null
  if (wanted === null) return report(scope, at, { message: `found ${constantWords(argument)}, expected a list`, hint: "for one value write `.contains(…)`" })
  const strange = wanted.find((item) => !isOf(type.of, item))
  if (strange !== undefined) return report(scope, at, { message: `a set of which each member is ${typeWords(type.of)} is asked for ${constantWords(strange)}` })
  if (name === "isEmpty") return exactly(fact, [])
  const members = [...new Set(wanted.map(writtenOf))].map((member): Condition => ({ kind: "member", fact: fact.id, member }))
  return name === "containsAny" ? any(members) : all(members)
}

/** A written list asked about a fact: is the fact's value in it, are the fact's members in it? */
function listTest(scope: Scope, name: string, list: SetConstant, operand: FactOperand, at: At): Condition | null {
  const { fact, type } = operand
  const of = type.kind === "set" ? type.of : type
  const strange = list.items.find((item) => !isOf(of, item))
  if (strange !== undefined) return report(scope, at, { message: `${typeWords(of)} is looked for among ${constantWords(strange)}` })
  if (name === "contains") return type.kind === "set" ? report(scope, at, { message: "a set is looked for among single values", hint: "write `.containsAll(…)` or `.containsAny(…)`" }) : any(list.items.map((item) => factTest(operand, "==", item)))
  if (type.kind !== "set") return report(scope, at, { message: `found ${typeWords(type)}, expected a set`, hint: "for one value write `.contains(…)`" })
  return name === "containsAny" ? factSetTest(scope, name, operand, list, at) : within(scope, fact, type.of, list.items, at)
}

/** An open set is within a list when it is exactly one of the list's subsets; longer lists would make too many. */
const LONGEST_OPEN_LIST = 6

/** Every member of the fact is one of `items`. */
function within(scope: Scope, fact: Fact, of: ElementType, items: readonly Constant[], at: At): Condition | null {
  const allowed = [...new Set(items.map(writtenOf))]
  const closed = of.kind === "enum" ? of.values : of.kind === "bool" ? ["yes", "no"] : null
  if (closed !== null) return all(closed.filter((value) => !allowed.includes(value)).map((member) => not({ kind: "member", fact: fact.id, member })))
  if (allowed.length > LONGEST_OPEN_LIST) {
    scope.report({ ...refusal(`a list of more than ${LONGEST_OPEN_LIST} that holds every member of an open set`, "declare the members as a list of values"), at })
    return null
  }
  const subsets = allowed.reduce<readonly (readonly string[])[]>((sofar, member) => sofar.flatMap((subset) => [subset, [...subset, member]]), [[]])
  return any(subsets.map((members): Condition => ({ kind: "exactly", fact: fact.id, members: [...members].sort() })))
}

function constantSetTest(name: string, left: SetConstant, right: Constant): boolean {
  const has = new Set(left.items.map(keyOf))
  const wanted = right.kind === "set" && name !== "contains" ? right.items : [right]
  if (name === "isEmpty") return has.size === 0
  return name === "containsAny" ? wanted.some((item) => has.has(keyOf(item))) : wanted.every((item) => has.has(keyOf(item)))
}
