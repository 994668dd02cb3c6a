/** What the diagrams tell of a pack, on the example pack and on changes to it. */
import { describe, expect, test } from "vitest"
import { openBook } from "./book.ts"
import { checkLaw } from "./check.ts"
import { coverageOf } from "./coverage.ts"
import { packFromFiles } from "./from-pack.ts"
import { readPackFiles, type PackFiles } from "./pack-files.ts"
import type { Day, Pack } from "./types.ts"

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

test("a question that grows too large is an error that names the rule, and the others are still checked", () => {
  const { diagnostics, cases } = checkLaw(openBook(packOf(files), { nodes: 2 }))
  expect(diagnostics.map(({ code }) => code)).toContain("law/question-too-large")
  expect(diagnostics[0]?.message).toMatch(/grow past their limit/)
  expect(cases.length).toBeLessThan(10)
})

test("what no case shows is listed: a rule, a pair, a step", () => {
  const book = openBook(changed("law/order-1.md", "| police | federal-agents | immigration   | yes                | silent     |               |\n", ""))
  const coverage = coverageOf(book, checkLaw(book).cases, today)
  expect(coverage.questions[0]?.withoutPair).toEqual([{ rule: "no-joint-duty", fact: "existing_agreement" }])
})
