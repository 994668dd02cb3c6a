/** Changes: against brute force on drawn pairs of versions; and amendments written by hand. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, always, asker, choice, forbid, is, never, not, number, permit, question, rule, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { conditions, factId, questionSpecs, ruleId } from "../../../tests/generators/question.ts"
import { saysTrue } from "../../../tests/oracle/findings.ts"
import { isAdmissible, verdictIn } from "../../../tests/oracle/outcome.ts"
import { situationsOf, valueIn, type Situation } from "../../../tests/oracle/situations.ts"
import { changesOf, drawChanges, type Changes } from "./changes.ts"
import { knowledgeOf } from "./knowledge.ts"
import { walkedBy } from "./walked.ts"
import { RULE_CLASSES, type QuestionSpec, type RuleSpec } from "./types.ts"

const SMALL = { situations: 200, rules: 5 }
const RUNS = { numRuns: 250 }

/** A question and an amendment of it: rules struck out, added, turned round, renamed. */
const amended = questionSpecs(SMALL).chain((spec) =>
  fc
    .record({
      kept: fc.subarray([...spec.rules]),
      added: fc.array(fc.record({ class: fc.constantFrom(...RULE_CLASSES), condition: conditions(spec.facts) }), { maxLength: 2 }),
      turned: fc.boolean(), possible: fc.boolean(),
    })
    .map(({ kept, added, turned, possible }): readonly [QuestionSpec, QuestionSpec] => {
      const rules: readonly RuleSpec[] = [...kept.map((one, index) => (turned && index === 0 ? { ...one, condition: not(one.condition) } : one)), ...added.map((one, index) => ({ ...one, id: ruleId(`new-${String(index)}`), withdrawn: false }))]
      return [spec, { ...spec, rules: rules.map((one) => ({ ...one, id: ruleId(`${one.id}-again`) })), assumptions: possible ? [] : spec.assumptions }]
    })
    .filter(([before, after]) => situationsOf(both(before, after)).length <= 400),
)

/** What tells situations apart in either version. */
function both(before: QuestionSpec, after: QuestionSpec): QuestionSpec {
  return { ...after, rules: [...before.rules, ...after.rules], assumptions: [...before.assumptions, ...after.assumptions] }
}

function changes(before: QuestionSpec, after: QuestionSpec): Changes {
  const found = changesOf(before, after)
  if (found === null) throw new Error("too large")
  return found
}

interface Compared {
  readonly situation: Situation
  readonly from: string
  readonly to: string
}

function compared(before: QuestionSpec, after: QuestionSpec): readonly Compared[] {
  return situationsOf(both(before, after))
    .filter((situation) => isAdmissible(before, situation) && isAdmissible(after, situation))
    .map((situation) => ({ situation, from: verdictIn(before, situation).outcome, to: verdictIn(after, situation).outcome }))
}

const hasOpenSets = ({ facts }: QuestionSpec): boolean => facts.some(({ shape }) => shape.kind === "set" && shape.of.kind !== "choice")

function byDirection(all: readonly Compared[]): Record<string, bigint> {
  const counts: Record<string, bigint> = {}
  for (const { from, to } of all) if (from !== to) counts[`${from} > ${to}`] = (counts[`${from} > ${to}`] ?? 0n) + 1n
  return counts
}

test("what changes, and in which direction, is what brute force finds; a witness shows each", () => {
  fc.assert(
    fc.property(amended, ([before, after]) => {
      const found = changes(before, after)
      const expected = compared(before, after)
      expect(found.situations).toBe(BigInt(expected.length))
      expect(Object.fromEntries(found.directions.map(({ from, to, count }) => [`${from} > ${to}`, count]))).toEqual(byDirection(expected))
      expect(found.changed).toBe(BigInt(expected.filter(({ from, to }) => from !== to).length))
      for (const { from, to, witness } of found.directions) {
        expect([verdictIn(before, witness).outcome, verdictIn(after, witness).outcome]).toEqual([from, to])
        expect(isAdmissible(before, witness) && isAdmissible(after, witness)).toBe(true)
      }
    }),
    RUNS,
  )
})

