/** An answer: what the law of a day says of what is known, with the clauses that decide it and the steps to take. */
import { undecidedReading, type DecidingRule } from "../kernel/diagram/by-rules.ts"
import { decidingRules, reachable, whyImpossible, withdrawnRules } from "../kernel/diagram/decide.ts"
import { alwaysDecides, nearestChanges, rulesDependingOn } from "../kernel/diagram/explain.ts"
import { givenOfCell, knowledgeOf, type Knowledge } from "../kernel/diagram/knowledge.ts"
import { printGiven, type Given } from "../kernel/diagram/values.ts"
import { bug } from "../kernel/text/bug.ts"
import { gapsThatHold } from "./accepted-gaps.ts"
import type { Answer, AnswerChange, AnswerRule, AnswerStep, NextFact } from "./answer-form.ts"
import { addDays } from "./days.ts"
import { partsOf } from "./ids.ts"
import type { OpenQuestion } from "./open-question.ts"
import { rangeLabel } from "./range-label.ts"
import type { Clause, Day, Fact, FactId, Instrument, Outcome, Pack, QuestionId, Rule, RuleId, Settings, StepId } from "./types.ts"
import type { Wording } from "./wording.ts"

export interface AnswerRequest {
  /** One of the pack's questions. */
  readonly question: QuestionId
  readonly on: Day
  /** In the form `parseGiven` gives for the question's facts; other facts are left out. */
  readonly facts: ReadonlyMap<FactId, Given>
  /** One of the pack's languages, or the first stands in. */
  readonly language: string
}

/** Days after its last confirmation on which a text counts as confirmed. */
const CONFIRMED_FOR = 90

/** Whether a day lies too long after a text was last confirmed. */
export function isStale(confirmedThrough: Day, on: Day): boolean {
  return on > addDays(confirmedThrough, CONFIRMED_FOR)
}

export function answerTo(pack: Pack, open: OpenQuestion, request: AnswerRequest, wording: Wording): Answer {
  const { forest } = open
  const knowledge = knowledgeOf(forest, request.facts)
  const outcomes = reachable(forest, knowledge)
  const [only, ...others] = outcomes
  const outcome: Answer["outcome"] = only === undefined ? "impossible" : others.length > 0 ? "open" : only
  const deciding = outcome === "impossible" ? [] : decidingRules(forest, knowledge)
  const rules = deciding.map(({ id, certain }) => answerRule(open, id, certain, request.on, wording))
  return {
    question: request.question,
    on: request.on,
    law: { pack: pack.settings.id, digest: pack.digest, status: pack.settings.status },
    confirmed: confirmedThrough(open, request.on),
    facts: factsJson(factsSaid(open, request)),
    outcome,
    reachable: outcomes,
    rules,
    steps: outcome === "impossible" ? [] : answerSteps(pack, open, knowledge, outcomes, deciding, wording),
    change: outcome === "impossible" || outcome === "open" ? [] : changesFrom(open, knowledge, outcome),
    next: nextFact(pack, open, knowledge, wording),
    asked: factsSaid(open, request).filter(([, given]) => given.kind === "unknown" || given.kind === "present").map(([fact]) => fact.id),
    impossible: outcome === "impossible" ? whyImpossible(forest, knowledge).map((why) => wording.written(why).text) : [],
    withdrawn: outcome === "impossible" ? [] : withdrawnClauses(open, knowledge, request.on, wording),
    unsettled: outcome === "silent" ? unsettled(open, request, wording) : [],
    draft: isDraft(pack, open, deciding.map(({ id }) => id)),
  }
}

function factsSaid(open: OpenQuestion, request: AnswerRequest): readonly (readonly [Fact, Given])[] {
  return open.question.facts.flatMap((fact) => {
    const given = request.facts.get(fact.id)
    return given === undefined ? [] : [[fact, given] as const]
  })
}

function answerRule(open: OpenQuestion, id: RuleId, certain: boolean, on: Day, wording: Wording): AnswerRule {
  const { rule, clause } = ruleOf(open, id)
  return {
    id,
    instrument: clause.instrument,
    clause: clause.eId,
    force: clause.force,
    effect: rule.effect,
    certain,
    reason: wording.reason(id).text,
    text: wording.clauseText(clause).text,
    confidence: clause.confidence,
    disputed: clause.disputes.some((dispute) => dispute.date <= on),
  }
}

function ruleOf(open: OpenQuestion, id: RuleId): { readonly rule: Rule; readonly clause: Clause } {
  return open.rules.find(({ rule }) => rule.id === id) ?? bug(`law/answer: no rule ${id} stands`)
}

/** The steps that every completion shares: of the rules that decide in it, or of silence. */
function answerSteps(pack: Pack, open: OpenQuestion, knowledge: Knowledge, outcomes: readonly Outcome[], deciding: readonly DecidingRule[], wording: Wording): readonly AnswerStep[] {
  const silent = outcomes.includes("silent") ? silentStepsFor(pack.settings, open.question.id) : []
  const ofRules = deciding.flatMap(({ id }) => ruleOf(open, id).rule.steps)
  const shared = (step: StepId): boolean => {
    const withStep = deciding.filter(({ id }) => ruleOf(open, id).rule.steps.includes(step))
    // Mostly the answer is decided, and then no diagram is needed to know.
    if (withStep.some(({ certain }) => certain) || (outcomes.length === 1 && silent.includes(step))) return true
    // A question too large for that gives fewer steps, never one that some completion lacks.
    const place = open.under(knowledge)
    return place !== null && alwaysDecides(place.bench, knowledge, new Set(withStep.map(({ id }) => id)), silent.includes(step))
  }
  return [...new Set([...ofRules, ...silent])].filter(shared).map((id) => {
    const { text, say } = wording.step(id)
    const who = pack.steps.find((step) => step.id === id)?.for ?? "worker"
    return { id, who, text: text.text, say: say?.text ?? null }
  })
}

