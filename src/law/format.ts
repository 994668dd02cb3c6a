/**
 * Formatting a pack's law: `cedar` blocks by Cedar's own formatter, tables of cases with their columns in line. All else, prose
 * above all, stays byte for byte.
 *
 *     |body|outcome|                    | body | outcome    |
 *     |-|-|                      ->     |------|------------|
 *     |cpd|prohibited|                  | cpd  | prohibited |
 *
 * Nothing may come to mean something else: what was formatted must have the tokens and the comments that it had, or it is left
 * as it is. So is a block with a mistake, and so is all of a file whose Markdown has one.
 */
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import { widthOf } from "../kernel/text/width.ts"
import { cellsOf, linesOf, RULER } from "./blocks/table.ts"
import { formatCedar } from "./cedar/cedar-wasm.ts"
import { commentsIn, lex } from "./cedar/lexer.ts"
import { readMarkdown, type Block } from "./markdown.ts"
import { wholeFile, type Passage } from "./passage.ts"

export interface Formatted {
  readonly text: string
  /** Where something was left as it is, since it cannot be read: offsets in the text that was given. */
  readonly left: readonly number[]
}

/** An instrument's Markdown. */
export function formatInstrument(text: string): Formatted {
  const diagnostics: Diagnostic[] = []
  const { sections } = readMarkdown("", text, diagnostics)
  if (diagnostics.length > 0) return { text, left: diagnostics.map(({ span }) => span?.start ?? 0) }
  const blocks = sections.flatMap((section) => section.blocks).map((block) => ({ block, made: formatBlock(block) }))
  const edits = blocks.map(({ block: { content }, made }) => ({ start: content.offset, end: content.offset + content.text.length, text: made ?? content.text }))
  return { text: edited(text, edits), left: blocks.flatMap(({ block, made }) => (made === null ? [block.span.start] : [])) }
}

/** A file of Cedar policies, such as assumptions.cedar. */
export function formatPolicyFile(text: string): Formatted {
  const made = formatPolicies(wholeFile("", text))
  return made === null ? { text, left: [0] } : { text: made, left: [] }
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** `edits` in text order, none within another. */
function edited(text: string, edits: readonly Edit[]): string {
  const ends = [0, ...edits.map(({ end }) => end)]
  return edits.map((edit, index) => text.slice(ends[index], edit.start) + edit.text).join("") + text.slice(ends.at(-1))
}

/** `null` where the block cannot be read; a block of another kind as it is. */
function formatBlock({ kind, content }: Block): string | null {
  switch (kind.text) {
    case "cedar":
      return formatPolicies(content)
    case "cases":
      return formatTable(content)
    default:
      return content.text
  }
}

/** As wide as the packs' prose. */
const LINE_WIDTH = 120

/** Comments with an empty line behind them speak of all that follows; Cedar's formatter would make them the first policy's. */
const HEAD_COMMENTS = /^(?:[ \t]*(?:\/\/[^\r\n]*)?(?:\r\n|\n))*(?:\r\n|\n)/

function formatPolicies({ text }: Passage): string | null {
  const [head = ""] = HEAD_COMMENTS.exec(text) ?? []
  const policies = text.slice(head.length)
  if (policies.trim() === "") return text
  const made = settled(policies)
  if (made === null) return null
  const formatted = head + `${made.trim()}\n`.replaceAll(/\r?\n/g, text.includes("\r\n") ? "\r\n" : "\n")
  return saysTheSame(text, formatted) ? formatted : text
}

/** With comments in the middle of a line, Cedar's formatter (4.13) is not content with its own form at once. */
const ROUNDS = 10

/** A form that formatting leaves as it is; the text itself where there is none, `null` where it cannot be parsed. */
function settled(policies: string): string | null {
  let last = policies
  for (let round = 0; round < ROUNDS; round += 1) {
    const made = formatCedar(last, LINE_WIDTH)
    if (made === null || made === last) return made
    last = made
  }
  return policies
}

/** Cedar's formatter may leave out brackets in vain and a comma after the last; nothing else. */
function saysTheSame(one: string, other: string): boolean {
  const words = (text: string): string => lex(text).filter(({ kind, text: word }) => kind !== "symbol" || !["(", ")", ","].includes(word)).map(({ text: word }) => word).join("\n")
  const comments = (text: string): string => commentsIn(text).map((comment) => comment.trimEnd()).join("\n")
  return words(one) === words(other) && comments(one) === comments(other)
}

/** Columns as wide as their widest cell in a terminal; what the ruler says of alignment is kept. Lines between, if empty, stay. */
function formatTable(content: Passage): string | null {
  const diagnostics: Diagnostic[] = []
  const lines = linesOf(content)
  const rows = lines.map((line) => (cellsOf(line, diagnostics) ?? []).map(({ passage }) => passage.text))
  const [head = [], ruler = []] = rows
  if (diagnostics.length > 0 || !RULER.test(lines[1]?.text ?? "") || rows.some((row) => row.length !== head.length)) return null
  const widths = head.map((_, column) => Math.max(1, ...rows.filter((row) => row !== ruler).map((row) => widthOf(row[column] ?? ""))))
  const edits = lines.map((line, index) => {
    const row = rows[index] ?? []
    const text = row === ruler ? rulerLine(ruler, widths) : `| ${row.map((cell, column) => padded(cell, widths[column] ?? 0)).join(" | ")} |`
    return { start: line.offset - content.offset, end: line.offset - content.offset + line.text.length, text }
  })
  return edited(content.text, edits).replaceAll(/^[ \t]+|[ \t]+$/gm, "")
}

function padded(cell: string, width: number): string {
  return cell + " ".repeat(Math.max(0, width - widthOf(cell)))
}

function rulerLine(ruler: readonly string[], widths: readonly number[]): string {
  const parts = ruler.map((part, column) => {
    const [start, end] = [part.startsWith(":") ? ":" : "-", part.endsWith(":") ? ":" : "-"]
    return `${start}${"-".repeat(widths[column] ?? 0)}${end}`
  })
  return `|${parts.join("|")}|`
}
