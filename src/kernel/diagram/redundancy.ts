/** Redundancy: rules without which every outcome is the same, because other rules of their class, only together perhaps, say all that they say. */
import type { RuleDiagram } from "./forest.ts"
import { FALSE, type DiagramNode } from "./nodes.ts"
import { without, type Study, type StudiedVersion } from "./study.ts"
import { RULE_CLASSES } from "./types.ts"

export interface Redundant {
  readonly rule: RuleDiagram
  /** Where it decides. */
  readonly decides: DiagramNode
  /** Rules of its class that together are satisfied wherever it decides; none of them can be spared. */
  readonly covers: readonly RuleDiagram[]
}

/** Of `rules`, which all decide somewhere, those that could go. Each is judged alone: of two that say the same, both are told. */
export function redundantRules(study: Study, version: StudiedVersion, rules: readonly RuleDiagram[]): readonly Redundant[] {
  return RULE_CLASSES.flatMap((kind) => {
    const alike = rules.filter((rule) => rule.class === kind)
    const before = unions(study, alike)
    const after = unions(study, alike.toReversed()).toReversed()
    return alike.flatMap((rule, index): readonly Redundant[] => {
      const decides = study.deciding(version, rule)
      const alone = without(study.store, without(study.store, decides, before[index] ?? FALSE), after[index + 1] ?? FALSE)
      if (alone !== FALSE) return []
      return [{ rule, decides, covers: coverOf(study, decides, alike.filter((other) => other !== rule)) }]
    })
  })
}

/** For each place the union of the rules before it, and of all at the end. */
function unions({ store }: Study, rules: readonly RuleDiagram[]): readonly DiagramNode[] {
  const all: DiagramNode[] = [FALSE]
  for (const { root } of rules) all.push(store.or(all.at(-1) ?? FALSE, root))
  return all
}

/** Of rules that cover `where` together, some that do and of which none can be spared. */
function coverOf({ store }: Study, where: DiagramNode, rules: readonly RuleDiagram[]): readonly RuleDiagram[] {
  const covers = (some: readonly RuleDiagram[]): boolean => some.reduce((rest, { root }) => without(store, rest, root), where) === FALSE
  const touching = rules.filter(({ root }) => store.meet(where, root))
  return touching.reduce((kept, rule) => {
    const spared = kept.filter((other) => other !== rule)
    return covers(spared) ? spared : kept
  }, touching)
}
