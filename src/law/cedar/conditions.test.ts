/**
 * A condition is true exactly where cedar-wasm finds its rule satisfied: generated rules over facts of every type, optional
 * ones behind all forms of `has`, against generated situations with values at and beside every bound.
 */
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Condition, FactId } from "../../kernel/diagram/types.ts"
import type { Given } from "../../kernel/diagram/values.ts"
import { bug } from "../../kernel/text/bug.ts"
import { referenceFor } from "./reference.ts"
import { readRules, type CedarBlock } from "./rules.ts"
import { block, said, SAMPLE, sampleQuestion } from "./sample.ts"

// The condition, evaluated as its definition says ---------------------------------------------------------------------

type Situation = ReadonlyMap<FactId, Given>

function holds(condition: Condition, situation: Situation): boolean {
  switch (condition.kind) {
    case "constant":
      return condition.holds
    case "not":
      return !holds(condition.of, situation)
    case "all":
      return condition.of.every((part) => holds(part, situation))
    case "any":
      return condition.of.some((part) => holds(part, situation))
    case "if":
      return holds(holds(condition.test, situation) ? condition.then : condition.otherwise, situation)
    case "present":
      return given(situation, condition.fact).kind !== "absent"
    case "is": {
      const value = given(situation, condition.fact)
      return value.kind === "value" && condition.values.includes(value.value)
    }
    case "below": {
      const value = given(situation, condition.fact)
      return value.kind === "number" && value.value < condition.bound
    }
    case "member": {
      const value = given(situation, condition.fact)
      return value.kind === "set" && value.members.includes(condition.member)
    }
    case "exactly": {
      const value = given(situation, condition.fact)
      return value.kind === "set" && JSON.stringify([...value.members].sort()) === JSON.stringify([...condition.members].sort())
    }
    case "same": {
      const [one, other] = [given(situation, condition.fact), given(situation, condition.other)]
      return one.kind === "value" && other.kind === "value" && one.value === other.value
    }
  }
}

function given(situation: Situation, fact: FactId): Given {
  return situation.get(fact) ?? bug(`no value for ${fact}`)
}

// What is generated ---------------------------------------------------------------------------------------------------

const pick = <Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const some = <Value>(values: readonly Value[], minLength = 1): fc.Arbitrary<readonly Value[]> => fc.array(fc.constantFrom(...values), { minLength, maxLength: 3 })

const MOST = Number.MAX_SAFE_INTEGER
const TEXTS = ["a", "a b", "é\"\\"]
const WHO = ["agents", "troops", "not-said"]
const PAPERS = ["warrant", "letter", "none"]
const INTEGERS = [-MOST, -1, 0, 1, 17, MOST]
const DECIMALS: readonly (readonly [string, number])[] = [["-1.5", -15_000], ["0.0", 0], ["0.0001", 1], ["12.34", 123_400], ["900719925474.0991", MOST]]
const DATETIMES: readonly (readonly [string, number])[] = [["1970-01-01", 0], ["1969-12-31T23:59:59.999Z", -1], ["2025-08-30", 1_756_512_000_000], ["2025-08-30T00:00:00+0100", 1_756_508_400_000]]
const DURATIONS: readonly (readonly [string, number])[] = [["0ms", 0], ["-1h", -3_600_000], ["1d2h3m4s5ms", 93_784_005], ["1h", 3_600_000]]

const entity = (type: string) => (id: string): string => `${type}::"${id}"`
const literalText = (text: string): string => JSON.stringify(text)
const listOf = (items: readonly string[]): string => `[${items.join(", ")}]`
const OPTIONAL = ["paper", "maybe", "nick", "height", "numbers"]

/** A test of facts that are there: always, or by one of `guarded`. */
function testOf(guarded: readonly string[]): fc.Arbitrary<string> {
  const there = (facts: readonly string[]): readonly string[] => facts.filter((fact) => !OPTIONAL.includes(fact) || guarded.includes(fact)).map((fact) => `context.${fact}`)
  const tests = [
    ...choiceTests("Who", WHO, there(["who", "whom"])),
    ...choiceTests("Paper", PAPERS, there(["paper"])),
    ...there(["yes_no", "also", "maybe"]).flatMap((fact) => [fc.constant(fact), pick("true", "false").map((value) => `(${fact} == ${value})`)]),
    pick("context.who == context.whom", "context.who != context.whom", "context.yes_no == context.also", "context.yes_no != context.yes_no"),
    ...there(["maybe"]).map((fact) => fc.constant(`${fact} == context.also`)),
    ...there(["name", "nick"]).flatMap((fact) => [equality(fact, pick(...TEXTS).map(literalText)), some(TEXTS).map((texts) => `${listOf(texts.map(literalText))}.contains(${fact})`)]),
    ...there(["age", "height"]).flatMap((fact) => [order(fact, pick(...INTEGERS).map(String)), some(INTEGERS).map((integers) => `${listOf(integers.map(String))}.contains(${fact})`)]),
    fc.tuple(pick("lessThan", "lessThanOrEqual", "greaterThan", "greaterThanOrEqual"), pick(...DECIMALS), fc.boolean()).map(([method, [text], mirrored]) => {
      return mirrored ? `decimal("${text}").${method}(context.price)` : `context.price.${method}(decimal("${text}"))`
    }),
    equality("context.price", pick(...DECIMALS).map(([text]) => `decimal("${text}")`)),
    order("context.seen", pick(...DATETIMES).map(([text]) => `datetime("${text}")`)),
    order("context.lasted", pick(...DURATIONS).map(([text]) => `duration("${text}")`)),
    ...setTests("context.papers", PAPERS.map(entity("Paper"))),
    ...setTests("context.words", TEXTS.map(literalText)),
    ...setTests("context.answers", ["true", "false"]),
    ...there(["numbers"]).flatMap((fact) => setTests(fact, INTEGERS.map(String))),
    pick(...OPTIONAL, "who").map((fact) => `context has ${fact}`),
    pick(...PRINCIPAL_TESTS),
    pick('action == Action::"ask"', 'action in [Action::"call", Action::"contact"]', 'action == Action::"call"', "true", "false"),
  ]
  return fc.oneof(...tests)
}

