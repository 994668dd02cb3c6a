/** Writing for a person: colour only on a terminal that wants it, paragraphs no wider than a page. */
import { styleText } from "node:util"

export type Style = "bold" | "dim" | "red" | "green" | "yellow"

export interface Paint {
  (style: Style, text: string): string
}

/** Colour only where `stream` is a terminal that has it and NO_COLOR is not set, or empty (https://no-color.org). */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  const colour = stream.isTTY && (process.env["NO_COLOR"] ?? "") === "" && process.env["TERM"] !== "dumb"
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text)
}

/** The parts of a message, all of them texts here, as one. */
export function plain(parts: readonly unknown[]): string {
  return parts.map(String).join("")
}

/** A page's width, or the terminal's where that is narrower. */
const WIDTH = Math.max(20, Math.min(96, process.stdout.isTTY ? process.stdout.columns : 96))

/** Breaks a text at spaces so that no line is longer than `width`, each behind `indent`. */
export function wrap(text: string, indent = "", width = WIDTH): string {
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    const last = lines.at(-1)
    if (last === undefined || last.length + 1 + word.length + indent.length > width) lines.push(word)
    else lines[lines.length - 1] = `${last} ${word}`
  }
  return lines.map((line) => `${indent}${line}`).join("\n")
}

/** A text behind a mark, its further lines under its first word. */
export function hanging(mark: string, text: string): string {
  const blank = " ".repeat(mark.length)
  return mark + wrap(text, blank).slice(mark.length)
}

/** Rows as columns, each as wide as its widest cell; the last is not padded. */
export function columns(rows: readonly (readonly string[])[], gap = "  "): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)))
  return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join(gap))
}
