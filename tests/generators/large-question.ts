/**
 * Large questions, the same for a seed on every machine; what `npm run bench -- exhaustive` builds, and small ones for tests.
 *
 * Facts of two to four values stand in topics of equal size, shuffled. Every rule reads two to four facts of one topic, each in
 * some of its values; it has an `unless` of one more fact, and the exception an exception of its own of another. A share of the
 * rules reads two facts of one other topic as well. Each rule is of one of the five classes.
 */
import { RULE_CLASSES, type Condition, type FactSpec, type QuestionSpec, type RuleSpec } from "../../src/kernel/diagram/types.ts"
import { Draw } from "./draw.ts"
import { factId, questionId, ruleId } from "./question.ts"

export interface LargeQuestion {
  readonly seed: number
  readonly topics: number
  readonly factsInTopic: number
  readonly rules: number
  /** Of the rules, in hundredths: those that read another topic too. */
  readonly mixing: number
}

/** The question that Writ is measured on: 40 facts in 8 topics, 200 rules. */
export const MEASURED: LargeQuestion = { seed: 1, topics: 8, factsInTopic: 5, rules: 200, mixing: 20 }

export function largeQuestion(size: LargeQuestion): QuestionSpec {
  const draw = new Draw(size.seed)
  const topics = Array.from({ length: size.topics }, (_, topic) => Array.from({ length: size.factsInTopic }, (_, index) => drawFact(draw, `t${String(topic)}`, index)))
  const rules = Array.from({ length: size.rules }, (_, index) => drawRule(draw, topics, index, mixes(index, size.mixing)))
  return { question: questionId("large"), facts: shuffled(draw, topics.flat()), rules: shuffled(draw, rules), assumptions: [] }
}

/** The same amended: so many of its rules, evenly spread, lose their `unless`. */
export function amended(spec: QuestionSpec, changed: number): QuestionSpec {
  const every = Math.floor(spec.rules.length / changed)
  const rules = spec.rules.map((rule, index) => (index % every === 0 && index < every * changed ? { ...rule, condition: withoutLast(rule.condition) } : rule))
  return { ...spec, rules }
}

/** Of a condition's parts all but the last, which is the exception. */
function withoutLast(condition: Condition): Condition {
  return condition.kind === "all" ? { kind: "all", of: condition.of.slice(0, -1) } : condition
}

/** Evenly spread, so that a share of 20 is every fifth rule. */
function mixes(index: number, mixing: number): boolean {
  return Math.floor(((index + 1) * mixing) / 100) > Math.floor((index * mixing) / 100)
}

function drawFact(draw: Draw, topic: string, index: number): FactSpec {
  const values = Array.from({ length: 2 + draw.int(3) }, (_, value) => `v${String(value)}`)
  return { id: factId(`${topic}_f${String(index)}`), topic, visibility: "public", optional: false, shape: { kind: "choice", values, merge: false } }
}

function drawRule(draw: Draw, topics: readonly (readonly FactSpec[])[], index: number, mixing: boolean): RuleSpec {
  const own = draw.one(topics)
  const facts = shuffled(draw, own)
  const read = facts.slice(0, 2 + draw.int(3))
  const other = mixing ? shuffled(draw, draw.one(topics.filter((topic) => topic !== own))).slice(0, 2) : []
  const unless: Condition = { kind: "all", of: [drawTest(draw, draw.one(own)), { kind: "not", of: drawTest(draw, draw.one(own)) }] }
  const tests = [...read, ...other].map((fact) => drawTest(draw, fact))
  return {
    id: ruleId(`r${String(index)}`),
    class: draw.one(RULE_CLASSES),
    condition: { kind: "all", of: [...tests, { kind: "not", of: unless }] },
    withdrawn: false,
  }
}

/** In some of its values, not all. */
function drawTest(draw: Draw, fact: FactSpec): Condition {
  const values = fact.shape.kind === "choice" ? fact.shape.values : []
  const without = draw.one(values)
  const some = draw.some(values.filter((value) => value !== without))
  return { kind: "is", fact: fact.id, values: some.length > 0 ? some : values.filter((value) => value !== without) }
}

export function shuffled<Element>(draw: Draw, list: readonly Element[]): readonly Element[] {
  const left = [...list]
  return list.map(() => left.splice(draw.int(left.length), 1)).flat()
}
