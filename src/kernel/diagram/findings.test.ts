/** Findings: against brute force on drawn questions; and faults put in by hand, each found. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, any, choice, forbid, is, never, not, permit, question, rule, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { largeQuestion } from "../../../tests/generators/large-question.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { admissibleSituations, bothSatisfied, deadRules, idleRules, isCovered, rulesToSpare, saysTrue, unexplainedSilence } from "../../../tests/oracle/findings.ts"
import { isAdmissible, verdictIn } from "../../../tests/oracle/outcome.ts"
import { holds } from "../../../tests/oracle/situations.ts"
import { findingsOf, type Findings } from "./findings.ts"
import type { Condition, FactSpec, QuestionSpec } from "./types.ts"

const SMALL = { situations: 300, rules: 7 }
const RUNS = { numRuns: 200 }

/** Questions with accepted gaps that name no value the rules do not name: so situations are the same to all. */
const withGaps = questionSpecs(SMALL).chain((spec) => fc.tuple(fc.constant(spec), fc.subarray(spec.rules.slice(0, 2).map(({ condition }) => condition))))

function findings(spec: QuestionSpec, accepted: readonly Condition[] = []): Findings {
  const found = findingsOf(spec, accepted)
  if (found === null) throw new Error("too large")
  return found
}

const hasOpenSets = ({ facts }: QuestionSpec): boolean => facts.some(({ shape }: FactSpec) => shape.kind === "set" && shape.of.kind !== "choice")

test("the silence is counted, and its boxes hold it: nothing else, nothing twice, on four facts at most", () => {
  fc.assert(
    fc.property(withGaps, ([spec, accepted]) => {
      const { silence, situations } = findings(spec, accepted)
      const silent = unexplainedSilence(spec, accepted)
      expect(situations).toBe(BigInt(admissibleSituations(spec).length))
      expect(silence.count).toBe(BigInt(silent.length))
      expect(silence.rest).toBe(silence.gaps.reduce((rest, { count }) => rest - count, silence.count))
      for (const gap of silence.gaps) {
        expect(new Set(gap.where.map(({ fact }) => fact)).size).toBeLessThanOrEqual(4)
        expect(isAdmissible(spec, gap.witness) && verdictIn(spec, gap.witness).outcome === "silent" && !accepted.some((condition) => holds(condition, gap.witness))).toBe(true)
        if (!hasOpenSets(spec)) expect(gap.where.every((saying) => saysTrue(saying, gap.witness))).toBe(true)
      }
      if (hasOpenSets(spec)) return
      const boxesWith = admissibleSituations(spec).map((situation) => silence.gaps.filter(({ where }) => where.every((saying) => saysTrue(saying, situation))))
      expect(Math.max(0, ...boxesWith.map(({ length }) => length))).toBeLessThanOrEqual(1)
      for (const gap of silence.gaps) expect(BigInt(silent.filter((situation) => gap.where.every((saying) => saysTrue(saying, situation))).length)).toBe(gap.count)
      expect(BigInt(boxesWith.filter(({ length }) => length > 0).length)).toBe(silence.count - silence.rest)
    }),
    RUNS,
  )
})

test("boxes tell 95 parts in a hundred of the silence, or 20 of them, where questions have four facts at most", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL).filter(({ facts }) => facts.length <= 4), (spec) => {
      const { silence: { count, gaps, rest } } = findings(spec)
      expect(gaps.length === 20 || rest * 100n <= count * 5n).toBe(true)
      expect(gaps.map((gap) => gap.count)).toEqual(gaps.map((gap) => gap.count).toSorted((a, b) => Number(b - a)))
    }),
    RUNS,
  )
})

test("dead, idle and redundant rules are those that brute force finds", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const found = findings(spec)
      expect([...found.dead].sort()).toEqual([...deadRules(spec)].sort())
      expect(found.idle.map((one) => one.rule).sort()).toEqual([...idleRules(spec)].sort())
      expect(found.redundant.map((one) => one.rule).sort()).toEqual([...rulesToSpare(spec)].sort())
      for (const { rule: spared, covers } of found.redundant) {
        expect(isCovered(spec, spared, covers)).toBe(true)
        for (const one of covers) expect(isCovered(spec, spared, covers.filter((other) => other !== one))).toBe(false)
      }
    }),
    RUNS,
  )
})

