/**
 * Passages: stretches of a file's text that are read on their own, such as a fenced block or a cell of a table.
 *
 * Whoever reads a passage counts offsets from its own start; `spanIn` puts them back into the file.
 */
import type { Span } from "../kernel/text/diagnostic.ts"

export interface Passage {
  readonly path: string
  readonly text: string
  /** Of the text's first character in the file, UTF-16. */
  readonly offset: number
}

export function wholeFile(path: string, text: string): Passage {
  return { path, text, offset: 0 }
}

/** The place in the file of `start` to `end` in the passage. */
export function spanIn(passage: Passage, start: number, end: number): Span {
  const limit = (offset: number): number => passage.offset + Math.min(Math.max(offset, 0), passage.text.length)
  return { path: passage.path, start: limit(start), end: limit(end) }
}

export function spanOf(passage: Passage): Span {
  return spanIn(passage, 0, passage.text.length)
}

export function part(passage: Passage, start: number, end: number): Passage {
  return { path: passage.path, text: passage.text.slice(start, end), offset: passage.offset + start }
}

/** The passage without blanks at its ends. */
export function trimmed(passage: Passage): Passage {
  const start = passage.text.length - passage.text.trimStart().length
  return part(passage, start, Math.max(start, passage.text.trimEnd().length))
}

/** The parts between `separator`s, trimmed; without those that are empty. */
export function split(passage: Passage, separator: RegExp): readonly Passage[] {
  const parts: Passage[] = []
  let start = 0
  for (const match of passage.text.matchAll(new RegExp(separator, "g"))) {
    parts.push(part(passage, start, match.index))
    start = match.index + match[0].length
  }
  parts.push(part(passage, start, passage.text.length))
  return parts.map(trimmed).filter(({ text }) => text !== "")
}
