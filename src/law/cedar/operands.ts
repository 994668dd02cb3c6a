/**
 * What a test compares: a fact, or a constant. A body's attribute is a constant once the body is known.
 *
 *     context.who → fact      Who::"troops", 5, decimal("1.5"), [1, 2] → constant      principal.police, for cpd → true
 */
import { parseNumber } from "../../kernel/diagram/values.ts"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import type { Body, Fact } from "../types.ts"
import { constantWords, typeWords, type Constant, type FactType } from "./constants.ts"
import type { Expression } from "./expression.ts"
import { LITERAL_FORMS, refusal } from "./problems.ts"
import { checkEntity, factOf, type Scope } from "./scope.ts"

export type Operand =
  | { readonly kind: "fact"; readonly fact: Fact; readonly type: FactType }
  | { readonly kind: "constant"; readonly constant: Constant }
  /** An optional attribute that this body has not; Cedar never gets to read it. */
  | { readonly kind: "missing" }

/** Reads an operand; `null` after reporting why it is none. `body` is who asks, where the test is about the principal. */
export function operandOf(scope: Scope, expression: Expression, body: Body | null): Operand | null {
  switch (expression.kind) {
    case "bool":
      return constantOperand({ kind: "bool", value: expression.value })
    case "text":
      return constantOperand({ kind: "text", value: expression.value })
    case "integer":
      return integerOperand(scope, expression)
    case "entity":
      return checkEntity(scope, expression) ? constantOperand({ kind: "entity", type: expression.type, id: expression.id }) : null
    case "variable":
      return variableOperand(scope, expression.name, expression, body)
    case "attribute":
      return attributeOperand(scope, expression, body)
    case "list":
      return listOperand(scope, expression.items, body)
    case "call":
      return literalOperand(scope, expression)
    case "arithmetic":
      return refused(scope, { at: expression.operatorAt }, "arithmetic", "make what is computed a fact of its own")
    case "if":
      return refused(scope, expression, "an `if` between values", "compare inside both branches: `if … then context.x == … else context.x == …`")
    case "method":
      return refused(scope, expression, `\`.${expression.name}(…)\` inside a comparison`, METHOD_HINTS[expression.name] ?? "compare facts themselves with constants")
    case "record":
      return refused(scope, expression, "a record", "compare facts one by one")
    case "slot":
      return refused(scope, expression, `the slot \`${expression.name}\``, "a rule says itself whom it is about")
    case "has":
    case "not":
    case "and":
    case "or":
    case "compare":
    case "in":
    case "is":
    case "like":
      return refused(scope, expression, "a condition compared with a value", "join conditions with `&&`, `||` and `!`")
  }
}

export const METHOD_HINTS: Readonly<Record<string, string>> = {
  offset: "compare a time with a written one: `context.seen < datetime(\"2025-08-30\")`",
  durationSince: "make the time that passed a fact of type `duration`",
  getTag: "declare what a body has as attributes",
  hasTag: "declare what a body has as attributes",
}

export function operandWords(operand: Operand): string {
  switch (operand.kind) {
    case "fact":
      return typeWords(operand.type)
    case "constant":
      return constantWords(operand.constant)
    case "missing":
      return "nothing"
  }
}

function constantOperand(constant: Constant): Operand {
  return { kind: "constant", constant }
}

function refused(scope: Scope, { at }: Pick<Expression, "at">, construct: string, hint: string): null {
  scope.report({ ...refusal(construct, hint), at })
  return null
}

function integerOperand(scope: Scope, { value, at }: Extract<Expression, { kind: "integer" }>): Operand | null {
  if (Number.isSafeInteger(value)) return constantOperand({ kind: "integer", value })
  return refused(scope, { at }, "an integer past 2^53 - 1", "write a smaller number")
}

function variableOperand(scope: Scope, name: string, expression: Expression, body: Body | null): Operand | null {
  if (name === "action") return constantOperand({ kind: "entity", type: "Action", id: scope.question.id })
  if (name === "principal" && body !== null) return constantOperand({ kind: "entity", type: "Body", id: body.id })
  return refused(scope, expression, `\`${name}\` as a value`, name === "resource" ? "it is always the pack's City" : "test its attributes one by one")
}

