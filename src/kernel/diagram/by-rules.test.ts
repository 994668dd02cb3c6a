/** By rules: without an outcome diagram the same answers, or none; never a better one than is true. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, any, choice, forbid, is, permit, question, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { Draw } from "../../../tests/generators/draw.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { largeQuestion, type LargeQuestion } from "../../../tests/generators/large-question.ts"
import { asked, factId, questionSpecs } from "../../../tests/generators/question.ts"
import { verdictIn } from "../../../tests/oracle/outcome.ts"
import { situationsOf } from "../../../tests/oracle/situations.ts"
import { buildForest } from "./build.ts"
import { boundsByRules, mostRead, undecidedReading } from "./by-rules.ts"
import { decide, decidingRules, nothingKnown, reachable, withdrawnRules } from "./decide.ts"
import { parseForest, printForest, readForest, type RuleForest, type WholeForest } from "./forest.ts"
import { FREE, knowledgeOf, situationOf } from "./knowledge.ts"
import { emptyColumns, Redecider } from "./replay.ts"
import { residualForest, wholeUnder } from "./residual-forest.ts"
import type { FactId, QuestionSpec } from "./types.ts"
import type { Given } from "./values.ts"

const SMALL = { situations: 400, rules: 8 }
const MEDIUM: LargeQuestion = { seed: 1, topics: 6, factsInTopic: 4, rules: 90, mixing: 30 }

/** The same forest as it would be if its outcome were no diagram. */
function byRules({ outcome: _, unwithdrawn: __, ...diagrams }: WholeForest): RuleForest {
  return { ...diagrams, kind: "by-rules" }
}

function drawnSituation(spec: QuestionSpec, draw: Draw): Map<FactId, Given> {
  return new Map(spec.facts.map((fact) => [fact.id, { kind: "value", value: fact.shape.kind === "choice" ? draw.one(fact.shape.values) : "" }]))
}

test("whatever is known, outcomes, deciding rules and withdrawn ones are those of the outcome diagram", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const whole = forestOf(spec)
      const rules = byRules(whole)
      const knowledge = knowledgeOf(whole, known)
      expect(reachable(rules, knowledge)).toEqual(reachable(whole, knowledge))
      expect(decidingRules(rules, knowledge)).toEqual(decidingRules(whole, knowledge))
      expect(withdrawnRules(rules, knowledge)).toEqual(withdrawnRules(whole, knowledge))
    }),
    { numRuns: 500 },
  )
})

test("every situation is decided as by the outcome diagram", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const whole = forestOf(spec)
      for (const situation of situationsOf(spec).map((one) => situationOf(knowledgeOf(whole, one))!)) expect(decide(byRules(whole), situation)).toBe(decide(whole, situation))
    }),
    { numRuns: 200 },
  )
})

test("rules looked at one by one rule out no outcome that can follow and no rule that can decide; what they call certain is", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const whole = forestOf(spec)
      const knowledge = knowledgeOf(whole, known)
      const bounds = boundsByRules(whole, knowledge)
      const outcomes = reachable(whole, knowledge)
      expect(bounds.outcomes).toEqual(expect.arrayContaining([...outcomes]))
      if (bounds.outcomes.length < 2) expect(bounds.outcomes).toEqual(outcomes)
      if (outcomes.length === 0) expect(bounds.outcomes).toEqual([])
      for (const [told, exact] of [[bounds.deciding, decidingRules(whole, knowledge)], [bounds.withdrawn, withdrawnRules(whole, knowledge)]] as const) {
        expect(told.map(({ id }) => id)).toEqual(expect.arrayContaining(exact.map(({ id }) => id)))
        for (const { id } of told.filter(({ certain }) => certain)) expect(exact).toContainEqual({ id, certain: true })
      }
    }),
    { numRuns: 500 },
  )
})

