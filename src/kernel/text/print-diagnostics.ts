/**
 * Printing diagnostics: the place, one sentence, the line itself with the words at fault underlined, the remedy.
 *
 *     packs/example/law/order-1.md:41:30 · cl_joint-duty
 *     error law/unknown-question: no question is named `joint-duti`
 *       41 | permit (principal, action == Action::"joint-duti", resource);
 *          |                              ^^^^^^^^^^^^^^^^^^^^
 *     hint: did you mean `joint-duty`?
 *
 *     1 error
 *
 * Lines and columns count from 1; a column is a character as a reader sees it, whatever its bytes. A stretch of several
 * lines is underlined on its first. Long lines are cut around the stretch, tabs become blanks, and characters that
 * would disturb a terminal or turn the reading direction are shown as `�`.
 */
import type { Diagnostic, Related, Span } from "./diagnostic.ts"
import { graphemes, printable, widthOf, type Grapheme } from "./width.ts"

/** What a snippet shows of a line, in columns, at most. */
const SNIPPET_WIDTH = 110

export interface PrintSettings {
  /** Stands before every path: the pack's folder as the reader wrote it. */
  readonly folder?: string
}

export interface Place {
  /** From 1. */
  readonly line: number
  /** From 1, in characters. */
  readonly column: number
}

/** All of them in text order, then a line that counts them; `texts` has the files' texts by path. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>, settings: PrintSettings = {}): string {
  const printed = inTextOrder(diagnostics).map((diagnostic) => `${printDiagnostic(diagnostic, texts, settings)}\n`)
  return [...printed, `${countLine(diagnostics)}\n`].join("\n")
}

/** By path, then by place; what has no place comes first. Stable for the rest. */
export function inTextOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    if (a.span === null || b.span === null) return Number(a.span !== null) - Number(b.span !== null)
    if (a.span.path !== b.span.path) return a.span.path < b.span.path ? -1 : 1
    return a.span.start - b.span.start || a.span.end - b.span.end
  })
}

/** `2 errors, 1 warning`. */
export function countLine(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length
  const warnings = diagnostics.length - errors
  const parts = [count(errors, "error"), count(warnings, "warning")].filter((part) => part !== null)
  return parts.length === 0 ? "no errors, no warnings" : parts.join(", ")
}

function count(number: number, word: string): string | null {
  return number === 0 ? null : `${String(number)} ${word}${number === 1 ? "" : "s"}`
}

/** One of them, without a line break at its end. */
export function printDiagnostic(diagnostic: Diagnostic, texts: ReadonlyMap<string, string>, settings: PrintSettings = {}): string {
  const { span, under, severity, code, message, hint, related = [] } = diagnostic
  const place = span === null ? [] : [`${printPlace(span, texts, settings)}${under === undefined ? "" : ` · ${under}`}`]
  const sentence = `${severity} ${code}: ${printable(message)}`
  const snippet = span === null ? [] : printSnippet(span, texts)
  const notes = related.flatMap((one) => printRelated(one, texts, settings))
  return [...place, sentence, ...snippet, ...notes, ...(hint === undefined ? [] : [`hint: ${printable(hint)}`])].join("\n")
}

function printRelated({ span, note }: Related, texts: ReadonlyMap<string, string>, settings: PrintSettings): readonly string[] {
  return [`${printPlace(span, texts, settings)}: ${printable(note)}`, ...printSnippet(span, texts)]
}

function printPlace(span: Span, texts: ReadonlyMap<string, string>, { folder = "" }: PrintSettings): string {
  const path = folder === "" ? span.path : `${folder.replace(/\/+$/, "")}/${span.path}`
  const text = texts.get(span.path)
  if (text === undefined) return path
  const { line, column } = placeOf(text, span.start)
  return `${path}:${String(line)}:${String(column)}`
}

/** Line and column of a UTF-16 offset. */
export function placeOf(text: string, offset: number): Place {
  const { number, start } = lineAt(text, offset)
  return { line: number, column: graphemes(text.slice(start, Math.max(start, offset))).length + 1 }
}

interface Line {
  readonly number: number
  readonly start: number
  readonly text: string
}

function lineAt(text: string, offset: number): Line {
  let number = 1
  let start = 0
  for (const lineBreak of text.matchAll(/\r\n|\n|\r/g)) {
    const next = lineBreak.index + lineBreak[0].length
    if (next > offset) return { number, start, text: text.slice(start, lineBreak.index) }
    number += 1
    start = next
  }
  return { number, start, text: text.slice(start) }
}

function printSnippet(span: Span, texts: ReadonlyMap<string, string>): readonly string[] {
  const text = texts.get(span.path)
  if (text === undefined || text === "") return []
  const line = lineAt(text, span.start)
  const from = Math.min(span.start - line.start, line.text.length)
  const to = Math.min(Math.max(span.end - line.start, from), line.text.length)
  const { before, at, after } = cut(graphemes(line.text.slice(0, from)), graphemes(line.text.slice(from, to)), graphemes(line.text.slice(to)))
  const gutter = String(line.number)
  const shown = `${before}${at}${after}`.trimEnd()
  const underline = `${" ".repeat(widthOf(before))}${"^".repeat(Math.max(1, widthOf(at)))}`
  return [`  ${gutter} |${shown === "" ? "" : ` ${shown}`}`, `  ${" ".repeat(gutter.length)} | ${underline}`]
}

/** Cuts a line so that its stretch at fault stays in sight, with some of what stands before it. */
function cut(before: readonly Grapheme[], at: readonly Grapheme[], after: readonly Grapheme[]): { before: string; at: string; after: string } {
  const shownAt = fromStart(at, SNIPPET_WIDTH)
  const room = SNIPPET_WIDTH - width(shownAt)
  const shownBefore = fromEnd(before, Math.max(20, room - Math.min(width(after), 30)))
  const shownAfter = fromStart(after, Math.max(0, room - width(shownBefore)))
  return {
    before: `${shownBefore.length < before.length ? "…" : ""}${join(shownBefore)}`,
    at: join(shownAt),
    after: `${join(shownAfter)}${shownAt.length < at.length || shownAfter.length < after.length ? "…" : ""}`,
  }
}

function fromStart(line: readonly Grapheme[], room: number): readonly Grapheme[] {
  let left = room
  const end = line.findIndex((grapheme) => (left -= grapheme.width) < 0)
  return end === -1 ? line : line.slice(0, end)
}

function fromEnd(line: readonly Grapheme[], room: number): readonly Grapheme[] {
  return [...fromStart([...line].reverse(), room)].reverse()
}

function width(line: readonly Grapheme[]): number {
  return line.reduce((sum, grapheme) => sum + grapheme.width, 0)
}

function join(line: readonly Grapheme[]): string {
  return line.map((grapheme) => grapheme.shown).join("")
}
