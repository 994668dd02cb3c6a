/** Explaining: which rules a question is asked for, and what would change an answer. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, any, asker, choice, exactly, forbid, is, member, not, number, below, permit, question, setOf, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { asked, factId, type Asked } from "../../../tests/generators/question.ts"
import { possibleOutcomes, type Known } from "../../../tests/oracle/answer.ts"
import { nearestChangesOf } from "../../../tests/oracle/changes.ts"
import { rulesBehind } from "../../../tests/oracle/questions.ts"
import { Planner } from "./ask.ts"
import { nothingKnown } from "./decide.ts"
import { alwaysDecides, nearestChanges, rulesDependingOn, type Change } from "./explain.ts"
import { knowledgeOf } from "./knowledge.ts"
import type { QuestionSpec } from "./types.ts"
import type { Given } from "./values.ts"
import { Workbench } from "./workbench.ts"

const SMALL = { situations: 200, rules: 8 }
/** As explain.ts has them. */
const FARTHEST = 3
const MOST = 4

const answered = asked(SMALL).filter(({ spec, known }) => possibleOutcomes(spec, known).length === 1)

function changesOf({ spec, known }: Asked): readonly Change[] {
  const forest = forestOf(spec)
  const [outcome] = possibleOutcomes(spec, known)
  return outcome === undefined ? [] : nearestChanges(new Workbench(forest), knowledgeOf(forest, known), outcome)
}

test("every change gives, for certain, the outcome it says, and changes public facts alone", () => {
  fc.assert(
    fc.property(answered, ({ spec, known }) => {
      for (const { facts, outcome } of changesOf({ spec, known })) {
        expect(possibleOutcomes(spec, new Map([...known, ...facts]))).toEqual([outcome])
        for (const id of facts.keys()) expect(spec.facts.find((fact) => fact.id === id)?.visibility).toBe("public")
      }
    }),
    { numRuns: 500 },
  )
})

test("each other outcome within three facts is shown, by changes of the fewest facts", () => {
  fc.assert(
    fc.property(answered, ({ spec, known }) => {
      const expected = nearestChangesOf(spec, known, possibleOutcomes(spec, known)[0]!, FARTHEST)
      const changes = changesOf({ spec, known })
      expect(new Set(changes.map(({ outcome }) => outcome))).toEqual(new Set(expected.keys()))
      for (const { facts, outcome } of changes) expect(facts.size).toBe(expected.get(outcome)![0]!.size)
    }),
    { numRuns: 500 },
  )
})

test("of facts that are no sets, all the nearest changes are shown, four at most", () => {
  const withoutSets = answered.filter(({ spec }) => spec.facts.every(({ shape }) => shape.kind !== "set"))
  fc.assert(
    fc.property(withoutSets, ({ spec, known }) => {
      const expected = nearestChangesOf(spec, known, possibleOutcomes(spec, known)[0]!, FARTHEST)
      const changes = changesOf({ spec, known })
      for (const [outcome, all] of expected) expect(changes.filter((change) => change.outcome === outcome)).toHaveLength(Math.min(all.length, MOST))
      expect(new Set(changes.map(({ facts }) => JSON.stringify([...facts]))).size).toBe(changes.length)
    }),
    { numRuns: 300 },
  )
})

test("a question is asked for the rules of which it still depends on it whether they decide", () => {
  fc.assert(
    fc.property(asked(SMALL), ({ spec, known }) => {
      const forest = forestOf(spec)
      const bench = new Workbench(forest)
      const knowledge = knowledgeOf(forest, known)
      const next = new Planner(bench).next(knowledge)
      if (next === null) return
      const rules = rulesDependingOn(bench, knowledge, next.fact)
      expect(rules).toEqual(rulesBehind(spec, known, forest.facts[next.fact]!.id))
      if (![...known.values()].some(({ kind }) => kind === "unknown" || kind === "present")) expect(rules).not.toEqual([])
    }),
    { numRuns: 500 },
  )
})