test("who answers the fact that most rules read comes to one outcome, asked nothing twice", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL).filter((spec) => spec.facts.every(({ shape, optional }) => !optional && shape.kind !== "set")), fc.nat(), (spec, seed) => {
      const rules = byRules(forestOf(spec))
      const situations = situationsOf(spec)
      const situation = situations[seed % situations.length]!
      const known = new Map<FactId, Given>()
      for (;;) {
        const knowledge = knowledgeOf(rules, known)
        if (reachable(rules, knowledge).length < 2) break
        const next = mostRead(rules, knowledge)
        expect(next).not.toBeNull()
        const { id } = rules.facts[next!.fact]!
        expect(known.has(id)).toBe(false)
        expect(undecidedReading(rules, knowledge, next!.fact).length).toBeGreaterThan(0)
        known.set(id, situation.get(id)!)
      }
    }),
    { numRuns: 200 },
  )
})

test("an example: the fact of three rules before those of one, then the topic that was begun", () => {
  const facts = [yesNo("a", { topic: "one" }), yesNo("b", { topic: "one" }), choice("c", ["x", "y"], { topic: "two" })]
  const rules = byRules(forestOf(question(facts, [forbid("ab", all(yes("a"), yes("b"))), permit("bc", all(yes("b"), is("c", "x"))), permit("c-or-b", any(is("c", "y"), yes("b")))])))
  expect(mostRead(rules, nothingKnown(rules))).toEqual({ fact: 1, left: 3 })
  expect(mostRead(rules, knowledgeOf(rules, new Map([[factId("b"), { kind: "value", value: "yes" }]])))).toEqual({ fact: 0, left: 2 })
})

describe("a question that is too large", () => {
  const spec = largeQuestion(MEDIUM)
  const whole = forestOf(spec)
  const built = buildForest(spec, 1_500)
  const forest = built.kind === "by-rules" ? built.forest : null

  test("is built by its rules, and names the rule that ties most together", () => {
    expect(built.kind).toBe("by-rules")
    expect(spec.rules.map(({ id }) => id)).toContain(built.kind === "by-rules" ? built.rule : null)
  })

  test("answers as with a larger limit, whether all is known or a half of it", () => {
    const draw = new Draw(3)
    for (let round = 0; round < 200; round++) {
      const situation = drawnSituation(spec, draw)
      expect(decide(forest!, situationOf(knowledgeOf(forest!, situation))!)).toBe(verdictIn(spec, situation).outcome)
      const some = new Map(draw.some([...situation]))
      expect(reachable(forest!, knowledgeOf(forest!, some))).toEqual(reachable(whole, knowledgeOf(whole, some)))
      expect(decidingRules(forest!, knowledgeOf(forest!, some))).toEqual(decidingRules(whole, knowledgeOf(whole, some)))
    }
  }, 120_000)

  test("has nothing to say together while too much is open, and then says more than one outcome", () => {
    expect(residualForest(forest!, nothingKnown(forest!), 1_500)).toBeNull()
    expect(boundsByRules(forest!, nothingKnown(forest!)).outcomes.length).toBeGreaterThan(1)
    expect(wholeUnder(forest!, nothingKnown(forest!))?.kind).toBe("whole")
  })

  test("is written and read back, and a reader takes it from anybody", () => {
    const text = printForest(forest!)
    expect(parseForest(text)).toEqual(forest)
    expect(readForest(text)).toEqual(forest)
    expect(readForest(text.replace('"outcome":null', '"outcome":0'))).toBeNull() // half an outcome is none
  })

  test("is decided again from columns, with what is not known open", () => {
    const draw = new Draw(5)
    const [columns, others] = [emptyColumns(whole, 40), emptyColumns(forest!, 40)]
    for (let row = 0; row < 40; row++) {
      const known = new Map(draw.some([...drawnSituation(spec, draw)]))
      for (const [target, own] of [[columns, whole], [others, forest!]] as const) {
        knowledgeOf(own, known).cells.forEach((cell, level) => { if (cell !== FREE) target[level]![row] = cell })
      }
    }
    const [verdicts, again] = [new Uint8Array(40), new Uint8Array(40)]
    new Redecider(whole).decide(columns, 40, verdicts)
    new Redecider(forest!).decide(others, 40, again)
    expect([...again]).toEqual([...verdicts])
  }, 120_000)
})
