/** What stands on the page of a question asked, and of an answer given. */
import { whyImpossible } from "../kernel/diagram/decide.ts"
import type { Forest } from "../kernel/diagram/forest.ts"
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import { parseGiven, printGiven, type Given } from "../kernel/diagram/values.ts"
import { walkedBy } from "../kernel/diagram/walked.ts"
import type { Answer, AnswerChange } from "../law/answer-form.ts"
import { gapsThatHold } from "../law/accepted-gaps.ts"
import { dependingOn, instrumentsOf } from "../law/answer.ts"
import { standingOf } from "../law/calendar.ts"
import type { OpenQuestion } from "../law/open-question.ts"
import type { Day, Fact, FactId, Pack, RuleId } from "../law/types.ts"
import { answerIn } from "../ui/answer-in.ts"
import { citedClause } from "../ui/clauses.ts"
import { drawnOf } from "../ui/diagram/graph.ts"
import type { Site } from "../ui/site.ts"
import { without, type Situation } from "../ui/situation.ts"
import type { AskedQuestion, Back, Citation, ClauseOf, GivenAnswer, Unsettled } from "./model.ts"
import type { FactProblem, Sent } from "./sent.ts"

export function dayOf(site: Site, situation: Situation): Day {
  return situation.on ?? site.today
}

export function answerTo(site: Site, situation: Situation): Answer {
  return answerIn(site, { ...situation, on: dayOf(site, situation) })
}

export function askedQuestion(site: Site, sent: Sent, fact: Fact, problem: FactProblem | null): AskedQuestion {
  const open = site.book.open(sent.question, dayOf(site, sent))
  const situation = without(sent, fact)
  const knowledge = knowledgeOf(open.forest, situation.facts)
  const next = open.next(knowledge)
  const index = open.forest.facts.findIndex(({ id }) => id === fact.id)
  const sequence = sequenceOf(open, sent)
  return {
    situation,
    fact,
    said: problem?.typed ?? saidOf(fact, sent.facts.get(fact.id)),
    problem,
    because: clausesOf(site.pack, index < 0 ? [] : dependingOn(open, knowledge, index)),
    atMost: next !== null && next.fact === index ? next.atMost : null,
    soFar: sequence.filter((one) => one !== fact),
    back: backFrom(sent, fact, sequence),
    sent,
  }
}

function saidOf(fact: Fact, given: Given | undefined): readonly string[] {
  if (given === undefined) return []
  return given.kind === "set" && given.members.length > 0 ? given.members : [printGiven(fact, given)]
}

/** The facts said, in the sequence in which they are asked; what was said without being asked comes last. */
function sequenceOf(open: OpenQuestion, situation: Situation): readonly Fact[] {
  const known = new Map<FactId, Given>()
  const asked: Fact[] = []
  for (;;) {
    const next = open.next(knowledgeOf(open.forest, known))
    const fact = next === null ? undefined : open.question.facts.find(({ id }) => id === open.forest.facts[next.fact]?.id)
    const given = fact === undefined ? undefined : situation.facts.get(fact.id)
    if (fact === undefined || given === undefined) break
    known.set(fact.id, given)
    asked.push(fact)
  }
  const others = open.question.facts.filter((fact) => situation.facts.has(fact.id) && !known.has(fact.id))
  return [...asked, ...others]
}

/**
 * Back from a question: the one before it, asked again. From a question that was changed with others after it: where the
 * reader came from.
 */
function backFrom(situation: Situation, fact: Fact, sequence: readonly Fact[]): Back {
  const at = sequence.indexOf(fact)
  const isLast = at === -1 || at === sequence.length - 1
  if (!isLast) return { kind: "situation", situation, askAgain: null }
  return backTo(without(situation, fact), sequence.filter((one) => one !== fact).at(-1))
}

function backTo(situation: Situation, last: Fact | undefined): Back {
  return last === undefined ? { kind: "first-screen" } : { kind: "situation", situation, askAgain: last }
}

function clausesOf(pack: Pack, rules: readonly RuleId[]): readonly ClauseOf[] {
  return pack.instruments.flatMap((instrument) =>
    instrument.clauses.filter((clause) => clause.rules.some((rule) => rules.includes(rule.id))).map((clause) => ({ clause, instrument })),
  )
}

export function givenAnswer(site: Site, sent: Sent, answer: Answer): GivenAnswer {
  const open = site.book.open(sent.question, answer.on)
  const soFar = sequenceOf(open, sent)
  return {
    situation: sent,
    answer,
    soFar,
    citations: citationsOf(site.pack, answer),
    unsettled: unsettledBy(site.pack, open, sent, answer),
    impossible: answer.outcome === "impossible" ? whyImpossible(open.forest, knowledgeOf(open.forest, sent.facts)) : [],
    way: wayOf(open.forest, sent.facts),
    back: backTo(sent, soFar.at(-1)),
  }
}

function wayOf(forest: Forest, facts: ReadonlyMap<FactId, Given>): GivenAnswer["way"] {
  const drawn = drawnOf(forest)
  return { drawn, walked: drawn === null ? undefined : walkedBy(drawn, knowledgeOf(forest, facts)).edges }
}

/** The rules that decide, by clause; clauses that decide for certain first. */
function citationsOf(pack: Pack, answer: Answer): readonly Citation[] {
  const citations = new Map<string, Citation>()
  for (const rule of [...answer.rules].sort((a, b) => Number(b.certain) - Number(a.certain))) {
    const key = `${rule.instrument}#${rule.clause}`
    const at = citedClause(pack, rule.instrument, rule.clause)
    if (at !== undefined) citations.set(key, { ...at, rules: [...(citations.get(key)?.rules ?? []), rule] })
  }
  return [...citations.values()]
}

function unsettledBy(pack: Pack, open: OpenQuestion, situation: Situation, answer: Answer): Unsettled {
  const clauses = pack.instruments.flatMap((instrument) => instrument.clauses.map((clause) => ({ clause, instrument })))
  const speaking = new Set(instrumentsOf(pack, open).map(({ id }) => id))
  const speaks = ({ clause }: ClauseOf): boolean => clause.rules.some((rule) => rule.conditions.has(open.question.id))
  return {
    texts: pack.instruments.filter(({ id }) => speaking.has(id) || answer.unsettled.some(({ instrument }) => instrument === id)),
    reasons: answer.outcome === "silent" ? [...new Set(gapsThatHold(open.gaps, situation.facts).map(({ why }) => why))] : [],
    suspended: clauses.filter((at) => speaks(at) && standingOf(at.clause, answer.on) === "suspended"),
  }
}

/** The facts of a nearby situation, as they would be said. */
export function changedFacts(situation: Situation, change: AnswerChange): ReadonlyMap<FactId, Given> {
  return new Map(
    situation.question.facts.flatMap((fact) => {
      const written = change.facts[fact.id]
      const read = written === undefined ? null : parseGiven(fact, written)
      return read?.kind === "given" ? [[fact.id, read.given] as const] : []
    }),
  )
}
