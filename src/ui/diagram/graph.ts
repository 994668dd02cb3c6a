/**
 * A question's outcome diagram as it is drawn: nodes, each with its branches. What leads to one place is one branch, whatever the
 * value; what only situations that cannot occur would pass is left out, and so is a node with one branch.
 */
import type { Forest, WholeForest } from "../../kernel/diagram/forest.ts"
import { at, TERMINALS, type DiagramNode } from "../../kernel/diagram/nodes.ts"
import { outcomeAt, terminalOf } from "../../kernel/diagram/outcome.ts"
import type { Outcome } from "../../kernel/diagram/types.ts"
import { bug } from "../../kernel/text/bug.ts"
import { walkedAtAll, type Edge } from "../../kernel/diagram/walked.ts"

/** What a picture shows of a forest; of a comparison too, which is no forest. */
export type Drawn = Pick<WholeForest, "facts" | "variables" | "nodes" | "outcome" | "admissible">

/** A forest as it is drawn; `null` where its outcome diagram was too large to be made. */
export function drawnOf(forest: Forest): Drawn | null {
  return forest.kind === "whole" ? forest : null
}

export type Target = { readonly kind: "node"; readonly node: DiagramNode } | { readonly kind: "outcome"; readonly outcome: Outcome }

export interface Branch {
  /** Of the node's variable, ascending. */
  readonly cells: readonly number[]
  readonly edges: readonly Edge[]
  readonly to: Target
  /** It has more values than any other branch of its node, three or more: what else there is. */
  readonly isRest: boolean
}

export interface GraphNode {
  readonly node: DiagramNode
  readonly level: number
  /** Two or more, in the sequence of their first cells; what else there is, last. */
  readonly branches: readonly Branch[]
}

export interface Graph {
  /** `null` where no situation can occur. */
  readonly start: Target | null
  /** By level, and in a level in the sequence in which branches lead to them. */
  readonly nodes: readonly GraphNode[]
}

/** `null` where the diagram has more than `most` nodes. */
export function graphOf(drawn: Drawn, most: number): Graph | null {
  const possible = walkedAtAll(drawn).edges
  const { nodes, outcome } = drawn
  const branchesOf = (node: DiagramNode): readonly Branch[] => {
    const byTarget = new Map<DiagramNode, { cells: number[]; edges: Edge[] }>()
    for (let cell = 0; cell < (drawn.variables[at(nodes, node)]?.arity ?? 0); cell++) {
      const edge = node + 1 + cell
      if (!possible.has(edge)) continue
      const target = resolve(at(nodes, edge))
      const branch = byTarget.get(target) ?? { cells: [], edges: [] }
      branch.cells.push(cell)
      branch.edges.push(edge)
      byTarget.set(target, branch)
    }
    return withRestLast(drawn, at(nodes, node), [...byTarget].map(([target, branch]) => ({ ...branch, to: targetOf(target) })))
  }
  const resolved = new Map<DiagramNode, DiagramNode>()
  const resolve = (node: DiagramNode): DiagramNode => {
    if (node < TERMINALS) return node
    const known = resolved.get(node)
    if (known !== undefined) return known
    const [only, ...others] = branchesOf(node)
    const found = only !== undefined && others.length === 0 ? placeOf(only.to) : node
    resolved.set(node, found)
    return found
  }
  if (possible.size === 0 && outcome >= TERMINALS) return { start: null, nodes: [] }
  const start = resolve(outcome)
  const found = new Map<DiagramNode, GraphNode>()
  const collect = (node: DiagramNode): void => {
    if (node < TERMINALS || found.has(node) || found.size > most) return
    const branches = branchesOf(node)
    found.set(node, { node, level: at(nodes, node), branches })
    branches.forEach(({ to }) => { collect(placeOf(to)) })
  }
  collect(start)
  return found.size > most ? null : { start: targetOf(start), nodes: [...found.values()].sort((a, b) => a.level - b.level) }
}

/** Values that make a branch worth calling the rest. */
const MANY = 3

function withRestLast({ facts, variables }: Drawn, level: number, branches: readonly Omit<Branch, "isRest">[]): readonly Branch[] {
  const domain = facts[variables[level]?.fact ?? -1]
  const sizeOf = ({ cells }: Omit<Branch, "isRest">): number => cells.reduce((sum, cell) => { const one = domain?.cells[cell]; return sum + (one?.kind === "values" ? one.values.length : 1) }, 0)
  const most = Math.max(...branches.map(sizeOf))
  const largest = branches.filter((branch) => sizeOf(branch) === most)
  const rest = most >= MANY && branches.length > 1 && largest.length === 1 ? largest[0] : undefined
  return [...branches.filter((branch) => branch !== rest), ...(rest === undefined ? [] : [rest])].map((branch) => ({ ...branch, isRest: branch === rest }))
}

function targetOf(node: DiagramNode): Target {
  return node < TERMINALS ? { kind: "outcome", outcome: outcomeAt(node) } : { kind: "node", node }
}

function placeOf(target: Target): DiagramNode {
  return target.kind === "node" ? target.node : terminalOf(target.outcome)
}

/** What a branch is known by: its first edge. */
export function branchKey({ edges }: Branch): Edge {
  return edges[0] ?? bug("ui/diagram: a branch without an edge")
}

/** How a branch belongs to what is known: every completion takes it, some do, none does. */
export type Lit = "certain" | "possible" | null

/** Follows walked edges from the start: certain while there is one branch to take, possible from where there are more. */
export function litBranches(graph: Graph, walked: ReadonlySet<Edge>): ReadonlyMap<Branch, Lit> {
  const lit = new Map<Branch, Lit>()
  const byNode = new Map(graph.nodes.map((one) => [one.node, one]))
  const isWalked = ({ edges }: Branch): boolean => edges.some((edge) => walked.has(edge))
  let next = graph.start
  while (next?.kind === "node") {
    const taken: readonly Branch[] = byNode.get(next.node)?.branches.filter(isWalked) ?? []
    const [only, ...others] = taken
    if (only === undefined || others.length > 0) break
    lit.set(only, "certain")
    next = only.to
  }
  for (const branch of graph.nodes.flatMap(({ branches }) => branches)) if (!lit.has(branch)) lit.set(branch, isWalked(branch) ? "possible" : null)
  return lit
}
