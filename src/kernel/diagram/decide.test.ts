/** Deciding: whatever is known, a forest says what the oracle finds by going through all situations. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { forestOf } from "../../../tests/generators/forest.ts"
import { asked, questionSpecs } from "../../../tests/generators/question.ts"
import { completionsOf, oneAlwaysDecides, possibleOutcomes, rulesDeciding, rulesWithdrawn } from "../../../tests/oracle/answer.ts"
import { isAdmissible, verdictIn } from "../../../tests/oracle/outcome.ts"
import { holds, situationsOf } from "../../../tests/oracle/situations.ts"
import { decide, decideColumns, decidingRules, nothingKnown, reachable, whyImpossible, withdrawnRules } from "./decide.ts"
import { walk } from "./walks.ts"
import { alwaysDecides } from "./explain.ts"
import { Workbench } from "./workbench.ts"
import { knowledgeOf, situationOf } from "./knowledge.ts"
import { terminalOf } from "./outcome.ts"

const SMALL = { situations: 400, rules: 8 }

test("a forest decides every situation as its rules and the table do, and knows which cannot occur", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      for (const situation of situationsOf(spec)) {
        const cells = situationOf(knowledgeOf(forest, situation))!
        const expected = isAdmissible(spec, situation) ? verdictIn(spec, situation).outcome : "impossible"
        expect(decide(forest, cells)).toBe(expected)
      }
    }),
    { numRuns: 300 },
  )
})

test("each rule's diagram is true exactly where its condition holds", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      for (const situation of situationsOf(spec)) {
        const cells = situationOf(knowledgeOf(forest, situation))!
        const satisfied = forest.rules.filter(({ root }) => walk(forest.nodes, root, cells) === 1).map(({ id }) => id)
        expect(satisfied).toEqual(spec.rules.filter(({ condition }) => holds(condition, situation)).map(({ id }) => id))
      }
    }),
    { numRuns: 200 },
  )
})

test("many situations decided at once are decided as one by one", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      const rows = completionsOf(spec, new Map()).map((situation) => situationOf(knowledgeOf(forest, situation))!)
      const columns = forest.variables.map((_, level) => Uint8Array.from(rows, (row) => row[level]!))
      const outcomes = new Uint8Array(rows.length)
      decideColumns(forest, columns, outcomes)
      expect([...outcomes]).toEqual(rows.map((row) => terminalOf(verdictOfCells(forest, row))))
    }),
    { numRuns: 100 },
  )
})

function verdictOfCells(forest: Parameters<typeof decide>[0], row: ArrayLike<number>): Parameters<typeof terminalOf>[0] {
  const outcome = decide(forest, row)
  if (outcome === "impossible") throw new Error("a completion is admissible")
  return outcome
}

test("with facts missing, the outcomes are those of all admissible completions", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      expect(reachable(forest, knowledgeOf(forest, known))).toEqual(possibleOutcomes(spec, known))
    }),
    { numRuns: 500 },
  )
})

test("with facts missing, the rules that decide in some completion are named, and which of them decide in all", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      const knowledge = knowledgeOf(forest, known)
      expect(decidingRules(forest, knowledge)).toEqual(rulesDeciding(spec, known))
      expect(withdrawnRules(forest, knowledge)).toEqual(rulesWithdrawn(spec, known))
    }),
    { numRuns: 500 },
  )
})

test("a step is shared by every completion exactly where one of its rules decides in each", () => {
  const chosen = asked(SMALL).chain(({ spec, known }) => fc.record({ spec: fc.constant(spec), known: fc.constant(known), ids: fc.subarray(spec.rules.map(({ id }) => id)), orSilent: fc.boolean() }))
  fc.assert(
    fc.property(chosen, ({ spec, known, ids, orSilent }) => {
      const forest = forestOf(spec)
      expect(alwaysDecides(new Workbench(forest), knowledgeOf(forest, known), new Set(ids), orSilent)).toBe(oneAlwaysDecides(spec, known, new Set(ids), orSilent))
    }),
    { numRuns: 500 },
  )
})

test("an answer never improves because a fact was held back: what was certain stays so when more is said", () => {
  fc.assert(
    fc.property(asked(SMALL), fc.nat(), ({ spec, known }, seed) => {
      const forest = forestOf(spec)
      const facts = [...known.keys()]
      const withheld = facts[seed % Math.max(1, facts.length)]
      const less = new Map([...known].filter(([fact]) => fact !== withheld))
      const after = reachable(forest, knowledgeOf(forest, known))
      expect(reachable(forest, knowledgeOf(forest, less))).toEqual(expect.arrayContaining([...after]))
    }),
    { numRuns: 300 },
  )
})

test("to hold a fact back and to not know it come to the same answer", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      const unsaid = new Map([...known].filter(([, given]) => given.kind !== "unknown"))
      expect(reachable(forest, knowledgeOf(forest, known))).toEqual(reachable(forest, knowledgeOf(forest, unsaid)))
    }),
    { numRuns: 200 },
  )
})

test("where facts cannot occur together, an assumption says why; where they can, none rules them out", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      const knowledge = knowledgeOf(forest, known)
      const impossible = possibleOutcomes(spec, known).length === 0
      if (impossible) expect(whyImpossible(forest, knowledge)).not.toEqual([])
      const alone = spec.assumptions.filter((assumption) => completionsOf({ ...spec, assumptions: [assumption] }, known).length === 0).map(({ why }) => why)
      if (alone.length > 0) expect(whyImpossible(forest, knowledge)).toEqual(alone)
    }),
    { numRuns: 300 },
  )
})

test("where nothing is known, everything that can follow is reachable", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const forest = forestOf(spec)
      expect(reachable(forest, nothingKnown(forest))).toEqual(possibleOutcomes(spec, new Map()))
    }),
    { numRuns: 100 },
  )
})
