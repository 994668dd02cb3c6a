/**
 * How much room text takes in a terminal, character by character as a reader counts them.
 *
 *     "é" (e + accent)   1 character, 1 column        "法"   1 character, 2 columns        tab   1 character, 4 columns
 *
 * Source: Unicode UAX #29 for what is a character (through Intl.Segmenter), UAX #11 for what is wide, in its main ranges.
 */

export interface Grapheme {
  /** What stands for it in a terminal. */
  readonly shown: string
  /** Columns it takes. */
  readonly width: number
}

const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" })
const TAB = "    "
const ASCII = /^[\x20-\x7e]*$/
/** Controls, and marks that turn the reading direction: they would let a text show other words than it holds. */
const DISTURBING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18aff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u
const WITHOUT_WIDTH = /^[\p{M}\u200b-\u200d]+$/u

/** The characters of one line. */
export function graphemes(line: string): readonly Grapheme[] {
  if (ASCII.test(line)) return Array.from(line, (shown) => ({ shown, width: 1 }))
  return Array.from(SEGMENTER.segment(line), ({ segment }) => {
    const shown = printable(segment)
    return { shown, width: segment === "\t" ? TAB.length : WITHOUT_WIDTH.test(shown) ? 0 : WIDE.test(shown) ? 2 : 1 }
  })
}

/** Columns that a text takes once it is `printable`. */
export function widthOf(line: string): number {
  return graphemes(line).reduce((sum, grapheme) => sum + grapheme.width, 0)
}

/** The text with tabs as blanks and `�` for what would disturb a terminal or a reader. */
export function printable(text: string): string {
  return ASCII.test(text) ? text : text.replaceAll("\t", TAB).replace(DISTURBING, "\ufffd")
}
