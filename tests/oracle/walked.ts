/** Edges walked by brute force: every situation of a list is walked down the outcome diagram, one step after the other. */
import type { WholeForest } from "../../src/kernel/diagram/forest.ts"
import { knowledgeOf } from "../../src/kernel/diagram/knowledge.ts"
import { TERMINALS } from "../../src/kernel/diagram/nodes.ts"
import type { Situation } from "./situations.ts"

/** `diagramNode + 1 + cell` for each edge that one of the situations passes. */
export function edgesWalked(forest: WholeForest, situations: readonly Situation[]): ReadonlySet<number> {
  return new Set(situations.flatMap((situation) => edgesOfWalk(forest, situation)))
}

export function edgesOfWalk(forest: WholeForest, situation: Situation): readonly number[] {
  const { cells } = knowledgeOf(forest, situation)
  const edges: number[] = []
  for (let node = forest.outcome; node >= TERMINALS; ) {
    const edge = node + 1 + cells[forest.nodes[node]!]!
    edges.push(edge)
    node = forest.nodes[edge]!
  }
  return edges
}
