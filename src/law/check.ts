/** What only the diagrams can tell of a pack: whether its cases come out, whether rank is respected, whether a question grows too large. */
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import type { Diagnostic } from "../kernel/text/diagnostic.ts"
import { quote } from "../kernel/text/did-you-mean.ts"
import type { LawBook } from "./book.ts"
import { checkCases, type CaseResult } from "./check-cases.ts"
import { checkRanks } from "./check-ranks.ts"
import { partsOf } from "./ids.ts"
import { warningAt } from "./problem.ts"
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
    diagnostics.push(...checkPlan(question, inTime))
    const ran = checkCases(book.pack, question, inTime)
    cases.push(...ran.cases)
    diagnostics.push(...ran.diagnostics, ...checkRanks(book.pack, question, inTime))
  }
  return { diagnostics, cases }
}

/** Whether the first question is that of the best plan, in every stretch; said once. */
function checkPlan(question: Question, inTime: readonly QuestionInTime[]): readonly Diagnostic[] {
  const short = inTime.find(({ open }) => open.planner.next(knowledgeOf(open.forest, new Map()))?.plan === "look-ahead")
  if (short === undefined) return []
  const message = `${quote(question.id)} is asked about two questions ahead, since the best sequence of all takes more work than is allowed`
  return [warningAt(question.span, "law/not-the-optimum", message, { hint: "to be asked in the best sequence, split it in two, or put facts that belong together under one topic" })]
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
