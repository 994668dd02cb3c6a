/**
 * How hard a guide reads: its school grade by Flesch and Kincaid, from the words of a sentence and the syllables of a word.
 *
 *     "Keep calm. Keep the door closed." -> below grade 1        a guide reads at the sixth grade or below
 *
 * The measure is made for English; texts in other languages have none. Source: Kincaid, Fishburne, Rogers & Chissom 1975,
 * "Derivation of new readability formulas", Naval Technical Training Command, Research Branch Report 8-75.
 */
import { fleschKincaid } from "flesch-kincaid"
import { syllable } from "syllable"
import { textOf } from "./runs.ts"
import type { Guide, GuideStatement } from "./types.ts"

export const HARDEST_GRADE = 6

/** Of all of a guide's texts together; `null` in another language than English. */
export function readingLevel({ language, title, summary, sections }: Guide): number | null {
  if (!isEnglish(language)) return null
  const headings = [title, summary, ...sections.map(({ heading }) => heading)]
  return gradeOf([...headings.map(textOf), ...sections.flatMap(({ statements }) => statements.map(wordsOf))])
}

/** Its statements, the hardest first, with the grade of each. */
export function hardestStatements({ sections }: Guide): readonly { readonly statement: GuideStatement; readonly grade: number }[] {
  const statements = sections.flatMap((section) => section.statements).filter(({ text }) => text !== null)
  return statements.map((statement) => ({ statement, grade: gradeOf([wordsOf(statement)]) })).sort((a, b) => b.grade - a.grade)
}

function wordsOf({ text }: GuideStatement): string {
  return textOf(text ?? [])
}

function isEnglish(language: string): boolean {
  return new Intl.Locale(language).language === "en"
}

const sentences = new Intl.Segmenter("en", { granularity: "sentence" })
const words = new Intl.Segmenter("en", { granularity: "word" })

/** Each text is a sentence or more. */
export function gradeOf(texts: readonly string[]): number {
  const read = texts.flatMap((text) => [...sentences.segment(text)].map(({ segment }) => wordsIn(segment))).filter((found) => found.length > 0)
  const all = read.flat()
  if (all.length === 0) return 0
  return fleschKincaid({ sentence: read.length, word: all.length, syllable: all.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0) })
}

function wordsIn(sentence: string): readonly string[] {
  return [...words.segment(sentence)].flatMap(({ segment, isWordLike }) => (isWordLike === true ? [segment] : []))
}