test("situations that can occur in one version alone are counted apart", () => {
  fc.assert(
    fc.property(amended, ([before, after]) => {
      const all = situationsOf(both(before, after))
      const only = (one: QuestionSpec, other: QuestionSpec) => BigInt(all.filter((situation) => isAdmissible(one, situation) && !isAdmissible(other, situation)).length)
      expect(changes(before, after)).toMatchObject({ onlyBefore: only(before, after), onlyAfter: only(after, before) })
    }),
    RUNS,
  )
})

test("regions share no situation, say exactly how many of theirs change, and add up to the total", () => {
  fc.assert(
    fc.property(amended.filter(([before]) => !hasOpenSets(before)), ([before, after]) => {
      const { regions, changed } = changes(before, after)
      const expected = compared(before, after)
      const inside = regions.map(({ where }) => expected.filter(({ situation }) => where.every((saying) => saysTrue(saying, situation))))
      regions.forEach((region, index) => {
        expect(region.of).toBe(BigInt(inside[index]?.length ?? -1))
        expect(Object.fromEntries(region.changes.map(({ from, to, count }) => [`${from} > ${to}`, count]))).toEqual(byDirection(inside[index] ?? []))
      })
      expect(new Set(inside.flat()).size).toBe(inside.flat().length)
      expect(regions.flatMap((region) => region.changes).reduce((sum, { count }) => sum + count, 0n)).toBe(changed)
    }),
    RUNS,
  )
})

test("regions speak only of facts that a changed rule reads", () => {
  fc.assert(
    fc.property(amended, ([before, after]) => {
      const { regions, removed, added } = changes(before, after)
      const changedRules = [...before.rules, ...after.rules].filter(({ id }) => removed.includes(id) || added.includes(id))
      const read = JSON.stringify(changedRules.map(({ condition }) => condition))
      for (const { where } of regions) for (const { fact } of where) expect(read).toContain(`"${fact}"`)
    }),
    RUNS,
  )
})

test("who decided before, who decides after, and who decides where a region stays as it is", () => {
  fc.assert(
    fc.property(amended.filter(([before]) => !hasOpenSets(before)), ([before, after]) => {
      const found = changes(before, after)
      for (const { where, before: was, after: is, unless } of found.regions) {
        const inside = compared(before, after).filter(({ situation }) => where.every((saying) => saysTrue(saying, situation)))
        const changing = inside.filter(({ from, to }) => from !== to)
        const deciding = (spec: QuestionSpec, some: readonly Compared[]) => [...new Set(some.flatMap(({ situation }) => verdictIn(spec, situation).deciding))].sort()
        expect([...was].sort()).toEqual(deciding(before, changing))
        expect([...is].sort()).toEqual(deciding(after, changing))
        expect([...unless].sort()).toEqual(deciding(after, inside.filter(({ from, to }) => from === to)).filter((id) => !found.added.includes(id)))
      }
    }),
    RUNS,
  )
})

test("what is drawn as changed is what changing situations walk, and nothing else", () => {
  fc.assert(
    fc.property(amended, ([before, after]) => {
      const drawn = drawChanges(before, after)
      if (drawn === null) throw new Error("too large")
      const { diagrams, changed } = drawn
      const walks = compared(before, after).filter(({ from, to }) => from !== to).flatMap(({ situation }) => [...walkedBy(diagrams, knowledgeOf({ ...diagrams, kind: "by-rules", question: after.question, rules: [], assumptions: [] }, situation)).edges])
      expect([...changed].sort()).toEqual([...new Set(walks)].sort())
    }),
    RUNS,
  )
})

test("the same law under other names does not change", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const renamed = { ...spec, rules: spec.rules.toReversed().map((one) => ({ ...one, id: ruleId(`other-${one.id}`) })) }
      expect(changes(spec, renamed)).toMatchObject({ changed: 0n, onlyBefore: 0n, onlyAfter: 0n, regions: [], removed: [], added: [], restating: [], restated: [] })
    }),
    RUNS,
  )
})

