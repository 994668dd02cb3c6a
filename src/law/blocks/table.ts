/**
 * A Markdown table, cell by cell, each with its place.
 *
 *     | body | who    | outcome    |
 *     |------|--------|------------|
 *     | cpd  | troops | prohibited |
 *
 * Every line begins and ends with `|`; `\|` is a `|` within a cell. Source: GitHub Flavored Markdown, section 4.10,
 * held to its strict form: a row with too few or too many cells is an error, since GFM would fill or drop them unseen.
 */
import { quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { part, spanOf, trimmed, type Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"

export interface Cell {
  /** What it says, without blanks at its ends and with `\|` as `|`. */
  readonly text: string
  readonly passage: Passage
}

export interface Row {
  readonly passage: Passage
  /** By the text of their column's head. */
  readonly cells: ReadonlyMap<string, Cell>
}

export interface Table {
  readonly head: readonly Cell[]
  readonly rows: readonly Row[]
}

/** The line between the names and the rows. */
export const RULER = /^\|(?:\s*:?-+:?\s*\|)+$/

/** Reads a table that is all of `passage`; `null` where it has no head. Rows that cannot be read are left out. */
export function readTable(passage: Passage, diagnostics: Diagnostic[]): Table | null {
  const [head, ruler, ...rows] = linesOf(passage)
  if (head === undefined || ruler === undefined) {
    diagnostics.push(badTable(passage, "there is no table here", "write a line of column names, a line `|---|---|`, then a line for each case"))
    return null
  }
  const columns = cellsOf(head, diagnostics)
  if (columns === null) return null
  if (!RULER.test(ruler.text)) {
    diagnostics.push(badTable(ruler, "the second line of a table separates the names from the rows", "write `|---|---|`, with as many parts as there are columns"))
    return null
  }
  checkColumns(columns, diagnostics)
  return { head: columns, rows: rows.flatMap((row) => readRow(row, columns, diagnostics)) }
}

/** A table's lines without blanks at their ends; empty ones are left out. */
export function linesOf(passage: Passage): readonly Passage[] {
  const lines = [...passage.text.matchAll(/[^\r\n]+/g)].map((match) => trimmed(part(passage, match.index, match.index + match[0].length)))
  return lines.filter((line) => line.text !== "")
}

function readRow(row: Passage, columns: readonly Cell[], diagnostics: Diagnostic[]): readonly Row[] {
  const cells = cellsOf(row, diagnostics)
  if (cells === null) return []
  if (cells.length !== columns.length) {
    diagnostics.push(badTable(row, `this row has ${count(cells.length)}, the table has ${count(columns.length, "column")}`, "an empty cell is `| |`; a `|` within a cell is written `\\|`"))
    return []
  }
  return [{ passage: row, cells: new Map(columns.flatMap((column, index) => pair(column.text, cells[index]))) }]
}

function pair(name: string, cell: Cell | undefined): readonly (readonly [string, Cell])[] {
  return cell === undefined ? [] : [[name, cell]]
}

function count(number: number, noun = "cell"): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`
}

/** A line's cells; `null` where it has none, which is reported. */
export function cellsOf(line: Passage, diagnostics: Diagnostic[]): readonly Cell[] | null {
  const bars = [...line.text.matchAll(/\\?\|/g)].filter((match) => match[0] === "|").map((match) => match.index)
  if (bars[0] !== 0 || bars.at(-1) !== line.text.length - 1 || bars.length < 2) {
    diagnostics.push(badTable(line, "a line of a table begins and ends with `|`", "put `|` at both ends"))
    return null
  }
  return bars.slice(0, -1).map((bar, index) => {
    const passage = trimmed(part(line, bar + 1, bars[index + 1] ?? line.text.length))
    return { text: passage.text.replaceAll("\\|", "|"), passage }
  })
}

function checkColumns(columns: readonly Cell[], diagnostics: Diagnostic[]): void {
  const seen = new Set<string>()
  for (const { text, passage } of columns) {
    if (text === "") diagnostics.push(badTable(passage, "a column has no name", "name a fact, `body`, `outcome`, `by`, `on` or `note`"))
    else if (seen.has(text)) diagnostics.push(errorAt(spanOf(passage), "law/duplicate-key", `the column ${quote(text)} stands here twice`, { hint: "keep one of them" }))
    seen.add(text)
  }
}

function badTable(passage: Passage, message: string, hint: string): Diagnostic {
  return errorAt(spanOf(passage), "law/bad-table", message, { hint })
}
