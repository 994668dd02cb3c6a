/** Past decisions: every form in which Writ gives one is read, and what is none is told. */
import { describe, expect, test } from "vitest"
import { decisionForm, type DecisionOut } from "../../features/desk/api-forms.ts"
import { knowledgeOf } from "../../kernel/diagram/knowledge.ts"
import { verdictIndex } from "../../kernel/diagram/replay.ts"
import { parseGiven, type Given } from "../../kernel/diagram/values.ts"
import { jsonOfOpening, onlyGroups, OPENING_FORMAT } from "../../kernel/receipt/opening.ts"
import { bug } from "../../kernel/text/bug.ts"
import { openPack } from "../../pipeline.ts"
import { actFromDecision } from "../../record/from-decision.ts"
import { nodeCrypto } from "../../record/node-crypto.ts"
import type { BodyId, Day, Fact, FactId } from "../types.ts"
import { readPastDecision, type PastDecision } from "./past-decision.ts"

const TODAY = "2026-11-25" as Day
const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const question = book.question("joint-duty") ?? bug("no question")
const SAID = { body: "police", who: "troops", purpose: "immigration", existing_agreement: "no" }
const facts = new Map(Object.entries(SAID).map(([id, text]): readonly [FactId, { readonly fact: Fact; readonly given: Given }] => {
  const fact = question.facts.find((one) => one.id === id) ?? bug("no fact")
  const parsed = parseGiven(fact, text)
  return [fact.id, { fact, given: parsed.kind === "given" ? parsed.given : bug("no value") }]
}))
const answer = book.answer({ question: question.id, on: "2026-03-01" as Day, facts: new Map([...facts].map(([id, { given }]) => [id, given])), language: "en" })
const act = actFromDecision(nodeCrypto, { question: question.id, on: answer.on, facts, answer, department: "police" as BodyId, incident: null, at: new Date("2026-03-01T18:00:00Z"), timeZone: book.pack.settings.timeZone })
const opening = { format: OPENING_FORMAT, groups: jsonOfOpening(act.opening) }
const decision: DecisionOut = { reference: act.reference, at: act.at.toISOString(), answer, receipt: "…", opening, public: false, witnessed: false }

const EXPECTED: PastDecision = { question: "joint-duty", on: answer.on, facts: new Map(Object.entries(SAID)), outcome: verdictIndex("prohibited") ?? bug("no verdict"), rules: answer.rules.map(({ id }) => id), reference: null }

function read(json: unknown): PastDecision {
  const found = readPastDecision(typeof json === "string" ? json : JSON.stringify(json), TODAY)
  if (found.kind === "wrong") throw new Error(found.problem.kind)
  return found.decision
}

test("what the desk gives is in this form", () => {
  expect(decisionForm.parse(decision)).toEqual(decision)
})

describe("is read", () => {
  test.each<[string, unknown, Partial<PastDecision>]>([
    ["an answer", answer, {}],
    ["what the desk gave", decision, { reference: act.reference }],
    ["what the desk gave again under a law that is gone", { ...decision, answer: null }, { reference: act.reference }],
    ["an opening", opening, { reference: act.reference }],
    ["fields alone", { question: "joint-duty", on: answer.on, facts: SAID, outcome: "prohibited", reference: "7K4Q" }, { rules: null, reference: "7K4Q" }],
    ["without an outcome", { question: "joint-duty", on: answer.on, facts: SAID }, { rules: null, outcome: null }],
    ["of today", { question: "joint-duty", facts: SAID }, { rules: null, outcome: null, on: TODAY }],
  ])("%s", (_, json, otherwise) => {
    const found = read(json)
    expect({ ...found, facts: Object.fromEntries(found.facts) }).toEqual({ ...EXPECTED, facts: SAID, ...otherwise })
  })

  test("every value that a request may send, as it is written", () => {
    const { facts: found } = read({ question: "q", facts: { a: true, b: false, c: -3, d: " text ", e: ["one", 2, true], f: [], __proto__: "x" } })
    expect([...found]).toEqual([["a", "yes"], ["b", "no"], ["c", "-3"], ["d", "text"], ["e", "one,2,yes"], ["f", "nothing"]])
    expect([...read('{"question":"q","facts":{"__proto__":"x"}}').facts]).toEqual([["__proto__", "x"]])
  })

  test("what it reads, the law knows", () => {
    expect([...knowledgeOf(book.open(question, answer.on).forest, new Map([...facts].map(([id, { given }]) => [id, given]))).said]).toEqual([true, true, true, true])
  })
})

test.each<[string, string, string, string]>([
  ["no JSON", "{question", "not-json", ""],
  ["two on a line", '{"question":"q","facts":{}} {"question":"q","facts":{}}', "not-json", ""],
  ["a list", "[]", "not-object", ""],
  ["null", "null", "not-object", ""],
  ["no question", '{"facts":{}}', "no-question", ""],
  ["a question that is no text", '{"question":1,"facts":{}}', "no-question", ""],
  ["no facts", '{"question":"q"}', "no-facts", ""],
  ["facts that are a list", '{"question":"q","facts":[]}', "no-facts", ""],
  ["a fact that is null", '{"question":"q","facts":{"a":null}}', "fact-form", "a"],
  ["a fact that is an object", '{"question":"q","facts":{"a":{}}}', "fact-form", "a"],
  ["a member with a comma", '{"question":"q","facts":{"a":["b,c"]}}', "fact-form", "a"],
  ["a member that means something else", '{"question":"q","facts":{"a":["absent"]}}', "fact-form", "a"],
  ["a day that does not exist", '{"question":"q","facts":{},"on":"2025-02-30"}', "day", '"2025-02-30"'],
  ["a day that is no text", '{"question":"q","facts":{},"on":null}', "day", "null"],
  ["an outcome that nobody knows", '{"question":"q","facts":{},"outcome":"yes"}', "outcome", '"yes"'],
  ["an outcome that is no text", '{"question":"q","facts":{},"outcome":null}', "outcome", "null"],
  ["an opening that is none", `{"format":"${OPENING_FORMAT}","groups":{"cell":{}}}`, "opening", ""],
  ["an opening with a part closed", JSON.stringify({ ...opening, groups: jsonOfOpening(onlyGroups(nodeCrypto, act.opening, ["cell", "act", "facts", "answer"])) }), "closed", ""],
  ["a decision that was erased", JSON.stringify({ ...decision, answer: null, opening: null }), "erased", ""],
])("is told: %s", (_, line, kind, found) => {
  expect(readPastDecision(line, TODAY)).toEqual({ kind: "wrong", problem: { kind, found } })
})
