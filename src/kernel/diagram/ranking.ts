/**
 * Rankings: in which sequence a diagram branches on the facts. It changes a diagram's size, never its meaning.
 *
 * Finding the best is NP-hard (Bollig & Wegener 1996). Tried here: as written, the facts that most rules mention first,
 * and the asking body last.
 */
import { visitFacts } from "./condition.ts"
import type { FactId, QuestionSpec } from "./types.ts"

/** Rankings worth trying, as indexes into the question's facts; at least one, without repetition. */
export function rankings(spec: QuestionSpec): readonly (readonly number[])[] {
  const written = spec.facts.map((_, index) => index)
  const mentions = mentionCounts(spec)
  const mentioned = (index: number): number => mentions.get(spec.facts[index]?.id as FactId) ?? 0
  const byMention = written.toSorted((a, b) => mentioned(b) - mentioned(a) || a - b)
  const isAsker = (index: number): boolean => spec.facts[index]?.visibility === "asker"
  const askerLast = byMention.toSorted((a, b) => Number(isAsker(a)) - Number(isAsker(b)))
  const distinct = new Map([written, byMention, askerLast].map((ranking) => [ranking.join(), ranking]))
  return [...distinct.values()]
}

/** In how many tests each fact is named. */
export function mentionCounts(spec: QuestionSpec): ReadonlyMap<FactId, number> {
  const counts = new Map<FactId, number>()
  const count = (fact: FactId): void => { counts.set(fact, (counts.get(fact) ?? 0) + 1) }
  for (const rule of spec.rules) visitFacts(rule.condition, count)
  return counts
}
