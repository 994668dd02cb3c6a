import { expect, test } from "vitest"
import type { Diagnostic } from "./diagnostic.ts"
import { inTextOrder, placeOf, printDiagnostics } from "./print-diagnostics.ts"

function error(path: string, text: string, at: string, more: Partial<Diagnostic> = {}): { diagnostic: Diagnostic; texts: Map<string, string> } {
  const start = text.indexOf(at)
  const diagnostic: Diagnostic = { severity: "error", code: "law/test", message: "something is wrong", span: { path, start, end: start + at.length }, ...more }
  return { diagnostic, texts: new Map([[path, text]]) }
}

function printed(text: string, at: string, more: Partial<Diagnostic> = {}): string {
  const { diagnostic, texts } = error("a.md", text, at, more)
  return printDiagnostics([diagnostic], texts)
}

test("place, sentence, line, underline, remedy, count", () => {
  const { diagnostic, texts } = error("law/order-1.md", 'one\npermit (principal, action == Action::"joint-duti", resource);\n', 'Action::"joint-duti"', {
    message: "no question is named `joint-duti`",
    hint: "did you mean `joint-duty`?",
    under: "cl_joint-duty",
  })
  expect(printDiagnostics([diagnostic], texts, { folder: "packs/example/" })).toBe(
    [
      "packs/example/law/order-1.md:2:30 · cl_joint-duty",
      "error law/test: no question is named `joint-duti`",
      '  2 | permit (principal, action == Action::"joint-duti", resource);',
      "    |                              ^^^^^^^^^^^^^^^^^^^^",
      "hint: did you mean `joint-duty`?",
      "",
      "1 error",
      "",
    ].join("\n"),
  )
})

test.each([
  ["a tab is four columns and one character", "\tx: bad", "bad", "a.md:1:5", "  1 |     x: bad", "    |        ^^^"],
  ["wide text takes two columns", "法律 bad", "bad", "a.md:1:4", "  1 | 法律 bad", "    |      ^^^"],
  ["wide text is underlined whole", "a 法律 b", "法律", "a.md:1:3", "  1 | a 法律 b", "    |   ^^^^"],
  ["an accent put on its letter takes no room", "e\u0301 bad", "bad", "a.md:1:3", "  1 | e\u0301 bad", "    |   ^^^"],
  ["a face is one character, two columns", "👩‍⚖️ bad", "bad", "a.md:1:3", "  1 | 👩‍⚖️ bad", "    |    ^^^"],
  ["a mark that turns the direction is shown", "a\u202eb bad", "bad", "a.md:1:5", "  1 | a�b bad", "    |     ^^^"],
  ["several lines: the first", "one two\nthree", "two\nthree", "a.md:1:5", "  1 | one two", "    |     ^^^"],
  ["CRLF is one line break", "one\r\ntwo bad\r\n", "bad", "a.md:2:5", "  2 | two bad", "    |     ^^^"],
])("%s", (_name, text, at, place, line, underline) => {
  expect(printed(text, at).split("\n").slice(0, 4)).toEqual([place, "error law/test: something is wrong", line, underline])
})

test("a long line is cut around the words at fault", () => {
  const lines = printed(`${"x".repeat(300)} bad ${"y".repeat(300)}`, "bad").split("\n")
  expect(lines[2]).toBe(`  1 | …${"x".repeat(76)} bad ${"y".repeat(29)}…`)
  expect(lines[3]).toBe(`    | ${" ".repeat(78)}^^^`)
})

test("the end of a file can be at fault", () => {
  expect(printDiagnostics([{ severity: "warning", code: "law/test", message: "m", span: { path: "a.md", start: 4, end: 4 } }], new Map([["a.md", "one\n"]]))).toBe(
    "a.md:2:1\nwarning law/test: m\n  2 |\n    | ^\n\n1 warning\n",
  )
})

test("without a place; with a related place", () => {
  const related = [{ span: { path: "b.md", start: 2, end: 3 }, note: "the first stands here" }]
  expect(printDiagnostics([{ severity: "error", code: "law/test", message: "no folder", span: null, related }], new Map([["b.md", "a b"]]))).toBe(
    "error law/test: no folder\nb.md:1:3: the first stands here\n  1 | a b\n    |   ^\n\n1 error\n",
  )
})

test("nothing to say", () => {
  expect(printDiagnostics([], new Map())).toBe("no errors, no warnings\n")
})

test("text order: without a place, then by path, then by place", () => {
  const at = (path: string, start: number): Diagnostic => ({ severity: "error", code: "law/test", message: "m", span: { path, start, end: start } })
  const nowhere: Diagnostic = { severity: "error", code: "law/test", message: "m", span: null }
  expect(inTextOrder([at("b", 1), at("a", 9), nowhere, at("a", 2)])).toEqual([nowhere, at("a", 2), at("a", 9), at("b", 1)])
})

test("a place in characters", () => {
  expect(placeOf("é€👍x", 4)).toEqual({ line: 1, column: 4 })
  expect(placeOf("a\nb", 2)).toEqual({ line: 2, column: 1 })
})
