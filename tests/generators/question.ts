/**
 * Arbitrary questions: one to five facts, rules of every class, assumptions; well typed by construction.
 *
 * Facts come from a fixed catalogue, so that a counterexample reads like a question; of each fact only a few values are
 * ever tested, so that all situations can be listed.
 */
import fc from "fast-check"
import { RULE_CLASSES, type AssumptionSpec, type Condition, type FactId, type FactSpec, type QuestionId, type QuestionSpec, type RuleId, type RuleSpec, type Shape } from "../../src/kernel/diagram/types.ts"
import { LARGEST, NUMBER_RANGE, type Given } from "../../src/kernel/diagram/values.ts"
import { valuesOf } from "../oracle/situations.ts"

/** The one place where tests make these brands. */
export const factId = (text: string): FactId => text as FactId
export const ruleId = (text: string): RuleId => text as RuleId
export const questionId = (text: string): QuestionId => text as QuestionId

interface CatalogueEntry {
  readonly id: string
  readonly shape: Shape
  /** Values that tests may name: ids, texts, bounds or members. */
  readonly named: readonly (string | number)[]
}

const AGENTS = ["agents", "troops", "nobody"]
const BODIES = ["police", "library", "transit", "schools"]
const PAPERS = ["warrant", "letter"]

const CATALOGUE: readonly CatalogueEntry[] = [
  { id: "body", shape: { kind: "choice", values: BODIES, merge: true }, named: BODIES },
  { id: "who", shape: { kind: "choice", values: AGENTS, merge: false }, named: AGENTS },
  { id: "whom", shape: { kind: "choice", values: AGENTS, merge: false }, named: AGENTS },
  { id: "alike", shape: { kind: "choice", values: AGENTS, merge: true }, named: AGENTS },
  { id: "agreement", shape: { kind: "yes-no" }, named: ["yes"] },
  { id: "consent", shape: { kind: "yes-no" }, named: ["yes", "no"] },
  { id: "name", shape: { kind: "text" }, named: ["Ann", "any other"] },
  { id: "age", shape: { kind: "number", unit: "integer" }, named: [18, 21, 0] },
  { id: "count", shape: { kind: "number", unit: "integer" }, named: [LARGEST, 1 - LARGEST, -LARGEST] },
  { id: "price", shape: { kind: "number", unit: "decimal" }, named: [-1, 5_0000, 5_0001] },
  { id: "seen", shape: { kind: "number", unit: "datetime" }, named: [0, 1_756_512_000_000, NUMBER_RANGE.datetime.least, NUMBER_RANGE.datetime.most, NUMBER_RANGE.datetime.most + 1] },
  { id: "lasted", shape: { kind: "number", unit: "duration" }, named: [-1, 3_600_000] },
  { id: "papers", shape: { kind: "set", of: { kind: "choice", values: PAPERS } }, named: PAPERS },
  { id: "words", shape: { kind: "set", of: { kind: "text" } }, named: ["any other", "please"] },
  { id: "numbers", shape: { kind: "set", of: { kind: "integer" } }, named: ["0", "7"] },
]

const NAMED = new Map(CATALOGUE.map(({ id, named }) => [factId(id), named]))
const TOPICS = ["who", "paper", "place"]

export interface Limits {
  /** Situations to list at most, those that cannot occur included. */
  readonly situations: number
  readonly rules: number
}

export function questionSpecs(limits: Limits): fc.Arbitrary<QuestionSpec> {
  return fc
    .oneof(...[1, 2, 3, 4, 5].map((count) => ({ weight: count, arbitrary: fc.subarray([...CATALOGUE], { minLength: count, maxLength: count }) })))
    .chain((entries) => fc.tuple(...entries.map(factSpec)))
    .chain((facts) => fc.record({ question: fc.constant(questionId("ask")), facts: fc.constant(facts), rules: rules(facts, limits.rules), assumptions: assumptions(facts) }))
    .filter((spec) => spec.facts.reduce((count, fact) => count * valuesOf(spec, fact).length, 1) <= limits.situations)
}

function factSpec({ id, shape }: CatalogueEntry): fc.Arbitrary<FactSpec> {
  const asker = id === "body"
  return fc.record({
    id: fc.constant(factId(id)),
    topic: fc.constantFrom(...TOPICS),
    visibility: asker ? fc.constant("asker" as const) : fc.constantFrom("public" as const, "public" as const, "private" as const),
    optional: asker ? fc.constant(false) : fc.boolean(),
    shape: fc.constant(shape),
  })
}

function rules(facts: readonly FactSpec[], most: number): fc.Arbitrary<readonly RuleSpec[]> {
  const rule = fc.record({ class: fc.constantFrom(...RULE_CLASSES), condition: conditions(facts), withdrawn: fc.integer({ min: 0, max: 7 }).map((die) => die === 7) })
  return fc.array(rule, { maxLength: most, size: "max" }).map((drawn) => drawn.map((one, index) => ({ id: ruleId(`rule-${index}`), ...one })))
}

function assumptions(facts: readonly FactSpec[]): fc.Arbitrary<readonly AssumptionSpec[]> {
  return fc.array(fc.oneof(conditions(facts), neverApart(facts)), { maxLength: 2, size: "max" }).map((drawn) => drawn.map((impossible, index) => ({ why: `reason ${index}`, impossible })))
}

