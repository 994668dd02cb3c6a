/**
 * The reference: what cedar-wasm itself says about a situation. For tests and benchmarks; the product walks diagrams.
 *
 * Rules are handed over class by class, since Cedar stops at a satisfied forbid: of one class it names every satisfied
 * policy as a reason. Each class is parsed once; a call passes only the asking body, which costs more than all else.
 * Assumptions are no rules and never get here.
 */
import { printNumber, type Given } from "../../kernel/diagram/values.ts"
import { bug } from "../../kernel/text/bug.ts"
import type { Body, FactId, Question, Rule, RuleId } from "../types.ts"
import { preparsePolicySet, statefulIsAuthorized, type CedarValueJson, type Context, type EntityJson } from "./cedar-wasm.ts"
import { constantOfGiven, type Constant } from "./constants.ts"
import { BODY_FACT } from "./ids.ts"
import { isWord, lex } from "./lexer.ts"
import type { Vocabulary } from "./vocabulary.ts"

export interface Reference {
  /**
   * The rules that Cedar finds satisfied, in no particular sequence. `situation` has a value, or `absent`, for every fact
   * of the question, `body` included. Stops with a `Bug` where a rule fails, since such rules are refused when read.
   */
  readonly satisfied: (situation: ReadonlyMap<FactId, Given>) => readonly RuleId[]
}

interface RuleClass {
  readonly policySet: string
  readonly ids: ReadonlyMap<string, RuleId>
  /** Whether a rule looks at the principal's groups or attributes. */
  readonly readsBody: boolean
  /** Whether a rule looks at the question's groups. */
  readonly readsGroups: boolean
}

/** cedar-wasm keeps policy sets by name and never lets go of one. */
let prepared = 0

/** Prepares the rules, of which only those of the question are used. */
export function referenceFor(vocabulary: Vocabulary, question: Question, rules: readonly Rule[]): Reference {
  const asked = rules.filter((rule) => rule.questions.includes(question.id))
  const classes = CLASSES.flatMap((belongs) => {
    const members = asked.filter(belongs)
    return members.length === 0 ? [] : [prepare(members)]
  })
  const bodies = new Map<string, EntityJson>(vocabulary.bodies.map((body) => [body.id, entityOf(vocabulary, body)]))
  const groups = actionEntity(vocabulary, question)
  const satisfied = (situation: ReadonlyMap<FactId, Given>): readonly RuleId[] => {
    const said = situation.get(BODY_FACT)
    const body = said?.kind === "value" ? bodies.get(said.value) : undefined
    if (body === undefined) return bug("cedar/reference: a situation without a body")
    const context = contextOf(vocabulary, question, situation)
    return classes.flatMap((each) => ask(each, question, context, body, groups))
  }
  return { satisfied }
}

const CLASSES: readonly ((rule: Rule) => boolean)[] = [
  ({ force, effect }) => force === "binds" && effect === "forbid",
  ({ force, effect }) => force === "binds" && effect !== "forbid",
  ({ force, effect }) => force === "advises" && effect === "forbid",
  ({ force, effect }) => force === "advises" && effect !== "forbid",
]

function prepare(rules: readonly Rule[]): RuleClass {
  prepared += 1
  const policySet = `class ${prepared}`
  const answer = preparsePolicySet(policySet, { staticPolicies: Object.fromEntries(rules.map(({ id, cedar }) => [id, cedar])) })
  if (answer.type === "failure") return bug(`cedar/reference: ${answer.errors.map(({ message }) => message).join("; ")}`)
  return { policySet, ids: new Map(rules.map(({ id }) => [id, id])), readsBody: rules.some(({ cedar }) => reads(cedar, "principal")), readsGroups: rules.some(({ cedar }) => reads(cedar, "action")) }
}

/** Only `principal == Body::"…"` can be told from the id alone, and `action == …` likewise. */
function reads(cedar: string, variable: "principal" | "action"): boolean {
  const tokens = lex(cedar)
  return tokens.some((token, index) => isWord(token, variable) && [".", "[", "in", "has", "is"].some((word) => isWord(tokens[index + 1], word)))
}

function ask({ policySet, ids, readsBody, readsGroups }: RuleClass, question: Question, context: Context, body: EntityJson, groups: readonly EntityJson[]): readonly RuleId[] {
  const answer = statefulIsAuthorized({
    principal: body.uid,
    action: { type: "Action", id: question.id },
    resource: { type: "City", id: "city" },
    context,
    preparsedPolicySetId: policySet,
    entities: [...(readsBody ? [body] : []), ...(readsGroups ? groups : [])],
  })
  if (answer.type === "failure") return bug(`cedar/reference: ${answer.errors.map(({ message }) => message).join("; ")}`)
  const { errors, reason } = answer.response.diagnostics
  const [failed] = errors
  return failed === undefined ? reason.flatMap((id) => ids.get(id) ?? []) : bug(`cedar/reference: rule ${failed.policyId} fails: ${failed.error.message}`)
}

// Values --------------------------------------------------------------------------------------------------------------

function contextOf({ types }: Vocabulary, question: Question, situation: ReadonlyMap<FactId, Given>): Context {
  const context: Context = {}
  for (const { id, visibility } of question.facts) {
    if (visibility === "asker") continue
    const [type, given] = [types.get(id), situation.get(id)]
    const constant = type === undefined || given === undefined ? null : constantOfGiven(type, given)
    if (constant !== null) context[id] = cedarValue(constant)
    else if (given?.kind !== "absent") return bug(`cedar/reference: no value for the fact ${id}`)
  }
  return context
}

/** The asking body, which stands directly in its groups; groups need no entity of their own. */
function entityOf({ attributesOf }: Vocabulary, body: Body): EntityJson {
  const attrs = Object.fromEntries([...(attributesOf.get(body.id) ?? [])].map(([name, constant]) => [name, cedarValue(constant)]))
  return { uid: { type: "Body", id: body.id }, attrs, parents: body.in.map((id) => ({ type: "Group", id })) }
}

/** The question among its groups; nothing where it is in none. */
function actionEntity({ actionGroups }: Vocabulary, question: Question): readonly EntityJson[] {
  const parents = actionGroups.filter(({ id, questions }) => id !== question.id && questions.includes(question.id)).map(({ id }) => ({ type: "Action", id }))
  return parents.length === 0 ? [] : [{ uid: { type: "Action", id: question.id }, attrs: {}, parents }]
}

function cedarValue(constant: Constant): CedarValueJson {
  switch (constant.kind) {
    case "bool":
    case "text":
    case "integer":
      return constant.value
    case "decimal":
      return extension("decimal", printDecimal(constant.value))
    case "duration":
      return extension("duration", `${constant.value}ms`)
    case "datetime":
      return extension("datetime", new Date(constant.value).toISOString())
    case "entity":
      return { __entity: { type: constant.type, id: constant.id } }
    case "set":
      return constant.items.map(cedarValue)
  }
}

function extension(fn: string, arg: string): CedarValueJson {
  return { __extn: { fn, arg } }
}

/** Cedar wants a digit after the point. */
function printDecimal(value: number): string {
  const printed = printNumber("decimal", value)
  return printed.includes(".") ? printed : `${printed}.0`
}
