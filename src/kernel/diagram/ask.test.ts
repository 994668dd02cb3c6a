/** Asking: the plan is the optimum that exhaustive search finds; following it always ends in an answer. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { Draw } from "../../../tests/generators/draw.ts"
import { all, choice, exactly, forbid, is, never, not, permit, question, same, setOf, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { asked, factId, type Asked } from "../../../tests/generators/question.ts"
import { completionsOf, possibleOutcomes, type Known } from "../../../tests/oracle/answer.ts"
import { factsThatMatter, fewest, firstQuestions } from "../../../tests/oracle/questions.ts"
import { valueIn, type Situation } from "../../../tests/oracle/situations.ts"
import { Planner, type AskOptions, type NextQuestion } from "./ask.ts"
import { knowledgeOf } from "./knowledge.ts"
import type { FactId, QuestionSpec } from "./types.ts"
import { Workbench } from "./workbench.ts"

const SMALL = { situations: 200, rules: 8 }
const TOGETHER: AskOptions = { topics: "together", stateLimit: 200_000, tableLimit: 0 }
const FREE: AskOptions = { topics: "free", stateLimit: 200_000, tableLimit: 0 }
const LOOK_AHEAD: AskOptions = { topics: "together", stateLimit: 0, tableLimit: 0 }
/** Every residual question that a table can hold is planned by one. */
const TABLES: AskOptions = { topics: "together", stateLimit: 0, tableLimit: 1_000_000 }
const FREE_TABLES: AskOptions = { topics: "free", stateLimit: 0, tableLimit: 1_000_000 }

interface Interview {
  next(known: Known): (NextQuestion & { readonly id: FactId }) | null
}

function interviewOf({ spec }: Asked, options: Partial<AskOptions>): Interview {
  const forest = forestOf(spec)
  const planner = new Planner(new Workbench(forest), options)
  return {
    next: (known) => {
      const next = planner.next(knowledgeOf(forest, known))
      return next === null ? null : { ...next, id: forest.facts[next.fact]!.id }
    },
  }
}

/** The facts asked, one after the other, where `situation` is the case. */
function follow(interview: Interview, known: Known, situation: Situation): readonly FactId[] {
  const next = interview.next(known)
  if (next === null) return []
  if (known.has(next.id)) throw new Error(`asks ${next.id} again`)
  return [next.id, ...follow(interview, new Map([...known, [next.id, valueIn(situation, next.id)]]), situation)]
}

describe("an example", () => {
  const agents = ["agents", "troops"]

  test("what decides most situations at once is asked first", () => {
    const spec = question([yesNo("a"), yesNo("b"), yesNo("c")], [forbid("rule", all(yes("c"), not(all(yes("a"), yes("b")))))])
    expect(plan(spec)).toMatchObject({ id: "c", plan: "optimum", atMost: 3, expected: 1.75 })
  })

  test("of two facts that tell each other, the first is asked and the second is not", () => {
    const spec = question([choice("who", agents), choice("whom", agents)], [forbid("rule", is("whom", "troops"))], [never(not(same("who", "whom")))])
    expect(plan(spec)).toMatchObject({ id: "who", expected: 1, atMost: 1 })
    expect(plan(spec, LOOK_AHEAD)).toMatchObject({ id: "who", plan: "look-ahead" })
  })

  test("a topic that is begun is finished before another is begun", () => {
    const spec = question(
      [yesNo("c", { topic: "two" }), yesNo("a", { topic: "one" }), yesNo("b", { topic: "one" })],
      [forbid("rule", all(yes("a"), yes("b"), yes("c")))],
    )
    const begun = new Map([[factId("b"), { kind: "value", value: "yes" } as const]])
    expect(plan(spec, TOGETHER, begun)?.id).toBe("a")
    expect(plan(spec, FREE, begun)?.id).toBe("c")
  })

  test("what was begun bears on the plan, though it left the question as it was", () => {
    const facts = [yesNo("x", { topic: "one" }), yesNo("a", { topic: "one" }), yesNo("y", { topic: "two" }), yesNo("b", { topic: "two" })]
    const interview = interviewOf({ spec: question(facts, [forbid("rule", all(yes("a"), yes("b")))]), known: new Map() }, TOGETHER)
    const afterX = interview.next(new Map([[factId("x"), { kind: "value", value: "yes" }]]))
    const afterY = interview.next(new Map([[factId("y"), { kind: "value", value: "yes" }]]))
    expect([afterX?.id, afterY?.id]).toEqual(["a", "b"])
  })

  test("a set of many members is asked about without going through all that may be in it", () => {
    const papers = Array.from({ length: 40 }, (_, index) => `paper-${index}`)
    const spec = question([setOf("papers", { kind: "choice", values: papers }), yesNo("a")], [forbid("rule", all(exactly("papers", "paper-3", "paper-7"), yes("a")))])
    expect(plan(spec)).toMatchObject({ id: "papers", plan: "optimum", atMost: 2 })
  })

  test("what is decided, impossible, or would not change any more is not asked about", () => {
    const spec = question([yesNo("a"), yesNo("b")], [forbid("rule", yes("a"))], [never(all(yes("a"), yes("b")))])
    expect(plan(spec, TOGETHER, new Map([[factId("b"), { kind: "value", value: "yes" }]]))).toBeNull()
    expect(plan(spec, TOGETHER, new Map([[factId("a"), { kind: "unknown" }], [factId("b"), { kind: "value", value: "no" }]]))).toBeNull()
    const both = new Map([factId("a"), factId("b")].map((fact) => [fact, { kind: "value", value: "yes" } as const]))
    expect(plan(spec, TOGETHER, both)).toBeNull()
  })

  function plan(spec: QuestionSpec, options: AskOptions = TOGETHER, known: Known = new Map()): ReturnType<Interview["next"]> {
    return interviewOf({ spec, known }, options).next(known)
  }
})

