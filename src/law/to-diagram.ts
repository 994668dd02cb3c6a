/** Law to diagrams: a question's rules on one day, as the kernel compiles them. The only way across. */
import type { AssumptionSpec, QuestionSpec, RuleClass, RuleSpec } from "../kernel/diagram/types.ts"
import { standingOf } from "./calendar.ts"
import type { Clause, Day, Law, Question, QuestionId, Rule } from "./types.ts"

/** A rule that stands on a day, and whether counsel has withdrawn its clause. */
export interface StandingRule {
  readonly rule: Rule
  readonly clause: Clause
  readonly withdrawn: boolean
}

/** The rules that speak to a question on a day, in the sequence of the pack. */
export function rulesOn(law: Law, question: QuestionId, day: Day): readonly StandingRule[] {
  return law.instruments.flatMap((instrument) =>
    instrument.clauses.flatMap((clause) => {
      const speaking = clause.rules.filter((rule) => rule.conditions.has(question))
      if (speaking.length === 0) return []
      const standing = standingOf(clause, day)
      if (standing !== "in-force" && standing !== "withdrawn") return []
      return speaking.map((rule) => ({ rule, clause, withdrawn: standing === "withdrawn" }))
    }),
  )
}

/** A question with these rules, ready to compile. */
export function questionSpec(law: Law, question: Question, rules: readonly StandingRule[]): QuestionSpec {
  return {
    question: question.id,
    facts: question.facts.map(({ id, topic, visibility, optional, shape }) => ({ id, topic, visibility, optional, shape })),
    rules: rules.flatMap(({ rule, withdrawn }): readonly RuleSpec[] => {
      const condition = rule.conditions.get(question.id)
      return condition === undefined ? [] : [{ id: rule.id, class: classOf(rule), condition, withdrawn }]
    }),
    assumptions: law.assumptions.flatMap((assumption): readonly AssumptionSpec[] => {
      const impossible = assumption.impossible.get(question.id)
      return impossible === undefined ? [] : [{ why: assumption.why, impossible }]
    }),
  }
}

export function classOf(rule: Rule): RuleClass {
  switch (rule.effect) {
    case "forbid":
      return rule.force === "binds" ? "binding-forbid" : "advising-forbid"
    case "permit":
      return rule.force === "binds" ? "binding-permit" : "advising-permit"
    case "must":
      return "binding-must"
  }
}
