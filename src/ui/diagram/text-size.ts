/**
 * How wide a text will be, without a font to ask: estimated by letter, on the wide side, since a reader's system font is not known here.
 * And lines of a text: as few as a width allows, then as even as they can be.
 */

/** A text in lines, as wide as its widest. */
export interface Lines {
  readonly lines: readonly string[]
  readonly width: number
}

const NARROW = /[ijl.,:;'’|!()[\]]/
const LEAN = /[frt \-–·“”"]/
const BROAD = /[mwMW@%—…&]/
const CAPITAL = /[A-Z0-9ÁÉÍÓÚÑ¿?≤≥]/

/** In the font's size. */
function widthOfLetter(letter: string): number {
  if (NARROW.test(letter)) return 0.32
  if (LEAN.test(letter)) return 0.42
  if (BROAD.test(letter)) return 0.95
  return CAPITAL.test(letter) ? 0.72 : 0.6
}

export function textWidth(text: string, size: number): number {
  return Math.ceil(Array.from(text, widthOfLetter).reduce((sum, width) => sum + width, 0) * size)
}

/** Broken at blanks; a word that is wider than `most` stands alone and makes its line wider. */
export function linesOf(text: string, size: number, most: number): Lines {
  const words = text.split(/\s+/).filter((word) => word !== "")
  const fewest = broken(words, size, most)
  const widths = [...new Set(words.flatMap((_, from) => words.slice(from).map((_, count) => textWidth(words.slice(from, from + count + 1).join(" "), size))))].sort((a, b) => a - b)
  const least = widths.find((width) => width <= most && broken(words, size, width).length === fewest.length)
  const lines = least === undefined ? fewest : broken(words, size, least)
  return { lines, width: Math.max(0, ...lines.map((line) => textWidth(line, size))) }
}

function broken(words: readonly string[], size: number, most: number): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= most) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