describe.each([TOGETHER, FREE])("with topics $topics", (options) => {
  test("the next question begins a plan with the fewest questions expected", () => {
    fc.assert(
      fc.property(asked(SMALL), ({ spec, known }) => {
        const best = firstQuestions(spec, known, options.topics)
        const next = interviewOf({ spec, known }, options).next(known)
        expect(next?.expected ?? 0).toBeCloseTo(fewest(best), 6)
        if (next !== null) expect(best.find(({ fact }) => fact === next.id)?.expected).toBeCloseTo(next.expected, 6)
      }),
      { numRuns: 500 },
    )
  })

  test("whoever follows the plan is asked as many questions as it expects, and at most as many as it says", () => {
    fc.assert(
      fc.property(asked(SMALL), ({ spec, known }) => {
        const interview = interviewOf({ spec, known }, options)
        const next = interview.next(known)
        const lengths = completionsOf(spec, known).map((situation) => follow(interview, known, situation).length)
        if (lengths.length === 0) return
        expect(lengths.reduce((sum, length) => sum + length, 0) / lengths.length).toBeCloseTo(next?.expected ?? 0, 6)
        expect(Math.max(...lengths)).toBe(next?.atMost ?? 0)
      }),
      { numRuns: 200 },
    )
  })
})

describe.each([
  ["together", TOGETHER, TABLES],
  ["free", FREE, FREE_TABLES],
])("a table, with topics %s", (_name, search, table) => {
  test("plans as a search does, whatever is known, wherever no two facts tell each other", () => {
    let [planned, refused] = [0, 0]
    fc.assert(
      fc.property(asked(SMALL), ({ spec, known }) => {
        const [searched, tabled] = [interviewOf({ spec, known }, search).next(known), interviewOf({ spec, known }, table).next(known)]
        expect(tabled === null).toBe(searched === null)
        if (searched === null || tabled === null) return
        if (tabled.plan === "optimum") planned += 1
        else refused += 1
        if (tabled.plan === "optimum") expect(tabled).toEqual({ ...searched, expected: expect.closeTo(searched.expected, 6) as number })
      }),
      { numRuns: 1000 },
    )
    expect(planned).toBeGreaterThan(4 * refused)
  })
})

test("fourteen facts that tangle are planned to the optimum; a search of 20,000 residual questions is not enough", () => {
  const draw = new Draw(1)
  const facts = Array.from({ length: 14 }, (_, index) => yesNo(`f${String(index)}`, { topic: String(index) }))
  const tangled = Array.from({ length: 20 }, (_, index) => {
    const tests = Array.from({ length: 4 }, () => is(draw.one(facts).id, draw.one(["yes", "no"])))
    return index % 2 === 0 ? forbid(`r${String(index)}`, all(...tests)) : permit(`r${String(index)}`, all(...tests))
  })
  const spec = question(facts, tangled)
  const next = (options: Partial<AskOptions>): NextQuestion | null => interviewOf({ spec, known: new Map() }, options).next(new Map())
  expect(next({})).toMatchObject({ plan: "optimum" })
  expect(next({ tableLimit: 0 })).toMatchObject({ plan: "look-ahead" })
})

describe.each([TOGETHER, FREE, LOOK_AHEAD, TABLES])("with topics $topics, $stateLimit states, tables of $tableLimit", (options) => {
  test("no fact is asked twice or in vain, and the plan ends in an answer within as many questions as it says", () => {
    fc.assert(
      fc.property(asked(SMALL), ({ spec, known }) => {
        const interview = interviewOf({ spec, known }, options)
        const atMost = interview.next(known)?.atMost ?? 0
        for (const situation of completionsOf(spec, known)) {
          const facts = follow(interview, known, situation)
          expect(facts.length).toBeLessThanOrEqual(atMost)
          facts.forEach((fact, index) => {
            expect(factsThatMatter(spec, learned(known, situation, facts.slice(0, index)))).toContain(fact)
          })
          const after = learned(known, situation, facts)
          expect(factsThatMatter(spec, after)).toEqual([])
          if (![...known.values()].some(({ kind }) => kind === "unknown" || kind === "present")) expect(possibleOutcomes(spec, after)).toHaveLength(1)
        }
      }),
      { numRuns: 150 },
    )
  })

  test("a topic once begun is finished while it still matters", () => {
    fc.assert(
      fc.property(asked(SMALL), ({ spec, known }) => {
        if (options.topics === "free") return
        const interview = interviewOf({ spec, known }, options)
        const topicOf = (fact: FactId): string => spec.facts.find(({ id }) => id === fact)!.topic
        for (const situation of completionsOf(spec, known)) {
          let said = known
          for (const fact of follow(interview, known, situation)) {
            const begun = new Set([...said.keys()].map(topicOf))
            const unfinished = factsThatMatter(spec, said).map(topicOf).filter((topic) => begun.has(topic))
            if (unfinished.length > 0) expect(unfinished).toContain(topicOf(fact))
            said = learned(said, situation, [fact])
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  test("who knows nothing is asked each fact once at most, and no longer than it could change what is left", () => {
    fc.assert(
      fc.property(asked(SMALL), ({ spec, known }) => {
        const interview = interviewOf({ spec, known }, options)
        let said = known
        for (let next = interview.next(said); next !== null; next = interview.next(said)) {
          expect(said.has(next.id)).toBe(false)
          said = new Map([...said, [next.id, { kind: "unknown" }]])
        }
        expect(factsThatMatter(spec, said)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

function learned(known: Known, situation: Situation, facts: readonly FactId[]): Known {
  return new Map([...known, ...facts.map((fact) => [fact, valueIn(situation, fact)] as const)])
}
