/** Domains: cells cover every value once, and values of one cell are alike to every rule. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, any, asker, below, choice, exactly, forbid, is, member, not, number, question, same, setOf, text, yesNo } from "../../../tests/generators/by-hand.ts"
import { questionSpecs } from "../../../tests/generators/question.ts"
import { holds, situationsOf, valuesOf } from "../../../tests/oracle/situations.ts"
import { domainsOf, variablesOf, type Cell, type FactDomain } from "./domains.ts"
import { NUMBER_UNITS, type Condition, type FactSpec } from "./types.ts"
import { LARGEST, NUMBER_RANGE, parseNumber, printNumber } from "./values.ts"

const SMALL = { situations: 400, rules: 8 }

test.each(NUMBER_UNITS)("the cells of a number (%s) cover all that can be said, in sequence, without a gap, and none is empty", (unit) => {
  const { least, most } = NUMBER_RANGE[unit]
  const edges = [least - 1, least, least + 1, most - 1, most, most + 1, 0]
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.maxSafeInteger(), fc.integer({ min: least, max: most }), fc.constantFrom(...edges))), (bounds) => {
      const ranges = cellsOf(number("n", unit), any(...bounds.map((bound) => below("n", bound)))).flatMap((cell) => (cell.kind === "range" ? [cell] : []))
      expect(ranges[0]?.from).toBe(least)
      expect(ranges.at(-1)?.to).toBe(most)
      ranges.forEach(({ from, to }, index) => {
        expect(from).toBeLessThanOrEqual(to)
        expect(ranges[index + 1]?.from ?? most + 1).toBe(to + 1)
        for (const end of [from, to]) expect(parseNumber(unit, printNumber(unit, end))).toBe(end)
      })
      for (const bound of bounds) for (const { from, to } of ranges) expect(from < bound).toBe(to < bound)
    }),
  )
})

test("bodies share a cell only where no rule tells them apart", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      const merged = domainsOf(spec).filter(({ shape }) => shape.kind === "choice" && shape.merge)
      for (const { id, cells, shape } of merged) {
        const listed = cells.flatMap((cell) => (cell.kind === "values" ? cell.values : []))
        expect(listed.toSorted()).toEqual(shape.kind === "choice" ? shape.values.toSorted() : [])
        for (const situation of situationsOf(spec).filter((one) => one.get(id)?.kind === "value")) {
          for (const cell of cells) {
            if (cell.kind !== "values") continue
            const truths = cell.values.map((value) => spec.rules.map(({ condition }) => holds(condition, new Map([...situation, [id, { kind: "value", value }]]))).join())
            expect(new Set(truths).size).toBe(1)
          }
        }
      }
    }),
    { numRuns: 150 },
  )
})

test("a fact has as many values apart as the oracle finds", () => {
  fc.assert(
    fc.property(questionSpecs(SMALL), (spec) => {
      domainsOf(spec).forEach((domain, index) => {
        const optionalSet = domain.shape.kind === "set" && domain.optional
        const arities = variablesOf(domain, index).filter(({ role }) => role.kind !== "presence").map(({ arity }) => arity)
        expect(arities.reduce((product, arity) => product * arity, 1) + (optionalSet ? 1 : 0)).toBe(valuesOf(spec, spec.facts[index]!).length)
      })
    }),
    { numRuns: 200 },
  )
})

describe("an example", () => {
  const optional = { optional: true }
  const bodies = ["police", "library", "transit"]
  const value = (...those: readonly string[]): Cell => ({ kind: "values", values: those })

  test.each<readonly [string, FactSpec, Condition, readonly Cell[]]>([
    ["yes or no", yesNo("c"), is("c", "yes"), [value("no"), value("yes")]],
    ["yes, no or absent", yesNo("c", optional), is("c", "yes"), [value("no"), value("yes"), { kind: "absent" }]],
    ["a choice keeps its values apart", choice("c", ["x", "y"]), is("c", "x"), [value("x"), value("y")]],
    ["bodies that no rule tells apart are one", asker(bodies), is("body", "police"), [value("police"), value("library", "transit")]],
    ["bodies in two overlapping groups are three", asker(bodies), all(is("body", "police", "library"), is("body", "library", "transit")), [value("police"), value("library"), value("transit")]],
    ["texts that rules name, and any other", text("c"), any(is("c", "b"), is("c", "a")), [value("a"), value("b"), { kind: "other" }]],
    ["a number cut at 18 and at 21", number("c"), all(not(below("c", 18)), below("c", 21)), [{ kind: "range", from: -LARGEST, to: 17 }, { kind: "range", from: 18, to: 20 }, { kind: "range", from: 21, to: LARGEST }]],
  ])("%s", (_, fact, condition, cells) => {
    expect(cellsOf(fact, condition)).toEqual(cells)
  })

  test.each<readonly [string, FactSpec, Condition, readonly string[], boolean]>([
    ["an open set of which one member is tested", setOf("c", { kind: "text" }), member("c", "x"), ["x"], false],
    ["an open set tested as a whole: other members count", setOf("c", { kind: "text" }), exactly("c", "x"), ["x"], true],
    ["a closed set of which one member is tested", setOf("c", { kind: "choice", values: ["x", "y"] }), member("c", "y"), ["y"], false],
    ["a closed set tested for emptiness: all its members count", setOf("c", { kind: "choice", values: ["y", "x"] }), exactly("c"), ["x", "y"], false],
  ])("%s", (_, fact, condition, members, others) => {
    const domain = domainOf(fact, condition)
    expect([domain.members, domain.others]).toEqual([members, others])
  })

  test("an asker compared with another fact is not merged", () => {
    const [domain] = domainsOf(question([asker(bodies), choice("other", bodies)], [forbid("r", same("body", "other"))]))
    expect(domain?.cells).toEqual(bodies.map((body) => value(body)))
  })

  test("the variables of an optional set: its presence, then a member each, then the others", () => {
    const domain = domainOf(setOf("c", { kind: "integer" }, optional), exactly("c", "7", "10"))
    expect(variablesOf(domain, 4)).toEqual([
      { fact: 4, role: { kind: "presence" }, arity: 2 },
      { fact: 4, role: { kind: "member", member: "10" }, arity: 2 },
      { fact: 4, role: { kind: "member", member: "7" }, arity: 2 },
      { fact: 4, role: { kind: "others" }, arity: 2 },
    ])
  })
})

function domainOf(fact: FactSpec, condition: Condition): FactDomain {
  return domainsOf(question([fact], [forbid("rule", condition)]))[0]!
}

function cellsOf(fact: FactSpec, condition: Condition): readonly Cell[] {
  return domainOf(fact, condition).cells
}
