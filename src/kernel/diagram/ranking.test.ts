/** Rankings: each names every fact once; what is tried is a function of the question alone. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { all, asker, forbid, is, question, same, choice, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { mentionCounts, rankings } from "./ranking.ts"

test("each ranking names every fact once, and no two are the same", () => {
  fc.assert(
    fc.property(questionSpecs({ situations: 400, rules: 8 }), (spec) => {
      const tried = rankings(spec)
      for (const ranking of tried) expect(ranking.toSorted((a, b) => a - b)).toEqual(spec.facts.map((_, index) => index))
      expect(new Set(tried.map((ranking) => ranking.join())).size).toBe(tried.length)
    }),
    { numRuns: 100 },
  )
})

test("an example: side by side, as written, most mentioned first, the asking body last", () => {
  const spec = question(
    [yesNo("a"), asker(["police", "library"]), choice("who", ["x", "y"]), choice("whom", ["x", "y"])],
    [forbid("one", all(is("body", "police"), is("who", "x"))), forbid("two", all(is("body", "library"), same("who", "whom"))), forbid("three", all(is("body", "police"), yes("a")))],
  )
  expect(Object.fromEntries(mentionCounts(spec))).toEqual({ body: 3, who: 2, whom: 1, a: 1 })
  expect(rankings(spec)).toEqual([[0, 1, 2, 3], [1, 2, 0, 3], [2, 0, 3, 1]]) // as written they are side by side
})

test("facts that rules read together are ranked side by side, wherever they are written", () => {
  const topics = ["a", "b", "c", "d"].map((topic) => [0, 1, 2].map((index) => `${topic}${index}`))
  const rules = topics.flatMap(([first, second, third]) => [forbid(`${first}-${second}`, all(yes(first!), yes(second!))), forbid(`${second}-${third}`, all(yes(second!), yes(third!)))])
  fc.assert(
    fc.property(fc.shuffledSubarray(topics.flat(), { minLength: 12 }), (written) => {
      const facts = written.map((id) => yesNo(id))
      const ranked = rankings(question(facts, rules))[0]!.map((index) => facts[index]!.id)
      const inTopics = Array.from({ length: 4 }, (_, topic) => ranked.slice(3 * topic, 3 * topic + 3).map(([letter]) => letter))
      expect(inTopics.every((letters) => new Set(letters).size === 1)).toBe(true)
    }),
    { numRuns: 200 },
  )
})
