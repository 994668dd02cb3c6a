/** From a request to an act: decided by the law of the day it asks for, as the body whose key it came with. */
import type { Given } from "../../kernel/diagram/values.ts"
import type { FieldError } from "../../http/forms.ts"
import { readRequest } from "../../http/read-request.ts"
import type { Answer } from "../../law/answer-form.ts"
import { screened } from "../../law/screen.ts"
import type { LawBook } from "../../law/book.ts"
import type { BodyId, Fact, FactId } from "../../law/types.ts"
import { actFromDecision, type Act } from "../../record/from-decision.ts"
import { answerIn } from "../../ui/answer-in.ts"
import { openSite } from "../../ui/site.ts"
import type { Desk } from "./model.ts"

export interface Moment {
  readonly at: Date
  readonly book: LawBook
}

export type Decided = { readonly kind: "decided"; readonly act: Act; readonly answer: Answer } | { readonly kind: "wrong"; readonly errors: readonly FieldError[] }

/** `at` is when it is decided, `book` the law as it answers then. */
export function decide(desk: Desk, { at, book }: Moment, department: BodyId, json: unknown): Decided {
  const request = readRequest(book, desk.today(), json)
  if (request.kind === "wrong") return request
  const facts = new Map<FactId, { readonly fact: Fact; readonly given: Given }>()
  const errors: FieldError[] = []
  for (const fact of request.question.facts) {
    const given = fact.visibility === "asker" ? asker(fact, department, request.facts.get(fact.id), errors) : request.facts.get(fact.id)
    if (given !== undefined) facts.set(fact.id, { fact, given })
    if (given !== undefined) errors.push(...unwritable(desk, request.language, fact, given))
  }
  if (errors.length > 0) return { kind: "wrong", errors }
  const answer = answerIn(openSite(book, request.language, desk.today(), ""), { ...request, facts: new Map([...facts].map(([id, { given }]) => [id, given])) })
  const { timeZone } = book.pack.settings
  const act = actFromDecision(desk.crypto, { question: request.question.id, on: request.on, facts, answer, department, incident: null, at, timeZone })
  return { kind: "decided", act, answer }
}

/** A key speaks for one body: it need not say which, and may not say another. */
function asker(fact: Fact, department: BodyId, said: Given | undefined, errors: FieldError[]): Given {
  if (said !== undefined && !(said.kind === "value" && said.value === department)) {
    errors.push({ field: `facts.${fact.id}`, problem: "this key enters decisions of one body alone", allowed: [department] })
  }
  return { kind: "value", value: department }
}

/** What was said in free words is kept, so it must not hold what nobody may keep. */
function unwritable({ book }: Desk, language: string, fact: Fact, given: Given): readonly FieldError[] {
  const texts = fact.shape.kind === "text" && given.kind === "value" ? [given.value] : given.kind === "set" ? given.members : []
  const [found] = texts.flatMap((text) => screened(book.pack, language, text))
  return found === undefined ? [] : [{ field: `facts.${fact.id}`, problem: found.pattern.hint, allowed: [] }]
}