describe("an example", () => {
  test("changing what was said, and learning what was not asked, are both near", () => {
    const spec = question(
      [asker(["police", "library"]), choice("who", ["agents", "troops"]), yesNo("agreement", { visibility: "private" }), yesNo("warrant")],
      [forbid("no-joint-duty", all(is("body", "police"), is("who", "agents"), not(yes("agreement")))), permit("with-warrant", all(is("body", "library"), yes("warrant")))],
    )
    expect(changed(spec, { body: value("police"), who: value("agents"), agreement: value("no") })).toEqual([["silent", { who: value("troops") }]])
    expect(changed(spec, { body: value("library"), warrant: value("no") })).toEqual([["allowed", { warrant: value("yes") }]])
  })

  test("a set is one fact, however many of its members would be others", () => {
    const spec = question([setOf("papers", { kind: "choice", values: ["letter", "warrant"] })], [permit("both", all(member("papers", "letter"), member("papers", "warrant")))])
    expect(changed(spec, { papers: { kind: "set", members: [] } })).toEqual([["allowed", { papers: { kind: "set", members: ["letter", "warrant"] } }]])
  })

  test("one set changed is nearer than two facts", () => {
    const papers = setOf("papers", { kind: "choice", values: ["letter", "pass", "warrant"] })
    const spec = question([papers, yesNo("a"), yesNo("b")], [permit("rule", any(exactly("papers", "letter", "pass", "warrant"), all(yes("a"), yes("b"))))])
    const known = { papers: { kind: "set", members: [] } as const, a: value("no"), b: value("no") }
    expect(changed(spec, known)).toEqual([["allowed", { papers: { kind: "set", members: ["letter", "pass", "warrant"] } }]])
  })

  test("four changes of an outcome are shown, and no more", () => {
    const spec = question([choice("who", ["a", "b", "c", "d", "e", "f"])], [forbid("rule", not(is("who", "a")))])
    expect(changed(spec, { who: value("a") })).toHaveLength(4)
  })

  test("a set that was not asked about is not learned", () => {
    const spec = question([yesNo("a"), setOf("papers", { kind: "text" }), yesNo("b")], [permit("papers", all(yes("a"), member("papers", "pass"))), forbid("b", all(yes("a"), yes("b"), not(member("papers", "pass"))))])
    expect(changed(spec, { a: value("no") })).toEqual([])
    expect(changed(spec, { a: value("no"), papers: { kind: "set", members: ["pass"] } })).toContainEqual(["allowed", { a: value("yes") }])
  })

  test("a number is changed to one that a person would name", () => {
    const spec = question([number("age")], [forbid("too-young", below("age", 18))])
    expect(changed(spec, { age: { kind: "number", value: 7 } })).toEqual([["silent", { age: { kind: "number", value: 18 } }]])
  })

  function value(text: string): Given {
    return { kind: "value", value: text }
  }

  function changed(spec: QuestionSpec, known: Readonly<Record<string, Given>>): readonly unknown[] {
    const facts: Known = new Map(Object.entries(known).map(([id, given]) => [factId(id), given]))
    return changesOf({ spec, known: facts }).map(({ outcome, facts: changes }) => [outcome, Object.fromEntries(changes)])
  }
})

test("whether one of many rules always decides is told without multiplying them", () => {
  const names = Array.from({ length: 40 }, (_, index) => `f${String(index)}`)
  const spec = question(names.map((name) => yesNo(name)), [...names.map((name) => forbid(`if-${name}`, yes(name))), forbid("always", { kind: "constant", holds: true })])
  const forest = forestOf(spec)
  const ids = new Set(forest.rules.map(({ id }) => id))
  expect(alwaysDecides(new Workbench(forest), nothingKnown(forest), ids, false)).toBe(true)
  ids.delete(forest.rules.at(-1)!.id)
  expect(alwaysDecides(new Workbench(forest), nothingKnown(forest), ids, false)).toBe(false)
})