const PRINCIPAL_TESTS = [
  'principal == Body::"police"', 'Body::"transit" != principal', 'principal in Group::"uniformed"', 'principal in [Group::"departments", Group::"sisters"]', 'principal in Body::"library"',
  'principal is Body in Group::"sisters"', "principal.police", "principal.size <= 300", "40 == principal.size", 'principal.kind == Kind::"agency"', 'principal.kind in [Kind::"office"]',
  'principal.kinds.contains("large")', 'principal.kinds.containsAll(["large", "armed"])', '["large"].containsAll(principal.kinds)', "principal.kinds.isEmpty()", 'principal.kinds == ["large"]',
  "principal has nick", '(principal has nick && principal.nick != "blue")', '(if principal has nick then principal.nick == "rail" else principal.police)',
]

function equality(fact: string, literal: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(pick("==", "!="), literal, fc.boolean()).map(([operator, value, mirrored]) => (mirrored ? `${value} ${operator} ${fact}` : `${fact} ${operator} ${value}`))
}

function order(fact: string, literal: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(pick("<", "<=", ">", ">=", "==", "!="), literal, fc.boolean()).map(([operator, value, mirrored]) => (mirrored ? `${value} ${operator} ${fact}` : `${fact} ${operator} ${value}`))
}

function choiceTests(type: string, values: readonly string[], facts: readonly string[]): readonly fc.Arbitrary<string>[] {
  const ids = values.map(entity(type))
  return facts.flatMap((fact) => [
    equality(fact, pick(...ids)),
    some(ids).map((list) => `${fact} in ${listOf(list)}`),
    some(ids).map((list) => `${listOf(list)}.contains(${fact})`),
    pick(...ids).map((id) => `(${fact} is ${type} in ${id})`),
  ])
}

function setTests(fact: string, members: readonly string[]): readonly fc.Arbitrary<string>[] {
  return [
    pick(...members).map((member) => `${fact}.contains(${member})`),
    fc.tuple(pick("containsAll", "containsAny"), some(members), fc.boolean()).map(([method, list, mirrored]) => (mirrored ? `${listOf(list)}.${method}(${fact})` : `${fact}.${method}(${listOf(list)})`)),
    equality(fact, some(members).map(listOf)),
    fc.constant(`${fact}.isEmpty()`),
  ]
}

const made = new Map<string, fc.Arbitrary<string>>()

/** Conditions put together; `guarded` are the optional facts that a `has` before this place has shown to be there. */
function expression(depth: number, guarded: readonly string[]): fc.Arbitrary<string> {
  const key = JSON.stringify([depth, ...new Set([...guarded].sort())])
  const arbitrary = made.get(key) ?? makeExpression(depth, guarded)
  made.set(key, arbitrary)
  return arbitrary
}

function makeExpression(depth: number, guarded: readonly string[]): fc.Arbitrary<string> {
  if (depth === 0) return testOf(guarded)
  const inner = (more: readonly string[] = []): fc.Arbitrary<string> => expression(depth - 1, [...guarded, ...more])
  const behind = pick(...OPTIONAL).chain((fact) => fc.tuple(fc.constant(fact), inner([fact]), inner()))
  return fc.oneof(
    testOf(guarded),
    inner().map((of) => `!(${of})`),
    fc.tuple(inner(), pick("&&", "||", "==", "!="), inner()).map(([left, operator, right]) => (operator.endsWith("=") ? `((${left}) && true) ${operator} (${right} || false)` : `(${left}) ${operator} (${right})`)),
    fc.tuple(inner(), inner(), inner()).map(([test, then, otherwise]) => `if ${test} then ${then} else ${otherwise}`),
    behind.map(([fact, then]) => `context has ${fact} && (${then})`),
    behind.map(([fact, then]) => `!(context has ${fact} && (${then}))`),
    behind.map(([fact, then, otherwise]) => `(context has ${fact} && (${then})) || (${otherwise})`),
    behind.map(([fact, then, otherwise]) => `if context has ${fact} then (${then}) else (${otherwise})`),
    behind.map(([fact, then, otherwise]) => `if (!(context has ${fact})) then (${otherwise}) else (context has ${fact} && (${then}))`),
  )
}

