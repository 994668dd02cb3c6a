/** What only the law as a whole can tell: whether cases come out, rank is respected, a question grows too large, and the time line agrees with the clauses. */
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
import { checkSuspensions } from "./timeline/suspensions.ts"
import type { Question, Rule, RuleId } from "./types.ts"

export interface CheckedLaw {
  readonly diagnostics: readonly Diagnostic[]
  readonly cases: readonly CaseResult[]
}

/** Runs every case and compares ranks, in every stretch of constant law; compares what is suspended with the time line. */
export function checkLaw(book: LawBook): CheckedLaw {
  const diagnostics: Diagnostic[] = []
  const cases: CaseResult[] = []
  for (const question of book.pack.questions) {
    const inTime = openInTime(book, question, diagnostics)
    if (inTime === null) continue
    diagnostics.push(...checkSize(book, question, inTime), ...checkPlan(question, inTime))
    const ran = checkCases(book.pack, question, inTime)
    cases.push(...ran.cases)
    diagnostics.push(...ran.diagnostics, ...checkRanks(book.pack, question, inTime))
  }
  return { diagnostics: [...diagnostics, ...checkSuspensions(book.pack)], cases }
}

/** Whether the question's outcome is a diagram, in every stretch; said once, with the rule that ties most facts together. */
function checkSize(book: LawBook, question: Question, inTime: readonly QuestionInTime[]): readonly Diagnostic[] {
  const large = inTime.find(({ open }) => open.forest.kind === "by-rules")
  if (large === undefined) return []
  const rule = ruleOf(book, large.open.tying)
  const message = `the outcome of ${quote(question.id)} grows past its limit, so that its rules answer one by one${rule === undefined ? "" : `; ${quote(rule.id)} ties most together`}`
  const hint = "answers stay right; for findings, comparisons and the best questions, split the question in two, or test facts of fewer topics in one rule"
  return [{ severity: "warning", code: "law/answered-by-rules", message, span: rule?.span ?? question.span, ...(rule === undefined ? {} : { under: partsOf(rule.clause).eId }), hint }]
}

function ruleOf(book: LawBook, id: RuleId | null): Rule | undefined {
  return book.pack.instruments.flatMap((instrument) => instrument.clauses.flatMap((clause) => clause.rules)).find((one) => one.id === id)
}

/** Whether the first question is that of the best plan, in every stretch; said once. */
function checkPlan(question: Question, inTime: readonly QuestionInTime[]): readonly Diagnostic[] {
  const plans = inTime.filter(({ open }) => open.forest.kind === "whole").map(({ open }) => open.next(knowledgeOf(open.forest, new Map()))?.plan)
  const short = plans.find((plan) => plan === "look-ahead" || plan === "most-read")
  if (short === undefined) return []
  const how = short === "look-ahead" ? "about two questions ahead, since the best sequence of all takes more work than is allowed" : "by what most rules read, since it is too large to be planned before something is known"
  return [warningAt(question.span, "law/not-the-optimum", `${quote(question.id)} is asked ${how}`, { hint: "to be asked in the best sequence, split it in two, or put facts that belong together under one topic" })]
}

function openInTime(book: LawBook, question: Question, diagnostics: Diagnostic[]): readonly QuestionInTime[] | null {
  try {
    return questionInTime(book, question)
  } catch (error) {
    if (!(error instanceof QuestionTooLarge)) throw error
    const rule = ruleOf(book, error.rule)
    diagnostics.push({
      severity: "error",
      code: "law/question-too-large",
      message: rule === undefined ? `what can occur in ${quote(question.id)} grows past the limit of a diagram` : `the rule ${quote(rule.id)} grows past the limit of a diagram in ${quote(question.id)}`,
      span: rule?.span ?? question.span,
      ...(rule === undefined ? {} : { under: partsOf(rule.clause).eId }),
      hint: rule === undefined ? "say in fewer assumptions what cannot occur" : "split the rule in two, or test fewer facts together in it",
    })
    return null
  }
}
