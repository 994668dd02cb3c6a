/** Building: equal law, equal diagrams; the sequence of rules does not matter; what grows too large is named. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, any, forbid, is, member, not, permit, present, question, rule, setOf, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { conditions, questionSpecs, ruleId } from "../../../tests/generators/question.ts"
import { situationsOf, holds } from "../../../tests/oracle/situations.ts"
import { verdictIn } from "../../../tests/oracle/outcome.ts"
import { buildForest } from "./build.ts"
import { decide } from "./decide.ts"
import { walk } from "./walks.ts"
import { nodeCount } from "./forest.ts"
import { knowledgeOf, situationOf } from "./knowledge.ts"
import { OUTCOMES, type QuestionSpec } from "./types.ts"

const SMALL = { situations: 400, rules: 8 }

function outcomesOf(spec: QuestionSpec, situations = situationsOf(spec)): readonly string[] {
  const forest = forestOf(spec)
  return situations.map((situation) => decide(forest, situationOf(knowledgeOf(forest, situation))!))
}

test("the sequence of rules changes neither an outcome nor how large the forest is", () => {
  const shuffled = questionSpecs(SMALL).chain((spec) => fc.shuffledSubarray([...spec.rules], { minLength: spec.rules.length }).map((rules) => [spec, { ...spec, rules }] as const))
  fc.assert(
    fc.property(shuffled, ([spec, other]) => {
      expect(outcomesOf(other, situationsOf(spec))).toEqual(outcomesOf(spec))
      expect(nodeCount(forestOf(other))).toBe(nodeCount(forestOf(spec)))
    }),
    { numRuns: 150 },
  )
})

test("saying a rule again changes no outcome, and saying all of them again adds no node", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), fc.nat(), (spec, seed) => {
      const again = spec.rules.map((one) => ({ ...one, id: ruleId(`${one.id}-again`) }))
      const one = again[seed % Math.max(1, again.length)]
      expect(outcomesOf({ ...spec, rules: [...spec.rules, ...(one === undefined ? [] : [one])] }, situationsOf(spec))).toEqual(outcomesOf(spec))
      expect(nodeCount(forestOf({ ...spec, rules: [...spec.rules, ...again] }))).toBe(nodeCount(forestOf(spec)))
    }),
    { numRuns: 150 },
  )
})

test("rules that are true in the same situations have one node, and only they", () => {
  const pairs = questionSpecs(SMALL).chain((spec) => fc.tuple(fc.constant(spec), conditions(spec.facts), conditions(spec.facts)))
  fc.assert(
    fc.property(pairs, ([drawn, left, right]) => {
      const spec = { ...drawn, assumptions: [], rules: [forbid("left", left), forbid("right", right), forbid("twice", not(not(left)))] }
      const forest = forestOf(spec)
      const [one, other, twice] = forest.rules.map(({ root }) => root)
      expect(one === other).toBe(situationsOf(spec).every((situation) => holds(left, situation) === holds(right, situation)))
      expect(twice).toBe(one)
    }),
    { numRuns: 300 },
  )
})

test("no node has equal children, and no two nodes are the same", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      const nodes: string[] = []
      for (let node = 256; node < forest.nodes.length; ) {
        const arity = forest.variables[forest.nodes[node]!]!.arity
        const children = [...forest.nodes.subarray(node + 1, node + 1 + arity)]
        expect(new Set(children).size).toBeGreaterThan(1)
        expect(children.every((child) => child < node)).toBe(true)
        nodes.push([forest.nodes[node], ...children].join())
        node += 1 + arity
      }
      expect(new Set(nodes).size).toBe(nodes.length)
    }),
    { numRuns: 150 },
  )
})

test("of an absent set no member is in it, so that a rule need not say that it is there", () => {
  const papers = setOf("papers", { kind: "text" }, { optional: true })
  const forest = forestOf(question([papers], [forbid("short", member("papers", "pass")), forbid("long", all(present("papers"), member("papers", "pass")))]))
  expect(forest.rules[0]!.root).toBe(forest.rules[1]!.root)
})

describe("a withdrawn rule", () => {
  const facts = [yesNo("a"), yesNo("b")]
  const both = (spec: QuestionSpec): readonly string[] => situationsOf(spec).map((situation) => verdictIn(spec, situation).outcome)

  test.each([
    ["would decide alone: silent, though advice speaks", "binding-forbid", "advising-permit", "silent"],
    ["would prohibit over a permit: silent, the permit does not answer in its place", "binding-forbid", "binding-permit", "silent"],
    ["would be half of a conflict: silent", "binding-must", "binding-forbid", "silent"],
    ["would not decide: the other rule answers as if it were not there", "binding-permit", "binding-forbid", "prohibited"],
    ["is advice under a binding rule: no matter", "advising-forbid", "binding-permit", "allowed"],
  ] as const)("%s", (_, withdrawn, other, outcome) => {
    const spec = question(facts, [{ ...rule("withdrawn", withdrawn, yes("a")), withdrawn: true }, rule("other", other, yes("a"))])
    const forest = forestOf(spec)
    expect(decide(forest, [1, 0])).toBe(outcome)
    expect(decide(forest, [0, 0])).toBe("silent")
    expect(outcomesOf(spec)).toEqual(both(spec))
  })

  test("where nothing is withdrawn, the outcome without withdrawals is the outcome", () => {
    fc.assert(
      fc.property(questionSpecs(SMALL), (spec) => {
        const forest = forestOf({ ...spec, rules: spec.rules.map((one) => ({ ...one, withdrawn: false })) })
        expect(forest.unwithdrawn).toBe(forest.outcome)
        const withdrawn = forestOf(spec)
        for (const situation of situationsOf(spec)) {
          const cells = (built: typeof forest): ArrayLike<number> => situationOf(knowledgeOf(built, situation))!
          expect(OUTCOMES[walk(withdrawn.nodes, withdrawn.unwithdrawn, cells(withdrawn))]).toBe(OUTCOMES[walk(forest.nodes, forest.outcome, cells(forest))])
        }
      }),
      { numRuns: 100 },
    )
  })
})

describe("size", () => {
  // Open Policy Agent's partial evaluation multiplied the negation of 63 alternatives out to 2^63 and hung (its PR #9036).
  test("a rule that forbids unless one of 63 facts holds has one node a fact", () => {
    const facts = Array.from({ length: 63 }, (_, index) => yesNo(`f${index}`))
    const forest = forestOf(question(facts, [forbid("unless", not(any(...facts.map(({ id }) => yes(id)))))]))
    expect(nodeCount(forest)).toBe(63)
  })

  test("63 pairs of alternatives, each fact beside its own, have three nodes a pair at most", () => {
    const facts = Array.from({ length: 126 }, (_, index) => yesNo(`f${index}`))
    const pairs = Array.from({ length: 63 }, (_, index) => all(yes(`f${2 * index}`), yes(`f${2 * index + 1}`)))
    expect(nodeCount(forestOf(question(facts, [forbid("unless", not(any(...pairs)))])))).toBeLessThanOrEqual(3 * 63)
  })

  test("a question past the limit is too large, and the rule that was being added is named", () => {
    const facts = Array.from({ length: 24 }, (_, index) => yesNo(`f${index}`))
    const crossed = any(...Array.from({ length: 12 }, (_, index) => all(yes(`f${index}`), yes(`f${index + 12}`))))
    const spec = question(facts, [permit("small", yes("f0")), forbid("crossed", crossed), permit("after", yes("f1"))])
    expect(buildForest(spec, 30)).toEqual({ kind: "too-large", rule: "crossed" })
    expect(buildForest(spec, 1_000).kind).toBe("built") // as written it would have 2^12 nodes
  })

  test("facts that rules mention most stand first where that keeps the forest small, though they are written last", () => {
    const selectors = ["s0", "s1", "s2"]
    const chosen = (index: number): ReturnType<typeof yes> => all(...selectors.map((id, bit) => (((index >> bit) & 1) === 1 ? yes(id) : is(id, "no"))), yes(`d${index}`))
    const facts = [...Array.from({ length: 8 }, (_, index) => yesNo(`d${index}`)), ...selectors.map((id) => yesNo(id))]
    const forest = forestOf(question(facts, [permit("one-of-eight", any(...Array.from({ length: 8 }, (_, index) => chosen(index))))]))
    expect(nodeCount(forest)).toBe(2 * (7 + 8)) // the rule's diagram and the outcome's: seven nodes that choose, eight that look
  })
})
