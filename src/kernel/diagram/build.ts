/**
 * Building: a question's rules and assumptions become a forest, symbolically; situations are never listed.
 *
 * The facts' ranking decides how large the diagrams are and how long a walk takes. A few rankings are tried, and of the
 * forests that are not twice as large as the smallest the one with the shortest walks is kept; the choice is a function of
 * the question alone, so the same law gives the same bytes.
 */
import { isNonEmpty } from "../text/brand.ts"
import { bug } from "../text/bug.ts"
import { cellIsBelow, cellIsOneOf, domainsOf, variablesOf, type FactDomain, type Variable } from "./domains.ts"
import type { Forest } from "./forest.ts"
import { at, FALSE, NODE_LIMIT, NodeStore, TERMINALS, TooManyNodes, TRUE, type DiagramNode } from "./nodes.ts"
import { bitsOf, DECIDES, terminalOf } from "./outcome.ts"
import { rankings } from "./ranking.ts"
import type { Condition, FactId, QuestionSpec, RuleClass, RuleId } from "./types.ts"

export type BuildResult =
  | { readonly kind: "built"; readonly forest: Forest }
  /** `rule`: the one being added when the limit was passed, or `null` while the outcome was put together. */
  | { readonly kind: "too-large"; readonly rule: RuleId | null }

/** Compiles a question. `nodeLimit` bounds every attempt, garbage included. */
export function buildForest(spec: QuestionSpec, nodeLimit: number = NODE_LIMIT): BuildResult {
  const domains = domainsOf(spec)
  const results = rankings(spec).map((ranking) => buildRanked(spec, domains, ranking, nodeLimit))
  const built = results.flatMap((result) => (result.kind === "built" ? [result.forest] : []))
  if (!isNonEmpty(built)) return results[0] ?? bug("diagram/build: no ranking to try")
  const smallest = Math.min(...built.map((forest) => forest.nodes.length))
  const small = built.filter((forest) => forest.nodes.length < 2 * smallest).map((forest) => ({ forest, steps: expectedSteps(forest) }))
  return { kind: "built", forest: small.reduce((best, one) => (one.steps < best.steps ? one : best)).forest }
}

/** Steps of a walk to the outcome, over all combinations of cells alike. */
function expectedSteps({ nodes, variables, outcome }: Forest): number {
  const memo = new Map<DiagramNode, number>()
  const steps = (node: DiagramNode): number => {
    if (node < TERMINALS) return 0
    const known = memo.get(node)
    if (known !== undefined) return known
    const arity = variables[at(nodes, node)]?.arity ?? bug("diagram/build: a node without a level")
    let sum = 0
    for (let cell = 0; cell < arity; cell++) sum += steps(at(nodes, node + 1 + cell))
    memo.set(node, 1 + sum / arity)
    return 1 + sum / arity
  }
  return steps(outcome)
}

/** Builds over one ranking: fact indexes, first asked first. */
function buildRanked(spec: QuestionSpec, domains: readonly FactDomain[], ranking: readonly number[], nodeLimit: number): BuildResult {
  const builder = new Builder(domains, ranking, nodeLimit)
  let current: RuleId | null = null
  try {
    const rules = spec.rules.map((rule) => {
      current = rule.id
      return { id: rule.id, class: rule.class, withdrawn: rule.withdrawn, root: builder.condition(rule.condition) }
    })
    current = null
    const assumptions = spec.assumptions.map((assumption) => ({ why: assumption.why, root: builder.condition(assumption.impossible) }))
    const impossible = assumptions.reduce((any, assumption) => builder.store.or(any, assumption.root), FALSE)
    const admissible = builder.store.and(builder.formed(), builder.store.not(impossible))
    const unwithdrawn = outcomeDiagram(builder.store, rules)
    const outcome = withoutWithdrawn(builder.store, rules, unwithdrawn)
    return { kind: "built", forest: compact(builder, { question: spec.question, facts: domains, outcome, unwithdrawn, admissible, rules, assumptions }) }
  } catch (error) {
    if (error instanceof TooManyNodes) return { kind: "too-large", rule: current }
    throw error
  }
}