function attributeOperand(scope: Scope, expression: Extract<Expression, { kind: "attribute" }>, body: Body | null): Operand | null {
  const { of, name, nameAt } = expression
  if (of.kind !== "variable") return refused(scope, expression, "an attribute of an attribute", "declare it as a fact of its own")
  if (of.name === "principal" && body !== null) return bodyAttribute(scope, expression, body)
  if (of.name !== "context") return refused(scope, expression, `an attribute of \`${of.name}\``, "facts are attributes of `context`")
  const fact = factOf(scope.question, name)
  const type = fact === undefined ? undefined : scope.vocabulary.types.get(fact.id)
  if (fact !== undefined && type !== undefined) return { kind: "fact", fact, type }
  reportUnknownFact(scope, name, nameAt)
  return null
}

export function reportUnknownFact({ question, vocabulary, report }: Scope, name: string, at: Expression["at"]): void {
  const elsewhere = vocabulary.questions.filter((other) => factOf(other, name) !== undefined).map(({ id }) => `\`${id}\``)
  const known = question.facts.filter(({ visibility }) => visibility !== "asker").map(({ id }) => id)
  const hint = elsewhere.length === 0 ? didYouMean(name, known) : `it is a fact of ${elsewhere.slice(0, 5).join(", ")}`
  report({ code: "law/unknown-fact", message: `\`${question.id}\` has no fact \`${name}\``, at, hint })
}

function bodyAttribute(scope: Scope, { name, nameAt }: Extract<Expression, { kind: "attribute" }>, body: Body): Operand | null {
  if (!checkAttribute(scope, name, nameAt)) return null
  const constant = scope.vocabulary.attributesOf.get(body.id)?.get(name)
  return constant === undefined ? { kind: "missing" } : constantOperand(constant)
}

export function checkAttribute({ vocabulary, report }: Scope, name: string, at: Expression["at"]): boolean {
  if (vocabulary.attributes.has(name)) return true
  report({ code: "law/unknown-attribute", message: `\`Body\` has no attribute \`${name}\``, at, hint: didYouMean(name, [...vocabulary.attributes.keys()]) })
  return false
}

function listOperand(scope: Scope, items: readonly Expression[], body: Body | null): Operand | null {
  const read: Constant[] = []
  for (const item of items) {
    const operand = operandOf(scope, item, body)
    if (operand === null) return null
    if (operand.kind === "missing") return operand
    if (operand.kind === "fact") return refused(scope, item, "a list that holds a fact", "compare the fact itself with each value")
    read.push(operand.constant)
  }
  return constantOperand({ kind: "set", items: read })
}

/** What Cedar takes for a literal of the type, whatever its size; it has no datetimes that are too large. */
const WRITTEN = {
  decimal: /^-?\d+\.\d{1,4}$/,
  duration: /^-?(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?$/,
} as const

function literalOperand(scope: Scope, { name, arguments: [argument], at }: Extract<Expression, { kind: "call" }>): Operand | null {
  if (name !== "decimal" && name !== "datetime" && name !== "duration") return refused(scope, { at }, `\`${name}(…)\``, "no fact is an address of the internet")
  if (argument?.kind !== "text") return refused(scope, { at }, `\`${name}(…)\` of something that is not written out`, "write the value in quotation marks")
  const value = parseNumber(name, argument.value)
  if (value !== null) return constantOperand({ kind: name, value })
  if (name !== "datetime" && WRITTEN[name].test(argument.value)) return refused(scope, argument, `a ${name} past 2^53 - 1 ${name === "decimal" ? "ten-thousandths" : "milliseconds"}`, "write a smaller number")
  scope.report({ code: "law/wrong-literal", message: `${quote(argument.value)} is not a ${name}`, at: argument.at, hint: LITERAL_FORMS[name] })
  return null
}
