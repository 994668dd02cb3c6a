/**
 * The oracle: brute force over small questions, written to be read. It shares the kernel's types and nothing else.
 *
 * A situation is one value for every fact. `situationsOf` lists one for each way in which the rules can tell values apart,
 * and `holds` says whether a condition is true in one. What the kernel does on diagrams, the oracle does by going through
 * the list.
 */
import type { Condition, FactId, FactSpec, QuestionSpec } from "../../src/kernel/diagram/types.ts"
import type { Given } from "../../src/kernel/diagram/values.ts"

/** For every fact its value, or that it is absent. */
export type Situation = ReadonlyMap<FactId, Given>

export const ABSENT: Given = { kind: "absent" }

/** Whether a condition is true. Of an absent fact every test but `present` is false. */
export function holds(condition: Condition, situation: Situation): boolean {
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
      return holds(condition.test, situation) ? holds(condition.then, situation) : holds(condition.otherwise, situation)
    case "present":
      return valueIn(situation, condition.fact).kind !== "absent"
    case "is": {
      const said = valueIn(situation, condition.fact)
      return said.kind === "value" && condition.values.includes(said.value)
    }
    case "below": {
      const said = valueIn(situation, condition.fact)
      return said.kind === "number" && said.value < condition.bound
    }
    case "member": {
      const said = valueIn(situation, condition.fact)
      return said.kind === "set" && said.members.includes(condition.member)
    }
    case "exactly": {
      const said = valueIn(situation, condition.fact)
      return said.kind === "set" && said.members.every((one) => condition.members.includes(one)) && condition.members.every((one) => said.members.includes(one))
    }
    case "same": {
      const [left, right] = [valueIn(situation, condition.fact), valueIn(situation, condition.other)]
      return left.kind === "value" && right.kind === "value" && left.value === right.value
    }
  }
}

export function valueIn(situation: Situation, fact: FactId): Given {
  const said = situation.get(fact)
  if (said === undefined) throw new Error(`the situation says nothing of ${fact}`)
  return said
}

/** Every situation, those that cannot occur included, with one value for each cell of each fact. */
export function situationsOf(spec: QuestionSpec): readonly Situation[] {
  return product(spec.facts.map((fact) => [fact.id, valuesOf(spec, fact)]))
}

/** All combinations of one value for each fact. */
export function product(choices: readonly (readonly [FactId, readonly Given[]])[]): readonly Situation[] {
  const [first, ...others] = choices
  if (first === undefined) return [new Map()]
  const [fact, values] = first
  const rest = product(others)
  return values.flatMap((value) => rest.map((situation) => new Map([[fact, value], ...situation])))
}

/** One value for each cell of a fact: values in one cell are alike to every rule and assumption. */
export function valuesOf(spec: QuestionSpec, fact: FactSpec): readonly Given[] {
  const present = presentValuesOf(testsOf(spec, fact.id), fact)
  return fact.optional ? [...present, ABSENT] : present
}

function presentValuesOf(tests: readonly Test[], fact: FactSpec): readonly Given[] {
  const { shape } = fact
  switch (shape.kind) {
    case "yes-no":
      return [value("no"), value("yes")]
    case "choice":
      return (shape.merge ? toldApart(tests, shape.values) : shape.values).map(value)
    case "text": {
      const named = [...new Set(tests.flatMap((test) => (test.kind === "is" ? test.values : [])))]
      return [...named, `not ${named.join(" or ")}`].map(value)
    }
    case "number": {
      const bounds = tests.flatMap((test) => (test.kind === "below" ? [test.bound] : []))
      const [least, most] = shape.unit === "datetime" ? YEARS_OF_FOUR_DIGITS : [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]
      const firsts = new Set([least, ...bounds].filter((first) => least <= first && first <= most))
      return [...firsts].map((first) => ({ kind: "number", value: first }))
    }
    case "set": {
      const named = tests.flatMap((test) => (test.kind === "member" ? [test.member] : test.kind === "exactly" ? test.members : []))
      const allCount = tests.some((test) => test.kind === "exactly")
      const all = shape.of.kind === "choice" ? shape.of.values : [...named, otherMember(named)]
      return subsetsOf([...new Set(allCount ? all : named)]).map((members) => ({ kind: "set", members }))
    }
  }
}

/** The first and the last moment that can be written. */
const YEARS_OF_FOUR_DIGITS: readonly [number, number] = [Date.UTC(-1, 12, 1), Date.UTC(10_000, 0, 1) - 1]

/** The first of each class of values that no test tells apart; a comparison with another fact tells all apart. */
function toldApart(tests: readonly Test[], values: readonly string[]): readonly string[] {
  if (tests.some((test) => test.kind === "same")) return values
  const alike = (one: string, other: string): boolean => tests.every((test) => test.kind !== "is" || test.values.includes(one) === test.values.includes(other))
  return values.filter((one, index) => !values.slice(0, index).some((earlier) => alike(one, earlier)))
}

/** A member that no rule names; a whole number, so that it serves for texts too. */
function otherMember(named: readonly string[]): string {
  let other = 1000
  while (named.includes(String(other))) other += 1
  return String(other)
}

function subsetsOf(members: readonly string[]): readonly (readonly string[])[] {
  const [first, ...others] = members
  if (first === undefined) return [[]]
  return subsetsOf(others).flatMap((rest) => [rest, [first, ...rest]])
}

function value(text: string): Given {
  return { kind: "value", value: text }
}

/** A condition without parts. */
type Test = Extract<Condition, { readonly fact: FactId }>

/** Every test of a fact in any rule or assumption. */
function testsOf(spec: QuestionSpec, fact: FactId): readonly Test[] {
  const conditions = [...spec.rules.map((rule) => rule.condition), ...spec.assumptions.map((assumption) => assumption.impossible)]
  return conditions.flatMap(testsIn).filter((test) => test.fact === fact || (test.kind === "same" && test.other === fact))
}

function testsIn(condition: Condition): readonly Test[] {
  switch (condition.kind) {
    case "constant":
      return []
    case "not":
      return testsIn(condition.of)
    case "all":
    case "any":
      return condition.of.flatMap(testsIn)
    case "if":
      return [condition.test, condition.then, condition.otherwise].flatMap(testsIn)
    case "is":
    case "below":
    case "present":
    case "member":
    case "exactly":
    case "same":
      return [condition]
  }
}
