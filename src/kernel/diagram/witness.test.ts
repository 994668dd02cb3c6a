/** Witnesses: a situation in which diagrams are all true, wherever there is one. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { all, any, asker, below, forbid, is, never, not, number, permit, present, question, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { isAdmissible } from "../../../tests/oracle/outcome.ts"
import { holds, situationsOf } from "../../../tests/oracle/situations.ts"
import { witnessOf } from "./witness.ts"

test("two rules and the admissible have a witness exactly where some situation has them all, and it is such a situation", () => {
  fc.assert(
    fc.property(questionSpecs({ situations: 400, rules: 8 }), fc.nat(7), fc.nat(7), (spec, first, second) => {
      const forest = forestOf(spec)
      const rules = [first, second].filter((index) => index < spec.rules.length)
      const both = (situation: ReturnType<typeof situationsOf>[number]): boolean => isAdmissible(spec, situation) && rules.every((index) => holds(spec.rules[index]!.condition, situation))
      const witness = witnessOf(forest, [forest.admissible, ...rules.map((index) => forest.rules[index]!.root)])
      expect(witness !== null).toBe(situationsOf(spec).some(both))
      if (witness !== null) expect(both(witness)).toBe(true)
    }),
    { numRuns: 400 },
  )
})

test("an example: the first situation in which a forbid and a permit meet", () => {
  const spec = question(
    [asker(["police", "library"]), number("age", "integer", { optional: true })],
    [forbid("minors", below("age", 18)), permit("library", any(is("body", "library"), all(present("age"), not(below("age", 5)))))],
    [never(is("body", "police"))],
  )
  const forest = forestOf(spec)
  expect(witnessOf(forest, [forest.admissible, ...forest.rules.map(({ root }) => root)])).toEqual(new Map<string, unknown>([["body", { kind: "value", value: "library" }], ["age", { kind: "number", value: 0 }]]))
})

test("a fact that does not matter has its first value, though others were tried before", () => {
  const spec = question([yesNo("a"), yesNo("b"), yesNo("c")], [forbid("rule", any(all(is("a", "no"), yes("b"), yes("c")), yes("a"))), permit("other", any(yes("a"), all(yes("b"), is("c", "no"))))])
  const forest = forestOf(spec)
  expect(witnessOf(forest, forest.rules.map(({ root }) => root))).toEqual(new Map([["a", { kind: "value", value: "yes" }], ["b", { kind: "value", value: "no" }], ["c", { kind: "value", value: "no" }]]))
})
