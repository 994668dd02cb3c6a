/** The compiler: a condition becomes a diagram that is true where the condition holds, over one ranking of the facts. */
import { bug } from "../text/bug.ts"
import { cellIsBelow, cellIsOneOf, variablesOf, type FactDomain, type Variable } from "./domains.ts"
import { FALSE, NodeStore, TRUE, type DiagramNode } from "./nodes.ts"
import type { Condition, FactId } from "./types.ts"

export class Compiler {
  readonly variables: readonly Variable[]
  readonly store: NodeStore
  readonly domains: readonly FactDomain[]
  readonly #index: ReadonlyMap<FactId, number>

  constructor(domains: readonly FactDomain[], ranking: readonly number[], nodeLimit: number) {
    this.domains = domains
    this.#index = new Map(domains.map((domain, index) => [domain.id, index]))
    this.variables = ranking.flatMap((fact) => variablesOf(domains[fact] ?? bug("diagram/compiler: a ranking names no fact"), fact))
    this.store = new NodeStore(this.variables.map((variable) => variable.arity), nodeLimit)
  }

  condition(condition: Condition): DiagramNode {
    const { store } = this
    switch (condition.kind) {
      case "constant":
        return condition.holds ? TRUE : FALSE
      case "not":
        return store.not(this.condition(condition.of))
      case "all":
        return condition.of.reduce((all, part) => store.and(all, this.condition(part)), TRUE)
      case "any":
        return condition.of.reduce((any, part) => store.or(any, this.condition(part)), FALSE)
      case "if":
        return store.choose(this.condition(condition.test), this.condition(condition.then), this.condition(condition.otherwise))
      case "is":
        return this.#scalar(condition.fact, (cell) => cellIsOneOf(cell, condition.values))
      case "below":
        return this.#scalar(condition.fact, (cell) => cellIsBelow(cell, condition.bound))
      case "present":
        return this.#present(condition.fact)
      case "member": // of an absent set false, whatever its variables say, so that equal rules are equal nodes
        return store.and(this.#present(condition.fact), this.#role(condition.fact, (role) => role.kind === "member" && role.member === condition.member, (cell) => cell === 1))
      case "exactly":
        return store.and(this.#present(condition.fact), this.#contents(condition.fact, condition.members))
      case "same":
        return this.#same(condition.fact, condition.other)
    }
  }

  /** True where every fact is in a form that can be given: what is absent has no members. */
  formed(): DiagramNode {
    const { store } = this
    return this.domains.reduce((all, domain) => {
      if (domain.shape.kind !== "set" || !domain.optional) return all
      return store.and(all, store.or(this.#present(domain.id), this.#contents(domain.id, [])))
    }, TRUE)
  }

  #domain(id: FactId): FactDomain {
    const index = this.#index.get(id)
    return (index === undefined ? undefined : this.domains[index]) ?? bug(`diagram/compiler: the question has no fact ${id}`)
  }

  #scalar(id: FactId, holds: (cell: FactDomain["cells"][number]) => boolean): DiagramNode {
    const domain = this.#domain(id)
    return this.#role(id, (role) => role.kind === "value", (cell) => holds(domain.cells[cell] ?? bug("diagram/compiler: a variable without cells")))
  }

  #role(id: FactId, is: (role: Variable["role"]) => boolean, holds: (cell: number) => boolean): DiagramNode {
    const fact = this.#index.get(id)
    const level = this.variables.findIndex((variable) => variable.fact === fact && is(variable.role))
    return level < 0 ? bug(`diagram/compiler: ${id} has no such variable`) : this.store.literal(level, holds)
  }

  #present(id: FactId): DiagramNode {
    const domain = this.#domain(id)
    if (!domain.optional) return TRUE
    if (domain.shape.kind === "set") return this.#role(id, (role) => role.kind === "presence", (cell) => cell === 0)
    return this.#scalar(id, (cell) => cell.kind !== "absent")
  }

  /** True where a set has exactly `members`, of those that count. */
  #contents(id: FactId, members: readonly string[]): DiagramNode {
    const { store } = this
    const fact = this.#index.get(id)
    const wanted = new Set(members)
    return this.variables.reduce((all, variable, level) => {
      if (variable.fact !== fact || variable.role.kind === "presence" || variable.role.kind === "value") return all
      const expected = variable.role.kind === "member" && wanted.has(variable.role.member) ? 1 : 0
      return store.and(all, store.literal(level, (cell) => cell === expected))
    }, TRUE)
  }

  #same(left: FactId, right: FactId): DiagramNode {
    const { store } = this
    const values = this.#domain(left).cells.flatMap((cell) => (cell.kind === "values" ? cell.values : []))
    const equal = (id: FactId, value: string): DiagramNode => this.#scalar(id, (cell) => cellIsOneOf(cell, [value]))
    return values.reduce((any, value) => store.or(any, store.and(equal(left, value), equal(right, value))), FALSE)
  }
}
