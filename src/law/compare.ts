/**
 * Two laws compared: two packs, or one pack on two days, question by question; what differs is found by the kernel, and only what
 * differs is told.
 */
import { changesOf, drawChanges, type Changes, type ChangesDrawn, type SameAnswer } from "../kernel/diagram/changes.ts"
import { dayOf, stretchesOf, type Stretch } from "./calendar.ts"
import { addDays } from "./days.ts"
import type { QuestionSpec } from "../kernel/diagram/types.ts"
import { questionSpec, rulesOn } from "./to-diagram.ts"
import type { Clause, Day, FactId, Law, Question, QuestionId, RuleId } from "./types.ts"

/** The law of a day. */
export interface LawOn {
  readonly law: Law
  readonly day: Day
}

export interface QuestionComparison {
  /** As each of the two has it. */
  readonly before: Question
  readonly after: Question
  readonly addedFacts: readonly FactId[]
  readonly removedFacts: readonly FactId[]
  /** `null` where the diagrams grow too large to be compared. */
  readonly changes: Changes | null
}

export interface LawComparison {
  readonly addedQuestions: readonly QuestionId[]
  readonly removedQuestions: readonly QuestionId[]
  /** Questions that both have, in the sequence of the later law. */
  readonly questions: readonly QuestionComparison[]
}

export function compareLaws(before: LawOn, after: LawOn): LawComparison {
  const earlier = new Map(before.law.questions.map((question) => [question.id, question]))
  const ids = new Set(after.law.questions.map(({ id }) => id))
  return {
    addedQuestions: after.law.questions.map(({ id }) => id).filter((id) => !earlier.has(id)),
    removedQuestions: before.law.questions.map(({ id }) => id).filter((id) => !ids.has(id)),
    questions: after.law.questions.flatMap((question) => {
      const known = earlier.get(question.id)
      return known === undefined ? [] : [compareQuestion(before, known, after, question)]
    }),
  }
}

/** A question's changes as they are drawn; `null` where they grow too large. */
export function drawnChanges(before: LawOn, earlier: Question, after: LawOn, later: Question): ChangesDrawn | null {
  return drawChanges(specOn(before, earlier), specOn(after, later))
}

function specOn({ law, day }: LawOn, question: Question): QuestionSpec {
  return questionSpec(law, question, rulesOn(law, question.id, day))
}

function compareQuestion(before: LawOn, earlier: Question, after: LawOn, later: Question): QuestionComparison {
  const without = (one: Question, other: Question): readonly FactId[] => one.facts.map(({ id }) => id).filter((id) => !other.facts.some((fact) => fact.id === id))
  return { before: earlier, after: later, addedFacts: without(later, earlier), removedFacts: without(earlier, later), changes: changesOf(specOn(before, earlier), specOn(after, later)) }
}

/** Whether anything at all is to be told of a question. */
export function differs({ addedFacts, removedFacts, changes }: QuestionComparison): boolean {
  return addedFacts.length + removedFacts.length > 0 || changes === null || changesAnswer({ changes }) || changes.restating.length + changes.restated.length > 0
}

/** Whether a situation gets another outcome, or can occur in one of the two alone. */
export function changesAnswer({ changes }: Pick<QuestionComparison, "changes">): boolean {
  return changes !== null && changes.changed + changes.onlyBefore + changes.onlyAfter > 0n
}

export interface ComparedStretch {
  readonly stretch: Stretch
  readonly comparison: LawComparison
}

/** The two laws on all days: one comparison for each stretch in which neither changes; neighbours with the same rules are one. */
export function compareInTime(before: Law, after: Law): readonly ComparedStretch[] {
  const starts = [...new Set([before, after].flatMap((law) => stretchesOf(law).flatMap(({ from }) => from ?? [])))].sort()
  const stretches = [null, ...starts].map((from, index): Stretch => {
    const next = starts[index]
    return { from, to: next === undefined ? null : addDays(next, -1) }
  })
  const compared: (ComparedStretch & { readonly key: string })[] = []
  for (const stretch of stretches) {
    const day = dayOf(stretch)
    const key = [standingRules(before, day), standingRules(after, day)].join(" > ")
    const last = compared.at(-1)
    if (last?.key === key) compared[compared.length - 1] = { ...last, stretch: { from: last.stretch.from, to: stretch.to } }
    else compared.push({ stretch, key, comparison: compareLaws({ law: before, day }, { law: after, day }) })
  }
  return compared
}

/** Days on which a law begins to answer from other rules than the day before. */
export function turningDays(law: Law): readonly Day[] {
  return stretchesOf(law).flatMap(({ from }) => (from !== null && standingRules(law, addDays(from, -1)) !== standingRules(law, from) ? [from] : []))
}

function standingRules(law: Law, day: Day): string {
  return law.questions.map(({ id }) => `${id}: ${rulesOn(law, id, day).map(({ rule, withdrawn }) => (withdrawn ? `-${rule.id}` : rule.id)).join()}`).join("; ")
}

/** Whether the clause of a rule says of itself that it restates a clause of one of the rules that it is like. */
export function restates(law: Law, { rule, like }: SameAnswer): boolean {
  const [own, ...others] = [rule, ...like].map((id) => clauseWith(law, id))
  return own !== undefined && others.some((other) => other !== undefined && (own.restates.includes(other.id) || other.restates.includes(own.id)))
}

/** The clause that a rule stands under. */
export function clauseWith(law: Law, id: RuleId): Clause | undefined {
  return law.instruments.flatMap(({ clauses }) => clauses).find((clause) => clause.rules.some((rule) => rule.id === id))
}
