/** The outcome table as a diagram: the rules' own diagrams, of which those that decide are laid over the others. */
import type { RuleDiagram } from "./forest.ts"
import { FALSE, TRUE, type DiagramNode, type NodeStore } from "./nodes.ts"
import { bitsOf, DECIDES, terminalOf } from "./outcome.ts"
import type { RuleClass } from "./types.ts"

/** The rows of the table are laid over each other from the last to the first; withdrawn rules speak like others. Terminals are outcomes. */
export function outcomeDiagram(store: NodeStore, rules: readonly RuleDiagram[]): DiagramNode {
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
