/**
 * What a rule is compiled for: one question, with the names it may use; and entity literals looked up among them.
 *
 * cedar-wasm accepts `Body::"nobody"` and `Action::"no-such"` inside a condition; that what is named exists is checked here.
 */
import { didYouMean, nearestNames } from "../../kernel/text/did-you-mean.ts"
import type { LawCode } from "../codes.ts"
import type { Body, Fact, Question, QuestionId } from "../types.ts"
import type { Expression } from "./expression.ts"
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
  if (entity.type === "City") {
    report({ ...refusal("a test of `resource`", "it is always the pack's City"), at: entity.at })
    return false
  }
  const kind = entityKind(vocabulary, entity.type)
  if (kind === null) {
    report({ code: "law/unknown-type", message: `no type is named \`${entity.type}\``, at: entity.typeAt, hint: didYouMean(entity.type, typeNames(vocabulary)) })
    return false
  }
  if (kind.ids.includes(entity.id)) return true
  report({ code: kind.code, message: `${kind.what} \`${entity.id}\``, at: entity.idAt, hint: valueHint(vocabulary, entity, kind.ids) })
  return false
}

interface EntityKind {
  readonly ids: readonly string[]
  readonly code: LawCode
  readonly what: string
}

function typeNames({ enums }: Vocabulary): readonly string[] {
  return ["Body", "Group", "Action", ...enums.map(({ name }) => name)]
}

/** What there is of a type; `null` where there is no such type. */
function entityKind({ bodies, groups, questions, actionGroups, enums }: Vocabulary, type: string): EntityKind | null {
  if (type === "Body") return { ids: bodies.map(({ id }) => id), code: "law/unknown-body", what: "no body is named" }
  if (type === "Group") return { ids: groups.map(({ id }) => id), code: "law/unknown-group", what: "no group is named" }
  if (type === "Action") return { ids: [...questions, ...actionGroups].map(({ id }) => id), code: "law/unknown-question", what: "no question is named" }
  const own = enums.find(({ name }) => name === type)
  return own === undefined ? null : { ids: own.values, code: "law/unknown-value", what: `\`${own.name}\` has no value` }
}

/** The nearest id; else the same id where another type has it. */
function valueHint(vocabulary: Vocabulary, entity: Entity, ids: readonly string[]): string | undefined {
  const elsewhere = nearestNames(entity.id, ids).length > 0 ? undefined : typeNames(vocabulary).find((type) => entityKind(vocabulary, type)?.ids.includes(entity.id))
  return elsewhere === undefined ? didYouMean(entity.id, ids) : `\`${elsewhere}\` has it: \`${elsewhere}::"${entity.id}"\``
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
