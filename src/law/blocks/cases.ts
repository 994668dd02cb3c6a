/**
 * `cases <question>`: a table of situations and the outcome that each must get.
 *
 *     | body | who    | outcome    | by            | on                     |
 *     |------|--------|------------|---------------|------------------------|
 *     | cpd  | troops | prohibited | no-joint-duty | 2025-09-01..2025-12-31 |
 *
 * Columns are facts of the question, `body`, `outcome`, `by` (rules, comma-separated), `on` (a day, or `a..b`) and `note`.
 * An empty cell: the outcome holds whatever that fact is. Whether it does, check.ts finds out.
 */
import { OUTCOMES } from "../../kernel/diagram/types.ts"
import { parseGiven } from "../../kernel/diagram/values.ts"
import { didYouMean, quote } from "../../kernel/text/did-you-mean.ts"
import type { Span } from "../../kernel/text/diagnostic.ts"
import type { LawCode } from "../codes.ts"
import { parseDay } from "../days.ts"
import type { Block } from "../markdown.ts"
import { part, spanOf, split, type Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { Case, Day, Fact, FactId, Outcome, Question, RuleId } from "../types.ts"
import { NOT_A_DAY_HINT } from "../yaml/forms.ts"
import { questionOf, type BlockContext } from "./context.ts"
import { readTable, type Cell, type Row, type Table } from "./table.ts"

/** Columns that are no facts. */
export const OTHER_COLUMNS = ["outcome", "by", "on", "note"] as const

export function readCases(block: Block, context: BlockContext): readonly Case[] {
  const question = questionOf(block, context)
  const table = readTable(block.content, context.diagnostics)
  if (table === null) return []
  if (!table.head.some(({ text }) => text === "outcome")) {
    context.diagnostics.push(errorAt(rowSpan(table.head), "law/missing-key", "the column `outcome` is missing", { hint: "each case says which outcome it must get" }))
    return []
  }
  if (question !== null) checkColumns(table, question, context)
  return table.rows.flatMap((row) => readCase(row, question, context))
}

function rowSpan(cells: readonly Cell[]): Span {
  const [first, last] = [cells[0], cells.at(-1)]
  if (first === undefined || last === undefined) return { path: "", start: 0, end: 0 }
  return { path: first.passage.path, start: first.passage.offset, end: last.passage.offset + last.passage.text.length }
}

function checkColumns({ head }: Table, question: Question, { diagnostics }: BlockContext): void {
  const names = [...question.facts.map(({ id }) => id), ...OTHER_COLUMNS]
  for (const { text, passage } of head) {
    if (text === "" || names.some((name) => name === text)) continue
    diagnostics.push(errorAt(spanOf(passage), "law/unknown-fact", `the question ${quote(question.id)} has no fact ${quote(text)}`, { hint: didYouMean(text, names) }))
  }
}

/** A case with a mistake in a cell is reported and left out. */
function readCase(row: Row, question: Question | null, context: BlockContext): readonly Case[] {
  const before = context.diagnostics.length
  const outcome = outcomeOf(row, context)
  const by = rulesOf(row, context)
  const on = daysOf(row, context)
  if (question === null || outcome === null) return []
  const facts = question.facts.flatMap((fact) => given(row, fact, context))
  if (context.diagnostics.length > before) return []
  const cellSpans = new Map([...row.cells].map(([name, { passage }]) => [name, spanOf(passage)]))
  const note = row.cells.get("note")?.text ?? ""
  return [{ question: question.id, clause: context.clause.id, facts: new Map(facts), outcome, by, on, note: note === "" ? null : note, span: spanOf(row.passage), cellSpans }]
}

function given(row: Row, fact: Fact, { bodies, diagnostics }: BlockContext): readonly (readonly [FactId, string])[] {
  const cell = row.cells.get(fact.id)
  if (cell === undefined || cell.text === "" || (fact.visibility === "asker" && bodies === null)) return []
  const complain = (code: LawCode, message: string, hint: string | undefined): readonly [] => {
    diagnostics.push(errorAt(spanOf(cell.passage), code, message, { hint }))
    return []
  }
  if (cell.text === "unknown") return complain("law/unknown-value", "`unknown` cannot stand in a case", "leave the cell empty: then the outcome must hold whatever the fact is")
  const parsed = parseGiven(fact, cell.text)
  if (parsed.kind === "given") return [[fact.id, cell.text]]
  if (fact.visibility === "asker") return complain("law/unknown-body", `no body is named ${quote(cell.text)}`, didYouMean(cell.text, parsed.allowed.filter((word) => word !== "unknown")))
  const allowed = parsed.allowed.filter((word) => word !== "unknown")
  return complain("law/unknown-value", parsed.problem, didYouMean(cell.text, allowed) ?? (allowed.length > 0 ? `expected ${allowed.slice(0, 5).join(", ")}` : undefined))
}

function outcomeOf(row: Row, { diagnostics }: BlockContext): Outcome | null {
  const cell = row.cells.get("outcome")
  const outcome = OUTCOMES.find((one) => one === cell?.text)
  if (outcome !== undefined || cell === undefined) return outcome ?? null
  const place = cell.text === "" ? spanOf(row.passage) : spanOf(cell.passage)
  const message = cell.text === "" ? "this case says no outcome" : `${quote(cell.text)} is no outcome`
  diagnostics.push(errorAt(place, "law/unknown-outcome", message, { hint: (cell.text === "" ? undefined : didYouMean(cell.text, OUTCOMES)) ?? `outcomes are ${OUTCOMES.map(quote).join(", ")}` }))
  return null
}

function rulesOf(row: Row, { rules, writtenRules, diagnostics }: BlockContext): readonly RuleId[] {
  const cell = row.cells.get("by")
  if (cell === undefined || rules === null) return []
  return split(cell.passage, /[,\s]+/).flatMap((name) => {
    const rule = rules.get(name.text)
    if (rule === undefined && !writtenRules.has(name.text)) diagnostics.push(errorAt(spanOf(name), "law/unknown-rule", `no rule is named ${quote(name.text)}`, { hint: didYouMean(name.text, rules.keys()) }))
    return rule === undefined ? [] : [rule]
  })
}

function daysOf(row: Row, context: BlockContext): Case["on"] {
  const cell = row.cells.get("on")
  if (cell === undefined || cell.text === "") return null
  const dots = cell.passage.text.indexOf("..")
  const from = dayIn(dots === -1 ? cell.passage : part(cell.passage, 0, dots), context)
  const to = dots === -1 ? from : dayIn(part(cell.passage, dots + 2, cell.passage.text.length), context)
  if (from === null || to === null) return null
  checkDays(cell.passage, from, to, context)
  return { from, to }
}

function dayIn(passage: Passage, { diagnostics }: BlockContext): Day | null {
  const day = parseDay(passage.text.trim())
  if (day === null) diagnostics.push(errorAt(spanOf(passage), "law/not-a-day", `${quote(passage.text)} is not a day`, { hint: `${NOT_A_DAY_HINT}, or two with \`..\` between` }))
  return day
}

function checkDays(passage: Passage, from: Day, to: Day, { clause, diagnostics }: BlockContext): void {
  const complain = (message: string): number => diagnostics.push(errorAt(spanOf(passage), "law/dates", message))
  if (from > to) complain(`the first day, ${from}, is after the last, ${to}`)
  else if (clause.inForce !== null && to < clause.inForce) complain(`the clause is in force from ${clause.inForce}, after the days of this case`)
  else if (clause.ends !== null && from > clause.ends) complain(`the clause ends on ${clause.ends}, before the days of this case`)
}
