/** A question through all of time: compiled once for each stretch of days in which its law does not change. */
import type { LawBook } from "./book.ts"
import { dayOf, stretchesOf, type Stretch } from "./calendar.ts"
import type { OpenQuestion } from "./open-question.ts"
import type { Question } from "./types.ts"

/** A question in a stretch of days in which its law does not change. */
export interface QuestionInTime {
  readonly stretch: Stretch
  readonly open: OpenQuestion
}

/** The question in every stretch; neighbouring stretches with the same rules for it are one. */
export function questionInTime(book: LawBook, question: Question): readonly QuestionInTime[] {
  const merged: QuestionInTime[] = []
  for (const stretch of stretchesOf(book.pack)) {
    const open = book.open(question, dayOf(stretch))
    const last = merged.at(-1)
    if (last?.open === open) merged[merged.length - 1] = { open, stretch: { from: last.stretch.from, to: stretch.to } }
    else merged.push({ open, stretch })
  }
  return merged
}
