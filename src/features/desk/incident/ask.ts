/** Which screen of a question comes next at the desk: everything that was said travels in the form, and nothing in the address. */
import type { GivenAnswer, AskedQuestion } from "../../../asking/model.ts"
import { answerTo, askedQuestion, givenAnswer } from "../../../asking/queries.ts"
import { readSent, type Sent } from "../../../asking/sent.ts"
import type { Fields } from "../../../http/sent-form.ts"
import { parseGiven, printGiven } from "../../../kernel/diagram/values.ts"
import type { DecisionFields } from "../../../kernel/receipt/act.ts"
import { screened } from "../../../law/screen.ts"
import type { BodyId, Fact, FactId, Question } from "../../../law/types.ts"
import type { Site } from "../../../ui/site.ts"
import type { Situation } from "../../../ui/situation.ts"

export type AskScreen =
  | { readonly kind: "question"; readonly asked: AskedQuestion }
  /** Nothing more is asked. */
  | { readonly kind: "answered"; readonly given: GivenAnswer }

/** `body` is who asks, where that is settled; in practice it is a question like any other. */
export function askScreen(site: Site, question: Question, body: BodyId | null, form: Fields | null): AskScreen {
  const sent = asBody(readSent(question, {}, form ?? {}), body)
  const problem = sent.problems[0] ?? unwritable(site, sent)
  if (problem !== null) return { kind: "question", asked: askedQuestion(site, sent, problem.fact, problem) }
  if (sent.askAgain !== null) return { kind: "question", asked: askedQuestion(site, sent, sent.askAgain, null) }
  const answer = answerTo(site, sent)
  const next = question.facts.find((fact) => fact.id === answer.next?.fact)
  return next === undefined ? { kind: "answered", given: givenAnswer(site, sent, answer) } : { kind: "question", asked: askedQuestion(site, sent, next, null) }
}

/** The facts that may be changed: who asks is settled by the incident. */
export function changeable(facts: readonly Fact[], body: BodyId | null): readonly Fact[] {
  return body === null ? facts : facts.filter(({ visibility }) => visibility !== "asker")
}

/** Everything said, for a form's hidden fields. */
export function saidFields({ question, facts }: Situation): readonly (readonly [name: string, value: string])[] {
  return question.facts.flatMap((fact) => {
    const given = facts.get(fact.id)
    return given === undefined ? [] : [[fact.id, printGiven(fact, given)] as const]
  })
}

function asBody(sent: Sent, body: BodyId | null): Sent {
  const asker = sent.question.facts.find(({ visibility }) => visibility === "asker")
  if (body === null || asker === undefined) return sent
  return { ...sent, problems: sent.problems.filter(({ fact }) => fact !== asker), facts: new Map([...sent.facts, [asker.id, { kind: "value", value: body }] as const]) }
}

/** A fact told in free words is kept, so it is screened as notes are. */
export function unwritable(site: Site, { question, facts }: Situation): Sent["problems"][number] | null {
  for (const fact of question.facts) {
    const given = facts.get(fact.id)
    if (fact.shape.kind === "text" && given?.kind === "value" && screened(site.pack, site.language, given.value).length > 0) return { fact, kind: "not-a-value", typed: [given.value] }
  }
  return null
}

/** What a decision was made of, to be shown again by the law that answers now; `null` where the question or a fact is not the pack's any more. */
export function situationOf(site: Site, { cell, facts }: { readonly cell: Pick<DecisionFields["cell"], "question">; readonly facts: DecisionFields["facts"] }): Situation | null {
  const question = site.book.question(cell.question)
  if (question === undefined) return null
  const said = new Map<FactId, ReturnType<typeof parseGiven> & { readonly kind: "given" }>()
  for (const [id, text] of facts) {
    const fact = question.facts.find((one) => one.id === id)
    const read = fact === undefined ? null : parseGiven(fact, text)
    if (fact === undefined || read?.kind !== "given") return null
    said.set(fact.id, read)
  }
  return { question, on: null, facts: new Map([...said].map(([id, { given }]) => [id, given])) }
}
