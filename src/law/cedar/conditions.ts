/**
 * A policy's condition for one question, in the kernel's form.
 *
 *     when { context.who == Who::"troops" } unless { context has paper && context.age <= 17 }
 *     all [ is who [troops], not all [ present paper, below age 18 ] ]
 *
 * The form has the same truth as Cedar in every situation of a policy that strict validation accepts. A test of an absent
 * fact is false here and an error in Cedar; validation proves that Cedar never gets there, because `&&`, `||` and `if`
 * stop before it, and then the value of what is not reached does not matter: `a && b` is false whatever b is, and so on.
 * For the same reason what Cedar never reaches in one question (`context has x && …` where it has no x) is not compiled.
 *
 * Bodies are known, so a test of the principal alone is made for each body here and becomes a test of the fact `body`.
 * What does not compile is refused by name and place: DESIGN.md, "What compiles".
 */
import type { Condition } from "../../kernel/diagram/types.ts"
import { didYouMean } from "../../kernel/text/did-you-mean.ts"
import type { Body, Question } from "../types.ts"
import { all, any, constant, FALSE, ifThenElse, isFalse, isTrue, not, TRUE } from "./algebra.ts"
import { comparison, isDecimalMethod, setTest } from "./comparisons.ts"
import { typeWords } from "./constants.ts"
import type { Expression } from "./expression.ts"
import { BODY_FACT } from "./ids.ts"
import { checkAttribute, METHOD_HINTS, operandOf, operandWords, reportUnknownFact, type Operand } from "./operands.ts"
import type { Policy } from "./policy.ts"
import { refusal, type Report } from "./problems.ts"
import { checkSayable } from "./sayable.ts"
import { factOf, standsIn, type Scope } from "./scope.ts"
import type { Vocabulary } from "./vocabulary.ts"

/** What stands for a part that was refused, so that the rest is still read. It is never handed out without an error. */
const BROKEN: Condition = { kind: "is", fact: BODY_FACT, values: [] }

/** The condition under which the policy is satisfied when `question` is asked. Errors go to `report`. */
export function conditionOf(policy: Policy, vocabulary: Vocabulary, question: Question, questions: readonly Question[], report: Report): Condition {
  const scope: Scope = { vocabulary, question, questions, report }
  if (policy.resource.constrained) report({ ...refusal("a test of `resource`", "it is always the pack's City; write `resource` alone"), at: policy.resource.at })
  let condition = policy.principal === null ? TRUE : compile(scope, policy.principal)
  for (const { kind, body } of policy.conditions) {
    condition = sequence(condition, () => (kind === "when" ? compile(scope, body) : not(compile(scope, body))))
  }
  return settle(condition, vocabulary.bodies)
}

/** `left && right`, where Cedar does not look at `right` after a constant false. */
function sequence(left: Condition, right: () => Condition): Condition {
  return isFalse(left) ? FALSE : all([left, right()])
}

function compile(scope: Scope, expression: Expression): Condition {
  switch (expression.kind) {
    case "bool":
      return constant(expression.value)
    case "not":
      return not(compile(scope, expression.of))
    case "and":
      return sequence(compile(scope, expression.left), () => compile(scope, expression.right))
    case "or": {
      const left = compile(scope, expression.left)
      return isTrue(left) ? TRUE : any([left, compile(scope, expression.right)])
    }
    case "if": {
      const test = compile(scope, expression.test)
      if (test.kind === "constant") return compile(scope, test.holds ? expression.then : expression.otherwise)
      return ifThenElse(test, compile(scope, expression.then), compile(scope, expression.otherwise))
    }
    case "compare":
      return isTruthTest(expression) ? truthTest(scope, expression) : test(scope, expression)
    case "text":
    case "integer":
    case "entity":
    case "variable":
    case "slot":
    case "attribute":
    case "has":
    case "in":
    case "is":
    case "arithmetic":
    case "like":
    case "method":
    case "call":
    case "list":
    case "record":
      return test(scope, expression)
  }
}

/** `a == b` of conditions: both or neither. */
function truthTest(scope: Scope, { operator, left, right }: Compare): Condition {
  const one = compile(scope, left)
  const other = compile(scope, right)
  const same = ifThenElse(one, other, not(other))
  return operator === "==" ? same : not(same)
}

type Compare = Extract<Expression, { kind: "compare" }>

function isTruthTest({ operator, left, right }: Compare): boolean {
  return (operator === "==" || operator === "!=") && (isCondition(left) || isCondition(right))
}

/** Whether an expression can only be a yes or no, by its form. */
function isCondition(expression: Expression): boolean {
  if (expression.kind === "method") return expression.name === "isEmpty" || expression.name.startsWith("contains") || isDecimalMethod(expression.name)
  if (expression.kind === "if") return isCondition(expression.then) || isCondition(expression.otherwise)
  return ["bool", "not", "and", "or", "compare", "has", "in", "is", "like"].includes(expression.kind)
}

// One test ------------------------------------------------------------------------------------------------------------

