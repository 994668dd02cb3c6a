/** Makes the ids that Cedar texts declare; those of YAML and Markdown are made in ../ids.ts. */
import { isId, isReserved } from "../ids.ts"
import type { FactId, QuestionId, RuleId, StepId } from "../types.ts"

/** What a fact's name looks like, for hints. */
export const FACT_FORM = "facts are lower-case words joined by underscores, such as `existing_agreement`"

export function questionId(text: string): QuestionId | null {
  return isId(text) && !isReserved(text) ? (text as QuestionId) : null
}

/** A Cedar attribute in lower case. */
export function factId(text: string): FactId | null {
  return /^[a-z][a-z0-9_]*$/.test(text) && !isReserved(text) ? (text as FactId) : null
}

export function ruleId(text: string): RuleId | null {
  return isId(text) ? (text as RuleId) : null
}

export function stepId(text: string): StepId | null {
  return isId(text) ? (text as StepId) : null
}

/** The fact that every question has: who asks. */
export const BODY_FACT = "body" as FactId
