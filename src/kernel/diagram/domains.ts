/**
 * Domains: a fact's values cut into cells that no rule tells apart, and the variables a diagram branches on.
 *
 * A choice, a yes-no, a text or a number is one variable; a number's cells are ranges, cut where a rule compares:
 *
 *     age < 18, age == 21   ->   [-(2^53-1), 17] [18, 20] [21, 21] [22, 2^53-1]
 *
 * A set is one yes/no variable for each member that a rule names, and one for "any other" where a rule counts on it.
 * What may be absent has one more cell, always the last; an optional set has a variable for its presence.
 */
import { bug } from "../text/bug.ts"
import { visitTests, type Test } from "./condition.ts"
import type { FactId, FactSpec, NumberUnit, QuestionSpec, Shape } from "./types.ts"
import { NUMBER_RANGE } from "./values.ts"

export type Cell =
  | { readonly kind: "values"; readonly values: readonly string[] }
  /** Any text that no rule names. */
  | { readonly kind: "other" }
  /** Integers from `from` to `to`, both included. */
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  | { readonly kind: "absent" }

export type FactDomain = FactSpec & {
  /** A scalar's cells; empty for a set. */
  readonly cells: readonly Cell[]
  /** A set's members that rules name, sorted; empty otherwise. */
  readonly members: readonly string[]
  /** A set whose other members count. */
  readonly others: boolean
}

export type VariableRole =
  | { readonly kind: "value" }
  /** Cells: present, absent. */
  | { readonly kind: "presence" }
  /** Cells: no, yes. */
  | { readonly kind: "member"; readonly member: string }
  /** Cells: no, yes. */
  | { readonly kind: "others" }

export type Variable = {
  /** Index into the facts. */
  readonly fact: number
  readonly role: VariableRole
  readonly arity: number
}

/** Cuts every fact's domain by the tests of all rules and assumptions. */
export function domainsOf(spec: QuestionSpec): readonly FactDomain[] {
  const tests = collectTests(spec)
  return spec.facts.map((fact) => domainOf(fact, tests.get(fact.id) ?? NO_TESTS))
}

/** The variables of a fact, presence first. */
export function variablesOf(domain: FactDomain, fact: number): readonly Variable[] {
  if (domain.shape.kind !== "set") return [{ fact, role: { kind: "value" }, arity: domain.cells.length }]
  return [
    ...(domain.optional ? [{ fact, role: { kind: "presence" } as const, arity: 2 }] : []),
    ...domain.members.map((member) => ({ fact, role: { kind: "member", member } as const, arity: 2 })),
    ...(domain.others ? [{ fact, role: { kind: "others" } as const, arity: 2 }] : []),
  ]
}

interface Tests {
  readonly bounds: Set<number>
  readonly named: Set<string>
  readonly groups: Set<readonly string[]>
  apart: boolean
  exact: boolean
}

const NO_TESTS: Tests = { bounds: new Set(), named: new Set(), groups: new Set(), apart: false, exact: false }

function collectTests(spec: QuestionSpec): ReadonlyMap<FactId, Tests> {
  const byFact = new Map<FactId, Tests>()
  const of = (fact: FactId): Tests => {
    const tests = byFact.get(fact) ?? { bounds: new Set(), named: new Set(), groups: new Set(), apart: false, exact: false }
    byFact.set(fact, tests)
    return tests
  }
  const note = (test: Test): void => {
    switch (test.kind) {
      case "present":
        return
      case "is":
        test.values.forEach((value) => of(test.fact).named.add(value))
        of(test.fact).groups.add(test.values)
        return
      case "below":
        of(test.fact).bounds.add(test.bound)
        return
      case "member":
        of(test.fact).named.add(test.member)
        return
      case "exactly":
        test.members.forEach((member) => of(test.fact).named.add(member))
        of(test.fact).exact = true
        return
      case "same":
        of(test.fact).apart = true
        of(test.other).apart = true
        return
    }
  }
  for (const rule of spec.rules) visitTests(rule.condition, note)
  for (const assumption of spec.assumptions) visitTests(assumption.impossible, note)
  return byFact
}

function domainOf(fact: FactSpec, tests: Tests): FactDomain {
  if (fact.shape.kind !== "set") {
    const cells = scalarCells(fact.shape, tests)
    return { ...fact, cells: fact.optional ? [...cells, { kind: "absent" }] : cells, members: [], others: false }
  }
  const closed = fact.shape.of.kind === "choice" ? fact.shape.of.values : null
  const members = closed !== null && tests.exact ? closed : [...tests.named]
  return { ...fact, cells: [], members: [...members].sort(), others: closed === null && tests.exact }
}

function scalarCells(shape: Exclude<Shape, { kind: "set" }>, tests: Tests): readonly Cell[] {
  switch (shape.kind) {
    case "yes-no":
      return [{ kind: "values", values: ["no"] }, { kind: "values", values: ["yes"] }]
    case "choice":
      return shape.merge && !tests.apart ? mergedCells(shape.values, tests) : shape.values.map((value) => ({ kind: "values", values: [value] }))
    case "text":
      return [...[...tests.named].sort().map((value): Cell => ({ kind: "values", values: [value] })), { kind: "other" }]
    case "number":
      return ranges(shape.unit, tests.bounds)
  }
}

/** Values that are in the same tested groups share a cell. */
function mergedCells(values: readonly string[], tests: Tests): readonly Cell[] {
  const groups = [...tests.groups].map((group) => new Set(group))
  const cells = new Map<string, string[]>()
  for (const value of values) {
    const signature = groups.map((group) => (group.has(value) ? "1" : "0")).join("")
    cells.set(signature, [...(cells.get(signature) ?? []), value])
  }
  return [...cells.values()].map((merged) => ({ kind: "values", values: merged }))
}

function ranges(unit: NumberUnit, bounds: ReadonlySet<number>): readonly Cell[] {
  const { least, most } = NUMBER_RANGE[unit]
  const cuts = [...bounds].filter((bound) => least < bound && bound <= most).sort((a, b) => a - b)
  const starts = [least, ...cuts]
  return starts.map((from, index) => ({ kind: "range", from, to: (starts[index + 1] ?? most + 1) - 1 }))
}

/** Whether `cell` is among `values` (of a choice, a yes-no or a text). */
export function cellIsOneOf(cell: Cell, values: readonly string[]): boolean {
  return cell.kind === "values" && values.includes(cell.values[0] ?? bug("diagram/domains: a cell without values"))
}

/** Whether all of `cell` is less than `bound`. */
export function cellIsBelow(cell: Cell, bound: number): boolean {
  return cell.kind === "range" && cell.to < bound
}
