/**
 * A law book: a pack opened for answering. Forests are compiled when first asked for and kept.
 */
import type { Given } from "../kernel/diagram/values.ts"
import type { Answer } from "./answer-form.ts"
import type { Day, FactId, Pack, QuestionId } from "./types.ts"

export interface AnswerRequest {
  readonly question: QuestionId
  readonly on: Day
  readonly facts: ReadonlyMap<FactId, Given>
  readonly language: string
}

export interface LawBook {
  readonly pack: Pack
  answer(request: AnswerRequest): Answer
}
