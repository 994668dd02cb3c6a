/**
 * Screening free text for what must not be written down: run where it is written and again where it is stored.
 *
 * A text is compared folded, so that what looks the same is found the same: compatibility forms decomposed (Unicode NFKD), accents and
 * characters without ink taken out, every dash one dash, every run of white space one space; letters by `i`. Patterns are folded in
 * the same way. What is found is told as it stands in the text.
 *
 * A writer may mark a word as meaning something else (“green card table”): it then counts as settled, wherever it stands in that text,
 * and the mark is kept with the text.
 */
export interface ScreenPattern {
  /** A regular expression's source. */
  readonly pattern: string
  /** What the writer is told. */
  readonly hint: string
}

export interface FoundWord<Pattern extends ScreenPattern = ScreenPattern> {
  /** As it stands in the text. */
  readonly word: string
  /** Where it begins and ends, in UTF-16 units. */
  readonly from: number
  readonly to: number
  readonly pattern: Pattern
}

/** What a text holds that a pattern fits, in the sequence of the text; of two that overlap the one that begins first, then the longer. */
export function screen<Pattern extends ScreenPattern>(patterns: readonly Pattern[], text: string): readonly FoundWord<Pattern>[] {
  const { folded, from, to } = foldWithPlaces(text)
  const found = patterns.flatMap((pattern) =>
    [...folded.matchAll(new RegExp(fold(pattern.pattern), "giu"))].flatMap((match) => {
      if (match[0] === "") return []
      const [first, last] = [from[match.index] ?? 0, to[match.index + match[0].length - 1] ?? text.length]
      return [{ word: text.slice(first, last), from: first, to: last, pattern }]
    }),
  )
  const inSequence = found.sort((a, b) => a.from - b.from || b.to - a.to)
  return inSequence.filter((word, index) => !inSequence.slice(0, index).some((before) => before.to > word.from))
}

/** What is found and not marked: until there is none, the text is not stored. */
export function unsettled<Pattern extends ScreenPattern>(patterns: readonly Pattern[], text: string, marks: readonly string[]): readonly FoundWord<Pattern>[] {
  const settled = new Set(marks.map(markOf))
  return screen(patterns, text).filter(({ word }) => !settled.has(markOf(word)))
}

/** The marks that a text makes use of: those that stand for a word found in it. */
export function marksUsed(patterns: readonly ScreenPattern[], text: string, marks: readonly string[]): readonly string[] {
  const found = new Set(screen(patterns, text).map(({ word }) => markOf(word)))
  return [...new Set(marks.map(markOf))].filter((mark) => found.has(mark)).sort()
}

/** What two spellings of a word that are the same to a reader have in common. */
export function markOf(word: string): string {
  return fold(word).toLowerCase().trim()
}

function fold(text: string): string {
  return foldWithPlaces(text).folded
}

interface Folded {
  readonly folded: string
  /** For each unit of `folded`, where the character it is from begins and ends in the text. */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

const WITHOUT_INK = /[\p{Mn}\p{Cf}]/gu
const DASH = /\p{Pd}|\u2212/gu

function foldWithPlaces(text: string): Folded {
  const [from, to]: [number[], number[]] = [[], []]
  let folded = ""
  let at = 0
  for (const character of text) {
    const end = at + character.length
    const plain = /\s/u.test(character) ? " " : character.normalize("NFKD").replaceAll(WITHOUT_INK, "").replaceAll(DASH, "-")
    if (plain === " " && folded.endsWith(" ")) to[to.length - 1] = end
    else {
      folded += plain
      for (let unit = 0; unit < plain.length; unit++) {
        from.push(at)
        to.push(end)
      }
    }
    at = end
  }
  return { folded, from, to }
}
