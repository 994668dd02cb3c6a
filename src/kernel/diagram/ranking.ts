/**
 * Rankings: in which sequence a diagram branches on the facts. It changes a diagram's size, never its meaning.
 *
 * Finding the best is NP-hard (Bollig & Wegener 1996). Tried for every question: facts that rules read together side by side
 * (FORCE), as written, the facts that most rules mention first, and the asking body last. What is large all the same is sifted
 * (sifting.ts).
 *
 * Source: Aloul, Markov & Sakallah 2003 (FORCE): every rule, and every part of one, pulls its facts to its middle, until their spans grow no shorter.
 */
import { visitFacts } from "./condition.ts"
import { at } from "./nodes.ts"
import type { Condition, FactId, QuestionSpec } from "./types.ts"

/** Indexes into the question's facts, each once; first asked first. */
export type Ranking = readonly number[]

/** Rankings worth trying; at least one, without repetition, and the one that finds structure whatever was written first. */
export function rankings(spec: QuestionSpec): readonly Ranking[] {
  const written = spec.facts.map((_, index) => index)
  const mentions = mentionCounts(spec)
  const mentioned = (index: number): number => mentions.get(spec.facts[index]?.id as FactId) ?? 0
  const byMention = written.toSorted((a, b) => mentioned(b) - mentioned(a) || a - b)
  const isAsker = (index: number): boolean => spec.facts[index]?.visibility === "asker"
  const askerLast = byMention.toSorted((a, b) => Number(isAsker(a)) - Number(isAsker(b)))
  const distinct = new Map([sideBySide(written, readTogether(spec)), written, byMention, askerLast].map((ranking) => [ranking.join(), ranking]))
  return [...distinct.values()]
}

/** The ranking that diagrams have; a fact without variables comes last. */
export function rankingOf({ facts, variables }: { readonly facts: readonly unknown[]; readonly variables: readonly { readonly fact: number }[] }): Ranking {
  return [...new Set([...variables.map(({ fact }) => fact), ...facts.keys()])]
}

/** In how many tests each fact is named. */
export function mentionCounts(spec: QuestionSpec): ReadonlyMap<FactId, number> {
  const counts = new Map<FactId, number>()
  const count = (fact: FactId): void => { counts.set(fact, (counts.get(fact) ?? 0) + 1) }
  for (const rule of spec.rules) visitFacts(rule.condition, count)
  return counts
}

/** The facts that each condition, and each of its parts, reads; only those that read two or more. */
function readTogether(spec: QuestionSpec): readonly Ranking[] {
  const place = new Map(spec.facts.map((fact, index) => [fact.id, index]))
  const factsOf = (condition: Condition): Ranking => {
    const facts = new Set<number>()
    visitFacts(condition, (fact) => { facts.add(place.get(fact) ?? 0) })
    return [...facts]
  }
  // Rules that say the same are one, and their sequence does not matter: not even to how a sum is rounded.
  const conditions = new Map([...spec.rules.map((rule) => rule.condition), ...spec.assumptions.map((assumption) => assumption.impossible)].map((condition) => [JSON.stringify(condition), condition]))
  return [...conditions].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, condition]) => withParts(condition)).map(factsOf).filter((facts) => facts.length > 1)
}

function withParts(condition: Condition): readonly Condition[] {
  return [condition, ...partsOf(condition).flatMap(withParts)]
}

function partsOf(condition: Condition): readonly Condition[] {
  switch (condition.kind) {
    case "all":
    case "any":
      return condition.of
    case "not": // reads what its part reads, which would count twice
      return partsOf(condition.of)
    case "if":
      return [condition.test, condition.then, condition.otherwise]
    case "constant":
    case "is":
    case "below":
    case "present":
    case "member":
    case "exactly":
    case "same":
      return []
  }
}

/** Rounds after which FORCE is stopped, should it go in circles. */
const MOST_ROUNDS = 200

/** Of the rankings that FORCE comes by from each start, the one with the shortest spans. */
function sideBySide(written: Ranking, edges: readonly Ranking[]): Ranking {
  const found = [written, grown(written, edges)].flatMap((start) => pulledTogether(start, edges)).map((ranking) => ({ ranking, length: spans(ranking, edges) }))
  return found.reduce((best, one) => (one.length < best.length ? one : best), { ranking: written, length: spans(written, edges) }).ranking
}

/** One fact after the other: the one that the rules read most with those there already. What no rule connects stays apart, which FORCE alone does not see to. */
function grown(written: Ranking, edges: readonly Ranking[]): Ranking {
  const pull = new Float64Array(written.length)
  const ranking: number[] = []
  const left = new Set(written)
  while (left.size > 0) {
    const next = [...left].reduce((best, fact) => (at(pull, fact) > at(pull, best) ? fact : best))
    ranking.push(next)
    left.delete(next)
    for (const facts of edges.filter((edge) => edge.includes(next))) {
      for (const fact of facts) pull[fact] = at(pull, fact) + 1 / facts.length
    }
  }
  return ranking
}

/** FORCE: the start, and what comes of it round by round. */
function pulledTogether(start: Ranking, edges: readonly Ranking[]): readonly Ranking[] {
  const rankings = [start]
  let current = start
  while (rankings.length < MOST_ROUNDS) {
    const next = pulled(current, edges)
    if (next.every((fact, index) => fact === current[index])) break
    rankings.push(next)
    current = next
  }
  return rankings
}

/** Each fact goes to the mean of its rules' middles; those that no rule reads with another, and ties, stay as they are. */
function pulled(ranking: Ranking, edges: readonly Ranking[]): Ranking {
  const place = placesIn(ranking)
  const pull = new Float64Array(ranking.length)
  const pulls = new Float64Array(ranking.length)
  for (const facts of edges) {
    const middle = facts.reduce((sum, fact) => sum + at(place, fact), 0) / facts.length
    for (const fact of facts) {
      pull[fact] = at(pull, fact) + middle
      pulls[fact] = at(pulls, fact) + 1
    }
  }
  const goal = (fact: number): number => (at(pulls, fact) === 0 ? at(place, fact) : at(pull, fact) / at(pulls, fact))
  return ranking.toSorted((a, b) => goal(a) - goal(b) || at(place, a) - at(place, b))
}

/** From the first to the last fact of each rule, summed. */
function spans(ranking: Ranking, edges: readonly Ranking[]): number {
  const place = placesIn(ranking)
  return edges.reduce((sum, facts) => {
    const places = facts.map((fact) => at(place, fact))
    return sum + Math.max(...places) - Math.min(...places)
  }, 0)
}

function placesIn(ranking: Ranking): Int32Array {
  const place = new Int32Array(ranking.length)
  ranking.forEach((fact, index) => { place[fact] = index })
  return place
}
