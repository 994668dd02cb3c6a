/** Sifting: the same answers in fewer nodes, and about as few whatever sequence the facts were written in. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { Draw } from "../../../tests/generators/draw.ts"
import { largeQuestion, shuffled, type LargeQuestion } from "../../../tests/generators/large-question.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { isAdmissible, verdictIn } from "../../../tests/oracle/outcome.ts"
import { situationsOf } from "../../../tests/oracle/situations.ts"
import { buildForest, buildRanked } from "./build.ts"
import { decide } from "./decide.ts"
import { domainsOf } from "./domains.ts"
import { nodeCount, printForest, type WholeForest } from "./forest.ts"
import { knowledgeOf, situationOf } from "./knowledge.ts"
import type { Ranking } from "./ranking.ts"
import { sifted } from "./sifting.ts"
import type { FactId, QuestionSpec } from "./types.ts"
import type { Given } from "./values.ts"

const SMALL = { situations: 400, rules: 8 }

function under(spec: QuestionSpec, ranking: Ranking): WholeForest {
  const built = buildRanked(spec, domainsOf(spec), ranking, 1_000_000)
  if (built.kind !== "built") throw new Error(built.kind)
  return built.forest
}

function permutations(list: readonly number[]): readonly (readonly number[])[] {
  return list.length < 2 ? [list] : list.flatMap((one, index) => permutations(list.toSpliced(index, 1)).map((rest) => [one, ...rest]))
}

function sizeOf(spec: QuestionSpec, ranking: Ranking): number {
  return nodeCount(under(spec, ranking))
}

test("from any ranking, sifting finds one under which the forest is no larger and answers the same", () => {
  const ranked = questionSpecs(SMALL).chain((spec) => fc.shuffledSubarray(spec.facts.map((_, index) => index), { minLength: spec.facts.length }).map((ranking) => ({ spec, ranking })))
  fc.assert(
    fc.property(ranked, ({ spec, ranking }) => {
      const before = under(spec, ranking)
      const found = sifted(before)
      expect(found.toSorted((a, b) => a - b)).toEqual(spec.facts.map((_, index) => index))
      const after = under(spec, found)
      expect(nodeCount(after)).toBeLessThanOrEqual(nodeCount(before))
      for (const situation of situationsOf(spec)) {
        const expected = isAdmissible(spec, situation) ? verdictIn(spec, situation).outcome : "impossible"
        expect(decide(after, situationOf(knowledgeOf(after, situation))!)).toBe(expected)
      }
    }),
    { numRuns: 300 },
  )
})

test("no ranking at all is better by more than a third, where all can be tried", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL).filter((spec) => spec.facts.length > 3), (spec) => {
      const best = Math.min(...permutations(spec.facts.map((_, index) => index)).map((ranking) => sizeOf(spec, ranking)))
      expect(sizeOf(spec, sifted(forestOf(spec)))).toBeLessThanOrEqual((4 / 3) * best + 1)
    }),
    { numRuns: 60 },
  )
})

const MEDIUM: LargeQuestion = { seed: 1, topics: 6, factsInTopic: 4, rules: 90, mixing: 30 }

test("a large question has about as many nodes whatever sequence its facts are written in: within half again of the best of five", () => {
  const spec = largeQuestion(MEDIUM)
  const sizes = [1, 2, 3, 4, 5].map((seed) => nodeCount(forestOf({ ...spec, facts: shuffled(new Draw(seed), spec.facts) })))
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1.5 * Math.min(...sizes))
})

test("a large question is sifted, says what its rules say, and comes out the same byte for byte", () => {
  const spec = largeQuestion(MEDIUM)
  const forest = forestOf(spec)
  expect(nodeCount(forest)).toBeLessThan(0.8 * sizeOf(spec, spec.facts.map((_, index) => index).toSorted((a, b) => (spec.facts[a]!.id < spec.facts[b]!.id ? -1 : 1))))
  const draw = new Draw(7)
  for (let round = 0; round < 2_000; round++) {
    const situation = new Map<FactId, Given>(spec.facts.map((fact) => [fact.id, { kind: "value", value: fact.shape.kind === "choice" ? draw.one(fact.shape.values) : "" }]))
    expect(decide(forest, situationOf(knowledgeOf(forest, situation))!)).toBe(verdictIn(spec, situation).outcome)
  }
  expect(printForest(forestOf(structuredClone(spec)))).toBe(printForest(forest))
})

test("what cannot be built at all is not sifted", () => {
  expect(buildForest(largeQuestion(MEDIUM), 100).kind).toBe("too-large")
})
