/**
 * The outcome table as a diagram: what the rules say one by one, joined.
 *
 * The rows of the table stand in a sequence, and of two rules' outcomes the one in the higher row holds; only `prohibited` and
 * `required` together are neither, but `conflict`. So outcomes can be joined two by two in any sequence, and rules that read the
 * same facts are joined first: no diagram on the way holds more than what is asked for.
 */
import type { RuleDiagram } from "./forest.ts"
import { DESCEND, FALSE, TERMINALS, TRUE, type Combine, type DiagramNode, type NodeStore } from "./nodes.ts"
import { bitsOf, DECIDES, outcomeOf, terminalOf } from "./outcome.ts"
import { OUTCOMES, RULE_CLASSES, type Outcome, type RuleClass } from "./types.ts"

/** Terminals are outcomes; withdrawn rules speak like others. */
export function outcomeDiagram(store: NodeStore, rules: readonly RuleDiagram[]): DiagramNode {
  const said = rules.map((rule) => store.map(rule.root, SAYS[rule.class])).sort((a, b) => store.level(a) - store.level(b))
  return joinedInPairs(store, said)
}

/** Neighbours are joined, then those that come of it, until one is left. */
function joinedInPairs(store: NodeStore, said: readonly DiagramNode[]): DiagramNode {
  let left = said
  while (left.length > 1) {
    left = left.flatMap((one, index) => {
      if (index % 2 === 1) return []
      const other = left[index + 1]
      return [other === undefined ? one : store.apply(one, other, JOIN)]
    })
  }
  return left[0] ?? SILENT
}

const SILENT = terminalOf("silent")
const CONFLICT = terminalOf("conflict")

/** What a rule of a class says where it is satisfied, and that it is silent elsewhere. */
const SAYS = Object.fromEntries(
  RULE_CLASSES.map((kind) => [kind, (terminal: DiagramNode) => (terminal === TRUE ? terminalOf(outcomeOf(new Set([kind]))) : SILENT)]),
) as Record<RuleClass, (terminal: DiagramNode) => DiagramNode>

/** The classes that an outcome tells to be satisfied. */
function classesOf(outcome: Outcome): readonly RuleClass[] {
  return RULE_CLASSES.filter((kind) => DECIDES[kind].includes(outcome))
}

/** Of two outcomes the one that holds where the rules of both are satisfied, by the table itself. */
const JOINED: readonly (readonly DiagramNode[])[] = OUTCOMES.map((one) => OUTCOMES.map((other) => terminalOf(outcomeOf(new Set([...classesOf(one), ...classesOf(other)])))))

const JOIN: Combine = (l, r) => {
  if (l === r || r === SILENT || l === CONFLICT) return l
  if (l === SILENT || r === CONFLICT) return r
  return l < TERMINALS && r < TERMINALS ? (JOINED[l]?.[r] ?? CONFLICT) : DESCEND
}

/** The same, silent wherever a withdrawn rule would have decided. */
export function withoutWithdrawn(store: NodeStore, rules: readonly RuleDiagram[], outcome: DiagramNode): DiagramNode {
  const decidedByWithdrawn = rules.reduce((any, rule) => {
    if (!rule.withdrawn) return any
    const bits = bitsOf(DECIDES[rule.class])
    const itsOutcome = store.map(outcome, (terminal) => ((bits & (1 << terminal)) === 0 ? FALSE : TRUE))
    return store.or(any, store.and(rule.root, itsOutcome))
  }, FALSE)
  return store.choose(decidedByWithdrawn, terminalOf("silent"), outcome)
}
