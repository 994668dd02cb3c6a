/** Makes the ids that Cedar texts declare. Elsewhere nobody casts to these brands within this folder. */
import type { FactId, QuestionId, RuleId, StepId } from "../types.ts"

const ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
const FACT = /^[a-z][a-z0-9_]*$/

/** What an id looks like, for hints. */
export const ID_FORM = "ids are lower-case words joined by hyphens, such as `joint-duty`"
export const FACT_FORM = "facts are lower-case words joined by underscores, such as `existing_agreement`"

/** Lower-case words joined by hyphens: questions, rules, steps, values. */
export function isId(text: string): boolean {
  return ID.test(text)
}

export function questionId(text: string): QuestionId | null {
  return ID.test(text) ? (text as QuestionId) : null
}

export function factId(text: string): FactId | null {
  return FACT.test(text) ? (text as FactId) : null
}

export function ruleId(text: string): RuleId | null {
  return ID.test(text) ? (text as RuleId) : null
}

export function stepId(text: string): StepId | null {
  return ID.test(text) ? (text as StepId) : null
}

/** The fact that every question has: who asks. */
export const BODY_FACT = "body" as FactId