/** A test of facts, of the principal or of the action; never of two of them. */
function test(scope: Scope, expression: Expression): Condition {
  const variables = variablesOf(expression)
  const resource = variables.find(({ name }) => name === "resource")
  const principal = variables.find(({ name }) => name === "principal")
  const names = new Set(variables.map(({ name }) => name))
  if (resource !== undefined) return refuse(scope, resource, "a test of `resource`", "it is always the pack's City")
  if (principal !== undefined && names.size > 1) return refuse(scope, expression, "the principal compared with a fact", "test the principal and the fact one by one, joined by `&&`")
  if (principal !== undefined) return bodiesThat(scope, expression)
  const compiled = testOf(scope, expression, null)
  return names.size > 0 || compiled === BROKEN ? compiled : refuse(scope, expression, "a test without a fact", "write `true` or `false`")
}

/** The bodies of which a test of the principal alone holds. */
function bodiesThat(scope: Scope, expression: Expression): Condition {
  const values = scope.vocabulary.bodies.filter((body) => isTrue(testOf(scope, expression, body))).map(({ id }) => id)
  return { kind: "is", fact: BODY_FACT, values }
}

function testOf(scope: Scope, expression: Expression, body: Body | null): Condition {
  switch (expression.kind) {
    case "has":
      return hasTest(scope, expression, body)
    case "compare": {
      const left = operandOf(scope, expression.left, body)
      const right = operandOf(scope, expression.right, body)
      if (left === null || right === null) return BROKEN
      checkSayable(scope, left, expression.right)
      checkSayable(scope, right, expression.left)
      return comparison(scope, expression.operator, left, right, expression.at) ?? BROKEN
    }
    case "in":
      return inTest(scope, expression.left, expression.right, body, expression.at)
    case "is":
      return isTest(scope, expression, body)
    case "method":
      return methodTest(scope, expression, body)
    case "like":
      return refuse(scope, expression, "`like`", "name the texts that matter with `==`")
    case "bool":
    case "text":
    case "integer":
    case "entity":
    case "variable":
    case "slot":
    case "attribute":
    case "not":
    case "and":
    case "or":
    case "if":
    case "arithmetic":
    case "call":
    case "list":
    case "record":
      return plainTest(scope, expression, body)
  }
}

/** A value that stands where a condition is expected: a yes-no fact or attribute. */
function plainTest(scope: Scope, expression: Expression, body: Body | null): Condition {
  const operand = operandOf(scope, expression, body)
  if (operand === null) return BROKEN
  if (operand.kind === "missing") return FALSE
  if (operand.kind === "constant" && operand.constant.kind === "bool") return constant(operand.constant.value)
  if (operand.kind === "fact" && operand.type.kind === "bool") return { kind: "is", fact: operand.fact.id, values: ["yes"] }
  return wrongType(scope, expression, `found ${operandWords(operand)}, expected a condition`, operand.kind === "fact" ? "compare it with a value: `… == …`" : undefined)
}

function hasTest(scope: Scope, { of, path, at, nameAt }: Extract<Expression, { kind: "has" }>, body: Body | null): Condition {
  const [name = "", ...deeper] = path
  if (of.kind !== "variable" || deeper.length > 0) return refuse(scope, { at }, "an attribute of an attribute", "declare it as a fact of its own")
  if (of.name === "principal" && body !== null) {
    return checkAttribute(scope, name, nameAt) ? constant(scope.vocabulary.attributesOf.get(body.id)?.has(name) ?? false) : BROKEN
  }
  if (of.name !== "context") return refuse(scope, { at }, `an attribute of \`${of.name}\``, "facts are attributes of `context`")
  const fact = factOf(scope.question, name)
  if (fact !== undefined) return fact.optional ? { kind: "present", fact: fact.id } : TRUE
  if (scope.questions.some((question) => factOf(question, name) !== undefined)) return FALSE
  reportUnknownFact(scope, name, nameAt)
  return BROKEN
}

function inTest(scope: Scope, left: Expression, right: Expression, body: Body | null, at: Expression["at"]): Condition {
  const one = operandOf(scope, left, body)
  const other = operandOf(scope, right, body)
  if (one === null || other === null) return BROKEN
  if (one.kind === "missing" || other.kind === "missing") return FALSE
  if (other.kind === "fact") return refuse(scope, { at }, "a value looked for in a fact by `in`", "for a set write `context.x.contains(…)`")
  const within = other.constant.kind === "set" ? other.constant.items : [other.constant]
  const entities = within.filter((item) => item.kind === "entity")
  if (entities.length < within.length) return wrongType(scope, right, `found ${operandWords(other)}, expected values of a type`, "`in` is for lists of values, bodies and groups; for texts and numbers write `[…].contains(…)`")
  if (one.kind === "constant") {
    const { constant: entity } = one
    return entity.kind === "entity" ? constant(entities.some((item) => standsIn(scope.vocabulary, entity, item))) : wrongType(scope, left, `found ${operandWords(one)}, expected a value of a type`, undefined)
  }
  const { type, fact } = one
  if (type.kind !== "enum" || entities.some((item) => item.type !== type.name)) return wrongType(scope, { at }, `${typeWords(type)} is looked for among ${entities[0] === undefined ? "nothing" : operandWords({ kind: "constant", constant: entities[0] })}`, undefined)
  return { kind: "is", fact: fact.id, values: [...new Set(entities.map(({ id }) => id))] }
}

