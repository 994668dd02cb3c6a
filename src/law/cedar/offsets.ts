/**
 * Offsets, from what cedar-wasm counts to where a reader looks.
 *
 * cedar-wasm counts UTF-8 bytes within the string it was given. A `Piece` is such a string and its place in a file;
 * all offsets in this folder are UTF-16 within the piece, until `spanIn` makes a span of the file.
 *
 *     "é" == x      byte 8 is UTF-16 7; in a piece at offset 100 of its file, 107
 */
import type { Span } from "../../kernel/text/diagnostic.ts"
import type { At } from "./lexer.ts"

export interface Piece {
  readonly path: string
  readonly text: string
  /** Of the text's first character in the file, UTF-16. May be negative where we wrote something before the author's text. */
  readonly offset: number
  /** What of the text is the author's; spans stay within it. Without it, all. */
  readonly written?: At
}

/** The UTF-16 offset of a UTF-8 byte offset; one inside a character counts as its start. */
export function utf16Offset(text: string, bytes: number): number {
  let left = bytes
  let offset = 0
  for (const character of text) {
    left -= utf8Length(character.codePointAt(0) ?? 0)
    if (left < 0) break
    offset += character.length
  }
  return offset
}

function utf8Length(point: number): number {
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}

/** The place of a stretch of the piece in its file. */
export function spanIn(piece: Piece, at: At): Span {
  const { start, end } = piece.written ?? { start: 0, end: piece.text.length }
  const clamp = (offset: number): number => piece.offset + Math.min(Math.max(offset, start), end)
  return { path: piece.path, start: clamp(at.start), end: clamp(at.end) }
}

/** A part of a piece, as a piece of its own. */
export function subPiece(piece: Piece, at: At): Piece {
  return { path: piece.path, text: piece.text.slice(at.start, at.end), offset: piece.offset + at.start }
}