describe("amendments written by hand", () => {
  const who = choice("who", ["agents", "troops", "nobody"])
  const facts = [who, yesNo("warrant"), yesNo("consent")]
  const law = question(facts, [forbid("no-agents", all(is("who", "agents"), not(yes("warrant"))))])

  test("a new prohibition, in one region, unless a clause that stays already decides", () => {
    const before = question(facts, [forbid("no-consent", not(yes("consent")))])
    const after = question(facts, [forbid("no-consent", not(yes("consent"))), forbid("no-troops", is("who", "troops"))])
    const found = changes(before, after)
    expect(found).toMatchObject({
      situations: 12n, changed: 2n, directions: [{ from: "silent", to: "prohibited", count: 2n }], added: ["no-troops"], removed: [],
      regions: [{ of: 4n, changes: [{ from: "silent", to: "prohibited", count: 2n }], before: [], after: ["no-troops"], unless: ["no-consent"] }],
    })
    expect(found.regions[0]?.where.map(({ fact }) => fact)).toEqual(["who"])
  })

  test("a clause that says again what the law said", () => {
    const after = question(facts, [...law.rules, forbid("order", all(is("who", "agents", "troops"), not(yes("warrant")), yes("consent")))])
    expect(changes(law, after)).toMatchObject({ changed: 1n, restating: [{ rule: "order", count: 1n, like: ["no-agents"] }] })
  })

  test("a rule that stays is not taken for a new one that says the same and stands before it", () => {
    const after = question(facts, [forbid("order", all(is("who", "agents"), not(yes("warrant")))), ...law.rules])
    expect(changes(law, after)).toMatchObject({ changed: 0n, added: ["order"], removed: [], restating: [{ rule: "order", like: ["no-agents"] }], restated: [] })
  })

  test("a value that the vocabulary did not have", () => {
    const after = question([choice("who", ["agents", "troops", "guard", "nobody"]), yesNo("warrant"), yesNo("consent")], [...law.rules, forbid("no-guard", is("who", "guard"))])
    expect(changes(law, after)).toMatchObject({ situations: 12n, changed: 0n, onlyBefore: 0n, onlyAfter: 4n, added: [] })
    expect(changes(after, law)).toMatchObject({ situations: 12n, changed: 0n, onlyBefore: 4n, onlyAfter: 0n })
  })

  test("a fact that the vocabulary did not have", () => {
    const after = question([...facts, yesNo("masked")], [permit("masked", yes("masked")), ...law.rules])
    expect(changes(law, after)).toMatchObject({ situations: 24n, changed: 10n, onlyBefore: 0n, onlyAfter: 0n })
  })

  test("a fact of another kind under the same name is another fact", () => {
    const before = question([yesNo("age")], [forbid("old", yes("age"))])
    const after = question([number("age")], [forbid("old", { kind: "below", fact: factId("age"), bound: 18 })])
    expect(changes(before, after)).toMatchObject({ situations: 4n, changed: 2n, removed: ["old"], added: ["old"] })
  })

  test("a fact that may be absent now, a body that is new, an assumption that is gone", () => {
    expect(changes(question([yesNo("a")], []), question([yesNo("a", { optional: true })], []))).toMatchObject({ situations: 2n, onlyAfter: 1n })
    const cpd = forbid("r", is("body", "cpd"))
    expect(changes(question([asker(["cpd", "cpl"])], [cpd]), question([asker(["cpd", "cpl", "cdph"])], [cpd]))).toMatchObject({ onlyBefore: 0n, changed: 0n })
    expect(changes(question([yesNo("a")], [], [never(yes("a"))]), question([yesNo("a")], []))).toMatchObject({ situations: 1n, onlyAfter: 1n })
  })

  test("withdrawing a clause is a change, from its answer to silence", () => {
    const rules = [rule("r", "binding-permit", always)]
    expect(changes(question(facts, rules), question(facts, rules.map((one) => ({ ...one, withdrawn: true }))))).toMatchObject({ directions: [{ from: "allowed", to: "silent", count: 12n }], regions: [{ where: [], of: 12n }] })
  })

  test("what becomes prohibited is told first, then what becomes allowed", () => {
    const after = question(facts, [permit("warrant", yes("warrant")), forbid("troops", is("who", "troops"))])
    expect(changes(law, after).directions.map(({ from, to }) => `${from} > ${to}`)).toEqual(["silent > prohibited", "silent > allowed", "prohibited > silent"])
    const guard: Situation | undefined = changes(law, after).directions[0]?.witness
    expect(guard === undefined ? null : valueIn(guard, who.id)).toEqual({ kind: "value", value: "troops" })
  })
})