/** What to do where no rule speaks to a question. */
export function silentStepsFor(settings: Settings, question: QuestionId): readonly StepId[] {
  return settings.silentStepsOf.get(question) ?? settings.silentSteps
}

function changesFrom(open: OpenQuestion, knowledge: Knowledge, outcome: Outcome): readonly AnswerChange[] {
  const place = open.under(knowledge)
  if (place?.of !== "question") return []
  return nearestChanges(place.bench, knowledge, outcome).map((change) => ({
    outcome: change.outcome,
    facts: factsJson([...change.facts].map(([id, given]) => [factOf(open, id), given])),
  }))
}

/** What was said, as it is written. The object inherits nothing, since a fact may be named `constructor`. */
function factsJson(said: readonly (readonly [Fact, Given])[]): Readonly<Record<string, string>> {
  const written = Object.fromEntries(said.map(([fact, given]) => [fact.id, printGiven(fact, given)]))
  Object.setPrototypeOf(written, null)
  return written
}

function factOf(open: OpenQuestion, id: FactId): Fact {
  return open.question.facts.find((fact) => fact.id === id) ?? bug(`law/answer: no fact ${id}`)
}

function nextFact(pack: Pack, open: OpenQuestion, knowledge: Knowledge, wording: Wording): NextFact | null {
  const next = open.next(knowledge)
  if (next === null) return null
  const fact = open.question.facts[next.fact] ?? bug("law/answer: the planner asks for a fact that is not there")
  return {
    fact: fact.id,
    label: wording.fact(fact.id).text,
    topic: fact.topic,
    values: nextValues(pack, open, next.fact, fact, wording),
    because: dependingOn(open, knowledge, next.fact),
    atMost: next.atMost,
    plan: next.plan,
  }
}

/** The rules that still depend on a fact: whether they decide, or, where that is too much to tell, whether they are satisfied. */
export function dependingOn(open: OpenQuestion, knowledge: Knowledge, fact: number): readonly RuleId[] {
  const place = open.under(knowledge)
  return place === null ? undecidedReading(open.forest, knowledge, fact) : rulesDependingOn(place.bench, knowledge, fact)
}

/** Values to choose from: each of a choice, one for each range of a number, one for each member of a set that rules name. */
function nextValues(pack: Pack, open: OpenQuestion, index: number, fact: Fact, wording: Wording): NextFact["values"] {
  const labelled = (id: string): { id: string; label: string } => ({ id, label: wording.value(fact, id)?.text ?? id })
  const domain = open.forest.facts[index] ?? bug("law/answer: a fact without a domain")
  const absent = fact.optional ? [labelled("absent")] : []
  switch (fact.shape.kind) {
    case "yes-no":
      return [labelled("yes"), labelled("no"), ...absent]
    case "choice":
      return [...fact.shape.values.map(labelled), ...absent]
    case "text":
      return [...domain.cells.flatMap((cell) => (cell.kind === "values" ? cell.values.map(labelled) : [])), ...absent]
    case "number":
      return [...domain.cells.flatMap((cell) => (cell.kind === "range" ? [{ id: printGiven(fact, givenOfCell(domain, cell)), label: rangeLabel(fact, cell) }] : [])), ...absent]
    case "set":
      return [...domain.members.map(labelled), ...absent]
  }
}

function withdrawnClauses(open: OpenQuestion, knowledge: Knowledge, on: Day, wording: Wording): Answer["withdrawn"] {
  const clauses = new Set(withdrawnRules(open.forest, knowledge).map(({ id }) => ruleOf(open, id).clause))
  return [...clauses].flatMap((clause) => clause.withdrawals.filter(({ fromDay }) => fromDay <= on).map(({ from, by }) => ({ instrument: clause.instrument, clause: clause.eId, from, by: wording.written(by).text })))
}

function unsettled(open: OpenQuestion, request: AnswerRequest, wording: Wording): Answer["unsettled"] {
  return gapsThatHold(open.gaps, request.facts).map((gap) => {
    const { instrument, eId } = partsOf(gap.clause)
    return { instrument, clause: eId, why: wording.written(gap.why).text }
  })
}

/** The instruments with a rule for the question on its day. */
export function instrumentsOf(pack: Pack, open: OpenQuestion): readonly Instrument[] {
  const ids = new Set(open.rules.map(({ clause }) => clause.instrument))
  return pack.instruments.filter((instrument) => ids.has(instrument.id))
}

/**
 * The earliest last confirmation of the clauses with a rule for the question on its day, and whether the day lies too long after it.
 * A clause may have another source than its instrument: what an answer shows on top must not be later than what it shows below.
 */
function confirmedThrough(open: OpenQuestion, on: Day): Answer["confirmed"] {
  const days = open.rules.map(({ clause }) => clause.source.confirmedThrough)
  const through = days.length === 0 ? null : days.reduce((earliest, day) => (day < earliest ? day : earliest))
  return { through, stale: through !== null && isStale(through, on) }
}

/** Some clause that decides has not been reviewed; where none decides, some instrument that speaks to the question. */
function isDraft(pack: Pack, open: OpenQuestion, deciding: readonly RuleId[]): boolean {
  const decisive = new Set(deciding.map((id) => ruleOf(open, id).clause.instrument))
  const instruments = instrumentsOf(pack, open).filter((instrument) => decisive.size === 0 || decisive.has(instrument.id))
  return instruments.length === 0 || instruments.some((instrument) => instrument.reviewed === null)
}