const PRINCIPALS = ["principal", 'principal == Body::"police"', 'principal in Group::"departments"', "principal is Body", 'principal is Body in Group::"uniformed"']
const ACTIONS = ['action == Action::"ask"', 'action in [Action::"ask"]']

/** Rules of all four classes. */
const rule = fc
  .record({ effect: pick("permit", "forbid"), force: pick<"binds" | "advises">("binds", "advises"), principal: pick(...PRINCIPALS), action: pick(...ACTIONS), when: expression(3, []), unless: fc.option(expression(2, [])) })
  .map(({ effect, force, principal, action, when, unless }) => ({ force, text: `${effect} (${principal}, ${action}, resource) when { ${when} }${unless === null ? "" : ` unless { ${unless} }`};` }))

const beside = (numbers: readonly number[]): fc.Arbitrary<Given> => pick(...numbers.flatMap((number) => [number - 1, number, number + 1]).filter(Number.isSafeInteger)).map((value) => ({ kind: "number", value }))
const valueOf = (values: readonly string[]): fc.Arbitrary<Given> => pick(...values).map((value) => ({ kind: "value", value }))
const membersOf = (members: readonly string[]): fc.Arbitrary<Given> => fc.subarray([...members]).map((chosen) => ({ kind: "set", members: chosen }))
const orAbsent = (value: fc.Arbitrary<Given>): fc.Arbitrary<Given> => fc.oneof({ weight: 1, arbitrary: fc.constant<Given>({ kind: "absent" }) }, { weight: 2, arbitrary: value })

const VALUES: Readonly<Record<string, fc.Arbitrary<Given>>> = {
  body: valueOf(["police", "library", "transit"]),
  who: valueOf(WHO),
  whom: valueOf(WHO),
  paper: orAbsent(valueOf(PAPERS)),
  yes_no: valueOf(["yes", "no"]),
  also: valueOf(["yes", "no"]),
  maybe: orAbsent(valueOf(["yes", "no"])),
  name: valueOf([...TEXTS, "z"]),
  nick: orAbsent(valueOf([...TEXTS, "z"])),
  age: beside(INTEGERS),
  height: orAbsent(beside(INTEGERS)),
  price: beside(DECIMALS.map(([, value]) => value)),
  seen: beside(DATETIMES.map(([, value]) => value)),
  lasted: beside(DURATIONS.map(([, value]) => value)),
  papers: membersOf(PAPERS),
  words: membersOf([...TEXTS, "z"]),
  numbers: orAbsent(membersOf([...INTEGERS, 5].map(String))),
  answers: membersOf(["yes", "no"]),
}

const ASK = sampleQuestion("ask")
const situation: fc.Arbitrary<Situation> = fc.record(VALUES).map((values) => new Map(ASK.facts.map(({ id }) => [id, values[id] ?? bug(`no values for ${id}`)])))

// The comparison ------------------------------------------------------------------------------------------------------

const RULES_A_RUN = 25
const SITUATIONS_A_RUN = 20
const RUNS = process.env["WRIT_LONG"] === "1" ? 2000 : 30

test(`a condition holds exactly where cedar-wasm is satisfied (${String(RULES_A_RUN * SITUATIONS_A_RUN * RUNS)} pairs of rule and situation)`, () => {
  const batch = fc.tuple(fc.array(rule, { minLength: RULES_A_RUN, maxLength: RULES_A_RUN }), fc.array(situation, { minLength: SITUATIONS_A_RUN, maxLength: SITUATIONS_A_RUN }))
  fc.assert(
    fc.property(batch, ([written, situations]) => {
      const blocks: readonly CedarBlock[] = written.map(({ text, force }, index) => block(`@id("r${String(index)}") ${text}`, force))
      const { rules, diagnostics } = readRules(SAMPLE, blocks)
      const errors = diagnostics.filter(({ severity }) => severity === "error")
      expect(errors.map((error) => said(blocks.map(({ text }) => text).join("\n"), error))).toEqual([])
      expect(rules).toHaveLength(RULES_A_RUN)
      const reference = referenceFor(SAMPLE, ASK, rules)
      for (const each of situations) {
        const ours = rules.filter(({ conditions }) => holds(conditions.get(ASK.id) ?? bug("no condition"), each)).map(({ id }) => id)
        expect({ satisfied: [...reference.satisfied(each)].sort(), of: each }).toEqual({ satisfied: [...ours].sort(), of: each })
      }
    }),
    { numRuns: RUNS },
  )
})
