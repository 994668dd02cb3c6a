/** An answer in a site's language, the program's own words included: a pack words every fact but the asking body. */
import type { Given } from "../kernel/diagram/values.ts"
import type { Answer } from "../law/answer-form.ts"
import type { Day, FactId, Question } from "../law/types.ts"
import { factLabel, factOf } from "./fact-words.ts"
import type { Site } from "./site.ts"

export interface Asked {
  readonly question: Question
  readonly on: Day
  readonly facts: ReadonlyMap<FactId, Given>
}

export function answerIn(site: Site, { question, on, facts }: Asked): Answer {
  const answer = site.book.answer({ question: question.id, on, facts, language: site.language })
  const fact = answer.next === null ? undefined : factOf(question, answer.next.fact)
  if (answer.next === null || fact?.visibility !== "asker") return answer
  return { ...answer, next: { ...answer.next, label: factLabel(site, fact).text } }
}