/** Two tests that are true together or not at all: then one fact tells what another is, and either may be asked. */
function neverApart(facts: readonly FactSpec[]): fc.Arbitrary<Condition> {
  return fc.tuple(tests(facts), tests(facts)).map(([one, other]) => ({ kind: "if", test: one, then: { kind: "not", of: other }, otherwise: other }))
}

/** Any condition over the facts. */
export function conditions(facts: readonly FactSpec[]): fc.Arbitrary<Condition> {
  return fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthSize: "medium" },
      { weight: 5, arbitrary: tests(facts) },
      { weight: 1, arbitrary: fc.boolean().map((holds): Condition => ({ kind: "constant", holds })) },
      { weight: 2, arbitrary: tie("condition").map((of): Condition => ({ kind: "not", of })) },
      { weight: 3, arbitrary: fc.array(tie("condition"), { maxLength: 3, size: "max" }).map((of): Condition => ({ kind: "all", of })) },
      { weight: 3, arbitrary: fc.array(tie("condition"), { maxLength: 3, size: "max" }).map((of): Condition => ({ kind: "any", of })) },
      { weight: 1, arbitrary: fc.tuple(tie("condition"), tie("condition"), tie("condition")).map(([test, then, otherwise]): Condition => ({ kind: "if", test, then, otherwise })) },
    ),
  })).condition
}

function tests(facts: readonly FactSpec[]): fc.Arbitrary<Condition> {
  return fc.constantFrom(...facts).chain((fact) => fc.oneof(...testsOf(facts, fact)))
}

function testsOf(facts: readonly FactSpec[], { id, shape }: FactSpec): readonly fc.Arbitrary<Condition>[] {
  const present = fc.constant<Condition>({ kind: "present", fact: id })
  const named = NAMED.get(id) ?? []
  const some = fc.subarray(named.filter((one) => typeof one === "string"))
  switch (shape.kind) {
    case "choice":
    case "yes-no": {
      const others = facts.filter((other) => other.id !== id && valueList(other.shape) === valueList(shape))
      const same = others.map((other) => fc.constant<Condition>({ kind: "same", fact: id, other: other.id }))
      return [some.map((values): Condition => ({ kind: "is", fact: id, values })), present, ...same]
    }
    case "text":
      return [some.map((values): Condition => ({ kind: "is", fact: id, values })), present]
    case "number":
      return [fc.constantFrom(...named.filter((one) => typeof one === "number")).map((bound): Condition => ({ kind: "below", fact: id, bound })), present]
    case "set":
      return [
        fc.constantFrom(...named.map(String)).map((member): Condition => ({ kind: "member", fact: id, member })),
        some.map((members): Condition => ({ kind: "exactly", fact: id, members })),
        present,
      ]
  }
}

/** Facts with one list of values can be compared. */
function valueList(shape: Shape): string | null {
  return shape.kind === "choice" ? shape.values.join() : shape.kind === "yes-no" ? "yes,no" : null
}

// Knowledge -----------------------------------------------------------------------------------------------------------

/** A question, and what was said of some of its facts. */
export interface Asked {
  readonly spec: QuestionSpec
  readonly known: ReadonlyMap<FactId, Given>
}

export function asked(limits: Limits): fc.Arbitrary<Asked> {
  return questionSpecs(limits).chain((spec) => knowledge(spec).map((known) => ({ spec, known })))
}

/** Facts known, unknown, present, absent, or not spoken of. */
export function knowledge(spec: QuestionSpec): fc.Arbitrary<ReadonlyMap<FactId, Given>> {
  const said = spec.facts.map((fact) => fc.tuple(fc.constant(fact.id), fc.oneof(fc.constant(null), fc.constant(null), values(fact), values(fact), anythingElse(fact))))
  return fc.tuple(...said).map((all) => new Map(all.flatMap(([id, given]) => (given === null ? [] : [[id, given] as const]))))
}

function anythingElse(fact: FactSpec): fc.Arbitrary<Given> {
  const kinds = fact.optional ? (["unknown", "present", "absent"] as const) : (["unknown"] as const)
  return fc.constantFrom(...kinds).map((kind) => ({ kind }))
}

/** Any value that may be said of a fact. */
export function values({ id, shape }: FactSpec): fc.Arbitrary<Given> {
  const named = NAMED.get(id) ?? []
  switch (shape.kind) {
    case "yes-no":
      return fc.constantFrom("yes", "no").map(value)
    case "choice":
      return fc.constantFrom(...shape.values).map(value)
    case "text":
      return fc.oneof(fc.constantFrom(...named.map(String)), fc.constantFrom("Bob", "ann", "")).map(value)
    case "number": {
      const { least, most } = NUMBER_RANGE[shape.unit]
      const edges = named.flatMap((bound) => [Number(bound) - 1, Number(bound), Number(bound) + 1]).filter((edge) => least <= edge && edge <= most)
      return fc.oneof(fc.constantFrom(...edges), fc.integer({ min: least, max: most })).map((number): Given => ({ kind: "number", value: number }))
    }
    case "set": {
      const others = shape.of.kind === "choice" ? [] : shape.of.kind === "text" ? ["thanks"] : ["8", "-1"]
      return fc.subarray([...named.map(String), ...others]).map((members): Given => ({ kind: "set", members: members.toSorted() }))
    }
  }
}

function value(text: string): Given {
  return { kind: "value", value: text }
}
