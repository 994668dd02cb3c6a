/** What follows in one situation: the table of DESIGN.md, "What follows", row by row. */
import { OUTCOMES, type Outcome, type QuestionSpec, type RuleClass, type RuleId, type RuleSpec } from "../../src/kernel/diagram/types.ts"
import { holds, type Situation } from "./situations.ts"

interface Row {
  /** Classes of which a rule each must be satisfied. */
  readonly where: readonly RuleClass[]
  readonly outcome: Outcome
}

/** Read from the top; the first row that fits holds; the rules of its classes decide. */
const TABLE: readonly Row[] = [
  { where: ["binding-forbid", "binding-must"], outcome: "conflict" },
  { where: ["binding-forbid"], outcome: "prohibited" },
  { where: ["binding-must"], outcome: "required" },
  { where: ["binding-permit"], outcome: "allowed" },
  { where: ["advising-forbid"], outcome: "advised-against" },
  { where: ["advising-permit"], outcome: "advised-for" },
  { where: [], outcome: "silent" },
]

export interface Verdict {
  readonly outcome: Outcome
  /** The rules that decide, in the sequence of the question. */
  readonly deciding: readonly RuleId[]
  /** Withdrawn rules that would have decided: then the outcome is silent, and no other rule answers in their place. */
  readonly withdrawn: readonly RuleId[]
}

export function verdictIn(spec: QuestionSpec, situation: Situation): Verdict {
  return verdictOf(spec.rules.filter((rule) => holds(rule.condition, situation)))
}

/** What follows from the satisfied rules. */
export function verdictOf(satisfied: readonly Pick<RuleSpec, "id" | "class" | "withdrawn">[]): Verdict {
  const row = TABLE.find(({ where }) => where.every((wanted) => satisfied.some((rule) => rule.class === wanted)))
  if (row === undefined) throw new Error("the last row fits everything")
  const would = satisfied.filter((rule) => row.where.includes(rule.class))
  const withdrawn = would.filter((rule) => rule.withdrawn).map(({ id }) => id)
  return withdrawn.length > 0 ? { outcome: "silent", deciding: [], withdrawn } : { outcome: row.outcome, deciding: would.map(({ id }) => id), withdrawn }
}

/** Whether a situation can occur. */
export function isAdmissible(spec: QuestionSpec, situation: Situation): boolean {
  return !spec.assumptions.some((assumption) => holds(assumption.impossible, situation))
}

/** Outcomes in the sequence of `OUTCOMES`, each once. */
export function inSequence(outcomes: Iterable<Outcome>): readonly Outcome[] {
  const found = new Set(outcomes)
  return OUTCOMES.filter((outcome) => found.has(outcome))
}
