/**
 * The comparison: a question of a pack on one day, compiled, against cedar-wasm, situation by situation.
 *
 * Compared are, class by class, the rules that are satisfied; which assumptions hold; the outcome that the table gives for
 * what cedar-wasm found, withdrawn rules included; and the rules that decide it.
 *
 * A call of cedar-wasm costs far more than all else, and names every satisfied policy as a reason as long as forbids do not
 * stand among permits. Whether a rule is satisfied is a matter of its scope and conditions alone. So all rules and the assumptions
 * go along as permits in one call, and only `classesApart` asks as they were written and class by class, as DESIGN.md has it.
 */
import { decide, decidingRules } from "../../src/kernel/diagram/decide.ts"
import { walk } from "../../src/kernel/diagram/walks.ts"
import type { Forest } from "../../src/kernel/diagram/forest.ts"
import { knowledgeOf, situationOf } from "../../src/kernel/diagram/knowledge.ts"
import { TRUE } from "../../src/kernel/diagram/nodes.ts"
import type { FactId, Outcome, QuestionSpec, RuleId } from "../../src/kernel/diagram/types.ts"
import { printGiven, type Given } from "../../src/kernel/diagram/values.ts"
import { isWord, lex } from "../../src/law/cedar/lexer.ts"
import { referenceFor, type Reference } from "../../src/law/cedar/reference.ts"
import { readVocabulary, type Vocabulary } from "../../src/law/cedar/vocabulary.ts"
import { parseDay } from "../../src/law/days.ts"
import { classOf, questionSpec, rulesOn, type StandingRule } from "../../src/law/to-diagram.ts"
import type { Day, Law, Pack, Question, Rule } from "../../src/law/types.ts"
import type { Draw } from "../generators/draw.ts"
import { forestOf } from "../generators/forest.ts"
import { ruleId } from "../generators/question.ts"
import { verdictOf } from "../oracle/outcome.ts"
import { product, type Situation } from "../oracle/situations.ts"

export interface Comparison {
  readonly question: Question
  readonly spec: QuestionSpec
  readonly forest: Forest
  readonly rules: readonly StandingRule[]
  /** What cedar-wasm says of the rules, and of the assumptions as if they were rules. */
  readonly reference: Reference
}

export function mustDay(text: string): Day {
  const day = parseDay(text)
  if (day === null) throw new Error(`${text} is no day`)
  return day
}

export function vocabularyOf(pack: Pack): Vocabulary {
  const path = "vocabulary.cedarschema"
  const { value } = readVocabulary({ path, text: pack.texts.get(path) ?? "" }, pack.bodies, pack.groups)
  if (value === null) throw new Error("a pack that was read has a vocabulary")
  return value
}

export function prepare(pack: Pack, vocabulary: Vocabulary, question: Question, day: Day): Comparison {
  const rules = rulesOn(pack, question.id, day)
  const spec = questionSpec(pack, question, rules)
  return {
    question,
    spec,
    forest: forestOf(spec),
    rules,
    reference: referenceFor(vocabulary, question, [...rules.map(({ rule }) => asPermit(rule)), ...assumptionsAsRules(pack, question)]),
  }
}

function asPermit(rule: Rule): Rule {
  const effect = lex(rule.cedar).find((token, index, tokens) => isWord(token, "forbid") && tokens[index - 1]?.text !== "@")
  return { ...rule, force: "binds", effect: "permit", cedar: effect === undefined ? rule.cedar : `${rule.cedar.slice(0, effect.start)}permit${rule.cedar.slice(effect.end)}` }
}

/** The same comparison, with cedar-wasm run on each class of rules apart. */
export function classesApart(pack: Pack, vocabulary: Vocabulary, { question, rules, ...rest }: Comparison): Comparison {
  return { ...rest, question, rules, reference: referenceFor(vocabulary, question, [...rules.map(({ rule }) => rule), ...assumptionsAsRules(pack, question)]) }
}

function assumptionId(index: number): RuleId {
  return ruleId(`assumption-${index}`)
}

