/** The workbench: what is known is put into a diagram, what nobody knows is taken out, and what matters is found. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, always, choice, forbid, is, never, not, permit, question, same, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { asked, factId } from "../../../tests/generators/question.ts"
import { completionsOf } from "../../../tests/oracle/answer.ts"
import { factsThatMatter } from "../../../tests/oracle/questions.ts"
import { knowledgeOf } from "./knowledge.ts"
import { outcomesIn } from "./outcome.ts"
import type { QuestionSpec } from "./types.ts"
import { Workbench } from "./workbench.ts"

const SMALL = { situations: 400, rules: 8 }

test("the facts that matter are those that are left when facts are struck off, the last first", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      const bench = new Workbench(forest)
      const { outcomes } = bench.residual(knowledgeOf(forest, known))
      expect(bench.factsThatMatter(outcomes).map((fact) => forest.facts[fact]!.id)).toEqual(factsThatMatter(spec, known))
    }),
    { numRuns: 300 },
  )
})

test("the share of situations that can occur is exact", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      const bench = new Workbench(forest)
      const whole = bench.residual(knowledgeOf(forest, new Map())).admissible
      const left = bench.residual(knowledgeOf(forest, known)).admissible
      const cellsKnown = knowledgeOf(forest, known).cells.reduce((product, cell, level) => product * (cell >= 0 ? forest.variables[level]!.arity : 1), 1)
      const [before, after] = [completionsOf(spec, new Map()).length, completionsOf(spec, known).length]
      if (before > 0) expect(bench.share(left) / bench.share(whole)).toBeCloseTo((after / before) * cellsKnown, 9)
    }),
    { numRuns: 200 },
  )
})

describe("an example", () => {
  const agents = ["agents", "troops"]
  const spec = question([choice("who", agents), choice("whom", agents), yesNo("consent")], [forbid("rule", is("whom", "troops")), permit("other", yes("consent"))], [never(not(same("who", "whom")))])

  test("of facts that tell each other the first matters, and no longer when the other is known", () => {
    expect(mattering(spec, {})).toEqual(["who", "consent"])
    expect(mattering(spec, { whom: "agents" })).toEqual(["consent"])
    expect(mattering(spec, { whom: "troops" })).toEqual([])
  })

  test("what nobody knows leaves every outcome that it could lead to", () => {
    const forest = forestOf(spec)
    const bench = new Workbench(forest)
    const knowledge = knowledgeOf(forest, new Map([[factId("who"), { kind: "unknown" }], [factId("whom"), { kind: "unknown" }], [factId("consent"), { kind: "value", value: "yes" }]]))
    expect(outcomesIn(bench.constant(bench.residual(knowledge).outcomes)!)).toEqual(["prohibited", "allowed"])
  })

  test("a variable of six hundred cells is not mistaken for the next one", () => {
    const values = Array.from({ length: 600 }, (_, index) => `v${String(index)}`)
    const forest = forestOf(question([choice("many", values), choice("few", ["a", "b"])], [forbid("rule", all(is("many", "v512"), is("few", "b"))), permit("all", always)]))
    const bench = new Workbench(forest)
    const { outcomes } = bench.residual(knowledgeOf(forest, new Map()))
    const [many, few] = ["many", "few"].map((id) => forest.variables.findIndex(({ fact }) => forest.facts[fact]!.id === id))
    const cut = bench.restrict(outcomes, many!, 512)
    expect(bench.store.support(cut)).toEqual(new Set([few]))
    expect(bench.store.support(bench.restrict(outcomes, few!, 0))).toEqual(new Set())
  })

  function mattering(of: QuestionSpec, known: Readonly<Record<string, string>>): readonly string[] {
    const forest = forestOf(of)
    const bench = new Workbench(forest)
    const facts = new Map(Object.entries(known).map(([id, value]) => [factId(id), { kind: "value", value } as const]))
    return bench.factsThatMatter(bench.residual(knowledgeOf(forest, facts)).outcomes).map((fact) => forest.facts[fact]!.id)
  }
})
