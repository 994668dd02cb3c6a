import { expect, test } from "vitest"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { readTable } from "./table.ts"

function read(text: string): { readonly rows: readonly (readonly string[])[]; readonly said: readonly string[] } {
  const diagnostics: Diagnostic[] = []
  const table = readTable({ path: "a.md", text, offset: 100 }, diagnostics)
  const rows = table?.rows.map((row) => [...row.cells].map(([name, cell]) => `${name}=${cell.text}`)) ?? []
  return { rows, said: diagnostics.map(({ message, span }) => `${String(span?.start)}-${String(span?.end)} ${message}`) }
}

test.each([
  ["plain", "| a | b |\n|---|---|\n| 1 | 2 |\n", [["a=1", "b=2"]]],
  ["colons, blanks and Windows lines", "|a|b|\r\n| :-- |:-:|\r\n|1| |\r\n", [["a=1", "b="]]],
  ["a bar within a cell", "| a | b |\n|---|---|\n| 1\\|2 | \\\\ |\n", [["a=1|2", "b=\\\\"]]],
  ["empty lines", "\n| a |\n|---|\n\n| 1 |\n\n", [["a=1"]]],
  ["no rows", "| a |\n|---|", []],
])("%s", (_name, text, rows) => {
  expect(read(text)).toEqual({ rows, said: [] })
})

test.each([
  ["nothing", "", ["100-100 there is no table here"]],
  ["no ruler", "| a |\n| 1 |", ["106-111 the second line of a table separates the names from the rows"]],
  ["no bar at the end", "| a |\n|---|\n| 1", ["112-115 a line of a table begins and ends with `|`"]],
  ["a bar that is escaped at the end", "| a |\n|---|\n| 1 \\|", ["112-118 a line of a table begins and ends with `|`"]],
  ["a cell too many", "| a |\n|---|\n| 1 | 2 |", ["112-121 this row has 2 cells, the table has 1 column"]],
  ["a column twice", "| a | a |\n|---|---|", ["106-107 the column `a` stands here twice"]],
  ["a column without a name", "| a | |\n|---|---|", ["106-106 a column has no name"]],
])("refuses %s", (_name, text, said) => {
  expect(read(text).said).toEqual(said)
})