/** Each assumption of the question in the form of a rule, named by its place. */
function assumptionsAsRules(pack: Law & Pick<Pack, "texts">, question: Question): readonly Rule[] {
  const applying = pack.assumptions.filter(({ impossible }) => impossible.has(question.id))
  return applying.map(({ span, impossible }, index): Rule => {
    const cedar = (pack.texts.get(span.path) ?? "").slice(span.start, span.end).replace(/^(?:@impossible\("(?:[^"\\]|\\.)*"\)\s*)?(?:permit|forbid)/, "permit")
    const [clause] = pack.instruments.flatMap((instrument) => instrument.clauses)
    if (clause === undefined) throw new Error("a pack has a clause")
    return { id: assumptionId(index), clause: clause.id, effect: "permit", force: "binds", questions: [question.id], conditions: impossible, steps: [], note: null, stricter: null, cedar, span }
  })
}

/** What one side says of a situation; rules in the sequence of the question. */
export interface Verdict {
  readonly satisfied: readonly RuleId[]
  readonly assumptions: readonly RuleId[]
  readonly outcome: Outcome | "impossible"
  readonly deciding: readonly RuleId[]
}

export function kernelSays({ forest }: Comparison, situation: Situation): Verdict {
  const knowledge = knowledgeOf(forest, situation)
  const cells = situationOf(knowledge)
  if (cells === null) throw new Error("a situation says something of every fact")
  const holds = (root: number): boolean => walk(forest.nodes, root, cells) === TRUE
  return {
    satisfied: forest.rules.filter(({ root }) => holds(root)).map(({ id }) => id),
    assumptions: forest.assumptions.flatMap(({ root }, index) => (holds(root) ? [assumptionId(index)] : [])),
    outcome: decide(forest, cells),
    deciding: decidingRules(forest, knowledge).map(({ id }) => id),
  }
}

export function cedarSays({ spec, rules, reference }: Comparison, situation: Situation): Verdict {
  const found = new Set(reference.satisfied(situation))
  const impossible = spec.assumptions.map((_, index) => assumptionId(index)).filter((id) => found.has(id))
  const satisfied = rules.filter(({ rule }) => found.has(rule.id)).map(({ rule, withdrawn }) => ({ id: rule.id, class: classOf(rule), withdrawn }))
  const { outcome, deciding } = verdictOf(satisfied)
  return {
    satisfied: satisfied.map(({ id }) => id),
    assumptions: impossible,
    outcome: impossible.length > 0 ? "impossible" : outcome,
    deciding: impossible.length > 0 ? [] : deciding,
  }
}

/** What differs in a situation, with the rules and both answers; `null` where nothing does. */
export function disagreement(comparison: Comparison, situation: Situation): string | null {
  const [kernel, cedar] = [kernelSays(comparison, situation), cedarSays(comparison, situation)]
  if (JSON.stringify(kernel) === JSON.stringify(cedar)) return null
  const { spec, rules } = comparison
  const differing = new Set([...kernel.satisfied, ...cedar.satisfied].filter((id) => kernel.satisfied.includes(id) !== cedar.satisfied.includes(id)))
  return [
    `question ${spec.question}: ${spec.facts.map((fact) => `${fact.id}=${printGiven(fact, situation.get(fact.id) ?? { kind: "unknown" })}`).join(" ")}`,
    `kernel     ${JSON.stringify(kernel)}`,
    `cedar-wasm ${JSON.stringify(cedar)}`,
    ...rules.filter(({ rule }) => differing.size === 0 || differing.has(rule.id)).map(({ rule }) => rule.cedar),
  ].join("\n")
}

/** All combinations of the values where they are at most `most`, else as many drawn ones. */
export function* situationsFrom(choices: readonly (readonly [FactId, readonly Given[]])[], most: number, draw: Draw): Generator<Situation> {
  if (choices.reduce((count, [, values]) => count * values.length, 1) <= most) yield* product(choices)
  else for (let count = 0; count < most; count++) yield new Map(choices.map(([fact, values]) => [fact, draw.one(values)]))
}
