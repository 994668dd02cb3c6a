/** What the diagrams tell of a pack, on the example pack and on changes to it. */
import { describe, expect, test } from "vitest"
import { readForest } from "../kernel/diagram/forest.ts"
import type { Given } from "../kernel/diagram/values.ts"
import { openBook } from "./book.ts"
import { givenOfCase } from "./check-cases.ts"
import { checkLaw } from "./check.ts"
import { coverageOf } from "./coverage.ts"
import { packFromFiles } from "./from-pack.ts"
import { readPackFiles, type PackFiles } from "./pack-files.ts"
import { keptLaw } from "./to-forests.ts"
import type { Day, FactId, Pack } from "./types.ts"

const files = readPackFiles("packs/example").value ?? expect.fail("packs/example is not there")
const today = "2026-11-23" as Day

/** The example pack with a text in one of its files put in place of another. */
function changed(path: string, from: string, to: string): Pack {
  const text = new TextDecoder().decode(files.get(path))
  expect(text, `${path} has ${from}`).toContain(from)
  const read = packFromFiles(new Map([...files, [path, new TextEncoder().encode(text.replaceAll(from, to))]]))
  return read.value ?? expect.fail(read.diagnostics.map(({ message }) => message).join("; "))
}

function packOf(from: PackFiles): Pack {
  return packFromFiles(from).value ?? expect.fail("the example pack cannot be read")
}

describe("the example pack", () => {
  const book = openBook(packOf(files))
  const checked = checkLaw(book)

  test("passes all its cases", () => {
    expect(checked.diagnostics).toEqual([])
    expect(checked.cases.map(({ passed }) => passed)).toEqual(checked.cases.map(() => true))
  })

  test("has a case for every rule, a pair for every exception, and nothing unused", () => {
    const coverage = coverageOf(book, checked.cases, today)
    expect(coverage.questions.flatMap(({ withoutCase, withoutPair, unusedFacts }) => [...withoutCase, ...withoutPair, ...unusedFacts])).toEqual([])
    expect([...coverage.unusedSteps, ...coverage.unusedValues]).toEqual([])
  })
})

test("an exception that is taken out is found by its case, with the rule that decides now", () => {
  const { diagnostics } = checkLaw(openBook(changed("law/order-1.md", "\nunless { context.existing_agreement };", ";")))
  const differs = diagnostics.filter(({ code }) => code === "law/case-differs")
  expect(differs.map(({ message }) => message)).toEqual(["the case says `silent`, the law from 2026-01-05 on gives `prohibited`"])
  expect(differs[0]?.related?.map(({ note }) => note)).toEqual(["`no-joint-duty` decides"])
})

test("a case that names a rule which does not decide it is an error", () => {
  const pack = changed("law/guidelines.md", "| transit | troops         | none          | advised-against | no-consent-to-entry      |", "| transit | troops         | none          | advised-against | supervisor-reads-warrant |")
  expect(checkLaw(openBook(pack)).diagnostics.map(({ code }) => code)).toEqual(["law/case-decided-otherwise"])
})

test("a rule that grows too large is an error that names it, and the other questions are still checked", () => {
  const { diagnostics, cases } = checkLaw(openBook(packOf(files), { nodes: 2 }))
  expect(diagnostics.map(({ code }) => code)).toContain("law/question-too-large")
  expect(diagnostics[0]?.message).toMatch(/the rule `.*` grows past the limit of a diagram/)
  expect(cases.length).toBeLessThan(10)
})

describe("a question whose outcome grows too large", () => {
  /** The one question of which every rule still has a diagram within ten nodes. */
  const pack: Pack = { ...packOf(files), questions: packOf(files).questions.filter(({ id }) => id !== "joint-duty") }
  const limited = openBook(pack, { nodes: 10 })
  const large = limited.pack.questions.filter((question) => limited.open(question, today).forest.kind === "by-rules")

  test("is a warning that names the clause, and its cases come out all the same", () => {
    expect(large).toHaveLength(1)
    const { diagnostics, cases } = checkLaw(limited)
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(large.map(() => ["law/answered-by-rules", "warning"]))
    expect(diagnostics.map(({ under }) => under)).not.toContain(undefined)
    expect(cases.map(({ passed }) => passed)).toEqual(cases.map(() => true))
  })

  test("is answered as by its outcome diagram, the next question too; only what would change it is not told", () => {
    const whole = openBook(pack)
    for (const question of large) {
      const cases = whole.pack.instruments.flatMap(({ clauses }) => clauses.flatMap((clause) => clause.cases)).filter((one) => one.question === question.id)
      for (const facts of [new Map<FactId, Given>(), ...cases.map((one) => givenOfCase(question, one))]) {
        const request = { question: question.id, on: today, facts, language: "en" }
        expect(limited.answer(request)).toEqual({ ...whole.answer(request), change: [] })
      }
    }
  })

  test("has its situations counted, not its outcomes, and is kept for the record", () => {
    const coverage = coverageOf(limited, [], today)
    const exact = coverageOf(openBook(pack), [], today)
    expect(coverage.questions.map(({ situations }) => situations)).toEqual(exact.questions.map(({ situations }) => situations))
    expect(coverage.questions.filter(({ outcomes }) => outcomes === null).map(({ question }) => question)).toEqual(large.map(({ id }) => id))
    const kept = [...keptLaw(limited, files).kept.values()].map((bytes) => new TextDecoder().decode(bytes))
    expect(kept.filter((text) => readForest(text)?.kind === "by-rules").length).toBeGreaterThan(0)
  })
})

test("what no case shows is listed: a rule, a pair, a step", () => {
  const book = openBook(changed("law/order-1.md", "| police | federal-agents | immigration   | yes                | silent     |               |\n", ""))
  const coverage = coverageOf(book, checkLaw(book).cases, today)
  expect(coverage.questions[0]?.withoutPair).toEqual([{ rule: "no-joint-duty", fact: "existing_agreement" }])
})
