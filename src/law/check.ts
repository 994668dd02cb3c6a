/** What only the diagrams can tell of a pack: whether its cases come out, whether rank is respected, whether a question grows too large. */
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import type { LawBook } from "./book.ts"
import { checkCases, type CaseResult } from "./check-cases.ts"
import { checkRanks } from "./check-ranks.ts"
import { partsOf } from "./ids.ts"
import { QuestionTooLarge } from "./open-question.ts"
import { questionInTime, type QuestionInTime } from "./question-in-time.ts"
import type { Question } from "./types.ts"

export interface CheckedLaw {
  readonly diagnostics: readonly Diagnostic[]
  readonly cases: readonly CaseResult[]
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
      ...(rule === undefined ? {} : { under: partsOf(rule.clause).eId }),
      hint: "split the question in two, or test fewer facts together in one rule",
    })
    return null
  }
}
