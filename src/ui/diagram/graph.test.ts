/** The graph that is drawn: it answers as the forest does, has nothing in vain, and lights what is known. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, any, asker, choice, forbid, is, never, not, permit, question, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { asked, questionSpecs } from "../../../tests/generators/question.ts"
import { completionsOf } from "../../../tests/oracle/answer.ts"
import { admissibleSituations } from "../../../tests/oracle/findings.ts"
import { verdictIn } from "../../../tests/oracle/outcome.ts"
import type { Situation } from "../../../tests/oracle/situations.ts"
import type { WholeForest } from "../../kernel/diagram/forest.ts"
import { knowledgeOf } from "../../kernel/diagram/knowledge.ts"
import { walkedBy } from "../../kernel/diagram/walked.ts"
import { graphOf, litBranches, type Branch, type Graph } from "./graph.ts"

const SMALL = { situations: 300, rules: 7 }
const RUNS = { numRuns: 200 }

function drawn(forest: WholeForest): Graph {
  const graph = graphOf(forest, 1000)
  if (graph === null) throw new Error("too large")
  return graph
}

/** The branches that a situation takes, and the outcome it comes to. */
function followed(forest: WholeForest, graph: Graph, situation: Situation): { readonly branches: readonly Branch[]; readonly outcome: string } {
  const { cells } = knowledgeOf(forest, situation)
  const branches: Branch[] = []
  let at = graph.start
  while (at?.kind === "node") {
    const { node } = at
    const here = graph.nodes.find((one) => one.node === node)!
    const branch = here.branches.find((one) => one.cells.includes(cells[here.level]!))
    if (branch === undefined) throw new Error("a situation that can occur has no branch to take")
    branches.push(branch)
    at = branch.to
  }
  if (at === null) throw new Error("a situation can occur, and the graph says that none can")
  return { branches, outcome: at.outcome }
}

test("whoever follows the branches comes to the outcome that the rules give; no node has one branch, no branch is in vain", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      const graph = drawn(forest)
      const taken = new Set<Branch>()
      for (const situation of admissibleSituations(spec)) {
        const { branches, outcome } = followed(forest, graph, situation)
        expect(outcome).toBe(verdictIn(spec, situation).outcome)
        branches.forEach((branch) => taken.add(branch))
      }
      for (const { branches } of graph.nodes) expect(branches.length).toBeGreaterThan(1)
      expect(graph.nodes.flatMap(({ branches }) => branches).filter((branch) => !taken.has(branch))).toEqual([])
    }),
    RUNS,
  )
})

test("lit are the branches that some completion of what is known takes, and certain those that every one takes before the ways part", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      const graph = drawn(forest)
      const lit = litBranches(graph, walkedBy(forest, knowledgeOf(forest, known)).edges)
      const ways = completionsOf(spec, known).map((situation) => new Set(followed(forest, graph, situation).branches))
      for (const branch of graph.nodes.flatMap(({ branches }) => branches)) {
        expect(lit.get(branch) !== null).toBe(ways.some((way) => way.has(branch)))
        if (lit.get(branch) === "certain") expect(ways.every((way) => way.has(branch))).toBe(true)
      }
      if (ways.length === 1) expect([...lit.values()]).not.toContain("possible")
    }),
    RUNS,
  )
})

describe("by hand", () => {
  const facts = [asker(["police", "library", "transit", "parks"]), choice("who", ["agents", "troops", "nobody"]), yesNo("warrant")]
  const rules = [forbid("no-agents", all(is("body", "police"), is("who", "agents"))), permit("with-warrant", yes("warrant"))]

  test("what leads to one place is one branch, and what else there is comes last", () => {
    const graph = drawn(forestOf(question(facts, rules)))
    const asking = graph.nodes.flatMap(({ branches }) => branches.map(({ cells, isRest }) => [cells.length, isRest]))
    expect(graph.nodes).toHaveLength(3)
    expect(asking).toContainEqual([1, true])
    for (const { branches } of graph.nodes) expect(branches.findIndex(({ isRest }) => isRest) === -1 || branches.at(-1)?.isRest).toBe(true)
  })

  test("what cannot occur is not drawn, and a node with one way on is none", () => {
    const graph = drawn(forestOf(question(facts, rules, [never(is("body", "police"))])))
    expect(graph.nodes).toHaveLength(1)
  })

  test("where one outcome always follows there is nothing to draw", () => {
    expect(drawn(forestOf(question(facts, [])))).toEqual({ start: { kind: "outcome", outcome: "silent" }, nodes: [] })
  })

  test("where nothing can occur there is nothing to draw", () => {
    expect(drawn(forestOf(question(facts, rules, [never(any(yes("warrant"), not(yes("warrant"))))])))).toEqual({ start: null, nodes: [] })
  })

  test("more nodes than are asked for are no graph", () => {
    expect(graphOf(forestOf(question(facts, rules)), 2)).toBeNull()
    expect(graphOf(forestOf(question(facts, rules)), 3)).not.toBeNull()
  })
})
