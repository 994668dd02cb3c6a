/** Untested edges: against brute force on drawn questions, and one example to check by eye. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, asker, choice, forbid, is, never, permit, question, setOf, member, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { knowledge, questionSpecs } from "../../../tests/generators/question.ts"
import { completionsOf, possibleOutcomes, rulesDeciding } from "../../../tests/oracle/answer.ts"
import { admissibleSituations } from "../../../tests/oracle/findings.ts"
import { edgesOfWalk, edgesWalked } from "../../../tests/oracle/walked.ts"
import { knowledgeOf } from "./knowledge.ts"
import { printGiven } from "./values.ts"
import { untestedBy } from "./untested.ts"
import { walkedAtAll, walkedBy, walkingMost } from "./walked.ts"

const SMALL = { situations: 300, rules: 7 }
const RUNS = { numRuns: 300 }

/** A question and cases that say something of some of its facts. */
const withCases = questionSpecs(SMALL).chain((spec) => fc.tuple(fc.constant(spec), fc.array(knowledge(spec), { maxLength: 5 })))

test("what is walked is what every admissible completion walks, and nothing else", () => {
  fc.assert(
    fc.property(withCases, ([spec, cases]) => {
      const forest = forestOf(spec)
      expect(walkedAtAll(forest).edges).toEqual(edgesWalked(forest, admissibleSituations(spec)))
      for (const known of cases) expect(walkedBy(forest, knowledgeOf(forest, known)).edges).toEqual(edgesWalked(forest, completionsOf(spec, known)))
    }),
    RUNS,
  )
})

test("the situation that walks most walks as many wanted edges as the best of all situations", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL).chain((spec) => fc.tuple(fc.constant(spec), fc.infiniteStream(fc.boolean()))), ([spec, coin]) => {
      const forest = forestOf(spec)
      const wanted = new Set([...walkedAtAll(forest).edges].filter(() => coin.next().value))
      const passed = (edges: Iterable<number>): number => [...edges].filter((edge) => wanted.has(edge)).length
      const most = Math.max(0, ...admissibleSituations(spec).map((situation) => passed(edgesOfWalk(forest, situation))))
      const found = walkingMost(forest, wanted)
      expect(found === null ? 0 : passed(walkedBy(forest, { cells: found }).edges)).toBe(most)
      if (found !== null) expect(walkedBy(forest, { cells: found }).outcomes).not.toBe(0)
    }),
    RUNS,
  )
})

test("edges and walked edges are counted, and with the rows added no edge is left", () => {
  fc.assert(
    fc.property(withCases, ([spec, cases]) => {
      const forest = forestOf(spec)
      const known = cases.map((one) => knowledgeOf(forest, one))
      const found = untestedBy(forest, known)
      const walked = edgesWalked(forest, cases.flatMap((one) => completionsOf(spec, one)))
      expect(found).toMatchObject({ edges: edgesWalked(forest, admissibleSituations(spec)).size, walked: walked.size, left: 0 })
      expect(found.rows.reduce((sum, { walks }) => sum + walks, found.walked)).toBe(found.edges)
      const rows = found.rows.map(({ facts }) => knowledgeOf(forest, facts))
      expect(untestedBy(forest, [...known, ...rows])).toMatchObject({ walked: found.edges, rows: [] })
    }),
    RUNS,
  )
})

test("a row has one outcome, names the rules that always decide, walks something new, and says nothing that it need not", () => {
  fc.assert(
    fc.property(withCases, ([spec, cases]) => {
      const forest = forestOf(spec)
      for (const { facts, outcome, by, walks } of untestedBy(forest, cases.map((one) => knowledgeOf(forest, one))).rows) {
        expect(walks).toBeGreaterThan(0)
        expect(possibleOutcomes(spec, facts)).toEqual([outcome])
        expect(by).toEqual(rulesDeciding(spec, facts).filter(({ certain }) => certain).map(({ id }) => id))
        for (const fact of facts.keys()) expect(possibleOutcomes(spec, new Map([...facts].filter(([id]) => id !== fact))).length).toBeGreaterThan(1)
      }
    }),
    RUNS,
  )
})

describe("by hand", () => {
  const facts = [asker(["police", "library"]), choice("who", ["agents", "troops", "nobody"]), yesNo("warrant"), setOf("asked", { kind: "choice", values: ["name", "address"] })]
  const rules = [forbid("no-agents", all(is("body", "police"), is("who", "agents"))), permit("with-warrant", yes("warrant"))]
  const written = (spec: ReturnType<typeof question>, cases: readonly Parameters<typeof knowledgeOf>[1][] = []) => {
    const forest = forestOf(spec)
    const { rows, ...counts } = untestedBy(forest, cases.map((one) => knowledgeOf(forest, one)))
    return { ...counts, rows: rows.map((row) => `${[...row.facts].map(([id, given]) => `${id}=${printGiven(forest.facts.find((fact) => fact.id === id)!, given)}`).join(" ")} -> ${row.outcome} ${row.by.join()}`) }
  }

  test("without a case, rows that hold whatever else is so", () => {
    expect(written(question(facts, rules))).toEqual({
      edges: 7,
      walked: 0,
      rows: ["who=troops warrant=no -> silent ", "who=nobody warrant=yes -> allowed with-warrant", "body=police who=agents -> prohibited no-agents"],
      left: 0,
    })
  })

  test("an edge that only what cannot occur would pass is none", () => {
    expect(written(question(facts, rules, [never(is("body", "police"))]))).toMatchObject({ edges: 3, rows: ["warrant=no -> silent ", "warrant=yes -> allowed with-warrant"] })
  })

  test("a set is given as a whole, or not at all", () => {
    const spec = question(facts, [forbid("no-names", all(member("asked", "name"), member("asked", "address")))])
    expect(written(spec).rows).toEqual(["asked=address -> silent ", "asked=nothing -> silent ", "asked=address,name -> prohibited no-names"])
  })

  test("where looking takes too long, what no row walks is counted", () => {
    const forest = forestOf(question(facts, rules))
    expect(untestedBy(forest, [], 1)).toMatchObject({ edges: 7, rows: [{ walks: 4 }], left: 3 })
  })
})
