/**
 * What a rule is compiled for: one question, with the names it may use; and entity literals looked up among them.
 *
 * cedar-wasm accepts `Body::"nobody"` and `Action::"no-such"` inside a condition; that what is named exists is checked here.
 */
import type { Body, Fact, Question, QuestionId } from "../types.ts"
import type { Expression } from "./expression.ts"
import { nearest, didYouMean } from "./nearest.ts"
import type { Policy } from "./policy.ts"
import { refusal, type Report } from "./problems.ts"
import type { Vocabulary } from "./vocabulary.ts"

export interface Scope {
  readonly vocabulary: Vocabulary
  readonly question: Question
  /** All questions that the rule speaks to; a fact that one of them has may be tested for with `has`. */
  readonly questions: readonly Question[]
  readonly report: Report
}

type Entity = Extract<Expression, { kind: "entity" }>

/** Whether what an entity literal names exists; else reports it. */
export function checkEntity({ vocabulary, report }: Pick<Scope, "vocabulary" | "report">, entity: Entity): boolean {
  const kinds = entityKinds(vocabulary)
  const kind = kinds.find(({ type }) => type === entity.type)
  if (entity.type === "City") {
    report({ ...refusal("a test of `resource`", "it is always the pack's City"), at: entity.at })
    return false
  }
  if (kind === undefined) {
    report({ code: "law/unknown-type", message: `no type is named \`${entity.type}\``, at: entity.typeAt, hint: didYouMean(entity.type, kinds.map(({ type }) => type)) })
    return false
  }
  if (kind.ids.includes(entity.id)) return true
  report({ code: kind.code, message: `${kind.what} \`${entity.id}\``, at: entity.idAt, hint: valueHint(vocabulary, entity, kind.ids) })
  return false
}

interface EntityKind {
  readonly type: string
  readonly ids: readonly string[]
  readonly code: string
  readonly what: string
}

function entityKinds({ bodies, groups, questions, actionGroups, enums }: Vocabulary): readonly EntityKind[] {
  return [
    { type: "Body", ids: bodies.map(({ id }) => id), code: "law/unknown-body", what: "no body is named" },
    { type: "Group", ids: groups.map(({ id }) => id), code: "law/unknown-group", what: "no group is named" },
    { type: "Action", ids: [...questions, ...actionGroups].map(({ id }) => id), code: "law/unknown-question", what: "no question is named" },
    ...enums.map(({ name, values }) => ({ type: name, ids: values, code: "law/unknown-value", what: `\`${name}\` has no value` })),
  ]
}

/** The nearest id; else the same id where another type has it. */
function valueHint(vocabulary: Vocabulary, entity: Entity, ids: readonly string[]): string | undefined {
  const other = nearest(entity.id, ids) === null ? entityKinds(vocabulary).find((kind) => kind.ids.includes(entity.id)) : undefined
  return other === undefined ? didYouMean(entity.id, ids) : `\`${other.type}\` has it: \`${other.type}::"${entity.id}"\``
}

/** The questions that a policy's action scope names, in the sequence of the vocabulary. */
export function questionsOf(policy: Policy, vocabulary: Vocabulary, report: Report): readonly Question[] {
  const { kind, actions } = policy.action
  if (kind === "any") return vocabulary.questions
  const named = new Set<QuestionId>()
  for (const action of actions) {
    if (!checkEntity({ vocabulary, report }, action)) continue
    const question = vocabulary.questions.find(({ id }) => id === action.id)
    const group = vocabulary.actionGroups.find(({ id }) => id === action.id)
    if (question !== undefined) named.add(question.id)
    if (group === undefined) continue
    if (kind === "in") for (const id of group.questions) named.add(id)
    else if (question === undefined) report({ code: "law/unknown-question", message: `\`${action.id}\` is a group of questions, and nobody asks a group`, at: action.idAt, hint: `write \`action in Action::"${action.id}"\`` })
  }
  return vocabulary.questions.filter(({ id }) => named.has(id))
}

/** Whether an entity is another or stands in it. */
export function standsIn(vocabulary: Vocabulary, entity: { readonly type: string; readonly id: string }, other: { readonly type: string; readonly id: string }): boolean {
  if (entity.type === other.type && entity.id === other.id) return true
  if (entity.type === "Body" && other.type === "Group") return bodyOf(vocabulary, entity.id)?.in.some((group) => group === other.id) ?? false
  if (entity.type !== "Action" || other.type !== "Action") return false
  return vocabulary.actionGroups.some(({ id, questions }) => id === other.id && questions.some((question) => question === entity.id))
}

export function bodyOf(vocabulary: Vocabulary, id: string): Body | undefined {
  return vocabulary.bodies.find((body) => body.id === id)
}

/** A fact of the question, by its attribute's name. `body` is no attribute. */
export function factOf(question: Question, name: string): Fact | undefined {
  return question.facts.find((fact) => fact.id === name && fact.visibility !== "asker")
}
