/** What no case tests, for a pack's author: the edges that no case walks, and rows to paste into a table of cases. */
import type { QuestionUntested, WrittenRow } from "../law/untested.ts"
import type { Paint } from "./terminal.ts"

/** Rows shown for one question. */
const MOST_ROWS = 5

export function printUntested(questions: readonly QuestionUntested[], paint: Paint): readonly string[] {
  const edges = questions.reduce((sum, one) => sum + one.edges, 0)
  const walked = questions.reduce((sum, one) => sum + one.walked, 0)
  const title = `Untested: of the ${edges.toLocaleString("en-US")} branches of the questions’ diagrams cases walk ${walked.toLocaleString("en-US")}`
  return walked === edges ? [title] : [paint("bold", title), ...questions.filter((one) => one.walked < one.edges).flatMap(questionLines)]
}

function questionLines({ question, clause, edges, walked, rows, left }: QuestionUntested): readonly string[] {
  const shown = rows.slice(0, MOST_ROWS)
  const more = rows.length - shown.length
  return [
    `  ${question.id}: ${String(walked)} of ${String(edges)} branches${clause === null ? "" : `; to paste into \`cases ${question.id}\` under ${clause.id}:`}`,
    ...tableOf(shown).map((line) => `    ${line}`),
    ...(more > 0 ? [`    and ${String(more)} more ${more === 1 ? "row" : "rows"}: npx writ check --json`] : []),
    ...(left > 0 ? [`    ${String(left)} branches that no row walks`] : []),
  ]
}

/** The rows as a Markdown table, its columns as wide as what stands in them; none for no rows. */
export function tableOf(rows: readonly WrittenRow[]): readonly string[] {
  if (rows.length === 0) return []
  const facts = [...new Set(rows.flatMap((row) => [...row.facts.keys()]))]
  const named = facts.toSorted((a, b) => Number(b === "body") - Number(a === "body"))
  const dated = rows.some(({ on }) => on !== null)
  const head = [...named, "outcome", "by", ...(dated ? ["on"] : [])]
  const lines = [head, ...rows.map((row) => [...named.map((fact) => row.facts.get(fact) ?? ""), row.outcome, row.by.join(", "), ...(dated ? [daysOf(row)] : [])].map(escaped))]
  const widths = head.map((_, column) => Math.max(3, ...lines.map((line) => (line[column] ?? "").length)))
  const [first = "", ...rest] = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`)
  return [first, `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...rest]
}

function daysOf({ on }: WrittenRow): string {
  return on === null ? "" : on.from === on.to ? on.from : `${on.from}..${on.to}`
}

/** A bar within a cell is written with a backslash before it. */
function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|")
}

export function untestedJson(questions: readonly QuestionUntested[]): unknown {
  return questions.map(({ question, clause, edges, walked, rows, left }) => ({
    question: question.id, edges, walked, left, clause: clause?.id ?? null,
    rows: rows.map((row) => ({ ...row, facts: Object.fromEntries(row.facts) })),
    table: tableOf(rows),
  }))
}
