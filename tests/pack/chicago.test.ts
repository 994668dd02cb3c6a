/** What the Chicago pack must answer, as the command line and the API give it. */
import { describe, expect, test } from "vitest"
import { parseGiven, type Given } from "../../src/kernel/diagram/values.ts"
import type { Answer } from "../../src/law/answer-form.ts"
import { openBook } from "../../src/law/book.ts"
import { checkLaw } from "../../src/law/check.ts"
import { coverageOf } from "../../src/law/coverage.ts"
import { readPack } from "../../src/law/from-pack.ts"
import type { Day, FactId } from "../../src/law/types.ts"

const read = readPack("packs/chicago")
const pack = read.value ?? expect.fail(read.diagnostics.map(({ message }) => message).join("; "))
const book = openBook(pack)
const afterOrder = "2025-08-31" as Day
const today = "2026-11-23" as Day

function ask(id: string, facts: Readonly<Record<string, string>>, on: Day = today): Answer {
  const question = book.question(id) ?? expect.fail(`no question ${id}`)
  const given = Object.entries(facts).map(([name, written]): [FactId, Given] => {
    const fact = question.facts.find((one) => one.id === name) ?? expect.fail(`${id} has no fact ${name}`)
    const parsed = parseGiven(fact, written)
    return [fact.id, parsed.kind === "given" ? parsed.given : expect.fail(parsed.problem)]
  })
  return book.answer({ question: question.id, on, facts: new Map(given), language: "en" })
}

const instrumentsOf = (answer: Answer): readonly string[] => [...new Set(answer.rules.map(({ instrument }) => instrument))].sort()

describe("the pack as a whole", () => {
  const checked = checkLaw(book)

  test("has at least 24 questions and 100 cases, silent ones among them, and all pass", () => {
    expect(read.diagnostics).toEqual([])
    expect(checked.diagnostics).toEqual([])
    expect(pack.questions.length).toBeGreaterThanOrEqual(24)
    expect(checked.cases.length).toBeGreaterThanOrEqual(100)
    expect(checked.cases.filter((one) => one.case.outcome === "silent").length).toBeGreaterThan(20)
  })

  test("has no unused fact, value or step, a case for every rule and a pair for every exception", () => {
    const coverage = coverageOf(book, checked.cases, today)
    expect(coverage.questions.flatMap(({ unusedFacts, withoutCase, withoutPair }) => [...unusedFacts, ...withoutCase, ...withoutPair])).toEqual([])
    expect([...coverage.unusedValues, ...coverage.unusedSteps]).toEqual([])
  })

  test("claims no review, is a demonstration, and has no rule on what only advises, urges, demands or states", () => {
    expect(pack.settings.status).toBe("demonstration")
    expect(pack.instruments.map(({ reviewed }) => reviewed)).toEqual(pack.instruments.map(() => null))
    expect([...pack.words.values()].map(({ state }) => state.kind)).toEqual(["draft", "draft"])
    const ruled = pack.instruments.flatMap((instrument) => instrument.clauses).filter(({ rules }) => rules.length > 0)
    expect(new Set(ruled.map(({ force }) => force))).toEqual(new Set(["binds", "advises"]))
  })

  test("has no word for a person's status, birthplace or country among its facts and values", () => {
    const names = pack.questions.flatMap((question) => question.facts.flatMap((fact) => [fact.id, ...(fact.shape.kind === "choice" && fact.id !== "body" ? fact.shape.values : [])]))
    expect(names.filter((name) => /citizen|nationality|birth|country|undocumented|alien/.test(name))).toEqual([])
  })
})

describe("joint duty with immigration agents", () => {
  test("is prohibited from the day of the order, by the order and the ordinance", () => {
    const answer = ask("joint-duty", { body: "cpd", purpose: "immigration", existing_agreement: "no" }, afterOrder)
    expect(answer.outcome).toBe("prohibited")
    expect(instrumentsOf(answer)).toEqual(["eo-2025-6", "wco"])
  })

  test("was prohibited the day before the order, by the ordinance alone", () => {
    const answer = ask("joint-duty", { body: "cpd", purpose: "immigration" }, "2025-08-29" as Day)
    expect(answer.outcome).toBe("prohibited")
    expect(answer.rules.map(({ instrument, clause }) => `${instrument}#${clause}`)).toEqual(["wco#sec_2-173-020__para_a"])
  })

  test("is decided step by step: the body and what it is about suffice", () => {
    const first = ask("joint-duty", {}, afterOrder)
    expect([first.outcome, first.next?.fact]).toEqual(["open", "body"])
    const second = ask("joint-duty", { body: "cpd" }, afterOrder)
    expect([second.outcome, second.next?.fact]).toEqual(["open", "purpose"])
    const third = ask("joint-duty", { body: "cpd", purpose: "immigration" }, afterOrder)
    expect([third.outcome, third.next]).toEqual(["prohibited", null])
    expect(third.steps.length).toBeGreaterThan(2)
  })

  test("about a criminal case with other federal agents is for the lawyer", () => {
    expect(ask("joint-duty", { body: "cpd", who: "other-federal-agents", purpose: "criminal-case" }).outcome).toBe("silent")
  })
})

test("help for people is forbidden in no situation, and help for an immigration operation allowed in none", () => {
  expect(ask("answer-emergency-call", {}).reachable).not.toContain("prohibited")
  expect(ask("answer-emergency-call", { body: "cpd", need: "danger-now" }).outcome).toBe("allowed")
  expect(ask("on-site-support", {}).reachable).not.toContain("allowed")
  for (const body of ["cpd", "oemc", "cfd", "streets"]) expect(ask("on-site-support", { body, purpose: "immigration" }).outcome).toBe("prohibited")
})

test("a federal criminal warrant may be carried out", () => {
  expect(ask("execute-criminal-warrant", { body: "cpd", paper: "court-arrest-warrant" }).reachable).not.toContain("prohibited")
  expect(ask("hold-on-detainer", { body: "cpd", paper: "court-arrest-warrant" }).reachable).not.toContain("prohibited")
})

test("a victim's request turns the camera answer over", () => {
  const onDuty = { body: "cpd", in_encounter: "yes", camera_place: "elsewhere", emergency_prevents: "no" }
  expect(ask("switch-camera-off", { ...onDuty, camera_request: "nobody" }).outcome).toBe("prohibited")
  expect(ask("switch-camera-off", { ...onDuty, camera_request: "crime-victim" }).outcome).toBe("required")
})

test("entry to a staff area is advised against, and prohibited in no situation", () => {
  expect(ask("admit-to-staff-area", { body: "cpl", who: "immigration-agents", paper: "immigration-paper" }).outcome).toBe("advised-against")
  expect(ask("admit-to-staff-area", {}).reachable).not.toContain("prohibited")
})

test("a federal request for status is for the lawyer, whoever is asked", () => {
  for (const outcome of ask("answer-status-request", { asker: "federal-agents" }).reachable) expect(["conflict", "silent"]).toContain(outcome)
})

test("an answer that rests on reports says so, and later answers are stale", () => {
  const answer = ask("use-city-lot", { body: "fleet", lot_use: "staging-processing-or-base", purpose: "immigration" })
  expect(answer.rules.map(({ confidence }) => confidence)).toContain("N")
  expect(answer.confirmed.stale).toBe(true)
  expect(answer.draft).toBe(true)
})
