/** Replay: whatever is known of a row, it comes to what the oracle and single decisions say, alone and among other rows. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { all, any, choice, forbid, is, never, not, permit, question, rule, yes, yesNo } from "../../../tests/generators/by-hand.ts"
import { forestOf } from "../../../tests/generators/forest.ts"
import { factId, knowledge, questionSpecs } from "../../../tests/generators/question.ts"
import { possibleOutcomes, rulesDeciding, type Known } from "../../../tests/oracle/answer.ts"
import { decide } from "./decide.ts"
import type { Forest } from "./forest.ts"
import { knowledgeOf, situationOf } from "./knowledge.ts"
import { countChanges, emptyColumns, Redecider, VERDICTS, verdictAt, verdictIndex, type Column } from "./replay.ts"
import type { QuestionSpec } from "./types.ts"

const SMALL = { situations: 300, rules: 6 }

const replayed = questionSpecs(SMALL).chain((spec) => fc.record({ spec: fc.constant(spec), rows: fc.array(knowledge(spec), { maxLength: 40, size: "max" }) }))

function columnsOf(forest: Forest, rows: readonly Known[]): readonly Column[] {
  const columns = emptyColumns(forest, rows.length)
  rows.forEach((known, row) => { knowledgeOf(forest, known).cells.forEach((cell, level) => { columns[level]![row] = cell }) })
  return columns
}

function verdictsOf(forest: Forest, rows: readonly Known[]): readonly string[] {
  const verdicts = new Uint8Array(rows.length)
  new Redecider(forest).decide(columnsOf(forest, rows), rows.length, verdicts)
  return [...verdicts].map(verdictAt)
}

function expectedOf(spec: QuestionSpec, known: Known): string {
  const [only, ...others] = possibleOutcomes(spec, known)
  return only === undefined ? "impossible" : others.length > 0 ? "open" : only
}

test("every row comes to what the oracle finds over its completions", () => {
  fc.assert(
    fc.property(replayed, ({ spec, rows }) => {
      expect(verdictsOf(forestOf(spec), rows)).toEqual(rows.map((known) => expectedOf(spec, known)))
    }),
    { numRuns: 300 },
  )
})

test("a row of which everything is known comes to what a single decision says", () => {
  fc.assert(
    fc.property(replayed, ({ spec, rows }) => {
      const forest = forestOf(spec)
      const verdicts = verdictsOf(forest, rows)
      rows.forEach((known, row) => {
        const situation = situationOf(knowledgeOf(forest, known))
        if (situation !== null) expect(verdicts[row]).toBe(decide(forest, situation))
      })
    }),
    { numRuns: 200 },
  )
})

test("the rules marked are those that decide in some completion", () => {
  fc.assert(
    fc.property(replayed, ({ spec, rows }) => {
      const forest = forestOf(spec)
      const redecider = new Redecider(forest)
      const columns = columnsOf(forest, rows)
      const verdicts = new Uint8Array(rows.length)
      redecider.decide(columns, rows.length, verdicts)
      const marks = new Uint8Array(forest.rules.length)
      rows.forEach((known, row) => {
        redecider.markDeciding(columns, row, verdicts[row]!, marks)
        expect(forest.rules.filter((_, index) => marks[index] === 1).map(({ id }) => id)).toEqual(rulesDeciding(spec, known).map(({ id }) => id))
      })
    }),
    { numRuns: 300 },
  )
})

test("changes are counted by what each row was and is", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 }))), (pairs) => {
      const counts = new Float64Array(VERDICTS.length ** 2)
      countChanges(Uint8Array.from(pairs, ([was]) => was), Uint8Array.from(pairs, ([, now]) => now), pairs.length, counts)
      VERDICTS.forEach((_, was) => { VERDICTS.forEach((__, now) => { expect(counts[was * VERDICTS.length + now]).toBe(pairs.filter(([one, other]) => one === was && other === now).length) }) })
    }),
  )
})

test("a verdict's number and its word are one another's inverse", () => {
  expect(VERDICTS.map(verdictIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
  expect(verdictIndex("toString")).toBeUndefined()
})

describe("by hand", () => {
  const value = (text: string) => ({ kind: "value", value: text }) as const
  const spec = question([yesNo("a"), yesNo("b"), yesNo("c")], [forbid("no", all(yes("a"), yes("b"))), permit("may", not(yes("a")))], [never(all(yes("b"), yes("c")))])

  test.each<[string, Record<string, string>, string]>([
    ["what is unknown and does not matter is not looked at", { a: "no" }, "allowed"],
    ["what is unknown and matters leaves it open", { a: "yes" }, "open"],
    ["an assumption settles what nobody said", { a: "yes", c: "yes" }, "silent"],
    ["facts that cannot occur together", { a: "no", b: "yes", c: "yes" }, "impossible"],
    ["nothing known", {}, "open"],
  ])("%s", (_, said, expected) => {
    expect(verdictsOf(forestOf(spec), [new Map(Object.entries(said).map(([id, text]) => [factId(id), value(text)]))])).toEqual([expected])
  })

  test.each([[100, Uint8Array], [254, Uint8Array], [255, Uint16Array], [5_000, Uint16Array]] as const)("a fact of %i values, each told apart", (count, Kind) => {
    const ids = Array.from({ length: count }, (_, index) => `v${String(index)}`)
    const forest = forestOf(question([choice("which", ids), yesNo("a")], [forbid("last", is("which", ids.at(-1)!)), rule("first", "advising-permit", is("which", ids[0]!))]))
    const rows: readonly Known[] = [ids[0]!, ids.at(-1)!, ids[1]!].map((id) => new Map([[factId("which"), value(id)]]))
    expect(columnsOf(forest, rows)[0]).toBeInstanceOf(Kind)
    expect(verdictsOf(forest, [...rows, new Map()])).toEqual(["advised-for", "prohibited", "silent", "open"])
  })

  test("a row with so many ways to complete it that its working space grows", () => {
    const names = Array.from({ length: 24 }, (_, index) => `f${String(index)}`)
    const pairs = Array.from({ length: 12 }, (_, index) => all(yes(`f${String(index)}`), yes(`f${String(index + 12)}`)))
    const many = question(names.map((id) => yesNo(id)), [forbid("no", any(...pairs)), permit("may", any(...pairs.map(not)))])
    expect(verdictsOf(forestOf(many), [new Map(), new Map(names.map((id) => [factId(id), value("yes")])), new Map()])).toEqual(["open", "prohibited", "open"])
  })
})