function isTest(scope: Scope, expression: Extract<Expression, { kind: "is" }>, body: Body | null): Condition {
  const { of, type, typeAt } = expression
  const operand = operandOf(scope, of, body)
  if (operand === null) return BROKEN
  if (operand.kind === "missing") return FALSE
  const types = ["Body", ...scope.vocabulary.enums.map(({ name }) => name)]
  const own = operand.kind === "fact" ? (operand.type.kind === "enum" ? operand.type.name : null) : operand.constant.kind === "entity" ? operand.constant.type : null
  if (own === null) return wrongType(scope, of, `found ${operandWords(operand)}, expected a value of a type`, undefined)
  if (own !== type) {
    if (types.includes(type)) return wrongType(scope, { at: typeAt }, `this is always ${operandWords(operand)}, never a \`${type}\``, undefined)
    scope.report({ code: "law/unknown-type", message: `no type is named \`${type}\``, at: typeAt, hint: didYouMean(type, types) })
    return BROKEN
  }
  return expression.in === null ? TRUE : inTest(scope, of, expression.in, body, expression.at)
}

function methodTest(scope: Scope, { name, of, arguments: [argument], at }: Extract<Expression, { kind: "method" }>, body: Body | null): Condition {
  if (name !== "isEmpty" && !name.startsWith("contains") && !isDecimalMethod(name)) {
    return refuse(scope, { at }, `\`.${name}(…)\``, METHOD_HINTS[name] ?? "compare facts themselves with constants")
  }
  const left = operandOf(scope, of, body)
  const right = argument === undefined ? EMPTY : operandOf(scope, argument, body)
  if (left === null || right === null) return BROKEN
  if (argument !== undefined) checkSayable(scope, left, argument)
  checkSayable(scope, right, of)
  return (isDecimalMethod(name) ? comparison(scope, name, left, right, at) : setTest(scope, name, left, right, at)) ?? BROKEN
}

/** `isEmpty` compares with no members. */
const EMPTY: Operand = { kind: "constant", constant: { kind: "set", items: [] } }

function refuse(scope: Scope, { at }: Pick<Expression, "at">, construct: string, hint: string): Condition {
  scope.report({ ...refusal(construct, hint), at })
  return BROKEN
}

function wrongType(scope: Scope, { at }: Pick<Expression, "at">, message: string, hint: string | undefined): Condition {
  scope.report({ code: "law/wrong-type", message, at, hint })
  return BROKEN
}

// Walks ---------------------------------------------------------------------------------------------------------------

function variablesOf(expression: Expression): readonly Extract<Expression, { kind: "variable" }>[] {
  return expression.kind === "variable" ? [expression] : partsOf(expression).flatMap(variablesOf)
}

export interface NamedFact {
  readonly name: string
  readonly at: Expression["at"]
}

/** Every attribute of `context` that a policy reads or tests for. */
export function namedFacts(policy: Policy): readonly NamedFact[] {
  return policy.conditions.flatMap(({ body }) => factsNamedIn(body))
}

function factsNamedIn(expression: Expression): readonly NamedFact[] {
  const inner = partsOf(expression).flatMap(factsNamedIn)
  if (expression.kind !== "attribute" && expression.kind !== "has") return inner
  if (expression.of.kind !== "variable" || expression.of.name !== "context") return inner
  const name = expression.kind === "has" ? (expression.path[0] ?? "") : expression.name
  return [{ name, at: expression.nameAt }, ...inner]
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "bool":
    case "text":
    case "integer":
    case "entity":
    case "variable":
    case "slot":
    case "record":
      return []
    case "attribute":
    case "has":
    case "not":
    case "like":
      return [expression.of]
    case "and":
    case "or":
    case "compare":
    case "in":
      return [expression.left, expression.right]
    case "if":
      return [expression.test, expression.then, expression.otherwise]
    case "is":
      return expression.in === null ? [expression.of] : [expression.of, expression.in]
    case "arithmetic":
      return expression.operands
    case "method":
      return [expression.of, ...expression.arguments]
    case "call":
      return expression.arguments
    case "list":
      return expression.items
  }
}

/** Folds tests that no body, or every body, passes. Kept apart until now, so that what stands behind them was still read. */
function settle(condition: Condition, bodies: readonly Body[]): Condition {
  switch (condition.kind) {
    case "is":
      if (condition.values.length === 0) return FALSE
      return condition.fact === BODY_FACT && condition.values.length === bodies.length ? TRUE : condition
    case "not":
      return not(settle(condition.of, bodies))
    case "all":
      return all(condition.of.map((part) => settle(part, bodies)))
    case "any":
      return any(condition.of.map((part) => settle(part, bodies)))
    case "if":
      return ifThenElse(settle(condition.test, bodies), settle(condition.then, bodies), settle(condition.otherwise, bodies))
    case "constant":
    case "below":
    case "present":
    case "member":
    case "exactly":
    case "same":
      return condition
  }
}
