/**
 * Accepted gaps: silences that a pack's author has seen and explains. They do not bear on an outcome; where the law is
 * silent they say why.
 *
 * A question's gaps are compiled to a forest of their own, as permits: "it holds in every situation that can still occur" is then
 * the same exact walk as for a rule that decides.
 */
import { buildForest } from "../kernel/diagram/build.ts"
import { decidingRules } from "../kernel/diagram/decide.ts"
import type { Forest } from "../kernel/diagram/forest.ts"
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import type { Given } from "../kernel/diagram/values.ts"
import { standingOf } from "./calendar.ts"
import { ruleId } from "./cedar/ids.ts"
import { questionSpec } from "./to-diagram.ts"
import type { AcceptedGap, Day, FactId, Law, Question, QuestionId, RuleId } from "./types.ts"

export interface OpenGaps {
  readonly gaps: readonly { readonly id: RuleId; readonly gap: AcceptedGap }[]
  /** `null` where there are none, or where they grow too large to say anything. */
  readonly forest: Forest | null
}

/** A question's accepted gaps under clauses in force on a day. */
export function gapsOn(law: Law, question: QuestionId, day: Day): readonly AcceptedGap[] {
  return law.instruments
    .flatMap((instrument) => instrument.clauses)
    .filter((clause) => clause.acceptedGaps.length > 0 && standingOf(clause, day) === "in-force")
    .flatMap((clause) => clause.acceptedGaps)
    .filter((gap) => gap.question === question)
}

/** Those gaps, compiled. */
export function openGaps(law: Law, question: Question, day: Day): OpenGaps {
  const gaps = gapsOn(law, question.id, day).flatMap((gap, index) => {
    const id = ruleId(`gap-${String(index)}`)
    return id === null ? [] : [{ id, gap }]
  })
  if (gaps.length === 0) return { gaps, forest: null }
  const rules = gaps.map(({ id, gap }) => ({ id, class: "binding-permit" as const, condition: gap.when, withdrawn: false }))
  const built = buildForest({ ...questionSpec(law, question, []), rules })
  return { gaps, forest: built.kind === "built" ? built.forest : null }
}

/** The gaps that hold whatever the facts not given are. */
export function gapsThatHold({ gaps, forest }: OpenGaps, facts: ReadonlyMap<FactId, Given>): readonly AcceptedGap[] {
  if (forest === null) return []
  const holding = new Set(decidingRules(forest, knowledgeOf(forest, facts)).filter(({ certain }) => certain).map(({ id }) => id))
  return gaps.filter(({ id }) => holding.has(id)).map(({ gap }) => gap)
}
