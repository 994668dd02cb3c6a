/** Rows to paste: pasted as they are printed, a pack's cases pass and walk every branch. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { hasError } from "../kernel/text/diagnostic.ts"
import type { LawBook } from "../law/book.ts"
import type { Day } from "../law/types.ts"
import { untestedOn, type WrittenRow } from "../law/untested.ts"
import { checkPack, openPack } from "../pipeline.ts"
import { factId, ruleId } from "../../tests/generators/question.ts"
import { printUntested, tableOf, untestedJson } from "./print-untested.ts"

const DAY = "2026-11-25" as Day
const NOW = new Date("2026-11-25T12:00:00Z")

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), "writ-untested-")) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

function bookOf(path: string): LawBook {
  const { book } = openPack(path)
  if (book === null) throw new Error(`${path} cannot be read`)
  return book
}

/** Puts each question's table under its clause's heading. */
function paste(book: LawBook): void {
  for (const { question, clause, rows } of untestedOn(book, DAY)) {
    if (clause === null) continue
    const path = join(folder, clause.span.path)
    const text = readFileSync(path, "utf8")
    const end = text.indexOf("\n", text.indexOf(`{#${clause.eId}`)) + 1
    writeFileSync(path, `${text.slice(0, end)}\n\`\`\`cases ${question.id}\n${tableOf(rows).join("\n")}\n\`\`\`\n${text.slice(end)}`)
  }
}

test.each(["packs/example", "packs/chicago"])("%s: with the rows pasted, every case passes and no branch is untested", (pack) => {
  cpSync(pack, folder, { recursive: true })
  const before = untestedOn(bookOf(folder), DAY)
  expect(before.some(({ walked, edges }) => walked < edges)).toBe(true)
  paste(bookOf(folder))
  const pasted = checkPack(folder, NOW)
  expect(pasted.diagnostics.filter(({ severity }) => severity === "error").map(({ message, span }) => `${String(span?.path)} ${message}`)).toEqual([])
  expect(hasError(pasted.diagnostics)).toBe(false)
  expect(untestedOn(bookOf(folder), DAY).filter(({ walked, edges }) => walked < edges)).toEqual([])
})

describe("printed", () => {
  const row = (facts: Readonly<Record<string, string>>, outcome: WrittenRow["outcome"], ...by: readonly string[]): WrittenRow =>
    ({ facts: new Map(Object.entries(facts).map(([id, text]) => [factId(id), text])), outcome, by: by.map(ruleId), on: null })

  test("a table has the asker first, an empty cell for what a row does not say, and a backslash before a bar", () => {
    expect(tableOf([row({ who: "troops" }, "silent"), row({ body: "cpd", who: "a|b" }, "prohibited", "no-a", "no-b")])).toEqual([
      "| body | who    | outcome    | by         |",
      "|------|--------|------------|------------|",
      "|      | troops | silent     |            |",
      "| cpd  | a\\|b   | prohibited | no-a, no-b |",
    ])
  })

  test("a column for days where some row needs it", () => {
    expect(tableOf([row({}, "silent"), { ...row({}, "silent"), on: { from: DAY, to: "9999-12-31" as Day } }, { ...row({}, "silent"), on: { from: DAY, to: DAY } }])).toEqual([
      "| outcome | by  | on                     |",
      "|---------|-----|------------------------|",
      "| silent  |     |                        |",
      "| silent  |     | 2026-11-25..9999-12-31 |",
      "| silent  |     | 2026-11-25             |",
    ])
  })

  test("five rows a question, then how many more, and all of them as JSON", () => {
    const [first] = untestedOn(bookOf("packs/example"), DAY)
    if (first === undefined) throw new Error("no question")
    const many = { ...first, edges: 12, walked: 1, left: 2, rows: Array.from({ length: 7 }, (_, at) => row({ who: `w${String(at)}` }, "silent")) }
    const lines = printUntested([many], (_, text) => text)
    expect(lines[0]).toBe("Untested: of the 12 branches of the questions’ diagrams cases walk 1")
    expect(lines.filter((line) => /\| w\d/.test(line))).toHaveLength(5)
    expect(lines.slice(-2)).toEqual(["    and 2 more rows: npx writ check --json", "    2 branches that no row walks"])
    expect(untestedJson([many])).toMatchObject([{ question: first.question.id, edges: 12, walked: 1, left: 2, rows: { length: 7 }, table: { length: 9 } }])
  })

  test("where every branch is walked, one line", () => {
    const all = untestedOn(bookOf("packs/example"), DAY).map((one) => ({ ...one, walked: one.edges, rows: [] }))
    expect(printUntested(all, (_, text) => text)).toEqual(["Untested: of the 15 branches of the questions’ diagrams cases walk 15"])
  })
})
