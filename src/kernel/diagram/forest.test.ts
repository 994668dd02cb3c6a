/** Forests: canonical bytes, read back as they were. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { forbid, question, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { nodeCount, parseForest, printForest, readForest } from "./forest.ts"

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

test("a forest from anybody is read as it was", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      expect(readForest(printForest(forest))).toEqual(forest)
    }),
    { numRuns: 200 },
  )
})

const printed = printForest(forestOf(question([yesNo("a"), yesNo("b")], [forbid("never", { kind: "all", of: [yes("a"), yes("b")] })])))
type Json = Record<string, unknown> & { nodes: number[][] }

test.each<[string, (json: Json) => unknown]>([
  ["another format", (json) => ({ ...json, format: "writ-forest/2" })],
  ["no nodes", ({ nodes: _, ...json }) => json],
  ["a node that leads to itself", (json) => ({ ...json, nodes: json.nodes.map((node, at) => (at === 1 ? [node[0], 257, 257] : node)) })],
  ["a node that leads to a later one", (json) => ({ ...json, nodes: json.nodes.map((node, at) => (at === 0 ? [node[0], 0, 257] : node)) })],
  ["a node that leads up", (json) => ({ ...json, nodes: json.nodes.map((node, at) => (at === 1 ? [1, ...node.slice(1)] : node)) })],
  ["a node of a level that is not there", (json) => ({ ...json, nodes: json.nodes.map((node) => [9, ...node.slice(1)]) })],
  ["a node with a child too many", (json) => ({ ...json, nodes: json.nodes.map((node) => [...node, 0]) })],
  ["a child that is no whole number", (json) => ({ ...json, nodes: json.nodes.map(([level, one]) => [level, one, 0.5]) })],
  ["a child below nothing", (json) => ({ ...json, nodes: json.nodes.map(([level, one]) => [level, one, -1]) })],
  ["a root that is not there", (json) => ({ ...json, outcome: 300 })],
  ["a rule without a root", (json) => ({ ...json, rules: [{ id: "never" }] })],
  ["rules that are no list", (json) => ({ ...json, rules: 7 })],
  ["nothing", () => null],
])("%s is no forest", (_, change) => {
  expect(readForest(printed)).not.toBeNull()
  expect(readForest(JSON.stringify(change(JSON.parse(printed) as Json)))).toBeNull()
})

test("any text is read without an exception", () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => { expect(readForest(text)).toBeNull() }))
})
