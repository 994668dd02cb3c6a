/**
 * A forest: one question, compiled. It answers by itself, anywhere; it never changes.
 *
 * As JSON it is canonical (RFC 8785) and says its version; the same law gives the same bytes on every machine.
 */
import { canonicalJson } from "../text/canonical-json.ts"
import { bug } from "../text/bug.ts"
import type { FactDomain, Variable } from "./domains.ts"
import { at, TERMINALS, type DiagramNode } from "./nodes.ts"
import type { QuestionId, RuleClass, RuleId } from "./types.ts"

export type RuleDiagram = {
  readonly id: RuleId
  readonly class: RuleClass
  readonly withdrawn: boolean
  /** True where the rule is satisfied. */
  readonly root: DiagramNode
}

export type AssumptionDiagram = {
  readonly why: string
  /** True where the assumption says that the situation cannot occur. */
  readonly root: DiagramNode
}

interface Diagrams {
  readonly question: QuestionId
  /** In document order. */
  readonly facts: readonly FactDomain[]
  /** One for each level, from the root down. */
  readonly variables: readonly Variable[]
  /** Nodes in the form that nodes.ts describes. */
  readonly nodes: Int32Array
  /** True where a situation can occur. */
  readonly admissible: DiagramNode
  readonly rules: readonly RuleDiagram[]
  readonly assumptions: readonly AssumptionDiagram[]
}

/** A question whose outcome is one diagram. */
export type WholeForest = Diagrams & {
  readonly kind: "whole"
  /** Terminals are outcomes, 0 to 6. */
  readonly outcome: DiagramNode
  /** The outcome if nothing were withdrawn; the same node as `outcome` where nothing is. */
  readonly unwithdrawn: DiagramNode
}

/** A question whose outcome grew past the limit: its rules' diagrams answer (by-rules.ts). */
export type RuleForest = Diagrams & { readonly kind: "by-rules" }

export type Forest = WholeForest | RuleForest

export const FOREST_FORMAT = "writ-forest/1"

/** What `JSON.parse` gives for a forest's bytes. */
export type ForestJson = Omit<Diagrams, "nodes"> & {
  readonly format: typeof FOREST_FORMAT
  /** `null`, both, where rules' diagrams answer. */
  readonly outcome: DiagramNode | null
  readonly unwithdrawn: DiagramNode | null
  /** Each `[level, child…]`, children before parents; a child below `TERMINALS` is a terminal, the rest count nodes from there. */
  readonly nodes: readonly (readonly number[])[]
}

/** Nodes in a forest, terminals aside. */
export function nodeCount(forest: Forest): number {
  return nodesInSequence(forest).length
}

/** A forest as canonical JSON. */
export function printForest(forest: Forest): string {
  const sequence = nodesInSequence(forest)
  const number = new Map(sequence.map((node, index) => [node, TERMINALS + index]))
  const renumber = (node: DiagramNode): number => (node < TERMINALS ? node : (number.get(node) ?? bug("diagram/forest: a child outside the array")))
  const json: ForestJson = {
    format: FOREST_FORMAT,
    question: forest.question,
    facts: forest.facts,
    variables: forest.variables,
    nodes: sequence.map((node) => [at(forest.nodes, node), ...children(forest, node).map(renumber)]),
    outcome: forest.kind === "whole" ? renumber(forest.outcome) : null,
    unwithdrawn: forest.kind === "whole" ? renumber(forest.unwithdrawn) : null,
    admissible: renumber(forest.admissible),
    rules: forest.rules.map((rule) => ({ ...rule, root: renumber(rule.root) })),
    assumptions: forest.assumptions.map((assumption) => ({ ...assumption, root: renumber(assumption.root) })),
  }
  return canonicalJson(json)
}

/** The inverse of `printForest`, for text that it printed. */
export function parseForest(text: string): Forest {
  // The format's name is the promise that the rest of its form holds; a forest is fetched by digest.
  const json = JSON.parse(text) as Omit<ForestJson, "format"> & { readonly format: string }
  if (json.format !== FOREST_FORMAT) throw new Error(`this program reads forests of the format ${FOREST_FORMAT}; this one says ${json.format}`)
  const offsets: number[] = []
  let end = TERMINALS
  for (const node of json.nodes) {
    offsets.push(end)
    end += node.length
  }
  const place = (node: number): DiagramNode => (node < TERMINALS ? node : (offsets[node - TERMINALS] ?? bug("diagram/forest: a child that is not there")))
  const nodes = new Int32Array(end)
  json.nodes.forEach((node, index) => {
    const offset = offsets[index] ?? 0
    node.forEach((value, position) => { nodes[offset + position] = position === 0 ? value : place(value) })
  })
  const { format: _, outcome, unwithdrawn, ...rest } = json
  const diagrams: Diagrams = {
    ...rest,
    nodes,
    admissible: place(json.admissible),
    rules: json.rules.map((rule) => ({ ...rule, root: place(rule.root) })),
    assumptions: json.assumptions.map((assumption) => ({ ...assumption, root: place(assumption.root) })),
  }
  return outcome === null || unwithdrawn === null ? { ...diagrams, kind: "by-rules" } : { ...diagrams, kind: "whole", outcome: place(outcome), unwithdrawn: place(unwithdrawn) }
}

/**
 * A forest from whoever gives one: `null` for a text that is none. Every walk over what is read ends, since a node's level lies
 * above its children's; what its facts are called and can be is taken as it says.
 */
export function readForest(text: string): Forest | null {
  try {
    const forest = parseForest(text)
    return nodesInSequence(forest).every((node) => isInOrder(forest, node)) && rootsOf(forest).every((root) => isNode(forest, root)) && printForest(forest) === text ? forest : null
  } catch {
    return null // of another format, or without what a forest has
  }
}

/** Every diagram of a forest. */
export function rootsOf(forest: Forest): readonly DiagramNode[] {
  const outcomes = forest.kind === "whole" ? [forest.outcome, forest.unwithdrawn] : []
  return [...outcomes, forest.admissible, ...forest.rules.map(({ root }) => root), ...forest.assumptions.map(({ root }) => root)]
}

function isInOrder(forest: Forest, node: DiagramNode): boolean {
  const level = at(forest.nodes, node)
  return children(forest, node).every((child) => isNode(forest, child) && child < node && (child < TERMINALS || at(forest.nodes, child) > level))
}

function isNode({ nodes }: Forest, node: DiagramNode): boolean {
  return Number.isInteger(node) && node >= 0 && node < Math.max(TERMINALS, nodes.length)
}

/** Every node in its place in the array, which is children first. */
function nodesInSequence(forest: Forest): readonly DiagramNode[] {
  const sequence: DiagramNode[] = []
  for (let node = TERMINALS; node < forest.nodes.length; node += 1 + arity(forest, node)) sequence.push(node)
  return sequence
}

function arity(forest: Forest, node: DiagramNode): number {
  return forest.variables[at(forest.nodes, node)]?.arity ?? bug("diagram/forest: a node without a level")
}

function children(forest: Forest, node: DiagramNode): readonly DiagramNode[] {
  return Array.from(forest.nodes.subarray(node + 1, node + 1 + arity(forest, node)))
}
