/**
 * Asking plans, by exhaustive search: what to ask so that the fewest questions are expected.
 *
 * All situations that can occur count alike. Nothing is asked once no further fact can change the set of outcomes left. A
 * fact is not asked where that set is a function of the remaining facts: facts are struck off one by one, the last in the
 * document first. A topic once begun is finished while a fact of it still matters.
 */
import type { FactId, Outcome, QuestionSpec, RuleId } from "../../src/kernel/diagram/types.ts"
import type { Given } from "../../src/kernel/diagram/values.ts"
import { completionsOf, type Known } from "./answer.ts"
import { inSequence, verdictIn } from "./outcome.ts"
import { valueIn, type Situation } from "./situations.ts"

export type TopicRule = "together" | "free"

/** What to expect of the best plan that asks a fact first. */
export interface FirstQuestion {
  readonly fact: FactId
  /** Questions expected, this one included. */
  readonly expected: number
}

/** A situation that can occur, with the outcomes that could follow for all that anybody can still say. */
interface Case {
  readonly situation: Situation
  readonly outcomes: string
}

/** Every fact that may be asked now, with the expectation of the best plan that begins so; none where nothing is to be asked. */
export function firstQuestions(spec: QuestionSpec, known: Known, topics: TopicRule): readonly FirstQuestion[] {
  return new Search(spec, topics).firstQuestions(casesOf(spec, known), new Set(known.keys()))
}

/** Facts that nothing was said of and on which it still depends what follows, in the sequence of the question. */
export function factsThatMatter(spec: QuestionSpec, known: Known): readonly FactId[] {
  return new Search(spec, "free").factsThatMatter(casesOf(spec, known), new Set(known.keys()))
}

function casesOf(spec: QuestionSpec, known: Known): readonly Case[] {
  const completions = completionsOf(spec, known)
  const unsaid = spec.facts.map(({ id }) => id).filter((id) => !known.has(id))
  const possible = new Map<string, Outcome[]>()
  for (const situation of completions) {
    const key = valuesIn(situation, unsaid)
    possible.set(key, [...(possible.get(key) ?? []), verdictIn(spec, situation).outcome])
  }
  return completions.map((situation) => ({ situation, outcomes: inSequence(possible.get(valuesIn(situation, unsaid)) ?? []).join() }))
}

function valuesIn(situation: Situation, facts: readonly FactId[]): string {
  return JSON.stringify(facts.map((fact) => valueIn(situation, fact)))
}

class Search {
  readonly #spec: QuestionSpec
  readonly #topics: TopicRule
  readonly #found = new Map<string, readonly FirstQuestion[]>()

  constructor(spec: QuestionSpec, topics: TopicRule) {
    this.#spec = spec
    this.#topics = topics
  }

  firstQuestions(cases: readonly Case[], asked: ReadonlySet<FactId>): readonly FirstQuestion[] {
    const key = JSON.stringify([[...asked].sort(), valuesOfFirst(cases, asked)])
    const known = this.#found.get(key)
    if (known !== undefined) return known
    const found = this.#mayBeAsked(cases, asked).map((fact) => ({ fact, expected: 1 + this.#expectedAfter(fact, cases, asked) }))
    this.#found.set(key, found)
    return found
  }

  #expectedAfter(fact: FactId, cases: readonly Case[], asked: ReadonlySet<FactId>): number {
    const byAnswer = groupBy(cases, ({ situation }) => valuesIn(situation, [fact]))
    const costs = byAnswer.map((group) => group.length * fewest(this.firstQuestions(group, new Set([...asked, fact]))))
    return costs.reduce((sum, cost) => sum + cost, 0) / cases.length
  }

  #mayBeAsked(cases: readonly Case[], asked: ReadonlySet<FactId>): readonly FactId[] {
    const matter = this.factsThatMatter(cases, asked)
    const topicOf = new Map(this.#spec.facts.map(({ id, topic }) => [id, topic]))
    const begun = new Set([...asked].map((fact) => topicOf.get(fact)))
    const finishing = matter.filter((fact) => begun.has(topicOf.get(fact)))
    return this.#topics === "together" && finishing.length > 0 ? finishing : matter
  }

  factsThatMatter(cases: readonly Case[], asked: ReadonlySet<FactId>): readonly FactId[] {
    let remaining = this.#spec.facts.map(({ id }) => id).filter((id) => !asked.has(id))
    for (const fact of [...remaining].reverse()) {
      const others = remaining.filter((other) => other !== fact)
      if (isFunctionOf(others, cases)) remaining = others
    }
    return remaining
  }
}

/** Whether cases that agree on `facts` agree on what could follow. */
function isFunctionOf(facts: readonly FactId[], cases: readonly Case[]): boolean {
  return groupBy(cases, ({ situation }) => valuesIn(situation, facts)).every((group) => group.every(({ outcomes }) => outcomes === group[0]?.outcomes))
}

export function fewest(questions: readonly FirstQuestion[]): number {
  return questions.length === 0 ? 0 : Math.min(...questions.map(({ expected }) => expected))
}

/** Cases that are searched together agree on the facts asked. */
function valuesOfFirst(cases: readonly Case[], asked: ReadonlySet<FactId>): readonly Given[] {
  const [first] = cases
  return first === undefined ? [] : [...asked].sort().map((fact) => valueIn(first.situation, fact))
}

function groupBy<Element>(elements: readonly Element[], keyOf: (element: Element) => string): readonly (readonly Element[])[] {
  const groups = new Map<string, Element[]>()
  for (const element of elements) {
    const group = groups.get(keyOf(element))
    if (group === undefined) groups.set(keyOf(element), [element])
    else group.push(element)
  }
  return [...groups.values()]
}

/**
 * The rules of which it still depends on `fact` whether they decide. Facts that will not be asked stand for every value they
 * may have: a rule depends on `fact` where, with the facts that will be asked alike, another value of it lets the rule decide
 * in other completions.
 */
export function rulesBehind(spec: QuestionSpec, known: Known, fact: FactId): readonly RuleId[] {
  const cases = completionsOf(spec, known).map((situation) => ({ situation, ...verdictIn(spec, situation) }))
  const others = factsThatMatter(spec, known).filter((other) => other !== fact)
  const decides = (rule: RuleId, group: readonly (typeof cases)[number][]): string => [...new Set(group.map(({ deciding, withdrawn }) => deciding.includes(rule) || withdrawn.includes(rule)))].sort().join()
  const depends = (rule: RuleId): boolean =>
    groupBy(cases, ({ situation }) => valuesIn(situation, others)).some((alike) => {
      const byValue = groupBy(alike, ({ situation }) => valuesIn(situation, [fact]))
      return new Set(byValue.map((group) => decides(rule, group))).size > 1
    })
  return spec.rules.map(({ id }) => id).filter(depends)
}
