/** Findings as JSON: counts as decimal texts, since they may pass 2^53; situations as facts that `writ ask` takes. */
import type { Found } from "../kernel/diagram/findings.ts"
import { printGiven } from "../kernel/diagram/values.ts"
import type { LawFindings, QuestionFindings } from "../law/findings.ts"
import { where } from "./print-findings.ts"

export function findingsJson({ on, questions, withoutForce }: LawFindings): unknown {
  return { on, questions: questions.map(questionJson), withoutForce }
}

function questionJson({ question, found, accepted }: QuestionFindings): unknown {
  if (found === null) return { question: question.id, tooLarge: true }
  const { silence, dead, situations } = found
  const counted = ({ count, witness }: Found): Readonly<Record<string, unknown>> => ({
    count: String(count),
    example: Object.fromEntries(question.facts.flatMap((fact) => { const given = witness.get(fact.id); return given === undefined ? [] : [[fact.id, printGiven(fact, given)]] })),
  })
  return {
    question: question.id,
    situations: String(situations),
    gaps: silence.gaps.map((gap) => ({ where: where(question, gap.where), ...counted(gap) })),
    otherGaps: String(silence.rest),
    acceptedGaps: accepted.map(({ why }, index) => ({ why, count: String(silence.accepted[index] ?? 0n) })),
    conflicts: found.conflicts.map((one) => ({ must: one.must, forbid: one.forbid, ...counted(one) })),
    overridden: found.overridden.map((one) => ({ permit: one.permit, forbid: one.forbid, of: String(one.of), ...counted(one) })),
    dead,
    idle: found.idle.map((one) => ({ rule: one.rule, instead: one.instead, ...counted(one) })),
    redundant: found.redundant.map((one) => ({ rule: one.rule, covers: one.covers, ...counted(one) })),
  }
}
