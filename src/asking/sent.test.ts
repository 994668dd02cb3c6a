/** What travels between pages: a private fact never stands in an address, and what is sent is read back as it was. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bug } from "../kernel/text/bug.ts"
import { parseGiven, type Given } from "../kernel/diagram/values.ts"
import type { Day, Fact, FactId, Question } from "../law/types.ts"
import { openPack } from "../pipeline.ts"
import type { Fields } from "../http/sent-form.ts"
import { privateFields, publicFields, situationPath, type Situation } from "../ui/situation.ts"
import { readSent } from "./sent.ts"

const books = ["packs/example", "packs/chicago"].map((folder) => openPack(folder).book ?? bug(`${folder} cannot be read`))
const questions = books.flatMap((book) => book.pack.questions)

function valuesOf(fact: Fact): readonly string[] {
  const { shape } = fact
  return [...(shape.kind === "choice" ? shape.values : shape.kind === "yes-no" ? ["yes", "no"] : []), "unknown"]
}

function someSituation(question: Question): fc.Arbitrary<Situation> {
  const someGiven = (fact: Fact): fc.Arbitrary<Given | undefined> =>
    fc.option(fc.constantFrom(...valuesOf(fact)), { nil: undefined }).map((value) => {
      if (value === undefined) return undefined
      const read = parseGiven(fact, value)
      return read.kind === "given" ? read.given : undefined
    })
  const facts = fc.tuple(...question.facts.map(someGiven)).map((given) => new Map(question.facts.flatMap((fact, index) => {
    const one = given[index]
    return one === undefined ? [] : [[fact.id, one] as const]
  })))
  return fc.record({ question: fc.constant(question), on: fc.constantFrom(null, "2025-08-29" as Day), facts })
}

function fieldsOf(pairs: Iterable<readonly [string, string]>): Fields {
  const fields: Record<string, string[]> = {}
  for (const [name, value] of pairs) (fields[name] ??= []).push(value)
  return fields
}

function queryOf(path: string): Fields {
  return fieldsOf(new URL(path, "http://localhost").searchParams)
}

describe.each(questions.map((question) => [question.id as string, question] as const))("%s", (_id, question) => {
  const isPrivate = new Set(question.facts.filter((fact) => fact.visibility === "private").map(({ id }) => id as string))

  test("no address holds a private fact, and what is read back is what was sent", () => {
    fc.assert(
      fc.property(someSituation(question), (situation) => {
        const query = queryOf(situationPath(situation))
        expect(Object.keys(query).filter((name) => isPrivate.has(name))).toEqual([])
        expect(publicFields(situation).filter(([name]) => isPrivate.has(name))).toEqual([])
        const read = readSent(question, query, fieldsOf(privateFields(situation)))
        expect(new Map(read.facts)).toEqual(new Map(situation.facts))
        expect(read.on).toBe(situation.on)
        expect(read.problems).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test("a private fact that somebody put into an address is not read", () => {
    for (const fact of question.facts.filter(({ visibility }) => visibility === "private")) {
      const read = readSent(question, { [fact.id]: ["yes"] }, null)
      expect(read.facts.size).toBe(0)
      expect(read.untidy).toBe(true)
    }
  })
})

const set: Fact = { id: "seen" as FactId, topic: "t", visibility: "public", optional: false, shape: { kind: "set", of: { kind: "choice", values: ["a", "b"] } }, valuesKey: "Seen", span: { path: "", start: 0, end: 0 } }
const age: Fact = { ...set, id: "age" as FactId, shape: { kind: "number", unit: "integer" } }
const made: Question = { id: "made" as Question["id"], facts: [set, age], span: set.span }

test.each([
  ["a ticked box", { "now-answering": ["seen"], seen: ["a"] }, { kind: "set", members: ["a"] }],
  ["two ticked boxes", { "now-answering": ["seen"], seen: ["b", "a"] }, { kind: "set", members: ["a", "b"] }],
  ["none of these", { "now-answering": ["seen"], seen: ["nothing"] }, { kind: "set", members: [] }],
  ["`fact=` in an address", { seen: [""] }, { kind: "set", members: [] }],
  ["not known", { seen: ["unknown"] }, { kind: "unknown" }],
])("a set: %s", (_name, query, expected) => {
  expect(readSent(made, query, null).facts.get(set.id)).toEqual(expected)
})

test.each([
  ["a form sent without a tick", { "now-answering": ["seen"] }, "missing"],
  ["none of these, and one of them", { seen: ["nothing", "a"] }, "none-or-some"],
  ["not known, and one of them", { seen: ["unknown", "a"] }, "none-or-some"],
  ["a member that is none", { seen: ["c"] }, "not-a-value"],
  ["a number that is none", { age: ["many"] }, "not-a-number"],
  ["a number, and not known", { age: ["3", "unknown"] }, "one-only"],
  ["a number left empty", { "now-answering": ["age"], age: [""] }, "missing"],
])("%s is a problem", (_name, query, kind) => {
  expect(readSent(made, query, null).problems.map((problem) => problem.kind)).toEqual([kind])
})
