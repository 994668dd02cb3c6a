/** What `writ check` tells of a pack beside its mistakes: how large its questions are, what follows in them, and what no case shows. */
import { visitFacts, visitTests } from "../kernel/diagram/condition.ts"
import { countAdmissible, countOutcomes } from "../kernel/diagram/count.ts"
import type { Condition } from "../kernel/diagram/types.ts"
import type { LawBook } from "./book.ts"
import type { CaseResult } from "./check-cases.ts"
import { exceptionFacts } from "./exceptions.ts"
import type { Case, Day, FactId, Outcome, Question, QuestionId, Rule, RuleId, StepId } from "./types.ts"

export interface QuestionCoverage {
  readonly question: QuestionId
  /** Facts that an answer can depend on, the asking body included. */
  readonly facts: number
  /** Situations that can occur, one for each cell of each fact. */
  readonly situations: bigint
  /** How many of them have each outcome; `null` where they are too many to be counted so. */
  readonly outcomes: ReadonlyMap<Outcome, bigint> | null
  readonly cases: number
  readonly passed: number
  /** Rules that decide no case. */
  readonly withoutCase: readonly RuleId[]
  /** Exceptions without two cases that differ in that fact alone. */
  readonly withoutPair: readonly { readonly rule: RuleId; readonly fact: FactId }[]
  /** Facts that no rule or assumption of the question tests. */
  readonly unusedFacts: readonly FactId[]
}

export interface Coverage {
  readonly on: Day
  readonly questions: readonly QuestionCoverage[]
  /** Values that no rule, assumption or case names. */
  readonly unusedValues: readonly { readonly type: string; readonly value: string }[]
  /** Steps that no rule gives and that are not for silence. */
  readonly unusedSteps: readonly StepId[]
}

/** Counts under the law of a day; cases and use over all of time. */
export function coverageOf(book: LawBook, cases: readonly CaseResult[], on: Day): Coverage {
  const rules = book.pack.instruments.flatMap((instrument) => instrument.clauses.flatMap((clause) => clause.rules))
  const given = new Set([...rules.flatMap((rule) => rule.steps), ...book.pack.settings.silentSteps, ...[...book.pack.settings.silentStepsOf.values(), ...book.pack.settings.firstSteps.values()].flat()])
  return {
    on,
    questions: book.pack.questions.map((question) => coverageOfQuestion(book, question, rules, cases.filter((one) => one.case.question === question.id), on)),
    unusedValues: unusedValues(book, rules),
    unusedSteps: book.pack.steps.map((step) => step.id).filter((id) => !given.has(id)),
  }
}

function coverageOfQuestion(book: LawBook, question: Question, all: readonly Rule[], cases: readonly CaseResult[], on: Day): QuestionCoverage {
  const { forest } = book.open(question, on)
  const rules = all.filter((rule) => rule.conditions.has(question.id))
  const used = factsTested(book, question, rules)
  return {
    question: question.id,
    facts: question.facts.length,
    situations: countAdmissible(forest),
    outcomes: forest.kind === "whole" ? countOutcomes(forest) : null,
    cases: cases.length,
    passed: cases.filter((one) => one.passed).length,
    withoutCase: rules.map((rule) => rule.id).filter((id) => !cases.some((one) => one.decidedBy.has(id))),
    withoutPair: rules.flatMap((rule) => exceptionFacts(rule).filter((fact) => !hasPair(cases.map((one) => one.case), fact)).map((fact) => ({ rule: rule.id, fact }))),
    unusedFacts: question.facts.map((fact) => fact.id).filter((id) => id !== "body" && !used.has(id)),
  }
}

function factsTested(book: LawBook, question: Question, rules: readonly Rule[]): ReadonlySet<FactId> {
  const used = new Set<FactId>()
  const visit = (condition: Condition | undefined): void => {
    if (condition !== undefined) visitFacts(condition, (fact) => used.add(fact))
  }
  rules.forEach((rule) => { visit(rule.conditions.get(question.id)) })
  book.pack.assumptions.forEach((assumption) => { visit(assumption.impossible.get(question.id)) })
  return used
}

/** Two cases whose cells are the same but for `fact`. */
function hasPair(cases: readonly Case[], fact: FactId): boolean {
  const others = (one: Case): string => [...one.facts].filter(([id]) => id !== fact).map(([id, value]) => `${id}=${value}`).sort().join(" ")
  return cases.some((one, index) => cases.slice(index + 1).some((other) => one.facts.get(fact) !== other.facts.get(fact) && others(one) === others(other)))
}

function unusedValues(book: LawBook, rules: readonly Rule[]): readonly { type: string; value: string }[] {
  const named = new Set<string>()
  const use = (question: Question, id: FactId, value: string): void => {
    const fact = question.facts.find((one) => one.id === id)
    if (fact !== undefined) named.add(`${fact.valuesKey} ${value}`)
  }
  for (const question of book.pack.questions) {
    const conditions = [...rules.map((rule) => rule.conditions.get(question.id)), ...book.pack.assumptions.map((one) => one.impossible.get(question.id))]
    conditions.forEach((condition) => { if (condition !== undefined) visitValues(condition, (fact, value) => { use(question, fact, value) }) })
  }
  for (const one of book.pack.instruments.flatMap((instrument) => instrument.clauses.flatMap((clause) => clause.cases))) {
    const question = book.pack.questions.find((candidate) => candidate.id === one.question)
    if (question !== undefined) one.facts.forEach((value, fact) => { value.split(",").forEach((part) => { use(question, fact, part.trim()) }) })
  }
  const declared = book.pack.questions.flatMap((question) =>
    question.facts.filter((fact) => fact.id !== "body").flatMap((fact) => {
      const values = fact.shape.kind === "choice" ? fact.shape.values : fact.shape.kind === "set" && fact.shape.of.kind === "choice" ? fact.shape.of.values : []
      return values.map((value) => ({ type: fact.valuesKey, value }))
    }),
  )
  const distinct = new Map(declared.map((one) => [`${one.type} ${one.value}`, one]))
  return [...distinct].filter(([key]) => !named.has(key)).map(([, one]) => one)
}

/** Calls `found` for every value that a condition tests by name. */
function visitValues(condition: Condition, found: (fact: FactId, value: string) => void): void {
  visitTests(condition, (test) => {
    if (test.kind === "is") test.values.forEach((value) => { found(test.fact, value) })
    if (test.kind === "member") found(test.fact, test.member)
    if (test.kind === "exactly") test.members.forEach((member) => { found(test.fact, member) })
  })
}
