/** What the law of a day leaves open, settles twice or says in vain: the kernel's findings, question by question, and what stands on clauses that are not in force. */
import { findingsOf, type Findings } from "../kernel/diagram/findings.ts"
import { gapsOn } from "./accepted-gaps.ts"
import { standingOf, type Standing } from "./calendar.ts"
import { questionSpec, rulesOn } from "./to-diagram.ts"
import type { AcceptedGap, Clause, ClauseId, Day, Law, Question, StepId } from "./types.ts"

export interface QuestionFindings {
  readonly question: Question
  /** `null` where its diagrams grow too large to be counted. */
  readonly found: Findings | null
  /** In the sequence of `found.silence.accepted`. */
  readonly accepted: readonly AcceptedGap[]
}

/** A duty under a clause that is not in force, or a step that only rules of such clauses give. */
export type WithoutForce =
  | { readonly kind: "duty"; readonly duty: string; readonly clause: ClauseId; readonly standing: Exclude<Standing, "in-force"> }
  | { readonly kind: "step"; readonly step: StepId; readonly clauses: readonly ClauseId[] }

export interface LawFindings {
  readonly on: Day
  readonly questions: readonly QuestionFindings[]
  readonly withoutForce: readonly WithoutForce[]
}

export function lawFindings(law: Law, on: Day): LawFindings {
  return { on, questions: law.questions.map((question) => questionFindings(law, question, on)), withoutForce: [...duties(law, on), ...steps(law, on)] }
}

export function questionFindings(law: Law, question: Question, on: Day): QuestionFindings {
  const accepted = gapsOn(law, question.id, on)
  return { question, accepted, found: findingsOf(questionSpec(law, question, rulesOn(law, question.id, on)), accepted.map(({ when }) => when)) }
}

function clausesOf(law: Law): readonly Clause[] {
  return law.instruments.flatMap((instrument) => instrument.clauses)
}

function duties(law: Law, on: Day): readonly WithoutForce[] {
  return clausesOf(law).flatMap((clause) => {
    const standing = standingOf(clause, on)
    return standing === "in-force" ? [] : clause.duties.map((duty): WithoutForce => ({ kind: "duty", duty: duty.id, clause: clause.id, standing }))
  })
}

function steps(law: Law, on: Day): readonly WithoutForce[] {
  return law.steps.flatMap(({ id }): readonly WithoutForce[] => {
    const giving = clausesOf(law).filter((clause) => clause.rules.some((rule) => rule.steps.includes(id)))
    const stands = giving.some((clause) => standingOf(clause, on) === "in-force")
    return giving.length === 0 || stands ? [] : [{ kind: "step", step: id, clauses: giving.map((clause) => clause.id) }]
  })
}
