/**
 * Building: a question's rules and assumptions become a forest, symbolically; situations are never listed.
 *
 * The facts' ranking decides how large the diagrams are and how long a walk takes. A few rankings are tried, and of the
 * forests that are not twice as large as the smallest the one with the shortest walks is kept. A forest that is large even so is
 * sifted. The choice is a function of the question alone, so the same law gives the same bytes.
 */
import { isNonEmpty, type NonEmpty } from "../text/brand.ts"
import { bug } from "../text/bug.ts"
import { compactRules, compactWhole } from "./compact.ts"
import { Compiler } from "./compiler.ts"
import { domainsOf, type FactDomain } from "./domains.ts"
import type { RuleDiagram, RuleForest, WholeForest } from "./forest.ts"
import { at, FALSE, NODE_LIMIT, TERMINALS, withinLimit, type DiagramNode, type NodeStore } from "./nodes.ts"
import { outcomeDiagram, withoutWithdrawn } from "./outcome-diagram.ts"
import { rankings, rankingOf, type Ranking } from "./ranking.ts"
import { sifted } from "./sifting.ts"
import type { QuestionSpec, RuleId } from "./types.ts"

export type BuildResult =
  | { readonly kind: "built"; readonly forest: WholeForest }
  /** The outcome grew past the limit, and the rules answer one by one (by-rules.ts). `rule`: the one that ties most together; `null` where there is none. */
  | { readonly kind: "by-rules"; readonly forest: RuleForest; readonly rule: RuleId | null }
  /** Not even this rule, or (`null`) what can occur, has a diagram within the limit. */
  | { readonly kind: "too-large"; readonly rule: RuleId | null }

/** A forest of more numbers than this is sifted. The questions of a city stay below a tenth of it. */
const LARGE = 10_000
/** A forest of more numbers stays as it is: moving one fact through it takes as long as building it. */
const BEYOND_SIFTING = 1_000_000
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
  if (!isNonEmpty(built)) return attempts.find(({ kind }) => kind === "by-rules") ?? attempts[0] ?? bug("diagram/build: no ranking to try")
  const forest = ofShortestWalks(built)
  if (forest.nodes.length < LARGE || forest.nodes.length > BEYOND_SIFTING) return { kind: "built", forest }
  const again = buildRanked(spec, domains, sifted(forest), nodeLimit)
  return { kind: "built", forest: again.kind === "built" && again.forest.nodes.length < forest.nodes.length ? again.forest : forest }
}

/** The ranking that a question's forest has, for who compiles it otherwise; `null` where no forest was built. */
export function rankingFor(spec: QuestionSpec, nodeLimit: number = NODE_LIMIT): Ranking | null {
  const built = buildForest(spec, nodeLimit)
  return built.kind === "built" ? rankingOf(built.forest) : null
}

/** Of the forests that are not twice as large as the smallest. */
function ofShortestWalks(built: NonEmpty<WholeForest>): WholeForest {
  const smallest = Math.min(...built.map((forest) => forest.nodes.length))
  const small = built.filter((forest) => forest.nodes.length < 2 * smallest).map((forest) => ({ forest, steps: expectedSteps(forest) }))
  return small.reduce((best, one) => (one.steps < best.steps ? one : best)).forest
}

/** Steps of a walk to the outcome, over all combinations of cells alike. */
function expectedSteps({ nodes, variables, outcome }: WholeForest): number {
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
  const read = readRules(compiler, spec)
  if (read.kind === "too-large") return read
  const { store } = compiler
  const whole = withinLimit(() => {
    const unwithdrawn = outcomeDiagram(store, read.diagrams.rules)
    const outcome = withoutWithdrawn(store, read.diagrams.rules, unwithdrawn)
    return compactWhole(store, { ...read.diagrams, kind: "whole", outcome, unwithdrawn })
  })
  if (whole !== null) return { kind: "built", forest: whole }
  return { kind: "by-rules", rule: farthestReading(store, read.diagrams.rules), forest: compactRules(store, { ...read.diagrams, kind: "by-rules" }) }
}

/** The diagrams of the rules and of what can occur. */
function readRules(compiler: Compiler, spec: QuestionSpec): { readonly kind: "read"; readonly diagrams: Omit<RuleForest, "nodes" | "kind"> } | Extract<BuildResult, { kind: "too-large" }> {
  const { store, variables } = compiler
  let current: RuleId | null = null
  const diagrams = withinLimit(() => {
    const rules = spec.rules.map((rule) => {
      current = rule.id
      return { id: rule.id, class: rule.class, withdrawn: rule.withdrawn, root: compiler.condition(rule.condition) }
    })
    current = null
    const assumptions = spec.assumptions.map((assumption) => ({ why: assumption.why, root: compiler.condition(assumption.impossible) }))
    const impossible = assumptions.reduce((any, assumption) => store.or(any, assumption.root), FALSE)
    const admissible = store.and(compiler.formed(), store.not(impossible))
    return { question: spec.question, facts: compiler.domains, variables, admissible, rules, assumptions }
  })
  return diagrams === null ? { kind: "too-large", rule: current } : { kind: "read", diagrams }
}

/** The rule that reads facts farthest apart from each other: it makes diagrams grow most. */
function farthestReading(store: NodeStore, rules: readonly RuleDiagram[]): RuleId | null {
  const span = ({ root }: RuleDiagram): number => {
    const levels = [...store.support(root)]
    return levels.length === 0 ? 0 : Math.max(...levels) - Math.min(...levels)
  }
  return rules.map((rule) => ({ id: rule.id, span: span(rule) })).reduce<{ readonly id: RuleId | null; readonly span: number }>((most, one) => (one.span > most.span ? one : most), { id: null, span: -1 }).id
}
