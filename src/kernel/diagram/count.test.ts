/** Counting: as many situations as the oracle lists. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { all, choice, forbid, is, never, number, permit, below, question, setOf, member, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { outcomeCounts } from "../../../tests/oracle/answer.ts"
import { countAdmissible, countOutcomes } from "./count.ts"

test("the situations of each outcome are those that the oracle lists", () => {
  fc.assert(
    fc.property(questionSpecs({ situations: 600, rules: 8 }), (spec) => {
      const counts = countOutcomes(forestOf(spec))
      expect([...counts]).toEqual([...outcomeCounts(spec)])
      expect(countAdmissible(forestOf(spec))).toBe([...outcomeCounts(spec).values()].reduce((sum, count) => sum + count, 0n))
    }),
    { numRuns: 300 },
  )
})

test("an example, checked by eye: three agents, two ages, and a pass or none, of which two cannot occur", () => {
  const spec = question(
    [choice("who", ["agents", "troops", "nobody"]), number("age"), setOf("papers", { kind: "text" })],
    [forbid("minor", below("age", 18)), permit("pass", member("papers", "pass"))],
    [never(all(is("who", "nobody"), member("papers", "pass")))],
  )
  expect(Object.fromEntries([...countOutcomes(forestOf(spec))].filter(([, count]) => count > 0n))).toEqual({ prohibited: 5n, allowed: 2n, silent: 3n })
})

test("numbers past 2^53 are exact", () => {
  const facts = Array.from({ length: 80 }, (_, index) => yesNo(`f${index}`))
  const forest = forestOf(question(facts, [forbid("all", all(...facts.map(({ id }) => yes(id))))]))
  expect(countOutcomes(forest).get("prohibited")).toBe(1n)
  expect(countOutcomes(forest).get("silent")).toBe(2n ** 80n - 1n)
})
