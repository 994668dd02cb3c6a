import fc from "fast-check"
import { expect, test } from "vitest"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { wholeFile } from "../passage.ts"
import { checkProse, readRuns, runsFrom, statementDigest, textOf } from "./runs.ts"

function codesOf(text: string): readonly string[] {
  const diagnostics: Diagnostic[] = []
  checkProse(wholeFile("guides/door/en.md", text), diagnostics)
  return diagnostics.map(({ code }) => code)
}

test.each(["911", "Call 9-1-1 now.", "311.", "2-1-1", "1-855-435-7693", "1 855 435 7693", "(312) 666-3062", "312.666.3062", "+1 312 666 3062", "666-3062", "1-855-HELP-MY-FAMILY", "٩١١", "٣١٢-٦٦٦-٣٠٦٢", "电话9-1-1", "９１１", "۹۱۱", "`911`"])("a telephone number: %s", (text) => {
  expect(codesOf(text)).toEqual(["law/phone-in-prose"])
})

test.each(["1,000 feet", "72 hours", "2-173-020(a)", "50 ILCS 706/10", "5 ILCS 805/15", "30 August 2025", "2025-08-30", "Order 2026-01", "1 of 911,000", "18 or older"])("no telephone number: %s", (text) => {
  expect(codesOf(text)).toEqual([])
})

test.each(["**Now**", "_now_", "a [page](x)", "<b>now</b>", "<!-- no -->", "https://city.example", "a\\*", "&lt;"])("markup: %s", (text) => {
  expect(codesOf(text)).toContain("law/guide-markup")
})

test("a text is its runs put together, and none of them is empty", () => {
  const piece = fc.stringMatching(/^[A-Za-z-]{1,9}$/)
  fc.assert(fc.property(fc.array(fc.tuple(piece, fc.boolean()), { minLength: 1 }), (pieces) => {
    const written = pieces.map(([text, printed]) => (printed ? `\`${text}\`` : text)).join(" ")
    const runs = readRuns(wholeFile("", written), []) ?? []
    expect(textOf(runs)).toBe(pieces.map(([text]) => text).join(" "))
    expect(runs.filter(({ kind }) => kind === "printed").map(({ text }) => text)).toEqual(pieces.flatMap(([text, printed]) => (printed ? [text] : [])))
    expect(runs.every(({ text }) => text !== "")).toBe(true)
  }))
})

test("a digest is of the words, however they are folded", () => {
  const word = fc.stringMatching(/^(?:[A-Za-z]{1,5}|`[A-Z]-\d{3}`)$/)
  const digestOf = (words: readonly string[], gap: string): string => statementDigest({ text: runsFrom(words.join(gap)) })
  fc.assert(fc.property(fc.array(word, { minLength: 1 }), fc.array(word, { minLength: 1 }), (one, other) => {
    expect(digestOf(one, "\n  ")).toBe(digestOf(one, " "))
    expect(digestOf(one, " ") === digestOf(other, " ")).toBe(one.join(" ") === other.join(" "))
  }))
})
