/** What only the diagrams can tell of a pack: whether its cases come out, whether rank is respected, whether a question grows too large. */
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import type { LawBook } from "./book.ts"
import { dayOf, stretchesOf, type Stretch } from "./calendar.ts"
import { checkCases } from "./check-cases.ts"
import { checkRanks } from "./check-ranks.ts"
import { QuestionTooLarge, type OpenQuestion } from "./open-question.ts"
import type { Question } from "./types.ts"

/** A question in a stretch of days in which its law does not change. */
export interface QuestionInTime {
  readonly stretch: Stretch
  readonly open: OpenQuestion
}

export interface CheckedLaw {
  readonly diagnostics: readonly Diagnostic[]
  readonly cases: readonly CaseResult[]
}

/** What became of one row of a table of cases. */
export interface CaseResult {
  readonly case: LawBook["pack"]["instruments"][number]["clauses"][number]["cases"][number]
  readonly passed: boolean
  /** Rules that decide in some completion of the row, in some stretch it was run in. */
  readonly decidedBy: ReadonlySet<string>
}

/** Runs every case and compares ranks, in every stretch of constant law. */
export function checkLaw(book: LawBook): CheckedLaw {
  const diagnostics: Diagnostic[] = []
  const cases: CaseResult[] = []
  for (const question of book.pack.questions) {
    const inTime = openInTime(book, question, diagnostics)
    if (inTime === null) continue
    const ran = checkCases(book.pack, question, inTime)
    cases.push(...ran.cases)
    diagnostics.push(...ran.diagnostics, ...checkRanks(book.pack, question, inTime))
  }
  return { diagnostics, cases }
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

function openInTime(book: LawBook, question: Question, diagnostics: Diagnostic[]): readonly QuestionInTime[] | null {
  try {
    return questionInTime(book, question)
  } catch (error) {
    if (!(error instanceof QuestionTooLarge)) throw error
    const rule = book.pack.instruments.flatMap((instrument) => instrument.clauses.flatMap((clause) => clause.rules)).find((one) => one.id === error.rule)
    diagnostics.push({
      severity: "error",
      code: "law/question-too-large",
      message: `the diagrams of \`${question.id}\` grow past their limit${rule === undefined ? " when its rules are put together" : ` with the rule \`${rule.id}\``}`,
      span: rule?.span ?? question.span,
      hint: "split the question in two, or test fewer facts together in one rule",
    })
    return null
  }
}