/** The outcome table as a diagram: rows are laid over each other from the last to the first. */
function outcomeDiagram(store: NodeStore, rules: Forest["rules"]): DiagramNode {
  const satisfied = (kind: RuleClass): DiagramNode => rules.reduce((any, rule) => (rule.class === kind ? store.or(any, rule.root) : any), FALSE)
  const forbid = satisfied("binding-forbid")
  const must = satisfied("binding-must")
  let outcome: DiagramNode = terminalOf("silent")
  outcome = store.choose(satisfied("advising-permit"), terminalOf("advised-for"), outcome)
  outcome = store.choose(satisfied("advising-forbid"), terminalOf("advised-against"), outcome)
  outcome = store.choose(satisfied("binding-permit"), terminalOf("allowed"), outcome)
  outcome = store.choose(must, terminalOf("required"), outcome)
  outcome = store.choose(forbid, terminalOf("prohibited"), outcome)
  return store.choose(store.and(forbid, must), terminalOf("conflict"), outcome)
}

/** Silent wherever a withdrawn rule would have decided. */
function withoutWithdrawn(store: NodeStore, rules: Forest["rules"], outcome: DiagramNode): DiagramNode {
  const decidedByWithdrawn = rules.reduce((any, rule) => {
    if (!rule.withdrawn) return any
    const bits = bitsOf(DECIDES[rule.class])
    const itsOutcome = store.map(outcome, (terminal) => ((bits & (1 << terminal)) === 0 ? FALSE : TRUE))
    return store.or(any, store.and(rule.root, itsOutcome))
  }, FALSE)
  return store.choose(decidedByWithdrawn, terminalOf("silent"), outcome)
}

/** Makes diagrams of conditions over one ranking of the facts. */
class Builder {
  readonly variables: readonly Variable[]
  readonly store: NodeStore
  readonly #domains: readonly FactDomain[]
  readonly #index: ReadonlyMap<FactId, number>

  constructor(domains: readonly FactDomain[], ranking: readonly number[], nodeLimit: number) {
    this.#domains = domains
    this.#index = new Map(domains.map((domain, index) => [domain.id, index]))
    this.variables = ranking.flatMap((fact) => variablesOf(domains[fact] ?? bug("diagram/build: a ranking names no fact"), fact))
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
    return this.#domains.reduce((all, domain) => {
      if (domain.shape.kind !== "set" || !domain.optional) return all
      return store.and(all, store.or(this.#present(domain.id), this.#contents(domain.id, [])))
    }, TRUE)
  }

  #domain(id: FactId): FactDomain {
    const index = this.#index.get(id)
    return (index === undefined ? undefined : this.#domains[index]) ?? bug(`diagram/build: the question has no fact ${id}`)
  }

  #scalar(id: FactId, holds: (cell: FactDomain["cells"][number]) => boolean): DiagramNode {
    const domain = this.#domain(id)
    return this.#role(id, (role) => role.kind === "value", (cell) => holds(domain.cells[cell] ?? bug("diagram/build: a variable without cells")))
  }

  #role(id: FactId, is: (role: Variable["role"]) => boolean, holds: (cell: number) => boolean): DiagramNode {
    const fact = this.#index.get(id)
    const level = this.variables.findIndex((variable) => variable.fact === fact && is(variable.role))
    return level < 0 ? bug(`diagram/build: ${id} has no such variable`) : this.store.literal(level, holds)
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

/** Keeps the nodes that the roots reach, children first, in the sequence the roots stand in. */
function compact(builder: Builder, forest: Omit<Forest, "nodes" | "variables">): Forest {
  const { store } = builder
  const place = new Map<DiagramNode, DiagramNode>()
  const nodes: number[] = []
  const keep = (node: DiagramNode): DiagramNode => {
    if (node < TERMINALS) return node
    const kept = place.get(node)
    if (kept !== undefined) return kept
    const level = store.level(node)
    const children = Array.from({ length: at(store.arities, level) }, (_, cell) => keep(store.child(node, level, cell)))
    const offset = TERMINALS + nodes.length
    nodes.push(level, ...children)
    place.set(node, offset)
    return offset
  }
  const outcome = keep(forest.outcome)
  const unwithdrawn = keep(forest.unwithdrawn)
  const admissible = keep(forest.admissible)
  const rules = forest.rules.map((rule) => ({ ...rule, root: keep(rule.root) }))
  const assumptions = forest.assumptions.map((assumption) => ({ ...assumption, root: keep(assumption.root) }))
  const array = new Int32Array(TERMINALS + nodes.length)
  array.set(nodes, TERMINALS)
  return { ...forest, variables: builder.variables, nodes: array, outcome, unwithdrawn, admissible, rules, assumptions }
}