test("permits that forbids defeat, and conflicts, are counted and shown", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const { overridden, conflicts } = findings(spec)
      const speaking = (kind: string) => spec.rules.filter((one) => one.class === kind && !one.withdrawn)
      const pairs = (kind: string) => speaking(kind).flatMap((one) => speaking("binding-forbid").map((other) => [one.id, other.id, bothSatisfied(spec, one.id, other.id).length] as const)).filter(([, , count]) => count > 0)
      const told = [...overridden.map((one) => [one.permit, one.forbid, Number(one.count)]), ...conflicts.map((one) => [one.must, one.forbid, Number(one.count)])]
      expect(told.sort()).toEqual([...pairs("binding-permit"), ...pairs("binding-must")].sort())
      for (const { permit: one, forbid: other, witness } of overridden) {
        expect(isAdmissible(spec, witness)).toBe(true)
        expect(spec.rules.filter(({ id }) => id === one || id === other).every(({ condition }) => holds(condition, witness))).toBe(true)
      }
    }),
    RUNS,
  )
})

describe("faults put in by hand", () => {
  const who = choice("who", ["agents", "troops", "nobody"])
  const facts = [who, yesNo("warrant"), yesNo("consent")]
  const sound = [forbid("no-agents", all(is("who", "agents"), not(yes("warrant")))), permit("with-warrant", yes("warrant"))]

  test("an exception that was taken out defeats the permit it was made for", () => {
    expect(findings(question(facts, sound)).overridden).toEqual([])
    const [found] = findings(question(facts, [forbid("no-agents", is("who", "agents")), permit("with-warrant", yes("warrant"))])).overridden
    expect(found).toMatchObject({ permit: "with-warrant", forbid: "no-agents", count: 2n, of: 6n })
    expect(found?.witness.get(who.id)).toEqual({ kind: "value", value: "agents" })
  })

  test("a rule in another's shadow never decides", () => {
    const shadowed = findings(question(facts, [...sound, rule("with-care", "advising-permit", all(yes("warrant"), yes("consent")))])).idle
    expect(shadowed).toMatchObject([{ rule: "with-care", count: 3n, instead: ["with-warrant"] }])
  })

  test("a rule that two others cover, and neither alone", () => {
    const covered = findings(question(facts, [permit("agents", is("who", "agents")), permit("others", is("who", "troops", "nobody")), permit("consent", yes("consent"))])).redundant
    expect(covered).toMatchObject([{ rule: "consent", covers: ["agents", "others"], count: 6n }])
  })

  test("a rule that no situation satisfies", () => {
    const impossible = [never(all(is("who", "nobody"), yes("warrant")))]
    expect(findings(question(facts, [...sound, forbid("never", all(is("who", "nobody"), yes("warrant")))], impossible)).dead).toEqual(["never"])
  })

  test("a gap in the words of its facts", () => {
    const { silence } = findings(question(facts, sound))
    expect(silence).toMatchObject({ count: 4n, rest: 0n, gaps: [{ count: 4n }] })
    expect(silence.gaps[0]?.where).toEqual([
      { kind: "is", fact: "who", cells: [{ kind: "values", values: ["troops"] }, { kind: "values", values: ["nobody"] }], others: [{ kind: "values", values: ["agents"] }] },
      { kind: "is", fact: "warrant", cells: [{ kind: "values", values: ["no"] }], others: [{ kind: "values", values: ["yes"] }] },
    ])
  })

  test("an accepted gap is listed apart", () => {
    const { silence } = findings(question(facts, sound), [any(is("who", "nobody"), yes("consent"))])
    expect(silence).toMatchObject({ count: 1n, accepted: [3n], rest: 0n })
  })

  test("diagrams past the limit are no findings", () => {
    expect(findingsOf(question(facts, sound), [], 2)).toBeNull()
  })
})

test("where counting makes more nodes than it may, nothing is told, and nothing is thrown", () => {
  const spec = largeQuestion({ seed: 1, topics: 6, factsInTopic: 4, rules: 60, mixing: 20 })
  const limits = [100, 1_000, 4_000, 6_000, 8_000, 10_000, 20_000, 40_000, 80_000, 1_000_000]
  const told = limits.map((limit) => findingsOf(spec, [], limit) !== null)
  expect(told).toEqual(told.toSorted()) // not under a small limit, always under a large one
  expect([told[0], told.at(-1)]).toEqual([false, true])
})
