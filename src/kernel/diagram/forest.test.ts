/** Forests: canonical bytes, read back as they were. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { forbid, question, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { nodeCount, parseForest, printForest } from "./forest.ts"

const SMALL = { situations: 600, rules: 8 }

test("what is printed is read back as it was", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      expect(parseForest(printForest(forest))).toEqual(forest)
      expect(printForest(parseForest(printForest(forest)))).toBe(printForest(forest))
    }),
    { numRuns: 200 },
  )
})

test("the same question gives the same bytes, however its objects were put together", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const copy: typeof spec = JSON.parse(JSON.stringify(spec)) as typeof spec
      const turned = { assumptions: copy.assumptions, rules: copy.rules, facts: copy.facts.map(({ shape, ...fact }) => ({ shape, ...fact })), question: copy.question }
      expect(printForest(forestOf(turned))).toBe(printForest(forestOf(spec)))
    }),
    { numRuns: 100 },
  )
})

test("an example: one fact, one rule", () => {
  const forest = forestOf(question([yesNo("consent")], [forbid("never", yes("consent"))]))
  expect(nodeCount(forest)).toBe(1)
  expect(JSON.parse(printForest(forest))).toMatchObject({ format: "writ-forest/1", nodes: [[0, 0, 1]], outcome: 256, unwithdrawn: 256, admissible: 1, rules: [{ id: "never", root: 256 }] })
})

test("a forest of another format is refused by name", () => {
  expect(() => parseForest('{"format":"writ-forest/9"}')).toThrow(/writ-forest\/1; this one says writ-forest\/9/)
})
