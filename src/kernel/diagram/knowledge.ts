/**
 * Knowledge: what has been said about a question's facts, as the variables of its diagrams see it.
 *
 * A fact is known; present with its value unknown; unknown (asked, not known: not asked again); absent; or not yet
 * spoken of. Whatever is not known stands for every value it may have.
 */
import { bug } from "../text/bug.ts"
import type { Cell, FactDomain, Variable } from "./domains.ts"
import type { Forest } from "./forest.ts"
import type { FactId } from "./types.ts"
import type { Given } from "./values.ts"

/** Any cell of the variable. */
export const FREE = -1
/** Any cell but the last, which is the one for absent. */
export const PRESENT = -2

export interface Knowledge {
  /** For each variable its cell, or `FREE`, or `PRESENT`. */
  readonly cells: Int16Array
  /** For each fact whether something was said about it: such a fact is not asked again. */
  readonly said: readonly boolean[]
}

/** Facts that the question does not have are left out; what is said of a fact has the form that `parseGiven` gives. */
export function knowledgeOf(forest: Forest, facts: ReadonlyMap<FactId, Given>): Knowledge {
  const said = forest.facts.map((fact) => facts.get(fact.id))
  const cells = Int16Array.from(forest.variables, (variable) => {
    const given = said[variable.fact]
    return given === undefined ? FREE : cellOf(domainAt(forest, variable.fact), variable, given)
  })
  return { cells, said: said.map((given) => given !== undefined) }
}

/** The situation in which every fact is known, one cell a variable; `null` while something is open. */
export function situationOf(knowledge: Knowledge): Uint16Array | null {
  return knowledge.cells.every((cell) => cell >= 0) ? Uint16Array.from(knowledge.cells) : null
}

export function domainAt(forest: Forest, fact: number): FactDomain {
  return forest.facts[fact] ?? bug("diagram/knowledge: a variable of no fact")
}

function cellOf(domain: FactDomain, variable: Variable, given: Given): number {
  switch (given.kind) {
    case "unknown":
      return FREE
    case "present":
      return variable.role.kind === "presence" ? 0 : variable.role.kind === "value" ? PRESENT : FREE
    case "absent":
      return variable.role.kind === "presence" ? 1 : variable.role.kind === "value" ? domain.cells.length - 1 : 0
    case "value":
    case "number":
      return scalarCell(domain.cells, given)
    case "set":
      return setCell(domain, variable, given.members)
  }
}

function scalarCell(cells: readonly Cell[], given: { kind: "value"; value: string } | { kind: "number"; value: number }): number {
  const holds = (cell: Cell): boolean => {
    switch (cell.kind) {
      case "values":
        return given.kind === "value" && cell.values.includes(given.value)
      case "range":
        return given.kind === "number" && cell.from <= given.value && given.value <= cell.to
      case "other":
      case "absent":
        return false
    }
  }
  const named = cells.findIndex(holds)
  const found = named >= 0 ? named : cells.findIndex((cell) => cell.kind === "other")
  return found >= 0 ? found : bug("diagram/knowledge: a value outside its domain")
}

function setCell(domain: FactDomain, variable: Variable, members: readonly string[]): number {
  switch (variable.role.kind) {
    case "presence":
      return 0
    case "member":
      return members.includes(variable.role.member) ? 1 : 0
    case "others":
      return members.some((member) => !domain.members.includes(member)) ? 1 : 0
    case "value":
      return bug("diagram/knowledge: a set with a scalar variable")
  }
}

/** Something that may be said of a fact so that it falls in these cells of its variables; the inverse of `knowledgeOf` up to cells. */
export function givenOf(domain: FactDomain, variables: readonly Variable[], cells: readonly number[]): Given {
  if (domain.shape.kind !== "set") return givenOfCell(domain, domain.cells[cells[0] ?? 0] ?? bug("diagram/knowledge: a cell that is not there"))
  const absent = variables.some((variable, index) => variable.role.kind === "presence" && cells[index] === 1)
  if (absent) return { kind: "absent" }
  const members = variables.flatMap((variable, index) => {
    if (cells[index] !== 1) return []
    return variable.role.kind === "member" ? [variable.role.member] : variable.role.kind === "others" ? [otherMember(domain)] : []
  })
  return { kind: "set", members: members.sort() }
}

/** One thing that may be said so that a scalar falls in `cell`, one of its domain's. */
export function givenOfCell(domain: FactDomain, cell: Cell): Given {
  switch (cell.kind) {
    case "values":
      return { kind: "value", value: cell.values[0] ?? bug("diagram/knowledge: a cell without values") }
    case "other":
      return { kind: "value", value: otherText(domain.cells.flatMap((one) => (one.kind === "values" ? one.values : []))) }
    case "range":
      return { kind: "number", value: numberIn(cell) }
    case "absent":
      return { kind: "absent" }
  }
}

/** A text that no rule names. */
function otherText(named: readonly string[]): string {
  let other = "any other"
  while (named.includes(other)) other += " still"
  return other
}

function otherMember(domain: FactDomain): string {
  if (domain.shape.kind === "set" && domain.shape.of.kind !== "integer") return otherText(domain.members)
  let other = 0
  while (domain.members.includes(String(other))) other += 1
  return String(other)
}

/** The number of a range nearest to zero, so that it is one a person would name. */
function numberIn(range: { readonly from: number; readonly to: number }): number {
  return range.from > 0 ? range.from : range.to < 0 ? range.to : 0
}
