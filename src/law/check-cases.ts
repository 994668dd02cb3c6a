/**
 * Cases: each row of a table must get its outcome whatever the facts in its empty cells are, in every stretch of constant law
 * from its clause's first day to its last. Days on which the clause is suspended or withdrawn are left out, unless `on` names them.
 */
import { decidingRules, reachable } from "../kernel/diagram/decide.ts"
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import { parseGiven, type Given } from "../kernel/diagram/values.ts"
import type { Diagnostic, Related } from "../kernel/text/diagnostic.ts"
import { dayOf, overlap, standingOf, stretchesOf, wordsFor, type Stretch } from "./calendar.ts"
import { partsOf } from "./ids.ts"
import type { OpenQuestion } from "./open-question.ts"
import type { QuestionInTime } from "./question-in-time.ts"
import type { Case, Clause, FactId, Law, Question } from "./types.ts"

/** What became of one row of a table of cases. */
export interface CaseResult {
  readonly case: Case
  readonly passed: boolean
  /** Rules that decide in some completion of the row, in some stretch it was run in. */
  readonly decidedBy: ReadonlySet<string>
}

export function checkCases(law: Law, question: Question, inTime: readonly QuestionInTime[]): { readonly cases: readonly CaseResult[]; readonly diagnostics: readonly Diagnostic[] } {
  const stretches = stretchesOf(law)
  const diagnostics: Diagnostic[] = []
  const cases = law.instruments.flatMap((instrument) => instrument.clauses).flatMap((clause) =>
    clause.cases.filter((one) => one.question === question.id).map((one): CaseResult => {
      const runs = inTime.filter(({ stretch }) => runsIn(one, clause, stretch, stretches))
      const wrong = runs.flatMap((run) => whatDiffers(question, one, run) ?? [])
      if (wrong[0] !== undefined) diagnostics.push(wrong[0])
      if (runs.length === 0) diagnostics.push(neverRuns(one))
      const decidedBy = new Set(runs.flatMap(({ open }) => decidingRules(open.forest, knowledgeOf(open.forest, givenOfCase(question, one))).map(({ id }) => id as string)))
      return { case: one, passed: wrong.length === 0 && runs.length > 0, decidedBy }
    }),
  )
  return { cases, diagnostics }
}

/** The cases of a question that run in one of the stretches in which its law is constant. */
export function casesIn(law: Law, question: Question, stretches: readonly Stretch[]): readonly Case[] {
  const parts = stretchesOf(law)
  const runs = (one: Case, clause: Clause): boolean => one.question === question.id && stretches.some((stretch) => runsIn(one, clause, stretch, parts))
  return law.instruments.flatMap(({ clauses }) => clauses.flatMap((clause) => clause.cases.filter((one) => runs(one, clause))))
}

/** Whether a case is to hold in some part of a stretch; `parts` are those in which the whole law is constant. */
function runsIn(one: Case, clause: Clause, stretch: Stretch, parts: readonly Stretch[]): boolean {
  return parts.some((part) => overlap(part, stretch) && holdsIn(one, clause, part))
}

/** Whether a case is to hold on the days of a stretch. */
function holdsIn(one: Case, clause: Clause, stretch: Stretch): boolean {
  return one.on === null ? standingOf(clause, dayOf(stretch)) === "in-force" : overlap(stretch, one.on)
}

/** The row's cells as facts; the reader has refused those that cannot be read. */
export function givenOfCase(question: Question, one: Case): ReadonlyMap<FactId, Given> {
  return new Map(
    [...one.facts].flatMap(([id, written]) => {
      const fact = question.facts.find((candidate) => candidate.id === id)
      const parsed = fact === undefined ? undefined : parseGiven(fact, written)
      return parsed?.kind === "given" ? [[id, parsed.given] as const] : []
    }),
  )
}

function whatDiffers(question: Question, one: Case, { open, stretch }: QuestionInTime): Diagnostic | null {
  const knowledge = knowledgeOf(open.forest, givenOfCase(question, one))
  const outcomes = reachable(open.forest, knowledge)
  const deciding = decidingRules(open.forest, knowledge)
  const days = wordsFor(stretch)
  if (outcomes.length === 0) {
    return problem(one, "outcome", "law/case-impossible", "the facts of this case cannot occur together", "look at assumptions.cedar, or leave a cell empty", [])
  }
  const related = deciding.flatMap(({ id, certain }) => relatedRule(open, id, certain ? "decides" : "decides in some situations of this case"))
  if (outcomes.length > 1 || outcomes[0] !== one.outcome) {
    const found = list(outcomes)
    const hint = deciding.length === 0 ? "no rule speaks here; write the rule, or the outcome `silent`" : outcomes.length > 1 ? "fill the empty cells on which it depends, or mend the rules" : "mend the rules, or the outcome"
    return problem(one, "outcome", "law/case-differs", `the case says \`${one.outcome}\`, the law ${days} gives ${found}`, hint, related)
  }
  const missing = one.by.filter((id) => !deciding.some((rule) => rule.id === id && rule.certain))
  if (missing.length > 0) {
    return problem(one, "by", "law/case-decided-otherwise", `the case is not decided by ${list(missing)} under the law ${days}`, "name the rules below, or narrow the case with a column `on`", related)
  }
  return null
}

function neverRuns(one: Case): Diagnostic {
  return problem(one, "outcome", "law/case-never-holds", "no day of the law makes this case run", "look at the days in the column `on` and at the clause's own days", [])
}

function relatedRule(open: OpenQuestion, id: string, note: string): readonly Related[] {
  const found = open.rules.find(({ rule }) => rule.id === id)
  return found === undefined ? [] : [{ span: found.rule.span, note: `\`${id}\` ${note}` }]
}

function problem(one: Case, cell: string, code: string, message: string, hint: string, related: readonly Related[]): Diagnostic {
  return { severity: "error", code, message, span: one.cellSpans.get(cell) ?? one.span, under: partsOf(one.clause).eId, hint, related }
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(" or ")
}
