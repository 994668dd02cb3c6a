/**
 * How each text stands in each language: the table of `writ check`.
 *
 *     text    grade   en      es                  pl
 *     words           draft   draft               missing
 *     door    4.1     draft   draft, 2 stale      missing
 */
import type { Pack, TranslationState } from "../types.ts"
import { readingLevel } from "./reading-level.ts"
import type { Guide } from "./types.ts"

export interface TextIn {
  readonly language: string
  /** `null`: the text is not there in this language. */
  readonly state: TranslationState | null
  /** Statements whose source has changed since; the frame of title, summary and headings counts as one. */
  readonly stale: number
  /** Statements that are not translated. */
  readonly missing: number
}

export interface TextStates {
  /** `words`, or a guide's id. */
  readonly text: string
  /** The guide's school grade in English. */
  readonly grade: number | null
  /** In the pack's sequence. */
  readonly languages: readonly TextIn[]
}

/** The pack's words, then its guides. */
export function textStates({ settings, words, guides }: Pack): readonly TextStates[] {
  const { languages } = settings
  const ofWords = languages.map((language): TextIn => ({ language, state: words.get(language)?.state ?? null, stale: 0, missing: 0 }))
  return [{ text: "words", grade: null, languages: ofWords }, ...guides.map((guide) => ({ text: guide.id, grade: readingLevel(guide), languages: languages.map((language) => guideStateIn(guide, language)) }))]
}

function guideStateIn(guide: Guide, language: string): TextIn {
  if (language === guide.language) return { language, state: guide.state, stale: 0, missing: 0 }
  const translation = guide.translations.get(language)
  if (translation === undefined) return { language, state: null, stale: 0, missing: 0 }
  const texts = guide.sections.flatMap(({ statements }) => statements).filter(({ text }) => text !== null)
  const stale = [...translation.statements.values()].filter((one) => one.stale).length + (translation.frame.stale ? 1 : 0)
  return { language, state: translation.state, stale, missing: texts.filter(({ id }) => !translation.statements.has(id)).length }
}
