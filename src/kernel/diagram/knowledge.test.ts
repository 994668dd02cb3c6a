/** Knowledge: what is said of facts falls into the cells that it belongs to, and comes back as something that may be said. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { always, below, choice, exactly, forbid, is, member, number, question, setOf, text, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { factId, questionSpecs, values } from "../../../tests/generators/question.ts"
import { holds } from "../../../tests/oracle/situations.ts"
import { walk } from "./walks.ts"
import { variablesOf } from "./domains.ts"
import { FREE, givenOf, knowledgeOf, PRESENT, situationOf } from "./knowledge.ts"
import { FALSE } from "./nodes.ts"
import type { FactSpec } from "./types.ts"
import type { Given } from "./values.ts"

const SMALL = { situations: 400, rules: 8 }

const situated = questionSpecs(SMALL).chain((spec) =>
  fc.record({ spec: fc.constant(spec), situation: fc.tuple(...spec.facts.map((fact) => fc.tuple(fc.constant(fact.id), anyValue(fact)))).map((said) => new Map(said)) }),
)

function anyValue(fact: FactSpec): fc.Arbitrary<Given> {
  return fact.optional ? fc.oneof(values(fact), fc.constant<Given>({ kind: "absent" })) : values(fact)
}

test("whatever the values are, rules and assumptions are true of them exactly where their diagrams are true of their cells", () => {
  fc.assert(
    fc.property(situated, ({ spec, situation }) => {
      const forest = forestOf(spec)
      const cells = situationOf(knowledgeOf(forest, situation))!
      const roots = [...forest.rules, ...forest.assumptions].map(({ root }) => root)
      const conditions = [...spec.rules.map(({ condition }) => condition), ...spec.assumptions.map(({ impossible }) => impossible)]
      expect(roots.map((root) => walk(forest.nodes, root, cells) !== FALSE)).toEqual(conditions.map((condition) => holds(condition, situation)))
    }),
    { numRuns: 500 },
  )
})

test("what is made of a fact's cells falls into these cells", () => {
  fc.assert(
    fc.property(situated, ({ spec, situation }) => {
      const forest = forestOf(spec)
      const knowledge = knowledgeOf(forest, situation)
      const made = forest.facts.map((domain, fact) => {
        const own = [...knowledge.cells].filter((_, level) => forest.variables[level]!.fact === fact)
        return [domain.id, givenOf(domain, variablesOf(domain, fact), own)] as const
      })
      expect(knowledgeOf(forest, new Map(made))).toEqual(knowledge)
    }),
    { numRuns: 300 },
  )
})

describe("an example", () => {
  const [age, name, papers, note, consent] = [
    number("age", "integer", { optional: true }),
    text("name", { optional: true }),
    setOf("papers", { kind: "text" }, { optional: true }),
    text("note"),
    yesNo("consent"),
  ]
  const forest = forestOf(question([age, name, papers, note, consent], [forbid("rule", { kind: "all", of: [below("age", 18), is("name", "Ann"), member("papers", "pass"), exactly("papers", "visa"), is("note", "any other"), always] })]))

  test.each([
    ["age", { kind: "number", value: 17 }, [0]],
    ["age", { kind: "number", value: 18 }, [1]],
    ["age", { kind: "absent" }, [2]],
    ["age", { kind: "present" }, [PRESENT]],
    ["age", { kind: "unknown" }, [FREE]],
    ["name", { kind: "value", value: "Ann" }, [0]],
    ["name", { kind: "value", value: "ann" }, [1]],
    ["papers", { kind: "set", members: ["pass"] }, [0, 1, 0, 0]],
    ["papers", { kind: "set", members: ["letter"] }, [0, 0, 0, 1]],
    ["papers", { kind: "set", members: [] }, [0, 0, 0, 0]],
    ["papers", { kind: "absent" }, [1, 0, 0, 0]],
    ["papers", { kind: "present" }, [0, FREE, FREE, FREE]],
    ["consent", { kind: "value", value: "yes" }, [1]],
  ] as const)("%s %o falls into the cells %o", (id, given, cells) => {
    const fact = forest.facts.findIndex((one) => one.id === id)
    const { cells: all, said } = knowledgeOf(forest, new Map([[factId(id), given]]))
    expect([...all].filter((_, level) => forest.variables[level]!.fact === fact)).toEqual(cells)
    expect([...all].filter((cell, level) => forest.variables[level]!.fact !== fact && cell !== FREE)).toEqual([])
    expect(said).toEqual(forest.facts.map((_, index) => index === fact))
  })

  test("a text that no rule names is made up where a rule names the usual one", () => {
    const domain = forest.facts.find(({ id }) => id === "note")!
    expect(givenOf(domain, variablesOf(domain, 0), [0])).toEqual({ kind: "value", value: "any other" })
    expect(givenOf(domain, variablesOf(domain, 0), [1])).toEqual({ kind: "value", value: "any other still" })
  })

  test("a situation is whole when every fact is known", () => {
    expect(situationOf(knowledgeOf(forest, new Map([[factId("age"), { kind: "absent" }]])))).toBeNull()
  })

  test("a fact may have more values than a byte counts", () => {
    const beats = Array.from({ length: 277 }, (_, index) => `beat-${index}`)
    const many = forestOf(question([choice("beat", beats)], [forbid("rule", is("beat", "beat-1"))]))
    const cells = situationOf(knowledgeOf(many, new Map([[factId("beat"), { kind: "value", value: "beat-257" }]])))!
    expect(cells[0]).toBe(257)
  })

  test("facts that the question does not have are left out", () => {
    expect(knowledgeOf(forest, new Map([[factId("other"), { kind: "absent" }]]))).toEqual(knowledgeOf(forest, new Map()))
  })
})
