/**
 * Building: a question's rules and assumptions become a forest, symbolically; situations are never listed.
 *
 * The facts' ranking decides how large the diagrams are and how long a walk takes. A few rankings are tried, and of the
 * forests that are not twice as large as the smallest the one with the shortest walks is kept. A forest that is large even so is
 * sifted. The choice is a function of the question alone, so the same law gives the same bytes.
 */
import { isNonEmpty, type NonEmpty } from "../text/brand.ts"
import { bug } from "../text/bug.ts"
import { Compiler } from "./compiler.ts"
import { domainsOf, type FactDomain } from "./domains.ts"
import type { Forest } from "./forest.ts"
import { at, FALSE, NODE_LIMIT, TERMINALS, TooManyNodes, type DiagramNode } from "./nodes.ts"
import { outcomeDiagram, withoutWithdrawn } from "./outcome-diagram.ts"
import { rankings, rankingOf, type Ranking } from "./ranking.ts"
import { sifted } from "./sifting.ts"
import type { QuestionSpec, RuleId } from "./types.ts"

export type BuildResult =
  | { readonly kind: "built"; readonly forest: Forest }
  /** `rule`: the one being added when the limit was passed, or `null` while the outcome was put together. */
  | { readonly kind: "too-large"; readonly rule: RuleId | null }

/** A forest of more numbers than this is sifted. The questions of a city stay below a tenth of it. */
const LARGE = 10_000
/** Nodes that a ranking may make once another has built the forest: what takes more is left to sifting. */
const ENOUGH = 20_000

/** The same where none has built it: what is beyond the first ranking's reach is seldom within another's. */
const MORE_THAN_ENOUGH = 10 * ENOUGH

/** Compiles a question. `nodeLimit` bounds the first attempt, garbage included, and no other goes further. */
export function buildForest(spec: QuestionSpec, nodeLimit: number = NODE_LIMIT): BuildResult {
  const domains = domainsOf(spec)
  const attempts: BuildResult[] = []
  for (const ranking of rankings(spec)) {
    const limit = attempts.length === 0 ? nodeLimit : Math.min(nodeLimit, attempts.some(({ kind }) => kind === "built") ? ENOUGH : MORE_THAN_ENOUGH)
    attempts.push(buildRanked(spec, domains, ranking, limit))
  }
  const built = attempts.flatMap((attempt) => (attempt.kind === "built" ? [attempt.forest] : []))
  if (!isNonEmpty(built)) return attempts[0] ?? bug("diagram/build: no ranking to try")
  const forest = ofShortestWalks(built)
  if (forest.nodes.length < LARGE) return { kind: "built", forest }
  const again = buildRanked(spec, domains, sifted(forest), nodeLimit)
  return { kind: "built", forest: again.kind === "built" && again.forest.nodes.length < forest.nodes.length ? again.forest : forest }
}

/** The ranking that a question's forest has, for who compiles it otherwise; `null` where no forest was built. */
export function rankingFor(spec: QuestionSpec, nodeLimit: number = NODE_LIMIT): Ranking | null {
  const built = buildForest(spec, nodeLimit)
  return built.kind === "built" ? rankingOf(built.forest) : null
}

/** Of the forests that are not twice as large as the smallest. */
function ofShortestWalks(built: NonEmpty<Forest>): Forest {
  const smallest = Math.min(...built.map((forest) => forest.nodes.length))
  const small = built.filter((forest) => forest.nodes.length < 2 * smallest).map((forest) => ({ forest, steps: expectedSteps(forest) }))
  return small.reduce((best, one) => (one.steps < best.steps ? one : best)).forest
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

/** Builds over one ranking. */
export function buildRanked(spec: QuestionSpec, domains: readonly FactDomain[], ranking: Ranking, nodeLimit: number): BuildResult {
  const compiler = new Compiler(domains, ranking, nodeLimit)
  let current: RuleId | null = null
  try {
    const rules = spec.rules.map((rule) => {
      current = rule.id
      return { id: rule.id, class: rule.class, withdrawn: rule.withdrawn, root: compiler.condition(rule.condition) }
    })
    current = null
    const assumptions = spec.assumptions.map((assumption) => ({ why: assumption.why, root: compiler.condition(assumption.impossible) }))
    const impossible = assumptions.reduce((any, assumption) => compiler.store.or(any, assumption.root), FALSE)
    const admissible = compiler.store.and(compiler.formed(), compiler.store.not(impossible))
    const unwithdrawn = outcomeDiagram(compiler.store, rules)
    const outcome = withoutWithdrawn(compiler.store, rules, unwithdrawn)
    return { kind: "built", forest: compact(compiler, { question: spec.question, facts: domains, outcome, unwithdrawn, admissible, rules, assumptions }) }
  } catch (error) {
    if (error instanceof TooManyNodes) return { kind: "too-large", rule: current }
    throw error
  }
}

/** Keeps the nodes that the roots reach, children first, in the sequence the roots stand in. */
function compact(compiler: Compiler, forest: Omit<Forest, "nodes" | "variables">): Forest {
  const { store } = compiler
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
  return { ...forest, variables: compiler.variables, nodes: array, outcome, unwithdrawn, admissible, rules, assumptions }
}
